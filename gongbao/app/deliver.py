"""Delivering: what the ledger holds, to what follows it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gongbao.errors import GazetteError
from gongbao.ports import Ledger, Sink


@dataclass(frozen=True, slots=True)
class Delivery:
    """How much went to each sink, and why nothing did to others. Nothing is lost by that: the next one delivers it."""

    delivered: Mapping[str, int] = field(default_factory=dict)
    undelivered: Mapping[str, GazetteError] = field(default_factory=dict)


class PublishedBatch(Protocol):
    """What went out in one transaction: events, dead letters among them, and the position after it."""

    @property
    def events(self) -> int: ...
    @property
    def dead_letters(self) -> int: ...
    @property
    def position(self) -> int: ...


def deliver(sinks: Iterable[Sink], each: Callable[[Sink], int]) -> Delivery:
    """Bring every sink up to the ledger. One that fails does not stop the others.

    Args:
        sinks: What follows the ledger.
        each: How one of them is brought up: `deliver_to`, or a task that does just that.
    """
    delivered: dict[str, int] = {}
    undelivered: dict[str, GazetteError] = {}
    for sink in sinks:
        try:
            delivered[sink.name] = each(sink)
        except GazetteError as error:
            undelivered[sink.name] = error
    return Delivery(delivered, undelivered)


def deliver_to(sink: Sink, ledger: Ledger, today: dt.date) -> int:
    """Bring one sink up to the ledger and what this day has changed in it; returns how many things went out."""
    ledger.note_expiries(today)
    return sink.deliver(ledger)


class DailyExpiries:
    """Notes what expired, or soon will, once a day while a publisher runs."""

    def __init__(self, ledger: Ledger, today: Callable[[], dt.date] = dt.date.today) -> None:
        self.ledger = ledger
        self.today = today
        self.noted = dt.date.min

    def note(self) -> None:
        """Note them, if this day's have not been."""
        today = self.today()
        if self.noted != today:
            self.noted = today
            self.ledger.note_expiries(today)
