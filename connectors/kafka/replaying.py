"""Published events sent again, from the ledger.

The events are those that were published, with the ids they had, in their order, each with `ce_replay`. State topics
get what things are now, whatever part of their history is replayed. A replay that is broken off has sent whole
batches, and may be started again: readers know an event by its id.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from connectors.kafka import topics
from connectors.kafka.cloudevents import Record, event_record, last_event_record, state_record
from connectors.kafka.positions import read_position
from connectors.kafka.routing import check_size, route, size_limit
from connectors.kafka.topics import BrokerTopic, Routes
from connectors.kafka.transactions import REPLAYING, Transactions
from gongbao.errors import LimitError, SettingsError
from gongbao.events.history import Since
from gongbao.ports import Event, Ledger
from gongbao.settings import Kafka

T = TypeVar("T")

Thing = tuple[str, str]
"""A state topic, and the id of a thing in it."""


def replay(
    ledger: Ledger,
    config: Kafka,
    since: Since | None = None,
    types: Sequence[str] | None = None,
    to: str | None = None,
    on_batch: Callable[[int], None] = lambda _: None,
) -> int:
    """Send published events again, those since an issue and of some types, to their topics or all `to` one.

    Returns how many. Without `to`, the state of what they are about is written anew.
    """
    routes = topics.load(config)
    found = topics.check(config, routes) if to is None else _there(config, to)
    limits = {name: size_limit(topic.configs) for name, topic in found.items()}
    when = dt.datetime.now(dt.UTC).isoformat()
    touched: set[Thing] = set()
    total = 0
    with Transactions(config, found, REPLAYING) as transactions:
        transactions.undo()
        for batch in _batches(_wanted(ledger, since, types, _published(config, routes)), config.batch):
            records = [r for event in batch if (r := _record(event, routes, limits, to, when)) is not None]
            transactions.commit(records)
            touched |= {thing for event in batch if (thing := _thing(event, routes)) is not None}
            total += len(records)
            on_batch(total)
        if to is None:
            write_states(ledger, config, routes, transactions, touched, when)
    return total


def write_states(
    ledger: Ledger, config: Kafka, routes: Routes, transactions: Transactions, things: Iterable[Thing], when: str
) -> None:
    """Write what things are now to their state topics.

    A publisher may be at work: where it published something newer of one of them meanwhile, that is written again,
    so that ours, which may have come after it, is not the last word.
    """
    left = set(things)
    types = [pattern for topic in routes.topics if topic.states for pattern in topic.events]
    done = 0
    while left:
        position = _published(config, routes)
        last: dict[Thing, Event] = {}
        for event in ledger.events(0, types):
            if event.position > position:
                break
            if (thing := _thing(event, routes)) in left and thing is not None:
                last[thing] = event
        states = [_state(event, routes, when) for event in last.values() if event.position > done]
        for batch in _batches(iter(states), config.batch):
            transactions.commit(record for record in batch if record is not None)
        newer = ledger.events(position, types)
        now = _published(config, routes)
        left &= {thing for event in newer if event.position <= now and (thing := _thing(event, routes)) is not None}
        done = position


def _wanted(ledger: Ledger, since: Since | None, types: Sequence[str] | None, position: int) -> Iterator[Event]:
    for event in ledger.events(0, types):
        if event.position > position:
            return
        if since is None or since.reaches(event):
            yield event


def _record(event: Event, routes: Routes, limits: dict[str, int], to: str | None, when: str) -> Record | None:
    """An event's record; None for one that its topic does not take, which has been a dead letter since it was new.

    What a topic keeps only the last of is written as a state, at the end.
    """
    if to is not None:
        return check_size(event_record(event, to, when), limits)
    topic = routes.topic(event.type)
    if topic is not None and topic.states == topic.name:
        return None
    try:
        return route(event, routes, limits, when)[0]
    except (LimitError, SettingsError, ValueError):
        return None


def _thing(event: Event, routes: Routes) -> Thing | None:
    topic = routes.topic(event.type)
    return (topic.states, event.subject) if topic is not None and topic.states is not None else None


def _state(event: Event, routes: Routes, when: str) -> Record | None:
    topic = routes.topic(event.type)
    if topic is None or topic.states is None:
        return None
    made = last_event_record if topic.states == topic.name else state_record
    return made(event, topic.states, when)


def _published(config: Kafka, routes: Routes) -> int:
    found, _ = read_position(config, routes)
    return found.position if found is not None else 0


def _there(config: Kafka, name: str) -> dict[str, BrokerTopic]:
    found = topics.find(config, [name])
    if not found:
        raise SettingsError(f"Kafka at {config.bootstrap_servers} has no topic {name}.", "Make it, and try again.")
    return found


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch
