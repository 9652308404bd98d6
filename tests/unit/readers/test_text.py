"""Plain text in whichever encoding it comes, and what is text but no gazette."""

import codecs
from pathlib import Path

import pytest

from connectors.readers.text import TextReader, check_text, decode
from gongbao.errors import InputError, LimitError

TEXT = "某某市人民政府公报，2022年第3期，关于加强湿地保护工作的通知。"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 with a mark"),
        (TEXT.encode("utf-16"), "UTF-16 with a mark"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16 the other way round"),
        (TEXT.encode("gb18030"), "GB18030"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_encoding_is_told_by_trying(data: bytes, why: str) -> None:
    """The text is the same, without a mark."""
    assert decode(data) == TEXT, why


@pytest.mark.parametrize(
    ("data", "words", "why"),
    [
        (b"", "empty", "no bytes"),
        (b" \r\n\0", "empty", "nothing but blanks"),
        (b"%PDF-1.7", "a PDF", "a PDF under a wrong name"),
        (b"PK\x03\x04", "ZIP", "an Office file"),
        (b"\x89PNG", "PNG", "a picture"),
        (b"\x80\xff" * 40, "neither", "no encoding fits"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, words: str, why: str) -> None:
    """So that a person knows what to do about it."""
    with pytest.raises(InputError, match=words):
        decode(data)


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Lorem ipsum " * 40, "next to no Chinese", "another language"),
    ],
)
def test_what_is_no_gazette_is_told(text: str, words: str, why: str) -> None:
    """Text it is, but not of a gazette."""
    with pytest.raises(InputError, match=words):
        check_text(text)


@pytest.mark.parametrize(
    ("text", "pages", "why"),
    [
        (TEXT + "\n乙", [[TEXT, "乙"]], "one page"),
        (TEXT + "\f乙", [[TEXT], ["乙"]], "a form feed parts pages"),
        (TEXT + "\f \n", [[TEXT]], "a page without words is none"),
        (TEXT + "\r\n乙\r丙\u2028丁", [[TEXT, "乙", "丙", "丁"]], "any end of a line is one"),
    ],
)
def test_a_text_has_pages_of_lines(tmp_path: Path, text: str, pages: list[list[str]], why: str) -> None:
    """Lines are numbered within their page."""
    path = tmp_path / "issue.txt"
    path.write_bytes(text.encode())
    reader = TextReader(1000)
    found = [reader.read(path, index) for index in range(reader.count(path))]
    assert [[line.text for line in page.lines] for page in found] == pages, why


def test_a_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    """By its characters, not by its bytes."""
    path = tmp_path / "issue.txt"
    path.write_text(TEXT, "utf-8")
    assert TextReader(len(TEXT)).count(path) == 1
    with pytest.raises(LimitError):
        TextReader(len(TEXT) - 1).count(path)
