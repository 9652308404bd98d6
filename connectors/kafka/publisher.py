"""The outbox to Kafka.

Delivery: each event exactly once to `read_committed` readers, in order for each key. A batch is one transaction,
which also holds the position that the outbox has been published to; a publisher that starts ends the transactions of
those before it (they bear one transactional id), reads the position back, and goes on from there.
"""

import contextlib
import datetime as dt
import itertools
import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from kafka import errors as kafka_errors

from connectors.kafka import topics
from connectors.kafka.cloudevents import Record, event_record, letter_record, state_record
from connectors.kafka.connection import BATCH_BYTES, MAX_REQUEST, explained, producer
from connectors.kafka.reading import read
from connectors.kafka.topics import MAX_MESSAGE, Routes
from gongbao.errors import GazetteError, LedgerError, LimitError, SettingsError, TakenOverError, UnavailableError
from gongbao.letters import POSITION, PUBLISH, READ, DeadLetter, describe
from gongbao.ports import Event, Ledger
from gongbao.settings import Kafka

log = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks at an outbox that had nothing new
FIRST_WAIT, LAST_WAIT = 0.5, 30.0  # seconds before trying again, doubled each time
CLOSING = 2.0  # seconds for a client to close; what is open then is aborted by whoever comes next

FINDING = "gongbao.finding.raised"
PAGE_REJECTED = "page-rejected"
SOURCE = "/publisher"


@dataclass(frozen=True, slots=True)
class Position:
    """How far a publisher was: the last event published, and which process it was."""

    position: int
    event: str
    instance: str
    time: str


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that is no position."""

    partition: int
    offset: int
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction published: events, dead letters among them, and the position after it."""

    events: int
    letters: int
    position: int


@dataclass(slots=True)
class _Making:
    """A batch while it is made."""

    last: Event
    events: int = 0
    letters: int = 0


def run(
    ledger: Ledger,
    chosen: Kafka,
    follow: bool = False,
    on_batch: Callable[[Batch], None] = lambda _: None,
    on_wait: Callable[[GazetteError, float], None] = lambda *_: None,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Publish all that the outbox holds; with `follow`, also what comes, without end. Returns how many events.

    Without `follow`, raises UnavailableError where Kafka does not answer; with it, waits and tries again. Raises
    TakenOverError where another publisher of this name has started, SettingsError where trying again can't help.
    """
    routes = topics.load(chosen)
    instance = str(uuid.uuid4())
    total = 0
    wait = FIRST_WAIT
    while True:
        try:
            with Publisher(ledger, chosen, routes, instance) as publisher:
                while True:
                    batch = publisher.publish()
                    if batch is not None:
                        total += batch.events
                        wait = FIRST_WAIT
                        on_batch(batch)
                    elif follow:
                        sleep(PAUSE)
                    else:
                        return total
        except TakenOverError:
            # The broker ends a transaction that takes too long in the same way; only another's claim tells.
            if not _still_ours(chosen, routes, instance):
                raise
        except (UnavailableError, LedgerError) as error:
            with contextlib.suppress(UnavailableError):  # a topic that was deleted meanwhile looks like no answer
                topics.check(chosen, routes)
            if not follow:
                raise
            on_wait(error, wait)
            sleep(wait)
            wait = min(2 * wait, LAST_WAIT)


class Publisher:
    """A publisher from its start, which ends all others of its name, to its end. Use it in a `with`.

    Any error leaves the open transaction undone; what comes next is a new publisher.
    """

    def __init__(self, ledger: Ledger, chosen: Kafka, routes: Routes, instance: str | None = None) -> None:
        self.ledger = ledger
        self.chosen = chosen
        self.routes = routes
        self.instance = instance or str(uuid.uuid4())
        self.position = 0
        self._event = ""
        self._limits: dict[str, int] = {}
        self._producer: Any = None

    def __enter__(self) -> Self:
        found = topics.check(self.chosen, self.routes)
        self._limits = {name: limit_of(topic.configs) for name, topic in found.items()}
        try:
            with explained(self.chosen):
                self._producer = producer(
                    self.chosen, transactional_id(self.chosen), min(BATCH_BYTES, *self._limits.values())
                )
                self._producer.init_transactions()
            self._take_over()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def publish(self) -> Batch | None:
        """Publish the next events in one transaction; None where there are none."""
        events = self.ledger.events(self.position, limit=self.chosen.batch)
        first = next(events, None)
        if first is None:
            return None
        batch = _Making(first)

        def records() -> Iterator[Record]:
            yield from last_states(self._all_records(itertools.chain([first], events), batch), self.routes.states)
            yield self._position_record(batch.last.position, batch.last.id)

        # Read first, then send: SQLite lets go of the interpreter's lock at each row, and gets it back from the
        # client's busy thread only after milliseconds.
        self._send(list(records()))
        self.position, self._event = batch.last.position, batch.last.id
        self._mark()
        return Batch(batch.events, batch.letters, self.position)

    def _all_records(self, events: Iterable[Event], batch: "_Making") -> Iterator[Record]:
        """The records of events, until they are as many bytes as a batch may have."""
        size = 0
        for event in events:
            made, lost = self._records(event)
            batch.last = event
            batch.events += 1
            batch.letters += lost
            size += sum([len(record.value or b"") for record in made])
            yield from made
            if size >= self.chosen.batch_bytes:
                return

    def _take_over(self) -> None:
        """Go on where the last publisher ended, and say in the same place that it is us now."""
        found, bad = read_position(self.chosen, self.routes)
        if found is not None:
            self.position, self._event = found.position, found.event
            if self.position and not _holds(self.ledger, found):
                raise SettingsError(
                    f"Kafka's position {found.position} of the publisher “{self.chosen.publisher}” is that of another "
                    "ledger: ours has no such event there.",
                    "Name another GONGBAO_KAFKA__PUBLISHER or TOPIC_PREFIX, or restore the ledger that was published.",
                )
        now = dt.datetime.now(dt.UTC)
        letters = [
            DeadLetter(
                id=f"{self.routes.positions}/{one.partition}/{one.offset}",
                stage=POSITION,
                reason="A record that no publisher wrote lies among the publishers' positions; it was passed over.",
                time=now,
                errors=(one.reason,),
                topic=self.routes.positions,
                partition=one.partition,
                offset=one.offset,
            )
            for one in bad
        ]
        made = [letter_record(letter, self.routes.dead_letters, SOURCE) for letter in letters]
        self._send([*made, self._position_record(self.position, self._event)])
        self._mark()

    def _records(self, event: Event) -> tuple[list[Record], int]:
        """The records for an event, and how many of them are dead letters."""
        made = []
        try:
            made += routed(event, self.routes, self._limits)
            letter = rejected(event)
        except (SettingsError, LimitError, ValueError) as error:
            letter = DeadLetter(
                id=event.id,
                stage=PUBLISH,
                reason=" ".join(str(error).split()),
                time=dt.datetime.now(dt.UTC),
                errors=describe(error),
                event=event.id,
                type=event.type,
                subject=event.subject,
                position=event.position,
                topic=topic.name if (topic := self.routes.topic(event.type)) else None,
            )
        if letter is None:
            return made, 0
        return [*made, letter_record(letter, self.routes.dead_letters, event.source)], 1

    def _position_record(self, position: int, event: str) -> Record:
        now = dt.datetime.now(dt.UTC).isoformat()
        value = json.dumps(asdict(Position(position, event, self.instance, now))).encode()
        return Record(self.routes.positions, self.chosen.publisher.encode(), value, [])

    def _send(self, records: Iterable[Record]) -> None:
        with explained(self.chosen):
            transact(self._producer, records)

    def _mark(self) -> None:
        # The mark only follows: where it fails, the next one makes up for it.
        with contextlib.suppress(LedgerError):
            self.ledger.mark_published(self.position)

    def _close(self) -> None:
        if self._producer is not None:
            close(self._producer)
            self._producer = None


def transactional_id(chosen: Kafka, role: str = "publisher") -> str:
    """The name that fences: of two producers that bear it, the later one ends the other."""
    return f"{chosen.topic_prefix}gongbao.{role}.{chosen.publisher}"


def transact(client: Any, records: Iterable[Record]) -> None:
    """Send records in one transaction: all of them, or none. The client must not be used after an error.

    After KafkaTimeoutError the transaction may still be committed; who initialises the next client of its name waits
    for that, and can tell by what it finds.
    """
    seconds = client.config["delivery_timeout_ms"] / 1000
    client.begin_transaction()
    sent = [client.send(r.topic, key=r.key, value=r.value, headers=r.headers) for r in records]
    client.flush(timeout=seconds)
    for future in sent:
        if future.failed():
            raise future.exception
    _within_seconds(client.commit_transaction, seconds)


def _within_seconds(action: Callable[[], None], seconds: float) -> None:
    """Call what may wait without end. Raises KafkaTimeoutError where it does."""
    raised: list[BaseException] = []

    def call() -> None:
        try:
            action()
        except BaseException as error:
            raised.append(error)

    caller = threading.Thread(target=call, daemon=True)
    caller.start()
    caller.join(seconds)
    if raised:
        raise raised[0]
    if caller.is_alive():
        raise kafka_errors.KafkaTimeoutError(f"nothing came back within {seconds:g} s")


def close(client: Any) -> None:
    """Close a producer, whatever state it is in."""
    with contextlib.suppress(kafka_errors.KafkaError, OSError, RuntimeError, AssertionError):
        client.close(timeout=CLOSING)
    if not client._closed:  # close() gives up where it can't flush, and would leave its thread and its atexit behind
        client._sender.force_close()
        client._unregister_cleanup()
        client._closed = True


def routed(event: Event, routes: Routes, limits: Mapping[str, int], replay: str | None = None) -> list[Record]:
    """An event's record, and that of the state it leaves. Raises SettingsError where no topic takes it,
    LimitError where it is too long."""
    topic = routes.topic(event.type)
    if topic is None:
        raise SettingsError(f"No topic takes events of type {event.type}.", "Describe one in deploy/topics.toml.")
    made = [event_record(event, topic.name, replay)]
    if topic.state is not None:
        made.append(state_record(event, topic.state, replay, made[0]))
    return [within(record, limits) for record in made]


def within(record: Record, limits: Mapping[str, int]) -> Record:
    """The record, if its topic takes it. Raises LimitError."""
    if record.size > limits[record.topic]:
        raise LimitError(
            f"The event has {record.size:,} bytes; {record.topic} takes {limits[record.topic]:,}.",
            "Raise the topic's max.message.bytes, and replay.",
        )
    return record


def last_states(records: Iterable[Record], state_topics: frozenset[str]) -> Iterator[Record]:
    """The records as they come; of states only the last of each thing, after all others."""
    states: dict[tuple[str, bytes], Record] = {}
    for record in records:
        if record.topic in state_topics:
            states[record.topic, record.key] = record
        else:
            yield record
    yield from states.values()


def rejected(event: Event) -> DeadLetter | None:
    """The dead letter of a file or page that could not be read, from the finding that says so."""
    data = event.data
    if event.type != FINDING or not (data.get("issue") is None or data.get("code") == PAGE_REJECTED):
        return None
    return DeadLetter(
        id=event.id,
        stage=READ,
        reason=str(data.get("message", "")),
        time=event.time,
        errors=(f"{data.get('code')}: {data.get('message')}",),
        event=event.id,
        type=event.type,
        subject=event.subject,
        position=event.position,
        uri=data.get("uri"),
        sha256=data.get("sha256"),
        page=data.get("page"),
    )


def read_position(chosen: Kafka, routes: Routes) -> tuple[Position | None, list[Bad]]:
    """The last position of this publisher, and the records after it that are none though they bear its name."""
    found: Position | None = None
    bad: list[Bad] = []
    for record in read(chosen, routes.positions):
        if record.key != chosen.publisher.encode():
            continue
        try:
            found, bad = parse_position(record.value), []
        except ValueError as error:
            bad.append(Bad(record.partition, record.offset, str(error)))
    return found, bad


def parse_position(value: bytes | None) -> Position:
    """A position from a record's value. Raises ValueError where it is none."""
    data = json.loads(value or b"")
    kinds = {"position": int, "event": str, "instance": str, "time": str}
    if not isinstance(data, dict) or any(type(data.get(name)) is not kind for name, kind in kinds.items()):
        raise ValueError("not a position")
    if data["position"] < 0:
        raise ValueError("a position below 0")
    return Position(**{name: data[name] for name in kinds})


def _still_ours(chosen: Kafka, routes: Routes, instance: str) -> bool:
    found, _ = read_position(chosen, routes)
    return found is not None and found.instance == instance


def _holds(ledger: Ledger, found: Position) -> bool:
    there = next(iter(ledger.events(found.position - 1, limit=1)), None)
    return there is not None and (there.position, there.id) == (found.position, found.event)


def limit_of(configs: Mapping[str, str]) -> int:
    """Bytes of the largest record that a topic takes from us."""
    said = str(configs.get(MAX_MESSAGE, ""))
    return min(MAX_REQUEST, int(said)) if said.isdecimal() else MAX_REQUEST
