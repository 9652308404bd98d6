"""PDFs and scans as pages. Each page is read in a child process, under limits of time and memory."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from connectors.readers.pdf.pages import PageLimits, ScannedPages, TextPages, unpack
from connectors.readers.rejection import reject_page
from gongbao.errors import InputError
from gongbao.model import Page, RawPage
from gongbao.model.findings import page_completed_by_ocr, page_read_by_ocr, text_layer_incomplete
from gongbao.processes.worker import Worker, WorkerError
from gongbao.settings import Limits, Ocr


class PdfReader:
    """The `Reader` of PDF files.

    A page with a text layer that can be trusted is read from it, any other by OCR. `arrange` puts a raw page
    into reading order; it runs in the child process, so it must be importable by name. Running headers and folios are
    still among the lines: they show only across the pages of an issue. Pickles without its processes; use as a context
    manager, or `close` it.
    """

    def __init__(
        self, arrange: Callable[[RawPage], Page], limits: Limits | None = None, ocr: Ocr | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._ocr = ocr or Ocr()
        most = PageLimits(self._limits.pages, self._limits.page_characters, self._limits.page_objects)
        self._text = Worker(TextPages, (arrange, most), self._limits.page_memory)
        self._scan: Worker | None = None
        if self._ocr.engine:
            scanning = (arrange, most, self._ocr.engine, self._ocr.dpi, self._ocr.threads, self._limits.ocr_seconds)
            self._scan = Worker(ScannedPages, scanning, self._limits.ocr_memory)

    def count(self, path: Path) -> int:
        """How many pages there are. Raises InputError, LimitError where there are too many."""
        size = path.stat().st_size if path.exists() else 0
        if size > self._limits.bytes:
            raise InputError(f"The file has {size} bytes, more than the {self._limits.bytes} that are allowed.")
        try:
            pages = self._text.ask(("count", str(path.absolute())), self._limits.page_seconds)
        except WorkerError as error:
            raise InputError(f"The PDF cannot be opened: {error}.") from error
        assert isinstance(pages, int)
        return pages

    def read(self, path: Path, index: int) -> Page:
        """One page. One that fails, hangs or takes too much memory comes back rejected; others are still read."""
        try:
            packed, doubt = self._text.ask(("read", str(path.absolute()), index), self._limits.page_seconds)
        except (WorkerError, InputError) as error:
            return reject_page(index, "pdf", _describe(error))
        if doubt is None:
            return unpack(packed)
        if packed is None:
            return self._read_scan(path, index, doubt)
        return self._complete(path, unpack(packed), doubt)

    def _read_scan(self, path: Path, index: int, doubt: str) -> Page:
        """A page whose text layer is of no use."""
        if self._scan is None:
            return reject_page(index, "pdf", f"{doubt}, and OCR is off")
        try:
            page = unpack(self._scan.ask(("read", str(path.absolute()), index), self._limits.ocr_seconds))
        except (WorkerError, InputError) as error:
            return reject_page(index, f"ocr:{self._ocr.engine}", _describe(error))
        return replace(page, findings=(page_read_by_ocr(index, doubt), *page.findings))

    def _complete(self, path: Path, page: Page, doubt: str) -> Page:
        """A page whose text layer holds a part of what is printed: the rest by OCR, as far as that goes."""
        if self._scan is None:
            return replace(page, findings=(*page.findings, text_layer_incomplete(page.index, doubt, "OCR is off")))
        try:
            whole = unpack(self._scan.ask(("complete", str(path.absolute()), page.index), self._limits.ocr_seconds))
        except (WorkerError, InputError) as error:
            why = _describe(error)
            return replace(page, findings=(*page.findings, text_layer_incomplete(page.index, doubt, why)))
        return replace(whole, findings=(page_completed_by_ocr(page.index, doubt), *whole.findings))

    def close(self) -> None:
        """End the child processes; reading again starts others."""
        self._text.close()
        if self._scan is not None:
            self._scan.close()

    def __enter__(self) -> "PdfReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _describe(error: WorkerError | InputError) -> str:
    return f"the page cannot be read: {error}" if isinstance(error, WorkerError) else str(error)
