"""Which reader reads which kind of file."""

from collections.abc import Callable
from functools import cache

from connectors.readers.pdf.reader import PdfReader
from connectors.readers.text import TextReader
from gongbao.errors import InputError
from gongbao.model import Page, RawPage
from gongbao.ports import Reader
from gongbao.settings import settings


@cache
def reader_for(media_type: str, arrange: Callable[[RawPage], Page]) -> Reader:
    """The reader of a media type, one a process; `arrange` puts the words of a page into reading order.

    Raises InputError for a kind that none can read.
    """
    chosen = settings()
    if media_type == "application/pdf":
        return PdfReader(arrange, chosen.limits, chosen.ocr)
    if media_type.startswith("text/") or media_type in ("application/octet-stream", "application/xml"):
        return TextReader(chosen.limits.characters)
    raise InputError(f"Files of type {media_type} are not read.", "Give PDF, plain text or Markdown.")
