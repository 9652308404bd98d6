"""Lines that an OCR engine recognised, as a raw page."""

from collections.abc import Callable

import crafted
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image, ImageDraw

from connectors.readers.pdf.scans import find_rulings, find_skew, make_raw_page, read_rest, read_scan
from connectors.readers.pdf.text_layer import read_raw_page
from gongbao.model import RawPage
from gongbao.ports import OcrLine


def ocr_line(text: str, x: float = 100, confidence: float = 0.99, gap_after: int = 0, gap: float = 0) -> OcrLine:
    edges = [x + 20 * i + (gap if gap_after and i >= gap_after else 0) for i in range(len(text) + 1)]
    return OcrLine(text, x, 100, edges[-1], 126, confidence, tuple(edges))


def test_an_ocr_line_across_a_gutter_is_parted() -> None:
    """An engine that joins two columns is not believed where the white between them shows."""
    one = make_raw_page([ocr_line("左栏的文字右栏的文字", gap_after=5, gap=60)], [], (600, 800), 0, 2, 0, 0, "x")
    assert [cell.text for cell in one.cells] == ["左栏的文字", "右栏的文字"]


@pytest.mark.parametrize(
    ("why", "ocr_lines", "codes"),
    [
        ("sure lines need no finding", [ocr_line("清楚的文字")], []),
        (
            "a doubtful line is a finding",
            [ocr_line("清楚的文字"), ocr_line("糊", confidence=0.4)],
            ["ocr-low-confidence"],
        ),
        ("a picture without text is noted", [], ["ocr-nothing"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_doubt_is_a_finding(why: str, ocr_lines: list[OcrLine], codes: list[str]) -> None:
    """A person is told which pages to look at."""
    raw_page = make_raw_page(ocr_lines, [], (600, 800), 0, 2, 0, 0, "x")
    assert [finding.code for finding in raw_page.findings] == codes


def test_boxes_are_points() -> None:
    """Pixels become points by the scale of the picture, a bracket gets its whole em."""
    (cell,) = make_raw_page([ocr_line("（文字）")], [], (600, 800), 0, 2, 0, 0, "x").cells
    assert cell.x0 == pytest.approx(50 - 0.45 * cell.size)
    assert (cell.top, cell.bottom) == (50, 63)


def striped(skew: float) -> np.ndarray:
    """A page of lines of dashes, turned."""
    image = Image.new("L", (800, 1000), 255)
    canvas = ImageDraw.Draw(image)
    for y in range(100, 900, 32):
        for x in range(100, 700, 24):
            canvas.rectangle((x, y, x + 18, y + 16), fill=0)
    return np.asarray(image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255))


@pytest.mark.parametrize("skew", [-3.2, -0.7, 0.0, 0.4, 2.5])
def test_skew_is_found(skew: float) -> None:
    """To a tenth of a degree."""
    assert find_skew(striped(skew)) == pytest.approx(skew, abs=0.1)


def test_a_white_page_has_no_skew() -> None:
    """Nothing to level."""
    assert find_skew(np.full((400, 300), 255, np.uint8)) == 0


def test_rulings_are_found_on_a_picture() -> None:
    """Long thin lines are, blocks and strokes of characters are not."""
    image = Image.new("L", (600, 800), 255)
    canvas = ImageDraw.Draw(image)
    canvas.line((50, 200, 550, 200), fill=0, width=2)
    canvas.line((300, 200, 300, 400), fill=0, width=2)
    canvas.rectangle((50, 500, 550, 560), fill=0)
    canvas.line((50, 700, 70, 700), fill=0, width=2)
    rulings = find_rulings(np.asarray(image), 1.0)
    assert sorted((round(r.x0, -1), round(r.y0, -1), round(r.x1, -1), round(r.y1, -1)) for r in rulings) == [
        (50, 200, 550, 200),
        (300, 200, 300, 400),
    ]


class InkEngine:
    """An engine that reads ink as one word where it lies, and keeps the pictures it was shown."""

    name = "ink"

    def __init__(self, confidence: float = 0.9) -> None:
        self.confidence = confidence
        self.sizes: list[tuple[int, int]] = []

    def recognise(self, image: Image.Image) -> list[OcrLine]:
        """See `OcrEngine`."""
        self.sizes.append(image.size)
        box = Image.eval(image, lambda grey: 255 * (grey < 128)).getbbox()
        if box is None:
            return []
        x0, y0, x1, y1 = box
        return [OcrLine("墨", x0, y0, x1, y1, self.confidence, (x0, x1))]


def load_page(data: bytes, read: Callable[[raw.FPDF_PAGE], RawPage]) -> RawPage:
    """What `read` makes of the first page."""
    document = pdfium.PdfDocument(data)
    page = raw.FPDF_LoadPage(document.raw, 0)
    try:
        return read(page)
    finally:
        raw.FPDF_ClosePage(page)
        document.close()


@pytest.mark.parametrize(
    ("confidence", "words", "why"),
    [
        (0.9, ["墨"], "what stands beside the text layer is read, and nothing of the layer again"),
        (0.4, [], "a guess at an ornament is no text"),
    ],
)
def test_the_rest_of_a_page_is_read_without_its_text_layer(confidence: float, words: list[str], why: str) -> None:
    """The engine sees the page with its text painted over."""
    data = crafted.half_pictured()
    before = load_page(data, lambda page: read_raw_page(page, 0)[0])
    after = load_page(data, lambda page: read_rest(page, before, InkEngine(confidence), 100))
    assert after.cells[: len(before.cells)] == before.cells
    rest = after.cells[len(before.cells) :]
    assert [cell.text for cell in rest] == words, why
    assert all(cell.top > 425 and cell.bottom < 775 for cell in rest), why
    assert after.reader == "pdf+ocr:ink"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_small_scan_on_a_huge_page_is_read_as_sharply_as_any(turned: int) -> None:
    """What is drawn is the part with ink; where it stands is said in points of the whole page as it was turned."""
    engine = InkEngine()
    document = crafted.small_scan_on_a_huge_page(turned)
    raw_page = load_page(document, lambda page: read_scan(page, 0, engine, 100))
    (cell,) = raw_page.cells
    assert engine.sizes[0][1] * 72 / 100 == pytest.approx(cell.bottom - cell.top, abs=40)
    left, top = {0: (5000, 5000), 180: (8805, 8558)}[(turned + raw_page.rotation) % 360]
    assert left < cell.x0 < left + 595
    assert top < cell.top < top + 595
    assert (raw_page.width, raw_page.height) == pytest.approx((14400, 14400), rel=1e-3)
