"""PDFs and scans as pages. Each page is read in a child process, under limits of time and memory."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from connectors.readers.pdf.budget import FileBudget, FileBudgets
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
        self._budgets = FileBudgets(self._limits.trouble_seconds)
        self._scan: Worker | None = None
        if self._ocr.engine:
            scanning = (arrange, most, self._ocr.engine, self._ocr.dpi, self._ocr.threads, self._limits.ocr_seconds)
            self._scan = Worker(ScannedPages, scanning, self._limits.ocr_memory)

    def count(self, path: Path) -> int:
        """How many pages there are. Raises InputError, LimitError where there are too many."""
        self._budgets.renew(path)
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
        """One page. One that fails, hangs or takes too much memory comes back rejected; others are still read.

        Where pages of a file fail alike one after the other, or their damage takes too long, those that follow are
        rejected untried, until the file is counted anew.
        """
        budget = self._budgets.find(path)
        refused = budget.refuse()
        if refused:
            return reject_page(index, "pdf", refused)
        seconds = budget.limit(self._limits.page_seconds)
        answer = self._ask(self._text, ("read", str(path.absolute()), index), seconds, budget)
        if isinstance(answer, str):
            return reject_page(index, "pdf", answer)
        packed, doubt, damaged = answer
        if doubt is None:
            budget.note_success()
            return unpack(packed)
        if packed is None:
            return self._read_scan(path, index, doubt, damaged)
        return self._complete(path, unpack(packed), doubt, damaged)

    def _read_scan(self, path: Path, index: int, doubt: str, damaged: bool) -> Page:
        """A page whose text layer is of no use."""
        page = self._recognise("read", path, index, damaged)
        if isinstance(page, str):
            return reject_page(index, self._ocr_name, f"{doubt}, and {page}")
        if damaged and not page.lines:
            self._budgets.find(path).note_failure("OCR finds nothing on a damaged page")
        else:
            self._budgets.find(path).note_success()
        return replace(page, findings=(page_read_by_ocr(index, doubt), *page.findings))

    def _complete(self, path: Path, page: Page, doubt: str, damaged: bool) -> Page:
        """A page whose text layer holds a part of what is printed: the rest by OCR, as far as that goes."""
        whole = self._recognise("complete", path, page.index, damaged)
        if isinstance(whole, str):
            return replace(page, findings=(*page.findings, text_layer_incomplete(page.index, doubt, whole)))
        self._budgets.find(path).note_success()
        return replace(whole, findings=(page_completed_by_ocr(page.index, doubt), *whole.findings))

    def _recognise(self, verb: str, path: Path, index: int, damaged: bool) -> Page | str:
        """A page by OCR, or why there is none."""
        budget = self._budgets.find(path)
        if self._scan is None:
            return "OCR is off"
        refused = budget.refuse(damaged)
        if refused:
            return refused
        seconds = budget.limit(self._limits.ocr_seconds) if damaged else self._limits.ocr_seconds
        answer = self._ask(self._scan, (verb, str(path.absolute()), index), seconds, budget, damaged)
        return answer if isinstance(answer, str) else unpack(answer)

    @property
    def _ocr_name(self) -> str:
        return f"ocr:{self._ocr.engine}" if self._scan else "pdf"

    def _ask(
        self, worker: Worker, request: tuple[Any, ...], seconds: float, budget: FileBudget, damaged: bool = False
    ) -> Any:
        """The worker's answer; as a string, why there is none. What is trouble is charged to the file."""
        started = time.monotonic()
        try:
            answer = worker.ask(request, seconds)
        except (WorkerError, InputError) as error:
            reason = f"the page cannot be read: {error}" if isinstance(error, WorkerError) else str(error)
            budget.charge(time.monotonic() - started)
            if isinstance(error, WorkerError):
                budget.note_failure(reason)
            return reason
        if damaged:
            budget.charge(time.monotonic() - started)
        return answer

    def close(self) -> None:
        """End the child processes; reading again starts others."""
        self._text.close()
        if self._scan is not None:
            self._scan.close()

    def __enter__(self) -> "PdfReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
