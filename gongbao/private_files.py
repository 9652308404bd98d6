"""The program's own files: for their owner alone, whatever the umask says. What a user asks for follows the umask.

The ledger, what was taken in and what Prefect remembers tell who is watched and what for; a home may lie anywhere.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
OTHERS = 0o077
OWN = ("ledger.db", "blobs", "readings", "prefect")  # what the program makes in its home, or begins with


def make_folder(path: Path) -> None:
    """Make a folder where there is none, and those above it that are missing, each for its owner. Raises OSError."""
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for folder in reversed(missing):  # the mode that `parents=True` gives those above is everyone's
        folder.mkdir(FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file where there is none, for a library to fill. One that can't be made is left to its error."""
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))


def write_file(path: Path, data: bytes, durable: bool = False) -> None:
    """Write a new file; `durable`: it outlives a power cut. Raises OSError, as where there is one."""
    with open(path, "xb", opener=_open_private) as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def close_to_others(home: Path) -> int:
    """Take from others what they may do with the program's own files in its home, made by whom this process runs as.

    The home itself is closed where nothing else lies in it: it may be a folder that somebody shares.

    Returns:
        How many files and folders were open.
    """
    found = [path for entry in _own(home) for path in _walk(entry)]
    if all(entry.name.startswith(OWN) for entry in home.iterdir()) and not home.stat().st_mode & stat.S_ISVTX:
        found.append(home)
    opened = [path for path in found if is_open(path) and path.lstat().st_uid == os.geteuid()]
    for path in opened:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)
    return len(opened)


def is_open(path: Path) -> bool:
    """Whether others than its owner may do anything with a file or a folder."""
    return os.name == "posix" and bool(path.stat().st_mode & OTHERS)


def _own(home: Path) -> Iterator[Path]:
    return (entry for entry in home.iterdir() if entry.name.startswith(OWN) and not entry.is_symlink())


def _walk(entry: Path) -> Iterator[Path]:
    """A file, or a folder with all that is in it; no link is followed."""
    yield entry
    for folder, folders, files in os.walk(entry):
        yield from (path for name in (*folders, *files) if not (path := Path(folder, name)).is_symlink())


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE)
