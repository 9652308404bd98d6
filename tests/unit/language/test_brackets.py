"""Brackets and quotation marks in pairs."""

import pytest

from gongbao.language.brackets import unclosed, unopened


@pytest.mark.parametrize(
    ("text", "owed", "unasked", "why"),
    [
        ("印发《某办法》", "", "", "a pair"),
        ("（一）（牵头单位：“", "）”", "", "two that wait, the innermost last"),
        ("《关于〈某办法", "》〉", "", "one within another"),
        ("某办法》的通知", "", "》", "a title torn before its end"),
        ("1）某事", "", "）", "a bracket that nothing opens"),
        ("（《某办法）", "", "", "the outer mark closes the inner"),
        ("〔牵头单位：市某局；[注", "〕]", "", "square ones, as measures are closed by"),
    ],
)
def test_pairs(text, owed, unasked, why):
    """What is opened wants closing, what is closed wants to have been opened."""
    assert (unclosed(text), unopened(text)) == (owed, unasked), why
