"""Scans, read by a real OCR engine."""

from pathlib import Path

import pytest
from press import Press, Style, scan
from rapidfuzz.distance import Levenshtein

from connectors.readers.pdf.drawing import draw
from connectors.readers.pdf.reader import PdfReader
from gongbao.settings import Ocr
from transforms.layout.reading_order import arrange
from transforms.layout.running_headers import remove_running_headers


@pytest.fixture(scope="module")
def press() -> Press:
    made = Press(Style(size=11), 5)
    made.new_page()
    made.title("关于任免职务的通知", 1.7)
    made.band(made.paragraphs(16))
    made.ruling()
    made.band(made.paragraphs(6))
    return made


@pytest.fixture(scope="module")
def data(press: Press) -> bytes:
    return press.save()


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    with PdfReader(arrange, ocr=Ocr(dpi=150)) as made:
        yield made


@pytest.mark.parametrize(("skew", "turn"), [(1.5, 0), (0.0, 90), (-0.8, 180)])
def test_a_scan_is_read_whole_however_it_lay_on_the_glass(
    reader: PdfReader, press: Press, data: bytes, tmp_path: Path, skew: float, turn: int
) -> None:
    """The real engine on a made-up scan: nearly every character, in reading order."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(data, skew=skew, turn=turn))
    (page,) = remove_running_headers([reader.read(path, index) for index in range(reader.count(path))])
    want = "".join(line.text for line in press.leaves[0].lines)
    have = "".join(line.text for line in page.lines)
    assert Levenshtein.normalized_similarity(want, have) > 0.97
    assert page.reader == "ocr:rapidocr"
    assert page.rotation == (-turn) % 360
    assert page.skew == pytest.approx(skew, abs=0.15)
    assert "page-read-by-ocr" in [finding.code for finding in page.findings]
    assert draw(path, page).startswith(b"\x89PNG")


def test_without_an_engine_a_scan_is_rejected(data: bytes, tmp_path: Path) -> None:
    """The page says why it is empty."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(data, dpi=50))
    with PdfReader(arrange, ocr=Ocr(engine=None)) as reader:
        assert reader.read(path, 0).rejected == "the page is a picture without a text layer, and OCR is off"


def test_a_page_of_200_inches_is_not_drawn_whole(reader: PdfReader) -> None:
    """Its picture is made coarser, not larger."""
    bad = Path(__file__).resolve().parents[1] / "data" / "bad" / "large-page.pdf"
    page = reader.read(bad, 0)
    assert page.rejected is None
    assert page.width == pytest.approx(14400, rel=1e-3)
    assert page.lines == ()
