"""Rulings and pictures on a page."""

import pymupdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from connectors.readers.pdf.frame import Frame
from connectors.readers.pdf.graphics import Graphics, read_graphics


def read(data: bytes) -> Graphics:
    """What is drawn on the first page, which is 600 by 800 points."""
    document = pdfium.PdfDocument(data)
    page = raw.FPDF_LoadPage(document.raw, 0)
    try:
        return read_graphics(page, Frame(raw.FS_RECTF(0, 800, 600, 0), 0))
    finally:
        raw.FPDF_ClosePage(page)
        document.close()


def drawn(*operators: str) -> bytes:
    """A page of raw drawing operators."""
    document = pymupdf.open()
    page = document.new_page(width=600, height=800)
    page.draw_line((0, 0), (1, 1))  # makes a content stream to write over
    document.update_stream(page.get_contents()[0], "\n".join(operators).encode())
    return document.tobytes()


@pytest.mark.parametrize(
    ("why", "operators", "boxes"),
    [
        ("a stroked line", ["50 700 m 550 700 l S"], [(50, 100, 550, 100)]),
        ("a thin filled rectangle", ["50 699 500 1 re f"], [(50, 100, 550, 101)]),
        (
            "the sides of a stroked rectangle",
            ["50 600 100 100 re S"],
            [(50, 100, 150, 100), (50, 200, 150, 200), (50, 100, 50, 200), (150, 100, 150, 200)],
        ),
        ("no side of a filled one", ["50 600 100 100 re f"], []),
        ("no short mark", ["50 700 m 55 700 l S"], []),
        ("no slanting line", ["50 700 m 100 600 l S"], []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rulings_are_found(why: str, operators: list[str], boxes: list[tuple[float, ...]]) -> None:
    """Level and upright lines are rulings, however they are drawn."""
    rulings = read(drawn(*operators)).rulings
    found = sorted((round(r.x0), round(r.y0), round(r.x1), round(r.y1)) for r in rulings)
    assert len(found) == len(boxes)
    for ruling, box in zip(found, sorted(boxes), strict=True):
        assert ruling == pytest.approx(box, abs=1.1)


@pytest.mark.parametrize(
    ("why", "size", "share"),
    [("a picture on a quarter of the page", (300, 400), 0.25), ("the part beyond its edge", (900, 400), 0.5)],
)
def test_pictures_are_measured(why: str, size: tuple[int, int], share: float) -> None:
    """By the share of the page that they cover."""
    document = pymupdf.open()
    page = document.new_page(width=600, height=800)
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 8, 8))
    pixels.clear_with(90)
    page.insert_image(pymupdf.Rect(0, 0, *size), pixmap=pixels, keep_proportion=False)
    assert read(document.tobytes()).pictures == pytest.approx(share, abs=0.01), why
