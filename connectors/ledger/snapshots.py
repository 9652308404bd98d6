"""What an index is filled from: the state of every issue by name, and each issue whole.

A file that could not be read has findings but is no issue; it goes by `rejected/` and its hash.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from connectors.ledger.reading import current, read_finding
from connectors.ledger.records import StoredPages, join, unpack
from connectors.ledger.schema import artifacts, documents, findings, issues, phases, revisions
from gongbao.model import Document, Force, Issue, Phase
from gongbao.ports import Snapshot, StoredDocument, StoredFinding

REJECTED = "rejected/"


def states(db: Connection, only: str | None = None) -> dict[str, str]:
    """The name of the state of every issue and every unreadable file, or of one: a hash of what may change."""
    known: dict[str, list[Any]] = defaultdict(list)
    of_issue = issues.c.id == only
    rows = db.execute(
        _only_of(select(issues.c.id, issues.c.version, issues.c.sha256, issues.c.pipeline), of_issue, only).where(
            ~issues.c.withdrawn
        )
    )
    for row in rows:
        known[row.id].append([row.version, row.sha256, row.pipeline])
    columns = (documents.c.issue, documents.c.id, documents.c.sequence_number, documents.c.withdrawn)
    query = _only_of(select(*columns), documents.c.issue == only, only)
    for row in db.execute(
        query.join(issues, issues.c.id == documents.c.issue).where(~issues.c.withdrawn).order_by(documents.c.key)
    ):
        known[row.issue].append([row.id, row.sequence_number, row.withdrawn])
    for finding in _findings(db, only):
        name = finding.issue or REJECTED + (finding.sha256 or "")
        f = finding.finding
        known[name].append([f.code, f.message, f.severity, f.document, f.page, f.line])
    return {name: _digest(held) for name, held in known.items()}


def snapshot(db: Connection, snapshot_id: str) -> Snapshot | None:
    """One issue, or one unreadable file, whole; None where it is gone."""
    state = states(db, snapshot_id).get(snapshot_id)
    if state is None:
        return None
    found = tuple(_findings(db, snapshot_id))
    if snapshot_id.startswith(REJECTED):
        sha256 = snapshot_id.removeprefix(REJECTED)
        seen = db.execute(select(artifacts.c.found).where(artifacts.c.sha256 == sha256)).scalar()
        return Snapshot(snapshot_id, state, None, findings=found, found=seen)
    row = db.execute(
        select(issues.c.record, issues.c.reading, issues.c.version, issues.c.committed, artifacts.c.found)
        .join(artifacts)
        .where(issues.c.id == snapshot_id)
    ).one()
    stored = [
        StoredDocument(unpack(Document, d.record), d.hash, d.version, d.committed)
        for d in db.execute(
            select(revisions.c.record, revisions.c.hash, revisions.c.version, revisions.c.committed)
            .join(documents, current())
            .where(documents.c.issue == snapshot_id, ~documents.c.withdrawn)
            .order_by(documents.c.ordinal, documents.c.key)
        )
    ]
    written = db.execute(select(documents.c.id, documents.c.sequence_number).where(documents.c.issue == snapshot_id))
    issue = join(unpack(Issue, row.record), unpack(StoredPages, row.reading), tuple(s.document for s in stored))
    return Snapshot(
        snapshot_id,
        state,
        issue,
        tuple(stored),
        {d.id: d.sequence_number for d in written},
        found,
        row.version,
        row.found,
        row.committed,
        _phases(db, snapshot_id),
    )


def _phases(db: Connection, issue: str) -> dict[str, tuple[Phase, ...]]:
    """How it stands with the documents of an issue, by their ids."""
    found: dict[str, tuple[Phase, ...]] = {}
    query = select(documents.c.id, phases.c.first, phases.c.last, phases.c.force).join(documents)
    for row in db.execute(query.where(documents.c.issue == issue).order_by(phases.c.document, phases.c.ordinal)):
        found[row.id] = (*found.get(row.id, ()), Phase(row.first, row.last, Force(row.force)))
    return found


def _findings(db: Connection, only: str | None) -> Iterable[StoredFinding]:
    query = (
        select(findings, artifacts.c.uri)
        .join(artifacts, artifacts.c.sha256 == findings.c.sha256)
        .outerjoin(issues, issues.c.id == findings.c.issue)
    )
    query = query.where(~func.coalesce(issues.c.withdrawn, False)).order_by(findings.c.key)
    if only is not None and only.startswith(REJECTED):
        query = query.where(findings.c.issue.is_(None), findings.c.sha256 == only.removeprefix(REJECTED))
    elif only is not None:
        query = query.where(findings.c.issue == only)
    return map(read_finding, db.execute(query))


def _only_of(query: Any, condition: Any, only: str | None) -> Any:
    return query if only is None else query.where(condition)


def _digest(held: list[Any]) -> str:
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
