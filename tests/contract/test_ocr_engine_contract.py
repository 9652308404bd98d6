"""What every OCR engine does."""

import shutil

import pymupdf
import pytest
from PIL import Image
from press import FACE
from rapidfuzz.distance import Levenshtein

from connectors.readers.ocr.engines import make_engine
from gongbao.ports import OcrEngine

TEXT = ["关于印发实施方案的通知", "各县人民政府，市属开发区管委会："]


@pytest.fixture(params=["rapidocr", "tesseract"], scope="module")
def engine(request: pytest.FixtureRequest) -> OcrEngine:
    if request.param == "tesseract" and shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    return make_engine(request.param)


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    document = pymupdf.open()
    page = document.new_page(width=400, height=160)
    page.insert_font("F0", fontbuffer=FACE.buffer)
    for i, line in enumerate(TEXT):
        page.insert_text((40, 60 + 50 * i), line, fontname="F0", fontsize=16)
    pixels = page.get_pixmap(dpi=200)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def test_lines_are_recognised_where_they_stand(engine: OcrEngine, picture: Image.Image) -> None:
    """Text, place in pixels, an edge for each character, and how sure the engine is."""
    lines = sorted(engine.recognise(picture), key=lambda line: line.y0)
    assert len(lines) == len(TEXT)
    for line, text in zip(lines, TEXT, strict=True):
        assert Levenshtein.normalized_similarity(line.text, text) > 0.8
    scale = 200 / 72
    for i, line in enumerate(lines):
        assert line.x0 == pytest.approx(40 * scale, abs=8)
        assert line.y0 < (60 + 50 * i) * scale < line.y1 + 8
        assert len(line.edges) == len(line.text) + 1
        assert list(line.edges) == sorted(line.edges)
        assert 0.5 < line.confidence <= 1


def test_a_white_picture_has_no_lines(engine: OcrEngine) -> None:
    """Nothing is no error."""
    assert engine.recognise(Image.new("RGB", (300, 200), "white")) == []


def test_an_engine_has_a_name(engine: OcrEngine) -> None:
    """Pages say by it what read them."""
    assert engine.name in ("rapidocr", "tesseract")
