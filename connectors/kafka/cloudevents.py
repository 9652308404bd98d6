"""Events to records and back: CloudEvents 1.0 in Kafka's binary mode.

The attributes are headers (`ce_id`, `ce_type` …), the data is the value, as JSON, and the key is the id of the thing.
Extensions: `ce_position`, the event's place in the outbox; `ce_cause`, why it exists; and, of an event that is
replayed, `ce_replay`, the time at which the replay was asked for.
"""

import datetime as dt
import json
import uuid
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import orjson

from gongbao.events.dead_letters import DeadLetter
from gongbao.events.envelope import NAMESPACE
from gongbao.events.schemas import STATE, dataschema
from gongbao.ports import Event
from gongbao.serialization import loads, to_data

CONTENT_TYPE = ("content-type", b"application/json")
SPECVERSION = ("ce_specversion", b"1.0")

# Fields that say how a document changed, and so are no part of its state.
OF_A_CHANGE = ("changed", "changes", "diff")
GONE = ".withdrawn"  # what types of events end in that say that a thing is no more
REPLAY = "ce_replay"
OVERHEAD = 256  # bytes that Kafka puts around a record and its batch, and some to spare


class Record(NamedTuple):
    """A record to be sent to Kafka."""

    topic: str
    key: bytes
    value: bytes | None
    headers: list[tuple[str, bytes]]

    @property
    def size(self) -> int:
        """Bytes that it takes, no fewer than Kafka will count."""
        headers = sum(map(len, chain.from_iterable(self.headers))) + 10 * len(self.headers)
        return len(self.key) + len(self.value or b"") + headers + OVERHEAD


def event_record(event: Event, topic: str, replay: str | None = None) -> Record:
    """An event for a topic; `replay` is when its replay was asked for. Raises ValueError for invalid text."""
    headers = [*_of_type(event.type), *_of_thing(event, replay)]
    value = _json(event.data) if event.written is None else event.written
    return Record(topic, event.subject.encode(), value, headers)


def last_event_record(event: Event, topic: str, replay: str | None = None) -> Record:
    """An event for a topic that keeps the last one of each thing; without a value where the thing is gone."""
    made = event_record(event, topic, replay)
    return made._replace(value=None) if event.type.endswith(GONE) else made


def state_record(event: Event, topic: str, replay: str | None = None, like: Record | None = None) -> Record:
    """What a document is after an event about it; without a value where it was withdrawn.

    `like` is the event's own record, if there is one: most of it is the same.
    """
    key = event.subject.encode()
    of_thing = like.headers[len(_of_type(event.type)) :] if like is not None else _of_thing(event, replay)
    headers = [*_of_type(STATE), ("ce_id", state_id(event.id).encode()), *(h for h in of_thing if h[0] != "ce_id")]
    if event.type.endswith(GONE):
        return Record(topic, key, None, headers)
    if like is not None and not any(name in event.data for name in OF_A_CHANGE):
        return Record(topic, key, like.value, headers)
    state = {name: value for name, value in event.data.items() if name not in OF_A_CHANGE}
    return Record(topic, key, _json(state), headers)


def state_id(event: str) -> str:
    """The id of the state that an event leaves: a record of its own, with an id of its own."""
    return str(uuid.uuid5(NAMESPACE, f"{STATE} {event}"))


def dead_letter_record(letter: DeadLetter, topic: str, source: str) -> Record:
    """A dead letter; its key is its id, so that a tombstone takes it off the list."""
    headers = [
        *_of_type(DeadLetter.TYPE),
        ("ce_id", letter.id.encode()),
        ("ce_source", source.encode()),
        ("ce_subject", (letter.subject or letter.id).encode()),
        ("ce_time", letter.time.isoformat().encode()),
    ]
    return Record(topic, letter.id.encode(), _json(to_data(letter)), headers)


def read_dead_letter(value: bytes | None) -> DeadLetter:
    """A dead letter from a record's value. Raises ValueError where it is none."""
    return loads(DeadLetter, value or b"")


def read_event(headers: list[tuple[str, bytes]], value: bytes | None) -> Event:
    """An event from a record. Raises ValueError where it is no CloudEvent in binary mode."""
    found = {name: text.decode() for name, text in headers}
    try:
        if found["ce_specversion"] != "1.0":
            raise ValueError(f"CloudEvents {found['ce_specversion']} is not 1.0")
        data: Any = json.loads(value or b"null")
        return Event(
            id=found["ce_id"],
            type=found["ce_type"],
            source=found["ce_source"],
            subject=found["ce_subject"],
            time=dt.datetime.fromisoformat(found["ce_time"]),
            data=data,
            position=int(found.get("ce_position", "0")),
            written=value,
        )
    except KeyError as error:
        raise ValueError(f"no CloudEvent: {error.args[0]} is missing") from error


def _of_thing(event: Event, replay: str | None) -> list[tuple[str, bytes]]:
    headers = [
        ("ce_id", event.id.encode()),
        ("ce_source", event.source.encode()),
        ("ce_subject", event.subject.encode()),
        ("ce_time", event.time.isoformat().encode()),
        ("ce_position", str(event.position).encode()),
        ("ce_cause", str(event.data.get("cause", "")).encode()),
    ]
    if replay is not None:
        headers.append((REPLAY, replay.encode()))
    return headers


@cache
def _of_type(kind: str) -> tuple[tuple[str, bytes], ...]:
    """The headers that all events of a type have."""
    return CONTENT_TYPE, SPECVERSION, ("ce_type", kind.encode()), ("ce_dataschema", dataschema(kind).encode())


def _json(data: Any) -> bytes:
    try:
        return orjson.dumps(data)
    except TypeError as error:  # such as half of a surrogate pair
        raise ValueError(f"the data can't be written as JSON: {error}") from error
