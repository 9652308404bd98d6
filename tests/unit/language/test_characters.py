"""Which characters count as Chinese."""

import re

import pytest

from gongbao.language.characters import BULLETS, CJK, COMMON_HAN, DASHES, HAN, SEARCHED, WIDE


@pytest.mark.parametrize(
    ("char", "classes", "why"),
    [
        ("中", (COMMON_HAN, HAN, CJK, WIDE, SEARCHED), "an everyday character"),
        ("𠮷", (HAN, CJK, WIDE, SEARCHED), "a rare one in a name"),
        ("〇", (CJK, WIDE, SEARCHED), "a numeral"),
        ("⼀", (CJK, WIDE), "a radical that OCR took for 一"),
        ("，", (WIDE,), "a full-width mark"),
        ("か", (SEARCHED,), "kana"),
        ("-", (DASHES,), "the hyphen of a keyboard"),
        ("—", (DASHES, WIDE), "half a dash as Chinese writes it"),
        ("●", (BULLETS,), "a bullet"),
        ("A", (), "a letter"),
    ],
)
def test_classes_of_characters(char, classes, why):
    """Every class holds what its rules are about."""
    every = (COMMON_HAN, HAN, CJK, WIDE, SEARCHED, DASHES, BULLETS)
    assert [c for c in every if re.fullmatch(f"[{c}]", char)] == [c for c in every if c in classes], why
