"""Bytes by hash, in a folder."""

import hashlib
import os
from pathlib import Path

from gongbao.errors import NotFoundError, UnavailableError
from gongbao.private_files import make_folder, write_file
from gongbao.scratch import own_folder

UNFINISHED = ".unfinished"  # the folder of what is being written


class FolderBlobs:
    """A `gongbao.ports.BlobStore` in a folder: `ab/cd/abcd…`, each file whole or not there."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def put(self, data: bytes) -> str:
        """Keep bytes; returns their SHA-256 in hex. Raises UnavailableError where the folder takes none."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._place(sha256)
        try:
            if not (target.is_file() and target.stat().st_size == len(data)):
                _write(target, data, self.home / UNFINISHED)
        except OSError as error:
            raise UnavailableError(
                f"Files can't be kept in {self.home}: {error.strerror}.",
                "Check that this folder can be written, and has room; nothing was rejected or lost, the same command "
                "goes on from there.",
            ) from error
        return sha256

    def path(self, sha256: str) -> Path:
        """Where a blob lies. Raises NotFoundError."""
        if len(sha256) == 64 and sha256.isalnum() and sha256.isascii():  # a name, never a way out of the folder
            place = self._place(sha256)
            if place.is_file():
                return place
        raise NotFoundError(f"No artifact {sha256} is kept in {self.home}.")

    def _place(self, sha256: str) -> Path:
        return self.home / sha256[:2] / sha256[2:4] / sha256


def _write(target: Path, data: bytes, unfinished: Path) -> None:
    """Write a file whole or not at all, for keeps."""
    make_folder(target.parent)
    with own_folder(unfinished) as folder:
        partial = folder / target.name
        write_file(partial, data, durable=True)
        partial.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename outlive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
