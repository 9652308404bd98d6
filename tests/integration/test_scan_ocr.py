"""Scans, read by a real OCR engine."""

from pathlib import Path

import crafted
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


def test_words_stamped_on_a_scan_are_not_all_that_is_read(reader: PdfReader, tmp_path: Path) -> None:
    """What an app wrote on it is a text layer of 21 characters; the page is read whole, with them."""
    path = tmp_path / "stamped.pdf"
    path.write_bytes(crafted.stamped_scan())
    page = reader.read(path, 0)
    have = "".join(line.text for line in page.lines)
    assert len(have) > 0.95 * len(crafted.gazette_page()[1])
    assert "CamScanner" in have
    assert page.findings[0].code == "page-read-by-ocr"


def test_the_half_of_a_page_that_is_a_picture_is_read(reader: PdfReader, tmp_path: Path) -> None:
    """The text layer as it is, and after it the rest, once."""
    path = tmp_path / "half.pdf"
    path.write_bytes(crafted.half_pictured())
    page = reader.read(path, 0)
    above, below = (crafted.gazette_page(12, columns=1, seed=seed)[1] for seed in (6, 7))
    have = "".join(line.text for line in page.lines)
    assert have.startswith(above)
    assert Levenshtein.normalized_similarity(below, have.removeprefix(above)) > 0.95
    assert page.reader == "pdf+ocr:rapidocr"
    assert "page-completed-by-ocr" in [finding.code for finding in page.findings]


def test_without_an_engine_half_a_page_is_kept_and_said(tmp_path: Path) -> None:
    """What the text layer holds is read, and an error says that more is printed."""
    path = tmp_path / "half.pdf"
    path.write_bytes(crafted.half_pictured())
    with PdfReader(arrange, ocr=Ocr(engine=None)) as reader:
        page = reader.read(path, 0)
    assert page.lines
    assert [(finding.code, finding.severity) for finding in page.findings] == [("text-layer-incomplete", "error")]


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
