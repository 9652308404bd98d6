"""Writing the ledger. Each function is called within one writer's transaction."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from connectors.ledger import adopting, contents, planning
from connectors.ledger.contents import insert_all
from connectors.ledger.fulltext import FullText
from connectors.ledger.joining import JOINS, Touched, find_touched, follow, follow_days, settle
from connectors.ledger.planning import DocumentChange, HeldDocument
from connectors.ledger.reading import current, last_published, same_item
from connectors.ledger.records import document_row, pack, split, unpack
from connectors.ledger.schema import (
    JOINING,
    artifacts,
    documents,
    fact_table,
    findings,
    issues,
    meta,
    outbox,
    revisions,
    seal_event,
    source_items,
)
from connectors.ledger.selecting import BATCH, batches
from gongbao.events.derivation import derive_events, rejection_event, withdrawal_events
from gongbao.events.diff import content, revision
from gongbao.events.reconciling import reconcile, said_versions
from gongbao.events.status import NOTICE, entry, expiry
from gongbao.facts.kinds import VALIDITY
from gongbao.model import Artifact, Cause, Document, Finding, Issue, Standing
from gongbao.ports import Commit, Event, SourceItem


class Writer:
    """A writer's transaction."""

    def __init__(self, db: Connection, full_text: FullText, now: dt.datetime) -> None:
        self.db = db
        self.full_text = full_text
        self.now = now

    def register(self, item: SourceItem, artifact: Artifact, done: bool) -> None:
        """Remember an artifact and where it was seen, and whether that is all that is to be done."""
        self._keep_artifact(artifact)
        self._keep_item(item, artifact.sha256, done)

    def reject(self, artifact: Artifact, finding: Finding, item: SourceItem | None) -> None:
        """Keep an artifact with the reason why it can't be read."""
        self._keep_unread(artifact, finding, item, status="rejected", pipeline=None)

    def fail(self, artifact: Artifact, finding: Finding, item: SourceItem | None, pipeline: str) -> None:
        """Keep an artifact at which a version of the pipeline failed; another version is to try again."""
        self._keep_unread(artifact, finding, item, status="failed", pipeline=pipeline)

    def receive(self, artifact: Artifact, item: SourceItem | None) -> None:
        """Note that a file was read as an issue."""
        self._keep_artifact(artifact, status="read", reason=None, pipeline=None)
        self._replace_findings(None, [], artifact.sha256)
        if item is not None:
            self._keep_item(item, artifact.sha256, done=True)

    def put(
        self,
        issue: Issue,
        cause: Cause,
        reason: str | None = None,
        waiting: Sequence[tuple[str, Finding]] = (),
        leaving: str | None = None,
    ) -> Commit:
        """Make an issue what it is in this reading, with the events that this causes.

        `reason` is a person's, `waiting` findings of other files by their hashes. What the issue `leaving` holds is on
        its way here.
        """
        issue = planning.with_own_ids(issue, self._taken(issue, leaving))
        own = [(issue.artifact.sha256, finding) for finding in issue.findings]
        issue = replace(issue, findings=(*issue.findings, *(finding for _, finding in waiting)))
        row = self.db.execute(select(issues).where(issues.c.id == issue.id)).first()
        held = self._held(issue.id, [document.id for document in issue.documents])
        said = adopting.find_said(self.db, issue)
        names = {document.id: revision(content(document)) for document in issue.documents}
        changes = planning.plan(issue, held, names, said_versions(said, names))
        was = tuple(filter(None, map(planning.previous, changes.values())))
        successors = planning.find_successors(changes.values())
        stood = row is not None and not row.withdrawn
        before = replace(unpack(Issue, row.record), documents=was) if row is not None and stood else None
        versions = planning.count_versions(issue.id, row, changes, said)
        if said:
            found = reconcile(said, issue, versions, cause, self.now)
        else:
            moved = () if stood else was
            found = derive_events(before, issue, versions, cause, self.now, moved, reason, successors)
        empty = not found and all(change.same for change in changes.values())
        concerned = [
            document
            for change in changes.values()
            for document in (planning.previous(change), change.after)
            if document
        ]
        before_it = find_touched(self.db, concerned)
        self._keep_issue(issue, row, versions[issue.id], changed=not empty or bool(said))
        self._keep_documents(issue, planning.with_successors(changes, successors), found, cause)
        adopting.keep_withdrawn(self, said, issue, held)
        self._replace_findings(issue.id, [*own, *waiting])
        positions = self._append(found, issue.id)
        settled = adopting.settle(self.db, issue.id)
        why = (Cause(event.data["cause"]) for event in found if event.type.startswith("gongbao.document."))
        positions += self._follow(concerned, before_it, next(why, cause))
        positions += self.settle_joined() if settled else ()
        return Commit(
            issue=issue.id,
            new=tuple(i for i, s in changes.items() if s.held is None or s.held.withdrawn),
            changed=tuple(i for i, s in changes.items() if s.after and s.held and not s.held.withdrawn and not s.same),
            withdrawn=tuple(i for i, s in changes.items() if s.after is None),
            events=positions,
        )

    def withdraw(
        self,
        issue_id: str,
        reason: str | None,
        waiting: Sequence[tuple[str, Finding]] = (),
        target: str | None = None,
        counterparts: Callable[[Sequence[Document]], Mapping[str, str]] = lambda _: {},
    ) -> Commit:
        """Take an issue out with all its documents.

        `target` is the issue that it is now, and `counterparts` tells what documents are called there, by id.
        """
        row = self.db.execute(select(issues).where(issues.c.id == issue_id)).one()
        held = self._held(issue_id)
        gone = replace(unpack(Issue, row.record), findings=())
        said = adopting.find_said(self.db, gone)
        changes = planning.plan(gone, held, {}, said_versions(said, {}))
        was = tuple(filter(None, map(planning.previous, changes.values())))
        versions = planning.count_versions(issue_id, row, changes, said)
        whole = replace(gone, documents=was)
        before_it = find_touched(self.db, was)
        successors = counterparts(was)
        found = withdrawal_events(whole, versions, self.now, reason, target, successors)
        self._keep_documents(gone, planning.with_successors(changes, successors), found, Cause.WITHDRAWN)
        values = {"withdrawn": True, "version": versions[issue_id], "facts": 0, "committed": self.now}
        self.db.execute(update(issues).where(issues.c.id == issue_id).values(values))
        self._replace_findings(issue_id, waiting)
        events = self._append(found, issue_id) + self._follow(was, before_it, Cause.WITHDRAWN)
        return Commit(issue_id, withdrawn=tuple(changes), events=events, standing=Standing.WITHDRAWN)

    def note_findings(self, issue_id: str, waiting: Sequence[tuple[str, Finding]]) -> None:
        """The findings of an issue that does not stand: of files that wait for it."""
        self._replace_findings(issue_id, waiting)

    def note_expiries(self, today: dt.date) -> int:
        """Events of what the day brings: documents that enter into force, or whose last day has come near or has
        passed, and what else then says something else by itself; none twice."""
        validity = fact_table(VALIDITY)
        rows = self.db.execute(
            select(documents.c.gazette, documents.c.version, revisions.c.record, revisions.c.committed)
            .join(validity, validity.c.document == documents.c.key)
            .join(revisions, current())
            .where(
                ~documents.c.withdrawn,
                (validity.c.last_day <= today + NOTICE) | (validity.c.effective_from <= today),
            )
            .order_by(validity.c.last_day, documents.c.key)
        )
        noted = 0
        for row in rows.all():
            document = unpack(Document, row.record)
            known = document, row.gazette, row.version
            found = entry(*known, row.committed.astimezone().date(), today, self.now), expiry(*known, today, self.now)
            noted += len(self._append([event for event in found if event], document.issue))
        return noted + len(self._append(follow_days(self.db, today, self.now), None))

    def follow(self, ids: Touched, cause: Cause) -> tuple[int, ...]:
        """Work out anew some of what several documents state together."""
        return self._append(follow(self.db, ids, cause, self.now), None)

    def settle_joined(self) -> tuple[int, ...]:
        """Work out what several documents state together and was taken over, once nothing is awaited any more."""
        if adopting.awaited(self.db):
            return ()
        return self._append(settle(self.db, Cause.REPROCESSED, self.now), None)

    def join_anew(self) -> None:
        """Work out anew all that follows from several documents together: it is worked out in another way now."""
        everything = {join.name: join.everything(self.db) for join in JOINS}
        self.follow(everything, Cause.REPROCESSED)
        self.db.execute(delete(meta).where(meta.c.name == "joining"))
        self.db.execute(insert(meta).values(name="joining", value=JOINING))

    def keep_withdrawn(self, document: Document, issue: Issue, version: int) -> None:
        """Keep a document that the ledger never had as one that was withdrawn, in this version."""
        key = self._last(documents.c.key) + 1
        state = {"version": version, "withdrawn": True, "sequence_number": self._last(documents.c.sequence_number) + 1}
        row = document_row(document, issue.gazette)
        self.db.execute(insert(documents).values(key=key, id=document.id, **row, **state))
        self._add_revision(key, version, issue, Cause.WITHDRAWN, "", None)

    def mark_published(self, position: int) -> None:
        """Note events of the outbox as published. They are marked in order: those before the last mark have one."""
        fresh = outbox.c.position.between(last_published(self.db) + 1, position)
        self.db.execute(update(outbox).where(fresh).values(published=self.now))

    def _follow(self, concerned: Iterable[Document], before: Touched, cause: Cause) -> tuple[int, ...]:
        """Bring up to date what follows from documents that changed; `before` was concerned when they had not yet."""
        now = find_touched(self.db, concerned)
        return self.follow({name: before[name] | now[name] for name in now}, cause)

    def _keep_unread(self, artifact: Artifact, finding: Finding, item: SourceItem | None, **state: Any) -> None:
        """Keep the finding of a file that is no issue, and its event, from which a dead letter follows."""
        self._keep_artifact(artifact, reason=f"{finding.code}: {finding.message}", **state)
        self._replace_findings(None, [(artifact.sha256, finding)], artifact.sha256)
        self._append([rejection_event(artifact, finding, self.now)], None)
        if item is not None:
            self._keep_item(item, artifact.sha256, done=state["status"] == "rejected")

    def _keep_artifact(self, artifact: Artifact, **state: Any) -> None:
        known = artifacts.c.sha256 == artifact.sha256
        if self.db.execute(select(artifacts.c.sha256).where(known)).first() is None:
            values = {
                "sha256": artifact.sha256,
                "uri": artifact.uri,
                "media_type": artifact.media_type,
                "size": artifact.size,
                "found": self.now,
                "status": "found",
            }
            self.db.execute(insert(artifacts).values(values | state))
        elif state:
            self.db.execute(update(artifacts).where(known).values(**state))

    def _keep_item(self, item: SourceItem, sha256: str, done: bool) -> None:
        same = same_item(item)
        row = self.db.execute(select(source_items.c.sha256, source_items.c.done).where(same)).first()
        if row is None:
            values = {"source": item.source, "uri": item.uri, "etag": item.etag}
            self.db.execute(insert(source_items).values(**values, sha256=sha256, done=done, found=self.now))
        elif row.sha256 != sha256 or (done and not row.done):
            self.db.execute(update(source_items).where(same).values(sha256=sha256, done=done))

    def _taken(self, issue: Issue, leaving: str | None) -> set[str]:
        """Ids of this issue's documents that another issue's have: the same text was printed twice.

        Where that issue came from the same bytes, its name was misread once, and the documents move.
        """
        others = (
            select(documents.c.id)
            .join(issues, issues.c.id == documents.c.issue)
            .where(
                documents.c.issue.not_in([issue.id, leaving or issue.id]),
                ~documents.c.withdrawn,
                issues.c.sha256 != issue.artifact.sha256,
            )
        )
        ids = [document.id for document in issue.documents]
        each = (self.db.execute(others.where(documents.c.id.in_(batch))) for batch in batches(ids, BATCH))
        return {row.id for rows in each for row in rows}

    def _held(self, issue_id: str, ids: Sequence[str] = ()) -> dict[str, HeldDocument]:
        """What is held of an issue, and of documents of these ids, wherever they are."""
        columns = ("key", "id", "issue", "version", "withdrawn")
        found = select(*(documents.c[name] for name in columns), revisions.c.hash, revisions.c.record).join(
            revisions, current()
        )
        rows = list(self.db.execute(found.where(documents.c.issue == issue_id)))
        for some in batches(ids, BATCH):
            rows += self.db.execute(found.where(documents.c.issue != issue_id, documents.c.id.in_(some)))
        return {row.id: HeldDocument(**row._mapping) for row in sorted(rows, key=lambda row: row.key)}

    def _keep_issue(self, issue: Issue, row: Any, edition: int, changed: bool) -> None:
        frame, reading = split(issue)
        masthead = issue.masthead
        values: dict[str, Any] = {
            "gazette": issue.gazette,
            "name": masthead.name or "",
            "year": masthead.year,
            "number": masthead.numbers[0] if masthead.numbers else None,
            "numbers": json.dumps(masthead.numbers),
            "facts": sum(document.facts.count for document in issue.documents),
            "sha256": issue.artifact.sha256,
            "pipeline": issue.pipeline,
            "record": pack(frame),
            "reading": pack(reading),
            "withdrawn": False,
        }
        if row is None:
            self.db.execute(insert(issues).values(id=issue.id, version=edition, committed=self.now, **values))
            return
        if changed:
            values |= {"version": edition, "committed": self.now}
        differing = {name: value for name, value in values.items() if row._mapping[name] != value}
        if differing:
            self.db.execute(update(issues).where(issues.c.id == issue.id).values(differing))

    def _keep_documents(
        self, issue: Issue, changes: dict[str, DocumentChange], found: Iterable[Event], cause: Cause
    ) -> None:
        causes = {event.subject: event.data["cause"] for event in found if event.type.startswith("gongbao.document.")}
        key = self._last(documents.c.key)
        sequence_number = self._last(documents.c.sequence_number)
        for document_id, change in changes.items():
            record = pack(change.after) if change.after else None
            if change.same and change.held and change.held.stands(record, issue.id, change.version):
                continue
            sequence_number += 1
            if change.held is None:
                key += 1
                self._add_document(key, change, issue, sequence_number)
            else:
                self._change_document(change.held, change, issue, sequence_number)
            document_key = change.held.key if change.held else key
            if change.same and change.held:  # only how it was read, how it is spelt, or its version is new
                at = (revisions.c.document == document_key) & (revisions.c.version == change.held.version)
                kept = {"record": record, "pipeline": issue.pipeline, "version": change.version}
                self.db.execute(update(revisions).where(at).values(kept))
            else:
                why = causes.get(document_id, cause)  # what was said already has no event
                self._add_revision(document_key, change.version, issue, why, change.hash, record)

    def _add_revision(
        self, key: int, version: int, issue: Issue, cause: Cause, named: str, record: bytes | None
    ) -> None:
        values = {"cause": cause, "pipeline": issue.pipeline, "record": record, "committed": self.now}
        self.db.execute(insert(revisions).values(document=key, version=version, hash=named, **values))

    def _add_document(self, key: int, change: DocumentChange, issue: Issue, sequence_number: int) -> None:
        assert change.after is not None
        row = document_row(change.after, issue.gazette)
        state = {"version": change.version, "withdrawn": False, "sequence_number": sequence_number}
        self.db.execute(insert(documents).values(key=key, id=change.after.id, **row, **state))
        contents.put(self.db, self.full_text, key, change.after)

    def _change_document(self, held: HeldDocument, change: DocumentChange, issue: Issue, sequence_number: int) -> None:
        values: dict[str, Any] = {
            "version": change.version,
            "withdrawn": change.after is None,
            "successor": change.successor,
            "sequence_number": sequence_number,
        }
        if change.after is not None:
            values |= document_row(change.after, issue.gazette)
        self.db.execute(update(documents).where(documents.c.key == held.key).values(values))
        if held.record is not None:
            contents.drop(self.db, self.full_text, held.key, unpack(Document, held.record))
        if change.after is not None:
            contents.put(self.db, self.full_text, held.key, change.after)

    def _replace_findings(
        self, issue_id: str | None, found: Sequence[tuple[str, Finding]], sha256: str | None = None
    ) -> None:
        """Replace the findings, each with its file, of an issue or of a file that is none; equal ones are kept."""
        mine = findings.c.issue == issue_id if issue_id else findings.c.issue.is_(None) & (findings.c.sha256 == sha256)
        fields = ("sha256", "code", "message", "severity", "document", "page", "line")
        rows = [{"sha256": of} | {name: getattr(finding, name) for name in fields[1:]} for of, finding in found]
        held = self.db.execute(select(*(findings.c[name] for name in fields)).where(mine).order_by(findings.c.key))
        if [dict(row._mapping) for row in held] == rows:
            return
        self.db.execute(delete(findings).where(mine))
        last = self._last(findings.c.key)
        insert_all(self.db, findings, [{"key": last + n, "issue": issue_id} | row for n, row in enumerate(rows, 1)])

    def _append(self, found: Sequence[Event], issue_id: str | None) -> tuple[int, ...]:
        """Put events at the end of the outbox, but for those it has; returns their positions."""
        asked = batches([event.id for event in found], BATCH)
        known = {row.id for ids in asked for row in self.db.execute(select(outbox.c.id).where(outbox.c.id.in_(ids)))}
        last = max(self._last(outbox.c.position), adopting.last_position(self.db))
        fresh = [event for event in found if event.id not in known]
        rows = [
            {
                "position": last + n,
                "id": event.id,
                "type": event.type,
                "source": event.source,
                "subject": event.subject,
                "issue": issue_id,
                "cause": event.data["cause"],
                "time": event.time,
                "data": json.dumps(event.data, ensure_ascii=False, separators=(",", ":")).replace("\0", "\ufffd"),
            }
            for n, event in enumerate(fresh, 1)
        ]
        insert_all(self.db, outbox, [seal_event(row) for row in rows])
        return tuple(row["position"] for row in rows)

    def _last(self, column: Any) -> int:
        return self.db.execute(select(func.max(column))).scalar() or 0
