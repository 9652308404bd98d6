"""Document numbers, however they are spelt."""

import pytest

from gongbao.language.document_numbers import ANY_NUMBER, SPOKEN_NUMBER, is_number


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
