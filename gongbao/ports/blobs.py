"""Where bytes are kept."""

from pathlib import Path
from typing import Protocol


class BlobStore(Protocol):
    """Bytes by hash."""

    def put(self, data: bytes) -> str:
        """Keep bytes; returns their SHA-256 in hex. Putting the same bytes again changes nothing.

        Raises UnavailableError where no more can be kept.
        """
        ...

    def path(self, sha256: str) -> Path:
        """Where a blob lies, for readers that want a file. Raises NotFoundError."""
        ...
