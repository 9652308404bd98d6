"""The events that a change of the ledger causes."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from gongbao.events.appointments import appointment_events
from gongbao.events.diff import SHOWN, changed_fields, compare, content, frame, normalize_spelling, revision
from gongbao.events.envelope import MAX_ITEMS, Context, clip, clip_all, make_event, with_distinct_ids
from gongbao.events.status import status_events
from gongbao.events.types import (
    DocumentCorrected,
    DocumentEvent,
    DocumentPublished,
    DocumentWithdrawn,
    FindingRaised,
    IssueCorrected,
    IssuePublished,
    IssueWithdrawn,
)
from gongbao.facts import forms, kinds
from gongbao.facts.kind import Form
from gongbao.model import Artifact, Cause, Document, Facts, Finding, Issue
from gongbao.ports import Event

MAX_BYTES = 256 * 1024  # of one event's data; Kafka takes 1 MB with everything around it


def derive_events(
    before: Issue | None,
    after: Issue,
    versions: Mapping[str, int],
    cause: Cause,
    time: dt.datetime,
    moved: tuple[Document, ...] = (),
    reason: str | None = None,
    successors: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Event, ...]:
    """The events that explain how an issue became another. None where both say the same.

    `versions` holds, by id, the version that each changed or withdrawn document, and the issue itself, now has:
    what tells two events of one type and subject apart. `cause` is that of things
    new: `new` or `backfilled`; for things changed it is `reprocessed` where the bytes are the same and the pipeline
    is another or the caller says so, `backfilled` where the caller says so, else `corrected`. `moved` are documents
    that were held under another issue's id, read from the same bytes. `reason` is that of a person who decided it.
    `successors` are the ids that documents go by now which are withdrawn, by id.
    """
    new = Context(after, cause, time, reason)
    changed = Context(after, _cause_of_change(before, after, cause), time, reason)
    gone = Context(after, Cause.WITHDRAWN, time, reason)
    old = {document.id: document for document in (*(before.documents if before else ()), *moved)}
    edition = versions.get(after.id, 1)
    found = list(_issue_events(before, edition, new, changed))
    for document in after.documents:
        was = old.pop(document.id, None)
        if was is document:
            continue
        found += _document_events(was, document, versions.get(document.id, 1), changed if was else new, gone)
    for document in old.values():
        now = successors.get(document.id)
        found += _withdrawal_events(document, versions.get(document.id, 1), gone, now)
    raised = _raised(before.findings if before else (), after.findings)
    found += [_finding_event(finding, edition, new if before is None else changed) for finding in raised]
    return with_distinct_ids(found)


def withdrawal_events(
    issue: Issue,
    versions: Mapping[str, int],
    time: dt.datetime,
    reason: str | None,
    replaced_by: str | None = None,
    counterparts: Mapping[str, str] | None = None,
) -> tuple[Event, ...]:
    """The events of an issue that is taken out with all its documents.

    Args:
        issue: What it was.
        versions: By id, the version that each document, and the issue itself, now has.
        time: When.
        reason: Why a person decided so.
        replaced_by: The issue that it is now, where it bore a wrong id.
        counterparts: By id, what its documents are called there.
    """
    gone = Context(issue, Cause.WITHDRAWN, time, reason)
    payload = IssueWithdrawn(
        id=issue.id,
        gazette=issue.gazette,
        cause=gone.cause,
        documents=len(issue.documents),
        uri=issue.artifact.uri,
        sha256=issue.artifact.sha256,
        pipeline=issue.pipeline,
        reason=clip(reason),
        replaced_by=replaced_by,
    )
    found = [make_event(payload, issue.id, issue.gazette, time, versions[issue.id])]
    for document in issue.documents:
        now = (counterparts or {}).get(document.id)
        found += _withdrawal_events(document, versions[document.id], gone, now)
    return with_distinct_ids(found)


def rejection_event(artifact: Artifact, finding: Finding, time: dt.datetime) -> Event:
    """The event of a file that can't be read."""
    payload = FindingRaised(
        id=artifact.sha256,
        cause=Cause.NEW,
        code=finding.code,
        message=clip(finding.message),
        severity=finding.severity,
        page=finding.page,
        line=finding.line,
        uri=artifact.uri,
        sha256=artifact.sha256,
    )
    return make_event(payload, "", "gongbao", time, finding.code, finding.message)


def same_finding(finding: Finding) -> tuple[str, str | None, str]:
    """What makes two findings of one issue the same: not where in the file it was seen."""
    return finding.code, finding.document, normalize_spelling(finding.message)


def _cause_of_change(before: Issue | None, after: Issue, cause: Cause) -> Cause:
    if cause in (Cause.REPROCESSED, Cause.BACKFILLED):
        return cause
    if before is None:  # documents that moved here
        return Cause.REPROCESSED
    same_bytes = before.artifact.sha256 == after.artifact.sha256
    return Cause.REPROCESSED if same_bytes and before.pipeline != after.pipeline else Cause.CORRECTED


def _issue_events(before: Issue | None, edition: int, new: Context, changed: Context) -> Iterator[Event]:
    if before is None:
        yield _issue_event(IssuePublished, new, (), edition)
    elif fields := changed_fields(frame(before), frame(new.issue)):
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
        name=clip(masthead.name),
        year=masthead.year,
        numbers=masthead.numbers[:MAX_ITEMS],
        total_numbers=masthead.total_numbers[:MAX_ITEMS],
        documents=len(issue.documents),
        uri=issue.artifact.uri,
        sha256=issue.artifact.sha256,
        pipeline=issue.pipeline,
        changed=fields,
        reason=clip(context.reason),
    )
    return make_event(payload, issue.id, issue.gazette, context.time, edition)


def _document_events(
    was: Document | None, document: Document, version: int, context: Context, gone: Context
) -> Iterator[Event]:
    says = content(document)
    if was is None:
        payload: DocumentEvent = DocumentPublished(**_document_fields(document, version, says, context))
    else:
        fields = changed_fields(content(was), says)
        if not fields:
            return
        differences = compare(was.paragraphs, document.paragraphs)
        payload = DocumentCorrected(
            **_document_fields(document, version, says, context),
            changed=fields,
            changes=len(differences),
            diff=tuple(differences[:SHOWN]),
        )
    yield make_event(payload, document.issue, context.issue.gazette, context.time, version)
    yield from appointment_events(was, document, version, context, gone)
    yield from status_events(was, document, version, context, gone)


def _withdrawal_events(document: Document, version: int, gone: Context, now: str | None = None) -> Iterator[Event]:
    payload = DocumentWithdrawn(
        id=document.id,
        issue=document.issue,
        gazette=gone.issue.gazette,
        cause=gone.cause,
        version=version,
        kind=document.kind,
        number=clip(document.number),
        title=clip(document.title),
        pipeline=gone.issue.pipeline,
        reason=clip(gone.reason),
        replaced_by=now,
    )
    yield make_event(payload, document.issue, gone.issue.gazette, gone.time, version)
    yield from appointment_events(document, None, version, gone, gone)
    yield from status_events(document, None, version, gone, gone)


def _document_fields(document: Document, version: int, says: dict[str, Any], context: Context) -> dict[str, Any]:
    """The fields of a document's event, the long ones left out from the longest on until it fits."""
    fields = _fact_fields(document.facts)
    lists = {name: value for name, value in fields.items() if isinstance(value, list)}
    text = [paragraph.text for paragraph in document.paragraphs]
    kept, omitted = _fitting({"text": text, **lists}, MAX_BYTES)
    return {
        "id": document.id,
        "issue": document.issue,
        "gazette": context.issue.gazette,
        "cause": context.cause,
        "version": version,
        "revision": revision(says),
        "kind": document.kind,
        "number": clip(document.number),
        "title": clip(document.title),
        "issuer": clip(document.issuer),
        "issuers": clip_all(document.issuers),
        "section": clip(document.section),
        "addressees": clip(document.addressees),
        "date": document.date,
        "signatories": clip_all(document.signatories),
        "parts": clip_all(document.parts),
        "attachments": clip_all(document.attachments),
        "characters": sum(len(paragraph.text) for paragraph in document.paragraphs),
        "paragraphs": len(document.paragraphs),
        "facts": {name: value for name, value in fields.items() if name not in omitted},
        "text": tuple(kept.get("text", ())),
        "omitted": omitted,
        "pipeline": context.issue.pipeline,
        "reason": clip(context.reason),
    }


def _fact_fields(facts: Facts) -> dict[str, Any]:
    """The facts of a document by kind, each kind in the form that it has in events; without those that say nothing."""
    fields: dict[str, Any] = {}
    for kind in kinds():
        found = facts.of(kind.name)
        if kind.event is Form.COUNT:
            fields[kind.name] = len(found)
        elif found:
            items = [forms.wire(kind, fact) for fact in found]
            fields[kind.name] = items[0] if kind.event is Form.ONE else items
    return fields


def _fitting(optional: dict[str, list[Any]], room: int) -> tuple[dict[str, list[Any]], tuple[str, ...]]:
    """As many of the lists as fit, the shortest first; names of those that don't."""
    sizes = {name: len(json.dumps(items, ensure_ascii=False).encode()) for name, items in optional.items()}
    kept: dict[str, list[Any]] = {}
    for name in sorted(sizes, key=sizes.__getitem__):
        if sizes[name] <= room:
            kept[name] = optional[name]
            room -= sizes[name]
    return kept, tuple(name for name in optional if name not in kept)


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
        message=clip(finding.message),
        severity=finding.severity,
        issue=issue.id,
        document=finding.document,
        page=finding.page,
        line=finding.line,
        uri=issue.artifact.uri,
        sha256=issue.artifact.sha256,
        pipeline=issue.pipeline,
    )
    return make_event(payload, issue.id, issue.gazette, context.time, edition, *same_finding(finding))
