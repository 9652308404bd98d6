"""Opening a database: its connection, its lock for writers, its version, and what its errors mean."""

import logging
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from connectors.ledger.migrations import HEAD
from gongbao.errors import LedgerError
from gongbao.private_files import make_file, make_folder
from gongbao.redaction import redact, redact_url

log = logging.getLogger(__name__)

WRITERS = 0x676F6E67  # PostgreSQL's advisory lock of this program; any number would do

LOCKED = ("database is locked", "lock timeout", "LockNotAvailable", "deadlock")

# SQLite's names of errors, the longer ones by their beginnings.
UNWRITABLE = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_PERM")
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")

LOOK = 1.0  # seconds after which who waits for a lock looks up, to be stopped
SAY = 5.0  # and after which it says that it waits: others take so long to commit at times


def connect(address: str, timeout: float) -> Engine:
    """An engine for a URL, without connecting yet. Raises LedgerError for one that can't be understood."""
    try:
        url = make_url(address)
        if url.get_backend_name() == "postgresql":
            engine = _postgresql(url, timeout)
        elif url.get_backend_name() == "sqlite":
            engine = _sqlite(url, timeout)
        else:
            raise LedgerError(f"The ledger can't be kept in {url.get_backend_name()}.", "Use sqlite or postgresql.")
    except (ArgumentError, NoSuchModuleError, ValueError):  # whose words may quote a password: none of them is kept
        raise LedgerError("The address of the ledger is not a database URL.", "Set GONGBAO_DATABASE_URL.") from None
    except ModuleNotFoundError as error:
        raise LedgerError(
            f"The driver for this ledger is not installed: {error.name}.", "Install gongbao[postgresql]."
        ) from error
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the ledger throughout."""
    try:
        with _translated_errors(engine), engine.connect() as db:
            if engine.dialect.name == "postgresql":
                db = db.execution_options(isolation_level="REPEATABLE READ")
            with db.begin():
                yield db
    except UnicodeEncodeError:  # of what is asked for: it is no text
        raise
    except (ValueError, TypeError, zlib.error) as error:  # of what is read: no date, no JSON, not what was compressed
        raise _damaged(engine, f"{type(error).__name__}: {error}") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer's overlaps, so that numbers are given out in the order of commits."""
    with _translated_errors(engine), engine.connect() as db:
        db = db.execution_options(write=True)
        with db.begin():
            if engine.dialect.name == "postgresql":
                db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})
            yield db


def migrate(engine: Engine) -> None:
    """Bring the tables to this code's version, if they aren't.

    Raises LedgerError for a database of a later version.
    """
    with reading(engine) as db:
        if _version(db) == HEAD:
            return
    with writing(engine) as db:
        if _version(db) != HEAD:  # another process may have been faster
            _upgrade(db, HEAD)


def _upgrade(db: Connection, target: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = db
    version = _version(db)
    if version is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(version)
        except CommandError as error:
            raise LedgerError(
                f"The ledger has version {version}, which is newer than this program's {target}.",
                "Update gongbao, or name another database in GONGBAO_DATABASE_URL.",
            ) from error
    command.upgrade(config, target)


def _version(db: Connection) -> str | None:
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _sqlite(url: URL, timeout: float) -> Engine:
    if url.database and url.database != ":memory:":
        try:
            make_folder(Path(url.database).parent)
        except OSError as error:
            raise LedgerError(f"The folder of the ledger can't be made: {error}.") from error
        if not url.database.startswith("file:"):  # an address of SQLite's own
            make_file(Path(url.database))  # SQLite's other files take over who may read this one
    durable = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
    return _prepared(create_engine(url, hide_parameters=True), timeout, durable)


def read_only(engine: Engine) -> Engine:
    """An engine over the same SQLite file that writes nothing, not even beside it: for a full disk, or one for reading.

    Where its last changes are still in the log beside it, it is read together with that; else as a file that nobody
    changes.
    """
    path = engine.url.database or ""
    log_file = Path(f"{path}-wal")
    mode = {} if log_file.exists() and log_file.stat().st_size else {"immutable": "1"}
    url = URL.create("sqlite", database=f"file:{quote(path)}", query={"mode": "ro", "uri": "true", **mode})
    return _prepared(create_engine(url, hide_parameters=True), LOOK, ("query_only=ON", "temp_store=MEMORY"))


def is_unwritable(error: LedgerError) -> bool:
    """Whether it came of a place that can't be written, where reading may still work."""
    return _sqlite_name(error.__cause__).startswith(UNWRITABLE)


def _prepared(engine: Engine, timeout: float, pragmas: tuple[str, ...]) -> Engine:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, below
        for pragma in (f"busy_timeout={int(min(timeout, LOOK) * 1000)}", "cell_size_check=ON", *pragmas):
            _patiently(partial(connection.execute, f"PRAGMA {pragma}"), timeout)

    @event.listens_for(engine, "begin")
    def begin(db: Connection) -> None:
        # A writer that began by reading could not wait for another's lock, only fail.
        write = db.get_execution_options().get("write")
        _patiently(partial(db.exec_driver_sql, "BEGIN IMMEDIATE" if write else "BEGIN"), timeout)
        if not write:  # from here on it sees one state, and nobody can lock it out
            _patiently(partial(db.exec_driver_sql, "SELECT 1 FROM sqlite_master LIMIT 1"), timeout)

    return engine


def _patiently(do: Callable[[], object], seconds: float) -> None:
    """Do something that a lock may refuse; again and again for so long."""
    started, said = time.monotonic(), False
    while True:
        try:
            do()
            return
        except Exception as error:
            waited = time.monotonic() - started
            if not _is_locked(error) or waited >= seconds:
                raise
        if waited >= SAY and not said:
            log.warning("The ledger is locked by another process; waiting for it, %g s at most.", seconds)
            said = True
        time.sleep(min(0.05, seconds))


def _postgresql(url: URL, timeout: float) -> Engine:
    milliseconds = int(timeout * 1000)
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        connect_args={"connect_timeout": max(2, int(timeout)), "options": f"-c lock_timeout={milliseconds}"},
    )


@contextmanager
def _translated_errors(engine: Engine) -> Iterator[None]:
    """Errors of the database, as what a person can do something about."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).strip() or "no reason given"
        reason, name = said.splitlines()[0], _sqlite_name(error)
        if _is_locked(error):
            raise LedgerError(
                f"The ledger {_place(engine)} is locked by another process.", "Wait until it is done, and try again."
            ) from error
        if name.startswith(DAMAGED) or type(error.orig).__name__ == "OverflowError":
            raise _damaged(engine, reason) from error
        if name.startswith(UNWRITABLE):
            raise LedgerError(
                f"The ledger {_place(engine)} can't be written: {reason}.",
                "Check that it and its folder may be written, and that the disk has room: `gongbao doctor`.",
            ) from error
        if error.connection_invalidated or type(error).__name__ in ("OperationalError", "DatabaseError"):
            raise LedgerError(f"The ledger {_place(engine)} can't be used: {redact(reason)}.") from error
        raise


def _damaged(engine: Engine, reason: str) -> LedgerError:
    """What is read is not what was written."""
    return LedgerError(
        f"The ledger {_place(engine)} is damaged: {reason}.",
        "Restore it from a backup; or move it away, and take in again what is kept: `gongbao ingest` the folder blobs.",
    )


def _place(engine: Engine) -> str:
    url = engine.url.difference_update_query(("mode", "immutable", "uri"))
    return redact_url(url.render_as_string(hide_password=True))


def _is_locked(error: BaseException) -> bool:
    original = getattr(error, "orig", None) or error
    return any(mark in f"{type(original).__name__} {original}" for mark in LOCKED)


def _sqlite_name(error: BaseException | None) -> str:
    """SQLite's name of an error; empty for others."""
    original = getattr(error, "orig", None) or error
    return str(getattr(original, "sqlite_errorname", ""))
