"""Topics that are ahead of the ledger, or that it does not know, taken over: `gongbao publish --adopt`.

A ledger that was put back from a backup, or made anew, has no event at the position that its topics were published to.
Here it takes over what the topics have beyond it (`Ledger.adopt`), and the position is set where both agree. Publishers
of the name are ended first. A crash at any moment leaves this to be done again, with the same end.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from connectors.kafka import topics
from connectors.kafka.cloudevents import REPLAY, Record, read_event
from connectors.kafka.positions import Position, find_event_id, list_publishers, read_position
from connectors.kafka.reading import read
from connectors.kafka.topics import Routes
from connectors.kafka.transactions import REPLAYING, Transactions
from gongbao.errors import SettingsError
from gongbao.ports import Adoption, Event, Ledger
from gongbao.settings import Kafka

Published = Mapping[int, tuple[str, bytes]]
"""By position: the id of an event that readers have, and the hash of its data."""


def adopt(ledger: Ledger, config: Kafka) -> Adoption:
    """Take over what the topics have beyond the ledger, so that a publisher can go on after it.

    Where the topics hold nothing at all, though the ledger's events were published, they are new or were lost: what
    was published is then sent again as a replay.

    Raises:
        SettingsError: The topics are those of other ledgers, or of several.
        UnavailableError: Kafka does not answer. Nothing is half done: the same command again ends it.
    """
    routes = topics.load(config)
    found = topics.check(config, routes)
    with Transactions(config, found, "publisher") as transactions:
        transactions.undo()
        with Transactions(config, routes.names, REPLAYING) as replaying:
            replaying.undo()
        _refuse_shared(config, routes)
        position, _ = read_position(config, routes)
        published = list_published(config, routes)
        if not published and (position is None or not position.position):
            marked = ledger.last_published()
            _claim(transactions, config, routes, Position(0, "", str(uuid.uuid4()), _now(), replays=marked))
            return Adoption()
        _refuse_foreign(ledger, published)
        last = max(position.position if position else 0, *published, 0)
        common = find_common(ledger.events(), published, ledger.last_published())
        if position is not None and _agree(ledger, position, common, last):
            return Adoption(awaited=ledger.awaited())
        adoption = ledger.adopt(_events_after(config, routes, common), common, last)
        end = _last_event(ledger, last)
        at = end.position if end else 0
        _claim(transactions, config, routes, Position(at, end.id if end else "", str(uuid.uuid4()), _now(), since=at))
        return adoption


def list_published(config: Kafka, routes: Routes) -> dict[int, tuple[str, bytes]]:
    """What readers of the topics have, replays apart. Raises SettingsError where one position has two events."""
    found: dict[int, tuple[str, bytes]] = {}
    for event in _events(config, routes):
        one = (event.id, hash_data(event))
        if found.setdefault(event.position, one) != one:
            raise SettingsError(
                f"The topics hold several events of position {event.position}: they are of more than one ledger.",
                "They can't be adopted. Name another GONGBAO_KAFKA__TOPIC_PREFIX: its topics begin anew.",
            )
    return found


def find_common(held: Iterable[Event], published: Published, marked: int) -> int:
    """The last position up to which a ledger has just what was published.

    Args:
        held: The ledger's events, in order.
        published: What the topics have.
        marked: The last position that the ledger has marked as published; of those, some are in no topic (dead
            letters, and what a topic no longer keeps).
    """
    left = sorted(published, reverse=True)
    common = 0
    for event in held:
        there = published.get(event.position)
        if left and left[-1] < event.position:
            break  # of a position that the ledger does not have
        if there is None and event.position > marked:
            break
        if there is not None:
            if there != (event.id, hash_data(event)):
                break
            left.pop()
        common = event.position
    return common


def hash_data(event: Event) -> bytes:
    """What tells two events of one id apart: when they were made, and what they say."""
    return hashlib.sha256(event.time.isoformat().encode() + (event.written or b"")).digest()


def _refuse_shared(config: Kafka, routes: Routes) -> None:
    """Raise SettingsError for topics into which others publish."""
    if others := list_publishers(config, routes) - {config.publisher}:
        raise SettingsError(
            f"The topics are also those of the publisher “{min(others)}”, and nothing tells whose events are whose.",
            "They can't be adopted. Name another GONGBAO_KAFKA__TOPIC_PREFIX: its topics begin anew.",
        )


def _refuse_foreign(ledger: Ledger, published: Published) -> None:
    """Raise SettingsError for topics that have nothing in common with the ledger."""
    ids = {name for name, _ in published.values()}
    if ledger.last_event() and ids and not any(event.id in ids for event in ledger.events()):
        raise SettingsError(
            "The topics hold nothing that this ledger ever said: they are those of another ledger.",
            "Name another GONGBAO_KAFKA__TOPIC_PREFIX, or the ledger that was published in GONGBAO_DATABASE_URL.",
        )


def _agree(ledger: Ledger, position: Position, common: int, last: int) -> bool:
    """Whether a publisher can go on from a position as it is."""
    certain = position.position == last and not position.doubtful
    return certain and common >= last and find_event_id(ledger, last) == position.event


def _events_after(config: Kafka, routes: Routes, position: int) -> Iterator[Event]:
    return (event for event in _events(config, routes) if event.position > position)


def _events(config: Kafka, routes: Routes) -> Iterator[Event]:
    """The events of the topics, each once, replays apart, with their data as it is there."""
    seen: set[str] = set()
    for record in read(config, *routes.event_topics):
        if REPLAY in dict(record.headers):
            continue
        try:
            event = read_event(record.headers, record.value)
        except ValueError:
            continue  # none of ours
        if event.position > 0 and isinstance(event.data, dict) and event.id not in seen:
            seen.add(event.id)
            yield event


def _last_event(ledger: Ledger, last: int) -> Event | None:
    """The last event that has a position up to this one: there may be none at it, if it was a dead letter."""
    for position in range(last, 0, -1):
        found = next(ledger.events(position - 1, limit=1), None)
        if found is not None and found.position <= last:
            return found
    return None


def _claim(transactions: Transactions, config: Kafka, routes: Routes, position: Position) -> None:
    value = json.dumps(asdict(position)).encode()
    transactions.commit([Record(routes.positions, config.publisher.encode(), value, [])])


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
