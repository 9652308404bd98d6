"""Traditional characters in queries."""

import pytest

from gongbao.search.traditional import simplify


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("審計監督", "审计监督", "each character"),
        ("後勤", "后勤", "one of several that became one"),
        ("乾隆年間", "乾隆年间", "a word that keeps its character"),
        ("审计 -OR 2021", "审计 -OR 2021", "nothing else"),
    ],
)
def test_simplify(text: str, expected: str, why: str) -> None:
    """As they are written today."""
    assert simplify(text) == expected, why
