"""Whether a text layer covers what is printed."""

from collections.abc import Callable

import crafted
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from connectors.readers.pdf.pages import judge_page
from connectors.readers.pdf.text_layer import TextLayer


def judge(data: bytes) -> TextLayer:
    """What is known of the first page's text layer."""
    document = pdfium.PdfDocument(data)
    page = raw.FPDF_LoadPage(document.raw, 0)
    try:
        return judge_page(page, 0, 200_000)[1]
    finally:
        raw.FPDF_ClosePage(page)
        document.close()


@pytest.mark.parametrize(
    ("make", "distrust", "why"),
    [
        (crafted.stamped_scan, "text layer holds 21 characters", "an app's words are not the page's"),
        (lambda: crafted.stamped_scan("LC-000123", skew=2.5), "holds 9 characters", "nor is a number on a sheet askew"),
        (lambda: crafted.stamped_scan("存档", turn=90), "holds 2 characters", "nor a stamp beside one on its side"),
        (crafted.small_scan_on_a_huge_page, "a picture without a text layer", "a scan is a small part of a huge page"),
        (crafted.outlined, "drawn as outlines", "characters without a font"),
    ],
)
def test_a_page_that_is_not_in_its_text_layer_goes_to_ocr(make: Callable[[], bytes], distrust: str, why: str) -> None:
    """However little of it the layer holds, but for nothing."""
    assert distrust in (judge(make()).distrust or ""), why


def test_what_a_text_layer_lacks_is_counted() -> None:
    """Half of the page is a picture: the layer is taken, and more is known to be printed."""
    layer = judge(crafted.half_pictured())
    printed = len(crafted.gazette_page(12, columns=1, seed=7)[1])
    assert layer.distrust is None
    assert layer.lacking
    assert layer.uncovered == pytest.approx(printed, rel=0.25)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: crafted.gazette_page()[0], "a page of text alone"),
        (lambda: crafted.with_picture("photo"), "a photograph has no lines"),
        (lambda: crafted.with_picture("seal"), "what stands around a seal is no line"),
        (lambda: crafted.with_picture("ornament"), "rulings and bars are no text"),
        (lambda: crafted.with_picture("logo"), "a word in a logo is not worth a page's OCR"),
    ],
)
def test_a_good_page_is_not_sent_to_ocr(make: Callable[[], bytes], why: str) -> None:
    """Pictures, seals and ornaments are on many a page."""
    layer = judge(make())
    assert (layer.distrust, layer.lacking) == (None, False), why
