"""Where columns begin and end, measured by their lines."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.layout.flow import Flow, Path
from transforms.layout.strips import INDENT, Strip

SUPPORT = 0.04  # of a column's lines, two at least, that make a place its edge and no stray line
SAME_PLACE = 0.4  # ems: lines that begin or end this near to one another do so in one place
INDENT_SPREAD = 0.3  # ems that such an indent is off at most
HANGING = 2.5  # ems: marks hang out of a column less far


@dataclass(frozen=True, slots=True)
class Column:
    """Edges of a column in points; `number` counts from 1, left to right, and is 0 for what spans columns."""

    left: float
    right: float
    number: int


def measure_columns(flow: Flow, left: float, right: float) -> dict[Path, Column]:
    """Edges of each column, from its lines; of what spans columns, from the text as a whole.

    Args:
        flow: A page in reading order.
        left: Where its text begins, in points, should it be too little to tell.
        right: Where it ends.

    Returns:
        The columns by their paths, () among them.
    """
    members: dict[Path, list[Strip]] = defaultdict(list)
    for item, path, _ in flow.placed:
        if isinstance(item, Strip):
            members[path].append(item)
    edges = {path: _measure_edges(strips, flow.em) for path, strips in members.items() if path}
    columns = {
        path: Column(*edges[path], number) for number, path in enumerate(sorted(edges, key=lambda p: edges[p][0]), 1)
    }
    whole = [s for strips in members.values() for s in strips]
    columns[()] = Column(*(_measure_edges(whole, flow.em) if len(whole) > 2 else (left, right)), 0)
    return columns


def _measure_edges(strips: Sequence[Strip], em: float) -> tuple[float, float]:
    return find_left_edge([s.x0 for s in strips], em), find_right_edge([s.x1 for s in strips], em)


def find_left_edge(starts: Iterable[float], em: float) -> float:
    """The outermost place where more than a stray line or two begin.

    A single line further out counts where it stands out by the two characters that paragraphs are set in by: in a
    short column it may be the only one that wraps.
    """
    places = sorted(starts)
    enough = _count_enough(places)
    edge = next((x for x in places if _count_support(x, places, em) >= enough), places[0])
    return next((x for x in places if x < edge and abs(edge - x - INDENT * em) < INDENT_SPREAD * em), edge)


def find_right_edge(ends: Iterable[float], em: float) -> float:
    """The place near the right where most lines end: some marks hang out beyond it."""
    places = sorted(ends)
    enough = _count_enough(places)
    outermost = next((x for x in reversed(places) if _count_support(x, places, em) >= enough), places[-1])
    near = places[bisect.bisect_left(places, outermost - HANGING * em) :]
    return max(near, key=lambda x: (_count_support(x, near, em), x))


def _count_enough(places: Sequence[float]) -> int:
    """How many lines make a place an edge."""
    return max(2, round(SUPPORT * len(places)))


def _count_support(place: float, places: Sequence[float], em: float) -> int:
    """How many of the sorted places are as good as this one."""
    near = SAME_PLACE * em
    return bisect.bisect_right(places, place + near) - bisect.bisect_left(places, place - near)
