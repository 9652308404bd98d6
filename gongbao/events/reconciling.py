"""What is left to say of an issue, where more was said of it than its ledger knows.

A ledger's own history tells it what subscribers know. One that was put back from a backup, or made anew, lacks the last
part of that history; but what was published lies in the topics, and the last event of each thing says what subscribers
take it to be. Compared with that, an issue gives the events that bring them up to it: none for what they know, a
correction for what differs, a withdrawal for what is no longer there.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongbao.events.derivation import derive_events
from gongbao.events.diff import SHOWN, changed_fields, compare_texts, normalize_spelling
from gongbao.events.envelope import make_event
from gongbao.events.types import (
    AppointmentCorrected,
    AppointmentWithdrawn,
    DocumentCorrected,
    DocumentWithdrawn,
    IssueCorrected,
    StatusChanged,
    from_wire,
)
from gongbao.facts import kinds
from gongbao.model import Cause, Issue, Status
from gongbao.ports import Event
from gongbao.serialization import to_data

BY_THE_DAY = (Status.EXPIRED, Status.EXPIRING)  # said because a day has come, not because of what an issue says
BOOKKEEPING = (
    *("cause", "version", "revision", "pipeline", "issue", "changed", "changes", "diff", "omitted"),
    *("characters", "paragraphs"),  # counts of what is compared itself
)
STATED: Mapping[str, tuple[str, ...]] = {
    "issue": ("name", "year", "numbers", "total_numbers"),
    "document": ("revision",),
    "appointment": ("post", "probation", "note", "leaving", "date"),
    "text": ("revision",),
    "office": ("revision",),
    "status": ("status", "document", "number", "title", "effective_from", "expires", "valid_for"),
}
"""By the family of events, which of their fields are compared; of a finding, all of it is what it is about."""

Thing = tuple[Any, ...]


def thing(event: Event) -> Thing:
    """What an event is about: of all that have the same, the last one holds."""
    family, data = _family(event), event.data
    if family == "status":
        return family, event.subject, data.get("by"), data.get("status") in BY_THE_DAY
    if family == "finding":
        message = normalize_spelling(str(data.get("message", "")))
        return family, event.subject, data.get("code"), data.get("document"), message
    return family, event.subject


def of_an_issue(event: Event) -> str | None:
    """The issue whose content caused an event; None where a day or an unreadable file did."""
    if event.data.get("status") in BY_THE_DAY:
        return None
    issue = event.subject if _family(event) == "issue" else event.data.get("issue")
    return issue if isinstance(issue, str) else None


def said_versions(said: Iterable[Event], revisions: Mapping[str, str]) -> dict[str, int]:
    """The version that each document has after what was said: the one that subscribers know where they know this very
    revision, else the next. `revisions` are by id; documents of which nothing was said are not in the answer."""
    last = {event.subject: event for event in said if _family(event) == "document"}
    found = {}
    for name, event in last.items():
        known = event.data.get("revision") == revisions.get(name) if _holds(event) else name not in revisions
        found[name] = int(event.data.get("version", 0)) + (not known)
    return found


def reconcile(
    said: Iterable[Event], issue: Issue, versions: Mapping[str, int], cause: Cause, time: dt.datetime
) -> tuple[Event, ...]:
    """The events that are left to say of an issue.

    Args:
        said: What was said of its things, in order.
        issue: What it is now.
        versions: By id, the version that each document, and the issue itself, has now.
        cause: The cause of what is new.
        time: The time of these events.

    Returns:
        Events for what is new, what differs and what is gone. Their ids are none of those of what was said.
    """
    last = {thing(event): event for event in said}
    found = []
    for event in derive_events(None, issue, versions, cause, time):
        before = last.pop(thing(event), None)
        if before is None:
            found.append(event)
        elif _statement(event) != _statement(before):
            found.append(_amend(event, before, issue, time))
    return (*found, *_retract(last.values(), issue, versions, time))


def _retract(left: Iterable[Event], issue: Issue, versions: Mapping[str, int], time: dt.datetime) -> Iterator[Event]:
    """Withdrawals of what was said of an issue and no longer holds."""
    gone: dict[str, Any] = {"cause": Cause.WITHDRAWN.value, "pipeline": issue.pipeline}
    for event in left:
        if of_an_issue(event) != issue.id or not _holds(event):
            continue
        family, data = _family(event), event.data
        name = str(data.get("by") if family == "status" else data.get("document", event.subject))
        fields = data | gone | {"version": versions.get(name, int(data.get("version", 0)) + 1)}
        if family == "document":
            payload: Any = from_wire(DocumentWithdrawn, fields)
        elif family == "appointment":
            payload = from_wire(AppointmentWithdrawn, fields)
        elif family == "status":
            dates = ("effective_from", "expires", "valid_for")
            rest = {key: value for key, value in fields.items() if key not in dates}
            payload = from_wire(StatusChanged, rest | {"status": Status.UNSTATED.value})
        else:  # issues and findings are not withdrawn
            continue
        yield _following(event, payload, issue, time)


def _amend(event: Event, before: Event, issue: Issue, time: dt.datetime) -> Event:
    """An event as the correction of what was said before."""
    if not _holds(before):  # it was withdrawn, and is there again
        return event
    family = _family(event)
    data = json.loads(json.dumps(event.data)) | {"cause": Cause.CORRECTED.value}  # as it would be read
    changed = {"changed": _changed(event, before)}
    if family == "issue":
        payload: Any = from_wire(IssueCorrected, data | changed)
    elif family == "document":
        payload = from_wire(DocumentCorrected, data | changed | _differences(event, before))
    elif family == "appointment":
        payload = from_wire(AppointmentCorrected, data | changed | {"post_before": before.data.get("post", "")})
    else:
        payload = from_wire(StatusChanged, data)
    return _following(before, payload, issue, time)


def _following(before: Event, payload: Any, issue: Issue, time: dt.datetime) -> Event:
    """An event whose id follows from the one that it comes after, so that it can't be one that was said."""
    return make_event(payload, issue.id, issue.gazette, time, "after", before.id)


def _family(event: Event) -> str:
    return event.type.split(".")[1]


def _holds(event: Event) -> bool:
    """Whether an event says that something is, and not that it is no longer."""
    return not event.type.endswith(".withdrawn") and event.data.get("status") != Status.UNSTATED


def _statement(event: Event) -> Any:
    """What an event says of its thing; None where it says that it is no longer."""
    if not _holds(event):
        return None
    return [_plain(event.data.get(name)) for name in STATED.get(_family(event), ())]


def _plain(value: Any) -> Any:
    """A value as JSON has it, in one spelling; nothing and an empty one are the same."""
    if isinstance(value, str):
        return normalize_spelling(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value] or None
    return value


def _changed(event: Event, before: Event) -> list[str]:
    """Names of the fields in which two events of a thing differ, as other corrections name them."""
    if _family(event) == "document":
        omitted = {*before.data.get("omitted", ()), *event.data.get("omitted", ())}
        compared = [name for name in {**before.data, **event.data} if name not in {*BOOKKEEPING, *omitted}]
    else:
        compared = list(STATED[_family(event)])
    old, new = ({name: _plain(one.data.get(name)) for name in compared} for one in (before, event))
    names = {"text": "paragraphs"} | {kind.name: f"facts.{kind.name}" for kind in kinds()}
    return [names.get(name, name) for name in changed_fields(old, new)]


def _differences(event: Event, before: Event) -> dict[str, Any]:
    """The changes of a text, as far as both events carry it."""
    if any("text" in e.data.get("omitted", ()) for e in (event, before)):
        return {}
    found = compare_texts(before.data.get("text", ()), event.data.get("text", ()))
    return {"changes": len(found), "diff": [to_data(change) for change in found[:SHOWN]]}
