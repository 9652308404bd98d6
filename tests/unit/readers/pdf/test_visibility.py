"""What nobody sees and what lies across the text is no text of the page, and is said."""

from collections.abc import Iterator
from pathlib import Path

import crafted
import pytest

from connectors.readers.pdf.reader import PdfReader
from gongbao.model import Page
from gongbao.settings import Ocr
from transforms.layout.reading_order import arrange


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    """A reader without OCR."""
    with PdfReader(arrange, ocr=Ocr(engine=None)) as made:
        yield made


def read(reader: PdfReader, folder: Path, data: bytes) -> tuple[Page, str]:
    """The first page, and its text."""
    path = folder / "issue.pdf"
    path.write_bytes(data)
    page = reader.read(path, 0)
    return page, "".join(line.text for line in page.lines)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("undrawn", "set in no ink, over no picture"),
        ("clear", "in ink that is not opaque at all"),
        ("white", "white on white"),
        ("clipped", "outside of what its clipping path shows"),
        ("covered", "under a picture"),
        ("cropped", "outside of what is shown of the page"),
    ],
)
def test_what_nobody_sees_is_not_read_and_is_said(reader: PdfReader, tmp_path: Path, how: str, why: str) -> None:
    """The rest of the page is as it was; the finding has the words."""
    page, text = read(reader, tmp_path, crafted.with_hidden_words(how))
    assert text == crafted.gazette_page(12, columns=1)[1], why
    (finding,) = page.findings
    assert (finding.code, finding.severity) == ("pdf-invisible-text", "info"), why
    assert crafted.SECRET in finding.message, why


def test_white_ink_on_a_dark_ground_is_read(reader: PdfReader, tmp_path: Path) -> None:
    """As many a heading is set."""
    page, text = read(reader, tmp_path, crafted.white_on_dark())
    assert crafted.SECRET in text
    assert page.findings == ()


@pytest.mark.parametrize(
    ("how", "why"),
    [("aslant", "text of the page runs along it"), ("level", "large and pale, across the lines")],
)
def test_a_watermark_is_no_text_and_is_said(reader: PdfReader, tmp_path: Path, how: str, why: str) -> None:
    """The page reads as without it."""
    page, text = read(reader, tmp_path, crafted.watermarked(how))
    assert text == crafted.gazette_page(24, columns=1)[1], why
    assert [(finding.code, "内部资料" in finding.message) for finding in page.findings] == [("pdf-watermark", True)], (
        why
    )
