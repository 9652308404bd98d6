"""Folders for what a process has not finished: its own while it lives, and swept away when it is gone."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongbao.private_files import FOLDER, make_folder

try:
    import fcntl
except ImportError:  # not on this system: nothing is swept there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def own_folder(parent: Path) -> Iterator[Path]:
    """A folder within `parent` that no other process uses, gone at the end with all that is in it.

    What processes left there that were killed is swept away before. The owner of a folder has a lock on it, which ends
    with the process; where folders can't be locked (NFS), those of others are left alone.

    Raises:
        OSError: It can't be made.
    """
    make_folder(parent)
    _sweep(parent)
    folder, handle = _claim(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _claim(parent: Path) -> tuple[Path, int]:
    """A new folder, and the handle that holds its lock."""
    while True:
        folder = parent / f"{os.getpid()}-{secrets.token_hex(4)}"
        folder.mkdir(FOLDER)
        with suppress(FileNotFoundError):  # swept by another process before it was locked
            handle = os.open(folder, os.O_RDONLY)
            with suppress(OSError):
                _lock(handle, wait=True)
            if folder.exists():
                return folder, handle
            os.close(handle)


def _sweep(parent: Path) -> None:
    for folder in parent.iterdir():
        with suppress(OSError):  # gone, no folder, or in use
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
            try:
                _lock(handle, wait=False)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)


def _lock(handle: int, wait: bool) -> None:
    """Raises OSError where another process has it, or there are no locks."""
    if fcntl is None:
        raise OSError("There are no locks of folders here.")
    fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
