"""Issues as files of a folder, or as files named one by one."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from gongbao.errors import LimitError, NotFoundError, UnavailableError
from gongbao.ports import SourceItem

PARTIAL = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", ".filepart")


class FolderSource:
    """A `gongbao.ports.Source` over folders and files.

    In a folder, at any depth, hidden files and those still being written (by their names) are passed over, and links
    that lead out of it are not followed. A file named by itself is taken as it is. `limit` is in bytes.
    """

    def __init__(self, paths: Sequence[Path], limit: int) -> None:
        self.paths = [path.absolute() for path in paths]
        self.limit = limit

    def items(self) -> Iterator[SourceItem]:
        """The files there are now, by name, each once. Raises NotFoundError for a path that isn't there."""
        seen: set[Path] = set()
        for path in self.paths:
            if not path.exists():
                raise NotFoundError(f"There is no file or folder {path}.", "Check the path.")
            for file in _files(path) if path.is_dir() else [path]:
                if file not in seen:
                    seen.add(file)
                    yield from self._item(file)

    def fetch(self, item: SourceItem) -> bytes:
        """The bytes of one file. Raises LimitError or UnavailableError."""
        path = to_path(item.uri)
        try:
            # Never wait for a pipe that was put in the place of the file that was seen.
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise UnavailableError(f"{path} is not a file.", "Name a file.")
                data = file.read(self.limit + 1)
        except OSError as error:
            raise UnavailableError(f"{path} can't be read: {error.strerror}.", "Check the file's rights.") from error
        if len(data) > self.limit:
            raise LimitError(f"{path} has more than {self.limit:,} bytes.")
        return data

    def _item(self, file: Path) -> Iterator[SourceItem]:
        try:
            state = file.stat()
        except FileNotFoundError:  # gone since the folder was listed
            return
        if stat.S_ISREG(state.st_mode):
            yield SourceItem("folder", file.as_uri(), f"{state.st_size}-{state.st_mtime_ns}")


def to_path(url: str) -> Path:
    """The path that a `file:` URL means; anything else is a path as it stands."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(url).path))) if url.startswith("file:") else Path(url)


def _files(folder: Path) -> Iterator[Path]:
    """Files within a folder, by name; a link only where it stays within."""
    inside = folder.resolve()
    for parent, folders, names in os.walk(folder):  # doesn't follow links to folders
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent) / name
            if name.startswith((".", "~")) or name.lower().endswith(PARTIAL):
                continue
            if file.is_symlink() and not file.resolve().is_relative_to(inside):
                continue
            yield file
