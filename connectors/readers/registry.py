"""Which reader reads which kind of file, and how kinds are detected.

A format is built in, registered with `register_format`, or offered by another package as an entry point of the group
`gongbao.readers` that names a `FileFormat`. Entry points reach the workers of a pipeline on other machines, too.
"""

import mimetypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from connectors.entry_points import load_entry_points
from gongbao.errors import InputError
from gongbao.model import Page, RawPage
from gongbao.ports import Reader
from gongbao.settings import Settings, settings

GROUP = "gongbao.readers"
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--.{0,500}?-->\s*+)?(?:<!doctype html|<html)", re.I | re.S
)
SNIFFED = 1024  # bytes at the start of a file that formats are detected by

Arrange = Callable[[RawPage], Page]
"""Puts the text of a raw page into reading order. Pickled by name, so a function of a module."""


def sniff_nothing(_: bytes) -> bool:
    """No: the first bytes don't tell this format."""
    return False


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file: what reads it, and how it is detected.

    Args:
        name: What people call it.
        media_types: What it reads, by name or by pattern (`text/*`). The first is that of files told by their first
            bytes or by their ending.
        make_reader: Gives a reader; called once a process. What it imports only then costs nobody else a start.
        sniff: Whether a file that begins with these bytes, 1024 at most, is one.
        endings: Of file names, with their dot, in lower case.
    """

    name: str
    media_types: tuple[str, ...]
    make_reader: Callable[[Arrange, Settings], Reader]
    sniff: Callable[[bytes], bool] = sniff_nothing
    endings: tuple[str, ...] = ()


def make_pdf_reader(arrange: Arrange, settings: Settings) -> Reader:
    """A reader of text layers and scans, with its child processes."""
    from connectors.readers.pdf.reader import PdfReader

    return PdfReader(arrange, settings.limits, settings.ocr)


def sniff_pdf(start: bytes) -> bool:
    """Whether a PDF begins so; blanks before it are forgiven."""
    return start.lstrip().startswith(b"%PDF")


def make_text_reader(_: Arrange, settings: Settings) -> Reader:
    """A reader of what needs no arranging."""
    from connectors.readers.text import TextReader

    return TextReader(settings.limits.characters)


def make_html_reader(_: Arrange, settings: Settings) -> Reader:
    """A reader of web pages, with its child process."""
    from connectors.readers.markup.html import parse_html
    from connectors.readers.markup.reader import MarkupReader

    return MarkupReader(parse_html, "html", settings.limits)


def sniff_html(start: bytes) -> bool:
    """Whether a web page begins so."""
    return _WEB_PAGE.match(start) is not None


def make_docx_reader(_: Arrange, settings: Settings) -> Reader:
    """A reader of Word documents, with its child process."""
    from connectors.readers.markup.docx import parse_docx
    from connectors.readers.markup.reader import MarkupReader

    return MarkupReader(parse_docx, "docx", settings.limits)


def sniff_docx(start: bytes) -> bool:
    """Whether a Word document begins so: a ZIP archive whose first parts say what it holds."""
    return start.startswith(b"PK\x03\x04") and b"word/" in start


PDF = FileFormat("PDF", ("application/pdf",), make_pdf_reader, sniff_pdf, (".pdf",))
TEXT = FileFormat(
    "plain text",
    ("text/plain", "text/*", "application/octet-stream", "application/xml"),
    make_text_reader,
    endings=(".txt",),
)
HTML = FileFormat(
    "HTML", ("text/html", "application/xhtml+xml"), make_html_reader, sniff_html, (".html", ".htm", ".shtml", ".xhtml")
)
DOCX = FileFormat(
    "DOCX",
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/msword"),
    make_docx_reader,
    sniff_docx,
    (".docx", ".doc"),
)
MARKDOWN = FileFormat("Markdown", ("text/markdown",), make_text_reader, endings=(".md", ".markdown"))
BUILT_IN = (PDF, HTML, DOCX, TEXT, MARKDOWN)

_registered: list[FileFormat] = []


def register_format(format_: FileFormat) -> None:
    """Add a format for this process; it is asked before those that are built in."""
    _registered.insert(0, format_)


def list_formats() -> tuple[FileFormat, ...]:
    """All formats that there are, those of other packages last. Raises SettingsError for one that can't be loaded."""
    return (*_registered, *BUILT_IN, *_load_offered())


def detect_media_type(uri: str, data: bytes) -> str:
    """What a file is: by its first bytes, then by its name; text where neither tells.

    Raises SettingsError where a format of another package can't be loaded.
    """
    start, ending = data[:SNIFFED], PurePosixPath(urlsplit(uri).path).suffix.lower()

    def detect(formats: Iterable[FileFormat]) -> str | None:
        by_bytes = next((f.media_types[0] for f in formats if f.sniff(start)), None)
        return by_bytes or next((f.media_types[0] for f in formats if ending in f.endings), None)

    found = detect((*_registered, *BUILT_IN)) or detect(_load_offered())
    return found or mimetypes.guess_type(uri)[0] or "text/plain"


def find_format(media_type: str) -> FileFormat:
    """The format of a media type: one that names it, else one with a pattern for it.

    Other packages are asked as long as none that is known here names the type itself.

    Raises:
        InputError: None reads such files; the next step says what is read.
        SettingsError: A format of another package can't be loaded.
    """
    known = (*_registered, *BUILT_IN)
    named = next((f for f in known if media_type in f.media_types), None)
    if named is not None:
        return named
    everything = list_formats()
    named = next((f for f in everything if media_type in f.media_types), None)
    fitting = (f for f in everything if any(fnmatchcase(media_type, pattern) for pattern in f.media_types))
    found = named or next(fitting, None)
    if found is None:
        names = [f.name for f in everything]
        raise InputError(f"Files of type {media_type} are not read.", f"Give {', '.join(names[:-1])} or {names[-1]}.")
    return found


def reader_for(media_type: str, arrange: Arrange) -> Reader:
    """The reader of a media type, one a format and process: it may hold child processes.

    Raises InputError for a type that none reads, SettingsError where a format can't be loaded.
    """
    return _make_reader(find_format(media_type), arrange)


@cache
def _make_reader(format_: FileFormat, arrange: Arrange) -> Reader:
    return format_.make_reader(arrange, settings())


@cache
def _load_offered() -> tuple[FileFormat, ...]:
    """The formats of other packages, looked for once."""
    return load_entry_points(GROUP, FileFormat)
