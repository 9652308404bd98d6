"""Lay pieces of text out on the lines that they were printed on, where a reader of PDFs broke these at their marks.

Many readers end a line where the space behind a mark is not what they expect: of one printed line come three, each
ending in a comma. What is left is the measure: lines of running text are set full, and the first of a paragraph is
set in by two characters. The layout that fits best says which pieces go on and which begin a paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from gongbao.language.bodies import is_addressees
from gongbao.language.brackets import PAIRS
from gongbao.language.characters import CLOSERS, TERMINAL, WIDE
from gongbao.language.dates import parse_date
from gongbao.language.numbering import find_marker
from gongbao.language.openness import is_open
from transforms.segment.fragments import Fragment
from transforms.segment.labels import ATTACHMENT_LIST, DUTY_LINE

LEAST = 14  # characters of a full line; a narrower column is not told from what is broken
SUPPORT = 12  # full lines that show the measure
TORN = 8  # lines broken at a comma, and more than half of all that end in one, that show how the text was read
INDENT = 2.0  # characters that the first line of a paragraph is set in by
SLACK = 1.5  # characters that a line may be longer than the measure: marks hang, and figures are narrow
WHOLE = 3.0  # what it costs that a line goes on with what begins anew
OPENING = 8  # pieces within which a document says to whom it goes
BEAM = 24  # layouts kept; they differ in where the last line ends, of which there are few

_NARROW = re.compile(f"[^{WIDE}]")
_SPACED = re.compile(rf"[A-Za-z0-9](?=[{WIDE}])|(?<=[{WIDE}])[A-Za-z0-9]")
_BREAKING = "，、；：" + TERMINAL + CLOSERS + "〕"
_OPENING = "".join(PAIRS) + "‘〔『「"


class Place(StrEnum):
    """Where a piece was printed by the one before it."""

    SAME = "same"  # on the same line
    WRAP = "wrap"  # on the next, which goes on
    NEW = "new"  # on a line that begins a paragraph


class _Layout(NamedTuple):
    """One way to lay out pieces, told from the last back: where it stands, how far its line reaches, what it costs."""

    place: Place
    reach: float
    cost: float
    before: "_Layout | None" = None


@dataclass(frozen=True, slots=True)
class _Seam:
    """A piece behind another, whatever the layout: all that its places cost.

    Attributes:
        width: how wide it is set.
        apart: whether a row or a jump keeps it from going on.
        wrapped: whether no blank line stands above it.
        inside: what it costs that it stands on the same line.
        begins: what it costs that it begins nothing.
        ending: what it costs that a paragraph ends above it: see `_break_off`.
    """

    width: float
    apart: bool
    wrapped: bool
    inside: float
    begins: float
    ending: tuple[float, float, float]


def measure(text: str) -> float:
    """How wide a text is set, in characters: figures and letters take half of one, and a little room around them."""
    return len(text) - 0.5 * len(_NARROW.findall(text)) + 0.2 * len(_SPACED.findall(text))


def find_measure(fragments: Sequence[Fragment]) -> float:
    """How many characters a full line holds, where the lines of a text were broken at their marks; 0 where not."""
    ends = [(a.text, measure(a.text)) for a, b in pairwise(fragments) if b.soft_wrapped and b.begins is None]
    widths = Counter(round(width) for _, width in ends if width >= LEAST)
    if not widths:
        return 0.0
    full = max(widths, key=lambda width: (widths[width], width))
    commas = [width for text, width in ends if text.endswith(("，", "、"))]
    torn = sum(width < full - 4 for width in commas)
    return float(full) if widths[full] >= SUPPORT and torn >= TORN and torn * 2 > len(commas) else 0.0


def lay_out(fragments: Sequence[Fragment], full: float) -> tuple[Fragment, ...]:
    """The fragments with what the printed lines say: whether each begins a paragraph, and whether its line is full.

    What the measure leaves open stays open.

    Args:
        fragments: those of one document, in order.
        full: how many characters a full line holds; 0 leaves them as they are.
    """
    if not full or not fragments or any(f.begins is not None for f in fragments):
        return tuple(fragments)
    layouts = [_Layout(Place.NEW, measure(fragments[0].text), 0.0)]
    words = find_words(fragments)
    for at, (before, fragment) in enumerate(pairwise(fragments), 1):
        seam = _weigh_seam(before, fragment, at == words)
        layouts = _go_on(layouts, seam, full)
    places = _tell(min(layouts, key=lambda layout: layout.cost))
    laid = list(fragments)
    for at, place in enumerate(places):
        if place is not Place.NEW:
            laid[at] = replace(laid[at], begins=False)
            laid[at - 1] = replace(laid[at - 1], full=True)
        elif at and not is_open(fragments[at - 1].text):
            laid[at] = replace(laid[at], begins=True)
            laid[at - 1] = replace(laid[at - 1], full=False)
    return tuple(laid)


def find_words(fragments: Sequence[Fragment]) -> int:
    """Where the words of a document begin, below those to whom it goes; 0 where it goes to nobody."""
    to = ""
    for at, fragment in enumerate(fragments[:OPENING]):
        to += fragment.text
        if fragment.text.endswith("："):
            return at + 1 if is_addressees(to) else 0
    return 0


def _weigh_seam(before: Fragment, fragment: Fragment, words: bool) -> _Seam:
    """What is known of a piece and the one before it; `words` are the document's that begin here."""
    row = before.row or fragment.row or before.jump_out is not None or fragment.jump_in is not None
    torn = before.text[-1:] in _BREAKING or fragment.text[:1] in _OPENING or not _is_wide(before, fragment)
    return _Seam(
        width=measure(fragment.text),
        apart=row,
        wrapped=fragment.soft_wrapped,
        inside=0.0 if torn else 2.5,
        begins=WHOLE if words else _begin_anew(before, fragment),
        ending=_break_off(before.text),
    )


def _place(last: _Layout, seam: _Seam, full: float) -> Iterable[tuple[Place, float, float]]:
    """The ways in which a piece can stand behind a layout: where, how far its line reaches then, what all costs."""
    width, gap = seam.width, full - last.reach
    if not seam.apart:
        if width <= gap + SLACK and seam.wrapped:
            yield Place.SAME, last.reach + width, last.cost + 0.2 + seam.inside + seam.begins
        yield Place.WRAP, width, last.cost + _misfit(gap) + seam.begins
    room, ample, tight = seam.ending
    cost = last.cost + 0.6 + (ample if gap > room else tight)
    yield Place.NEW, INDENT + width, cost + (INDENT + width > full + SLACK) * 3.0
    yield Place.NEW, width, cost + 0.6


def _begin_anew(before: Fragment, fragment: Fragment) -> float:
    """What it costs that a number, a date, a list of attachments or a label goes on with what stands before it."""
    if DUTY_LINE.match(fragment.text) and not before.text.endswith(("，", "、", "；", "：")):
        return WHOLE
    if parse_date(fragment.text) or parse_date(before.text) or ATTACHMENT_LIST.match(fragment.text):
        return WHOLE
    if find_marker(fragment.text) is None:
        return 0.0
    return 1.0 if before.text.endswith(("，", "、")) else WHOLE


def _is_wide(before: Fragment, fragment: Fragment) -> bool:
    """Whether no figure or letter stands on either side."""
    return not _NARROW.match(before.text[-1:]) and not _NARROW.match(fragment.text[:1])


def _misfit(gap: float) -> float:
    """What it costs that a line which goes on is not full."""
    return 0.6 * max(0.0, abs(gap) - 0.5) if abs(gap) <= 3 else 4.0


def _break_off(text: str) -> tuple[float, float, float]:
    """What it costs that a paragraph ends behind a piece: a room, what it costs where more is left of the line, and
    what where not."""
    if text.endswith(("，", "、")):
        return 0.0, 5.0, 5.0
    if not is_open(text):
        return 1.0, 0.0, 0.3
    return (0.0, 0.5, 0.5) if find_marker(text) else (3.0, 1.2, 3.5)


def _go_on(layouts: Sequence[_Layout], seam: _Seam, full: float) -> list[_Layout]:
    """Layouts with one more piece: of those whose lines reach as far the cheapest, and of these the cheapest few."""
    best: dict[tuple[float, bool], tuple[float, Place, float, _Layout]] = {}
    for last in layouts:
        for place, reach, cost in _place(last, seam, full):
            key = round(reach * 2), place is Place.NEW
            if key not in best or cost < best[key][0]:
                best[key] = cost, place, reach, last
    kept = sorted(best.values(), key=itemgetter(0))[:BEAM]
    return [_Layout(place, reach, cost, last) for cost, place, reach, last in kept]


def _tell(layout: _Layout | None) -> list[Place]:
    """Where each piece was printed."""
    places: list[Place] = []
    while layout is not None:
        places.append(layout.place)
        layout = layout.before
    return places[::-1]
