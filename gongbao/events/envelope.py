"""An event around what it carries: its id, its source and subject, and the limits of its strings."""

import datetime as dt
import json
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from gongbao.events.types import to_wire
from gongbao.model import Cause, Issue
from gongbao.ports import Event
from gongbao.serialization import to_data

NAMESPACE = uuid.UUID("6f1f6b0e-6c5e-5d0b-9d0e-3a3f7c1b2d4e")  # any would do; it must only never change

MAX_STRING = 2_000  # characters of a title or a list of addressees
MAX_ITEMS = 100  # of a list that every event carries
MAX_ITEM = 200  # characters of one of its items


@dataclass(frozen=True, slots=True)
class Context:
    """What the events of one commit have in common; `reason` is that of a person who decided it."""

    issue: Issue
    cause: Cause
    time: dt.datetime
    reason: str | None = None


def make_event(payload: Any, issue: str, gazette: str, time: dt.datetime, *identity: Any) -> Event:
    """A CloudEvent whose id follows from its type, its subject and what tells it from others of the two."""
    name = json.dumps([payload.TYPE, payload.id, issue, *map(to_data, identity)], ensure_ascii=False, default=to_data)
    return Event(
        id=str(uuid.uuid5(NAMESPACE, name)),
        type=payload.TYPE,
        source=f"/gazettes/{gazette}",
        subject=payload.id,
        time=time,
        data=to_wire(payload),
    )


def with_distinct_ids(found: list[Event]) -> tuple[Event, ...]:
    """The same events; where several would have one id (equal findings), all but the first get another."""
    seen: Counter[str] = Counter()
    distinct = []
    for event in found:
        seen[event.id] += 1
        if seen[event.id] > 1:
            again = str(uuid.uuid5(uuid.UUID(event.id), str(seen[event.id])))
            event = replace(event, id=again)
        distinct.append(event)
    return tuple(distinct)


def clip(text: Any) -> Any:
    """A string that is no longer than an event may carry."""
    return text if text is None or len(text) <= MAX_STRING else text[: MAX_STRING - 1] + "…"


def clip_all(texts: tuple[str, ...]) -> tuple[str, ...]:
    """A list of strings that is no longer than every event may carry."""
    return tuple(text[:MAX_ITEM] for text in texts[:MAX_ITEMS])
