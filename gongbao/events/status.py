"""Events of what is in force: what documents say of themselves and of others, and what expires by date."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from gongbao.events.diff import normalize_spelling
from gongbao.events.envelope import Context, clip, make_event
from gongbao.events.types import StatusChanged
from gongbao.facts.expiry import last_day
from gongbao.ids import numbered_document_id
from gongbao.model import Cause, Document, Relation, Status
from gongbao.ports import Event

NOTICE = dt.timedelta(days=90)  # before the last day in force, when its end is announced


def expiry(document: Document, gazette: str, version: int, today: dt.date, time: dt.datetime) -> Event | None:
    """The event that a document is no longer in force, or soon won't be; None for others.

    Its last day is the one that it names, or the last of the term that it sets.

    It is caused by the day, not by a commit. The same status with the same last day is the same event.
    """
    validity = document.facts.validity
    last = last_day(validity)
    if last is None or last > today + NOTICE:
        return None
    payload = StatusChanged(
        id=document.id,
        gazette=gazette,
        cause=Cause.NEW,
        status=Status.EXPIRED if last < today else Status.EXPIRING,
        document=document.id,
        number=clip(document.number),
        title=clip(document.title),
        by=document.id,
        issue=document.issue,
        version=version,
        effective_from=validity.effective_from,
        expires=last,
        valid_for=clip(validity.valid_for),
    )
    return make_event(payload, document.issue, gazette, time, document.id, payload.status, last)


def entry(
    document: Document, gazette: str, version: int, committed: dt.date, today: dt.date, time: dt.datetime
) -> Event | None:
    """The event that a document has entered into force, whose first day came after it was `committed`; else None.

    It is caused by the day, not by a commit. The same first day is the same event.
    """
    first = document.facts.validity.effective_from
    if first is None or not committed < first <= today:
        return None
    payload = StatusChanged(
        id=document.id,
        gazette=gazette,
        cause=Cause.NEW,
        by=document.id,
        issue=document.issue,
        version=version,
        **_in_force(document),
    )
    return make_event(payload, document.issue, gazette, time, document.id, payload.status, first)


def _in_force(document: Document) -> dict[str, Any]:
    validity = document.facts.validity
    return {
        "status": Status.IN_FORCE,
        "document": document.id,
        "number": clip(document.number),
        "title": clip(document.title),
        "effective_from": validity.effective_from,
        "expires": last_day(validity),
        "valid_for": clip(validity.valid_for),
    }


def status_events(
    was: Document | None, document: Document | None, version: int, context: Context, gone: Context
) -> Iterator[Event]:
    """What a document says of its own force and of others' that it did not say before, or no longer says."""
    gazette, today = context.issue.gazette, context.time.astimezone().date()
    old, new = _statuses(was, gazette, today), _statuses(document, gazette, today)
    for subject, fields in new.items():
        before = old.pop(subject, None)
        if before == fields:
            continue
        assert document is not None
        yield _status_event(subject, fields, document, version, context)
    for subject, fields in old.items():
        assert was is not None
        unstated = {name: fields[name] for name in ("document", "number", "title")} | {"status": Status.UNSTATED}
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
        reason=clip(context.reason),
        **fields,
    )
    return make_event(payload, by.issue, context.issue.gazette, context.time, by.id, version)


def _statuses(document: Document | None, gazette: str, today: dt.date) -> dict[str, dict[str, Any]]:
    """What a document says of its own force and of those it repeals, by the id of the document meant.

    One that is not yet in force says so on its first day: see `entry`.
    """
    if document is None:
        return {}
    found: dict[str, dict[str, Any]] = {}
    validity = document.facts.validity
    ahead = validity.effective_from is not None and validity.effective_from > today
    if not ahead and (validity.effective_from or validity.expires or validity.valid_for):
        found[document.id] = _in_force(document)
    for citation in document.facts.citations:
        if citation.relation is not Relation.REPEALS or not (citation.number or citation.title):
            continue
        target = numbered_document_id(gazette, citation.number)
        name = "".join(citation.number.split() if citation.number else normalize_spelling(citation.title or ""))
        found[target or f"{gazette}/{name[:200]}"] = {
            "status": Status.REPEALED,
            "document": target,
            "number": clip(citation.number),
            "title": clip(citation.title),
        }
    return found
