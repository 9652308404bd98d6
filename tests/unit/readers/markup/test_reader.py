"""Structured files under limits."""

import pytest

from connectors.readers.markup.html import parse_html
from connectors.readers.markup.reader import MarkupPages, MarkupReader
from gongbao.errors import InputError, LimitError
from gongbao.settings import Limits

PAGE = f"<html><title>通知</title><body><p>{'各县人民政府，市政府各部门：' * 9}</p>".encode()


@pytest.fixture
def path(tmp_path):
    """A web page."""
    made = tmp_path / "page.html"
    made.write_bytes(PAGE)
    return made


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(bytes=10), "bytes"),
        (Limits(characters=10), "characters"),
        (Limits(pages=0), "pages"),
    ],
)
def test_a_file_has_limits(path, limits, said):
    """The error says which it is beyond."""
    with pytest.raises(LimitError, match=said):
        MarkupPages(parse_html, "html", limits)(("count", str(path)))


def test_a_file_that_changed_is_parsed_anew(path):
    """What was read before is not told of it."""
    pages = MarkupPages(parse_html, "html", Limits())
    before = pages(("read", str(path), 0))
    path.write_bytes(PAGE.replace("各县".encode(), "各区县".encode()))
    assert pages(("read", str(path), 0)) != before


def test_a_file_that_takes_too_long_is_bad_input(path):
    """It is given up, and the reader reads on."""
    reader = MarkupReader(parse_html, "html", Limits(page_seconds=0.0))
    try:
        with pytest.raises(InputError, match="cannot be read"):
            reader.count(path)
        assert reader.read(path, 0).rejected
    finally:
        reader.close()
