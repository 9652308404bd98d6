"""Where issues appear."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A file that a source reports. `etag` changes when the file may have changed."""

    source: str
    uri: str
    etag: str


class Source(Protocol):
    """A place where issues appear."""

    def items(self) -> Iterator[SourceItem]:
        """What is there now, in a stable order."""
        ...

    def fetch(self, item: SourceItem) -> bytes:
        """The bytes of one file. Raises InputError over the size limit, UnavailableError where it can't be had."""
        ...
