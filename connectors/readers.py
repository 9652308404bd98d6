"""Which reader reads which kind of file."""

from functools import cache

from connectors.text import TextReader
from gongbao.errors import InputError
from gongbao.ports import Reader
from gongbao.settings import settings


@cache
def reader_for(media_type: str) -> Reader:
    """The reader of a media type, one a process. Raises InputError for a kind that none can read."""
    if media_type.startswith("text/") or media_type in ("application/octet-stream", "application/xml"):
        return TextReader(settings().limits.characters)
    raise InputError(f"Files of type {media_type} are not read.", "Give text or Markdown; see `gongbao ingest --help`.")
