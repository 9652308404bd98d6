"""Paragraphs set off by white and not set in, as browsers print them: which lines begin one."""

import itertools
from collections.abc import Iterator, Sequence
from statistics import median_low

from gongbao.model import Line, Page

FLUSH = 0.5  # ems: a line that begins no farther in begins at the edge of its column
SET_IN = 1.5, 2.5  # ems by which Chinese sets the first line of a paragraph in
FEWEST = 3  # lines set off, and lines that wrap, which show how a page is set
SELDOM = 0.1  # share of the lines that may be set in for another reason
WIDER = 1.3  # times the leading of lines that wrap: the white between paragraphs is wider
SAME_SIZE = 0.05  # ems by which the type of a paragraph differs at most


def find_block_beginnings(page: Page) -> dict[int, bool | None]:
    """Whether lines begin a paragraph, by their index; none where first lines are set in, as Chinese is mostly printed.

    None for the first line of a column: nothing stands above it that would tell.

    Args:
        page: Its lines in reading order, without running headers.
    """
    lines = [line for line in page.lines if line.table is None and line.indent is not None]
    drops = list(_find_drops(lines))
    set_in = sum(SET_IN[0] <= (line.indent or 0.0) <= SET_IN[1] for line in lines)
    leading = _measure_leading([drop for _, drop in drops])
    set_off = {line.index: drop > WIDER * leading for line, drop in drops}
    fewer = min(sum(set_off.values()), len(set_off) - sum(set_off.values()))
    if fewer < FEWEST or set_in > SELDOM * len(lines):
        return {}
    return {line.index: set_off.get(line.index) for line in lines if abs(line.indent or 0.0) < FLUSH}


def _find_drops(lines: Sequence[Line]) -> Iterator[tuple[Line, float]]:
    """Lines of one size that begin at the edge below another that does, each with how many ems it stands below it."""
    for above, line in itertools.pairwise(lines):
        size, flush = line.size or 1.0, max(abs(above.indent or 0.0), abs(line.indent or 0.0)) < FLUSH
        alike = above.column == line.column and abs((above.size or 1.0) - size) < SAME_SIZE * size
        drop = (line.baseline or 0.0) - (above.baseline or 0.0)
        if flush and alike and drop > 0:
            yield line, drop / size


def _measure_leading(drops: Sequence[float]) -> float:
    """The leading of lines that wrap, in ems: the closest that lines stand, but for a stray one."""
    closest = sorted(drops)[: max(1, len(drops) // 4)]
    return median_low(closest) if closest else 0.0
