"""Document numbers, however they are spelt."""

import pytest

from gongbao.language.document_numbers import ANY_NUMBER, SPOKEN_NUMBER, is_number, read_head_number


@pytest.mark.parametrize(
    ("text", "whole", "why"),
    [
        ("鲁政办发〔2020〕14号", True, "as the standard has it"),
        ("鲁政办发〔2020〕第14号", True, "with 第"),
        ("鲁政办发[2020]14号", False, "brackets that cleaning would have put right"),
        ("鲁政办发〔1820〕14号", False, "no year of a gazette"),
        ("（鲁政办发〔2020〕14号）", False, "brackets around it"),
    ],
)
def test_a_clean_line_is_a_number(text, whole, why):
    """A line is a number in the brackets of the standard and nothing else."""
    assert is_number(text) is whole, why


@pytest.mark.parametrize("brackets", ["〔〕", "﹝﹞", "[]", "［］", "()", "（）", "【】", "〈〉"])
def test_brackets_make_no_other_number(brackets):
    """One number is the same number in whatever brackets its year was printed."""
    opening, closing = brackets
    for pattern in (ANY_NUMBER, SPOKEN_NUMBER):
        match = pattern.fullmatch(f"鲁政办发{opening}2020{closing}第14号")
        assert match is not None
        assert match.group("code", "year", "serial") == ("鲁政办发", "2020", "14")


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("鲁政办发〔2020〕14号", "鲁政办发〔2020〕14号", "as the standard has it"),
        ("（鲁政办发〔2020〕14号）", "鲁政办发〔2020〕14号", "in brackets"),
        ("2023年第3号", "2023年第3号", "by its year alone"),
        ("（第12号）", "第12号", "by its serial alone"),
        ("某某部公告2023年第3号", "某某部公告2023年第3号", "behind the name of the body"),
        ("89政字003号", "89政字003号", "of old, with 字"),
        ("1989政字第3号", "1989政字第3号", "of old, with the whole year"),
        ("3号", None, "a figure"),
        ("根据第12号", None, "words before it"),
    ],
)
def test_numbers_beside_a_title(text, number, why):
    """There a line may be a number that would tell nothing elsewhere."""
    assert read_head_number(text) == number, why
