"""The ledger, the book of record: what it takes in, what it holds, and its outbox."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from gongbao.model import (
    Artifact,
    Body,
    Cause,
    Document,
    Finding,
    Issue,
    Judgement,
    Kind,
    OfficeState,
    Phase,
    Standing,
    TextState,
)
from gongbao.ports.search import SearchIndex
from gongbao.ports.source import SourceItem


@dataclass(frozen=True, slots=True)
class Event:
    """A CloudEvent (1.0) of the outbox. `position` is its place in the outbox, from 1.

    `written` is its data as JSON, byte for byte as the ledger keeps it: what is published. An event that was not read
    from a ledger has none.
    """

    id: str
    type: str
    source: str
    subject: str
    time: datetime
    data: dict[str, Any]
    position: int = 0
    written: bytes | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Commit:
    """What committing one issue changed: ids of documents, and the positions of its events.

    `standing` says how the file stands that was committed, and `why` why it does not stand.
    """

    issue: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    events: tuple[int, ...] = ()
    standing: Standing = Standing.STANDS
    why: str = ""

    @property
    def empty(self) -> bool:
        """Whether the ledger already held just this."""
        return not (self.new or self.changed or self.withdrawn or self.events)


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a ledger took over of what was published: events that it did not have, events that are news after them, and
    the issues of which more was said than it knows, until they are taken in again."""

    adopted: int = 0
    news: int = 0
    awaited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """A line of `gongbao issues`."""

    id: str
    gazette: str
    name: str
    year: int | None
    numbers: tuple[int, ...]
    documents: int
    facts: int
    findings: int
    artifact: str  # uri
    sha256: str
    committed: datetime
    waiting: int = 0  # files in quarantine


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A file that was read as an issue, whether it stands, and why it does not."""

    sha256: str
    uri: str
    media_type: str
    issue: str
    standing: Standing
    why: str
    pipeline: str
    found: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, and why.

    Of an issue (ACCEPT, REJECT, WITHDRAW, MERGE) and a file of it, by its hash: MERGE, into the issue `target`. Of a
    finding, by its id (ACKNOWLEDGE, REOPEN).
    """

    judgement: Judgement
    why: str = ""
    who: str = ""
    issue: str | None = None
    sha256: str | None = None
    target: str | None = None
    finding: str | None = None
    time: datetime = datetime.min


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding and where it belongs. `id` stays the same as long as the finding says the same of the same thing."""

    finding: Finding
    issue: str | None
    uri: str | None
    sha256: str | None
    id: str = ""
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the ledger holds it. `revision` is the hash of its content, `version` counts from 1."""

    document: Document
    revision: str
    version: int
    committed: datetime = field(default=datetime.min)


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact and the ids of the issue and the document that state it."""

    issue: str
    document: str
    fact: Any


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters for documents. A filter that is None does not filter; a document without a date lies in no period."""

    issue: str | None = None
    gazette: str | None = None
    year: int | None = None  # of the issue
    kind: Kind | None = None
    issuer: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that an index takes of one issue, or of one file that could not be read, as of one moment.

    `state` names it: it differs whenever anything in it may differ. `sequence_numbers` holds, by document, a number
    that rises with every write of it; withdrawn documents have theirs, too.
    """

    id: str
    state: str
    issue: Issue | None
    documents: tuple[StoredDocument, ...] = ()
    sequence_numbers: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[StoredFinding, ...] = ()
    version: int = 1  # of the issue
    found: datetime | None = None  # when its file was first seen
    committed: datetime | None = None
    phases: Mapping[str, tuple[Phase, ...]] = field(default_factory=dict)  # by document: how it stands with it, by day


class Holdings(Protocol):
    """What an index is filled from."""

    def states(self) -> dict[str, str]:
        """The name of the state of every issue, and of every file that could not be read, by id."""
        ...

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        """One of them, whole; None where it is gone."""
        ...


class Ledger(SearchIndex, Holdings, Protocol):
    """The book of record: artifacts, issues, documents with revisions, facts, findings, and the outbox.

    Each call is one transaction; a crash at any moment leaves it done or not begun.
    """

    def seen(self, item: SourceItem, pipeline: str | None = None) -> bool:
        """Whether this item (source, uri, etag) was committed or rejected, or this pipeline version failed at it."""
        ...

    def has_found(self, uri: str) -> bool:
        """Whether a source ever had an item at this URI."""
        ...

    def knows(self, artifact: Artifact) -> bool:
        """Whether its bytes were rejected, or an issue stands on them as of now: to read them again changes nothing."""
        ...

    def register(self, item: SourceItem, artifact: Artifact, done: bool = False) -> None:
        """Remember an artifact before it is read, so that nothing that was found is forgotten.

        `done`: it need not be read for this item, whose file was only touched, moved or copied.
        """
        ...

    def commit(self, issue: Issue, item: SourceItem | None = None, cause: Cause = Cause.NEW) -> Commit:
        """Take an issue in: documents, facts, findings and the events they cause, in one transaction.

        The same content again changes nothing and causes nothing. Where another file stands for this issue, the
        better one does (`gongbao.standing`): `standing` of the result says how this file stands.
        """
        ...

    def decide(self, decision: Decision) -> Commit:
        """Remember what a person decided, and make it so, in one transaction.

        Raises:
            NotFoundError: There is no such issue, file or finding.
            InputError: It can't be decided so; the message says why.
        """
        ...

    def decisions(self) -> list[Decision]:
        """All that was decided, the oldest first."""
        ...

    def readings(self, issue_id: str | None = None) -> list[StoredReading]:
        """The files that were read as one issue, or as any, in the order of issues and as they were found."""
        ...

    def reject(self, artifact: Artifact, finding: Finding, item: SourceItem | None = None) -> None:
        """Keep an artifact that can't be read, with the reason."""
        ...

    def fail(self, artifact: Artifact, finding: Finding, item: SourceItem | None, pipeline: str) -> None:
        """Keep an artifact at which this version of the pipeline failed. It does not count as done."""
        ...

    def artifacts(self) -> list[str]:
        """The hashes of all artifacts that were ever found."""
        ...

    def issues(self) -> list[IssueSummary]:
        """All issues that stand, by gazette, year and number."""
        ...

    def issue(self, issue_id: str) -> Issue:
        """One issue, whole, as last read. Raises NotFoundError."""
        ...

    def document(self, document_id: str) -> StoredDocument:
        """One document by id or by its 发文字号. Raises NotFoundError."""
        ...

    def text(self, name: str) -> TextState:
        """How it stands with a text, by its 发文字号, its title, or the id of a document that is the text.

        One that is held and of whose force nothing is stated is so stated. Raises NotFoundError.
        """
        ...

    def texts(self) -> Iterator[TextState]:
        """How it stands with each text of whose force something is stated, by id."""
        ...

    def offices(self, body: str | None = None) -> list[OfficeState]:
        """Who holds and held the offices of a body, by any of its names; without one, of all bodies.

        Raises:
            NotFoundError: Nobody was ever appointed in such a body; the next step names some that are called alike.
        """
        ...

    def held_by(self, person: str) -> list[OfficeState]:
        """The offices that somebody holds or held. Raises NotFoundError, whose next step names people called alike."""
        ...

    def bodies(self, name: str) -> list[Body]:
        """The bodies in which somebody was appointed that a name may mean: whole, short, or one borne before."""
        ...

    def documents(self, selection: Selection) -> Iterator[Document]:
        """The documents that pass, in the order of issues and of their contents."""
        ...

    def facts(self, kind: str, selection: Selection) -> list[StoredFact]:
        """The facts of one kind, by its name, in the documents that pass. Raises NotFoundError."""
        ...

    def findings(self, issue_id: str | None = None) -> list[StoredFinding]:
        """Findings of one issue, or of all, rejected artifacts among them."""
        ...

    def events(self, since: int = 0, types: Iterable[str] | None = None, limit: int | None = None) -> Iterator[Event]:
        """Events after a position, in order. `types` may end in `*`."""
        ...

    def note_expiries(self, today: date) -> int:
        """Put into the outbox what expired by this day or soon will, each once; returns how many events that are."""
        ...

    def mark_published(self, position: int) -> None:
        """Note that all events up to this position were published. Doing it again changes nothing.

        Only for people to look at: the sink itself knows what was published to it.
        """
        ...

    def adopt(self, published: Iterable[Event], common: int, last: int) -> Adoption:
        """Take over events that were published and that this ledger, an older or another one, does not have.

        They keep their ids and positions. What the ledger itself said after `common` comes after them, at new
        positions, as far as it is news: compared with the last thing that was said, what is the same is dropped, and
        what differs is a correction. Doing it again changes nothing.

        Args:
            published: What was published after `common`, in any order, each event once, no two at one position.
            common: The last position up to which the ledger has just what was published.
            last: The last position that was published.
        """
        ...

    def awaited(self) -> tuple[str, ...]:
        """Ids of the issues of which more was said than the ledger knows, until they are taken in again."""
        ...

    def last_event(self) -> int:
        """The position of the last event; 0 where there is none."""
        ...

    def last_published(self) -> int:
        """The position of the last event that is marked as published; 0 where none is."""
        ...
