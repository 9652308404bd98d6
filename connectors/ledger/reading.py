"""Reading the ledger."""

import json
from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from connectors.ledger.records import StoredPages, join, short_number_key, unpack
from connectors.ledger.schema import artifacts, documents, findings, issues, outbox, revisions, source_items
from gongbao.errors import NotFoundError
from gongbao.model import Document, Finding, FindingCode, Issue, Severity
from gongbao.ports import Event, IssueSummary, SourceItem, StoredDocument, StoredFinding


def seen(db: Connection, item: SourceItem, pipeline: str | None) -> bool:
    """Whether this very item was committed or rejected, or this version of the pipeline failed at its artifact.

    So was an item whose bytes an issue stands on as of now: that of a file which was touched, moved or copied.
    """
    failed = (artifacts.c.status == "failed") & (artifacts.c.pipeline == pipeline)
    stands = exists().where(issues.c.sha256 == source_items.c.sha256)
    dealt_with = source_items.c.done | failed | stands | (artifacts.c.status == "rejected")
    query = select(source_items.c.uri).join(artifacts).where(same_item(item), dealt_with)
    return db.execute(query).first() is not None


def same_item(item: SourceItem) -> ColumnElement[bool]:
    """The condition that a row is of this very item."""
    row = source_items.c
    return and_(row.source == item.source, row.uri == item.uri, row.etag == item.etag)


def summaries(db: Connection) -> list[IssueSummary]:
    """All issues, by gazette, year and number."""
    held = dict(_counts(db, select(documents.c.issue, func.count()).where(~documents.c.withdrawn)))
    raised = dict(_counts(db, select(findings.c.issue, func.count())))
    columns = [c for c in issues.c if c.name not in ("record", "reading")]
    rows = db.execute(
        select(*columns, artifacts.c.uri)
        .join(artifacts)
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
        )
        for row in rows
    ]


def _counts(db: Connection, counted: Select[Any]) -> Iterable[tuple[str, int]]:
    by = counted.selected_columns[0]
    return ((row[0], row[1]) for row in db.execute(counted.group_by(by)))


def issue(db: Connection, issue_id: str) -> Issue:
    """One issue, whole. Raises NotFoundError."""
    row = db.execute(select(issues.c.record, issues.c.reading).where(issues.c.id == issue_id)).first()
    if row is None:
        raise NotFoundError(f"The ledger has no issue {issue_id}.")
    records = db.execute(
        select(revisions.c.record)
        .join(documents, current())
        .where(documents.c.issue == issue_id, ~documents.c.withdrawn)
        .order_by(documents.c.ordinal, documents.c.key)
    ).scalars()
    found = tuple(unpack(Document, record) for record in records)
    return join(unpack(Issue, row.record), unpack(StoredPages, row.reading), found)


def document(db: Connection, name: str) -> StoredDocument:
    """One document by id or 文号. Raises NotFoundError."""
    columns = (documents.c.id, documents.c.withdrawn, documents.c.version)
    query = select(*columns, revisions.c.hash, revisions.c.record, revisions.c.committed).join(revisions, current())
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
    return [read_finding(row) for row in db.execute(query.order_by(findings.c.key))]


def read_finding(row: Row[Any]) -> StoredFinding:
    """A finding from its row and the `uri` of its artifact."""
    finding = Finding(FindingCode(row.code), row.message, Severity(row.severity), row.document, row.page, row.line)
    return StoredFinding(finding, issue=row.issue, uri=row.uri, sha256=row.sha256)


def events(db: Connection, since: int, types: tuple[str, ...] | None, limit: int) -> list[Event]:
    """Up to `limit` events after a position, in order."""
    names = ("id", "type", "source", "subject", "time", "position", "data")
    query = select(*(outbox.c[name] for name in names))
    query = query.where(outbox.c.position > since).order_by(outbox.c.position).limit(limit)
    if types is not None:
        query = query.where(
            or_(
                outbox.c.type.in_([name for name in types if not name.endswith("*")]),
                *(outbox.c.type.startswith(name[:-1], autoescape=True) for name in types if name.endswith("*")),
            )
        )
    return [
        Event(event_id, kind, source, subject, time, orjson.loads(data), position, data.encode())
        for event_id, kind, source, subject, time, position, data in db.execute(query)
    ]


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
