"""What was read, drawn over the picture of a page."""

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from press import Press, Style

from connectors.readers.pdf.drawing import COLUMNS, SPANNING, draw, mark
from connectors.readers.pdf.reader import PdfReader
from gongbao.model import Box, Line, Page
from gongbao.settings import Ocr
from transforms.layout.reading_order import arrange


def test_lines_and_columns_are_drawn_where_they_are() -> None:
    """Each column has its colour; a page without lines stays white."""
    picture = Image.new("RGB", (400, 400), "white")
    lines = (
        Line("横题", 0, 0, Box(50, 20, 150, 40), 38, 20),
        Line("左", 0, 1, Box(20, 60, 80, 70), 69, 10, column=1),
        Line("右", 0, 2, Box(110, 60, 180, 70), 69, 10, column=2),
    )
    mark(picture, Page(0, lines, width=200, height=200), 2.0)
    colours = {colour for _, colour in picture.getcolors(100_000)}
    assert {SPANNING, COLUMNS[0], COLUMNS[1]} <= colours
    blank = Image.new("RGB", (100, 100), "white")
    mark(blank, Page(0, ()), 2.0)
    assert blank.getcolors() == [(10_000, (255, 255, 255))]


def test_a_page_is_drawn_upright(tmp_path: Path) -> None:
    """A page that the viewer turns is shown as it is read."""
    press = Press(Style(rotation=90), 1)
    press.new_page()
    press.band(press.paragraphs(20))
    path = tmp_path / "turned.pdf"
    path.write_bytes(press.save())
    with PdfReader(arrange, ocr=Ocr(engine=None)) as reader:
        page = reader.read(path, 0)
    picture = Image.open(io.BytesIO(draw(path, page)))
    document = pdfium.PdfDocument(path)
    assert document[0].get_size()[0] > document[0].get_size()[1]
    assert picture.width < picture.height
    # The first line's box holds ink where the line was printed.
    box = page.lines[0].box
    assert box is not None
    inside = picture.convert("L").crop(tuple(round(v * 2) for v in (box.x0 + 2, box.y0 + 2, box.x1 - 2, box.y1 - 2)))
    assert inside.getextrema()[0] < 100
