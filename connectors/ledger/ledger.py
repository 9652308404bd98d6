"""`gongbao.ports.Ledger` on SQLAlchemy. Who only reads does not load what writes: a search starts sooner."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, select

from connectors.ledger import opening, reading, search, selecting, snapshots
from connectors.ledger.fulltext import full_text
from connectors.ledger.schema import JOINING, artifacts, meta, source_items
from gongbao.errors import LedgerError
from gongbao.facts import kind as find_kind
from gongbao.model import Artifact, Body, Cause, Document, Finding, Issue, OfficeState, TextState
from gongbao.ports import (
    Adoption,
    Commit,
    Decision,
    Event,
    Hits,
    IssueSummary,
    Query,
    Selection,
    Snapshot,
    SourceItem,
    StoredDocument,
    StoredFact,
    StoredFinding,
    StoredReading,
)
from gongbao.search.query import FOLDING

if TYPE_CHECKING:
    from connectors.ledger.settling import Settler
    from connectors.ledger.writing import Writer

BATCH = 500  # events or documents read at once

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The time, with its zone."""
    return dt.datetime.now(dt.UTC)


def open_ledger(url: str, timeout: float = 30.0, clock: Clock = utc_now) -> "SqlLedger":
    """Open a ledger, made or brought up to date as needed. Waits `timeout` seconds for other writers.

    One that can't be written, on a full disk or for want of rights, is opened for reading; to write then raises.

    Raises LedgerError where the database can't be opened, is locked, or belongs to a newer program.
    """
    engine = opening.connect(url, timeout)
    try:
        return _checked(engine, clock)
    except LedgerError as error:
        if not opening.is_unwritable(error):
            raise
        try:
            return _checked(opening.read_only(engine), clock, refusal=error)
        except LedgerError:
            raise error from None


def _checked(engine: Engine, clock: Clock, refusal: LedgerError | None = None) -> "SqlLedger":
    ledger = SqlLedger(engine, clock, refusal)
    try:
        opening.migrate(engine)
        ledger.check_index()
    except BaseException:
        ledger.close()
        raise
    return ledger


class SqlLedger:
    """The ledger in SQLite or PostgreSQL. Use `open_ledger`; close it, or use it in a `with`.

    `refusal` says why it can't be written, where it is opened for reading only.
    """

    def __init__(self, engine: Engine, clock: Clock, refusal: LedgerError | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.refusal = refusal
        self.full_text = full_text(engine.dialect.name)

    def close(self) -> None:
        """Give connections back."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def seen(self, item: SourceItem, pipeline: str | None = None) -> bool:
        """Whether this very item was committed or rejected before, or this version of the pipeline failed at it."""
        with opening.reading(self.engine) as db:
            return reading.seen(db, item, pipeline)

    def has_found(self, uri: str) -> bool:
        """Whether a source ever had an item at this URI."""
        with opening.reading(self.engine) as db:
            return db.execute(select(source_items.c.uri).where(source_items.c.uri == uri).limit(1)).first() is not None

    def knows(self, artifact: Artifact) -> bool:
        """Whether its bytes were rejected, or an issue stands on them as of now."""
        with opening.reading(self.engine) as db:
            return reading.knows(db, artifact.sha256)

    def register(self, item: SourceItem, artifact: Artifact, done: bool = False) -> None:
        """Remember an artifact before it is read; `done`: it need not be read for this item."""
        with self._writer() as writer:
            writer.register(item, artifact, done)

    def commit(self, issue: Issue, item: SourceItem | None = None, cause: Cause = Cause.NEW) -> Commit:
        """Take a file in that was read as an issue; the same content again changes nothing and causes nothing."""
        with self._settler() as settler:
            return settler.commit(issue, item, cause)

    def decide(self, decision: Decision) -> Commit:
        """Remember what a person decided, and make it so. Raises NotFoundError, InputError."""
        with self._settler() as settler:
            return settler.decide(decision)

    def decisions(self) -> list[Decision]:
        """All that was decided, the oldest first."""
        from connectors.ledger.judging import read_decisions

        with opening.reading(self.engine) as db:
            return read_decisions(db)

    def readings(self, issue_id: str | None = None) -> list[StoredReading]:
        """The files that were read as one issue, or as any, in the order of issues and as they were found."""
        with opening.reading(self.engine) as db:
            return reading.stored_readings(db, issue_id)

    def reject(self, artifact: Artifact, finding: Finding, item: SourceItem | None = None) -> None:
        """Keep an artifact that can't be read, with the reason."""
        with self._writer() as writer:
            writer.reject(artifact, finding, item)

    def fail(self, artifact: Artifact, finding: Finding, item: SourceItem | None, pipeline: str) -> None:
        """Keep an artifact at which this version of the pipeline failed; it does not count as done."""
        with self._writer() as writer:
            writer.fail(artifact, finding, item, pipeline)

    def artifacts(self) -> list[str]:
        """The hashes of all artifacts that were ever found."""
        with opening.reading(self.engine) as db:
            return list(db.execute(select(artifacts.c.sha256).order_by(artifacts.c.sha256)).scalars())

    def issues(self) -> list[IssueSummary]:
        """All issues that stand, by gazette, year and number."""
        with opening.reading(self.engine) as db:
            return reading.summaries(db)

    def issue(self, issue_id: str) -> Issue:
        """One issue, whole, as last read. Raises NotFoundError."""
        with opening.reading(self.engine) as db:
            return reading.issue(db, issue_id)

    def document(self, document_id: str) -> StoredDocument:
        """One document by id, or by its 文号 in any spelling. Raises NotFoundError."""
        with opening.reading(self.engine) as db:
            return reading.document(db, document_id)

    def text(self, name: str) -> TextState:
        """How it stands with a text, by its 文号, its title, or the id of a document. Raises NotFoundError."""
        from connectors.ledger import joining

        with opening.reading(self.engine) as db:
            return joining.find_text(db, name)

    def texts(self) -> Iterator[TextState]:
        """How it stands with each text of whose force something is stated, by id; a batch in memory at a time."""
        from connectors.ledger import joining

        last = ""
        while True:
            with opening.reading(self.engine) as db:
                found = joining.read_states(db, joining.TEXTS, last, BATCH)
            yield from found
            if len(found) < BATCH:
                return
            last = found[-1].id

    def offices(self, body: str | None = None) -> list[OfficeState]:
        """Who holds and held the offices of a body, by any of its names, or of all bodies. Raises NotFoundError."""
        from connectors.ledger import joining

        with opening.reading(self.engine) as db:
            return joining.find_offices(db, body)

    def held_by(self, person: str) -> list[OfficeState]:
        """The offices that somebody holds or held. Raises NotFoundError."""
        from connectors.ledger import joining

        with opening.reading(self.engine) as db:
            return joining.find_held(db, person)

    def bodies(self, name: str) -> list[Body]:
        """The bodies in which somebody was appointed that a name may mean."""
        from connectors.ledger import offices

        with opening.reading(self.engine) as db:
            return offices.find_bodies(db, name)

    def documents(self, selection: Selection) -> Iterator[Document]:
        """The documents that pass, in the order of issues and of their contents, a batch in memory at a time."""
        with opening.reading(self.engine) as db:
            keys = selecting.document_keys(db, selection)
        for batch in selecting.batches(keys, BATCH):
            with opening.reading(self.engine) as db:
                found = selecting.read_documents(db, batch)
            yield from found

    def facts(self, kind: str, selection: Selection) -> list[StoredFact]:
        """The facts of one kind, by its name, in the documents that pass. Raises NotFoundError."""
        with opening.reading(self.engine) as db:
            return selecting.read_facts(db, find_kind(kind), selection)

    def findings(self, issue_id: str | None = None) -> list[StoredFinding]:
        """Findings of one issue, or of all, rejected artifacts among them. Raises NotFoundError."""
        with opening.reading(self.engine) as db:
            return reading.stored_findings(db, issue_id)

    def events(self, since: int = 0, types: Iterable[str] | None = None, limit: int | None = None) -> Iterator[Event]:
        """Events after a position, in order. `types` may end in `*`. No transaction is open between two batches."""
        names = None if types is None else tuple(types)
        left = limit
        while left is None or left > 0:
            wanted = BATCH if left is None else min(BATCH, left)
            with opening.reading(self.engine) as db:
                found = reading.events(db, since, names, wanted)
            yield from found
            if len(found) < wanted:
                return
            since = found[-1].position
            left = None if left is None else left - len(found)

    def note_expiries(self, today: dt.date) -> int:
        """Put into the outbox what expired by this day or soon will, each once; returns how many events that are."""
        with self._writer() as writer:
            return writer.note_expiries(today)

    def mark_published(self, position: int) -> None:
        """Note that all events up to this position were published."""
        with self._writer() as writer:
            writer.mark_published(position)

    def adopt(self, published: Iterable[Event], common: int, last: int) -> Adoption:
        """Take over published events that are not of this ledger; what it said meanwhile follows them."""
        from connectors.ledger import adopting

        with self._settler() as settler:
            return adopting.adopt(settler.writer, published, common, last, settler.say_again)

    def awaited(self) -> tuple[str, ...]:
        """Ids of the issues of which more was said than the ledger knows, until they are taken in again."""
        from connectors.ledger import adopting

        with opening.reading(self.engine) as db:
            return adopting.awaited(db)

    def last_event(self) -> int:
        """The position of the last event; 0 where there is none."""
        with opening.reading(self.engine) as db:
            return reading.last_event(db)

    def last_published(self) -> int:
        """The position of the last event that is marked as published; 0 where none is."""
        with opening.reading(self.engine) as db:
            return reading.last_published(db)

    def search(self, query: Query) -> Hits:
        """The best paragraphs, at most one a document."""
        with opening.reading(self.engine) as db:
            return search.search(db, self.full_text, query)

    def states(self) -> dict[str, str]:
        """The name of the state of every issue, and of every file that could not be read, by id."""
        with opening.reading(self.engine) as db:
            return snapshots.states(db)

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        """One of them, whole; None where it is gone."""
        with opening.reading(self.engine) as db:
            return snapshots.snapshot(db, snapshot_id)

    def check_index(self) -> None:
        """Fill anew what was made by another way of folding text, or of joining what documents state."""
        with opening.reading(self.engine) as db:
            known = {row.name: row.value for row in db.execute(select(meta))}
        if known.get("folding") == str(FOLDING) and known.get("joining") == JOINING:
            return
        from connectors.ledger.writing import Writer

        with opening.writing(self.engine) as db:
            self.index_anew(db)
            Writer(db, self.full_text, self.clock()).join_anew()

    def index_anew(self, db: Connection) -> None:
        """Fill full text, facts and keys again from the records."""
        from connectors.ledger import contents

        contents.fill_anew(db, self.full_text)

    @contextmanager
    def _writer(self) -> "Iterator[Writer]":
        from connectors.ledger.writing import Writer

        if self.refusal is not None:
            raise self.refusal
        with opening.writing(self.engine) as db:
            yield Writer(db, self.full_text, self.clock())

    @contextmanager
    def _settler(self) -> "Iterator[Settler]":
        from connectors.ledger.settling import Settler

        with self._writer() as writer:
            yield Settler(writer)
