"""What the reading process does: open a PDF, count its pages, read one. See `reader` for the outside."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from connectors.readers.pdf.damage import Damage, Inspection, describe
from connectors.readers.pdf.graphics import has_drawn_annotations
from connectors.readers.pdf.text_layer import TextLayer, read_raw_page
from gongbao.errors import InputError, LimitError
from gongbao.model import Box, Finding, Line, Page, RawPage
from gongbao.model.findings import (
    page_blank,
    pdf_cut_off,
    pdf_damaged,
    pdf_invisible_text,
    pdf_rebuilt,
    pdf_watermark,
    text_layer_garbled,
)

RENEW = 200  # pages that are read before a PDF is opened anew
HOLES = 0.1  # share of a damaged page's characters that may be unreadable for the others to be worth keeping
LOOK_DPI = 72  # of the picture that a text layer is judged by
SCANNED = 0.5  # share of the page: a larger picture may be a scan, which lies as it was put on the glass
TAIL = 2048  # bytes at the end of a PDF that hold its end mark
REASONS = {
    pdfium.FPDF_ERR_FILE: "The file cannot be opened.",
    pdfium.FPDF_ERR_FORMAT: "The file is not a PDF, or is damaged beyond reading.",
    pdfium.FPDF_ERR_PASSWORD: "The PDF is encrypted and asks for a password.",
    pdfium.FPDF_ERR_SECURITY: "The PDF is encrypted in a way that cannot be read.",
}


_LINE_VALUES = attrgetter(*(f.name for f in fields(Line)))
_BOX_AT = [f.name for f in fields(Line)].index("box")
Packed = tuple[Page, list[tuple[Any, ...]]]
LayerAnswer = tuple[Packed | None, str | None, bool]
"""The page as its text layer has it, where that is of use; why it is not, or not all, that is printed; and whether what
the page is made of is damaged."""


def pack(page: Page) -> Packed:
    """The page as it travels between processes: dataclasses pickle slowly, and a page has many lines."""
    rows = []
    for line in page.lines:
        values = list(_LINE_VALUES(line))
        box = values[_BOX_AT]
        values[_BOX_AT] = box and (box.x0, box.y0, box.x1, box.y1)
        rows.append(tuple(values))
    return replace(page, lines=()), rows


def unpack(packed: Packed) -> Page:
    """The opposite of `pack`."""
    page, rows = packed
    lines = []
    for row in rows:
        values = list(row)
        values[_BOX_AT] = values[_BOX_AT] and Box(*values[_BOX_AT])
        lines.append(Line(*values))
    return replace(page, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What one PDF and one page of it may hold."""

    pages: int
    characters: int
    objects: int


class TextPages:
    """Reads text layers. Requests are ("count", path) and ("read", path, index).

    `read` answers a `LayerAnswer`.
    """

    def __init__(self, arrange: Callable[[RawPage], Page], limits: PageLimits) -> None:
        self._arrange = arrange
        self._limits = limits
        self._documents = OpenPdf(limits.pages)

    def __call__(self, request: tuple[Any, ...]) -> int | LayerAnswer:
        verb, path, *rest = request
        document = self._documents.open(path)
        if verb == "count":
            return document.pages
        (index,) = rest
        with document.page(index) as page:
            _check_objects(page, self._limits)
            raw_page, layer = judge_page(page, index, self._limits.characters)
            empty = pdfium.FPDFPage_CountObjects(page) == 0
        raw_page = _note_findings(raw_page, document, layer)
        if empty:
            lost = document.inspection.shows_something(index)
            finding = pdf_damaged(index, describe(Damage.CONTENT)) if lost else page_blank(index)
            raw_page = _add_findings(raw_page, finding)
        return self._answer(raw_page, layer, document.inspection.find_damage(index))

    def _answer(self, raw_page: RawPage, layer: TextLayer, damage: Damage) -> LayerAnswer:
        """What is to be done with a page. Raises InputError where neither its text layer nor its picture is of use."""
        doubt = layer.distrust
        if layer.unmapped and Damage.MAP in damage:
            doubt = doubt or "a font's character map is damaged"
        if doubt and layer.garbled and Damage.FONT in damage:
            # The picture has no shapes for these characters: OCR would see less than the text layer holds.
            if layer.garbled > HOLES * layer.characters:
                raise InputError(f"The page is damaged beyond reading: {describe(damage)}.")
            doubt = None
        if doubt:
            return None, doubt, bool(damage)
        if layer.garbled:
            raw_page = _add_findings(raw_page, text_layer_garbled(raw_page.index, layer.garbled, layer.characters))
        lacking = f"about {layer.uncovered} characters that are printed are not in the text layer"
        return pack(self._arrange(raw_page)), lacking if layer.lacking else None, bool(damage)


class ScannedPages:
    """Reads pages by OCR. Requests are ("read", path, index), and ("complete", path, index) for a page whose text
    layer holds a part of what is printed; the answer is a packed page."""

    def __init__(
        self,
        arrange: Callable[[RawPage], Page],
        limits: PageLimits,
        engine: str,
        dpi: int,
        threads: int,
        seconds: float,
    ) -> None:
        from connectors.readers.ocr.engines import make_engine

        self._arrange = arrange
        self._limits = limits
        self._engine = make_engine(engine, threads, seconds)
        self._dpi = dpi
        self._documents = OpenPdf(limits.pages)

    def __call__(self, request: tuple[Any, ...]) -> Packed:
        from connectors.readers.pdf.scans import read_rest, read_scan

        verb, path, index = request
        document = self._documents.open(path)
        with document.page(index) as page:
            _check_objects(page, self._limits)
            if verb == "complete":
                raw_page, layer = judge_page(page, index, self._limits.characters)
                raw_page = read_rest(page, _note_findings(raw_page, document, layer), self._engine, self._dpi)
            else:
                raw_page = _note_findings(read_scan(page, index, self._engine, self._dpi), document)
        return pack(self._arrange(raw_page))


def judge_page(page: pdfium.FPDF_PAGE, index: int, most: int) -> tuple[RawPage, TextLayer]:
    """The raw page of a loaded page by its text layer, without what nobody sees and what lies across the text; and what
    is known of the layer, after a look at the page's picture where there is reason to take one.

    Raises LimitError for a page of more than `most` characters.
    """
    raw_page, layer = read_raw_page(page, index, most)
    if layer.pale:
        from connectors.readers.pdf.visibility import find_watermarks

        raw_page, layer = set_aside(raw_page, layer, watermarks=find_watermarks(raw_page.cells, layer.pale))
    if (layer.doubtful or layer.white) and not layer.distrust:
        from connectors.readers.pdf.coverage import estimate_characters  # OpenCV takes time to load: few pages need it
        from connectors.readers.pdf.scans import render_upright
        from connectors.readers.pdf.visibility import find_unseen

        pixels, scale = render_upright(page, raw_page, LOOK_DPI)
        unsure = layer.unsure if layer.doubtful else range(len(raw_page.cells))
        unseen = find_unseen(raw_page.cells, pixels, scale, layer.white, unsure)
        raw_page, layer = set_aside(raw_page, layer, hidden=unseen)
        if layer.doubtful:
            scanned = layer.pictures > SCANNED
            layer = replace(layer, uncovered=estimate_characters(pixels, scale, raw_page.cells, scanned))
    return raw_page, layer


def set_aside(
    raw_page: RawPage, layer: TextLayer, hidden: Iterable[int] = (), watermarks: Iterable[int] = ()
) -> tuple[RawPage, TextLayer]:
    """The page and its layer without text cells that are hidden or watermarks, which the layer keeps the words of."""
    unseen, across = sorted(hidden), sorted(watermarks)
    gone = {*unseen, *across}
    if not gone:
        return raw_page, layer
    left = [i for i in range(len(raw_page.cells)) if i not in gone]
    words = tuple(raw_page.cells[i].text for i in unseen)
    layer = replace(
        layer,
        characters=layer.characters - sum(len(raw_page.cells[i].text) for i in across),
        invisible=layer.invisible + sum(map(len, words)),
        hidden=(*layer.hidden, *words),
        watermarks=(*layer.watermarks, *(raw_page.cells[i].text for i in across)),
        pale=frozenset(),
        white=frozenset(new for new, old in enumerate(left) if old in layer.white),
        unsure=frozenset(new for new, old in enumerate(left) if old in layer.unsure),
    )
    return replace(raw_page, cells=tuple(raw_page.cells[i] for i in left)), layer


class PdfDocument:
    """An open PDF."""

    def __init__(self, path: str, most_pages: int) -> None:
        self._handle = pdfium.FPDF_LoadDocument(os.fsencode(path), None)
        if not self._handle:
            raise InputError(REASONS.get(pdfium.FPDF_GetLastError(), "The PDF cannot be read."))
        self._open_page: pdfium.FPDF_PAGE | None = None
        self.pages = int(pdfium.FPDF_GetPageCount(self._handle))
        self._path = path
        self.cut_off = b"%%EOF" not in _read_tail(path)
        if self.pages < 1 or self.pages > most_pages:
            self.close()
            if self.pages < 1:
                raise InputError("The PDF has no pages.")
            raise LimitError(f"The PDF has {self.pages} pages, more than the {most_pages} that are allowed.")

    @cached_property
    def inspection(self) -> Inspection:
        """What another parser says of the file."""
        return Inspection(self._path, self.pages)

    @contextmanager
    def page(self, index: int) -> Iterator[pdfium.FPDF_PAGE]:
        """A loaded page. Raises InputError where there is none."""
        page = self._load(index)
        # The page before is closed only now: PDFium loads fonts anew that no open page uses.
        self._close_page()
        if not page:
            raise InputError("The page is damaged or missing.")
        self._open_page = page
        try:
            yield page
        except BaseException:
            self._close_page()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._close_page()
        pdfium.FPDF_CloseDocument(self._handle)
        if "inspection" in self.__dict__:
            self.inspection.close()

    def _load(self, index: int) -> pdfium.FPDF_PAGE:
        """The page, and notes and filled-in fields as parts of it: they show, so they are read."""
        page = pdfium.FPDF_LoadPage(self._handle, index)
        if page and has_drawn_annotations(page):
            done = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            if done == pdfium.FLATTEN_SUCCESS:
                pdfium.FPDF_ClosePage(page)
                page = pdfium.FPDF_LoadPage(self._handle, index)
        return page

    def _close_page(self) -> None:
        if self._open_page:
            pdfium.FPDF_ClosePage(self._open_page)
            self._open_page = None


class OpenPdf:
    """Keeps the last PDF open: its pages are asked for one after the other."""

    def __init__(self, most_pages: int) -> None:
        self._most_pages = most_pages
        self._key: tuple[str, int, int] | None = None
        self._asked = 0
        self._document: PdfDocument | None = None

    def open(self, path: str) -> PdfDocument:
        """The PDF at that path. Raises InputError, LimitError."""
        try:
            stat = Path(path).stat()
        except OSError as error:
            raise InputError(f"The file cannot be opened: {error.strerror}.") from error
        key = path, stat.st_mtime_ns, stat.st_size
        self._asked += 1
        # PDFium keeps all that it has parsed of a document; opening it anew lets that go.
        if self._document is None or key != self._key or self._asked % RENEW == 0:
            if self._document is not None:
                self._document.close()
                self._document = None
            self._document, self._key = PdfDocument(path, self._most_pages), key
        return self._document


def _read_tail(path: str) -> bytes:
    with Path(path).open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - TAIL))
        return file.read()


def _check_objects(page: pdfium.FPDF_PAGE, limits: PageLimits) -> None:
    count = pdfium.FPDFPage_CountObjects(page)
    if count > limits.objects:
        raise LimitError(f"The page holds {count} objects, more than the {limits.objects} that are allowed.")


def _note_findings(raw_page: RawPage, document: PdfDocument, layer: TextLayer | None = None) -> RawPage:
    """The raw page with what a person should know of it."""
    findings = []
    if raw_page.index == 0:
        if document.cut_off:
            findings.append(pdf_cut_off())
        elif document.inspection.rebuilt or document.inspection.pages not in (None, document.pages):
            findings.append(pdf_rebuilt(document.pages, document.inspection.pages))
    damage = document.inspection.find_damage(raw_page.index)
    if damage:
        findings.append(pdf_damaged(raw_page.index, describe(damage)))
    if layer is not None and layer.hidden:
        findings.append(pdf_invisible_text(raw_page.index, layer.invisible, "".join(layer.hidden)))
    if layer is not None and layer.watermarks:
        findings.append(pdf_watermark(raw_page.index, " ".join(layer.watermarks)))
    return _add_findings(raw_page, *findings)


def _add_findings(raw_page: RawPage, *findings: Finding) -> RawPage:
    return replace(raw_page, findings=(*raw_page.findings, *findings))
