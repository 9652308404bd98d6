"""How far publishers were, from their topic of positions, and what is in the topics beyond that."""

import json
import sys
from dataclasses import dataclass
from typing import Any

from connectors.kafka.cloudevents import REPLAY, read_event
from connectors.kafka.reading import read
from connectors.kafka.topics import Routes
from gongbao.errors import SettingsError
from gongbao.ports import Ledger
from gongbao.settings import Kafka


@dataclass(frozen=True, slots=True)
class Position:
    """How far a publisher was: the last event published, and which process it was.

    `since` is the position before its last batch. `doubtful`: events after `position` may have been published too.
    `replays`: up to this position events are sent again, since the topics that had them were lost.
    """

    position: int
    event: str
    instance: str
    time: str
    since: int = 0
    doubtful: bool = False
    replays: int = 0


@dataclass(frozen=True, slots=True)
class ForeignRecord:
    """A record among the positions that no publisher wrote."""

    partition: int
    offset: int
    reason: str


UNKNOWN = sys.maxsize  # a position that no event has


@dataclass(frozen=True, slots=True)
class Doubt:
    """Ids of events that were published, though the position does not say so; none of them lies after `until`."""

    published: frozenset[str] = frozenset()
    until: int = 0


def read_position(config: Kafka, routes: Routes) -> tuple[Position | None, list[ForeignRecord]]:
    """The last position of this publisher, and the foreign records after it that have its key."""
    found: Position | None = None
    foreign: list[ForeignRecord] = []
    for record in read(config, routes.positions):
        if record.key != config.publisher.encode():
            continue
        try:
            found, foreign = parse_position(record.value), []
        except ValueError as error:
            foreign.append(ForeignRecord(record.partition, record.offset, str(error)))
    return found, foreign


def list_publishers(config: Kafka, routes: Routes) -> set[str]:
    """The names of all who publish to these topics."""
    found = set()
    for record in read(config, routes.positions):
        try:
            parse_position(record.value)
            found.add((record.key or b"").decode())
        except ValueError:
            continue  # none of ours
    return found


def hold_events(config: Kafka, routes: Routes) -> bool:
    """Whether readers of the topics have any event."""
    return next(read(config, *routes.event_topics), None) is not None


def published_since(config: Kafka, routes: Routes, position: int) -> set[str]:
    """Ids of the events after a position that readers have, replays apart."""
    found = set()
    for record in read(config, *routes.event_topics):
        try:
            event = read_event(record.headers, record.value)
        except ValueError:
            continue  # none of ours
        if event.position > position and REPLAY not in dict(record.headers):
            found.add(event.id)
    return found


def parse_position(value: bytes | None) -> Position:
    """A position from a record's value. Raises ValueError where it is none."""
    data: Any = json.loads(value or b"")
    if not isinstance(data, dict):
        raise ValueError("not a position")
    data = {"since": 0, "doubtful": False, "replays": 0} | data  # the first publishers did not say these
    kinds = {
        "position": int,
        "event": str,
        "instance": str,
        "time": str,
        "since": int,
        "doubtful": bool,
        "replays": int,
    }
    if any(type(data.get(name)) is not kind for name, kind in kinds.items()):
        raise ValueError("not a position")
    if not 0 <= data["since"] <= data["position"]:
        raise ValueError("a position below 0, or below the one before it")
    return Position(**{name: data[name] for name in kinds})


def is_still_ours(config: Kafka, routes: Routes, instance: str) -> bool:
    """Whether the last position is of this very process: none has taken over since."""
    found, _ = read_position(config, routes)
    return found is not None and found.instance == instance


def find_event_id(ledger: Ledger, position: int) -> str | None:
    """The id of the event at a position; empty at 0, before all events; None where there is none."""
    if not position:
        return ""
    there = next(ledger.events(position - 1, limit=1), None)
    return there.id if there is not None and there.position == position else None


def check_position(ledger: Ledger, config: Kafka, found: Position) -> None:
    """Raise SettingsError where a ledger does not have the very event that was published last."""
    if found.position and find_event_id(ledger, found.position) != found.event:
        raise SettingsError(
            f"Kafka's position {found.position} of the publisher “{config.publisher}” is that of another ledger, or of "
            "a later state of this one.",
            "If the ledger was restored or made anew, ingest what came since, then `gongbao publish --adopt`; else "
            "name another GONGBAO_KAFKA__TOPIC_PREFIX.",
        )
