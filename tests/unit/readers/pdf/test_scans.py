"""Lines that an OCR engine recognised, as a raw page."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from connectors.readers.pdf.scans import find_rulings, find_skew, make_raw_page
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
