"""What numerals are worth, in either script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.language.numerals import format_decimal, parse_number, parse_numeral, parse_whole, write_numeral


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("一", 1, "one"),
        ("十", 10, "ten, without 一"),
        ("十一", 11, "ten and a digit"),
        ("二十", 20, "tens"),
        ("二十一", 21, "tens and a digit"),
        ("一百零五", 105, "零 for what is skipped"),
        ("二〇二一", 2021, "digit by digit, as years are"),
        ("二○二一", 2021, "another circle for 〇"),
        ("两千三百", 2300, "两 for 二"),
        ("一万零五", 10005, "a myriad"),
        ("甲", None, "no numeral"),
        ("", None, "nothing"),
    ],
)
def test_han_numerals(text, number, why):
    """Chinese numerals are read as they are said."""
    assert parse_numeral(text) == number, why


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("12", 12, "Arabic figures"),
        ("十二", 12, "Chinese figures"),
        ("1.5", None, "a fraction is no whole number"),
        ("①", None, "a circled figure is a mark of a paragraph"),
        ("", None, "nothing"),
    ],
)
def test_whole_numbers_in_either_script(text, number, why):
    """A count is read alike in both scripts."""
    assert parse_whole(text) == number, why


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("1.5亿", "150000000", "a fraction of 亿"),
        ("1,200", "1200", "digits in groups"),
        ("三百二十万", "3200000", "Chinese figures"),
        ("0.50", "0.5", "no needless zeros"),
    ],
)
def test_numbers_with_what_they_count(text, number, why):
    """A number is worth its figures times the 万 and 亿 behind it."""
    found = parse_number(text)
    assert found is not None and format_decimal(found) == number, why


def test_chinese_numerals_up_to_ten_thousand() -> None:
    """Every numeral that Chinese writes for a number has that number as its value."""
    digits = "零一二三四五六七八九"

    def written(n: int) -> str:
        text, zero = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = n // unit % 10
            if digit:
                text += ("零" if zero and text else "") + digits[digit] + name
                zero = False
            else:
                zero = bool(text)
        return text

    assert all(parse_numeral(written(n)) == n for n in range(1, 10000))


@pytest.mark.parametrize(
    ("number", "text", "why"),
    [
        (0, "〇", "nothing"),
        (10, "十", "ten, without 一"),
        (12, "十二", "ten and a digit"),
        (105, "一百〇五", "a gap"),
        (110, "一百一十", "ten behind hundreds, with 一"),
        (1005, "一千〇五", "one 〇 for a longer gap"),
        (20_030, "二万〇三十", "a gap behind a myriad"),
    ],
)
def test_numerals_are_written(number, text, why):
    """As Chinese counts."""
    assert write_numeral(number) == text, why


@given(st.integers(0, 10**8 - 1))
def test_what_is_written_is_read_back(number):
    """Whatever the number."""
    assert parse_numeral(write_numeral(number)) == number


@pytest.mark.parametrize("number", [-1, 10**8])
def test_other_numbers_are_not_written(number):
    """A programmer's fault."""
    with pytest.raises(ValueError, match=str(number)):
        write_numeral(number)
