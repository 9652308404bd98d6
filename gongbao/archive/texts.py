"""The state of a text: how it stands with it, from when to when, and who says so."""

import datetime as dt
from collections.abc import Iterable

from gongbao.archive.force import find_phase, next_change, trace_force
from gongbao.model import Effect, Force, Phase, Statement, TextState

MOST = 200  # statements and phases that a state names: beyond, the first ones


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


def next_day(state: TextState, day: dt.date) -> dt.date | None:
    """The first day after this one on which it stands otherwise with a text."""
    return next_change(state.phases, day)


def _by_day(statement: Statement) -> tuple[dt.date, str, int, int, str]:
    day = statement.said or dt.date.min
    return day, statement.by, statement.paragraph, statement.start, statement.effect


def _first_day(phases: Iterable[Phase]) -> dt.date | None:
    return next((p.first for p in phases if p.force is Force.IN_FORCE), None)


def _last_day(phases: Iterable[Phase]) -> dt.date | None:
    """The last day in force; None where no end is known."""
    return next((p.last for p in reversed(tuple(phases)) if p.force is Force.IN_FORCE), None)
