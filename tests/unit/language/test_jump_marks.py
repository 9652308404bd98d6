"""Marks that send the reader to another page."""

import pytest

from gongbao.language.jump_marks import JUMP_IN, JUMP_OUT


@pytest.mark.parametrize(
    ("text", "out", "into", "why"),
    [
        ("（下转第8页）", "8", None, "as printed"),
        ("( 下 转 8 版 )", "8", None, "blanks, no 第, another word for a page"),
        ("（上接第12页）", None, "12", "the other end"),
        ("（接接第12页）", None, "12", "OCR takes 上 for 接"),
        ("转第8页", None, None, "prose"),
    ],
)
def test_marks(text, out, into, why):
    """A mark names the page at the other end of a jump."""
    found = [match[1] if (match := pattern.fullmatch(text)) else None for pattern in (JUMP_OUT, JUMP_IN)]
    assert found == [out, into], why
