"""The text layer of a page: whether it is to be trusted, and what stands where."""

import crafted
import pymupdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from press import FACE, Press, Style, scan

from connectors.readers.pdf.text_layer import TextLayer, read_raw_page
from gongbao.errors import LimitError
from gongbao.model import RawPage
from transforms.layout.reading_order import arrange


def read(data: bytes, most: int = 200_000) -> tuple[RawPage, TextLayer]:
    document = pdfium.PdfDocument(data)
    page = raw.FPDF_LoadPage(document.raw, 0)
    try:
        return read_raw_page(page, 0, most)
    finally:
        raw.FPDF_ClosePage(page)
        document.close()


def page_with(text: str, **options: object) -> bytes:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font("F0", fontbuffer=FACE.buffer)
    page.insert_text((72, 100), text, fontname="F0", fontsize=12, **options)
    return document.tobytes()


@pytest.mark.parametrize(
    ("why", "data", "reason"),
    [
        ("sound text is taken", page_with("各县人民政府，市属开发区管委会："), None),
        ("an empty page needs no OCR", page_with(""), None),
        ("a machine's text under a picture is not trusted", crafted.searchable_scan(), "invisible"),
        ("text in no ink over no picture is no reason for OCR", page_with("看不见的文字", render_mode=3), None),
        ("codes written out are no text", page_with("(cid:123)(cid:45)(cid:678)(cid:9)"), "no text"),
        ("private characters are no text", page_with("\ue001\ue002\ue003人民"), "no text"),
        ("bytes of GBK taken for Latin-1 are no text", page_with("ÁÄ³ÇÊÐÈËÃñÕþ¸®"), "no text"),
        ("a Latin word with an accent is text", page_with("各县café人民政府" * 4), None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_layer_is_judged(why: str, data: bytes, reason: str | None) -> None:
    """Each way for a text layer to lie is seen."""
    _, layer = read(data)
    assert layer.distrust is None if reason is None else reason in (layer.distrust or "")


def test_a_picture_without_text_goes_to_ocr() -> None:
    """A scan has no text layer and says so."""
    press = Press(Style(), 1)
    press.new_page()
    press.band(press.paragraphs(4))
    _, layer = read(scan(press.save(), dpi=50))
    assert layer.distrust == "the page is a picture without a text layer"


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_text_is_read_upright_however_the_page_lies(angle: int, turned: int) -> None:
    """Text that runs up, down or upside down comes out level; `rotation` says how a viewer's page was turned."""
    document = pymupdf.open()
    page = document.new_page(width=500, height=700)
    page.insert_font("F0", fontbuffer=FACE.buffer)
    for i, line in enumerate(["第一行文字在上面", "第二行文字在中间", "第三行文字在下面"]):
        start = {
            0: (100, 100 + 20 * i),
            90: (100 + 20 * i, 600),
            180: (400, 600 - 20 * i),
            270: (400 - 20 * i, 100),
        }[angle]
        page.insert_text(start, line, fontname="F0", fontsize=12, rotate=angle)
    page.set_rotation(turned)
    raw_page, layer = read(document.tobytes())
    arranged = arrange(raw_page)
    assert layer.distrust is None
    assert [line.text[:3] for line in arranged.lines] == ["第一行", "第二行", "第三行"]
    assert (raw_page.width, raw_page.height) == ((500, 700) if angle % 180 == 0 else (700, 500))
    assert [round(line.baseline or 0) for line in arranged.lines] == [100, 120, 140]
    assert raw_page.rotation == (angle - turned) % 360


def test_the_same_character_drawn_twice_is_one_character() -> None:
    """A fake bold, character by character."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font("F0", fontbuffer=FACE.buffer)
    for i, letter in enumerate("粗体标题"):
        for shift in (0.0, 0.3):
            page.insert_text((72 + 12 * i + shift, 100), letter, fontname="F0", fontsize=12)
    assert [line.text for line in arrange(read(document.tobytes())[0]).lines] == ["粗体标题"]


def test_type_is_measured_by_what_is_seen() -> None:
    """A font of size 1 under a matrix that enlarges it is as large as it looks."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font("F0", fontbuffer=FACE.buffer)
    origin = pymupdf.Point(72, 100)
    page.insert_text(origin, "大字", fontname="F0", fontsize=10, morph=(origin, pymupdf.Matrix(2, 2)))
    assert read(document.tobytes())[0].cells[0].size == pytest.approx(20, abs=0.1)


def test_a_page_of_too_many_characters_is_refused() -> None:
    """The limit holds before anything is read."""
    with pytest.raises(LimitError, match="characters"):
        read(page_with("文" * 40), most=39)


def test_text_off_the_page_is_left_out() -> None:
    """What no reader of the page sees is no text of the page."""
    document = pymupdf.open()
    page = document.new_page(width=300, height=300)
    page.insert_font("F0", fontbuffer=FACE.buffer)
    for point, text in (((50, 50), "看得见"), ((400, 50), "看不见"), ((50, 400), "也看不见")):
        page.insert_text(point, text, fontname="F0", fontsize=12)
    assert [line.text for line in arrange(read(document.tobytes())[0]).lines] == ["看得见"]
