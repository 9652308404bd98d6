"""The white strip between two columns, found by a vote of what stands side by side. All thresholds are in ems."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongbao.model import Gap
from transforms.layout.strips import INDENT, Strip

AGREED = 0.7  # of the most votes: where so many gaps overlap is the gutter, with room for marks that hang out
BESIDE = 0.8  # ems: text whose baselines are no farther apart stands side by side
MINIMUM = 0.5  # ems: no gutter is narrower
NARROW = 4.0  # ems: no gutter between columns of full lines is wider
INDENT_SPREAD = 0.35  # ems that such an indent is off at most
COLUMN = 6.0  # ems: no column is narrower
UNEVEN = 4.0  # times: no column is so much wider than the other
WORDLESS = 0.7  # of the strips at the right: more of them without a word are numbers at the ends of lines
VOTES = 4  # fewer say nothing by themselves
CENTRAL = 2.0  # ems: a gutter whose edges are no farther from the middle is where a page of two columns has it
CANDIDATES = 40  # stretches of white that may be the gutter, from the middle on
ROW = 100  # strips before and behind one in the order of their baselines that may stand beside it
FEW_SPANNING = 4  # lines that run across a central gutter, besides two a vote, and don't speak against it


@dataclass(frozen=True, slots=True)
class _Area:
    """Text that may stand in two columns between `left` and `right`; `nested` within a column of the page."""

    strips: Sequence[Strip]
    em: float
    left: float
    right: float
    nested: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def find_gutter(strips: Sequence[Strip], em: float, left: float, right: float, nested: bool = False) -> Gap | None:
    """The gutter of some text.

    Every two strips that stand side by side vote for the white between them. The gutter is where most votes agree,
    the one nearest to the middle where several do.

    Args:
        strips: In the order of their baselines.
        em: The size of the body, in points.
        left: Where the text begins, in points.
        right: Where it ends.
        nested: Whether the text is a column itself. Only clear signs count there.

    Returns:
        Its edges; None where the text is one column.
    """
    gaps = list(find_gaps(strips))
    if not gaps:
        return None
    area = _Area(strips, em, left, right, nested)
    most = max(votes for votes, _ in count_votes(gaps, 1))
    # A gap or two elsewhere, in a running header say, must not hide a gutter of few lines.
    for least in (AGREED * most, 1):
        candidates = sorted(count_votes(gaps, least), key=lambda c: (_measure_distance(area.middle, c[1]), -c[0]))
        for votes, agreed in candidates[:CANDIDATES]:
            gap = _take_off_indent(agreed, gaps, em)
            narrowed = _narrow(gap, area)
            if gap.width >= MINIMUM * em and _is_gutter(votes, narrowed, area) and _is_aligned(agreed, gaps, em):
                return narrowed
    return None


def find_gaps(strips: Sequence[Strip]) -> Iterator[Gap]:
    """The white between each strip and the next one to its right at the same height."""
    for i, strip in enumerate(strips):
        nearest: Strip | None = None
        for side in (reversed(strips[max(0, i - ROW) : i]), strips[i + 1 : i + 1 + ROW]):
            for other in side:
                if abs(other.baseline - strip.baseline) >= BESIDE * strip.size:
                    break
                if other.x0 >= strip.x1 and (nearest is None or other.x0 < nearest.x0):
                    nearest = other
        if nearest is not None:
            yield Gap(strip.x1, nearest.x0)


def count_votes(gaps: Sequence[Gap], least: float) -> Iterator[tuple[int, Gap]]:
    """Each stretch where at least so many gaps overlap, with the most that do, from left to right."""
    votes = most = 0
    start = 0.0
    edges = [(gap.left, 1) for gap in gaps] + [(gap.right, -1) for gap in gaps]
    for x, vote in sorted(edges, key=lambda e: (e[0], -e[1])):
        before, votes = votes, votes + vote
        if before < least <= votes:
            start, most = x, votes
        elif votes < least <= before:
            yield most, Gap(start, x)
        most = max(most, votes)


def _take_off_indent(agreed: Gap, gaps: Sequence[Gap], em: float) -> Gap:
    """The gap without the two characters by which the first lines of paragraphs are set in.

    In a short column most lines may be first lines; one that wraps shows where the column begins.
    """
    edges = (
        gap.right
        for gap in gaps
        if gap.left <= agreed.left < gap.right and abs(agreed.right - gap.right - INDENT * em) < INDENT_SPREAD * em
    )
    return Gap(agreed.left, min(edges, default=agreed.right))


def _narrow(gap: Gap, area: _Area) -> Gap:
    """A wide gap about the middle cut down to an em at either side: short lines leave more white than the gutter."""
    if gap.width > NARROW * area.em and gap.left < area.middle < gap.right:
        return Gap(max(gap.left, area.middle - area.em), min(gap.right, area.middle + area.em))
    return gap


def _measure_distance(place: float, gap: Gap) -> float:
    """How far a place lies outside of a gap; 0 within."""
    return max(gap.left - place, place - gap.right, 0.0)


def _is_gutter(votes: int, gap: Gap, area: _Area) -> bool:
    """Whether two columns stand at both sides of the gap, and not cells, leaders or words set apart."""
    em = area.em
    widths = gap.left - area.left, area.right - gap.right
    before = [s for s in area.strips if s.x1 <= gap.right]
    after = [s for s in area.strips if s.x0 >= gap.left]
    if not before or not after or min(widths) < COLUMN * em or not 1 / UNEVEN < widths[0] / widths[1] < UNEVEN:
        return False
    wordless = sum(not any(c.isalpha() for cell in s.cells for c in cell.text) for s in after)
    if wordless > WORDLESS * len(after):
        return False  # numbers at the end of lines
    spanning = [s.baseline for s in area.strips if s.x0 < gap.left and s.x1 > gap.right]
    clear = votes >= 2 * _count_stretches(after, spanning)
    if clear and votes >= VOTES and gap.width <= NARROW * em:
        return True
    central = gap.left - CENTRAL * em < area.middle < gap.right + CENTRAL * em
    if not central or area.nested:
        return False
    narrow = min(max(s.x1 - s.x0 for s in side) for side in (before, after)) < COLUMN * em
    return (clear and not narrow) or len(spanning) <= (votes if narrow else 2 * votes + FEW_SPANNING)


def _is_aligned(agreed: Gap, gaps: Sequence[Gap], em: float) -> bool:
    """Whether half of the text at a side of a gap ends there in one place, or begins in one or in by an indent.

    Lines of a column do. Words set apart, in forms and lists, end and begin anywhere.
    """
    beside = [gap for gap in gaps if gap.left <= agreed.middle <= gap.right]
    ends, starts = sorted(gap.left for gap in beside), sorted(gap.right for gap in beside)
    begun = max(_count_near(x, starts, em) + _count_near(x + INDENT * em, starts, em) for x in starts)
    return 2 * max(begun, *(_count_near(x, ends, em) for x in ends)) >= len(beside)


def _count_near(place: float, places: Sequence[float], em: float) -> int:
    near = INDENT_SPREAD * em
    return bisect.bisect_right(places, place + near) - bisect.bisect_left(places, place - near)


def _count_stretches(beside: Sequence[Strip], spanning: Sequence[float]) -> int:
    """In how many stretches the text stands beside the gap, between lines that span both columns.

    Columns come in long stretches; words set apart in lines here and there (`第一条　…`) do not.
    """
    return len({bisect.bisect(spanning, s.baseline) for s in beside})
