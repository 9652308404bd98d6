"""Duties: who is to do what by when, in brackets, on lines of their own, and in tables."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from gongbao.model import Document, Duty, DutyForm
from gongbao.model.spans import Span
from transforms.tag.dates import find_dates, period
from transforms.tag.duty_legends import is_note, read_legend
from transforms.tag.duty_statements import LABEL, NamedBody, Statement, find_statements
from transforms.tag.duty_tables import Row, find_rows

_SPAN = re.compile(r"(?<!\d)\d+个?(?:工作日|自然日|日|天|小时|个月|月)内")
_SEVERAL = 3  # lists
_UNTIL = re.compile(r"(?:之?前|以前|内|完成|(?=[；）]))")


class LocatedBody(NamedTuple):
    """Where a body of a duty is named: the paragraph, and the place in it."""

    paragraph: int
    span: Span


class LocatedDuty(NamedTuple):
    """A duty with where its bodies stand."""

    duty: Duty
    bodies: tuple[LocatedBody, ...]


def locate_duties(document: Document, year: int | None) -> list[LocatedDuty]:
    """One duty a statement, in the order of the text, with the places of its bodies.

    Its task is what stands between it and the statement before, or the paragraph above where it opens its own.

    Args:
        document: its paragraphs are read in their order: what one says of how lists are to be read (逗号前为牵头单位)
            is of all that follow, what a note says of all.
        year: of the issue, for deadlines that name none.
    """
    texts = [paragraph.text for paragraph in document.paragraphs]
    year = document.date.year if document.date else year
    rows = {row.paragraph: row for row in find_rows(texts)}
    stated = _state(texts)
    found: list[LocatedDuty] = []
    for paragraph, text in enumerate(texts):
        if paragraph in rows:
            found.append(_of_row(text, rows[paragraph], year))
            continue
        done = 0
        for statement in stated[paragraph]:
            above = texts[paragraph - 1] if paragraph and not statement.start else ""
            task = (above or text[done : statement.start]).strip("。；，")
            made = _of_statement(text, paragraph, task, statement, year)
            done = statement.end
            if found and _goes_on(found[-1].duty, made.duty, texts):
                found[-1] = _merge(found[-1], made)
            else:
                found.append(made)
    return found


def _state(texts: Sequence[str]) -> list[list[Statement]]:
    """The statements of each paragraph.

    Mere lists of bodies in brackets state duties where the document does so otherwise as well, has said how lists are
    to be read, or closes several paragraphs by such lists.
    """
    legend = next((legend for text in texts if is_note(text) and (legend := read_legend(text))), None)
    stated: list[list[Statement]] = []
    for text in texts:
        legend = read_legend(text) or legend
        stated.append(find_statements(text, legend))
    bare = [statement.bare for statements in stated for statement in statements]
    if legend or not all(bare) or len(bare) >= _SEVERAL:
        return stated
    return [[] for _ in texts]


def _of_statement(text: str, paragraph: int, task: str, statement: Statement, year: int | None) -> LocatedDuty:
    deadline = text[slice(*statement.deadline)] if statement.deadline else None
    return _make(
        text, paragraph, Span(statement.start, statement.end), statement.form, statement.bodies, task, deadline, year
    )


def _of_row(text: str, row: Row, year: int | None) -> LocatedDuty:
    task = text[slice(*row.task)].strip() if row.task else ""
    deadline = text[slice(*row.deadline)].strip() if row.deadline else None
    return _make(text, row.paragraph, Span(0, len(text)), DutyForm.ROW, row.bodies, task, deadline, year)


def _make(
    text: str,
    paragraph: int,
    place: Span,
    form: DutyForm,
    bodies: Iterable[NamedBody],
    task: str,
    deadline: str | None,
    year: int | None,
) -> LocatedDuty:
    by_role: dict[str, tuple[str, ...]] = {"lead": (), "responsible": (), "cooperating": ()}
    for body in bodies:
        by_role[body.role] += (text[slice(*body.span)],)
    deadlines, due = _deadlines(f"{task}\n{deadline or ''}）", year)
    if deadline and deadline not in deadlines:
        deadlines = (*(d for d in deadlines if d not in deadline), deadline)
    duty = Duty(
        **by_role,
        paragraph=paragraph,
        start=place.start,
        end=place.end,
        task=task,
        deadlines=deadlines,
        due=due,
        form=form,
        deadline=deadline,
        rule=form.value,
        confidence=1.0 if LABEL.match(text, place.start + 1) else 0.7,
    )
    return LocatedDuty(duty, tuple(LocatedBody(paragraph, body.span) for body in bodies))


def _goes_on(before: Duty, duty: Duty, texts: Sequence[str]) -> bool:
    """Whether a line of labels goes on with the one above it: 牵头单位：… above 责任单位：…"""
    return (
        before.form is duty.form is DutyForm.LINE
        and duty.paragraph == before.paragraph + 1
        and duty.start == 0
        and before.end >= len(texts[before.paragraph].rstrip("。；"))
        and not any(getattr(before, role) and getattr(duty, role) for role in ("lead", "responsible", "cooperating"))
        and not duty.lead
    )


def _merge(before: LocatedDuty, behind: LocatedDuty) -> LocatedDuty:
    """One duty of two lines of labels; it stands where the first does."""
    a, b = before.duty, behind.duty
    merged = replace(
        a,
        lead=a.lead + b.lead,
        responsible=a.responsible + b.responsible,
        cooperating=a.cooperating + b.cooperating,
        deadlines=tuple(dict.fromkeys((*a.deadlines, *b.deadlines))),
        due=max(filter(None, (a.due, b.due)), default=None),
        deadline=a.deadline or b.deadline,
    )
    return LocatedDuty(merged, before.bodies + behind.bodies)


def _deadlines(task: str, year: int | None) -> tuple[tuple[str, ...], dt.date | None]:
    printed: list[tuple[int, str]] = []
    due: dt.date | None = None
    for date in find_dates(task, year):
        tail = _UNTIL.match(task, date.end)
        if not tail:
            continue
        words_ = task[date.start : date.end] + (tail.group() if tail.group() != "完成" else "")
        printed.append((date.start, words_))
        days = period(date.norm)
        if days:
            due = max(due, days.last) if due else days.last
    printed += [(m.start(), m.group()) for m in _SPAN.finditer(task)]
    return tuple(dict.fromkeys(text for _, text in sorted(printed))), due
