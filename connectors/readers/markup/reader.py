"""Web pages and Word documents as pages. A file is parsed in a child process, under limits of time and memory."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from connectors.readers.markup.lines import MarkupLine, to_page
from connectors.readers.rejection import reject_page
from gongbao.errors import InputError, LimitError
from gongbao.model import Page
from gongbao.processes.worker import Worker, WorkerError
from gongbao.settings import Limits

Parse = Callable[[bytes], list[list[MarkupLine]]]
"""The lines of a file, page by page. Pickled by name, so a function of a module."""


class MarkupPages:
    """What the child does. Requests are ("count", path) and ("read", path, index); it parses each file once.

    Args:
        parse: Parses the bytes of a file.
        name: What `Page.reader` says.
        limits: Of bytes, pages and characters.
    """

    def __init__(self, parse: Parse, name: str, limits: Limits) -> None:
        self._parse = parse
        self._name = name
        self._limits = limits
        self._pages = lru_cache(maxsize=1)(self._read)

    def __call__(self, request: tuple[Any, ...]) -> int | Page:
        verb, name, *rest = request
        path = Path(name)
        at = path.stat()
        pages = self._pages(path, at.st_mtime_ns, at.st_size)
        if verb == "count":
            return len(pages)
        (index,) = rest
        if index >= len(pages):
            raise InputError("The page is missing.")
        return to_page(index, pages[index], self._name)

    def _read(self, path: Path, _mtime: int, size: int) -> Sequence[Sequence[MarkupLine]]:
        if size > self._limits.bytes:
            raise LimitError(f"The file has {size:,} bytes; {self._limits.bytes:,} are allowed.")
        pages = self._parse(path.read_bytes())
        characters = sum(len(line.text) for page in pages for line in page)
        if characters > self._limits.characters:
            raise LimitError(f"The file has {characters:,} characters; {self._limits.characters:,} are allowed.")
        if len(pages) > self._limits.pages:
            raise LimitError(f"The file has {len(pages):,} pages; {self._limits.pages:,} are allowed.")
        return pages


class MarkupReader:
    """The `Reader` of files that say what they are made of. Pickles without its process.

    Args:
        parse: Parses the bytes of a file.
        name: What `Page.reader` says.
        limits: What one file may cost.
    """

    def __init__(self, parse: Parse, name: str, limits: Limits | None = None) -> None:
        self._name = name
        self._limits = limits or Limits()
        self._worker = Worker(MarkupPages, (parse, name, self._limits), self._limits.page_memory)

    def count(self, path: Path) -> int:
        """How many pages there are. Raises InputError where the file is not what it should be."""
        try:
            pages = self._worker.ask(("count", str(path.absolute())), self._limits.page_seconds)
        except WorkerError as error:
            raise InputError(f"The file cannot be read: {error}.") from error
        assert isinstance(pages, int)
        return pages

    def read(self, path: Path, index: int) -> Page:
        """One page; one that can't be read comes back rejected."""
        try:
            page = self._worker.ask(("read", str(path.absolute()), index), self._limits.page_seconds)
        except (WorkerError, InputError) as error:
            return reject_page(index, self._name, str(error))
        assert isinstance(page, Page)
        return page

    def close(self) -> None:
        """End the child process; reading again starts another."""
        self._worker.close()
