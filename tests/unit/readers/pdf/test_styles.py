"""How a character is set, and whether anybody sees it."""

import pymupdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from press import FACE

from connectors.readers.pdf.styles import BOLD, Style, StyleReader

MARKS = ("bold", "hidden", "white", "pale", "aslant")


def read_first(**options: object) -> Style:
    """The style of the first character of a line that is set so, at (72, 100) from the top of a page 842 high."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font("F0", fontbuffer=FACE.buffer)
    turn = options.pop("turn", 0)
    origin = pymupdf.Point(72, 100)
    page.insert_text(origin, "文字", fontname="F0", fontsize=12, morph=(origin, pymupdf.Matrix(turn)), **options)
    opened = pdfium.PdfDocument(document.tobytes())
    loaded = raw.FPDF_LoadPage(opened.raw, 0)
    text = raw.FPDFText_LoadPage(loaded)
    try:
        return StyleReader(text).read(0)
    finally:
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(loaded)
        opened.close()


@pytest.mark.parametrize(
    ("options", "marked", "why"),
    [
        ({}, set(), "black on white, level"),
        ({"render_mode": 2}, {"bold"}, "filled and stroked is bold"),
        ({"render_mode": 3}, {"hidden"}, "in no ink"),
        ({"render_mode": 7}, {"hidden"}, "for clipping only"),
        ({"fill_opacity": 0.0}, {"hidden", "pale"}, "clear"),
        ({"fill_opacity": 0.3}, {"pale"}, "text shines through"),
        ({"color": (1, 1, 1)}, {"white", "pale"}, "white"),
        ({"color": (0.7, 0.7, 0.7)}, {"pale"}, "light grey"),
        ({"color": (0.8, 0.1, 0.1)}, set(), "a red head is no watermark"),
        ({"turn": 45}, {"aslant"}, "across the page"),
        ({"turn": 90}, set(), "up the page"),
        ({"turn": 3}, set(), "a page that lay askew"),
    ],
)
def test_ink_and_direction_are_told(options: dict[str, object], marked: set[str], why: str) -> None:
    """Each for itself."""
    style = read_first(**options)
    assert {name for name in MARKS if getattr(style, name)} == marked, why
    assert style.embedded
    assert style.size == pytest.approx(12, abs=0.1)


@pytest.mark.parametrize(
    ("name", "bold", "why"),
    [
        ("ABCDEF+SimHei", True, "the face of headings"),
        ("STHeiti-Light", True, "whatever its weight"),
        ("FZHei-B01", True, "a foundry's"),
        ("方正黑体_GBK", True, "by its Chinese name"),
        ("Arial-BoldMT", True, "a bold cut"),
        ("MicrosoftYaHei", False, "what browsers set all text in"),
        ("微软雅黑", False, "by its Chinese name"),
        ("MicrosoftYaHei-Bold", True, "its bold cut"),
        ("SimSun", False, "the face of running text"),
    ],
)
def test_the_name_of_a_face_tells_whether_it_is_bold(name: str, bold: bool, why: str) -> None:
    """As far as names tell."""
    assert (BOLD.search(name) is not None) == bold, why
