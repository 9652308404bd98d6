"""Titles of documents and of texts."""

import pytest

from gongbao.language.titles import is_issued_title, is_title


@pytest.mark.parametrize(
    ("text", "title", "issued", "why"),
    [
        ("关于加强管理的通知", True, True, "a document"),
        ("某某管理办法（试行）", True, False, "a text that a document issues"),
        ("一、工作方案", False, False, "a heading with its number"),
        ("关于加强管理", False, False, "no kind at its end"),
        ("请于本月报送。通知", False, False, "more than one sentence"),
    ],
)
def test_titles(text, title, issued, why):
    """A title is one phrase that ends in its kind."""
    assert (is_title(text), is_issued_title(text)) == (title, issued), why
