"""The events that a change of the ledger causes, and what each carries.

One dataclass a type; its fields are the `data` of a CloudEvent, fields at their default left out. VERSION counts
from 1 and rises with any change that a reader of the one before could not bear. Every event says why it exists.
"""

import datetime as dt
import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from gongbao.events import diff as revisions
from gongbao.ids import document_id
from gongbao.model import (
    Appointment,
    Artifact,
    ChronicleItem,
    Citation,
    Document,
    Duty,
    Finding,
    Issue,
    Validity,
)
from gongbao.ports import Event
from gongbao.serialization import to_data

NAMESPACE = uuid.UUID("6f1f6b0e-6c5e-5d0b-9d0e-3a3f7c1b2d4e")  # any would do; it must only never change

NEW = "new"
CORRECTED = "corrected"
REPROCESSED = "reprocessed"
BACKFILLED = "backfilled"
WITHDRAWN = "withdrawn"
CAUSES = (NEW, CORRECTED, REPROCESSED, BACKFILLED, WITHDRAWN)

IN_FORCE = "in-force"
REPEALED = "repealed"
EXPIRED = "expired"
EXPIRING = "expiring-soon"
UNSTATED = "unstated"
STATUSES = (IN_FORCE, REPEALED, EXPIRED, EXPIRING, UNSTATED)

NOTICE = dt.timedelta(days=90)  # before the last day in force, when its end is announced

MAX_BYTES = 256 * 1024  # of one event's data; Kafka takes 1 MB with everything around it
MAX_STRING = 2_000  # characters of a title or a list of addressees
MAX_ITEMS = 100  # of a list that every event carries


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEvent:
    """An issue, without its documents: each of them has an event of its own."""

    VERSION: ClassVar[int] = 1

    id: str
    gazette: str
    cause: str
    name: str | None
    year: int | None
    numbers: tuple[int, ...]
    total_numbers: tuple[int, ...] = ()
    documents: int
    uri: str
    sha256: str
    pipeline: str = ""
    changed: tuple[str, ...] = ()  # fields, where it is a correction


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePublished(IssueEvent):
    """An issue that the ledger did not have."""

    TYPE: ClassVar[str] = "gongbao.issue.published"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCorrected(IssueEvent):
    """Masthead or contents of an issue say something else now."""

    TYPE: ClassVar[str] = "gongbao.issue.corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent:
    """A document with its facts, and its text where that is short.

    What would make the event too long is named in `omitted`; the ledger has it by `id` and `version`.
    """

    VERSION: ClassVar[int] = 1

    id: str
    issue: str
    gazette: str
    cause: str
    version: int
    revision: str
    kind: str
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
    entities: int
    validity: Validity = field(default_factory=Validity)
    text: tuple[str, ...] = ()  # one string a paragraph
    appointments: tuple[Appointment, ...] = ()
    duties: tuple[Duty, ...] = ()
    chronicle: tuple[ChronicleItem, ...] = ()
    citations: tuple[Citation, ...] = ()
    omitted: tuple[str, ...] = ()
    pipeline: str = ""


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
    diff: tuple[revisions.Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWithdrawn:
    """A document that is no longer in its issue. `version` is that of the withdrawal."""

    TYPE: ClassVar[str] = "gongbao.document.withdrawn"
    VERSION: ClassVar[int] = 1

    id: str
    issue: str
    gazette: str
    cause: str
    version: int
    kind: str
    number: str | None
    title: str
    pipeline: str = ""


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
    cause: str
    version: int  # of the document
    person: str
    action: str
    post: str
    probation: str | None = None
    note: str | None = None
    date: dt.date | None = None
    number: str | None = None
    pipeline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRecorded(AppointmentEvent):
    """An appointment or removal that the ledger did not have."""

    TYPE: ClassVar[str] = "gongbao.appointment.recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCorrected(AppointmentEvent):
    """The same person and action, but another post, probation or note."""

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
    cause: str
    status: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRaised:
    """Something that a person should know about an issue, or about a file that is none."""

    TYPE: ClassVar[str] = "gongbao.finding.raised"
    VERSION: ClassVar[int] = 1

    id: str  # the issue, or the file's SHA-256
    cause: str
    code: str
    message: str
    severity: str
    issue: str | None = None
    document: str | None = None
    page: int | None = None
    line: int | None = None
    uri: str | None = None
    sha256: str | None = None
    pipeline: str = ""


Payload = (
    IssuePublished
    | IssueCorrected
    | DocumentPublished
    | DocumentCorrected
    | DocumentWithdrawn
    | AppointmentRecorded
    | AppointmentCorrected
    | AppointmentWithdrawn
    | StatusChanged
    | FindingRaised
)

PAYLOADS: dict[str, type[Payload]] = {
    kind.TYPE: kind
    for kind in (
        IssuePublished,
        IssueCorrected,
        DocumentPublished,
        DocumentCorrected,
        DocumentWithdrawn,
        AppointmentRecorded,
        AppointmentCorrected,
        AppointmentWithdrawn,
        StatusChanged,
        FindingRaised,
    )
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the events of one commit have in common."""

    issue: Issue
    cause: str
    time: dt.datetime


def changes(
    before: Issue | None,
    after: Issue,
    versions: Mapping[str, int],
    cause: str,
    time: dt.datetime,
    moved: tuple[Document, ...] = (),
) -> tuple[Event, ...]:
    """The events that explain how an issue became another. None where both say the same.

    `versions` holds, by id, the version that each changed or withdrawn document, and the issue itself, now has:
    what tells two events of one type and subject apart. `cause` is that of things
    new: `new` or `backfilled`; for things changed it is `reprocessed` where the bytes are the same and the pipeline
    is another or the caller says so, `backfilled` where the caller says so, else `corrected`. `moved` are documents
    that were held under another issue's id, read from the same bytes.
    """
    new = Context(after, cause, time)
    changed = Context(after, _cause_of_change(before, after, cause), time)
    gone = Context(after, WITHDRAWN, time)
    old = {document.id: document for document in (*(before.documents if before else ()), *moved)}
    edition = versions.get(after.id, 1)
    found = list(_issue_events(before, edition, new, changed))
    for document in after.documents:
        was = old.pop(document.id, None)
        if was is document:
            continue
        found += _document_events(was, document, versions.get(document.id, 1), changed if was else new, gone)
    for document in old.values():
        found += _withdrawal_events(document, versions.get(document.id, 1), gone)
    raised = _raised(before.findings if before else (), after.findings)
    found += [_finding_event(finding, edition, new if before is None else changed) for finding in raised]
    return _with_distinct_ids(found)


def rejection(artifact: Artifact, finding: Finding, time: dt.datetime) -> Event:
    """The event of a file that can't be read."""
    payload = FindingRaised(
        id=artifact.sha256,
        cause=NEW,
        code=finding.code,
        message=_clip(finding.message),
        severity=finding.severity,
        page=finding.page,
        line=finding.line,
        uri=artifact.uri,
        sha256=artifact.sha256,
    )
    return _event(payload, "", "gongbao", time, finding.code, finding.message)


def expiry(document: Document, gazette: str, version: int, today: dt.date, time: dt.datetime) -> Event | None:
    """The event that a document is no longer in force, or soon won't be; None for others.

    It is caused by the day, not by a commit. The same status with the same last day is the same event.
    """
    validity = document.facts.validity
    if validity.expires is None or validity.expires > today + NOTICE:
        return None
    payload = StatusChanged(
        id=document.id,
        gazette=gazette,
        cause=NEW,
        status=EXPIRED if validity.expires < today else EXPIRING,
        document=document.id,
        number=_clip(document.number),
        title=_clip(document.title),
        by=document.id,
        issue=document.issue,
        version=version,
        effective_from=validity.effective_from,
        expires=validity.expires,
        valid_for=_clip(validity.valid_for),
    )
    return _event(payload, document.issue, gazette, time, document.id, payload.status, validity.expires)


def same_finding(finding: Finding) -> tuple[str, str | None, str]:
    """What makes two findings of one issue the same: not where in the file it was seen."""
    return finding.code, finding.document, revisions.plain(finding.message)


def _cause_of_change(before: Issue | None, after: Issue, cause: str) -> str:
    if cause in (REPROCESSED, BACKFILLED):
        return cause
    if before is None:  # documents that moved here
        return REPROCESSED
    same_bytes = before.artifact.sha256 == after.artifact.sha256
    return REPROCESSED if same_bytes and before.pipeline != after.pipeline else CORRECTED


def _issue_events(before: Issue | None, edition: int, new: Context, changed: Context) -> Iterator[Event]:
    if before is None:
        yield _issue_event(IssuePublished, new, (), edition)
    elif fields := revisions.changed_fields(revisions.frame(before), revisions.frame(new.issue)):
        yield _issue_event(IssueCorrected, changed, fields, edition)


def _issue_event(
    kind: type[IssuePublished] | type[IssueCorrected], context: Context, fields: tuple[str, ...], edition: int
) -> Event:
    issue = context.issue
    masthead = issue.masthead
    payload = kind(
        id=issue.id,
        gazette=issue.gazette,
        cause=context.cause,
        name=_clip(masthead.name),
        year=masthead.year,
        numbers=masthead.numbers[:MAX_ITEMS],
        total_numbers=masthead.total_numbers[:MAX_ITEMS],
        documents=len(issue.documents),
        uri=issue.artifact.uri,
        sha256=issue.artifact.sha256,
        pipeline=issue.pipeline,
        changed=fields,
    )
    return _event(payload, issue.id, issue.gazette, context.time, edition)


def _document_events(
    was: Document | None, document: Document, version: int, context: Context, gone: Context
) -> Iterator[Event]:
    says = revisions.content(document)
    if was is None:
        payload: DocumentEvent = DocumentPublished(**_document_fields(document, version, says, context))
    else:
        fields = revisions.changed_fields(revisions.content(was), says)
        if not fields:
            return
        differences = revisions.compare(was.paragraphs, document.paragraphs)
        payload = DocumentCorrected(
            **_document_fields(document, version, says, context),
            changed=fields,
            changes=len(differences),
            diff=tuple(differences[: revisions.SHOWN]),
        )
    yield _event(payload, document.issue, context.issue.gazette, context.time, version)
    yield from _appointment_events(was, document, version, context, gone)
    yield from _status_events(was, document, version, context, gone)


def _withdrawal_events(document: Document, version: int, gone: Context) -> Iterator[Event]:
    payload = DocumentWithdrawn(
        id=document.id,
        issue=document.issue,
        gazette=gone.issue.gazette,
        cause=gone.cause,
        version=version,
        kind=document.kind.value,
        number=_clip(document.number),
        title=_clip(document.title),
        pipeline=gone.issue.pipeline,
    )
    yield _event(payload, document.issue, gone.issue.gazette, gone.time, version)
    yield from _appointment_events(document, None, version, gone, gone)
    yield from _status_events(document, None, version, gone, gone)


def _document_fields(document: Document, version: int, says: dict[str, Any], context: Context) -> dict[str, Any]:
    """The fields of a document's event, the long ones left out from the longest on until it fits."""
    facts = document.facts
    optional: dict[str, tuple[Any, ...]] = {
        "text": tuple(paragraph.text for paragraph in document.paragraphs),
        "appointments": facts.appointments,
        "duties": facts.duties,
        "chronicle": facts.chronicle,
        "citations": facts.citations,
    }
    kept, omitted = _fitting(optional, MAX_BYTES)
    return {
        "id": document.id,
        "issue": document.issue,
        "gazette": context.issue.gazette,
        "cause": context.cause,
        "version": version,
        "revision": revisions.revision(says),
        "kind": document.kind.value,
        "number": _clip(document.number),
        "title": _clip(document.title),
        "issuer": _clip(document.issuer),
        "section": _clip(document.section),
        "addressees": _clip(document.addressees),
        "date": document.date,
        "signatories": _clip_all(document.signatories),
        "parts": _clip_all(document.parts),
        "attachments": _clip_all(document.attachments),
        "characters": sum(len(paragraph.text) for paragraph in document.paragraphs),
        "paragraphs": len(document.paragraphs),
        "entities": len(facts.entities),
        "validity": facts.validity,
        **kept,
        "omitted": omitted,
        "pipeline": context.issue.pipeline,
    }


def _fitting(optional: dict[str, tuple[Any, ...]], room: int) -> tuple[dict[str, tuple[Any, ...]], tuple[str, ...]]:
    """As many of the lists as fit, the shortest first; names of those that don't."""
    sizes = {name: len(json.dumps(to_data(items), ensure_ascii=False).encode()) for name, items in optional.items()}
    kept: dict[str, tuple[Any, ...]] = {}
    for name in sorted(sizes, key=sizes.__getitem__):
        if sizes[name] <= room:
            kept[name] = optional[name]
            room -= sizes[name]
    return kept, tuple(name for name in optional if name not in kept)


def _appointment_events(
    was: Document | None, document: Document | None, version: int, context: Context, gone: Context
) -> Iterator[Event]:
    old, new = _appointments(was), _appointments(document)
    for subject, appointment in new.items():
        assert document is not None
        before = old.pop(subject, None)
        fields = _appointment_fields(subject, appointment, document, version, context)
        if before is None:
            # A line that was missed and is read now is a new appointment, in whatever document it stands.
            payload: AppointmentEvent = AppointmentRecorded(**fields)
        elif differing := _differing(before, appointment, ("post", "probation", "note")):
            payload = AppointmentCorrected(**fields, changed=differing, post_before=_clip(before.post))
        else:
            continue
        yield _event(payload, document.issue, context.issue.gazette, context.time, version)
    for subject, appointment in old.items():
        assert was is not None
        payload = AppointmentWithdrawn(**_appointment_fields(subject, appointment, was, version, gone))
        yield _event(payload, was.issue, gone.issue.gazette, gone.time, version)


def _appointments(document: Document | None) -> dict[str, Appointment]:
    """Appointments by an id that outlives a corrected post: document, person, action, and a number if several."""
    found: dict[str, Appointment] = {}
    seen: Counter[str] = Counter()
    for appointment in document.facts.appointments if document else ():
        assert document is not None
        person = "".join(appointment.person.split())[:100]
        subject = f"{document.id}/{person}/{appointment.action}"
        seen[subject] += 1
        found[subject if seen[subject] == 1 else f"{subject}/{seen[subject]}"] = appointment
    return found


def _appointment_fields(
    subject: str, appointment: Appointment, document: Document, version: int, context: Context
) -> dict[str, Any]:
    return {
        "id": subject,
        "document": document.id,
        "issue": document.issue,
        "gazette": context.issue.gazette,
        "cause": context.cause,
        "version": version,
        "person": _clip(appointment.person),
        "action": appointment.action,
        "post": _clip(appointment.post),
        "probation": _clip(appointment.probation),
        "note": _clip(appointment.note),
        "date": document.date,
        "number": _clip(document.number),
        "pipeline": context.issue.pipeline,
    }


def _status_events(
    was: Document | None, document: Document | None, version: int, context: Context, gone: Context
) -> Iterator[Event]:
    gazette = context.issue.gazette
    old, new = _statuses(was, gazette), _statuses(document, gazette)
    for subject, fields in new.items():
        before = old.pop(subject, None)
        if before == fields:
            continue
        assert document is not None
        yield _status_event(subject, fields, document, version, context)
    for subject, fields in old.items():
        assert was is not None
        unstated = {name: fields[name] for name in ("document", "number", "title")} | {"status": UNSTATED}
        yield _status_event(subject, unstated, was, version, gone)


def _status_event(subject: str, fields: dict[str, Any], by: Document, version: int, context: Context) -> Event:
    payload = StatusChanged(
        id=subject,
        gazette=context.issue.gazette,
        cause=context.cause,
        by=by.id,
        issue=by.issue,
        version=version,
        pipeline=context.issue.pipeline,
        **fields,
    )
    return _event(payload, by.issue, context.issue.gazette, context.time, by.id, version)


def _statuses(document: Document | None, gazette: str) -> dict[str, dict[str, Any]]:
    """What a document says of its own force and of those it repeals, by the id of the document meant."""
    if document is None:
        return {}
    found: dict[str, dict[str, Any]] = {}
    validity = document.facts.validity
    if validity.effective_from or validity.expires or validity.valid_for:
        found[document.id] = {
            "status": IN_FORCE,
            "document": document.id,
            "number": _clip(document.number),
            "title": _clip(document.title),
            "effective_from": validity.effective_from,
            "expires": validity.expires,
            "valid_for": _clip(validity.valid_for),
        }
    for citation in document.facts.citations:
        if citation.relation != "repeals" or not (citation.number or citation.title):
            continue
        target = document_id(gazette, "", 0, citation.number)
        known = not target.startswith("/")  # else by issue and ordinal, which a mention doesn't tell
        name = "".join(citation.number.split() if citation.number else revisions.plain(citation.title or ""))
        found[target if known else f"{gazette}/{name[:200]}"] = {
            "status": REPEALED,
            "document": target if known else None,
            "number": _clip(citation.number),
            "title": _clip(citation.title),
        }
    return found


def _raised(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that were not there before, as often as they are now."""
    left = Counter(same_finding(finding) for finding in before)
    for finding in after:
        if left[same_finding(finding)] > 0:
            left[same_finding(finding)] -= 1
        else:
            yield finding


def _finding_event(finding: Finding, edition: int, context: Context) -> Event:
    issue = context.issue
    payload = FindingRaised(
        id=issue.id,
        cause=context.cause,
        code=finding.code,
        message=_clip(finding.message),
        severity=finding.severity,
        issue=issue.id,
        document=finding.document,
        page=finding.page,
        line=finding.line,
        uri=issue.artifact.uri,
        sha256=issue.artifact.sha256,
        pipeline=issue.pipeline,
    )
    return _event(payload, issue.id, issue.gazette, context.time, edition, *same_finding(finding))


def _event(payload: Any, issue: str, gazette: str, time: dt.datetime, *identity: Any) -> Event:
    """A CloudEvent whose id follows from its type, its subject and what tells it from others of the two."""
    name = json.dumps([payload.TYPE, payload.id, issue, *map(to_data, identity)], ensure_ascii=False, default=to_data)
    return Event(
        id=str(uuid.uuid5(NAMESPACE, name)),
        type=payload.TYPE,
        source=f"/gazettes/{gazette}",
        subject=payload.id,
        time=time,
        data=to_data(payload),
    )


def _with_distinct_ids(found: list[Event]) -> tuple[Event, ...]:
    """The same events; where several would have one id (equal findings), all but the first get another."""
    seen: Counter[str] = Counter()
    distinct = []
    for event in found:
        seen[event.id] += 1
        if seen[event.id] > 1:
            again = str(uuid.uuid5(uuid.UUID(event.id), str(seen[event.id])))
            event = Event(again, event.type, event.source, event.subject, event.time, event.data)
        distinct.append(event)
    return tuple(distinct)


def _differing(before: Appointment, after: Appointment, names: tuple[str, ...]) -> tuple[str, ...]:
    old, new = ({name: revisions.plain(getattr(a, name) or "") for name in names} for a in (before, after))
    return revisions.changed_fields(old, new)


def _clip(text: Any) -> Any:
    return text if text is None or len(text) <= MAX_STRING else text[: MAX_STRING - 1] + "…"


def _clip_all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text[:200] for text in texts[:MAX_ITEMS])
