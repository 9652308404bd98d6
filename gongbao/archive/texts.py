"""The state of a text: how it stands with it, from when to when, and who says so."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gongbao.archive.force import Force, Phase, find_phase, next_change, trace_force
from gongbao.archive.statements import Effect, Statement

MOST = 200  # statements and phases that a state names: beyond, the first ones


@dataclass(frozen=True, slots=True, kw_only=True)
class TextState:
    """What an archive says of one text.

    `id` is its number; its document's id where it has none; gazette and title where nobody holds it. `documents` are
    those that are the text: several where it was printed more than once. `first` and `last` bound the days on which it
    stands as it does now. `amended` are the days on which others changed it.
    """

    id: str
    number: str | None = None
    title: str | None = None
    documents: tuple[str, ...] = ()
    force: Force
    first: dt.date | None = None
    last: dt.date | None = None
    effective_from: dt.date | None = None
    expires: dt.date | None = None
    amended: tuple[dt.date, ...] = ()
    phases: tuple[Phase, ...] = ()
    statements: tuple[Statement, ...] = ()

    def on(self, day: dt.date) -> Phase:
        """How it stands on a day."""
        return find_phase(self.phases, day)

    def changes_after(self, day: dt.date) -> dt.date | None:
        """The first day after this one on which it stands otherwise."""
        return next_change(self.phases, day)


def make_state(
    id: str,
    number: str | None,
    title: str | None,
    documents: Iterable[str],
    issued: dt.date | None,
    statements: Iterable[Statement],
    today: dt.date,
) -> TextState | None:
    """The state of a text from all that is stated of it, in any order; None where that is nothing."""
    said = sorted(set(statements), key=_by_day)
    if not said:
        return None
    phases = trace_force(said, issued)
    now = find_phase(phases, today)
    return TextState(
        id=id,
        number=number,
        title=title,
        documents=tuple(sorted(documents)),
        force=now.force,
        first=now.first,
        last=now.last,
        effective_from=_first_day(phases),
        expires=_last_day(phases),
        amended=tuple(sorted({s.since for s in said if s.effect is Effect.AMENDS and s.since}))[:MOST],
        phases=phases[:MOST],
        statements=tuple(said[:MOST]),
    )


def _by_day(statement: Statement) -> tuple[dt.date, str, int, int, str]:
    day = statement.said or dt.date.min
    return day, statement.by, statement.paragraph, statement.start, statement.effect


def _first_day(phases: Iterable[Phase]) -> dt.date | None:
    return next((p.first for p in phases if p.force is Force.IN_FORCE), None)


def _last_day(phases: Iterable[Phase]) -> dt.date | None:
    """The last day in force; None where no end is known."""
    return next((p.last for p in reversed(tuple(phases)) if p.force is Force.IN_FORCE), None)
