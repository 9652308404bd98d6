"""The types of events, and what each carries: what subscribers read, apart from the model.

One dataclass a type; its fields are the `data` of a CloudEvent, fields at their default left out. VERSION counts
from 1 and rises with any change that would break a reader of the one before. Every event says why it exists.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from gongbao.events.diff import Change
from gongbao.events.offices import OfficeChanged, OfficeWithdrawn
from gongbao.facts import kinds
from gongbao.model import Action, Cause, Force, Kind, Leaving, Phase, Severity, Statement, Status
from gongbao.serialization import from_data, to_data

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEvent:
    """An issue, without its documents: each of them has an event of its own."""

    VERSION: ClassVar[int] = 1

    id: str
    gazette: str
    cause: Cause
    name: str | None
    year: int | None
    numbers: tuple[int, ...]
    total_numbers: tuple[int, ...] = ()
    documents: int
    uri: str
    sha256: str
    pipeline: str = ""
    changed: tuple[str, ...] = ()  # fields, where it is a correction
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePublished(IssueEvent):
    """An issue that the ledger did not have."""

    TYPE: ClassVar[str] = "gongbao.issue.published"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCorrected(IssueEvent):
    """Masthead or contents of an issue say something else now."""

    TYPE: ClassVar[str] = "gongbao.issue.corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWithdrawn:
    """An issue that is no longer published; each of its documents has an event of its own.

    `replaced_by` is the issue that it is now, where it bore a wrong id.
    """

    TYPE: ClassVar[str] = "gongbao.issue.withdrawn"
    VERSION: ClassVar[int] = 1

    id: str
    gazette: str
    cause: Cause
    documents: int
    uri: str
    sha256: str
    pipeline: str = ""
    reason: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent:
    """A document with its facts, and its text where that is short.

    What would make the event too long is named in `omitted`; the ledger has it by `id` and `version`.
    """

    VERSION: ClassVar[int] = 1

    id: str
    issue: str
    gazette: str
    cause: Cause
    version: int
    revision: str
    kind: Kind
    number: str | None
    title: str
    issuer: str | None
    section: str | None
    addressees: str | None
    date: dt.date | None
    signatories: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    characters: int
    paragraphs: int
    facts: Mapping[str, Any] = field(default_factory=dict)  # by the kind's name, each in its form
    text: tuple[str, ...] = ()  # one string a paragraph
    omitted: tuple[str, ...] = ()
    pipeline: str = ""
    reason: str | None = None
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPublished(DocumentEvent):
    """A document that the ledger did not have."""

    TYPE: ClassVar[str] = "gongbao.document.published"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCorrected(DocumentEvent):
    """A document that reads differently now: which fields, and the first changes of its text."""

    TYPE: ClassVar[str] = "gongbao.document.corrected"

    changed: tuple[str, ...]
    changes: int = 0  # paragraphs changed, put in or taken out
    diff: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWithdrawn:
    """A document that is no longer in its issue. `version` is that of the withdrawal.

    `replaced_by` is the document that it is now, where it, or its issue, bore another id.
    """

    TYPE: ClassVar[str] = "gongbao.document.withdrawn"
    VERSION: ClassVar[int] = 1

    id: str
    issue: str
    gazette: str
    cause: Cause
    version: int
    kind: Kind
    number: str | None
    title: str
    pipeline: str = ""
    reason: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentEvent:
    """One person appointed to or removed from one post.

    `id` is the document, the person and the action, with a running number from the second post on.
    """

    VERSION: ClassVar[int] = 1

    id: str
    document: str
    issue: str
    gazette: str
    cause: Cause
    version: int  # of the document
    person: str
    action: Action
    post: str
    probation: str | None = None
    note: str | None = None
    body: str | None = None
    office: str | None = None
    date: dt.date | None = None
    number: str | None = None
    pipeline: str = ""
    reason: str | None = None
    title: str | None = None  # of the document
    issuer: str | None = None
    leaving: Leaving | None = None
    page: int | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRecorded(AppointmentEvent):
    """An appointment or removal that the ledger did not have."""

    TYPE: ClassVar[str] = "gongbao.appointment.recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCorrected(AppointmentEvent):
    """The same person and action, but another post, probation, note, cause of leaving, or date of the document."""

    TYPE: ClassVar[str] = "gongbao.appointment.corrected"

    changed: tuple[str, ...]
    post_before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentWithdrawn(AppointmentEvent):
    """An appointment or removal that its document no longer has."""

    TYPE: ClassVar[str] = "gongbao.appointment.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChanged:
    """What is said of a document's force, by itself or by one that repeals it.

    `status` is in-force (with the dates it states), repealed, expired or expiring-soon (by the day), or unstated:
    what was said is no longer.
    `document` is None where only the title is known. `by` is the document that says so.
    """

    TYPE: ClassVar[str] = "gongbao.status.changed"
    VERSION: ClassVar[int] = 1

    id: str
    gazette: str
    cause: Cause
    status: Status
    document: str | None
    number: str | None
    title: str | None
    by: str
    issue: str
    version: int  # of `by`
    effective_from: dt.date | None = None
    expires: dt.date | None = None
    valid_for: str | None = None
    pipeline: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRaised:
    """Something that a person should know about an issue, or about a file that is none."""

    TYPE: ClassVar[str] = "gongbao.finding.raised"
    VERSION: ClassVar[int] = 1

    id: str  # the issue, or the file's SHA-256
    cause: Cause
    code: str  # one of `FindingCode`; more may come
    message: str
    severity: Severity
    issue: str | None = None
    document: str | None = None
    page: int | None = None
    line: int | None = None
    uri: str | None = None
    sha256: str | None = None
    pipeline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChanged:
    """How it stands with a text, as all documents that speak of it say together: by day, and why.

    `id` is its number; the document's id where it has none; gazette and title where no document is held. `force` is as
    of `day`: another event comes on the day on which that changes by itself.
    """

    TYPE: ClassVar[str] = "gongbao.text.changed"
    VERSION: ClassVar[int] = 1

    id: str
    cause: Cause
    version: int  # of this record
    revision: str
    day: dt.date
    force: Force
    number: str | None = None
    title: str | None = None
    documents: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    effective_from: dt.date | None = None
    expires: dt.date | None = None
    amended: tuple[dt.date, ...] = ()
    phases: tuple[Phase, ...] = ()
    statements: tuple[Statement, ...] = ()
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWithdrawn:
    """A text of which nothing is stated any more, or that is known by another id now."""

    TYPE: ClassVar[str] = "gongbao.text.withdrawn"
    VERSION: ClassVar[int] = 1

    id: str
    cause: Cause
    version: int
    day: dt.date


Payload = (
    IssuePublished
    | IssueCorrected
    | IssueWithdrawn
    | DocumentPublished
    | DocumentCorrected
    | DocumentWithdrawn
    | AppointmentRecorded
    | AppointmentCorrected
    | AppointmentWithdrawn
    | StatusChanged
    | FindingRaised
    | TextChanged
    | TextWithdrawn
    | OfficeChanged
    | OfficeWithdrawn
)

PAYLOADS: dict[str, type[Payload]] = {
    kind.TYPE: kind
    for kind in (
        IssuePublished,
        IssueCorrected,
        IssueWithdrawn,
        DocumentPublished,
        DocumentCorrected,
        DocumentWithdrawn,
        AppointmentRecorded,
        AppointmentCorrected,
        AppointmentWithdrawn,
        StatusChanged,
        FindingRaised,
        TextChanged,
        TextWithdrawn,
        OfficeChanged,
        OfficeWithdrawn,
    )
}


def to_wire(payload: Any) -> dict[str, Any]:
    """The data of an event. The facts of a document stand beside its other fields, each kind by its name."""
    data: dict[str, Any] = {}
    for name, value in to_data(payload).items():
        data |= value if name == "facts" else {name: value}
    return data


def from_wire(kind: type[T], data: Mapping[str, Any]) -> T:
    """The opposite of `to_wire`: what an event of a type carries.

    Raises:
        ValueError: Where the data is not of that type.
    """
    names = {of.name for of in kinds()} if issubclass(kind, DocumentEvent) else set()
    facts = {name: value for name, value in data.items() if name in names}
    rest = {name: value for name, value in data.items() if name not in names}
    return from_data(kind, rest | {"facts": facts} if facts else rest)
