"""Dead letters in Kafka: a compacted topic, where each stays until it is replayed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from connectors.kafka import topics
from connectors.kafka.cloudevents import Record, read_dead_letter, state_record
from connectors.kafka.reading import read
from connectors.kafka.routing import route, size_limit
from connectors.kafka.topics import Routes
from connectors.kafka.transactions import REPLAYING, Transactions
from gongbao.errors import GazetteError, InputError, NotFoundError
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.ports import Event, Ledger
from gongbao.settings import Kafka


@dataclass(frozen=True, slots=True)
class ListedDeadLetter:
    """A dead letter on the list; `letter` is None where its record can't be read, and `reason` says why."""

    key: str
    partition: int
    offset: int
    letter: DeadLetter | None
    reason: str


def list_dead_letters(config: Kafka) -> list[ListedDeadLetter]:
    """All that wait, the oldest first. A record that is no dead letter is on the list as such."""
    found: dict[bytes, ListedDeadLetter] = {}
    for record in read(config, topics.load(config).dead_letters):
        found.pop(record.key, None)
        if record.value is None:
            continue
        name = record.key.decode("utf-8", "backslashreplace")
        try:
            letter = read_dead_letter(record.value)
        except ValueError as error:
            reason = f"The record is no dead letter: {error}."
            found[record.key] = ListedDeadLetter(name, record.partition, record.offset, None, reason)
        else:
            found[record.key] = ListedDeadLetter(name, record.partition, record.offset, letter, letter.reason)
    return list(found.values())


def choose(listed: list[ListedDeadLetter], name: str) -> ListedDeadLetter:
    """The dead letter of that id, or the only one whose id begins so. Raises NotFoundError."""
    fitting = [one for one in listed if one.key == name] or [one for one in listed if one.key.startswith(name)]
    if not fitting:
        raise NotFoundError(f"No dead letter is named {name}.", "See `gongbao dead-letters list`.")
    if len(fitting) > 1:
        raise NotFoundError(f"{len(fitting)} dead letters begin with {name}.", "Give more of its id.")
    return fitting[0]


def replay(
    ledger: Ledger, config: Kafka, one: ListedDeadLetter, read_again: Callable[[DeadLetter], None], drop: bool = False
) -> str:
    """Try again what a dead letter is about, and take it off the list; returns what was done, in a few words.

    An event goes to its topic in the transaction that takes it off the list. A file is given to `read_again`, which
    raises InputError where it still can't be read. `drop`: only take it off the list.
    """
    letter = one.letter
    routes = topics.load(config)
    found = topics.check(config, routes)
    gone = Record(routes.dead_letters, one.key.encode(), None, [])
    records: list[Record] = []
    said = "dropped"
    if not drop and letter is None:
        raise InputError(one.reason, "`--drop` takes it off the list.")
    if not drop and letter is not None and letter.stage is not Stage.POSITION:
        if letter.stage is Stage.PUBLISH:
            limits = {name: size_limit(topic.configs) for name, topic in found.items()}
            records = _event_records(ledger, letter, routes, limits)
            said = "published"
        else:
            read_again(letter)
            said = "read again"
    with Transactions(config, found, REPLAYING) as transactions:
        transactions.undo()
        transactions.commit([*records, gone])
    return said


def _event_records(ledger: Ledger, letter: DeadLetter, routes: Routes, limits: dict[str, int]) -> list[Record]:
    event = _event(ledger, letter)
    when = dt.datetime.now(dt.UTC).isoformat()
    try:
        record, *states = route(event, routes, limits, when)
    except GazetteError as error:
        raise InputError(f"It still can't be published: {error}", error.next_step) from error
    if not states:
        return [record]
    # What it is now may be newer than what the dead letter is about.
    last = max(
        (e for e in ledger.events(event.position - 1, ["gongbao.document.*"]) if e.subject == event.subject),
        key=lambda e: e.position,
    )
    return [record, *(state_record(last, state.topic, when) for state in states)]


def _event(ledger: Ledger, letter: DeadLetter) -> Event:
    position = letter.position or 0
    found = next(iter(ledger.events(position - 1, limit=1)), None) if position > 0 else None
    if found is None or found.id != letter.event:
        raise NotFoundError(
            f"The event {letter.event} is not in this ledger at position {position}.",
            "Name the ledger that it was published from in GONGBAO_DATABASE_URL.",
        )
    return found
