"""Issues as files of a folder, or as files named one by one."""

import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from gongbao.errors import LimitError, UnavailableError
from gongbao.ports import SourceItem

BESIDE = (".part", ".partial", ".crdownload", ".download", ".filepart", ".aria2", ".lock")
"""What a program puts behind a file's name for what it keeps beside it, as long as it writes it."""

PARTIAL = (*BESIDE, ".tmp", ".temp", ".swp")
"""Endings of what is no issue, or none yet."""

NAMED = 1.0  # seconds that a file which is named by itself must have been left alone: less than it takes to name it

UNREADABLE = "unreadable"  # the etag of a place that can't be looked at; to fetch it says why


class FolderSource:
    """A `gongbao.ports.Source` over folders and files.

    In a folder, at any depth, hidden files and those still being written (by their names) are passed over, and links
    that lead out of it are not followed. What can't be listed is an item, too, whose fetching says why: nothing is left
    out without a word.

    A file is fetched only when nobody writes it: no lock and no partial download of its name lies beside it, and it was
    not changed for some time (docs/decisions/settled-files.md). A file named by itself is taken as it is, but for
    one that is written at this very moment.

    Args:
        paths: Folders and files.
        limit: Of a file's size, in bytes.
        settle_seconds: How long a file of a folder must have been left alone.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        limit: int,
        settle_seconds: float = 0.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.paths = [path.absolute() for path in paths]
        self.limit = limit
        self.settle_seconds = settle_seconds
        self.sleep = sleep

    def items(self) -> Iterator[SourceItem]:
        """The files there are now, by name, each once; and what should be there and can't be seen."""
        seen: set[Path] = set()
        for path in self.paths:
            for file in _list_files(path):
                if file not in seen:
                    seen.add(file)
                    yield from _see(file, named=file == path)

    def fetch(self, item: SourceItem) -> bytes:
        """The bytes of one file, once it is settled. Raises LimitError or UnavailableError."""
        path = to_path(item.uri)
        named = path in self.paths
        if not named and (holder := find_holder(path)):
            raise UnavailableError(
                f"{path} is in use: {holder.name} lies beside it.",
                "It is taken in once that is gone; remove it if no program is at work there any more.",
            )
        try:
            # Never wait for a pipe that was put in the place of the file that was seen.
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as file:
                seen = os.fstat(handle)
                if not stat.S_ISREG(seen.st_mode):
                    raise UnavailableError(f"{path} is not a file.", "Name a file.")
                self._await_settled(seen, min(self.settle_seconds, NAMED) if named else self.settle_seconds)
                data = file.read(self.limit + 1)
                after = os.fstat(handle)
        except OSError as error:
            step = "Check that it is there, and that it may be read."
            raise UnavailableError(f"{path} can't be read: {error.strerror}.", step) from error
        if (seen.st_size, seen.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise UnavailableError(f"{path} is being written.", "It is taken in once it is whole: try again then.")
        if len(data) > self.limit:
            raise LimitError(f"{path} has more than {self.limit:,} bytes.")
        return data

    def _await_settled(self, seen: os.stat_result, seconds: float) -> None:
        """Wait until a file is of that age; one from the future, by the clock of another machine, the whole time."""
        age = max(0.0, time.time() - seen.st_mtime)
        if age < seconds:
            self.sleep(seconds - age)


def find_holder(path: Path) -> Path | None:
    """What lies beside a file as long as a program writes it: a lock of an office program, a partial download."""
    locks = (f".~lock.{path.name}#", f"~${path.name}", f"~${path.name[2:]}")
    beside = (path.with_name(name) for name in (*locks, *(path.name + ending for ending in PARTIAL)))
    return next((holder for holder in beside if os.path.lexists(holder)), None)


def to_path(url: str) -> Path:
    """The path that a `file:` URL means; anything else is a path as it stands."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(url).path))) if url.startswith("file:") else Path(url)


def _see(file: Path, named: bool) -> Iterator[SourceItem]:
    """A file as an item. Its etag changes with every write, even one that keeps size and time of the file as they were.

    The time of the inode can't be set back, and a file put in the place of another is another inode.
    """
    try:
        state = file.stat()
    except FileNotFoundError:
        if named:  # else gone since the folder was listed
            yield SourceItem("folder", file.as_uri(), UNREADABLE)
        return
    except OSError:
        yield SourceItem("folder", file.as_uri(), UNREADABLE)
        return
    if stat.S_ISDIR(state.st_mode):  # one that can't be listed
        yield SourceItem("folder", file.as_uri(), UNREADABLE)
    elif stat.S_ISREG(state.st_mode):
        etag = f"{state.st_size}-{state.st_mtime_ns}-{state.st_ctime_ns}-{state.st_ino}"
        yield SourceItem("folder", file.as_uri(), etag)


def _list_files(path: Path) -> Iterator[Path]:
    """The file itself, or the files within a folder, by name; a link only where it stays within.

    Folders that can't be listed are among them.
    """
    unlisted: list[Path] = []
    if not os.path.isdir(path):  # noqa: PTH112 - never raises, as Path does where rights are lacking
        yield path
        return
    inside = Path(os.path.realpath(path))
    for parent, folders, names in os.walk(path, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent) / name
            if name.startswith((".", "~")) or name.lower().endswith(PARTIAL):
                continue
            link = os.path.islink(file)  # noqa: PTH114 - as above; so does realpath, of a link that leads in a circle
            if link and not Path(os.path.realpath(file)).is_relative_to(inside):
                continue
            yield file
    yield from unlisted
