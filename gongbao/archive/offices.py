"""Who held an office, from when to when: joined from all appointments and removals, in whatever order they arrive."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongbao.archive.posts import find_manner, is_single
from gongbao.language.dates import add_months
from gongbao.language.departures import find_leaving
from gongbao.language.numerals import parse_whole
from gongbao.model import Action, Appointment, Body, Leaving, Manner, Misfit, MisfitKind, OfficeState, Tenure

MOST = 200  # tenures and misfits that a state names: beyond, the last ones
MOST_AGAIN = 50  # further appointments of one tenure
TERM = 365  # days after which who holds an office is appointed for another term, and after which one has settled in

_COUNT = re.compile(
    r"(?:时间|任期|挂职期?|期限)(?:为)?(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})(?P<unit>年|个月)"
)
_FOR_GOOD = re.compile("期满|正式|续聘|续任|连任|连选")


@dataclass(frozen=True, slots=True)
class Step:
    """One document's word on one person in one office: appointed, or removed."""

    person: str
    action: Action
    by: str  # the document
    on: dt.date | None
    note: str | None = None
    manner: Manner | None = None
    probation: str | None = None
    leaving: Leaving | None = None


def make_step(appointment: Appointment, by: str, on: dt.date | None) -> Step:
    """What an appointment of a document says, as a step of a tenure."""
    return Step(
        person="".join(appointment.person.split()),
        action=appointment.action,
        by=by,
        on=on,
        note=appointment.note,
        manner=find_manner(appointment) if appointment.action is Action.APPOINT else None,
        probation=appointment.probation,
        leaving=_find_leaving(appointment),
    )


def _find_leaving(appointment: Appointment) -> Leaving | None:
    """Why somebody leaves a post; what was read before that was asked says so in the note at most."""
    if appointment.action is Action.APPOINT or appointment.leaving:
        return appointment.leaving
    return find_leaving(appointment.note or "")


def make_office(id: str, body: Body, office: str, steps: Iterable[Step]) -> OfficeState | None:
    """The state of an office from all that is said of it, in any order; None where that is nothing.

    Args:
        id: The office's.
        body: In which it is.
        office: What it is called there.
        steps: All appointments to it and removals from it.
    """
    tenures, misfits = trace_tenures(steps, is_single(office))
    if not tenures:
        return None
    return OfficeState(
        id=id,
        body=body.id,
        body_name=body.name,
        names=body.names,
        office=office,
        place=body.place,
        level=body.level,
        merged_into=body.merged_into,
        tenures=tenures[-MOST:],
        misfits=misfits[-MOST:],
    )


def trace_tenures(steps: Iterable[Step], single: bool) -> tuple[tuple[Tenure, ...], tuple[Misfit, ...]]:
    """The tenures of one office in order of time, and what does not fit.

    Who is appointed holds the office until removed; where the body has but one such office (`single`), until another is
    appointed. A removal of somebody of whom no appointment is known is a tenure with no beginning: most archives begin
    after most appointments. It is a misfit only where the archive itself says otherwise: that another has held the
    office for long, or that somebody holds it whose name differs in one character.
    """
    tenures: list[Tenure] = []
    misfits: list[Misfit] = []
    for step in _in_order(steps):
        at = _find_held(tenures, step)
        if step.action is Action.APPOINT:
            if at is None:
                tenures = [_follow(t, step) for t in tenures] if single else tenures
                tenures.append(_begin(step))
            else:
                misfits += _find_twice(tenures[at], step)
                tenures[at] = _appoint_again(tenures[at], step)
        elif at is not None:
            tenures[at] = _end(tenures[at], step)
        elif not _is_repeated(tenures, step):
            misfits += _find_contradiction(tenures, step, single)
            tenures.append(_end(Tenure(step.person), step))
    return tuple(sorted(tenures, key=_by_time)), tuple(misfits)


def held_on(tenure: Tenure, day: dt.date) -> bool:
    """Whether a tenure, as far as is known, is under way on a day: on that of the appointment, not of the removal."""
    begun = tenure.since is None or tenure.since <= day
    if tenure.until is None:
        return begun and tenure.removed_by is None
    return begun and day < tenure.until


def _in_order(steps: Iterable[Step]) -> list[Step]:
    """By day, those without one first; of one day removals first; then by what is always the same.

    What two documents say alike of one day is said once.
    """
    ordered = sorted(
        set(steps),
        key=lambda s: (
            s.on or dt.date.min,
            s.action is Action.APPOINT,
            s.person,
            s.by,
            s.note or "",
            s.probation or "",
            s.manner or "",
            s.leaving or "",
        ),
    )
    first: dict[tuple[dt.date | None, Action, str], Step] = {}
    for step in ordered:
        first.setdefault((step.on, step.action, step.person), step)
    return list(first.values())


def _find_held(tenures: Sequence[Tenure], step: Step) -> int | None:
    """The tenure of that person that is under way; a removal may also be of one that a successor has ended."""
    for at in range(len(tenures) - 1, -1, -1):
        tenure = tenures[at]
        open_still = tenure.removed_by is None and (tenure.followed_by is None or step.action is Action.REMOVE)
        if tenure.person == step.person and open_still:
            return at
    return None


def _follow(tenure: Tenure, step: Step) -> Tenure:
    """Another was appointed to the only office of its kind."""
    under_way = tenure.removed_by is None and tenure.followed_by is None
    if not under_way or tenure.since is None or step.on is None or step.on <= tenure.since:
        return tenure
    return replace(tenure, until=step.on, followed_by=step.person)


def _begin(step: Step) -> Tenure:
    return Tenure(
        step.person,
        since=step.on,
        appointed_by=step.by,
        note=step.note,
        manner=step.manner,
        probation=step.probation,
        expected_until=_find_term(step),
    )


def _end(tenure: Tenure, step: Step) -> Tenure:
    note = tenure.note or step.note
    return replace(tenure, until=step.on, removed_by=step.by, leaving=step.leaving, note=note, followed_by=None)


def _appoint_again(tenure: Tenure, step: Step) -> Tenure:
    """The same person appointed to the office that he holds: for good, or for another term."""
    days = tuple(sorted({*tenure.appointed_again, *filter(None, (step.on,))}))[:MOST_AGAIN]
    return replace(
        tenure, appointed_again=days, manner=step.manner, probation=step.probation, expected_until=_find_term(step)
    )


def _find_term(step: Step) -> dt.date | None:
    """The last day of a term that is set for it: 挂职，时间一年."""
    match = _COUNT.search("".join((step.note or "").split())) if step.on else None
    count = parse_whole(match["count"].replace("两", "二")) if match else None
    if match is None or step.on is None or not count:
        return None
    after = add_months(step.on, count * (12 if match["unit"] == "年" else 1))
    return after - dt.timedelta(days=1) if after else None


def _find_twice(tenure: Tenure, step: Step) -> Iterator[Misfit]:
    """An appointment of who holds the office, where nothing says that it is for good or for another term."""
    temporary = tenure.manner is not None or tenure.probation is not None or _FOR_GOOD.search(step.note or "")
    last = max(filter(None, (tenure.since, *tenure.appointed_again)), default=None)
    if temporary or last is None or step.on is None or (step.on - last).days >= TERM:
        return
    yield Misfit(MisfitKind.APPOINTED_TWICE, step.person, step.by, step.on, tenure.appointed_by)


def _is_repeated(tenures: Iterable[Tenure], step: Step) -> bool:
    """Whether who is removed was so not long before, and not appointed since: it is printed again."""
    before = [t.until for t in tenures if t.person == step.person and t.removed_by is not None]
    return any(step.on is None or day is None or (step.on - day).days < TERM for day in before)


def _find_contradiction(tenures: Sequence[Tenure], step: Step, single: bool) -> Iterator[Misfit]:
    """Where who is removed can't have held the office, for all that the archive says."""
    under_way = [t for t in tenures if t.appointed_by and not t.removed_by and not t.followed_by and t.since]
    for tenure in under_way:
        if _differ_in_one(tenure.person, step.person):
            yield Misfit(MisfitKind.MISREAD_NAME, step.person, step.by, step.on, tenure.person)
            return
    settled = [t for t in under_way if step.on and t.since and (step.on - t.since).days >= TERM]
    if single and settled:  # a successor is often appointed some days before
        yield Misfit(MisfitKind.HELD_BY_ANOTHER, step.person, step.by, step.on, settled[-1].person)


def _differ_in_one(name: str, other: str) -> bool:
    return len(name) == len(other) > 1 and sum(a != b for a, b in zip(name, other, strict=True)) == 1


def _by_time(tenure: Tenure) -> tuple[dt.date, dt.date, str, str]:
    start, end = tenure.since or tenure.until or dt.date.min, tenure.until or dt.date.max
    return start, end, tenure.person, tenure.appointed_by or tenure.removed_by or ""
