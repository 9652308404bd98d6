"""A copy of a ledger in SQLite while it is read and written: whole, checked, and in its place in one step."""

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from connectors.ledger.ledger import SqlLedger, open_ledger
from gongbao.errors import LedgerError, SettingsError, UnavailableError
from gongbao.private_files import make_folder

NAME = "ledger.db"
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database


@contextmanager
def copy_out(url: str, folder: Path) -> Iterator[SqlLedger]:
    """A ledger as it is copied into a folder, where it stands when the `with` ends well.

    One that a server keeps is not copied: the server's own tools do that, before. Raises as `staged_copy`, and
    SettingsError for the folder where the ledger itself lies.
    """
    source = sqlite_path(url)
    if source is None:
        with open_ledger(url) as ledger:
            yield ledger
        return
    _make(folder)
    if source.absolute().parent.resolve() == folder.resolve():
        raise SettingsError(f"{folder} is where the ledger itself lies.", "Name another folder.")
    with staged_copy(source, folder / NAME) as copy, open_ledger(f"sqlite:///{copy}") as ledger:
        yield ledger


@contextmanager
def copy_back(folder: Path, url: str) -> Iterator[SqlLedger]:
    """A ledger as it is put back from a folder; one that a server keeps has been put back before.

    Raises as `staged_copy`, and SettingsError where there is a ledger already.
    """
    target = sqlite_path(url)
    if target is None:
        with open_ledger(url) as ledger:
            yield ledger
        return
    if target.exists():
        raise SettingsError(
            f"There is a ledger already: {target}.",
            "Move it away, or name another place in GONGBAO_HOME or GONGBAO_DATABASE_URL.",
        )
    _make(target.parent)
    with staged_copy(folder / NAME, target) as copy, open_ledger(f"sqlite:///{copy}") as ledger:
        yield ledger


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        raise UnavailableError(
            f"The folder {folder} can't be made: {error.strerror}.", "Name one that can be."
        ) from error


def sqlite_path(url: str) -> Path | None:
    """The file of a ledger; None where it is kept by a server."""
    parts = make_url(url)
    return Path(parts.database or "") if parts.get_backend_name() == "sqlite" else None


@contextmanager
def staged_copy(source: Path, target: Path) -> Iterator[Path]:
    """A checked copy of a ledger beside its target, which it becomes when the `with` ends well.

    Writers go on meanwhile: the copy is the state of one moment, by SQLite's online backup, what is in the WAL with it.

    Raises:
        LedgerError: There is no ledger, it can't be read, or it is damaged. The target stays as it was.
        UnavailableError: The target can't be written.
    """
    if not source.is_file():
        raise LedgerError(f"There is no ledger {source}.", "Name the folder that `gongbao backup` wrote.")
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(source, partial)
        yield partial
        _settle(partial)
        _remove_beside(target)  # what belongs to the copy before would be taken for part of this one
        partial.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise UnavailableError(
            f"{target} can't be written: {error.strerror}.", "Check the folder's rights and room, and run it again."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
        _remove_beside(partial)


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as there,
            closing(sqlite3.connect(target)) as here,
        ):
            there.backup(here)  # in one step: in several, a writer would make it begin anew each time
            wrong = [*here.execute("PRAGMA integrity_check(3)"), *here.execute("PRAGMA foreign_key_check")]
    except sqlite3.Error as error:
        raise LedgerError(f"The ledger {source} can't be copied: {error}.", "See docs/operating.md.") from error
    if wrong != [("ok",)]:
        raise LedgerError(
            f"The ledger {source} is damaged: {str(wrong[0][0])[:200]}.",
            "Put back the last backup that is whole: docs/operating.md.",
        )


def _settle(path: Path) -> None:
    """Make it one file, for keeps, that can be read where nothing can be written."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove_beside(path: Path) -> None:
    for ending in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
