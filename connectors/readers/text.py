"""Read plain text and Markdown, in whichever encoding it comes."""

import codecs
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from connectors.readers.rejection import reject_page
from gongbao.errors import InputError, LimitError
from gongbao.language.characters import COMMON_HAN
from gongbao.model import Line, Page

PICTURES = {b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture"}
PICTURES |= {b"II*\x00": "a TIFF picture", b"MM\x00*": "a TIFF picture", b"BM": "a bitmap", b"RIFF": "a media file"}
ARCHIVES = {b"PK\x03\x04": "a ZIP archive or an Office file", b"\x1f\x8b": "a gzip archive", b"%PDF": "a PDF"}


_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
_HAN = re.compile(f"[{COMMON_HAN}]")


class TextReader:
    """Pages of a text. A form feed parts pages; without one there is a single page."""

    def __init__(self, max_characters: int) -> None:
        self.max_characters = max_characters

    def count(self, path: Path) -> int:
        """How many pages there are. Raises InputError where the file is no text of a gazette."""
        return len(self._pages(path))

    def read(self, path: Path, index: int) -> Page:
        """One page; its lines are the text's, blank ones among them. What can't be read comes back rejected."""
        try:
            pages = self._pages(path)
        except InputError as error:
            return reject_page(index, "text", str(error))
        if index >= len(pages):
            return reject_page(index, "text", "The page is missing.")
        lines = pages[index].split("\n")
        return Page(index, tuple(Line(text, index, at) for at, text in enumerate(lines)))

    def _pages(self, path: Path) -> Sequence[str]:
        at = path.stat()
        return _split_pages(path, at.st_mtime_ns, at.st_size, self.max_characters)


@lru_cache(maxsize=1)  # the pages of one text are asked for one after the other: it is read and decoded once
def _split_pages(path: Path, _mtime: int, _size: int, max_characters: int) -> Sequence[str]:
    """The pages of a text as it is now; raises InputError where it is none of a gazette, or too long."""
    text = decode(path.read_bytes())
    if len(text) > max_characters:
        raise LimitError(f"The text has {len(text):,} characters; {max_characters:,} are allowed.")
    check_text(text)
    pages = _LINE_END.sub("\n", text).split("\f")
    return tuple(p for p in pages if p.strip()) if len(pages) > 1 else tuple(pages)


def decode(data: bytes) -> str:
    """The text of some bytes: UTF-8, UTF-16 with a mark, or GB18030, detected by trying. Raises InputError."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError("The file is empty.", "Fetch the issue again: an empty file usually means a broken download.")
    for start, kind in (PICTURES | ARCHIVES).items():
        if data.startswith(start):
            raise InputError(f"The file is named as text but is {kind}.", "Give it its right name, or export its text.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", errors="replace")
        if text.count("\ufffd") > max(3, len(text) // 100):
            raise InputError(
                "The file is neither UTF-8, UTF-16 nor GB18030 text.", "Save it as UTF-8 and ingest it again."
            ) from None
    return text


def check_text(text: str) -> None:
    """Raise InputError for what is text but no gazette: it holds next to no Chinese."""
    sample = text[:200_000]
    if len(_HAN.findall(sample)) < 20:
        raise InputError("The file holds next to no Chinese text.", "Check that it is a gazette issue and not a stub.")
