"""From when to when a text is in force: one computation, from all that is stated of it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from gongbao.model import Effect, Force, Phase, Statement


@dataclass(frozen=True, slots=True)
class _Step:
    """From this day on it stands so."""

    day: dt.date
    force: Force
    because: Statement | None


@dataclass(slots=True)
class _Spell:
    """Days in force, both included, and what set its beginning and its end."""

    first: dt.date
    last: dt.date
    began: Statement | None
    ended: Statement | None


FIRST, LAST = dt.date.min, dt.date.max
DAY = dt.timedelta(days=1)
ENDS = {Effect.REPEALS: Force.REPEALED, Effect.REPLACES: Force.REPLACED, Effect.LAPSES: Force.LAPSED}


def trace_force(statements: Iterable[Statement], issued: dt.date | None = None) -> tuple[Phase, ...]:
    """How it stands with a text on every day, in phases without gaps.

    Args:
        statements: All that is stated of it. Their order does not matter.
        issued: The day of the text itself, from which on it is taken to be in force where it does not say from when.

    Returns:
        Phases in order, the first open to the past and the last to the future; none where nothing is stated.
    """
    ordered = sorted(statements, key=_order)
    if not ordered:
        return ()
    start = next((s for s in ordered if s.effect is Effect.ENTERS), None)
    first = (start and start.since) or issued or FIRST
    steps = [_Step(FIRST, Force.NOT_YET, None), *_follow(_find_spells(ordered, first, start), _find_pauses(ordered))]
    if end := _find_end(ordered):
        day = end.since or first
        steps = [*(step for step in steps if step.day < day), _Step(day, ENDS[end.effect], end)]
    return tuple(_make_phases(steps))


def find_phase(phases: Sequence[Phase], day: dt.date) -> Phase:
    """How it stands on a day."""
    for phase in phases:
        if (phase.first is None or phase.first <= day) and (phase.last is None or day <= phase.last):
            return phase
    return Phase(None, None, Force.UNSTATED)


def next_change(phases: Sequence[Phase], day: dt.date) -> dt.date | None:
    """The first day after this one on which it stands otherwise."""
    return next((phase.first for phase in phases if phase.first and phase.first > day), None)


def _order(statement: Statement) -> tuple[Any, ...]:
    """By the first day of what is said, else by the day on which it was said; then by what is always the same."""
    known = (statement.since, statement.said, statement.until)
    place = (statement.effect, statement.by, statement.paragraph, statement.start, statement.end)
    day = statement.since or statement.said or FIRST
    return (day, statement.until or LAST, *place, *((one is None, one or FIRST) for one in known))


def _find_end(ordered: Sequence[Statement]) -> Statement | None:
    """What puts an end to a text for good: the first such day that is known; of one day, the strongest word."""
    ends = [s for s in ordered if s.effect in ENDS]
    dated = [s for s in ends if s.since]
    strength = list(ENDS).index
    return min(dated or ends, key=lambda s: (s.since or FIRST, strength(s.effect), *_order(s)[2:]), default=None)


def _find_spells(ordered: Sequence[Statement], first: dt.date, start: Statement | None) -> list[_Spell]:
    """Days in force as far as terms go: a term may be made longer, also after it has run out."""
    term = max((s for s in ordered if s.effect is Effect.EXPIRES), key=attrgetter("until"), default=None)
    last = (term and term.until) or LAST
    spells = [_Spell(first, max(first, last), start, term)]
    for said in ordered:
        if said.effect not in (Effect.EXTENDS, Effect.KEEPS):
            continue
        current, day = spells[-1], said.since or said.said
        if day is not None and day > current.last:
            spells.append(_Spell(day, max(day, said.until or LAST), said, said))
        elif said.until is not None and said.until >= current.first:
            current.last, current.ended = said.until, said
        elif said.effect is Effect.EXTENDS and said.until is None:
            current.last, current.ended = LAST, said
    return spells


def _find_pauses(ordered: Sequence[Statement]) -> list[_Spell]:
    """Days of suspension, those that meet in one."""
    pauses: list[_Spell] = []
    for said in ordered:
        first = said.since or said.said
        if said.effect is not Effect.SUSPENDS or first is None:
            continue
        last = max(first, said.until or LAST)
        if pauses and first <= pauses[-1].last:
            pauses[-1].last = max(pauses[-1].last, last)
        else:
            pauses.append(_Spell(first, last, said, said))
    return pauses


def _follow(spells: Sequence[_Spell], pauses: Sequence[_Spell]) -> Iterator[_Step]:
    """The steps from one state to the next: in force, suspended, in force again, expired."""
    left = iter(pauses)
    pause = next(left, None)
    for spell in spells:
        yield _Step(spell.first, Force.IN_FORCE, spell.began)
        while pause and pause.first <= spell.last:
            if pause.last >= spell.first:
                yield _Step(max(pause.first, spell.first), Force.SUSPENDED, pause.began)
                if pause.last < spell.last:
                    yield _Step(pause.last + DAY, Force.IN_FORCE, spell.began)
            if pause.last > spell.last:
                break
            pause = next(left, None)
        if spell.last < LAST:
            yield _Step(spell.last + DAY, Force.EXPIRED, spell.ended)


def _make_phases(steps: Sequence[_Step]) -> Iterator[Phase]:
    """Steps in order as phases; of several of one day the last holds, and equal neighbours are one."""
    kept: list[_Step] = []
    for step in steps:
        if kept and kept[-1].day == step.day:
            kept.pop()
        if not kept or kept[-1].force is not step.force:
            kept.append(step)
    for step, following in zip(kept, [*kept[1:], None], strict=True):
        last = following.day - DAY if following else None
        yield Phase(None if step.day == FIRST else step.day, last, step.force, step.because)
