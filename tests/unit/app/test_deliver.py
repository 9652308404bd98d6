"""Delivering to every sink, and what is said of those that do not answer."""

import datetime as dt

from connectors.ledger import SqlLedger
from gongbao.app.deliver import DailyExpiries, deliver, deliver_to
from gongbao.errors import UnavailableError
from gongbao.ports import Ledger

LAST = dt.date(2026, 5, 31)  # of the notice of `make_issue`


class Sink:
    """Counts the events there are, or does not answer."""

    def __init__(self, name: str, answers: bool = True) -> None:
        self.name = name
        self.answers = answers

    def deliver(self, ledger: Ledger) -> int:
        """All of them."""
        if not self.answers:
            raise UnavailableError(f"{self.name} does not answer.")
        return ledger.last_event()


def test_one_that_fails_keeps_the_others_from_nothing(ledger: SqlLedger) -> None:
    """What went out is counted, what did not is told by the sink's name."""
    done = deliver(
        [Sink("first", answers=False), Sink("second")], lambda sink: deliver_to(sink, ledger, dt.date(2021, 5, 1))
    )
    assert done.delivered == {"second": ledger.last_event()}
    assert {name: type(error) for name, error in done.undelivered.items()} == {"first": UnavailableError}


def test_what_the_day_changed_goes_out_too(ledger: SqlLedger) -> None:
    """What expired is noted before anything is delivered, once."""
    before = ledger.last_event()
    assert deliver_to(Sink("one"), ledger, LAST + dt.timedelta(1)) == before + 1
    assert deliver_to(Sink("one"), ledger, LAST + dt.timedelta(1)) == before + 1


def test_expiries_are_noted_once_a_day(ledger: SqlLedger) -> None:
    """A publisher that goes on for months notes them each day, and looks once."""
    days = iter([dt.date(2021, 5, 1), dt.date(2021, 5, 1), LAST, LAST])
    noted: list[dt.date] = []

    class Noting:
        """A ledger that writes down when it was asked."""

        def note_expiries(self, today: dt.date) -> int:
            """Nothing."""
            noted.append(today)
            return 0

    expiries = DailyExpiries(Noting(), lambda: next(days))  # type: ignore[arg-type]
    for _ in range(4):
        expiries.note()
    assert noted == [dt.date(2021, 5, 1), LAST]
