"""Reading the ledger."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from connectors.ledger.records import StoredPages, join, short_number_key, unpack
from connectors.ledger.schema import (
    SEALED,
    artifacts,
    documents,
    findings,
    issues,
    joined,
    outbox,
    readings,
    revisions,
    source_items,
    unseal,
)
from gongbao.errors import NotFoundError
from gongbao.model import Document, Finding, FindingCode, Issue, OfficeState, Severity, Standing, TextState
from gongbao.model.findings import office_misfit, text_unclear
from gongbao.ports import Event, IssueSummary, SourceItem, StoredDocument, StoredFinding, StoredReading


def seen(db: Connection, item: SourceItem, pipeline: str | None) -> bool:
    """Whether this very item was committed or rejected, or this version of the pipeline failed at its artifact."""
    failed = (artifacts.c.status == "failed") & (artifacts.c.pipeline == pipeline)
    dealt_with = source_items.c.done | failed
    query = select(source_items.c.uri).join(artifacts).where(same_item(item), dealt_with)
    return db.execute(query).first() is not None


def knows(db: Connection, sha256: str) -> bool:
    """Whether these bytes were rejected, or an issue stands on them as of now."""
    stands = exists().where(issues.c.sha256 == artifacts.c.sha256) & (artifacts.c.status == "read")
    dealt_with = stands | (artifacts.c.status == "rejected")
    return db.execute(select(artifacts.c.sha256).where(artifacts.c.sha256 == sha256, dealt_with)).first() is not None


def same_item(item: SourceItem) -> ColumnElement[bool]:
    """The condition that a row is of this very item."""
    row = source_items.c
    return and_(row.source == item.source, row.uri == item.uri, row.etag == item.etag)


def summaries(db: Connection) -> list[IssueSummary]:
    """All issues, by gazette, year and number."""
    held = dict(_counts(db, select(documents.c.issue, func.count()).where(~documents.c.withdrawn)))
    raised = dict(_counts(db, select(findings.c.issue, func.count())))
    waiting = dict(
        _counts(db, select(findings.c.issue, func.count()).where(findings.c.code == FindingCode.QUARANTINED))
    )
    columns = [c for c in issues.c if c.name not in ("record", "reading")]
    rows = db.execute(
        select(*columns, artifacts.c.uri)
        .join(artifacts)
        .where(~issues.c.withdrawn)
        .order_by(issues.c.gazette, func.coalesce(issues.c.year, 0), func.coalesce(issues.c.number, 0), issues.c.id)
    )
    return [
        IssueSummary(
            id=row.id,
            gazette=row.gazette,
            name=row.name,
            year=row.year,
            numbers=tuple(json.loads(row.numbers)),
            documents=held.get(row.id, 0),
            facts=row.facts,
            findings=raised.get(row.id, 0),
            artifact=row.uri,
            sha256=row.sha256,
            committed=row.committed,
            waiting=waiting.get(row.id, 0),
        )
        for row in rows
    ]


def _counts(db: Connection, counted: Select[Any]) -> Iterable[tuple[str, int]]:
    by = counted.selected_columns[0]
    return ((row[0], row[1]) for row in db.execute(counted.group_by(by)))


def issue(db: Connection, issue_id: str) -> Issue:
    """One issue, whole. Raises NotFoundError."""
    found = without_pages(db, issue_id)
    pages = db.execute(select(issues.c.reading).where(issues.c.id == issue_id)).scalar_one()
    return join(found, unpack(StoredPages, pages), found.documents)


def without_pages(db: Connection, issue_id: str) -> Issue:
    """One issue, without its pages and what was corrected on them. Raises NotFoundError."""
    row = db.execute(select(issues.c.record, issues.c.withdrawn).where(issues.c.id == issue_id)).first()
    if row is None:
        raise NotFoundError(f"The ledger has no issue {issue_id}.")
    if row.withdrawn:
        raise NotFoundError(f"The issue {issue_id} was withdrawn{_say_why(db, issue_id)}.", "See `gongbao files`.")
    records = db.execute(
        select(revisions.c.record)
        .join(documents, current())
        .where(documents.c.issue == issue_id, ~documents.c.withdrawn)
        .order_by(documents.c.ordinal, documents.c.key)
    ).scalars()
    return replace(unpack(Issue, row.record), documents=tuple(unpack(Document, record) for record in records))


def _say_why(db: Connection, issue_id: str) -> str:
    from connectors.ledger.judging import last_word

    word = last_word(db, issue_id)
    if word is None:
        return ""
    into = f": it is {word.target}" if word.target else ""
    return into + (f": {word.why}" if word.why else "")


def stored_readings(db: Connection, issue_id: str | None) -> list[StoredReading]:
    """The files that were read as one issue, or as any, in the order of issues and as they were found."""
    query = select(readings, artifacts.c.uri, artifacts.c.media_type, artifacts.c.found).join(artifacts)
    query = query.outerjoin(issues, issues.c.id == readings.c.issue)
    if issue_id is not None:
        query = query.where(readings.c.issue == issue_id)
    order = (issues.c.gazette, func.coalesce(issues.c.year, 0), func.coalesce(issues.c.number, 0), readings.c.issue)
    rows = db.execute(query.order_by(*order, artifacts.c.found, readings.c.sha256))
    return [
        StoredReading(
            sha256=row.sha256,
            uri=row.uri,
            media_type=row.media_type,
            issue=row.issue,
            standing=Standing(row.standing),
            why=row.why,
            pipeline=row.pipeline,
            found=row.found,
        )
        for row in rows
    ]


def document(db: Connection, name: str) -> StoredDocument:
    """One document by id, also one that it went by before, or by 文号. Raises NotFoundError."""
    columns = (documents.c.id, documents.c.withdrawn, documents.c.version, documents.c.successor)
    said = (revisions.c.hash, revisions.c.record, revisions.c.committed)
    query: Select[Any] = select(*columns, *said).join(revisions, current())
    rows: list[Row[Any]] = list(db.execute(query.where(documents.c.id == name)))
    if not rows:
        by_number = query.where(documents.c.number_key == short_number_key(name))
        rows = sorted(db.execute(by_number), key=lambda row: row.withdrawn)
        rows = [row for row in rows if not row.withdrawn] or rows[:1]
    if not rows:
        raise NotFoundError(f"The ledger has no document {name}.", "Find its id with `gongbao search`.")
    if len(rows) > 1:
        ids = ", ".join(sorted(row.id for row in rows))
        raise NotFoundError(f"Several documents bear {name}: {ids}.", "Name one by its id.")
    row = rows[0]
    passed = {name}
    while row.withdrawn and row.successor is not None and row.successor not in passed:
        passed.add(row.successor)
        row = db.execute(query.where(documents.c.id == row.successor)).first() or row
    if row.withdrawn:
        raise NotFoundError(f"The document {row.id} was withdrawn: its issue no longer has it.")
    return StoredDocument(unpack(Document, row.record), row.hash, row.version, row.committed)


def stored_findings(db: Connection, issue_id: str | None) -> list[StoredFinding]:
    """Findings of one issue, or all. Raises NotFoundError."""
    query = select(findings, artifacts.c.uri).join(artifacts)
    if issue_id is not None:
        if db.execute(select(issues.c.id).where(issues.c.id == issue_id)).first() is None:
            raise NotFoundError(f"The ledger has no issue {issue_id}.")
        query = query.where(findings.c.issue == issue_id)
    from connectors.ledger.judging import acknowledged, finding_id

    known = acknowledged(db)
    found = [read_finding(row) for row in db.execute(query.order_by(findings.c.key))]
    found += [*_find_unclear_texts(db, issue_id), *_find_misfits(db, issue_id)]
    named = [replace(f, id=finding_id(f.finding, f.issue, f.sha256)) for f in found]
    return [replace(f, acknowledged=f.id in known) for f in named]


def _find_unclear_texts(db: Connection, issue_id: str | None) -> list[StoredFinding]:
    """Findings of texts that are spoken of by a title which several bear: they follow from all issues together."""
    raised = []
    unclear = select(joined.c.record).where(joined.c.id.endswith("》"), joined.c.record.is_not(None))
    for record in db.execute(unclear.where(joined.c.join == "texts").order_by(joined.c.id)).scalars():
        text = unpack(TextState, record)
        named = dict.fromkeys(said.by for said in text.statements if text.rivals)
        raised += [text_unclear(by, text.title or text.id, text.rivals) for by in named]
    return _place_findings(db, issue_id, raised)


def _find_misfits(db: Connection, issue_id: str | None) -> list[StoredFinding]:
    """Findings of appointments and removals that do not fit to others."""
    offices = select(joined.c.record).where(joined.c.join == "offices", joined.c.record.is_not(None))
    states = (unpack(OfficeState, record) for record in db.execute(offices.order_by(joined.c.id)).scalars())
    raised = [office_misfit(f"{state.body_name}{state.office}", misfit) for state in states for misfit in state.misfits]
    return _place_findings(db, issue_id, raised)


def _place_findings(db: Connection, issue_id: str | None, raised: Iterable[Finding]) -> list[StoredFinding]:
    """Findings of documents with the issue and the file that these are of; of one issue, or of all."""
    where = select(documents.c.issue, issues.c.sha256, artifacts.c.uri).select_from(documents)
    where = where.join(issues, issues.c.id == documents.c.issue).join(artifacts, artifacts.c.sha256 == issues.c.sha256)
    placed = []
    for finding in raised:
        row = db.execute(where.where(documents.c.id == finding.document)).first()
        if row is not None and issue_id in (None, row.issue):
            placed.append(StoredFinding(finding, row.issue, row.uri, row.sha256))
    return placed


def read_finding(row: Row[Any]) -> StoredFinding:
    """A finding from its row and the `uri` of its artifact."""
    finding = Finding(FindingCode(row.code), row.message, Severity(row.severity), row.document, row.page, row.line)
    return StoredFinding(finding, issue=row.issue, uri=row.uri, sha256=row.sha256)


def events(db: Connection, since: int, types: tuple[str, ...] | None, limit: int) -> list[Event]:
    """Up to `limit` events after a position, in order."""
    query = select(*(outbox.c[name] for name in (*SEALED, "time", "data")))
    query = query.where(outbox.c.position > since).order_by(outbox.c.position).limit(limit)
    if types is not None:
        query = query.where(
            or_(
                outbox.c.type.in_([name for name in types if not name.endswith("*")]),
                *(outbox.c.type.startswith(name[:-1], autoescape=True) for name in types if name.endswith("*")),
            )
        )
    return [_read_event(*row) for row in db.execute(query)]


def _read_event(
    position: int, event_id: str, kind: str, source: str, subject: str, time: dt.datetime, sealed: str
) -> Event:
    data = unseal(sealed, position, event_id, kind, source, subject)
    return Event(event_id, kind, source, subject, time, orjson.loads(data), position, data.encode())


def last_event(db: Connection) -> int:
    """The position of the last event; 0 where there is none."""
    return db.execute(select(func.max(outbox.c.position))).scalar() or 0


def last_published(db: Connection) -> int:
    """The position of the last event that is marked as published; 0 where none is."""
    marked = select(outbox.c.position).where(outbox.c.published.is_not(None))
    return db.execute(marked.order_by(outbox.c.position.desc()).limit(1)).scalar() or 0


def current() -> Any:
    """The condition that joins a document with its current revision."""
    return (revisions.c.document == documents.c.key) & (revisions.c.version == documents.c.version)
