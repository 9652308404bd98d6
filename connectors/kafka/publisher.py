"""The outbox to Kafka.

Delivery: each event exactly once to `read_committed` readers, in order for each key. A batch is one transaction,
which also holds the position that the outbox has been published to; a publisher that starts ends the transactions of
those before it (they share one transactional id), reads the position back, and goes on from there. Where the last
transaction was ended in some partitions only, it looks into the topics for what is there, and sends the rest.
"""

import contextlib
import datetime as dt
import gc
import itertools
import json
import logging
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Self

from connectors.kafka import topics
from connectors.kafka.cloudevents import Record, dead_letter_record
from connectors.kafka.connection import BATCH_BYTES
from connectors.kafka.positions import (
    UNKNOWN,
    Doubt,
    Position,
    check_position,
    find_event_id,
    hold_events,
    is_still_ours,
    list_publishers,
    published_since,
    read_position,
)
from connectors.kafka.routing import find_rejection, keep_last_states, route, size_limit
from connectors.kafka.topics import Routes
from connectors.kafka.transactions import REPLAYING, Transactions
from gongbao.errors import GazetteError, LedgerError, LimitError, SettingsError, TakenOverError, UnavailableError
from gongbao.events.dead_letters import DeadLetter, Stage, describe_error
from gongbao.ports import Event, Ledger
from gongbao.settings import Kafka

log = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks at an outbox that had nothing new
FIRST_WAIT, LAST_WAIT = 0.5, 30.0  # seconds before trying again, doubled each time

SOURCE = "/publisher"
ENDED_IN_PART = "Kafka ended a transaction in part; the rest is published now"


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction published: events, dead letters among them, and the position after it."""

    events: int
    dead_letters: int
    position: int


@dataclass(slots=True)
class _OpenBatch:
    """A batch while it is made."""

    last: Event
    events: int = 0
    dead_letters: int = 0


def run(
    ledger: Ledger,
    config: Kafka,
    follow: bool = False,
    on_batch: Callable[[Batch], None] = lambda _: None,
    on_wait: Callable[[GazetteError, float], None] = lambda *_: None,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Publish all that the outbox holds; with `follow`, also what comes, without end. Returns how many events.

    Without `follow`, raises UnavailableError where Kafka does not answer; with it, waits and tries again. Raises
    TakenOverError where another publisher of this name has started, SettingsError where trying again can't help.
    """
    # A loop of its own, not stamina's: each batch that goes through begins the waits anew, a refusal that was not meant
    # for us is tried again at once, and it is the caller who sleeps, in the pauses of an idle outbox too.
    routes = topics.load(config)
    instance = str(uuid.uuid4())
    total = 0
    wait = FIRST_WAIT
    claimed = False
    while True:
        try:
            with Publisher(ledger, config, routes, instance) as publisher:
                claimed = True
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
        except (TakenOverError, UnavailableError, LedgerError) as error:
            refused = isinstance(error, TakenOverError)
            with contextlib.suppress(UnavailableError):  # a topic that was deleted meanwhile looks like no answer
                topics.check(config, routes)
                # The broker refuses one whose transaction took too long just as it does one that was taken over, and
                # to either its own transaction may seem not to end; only another's claim tells.
                if (claimed or refused) and not is_still_ours(config, routes, instance):
                    raise TakenOverError(f"Another publisher named “{config.publisher}” has taken over.") from error
                if refused:
                    continue
            if not follow:
                raise
            on_wait(error, wait)
            sleep(wait)
            wait = min(2 * wait, LAST_WAIT)


class Publisher:
    """A publisher from its start, which ends all others of its name, to its end. Use it in a `with`.

    Any error leaves the open transaction undone; what comes next is a new publisher.
    """

    def __init__(self, ledger: Ledger, config: Kafka, routes: Routes, instance: str | None = None) -> None:
        self.ledger = ledger
        self.config = config
        self.routes = routes
        self.instance = instance or str(uuid.uuid4())
        self.position = 0
        self._event = ""
        self._since = 0
        self._doubt = Doubt()
        self._replays = 0
        self._started = dt.datetime.now(dt.UTC).isoformat()
        self._limits: dict[str, int] = {}
        self._open = contextlib.ExitStack()
        self._transactions: Transactions

    def __enter__(self) -> Self:
        found = topics.check(self.config, self.routes)
        self._limits = {name: size_limit(topic.configs) for name, topic in found.items()}
        with contextlib.ExitStack() as opened:
            self._transactions = opened.enter_context(
                Transactions(self.config, found, "publisher", min(BATCH_BYTES, *self._limits.values()))
            )
            self._take_over()
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def publish(self) -> Batch | None:
        """Publish the next events in one transaction; None where there are none."""
        events = self.ledger.events(self.position, limit=self.config.batch)
        first = next(events, None)
        if first is None:
            return None
        batch = _OpenBatch(first)

        with paused_garbage_collection():
            # Read first, then send: SQLite lets go of the interpreter's lock at each row, and gets it back from the
            # client's busy thread only after milliseconds.
            records = keep_last_states(self._all_records(itertools.chain([first], events), batch), self.routes.states)
            self._commit(list(records), self.position, batch.last.position, batch.last.id)
        return Batch(batch.events, batch.dead_letters, self.position)

    def _all_records(self, events: Iterable[Event], batch: "_OpenBatch") -> Iterator[Record]:
        """The records of events, until they are as many bytes as a batch may have."""
        size = 0
        for event in events:
            made, lost = self._records(event)
            batch.last = event
            batch.events += event.id not in self._doubt.published
            batch.dead_letters += lost
            size += sum([len(record.value or b"") for record in made])
            yield from made
            if size >= self.config.batch_bytes:
                return

    def _take_over(self) -> None:
        """Go on where the last publisher ended, and say in the same place that it is us now."""
        hanging = self._transactions.hanging()
        found, foreign = read_position(self.config, self.routes)
        if found is None:
            self._refuse_to_repeat()
        else:
            check_position(self.ledger, self.config, found)
            self._since, self.position, self._event = found.since, found.position, found.event
            self._replays = found.replays
        if hanging or (found is not None and found.doubtful):
            self._recover()
        now = dt.datetime.now(dt.UTC)
        letters = [
            DeadLetter(
                id=f"{self.routes.positions}/{one.partition}/{one.offset}",
                stage=Stage.POSITION,
                reason="A record that no publisher wrote lies among the publishers' positions; it was passed over.",
                time=now,
                errors=(one.reason,),
                topic=self.routes.positions,
                partition=one.partition,
                offset=one.offset,
            )
            for one in foreign
        ]
        made = [dead_letter_record(letter, self.routes.dead_letters, SOURCE) for letter in letters]
        self._commit(made, self._since, self.position, self._event)

    def _refuse_to_repeat(self) -> None:
        """Raise SettingsError where no publisher of our name was here, but the events were: all would come twice."""
        if not list_publishers(self.config, self.routes) and hold_events(self.config, self.routes):
            said = "The topics hold events, and no position of the publisher that sent them."
        elif marked := self.ledger.last_published():
            said = f"{marked} events of the ledger were published, and the topics have none: they are new or were lost."
        else:
            return
        raise SettingsError(
            said, "`gongbao publish --adopt` goes on after what is there, and sends again, as replays, what was lost."
        )

    def _recover(self) -> None:
        """After a transaction that was ended in some partitions only: see what of it is there, to send the rest.

        The doubt is written down before anything is undone, so that a crash in between leaves it to the next one. A
        replay of this name is broken off: what it has open would hide from us what is there.
        """
        self._doubt = Doubt(until=UNKNOWN)
        self._commit([], self._since, self._since, find_event_id(self.ledger, self._since) or "")
        self._transactions.undo()
        with Transactions(self.config, self.routes.names, REPLAYING) as replaying:
            replaying.undo()
        there = published_since(self.config, self.routes, self.position)
        last = max((e.position for e in self.ledger.events(self.position) if e.id in there), default=self.position)
        self._doubt = Doubt(frozenset(there), last)
        log.warning("%s: readers have %d events after position %d", ENDED_IN_PART, len(there), self.position)

    def _records(self, event: Event) -> tuple[list[Record], int]:
        """The records for an event, and how many of them are dead letters."""
        made = []
        try:
            again = self._started if event.position <= self._replays else None
            made += route(event, self.routes, self._limits, again)
            if event.id in self._doubt.published:
                made = made[1:]  # its state may be missing nevertheless
            letter = find_rejection(event)
        except (SettingsError, LimitError, ValueError) as error:
            letter = DeadLetter(
                id=event.id,
                stage=Stage.PUBLISH,
                reason=" ".join(str(error).split()),
                time=dt.datetime.now(dt.UTC),
                errors=describe_error(error),
                event=event.id,
                type=event.type,
                subject=event.subject,
                position=event.position,
                topic=topic.name if (topic := self.routes.topic(event.type)) else None,
            )
        if letter is None:
            return made, 0
        return [*made, dead_letter_record(letter, self.routes.dead_letters, event.source)], 1

    def _commit(self, records: Iterable[Record], since: int, position: int, event: str) -> None:
        """Publish records and a position in one transaction, and mark the ledger."""
        now = dt.datetime.now(dt.UTC).isoformat()
        replays = self._replays if position < self._replays else 0
        reached = Position(position, event, self.instance, now, since, position < self._doubt.until, replays)
        value = json.dumps(asdict(reached)).encode()
        self._transactions.commit([*records, Record(self.routes.positions, self.config.publisher.encode(), value, [])])
        self._since, self.position, self._event = since, position, event
        if not reached.doubtful:
            self._doubt = Doubt()
            # The mark only follows: where it fails, that of the next batch covers it.
            with contextlib.suppress(LedgerError):
                self.ledger.mark_published(self.position)


@contextlib.contextmanager
def paused_garbage_collection() -> Iterator[None]:
    """Pause Python's garbage collector: all that a batch is made of lives until it is sent, and looking through it
    takes a tenth of the time of publishing. The settings limit its size (`Kafka.batch`, `Kafka.batch_bytes`).
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
