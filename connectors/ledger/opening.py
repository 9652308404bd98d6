"""Opening a database: its connection, its lock for writers, its version, and what its errors mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from connectors.ledger.migrations import HEAD
from gongbao.errors import LedgerError
from gongbao.private_files import make_file, make_folder
from gongbao.redaction import redact, redact_url

WRITERS = 0x676F6E67  # PostgreSQL's advisory lock of this program; any number would do

LOCKED = ("database is locked", "lock timeout", "LockNotAvailable", "deadlock")


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
    with _translated_errors(engine), engine.connect() as db:
        if engine.dialect.name == "postgresql":
            db = db.execution_options(isolation_level="REPEATABLE READ")
        with db.begin():
            yield db


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
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, below
        for pragma in (
            f"busy_timeout={int(timeout * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(db: Connection) -> None:
        # A writer that began by reading could not wait for another's lock, only fail.
        db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("write") else "BEGIN")

    return engine


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
        where = redact_url(engine.url.render_as_string(hide_password=True))
        reason = (
            str(error.orig).strip().splitlines()[0] if error.orig and str(error.orig).strip() else "no reason given"
        )
        if any(mark in f"{type(error.orig).__name__} {error.orig}" for mark in LOCKED):
            raise LedgerError(
                f"The ledger {where} is locked by another process.", "Wait until it is done, and try again."
            ) from error
        if error.connection_invalidated or type(error).__name__ in ("OperationalError", "DatabaseError"):
            raise LedgerError(f"The ledger {where} can't be used: {redact(reason)}.") from error
        raise
