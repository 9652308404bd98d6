"""Text cells that stand close on one baseline, as strips. All thresholds are in ems of the type itself."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongbao.language.numbering import DIVISIONS, find_marker
from gongbao.model import Box, TextCell

CLOSE = 0.6  # ems: a wider gap may be a gutter
OVERLAP = 1.0  # ems that cells of one strip overlap at most: advance widths may be wider than the places they take
HANGING = 3.0  # ems of white at most between a number and the words that it opens
LEVEL = 0.25  # ems: baselines this near are one
DOUBLED = 0.25  # ems: the same text no farther off than this was drawn twice
POSTER = 100.0  # points: larger type is doubled no farther off than type of this size
SQUARE = 8.0  # points: the page in squares, so that a cell is compared with those around it alone
INDENT = 2.0  # ems by which the first lines of paragraphs are set in
LONGEST_HEADING = 16  # characters of a heading of spaced letters, and of a number that opens words
LETTERS, SPACED = 6, 2  # characters of words that are set with white between letters, and of those that stand together
WIDENED = str.maketrans("()", "（）")
UNDERLINE_ABOVE, UNDERLINE_BELOW = 0.2, 0.5  # ems above and below a baseline where a ruling underlines its text
LEADER = "…·.．⋯・•"


@dataclass(slots=True, eq=False)
class Strip:
    """Text cells that stand close on one baseline, left to right."""

    cells: list[TextCell]
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float


def merge_doubled_cells(cells: Iterable[TextCell]) -> list[TextCell]:
    """The cells without those drawn a second time in the same place, which is fake bold; the first is bold then."""
    seen: dict[tuple[str, int, int], list[int]] = defaultdict(list)  # by text and square of the page
    kept: list[TextCell] = []
    for cell in cells:
        near = (i for square in _list_squares(cell) for i in seen.get(square, ()) if _is_twin(kept[i], cell))
        twin = min(near, default=None)
        if twin is None:
            seen[cell.text, int(cell.x0 // SQUARE), int(cell.baseline // SQUARE)].append(len(kept))
            kept.append(cell)
        else:
            kept[twin] = kept[twin]._replace(bold=True)
    return kept


def _list_squares(cell: TextCell) -> Iterator[tuple[str, int, int]]:
    """The squares of the page in which a twin of a cell may begin."""
    near = _measure_nearness(cell)
    columns = range(int((cell.x0 - near) // SQUARE), int((cell.x0 + near) // SQUARE) + 1)
    rows = range(int((cell.baseline - near) // SQUARE), int((cell.baseline + near) // SQUARE) + 1)
    return ((cell.text, column, row) for column in columns for row in rows)


def _measure_nearness(cell: TextCell) -> float:
    """How far from a cell, in points, a twin of it stands at most."""
    return DOUBLED * min(cell.size, POSTER)


def _is_twin(first: TextCell, cell: TextCell) -> bool:
    near = _measure_nearness(cell)
    return abs(first.x0 - cell.x0) < near and abs(first.baseline - cell.baseline) < near


def join_cells(cells: Iterable[TextCell], rulings: Sequence[Box] = ()) -> list[Strip]:
    """Strips, from top to bottom and left to right.

    Args:
        cells: What stands on the page outside of tables.
        rulings: Level rulings, some of which may be blanks to be filled in: they hold the words at both ends together.
    """
    strips: list[Strip] = []
    blanks = sorted(rulings, key=lambda ruling: ruling.y0)
    for row in _group_by_baseline(sorted(cells, key=lambda cell: cell.baseline)):
        row.sort(key=lambda cell: cell.x0)
        strip: Strip | None = None
        for cell in row:
            if strip is not None and (_touches(strip, cell) or (blanks and _is_bridged(strip, cell, blanks))):
                strip.cells.append(cell)
                strip.x1 = max(strip.x1, cell.x1)
                strip.top, strip.bottom = min(strip.top, cell.top), max(strip.bottom, cell.bottom)
                strip.size = max(strip.size, cell.size)
            else:
                strip = Strip([cell], cell.x0, cell.x1, cell.top, cell.bottom, cell.baseline, cell.size)
                strips.append(strip)
    return strips


def make_strip(cells: list[TextCell]) -> Strip:
    """The strip of cells that stand left to right."""
    return Strip(
        cells=cells,
        x0=cells[0].x0,
        x1=max(cell.x1 for cell in cells),
        top=min(cell.top for cell in cells),
        bottom=max(cell.bottom for cell in cells),
        baseline=cells[0].baseline,
        size=max(cell.size for cell in cells),
    )


def _group_by_baseline(cells: Iterable[TextCell]) -> Iterator[list[TextCell]]:
    """Cells on one baseline, whatever their columns."""
    row: list[TextCell] = []
    for cell in cells:
        if row and cell.baseline - row[0].baseline > LEVEL * min(row[0].size, cell.size):
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _touches(strip: Strip, cell: TextCell) -> bool:
    gap = (cell.x0 - strip.x1) / max(strip.size, cell.size)
    if -OVERLAP < gap < CLOSE or (CLOSE <= gap < HANGING and _opens(strip.cells, cell)):
        return True
    # The page number at the end of a leader is part of its line, however little of the leader was read.
    return gap > 0 and strip.cells[-1].text[-1] in LEADER and cell.text.strip(LEADER).isdigit()


def _is_bridged(strip: Strip, cell: TextCell, rulings: Sequence[Box]) -> bool:
    """Whether a blank to be filled in reaches from a strip to a cell: a ruling, or several, under the white."""
    size = max(strip.size, cell.size)
    first = bisect.bisect_left(rulings, strip.baseline - UNDERLINE_ABOVE * size, key=lambda ruling: ruling.y0)
    reach = strip.x1
    for ruling in rulings[first:]:
        if ruling.y0 > strip.baseline + UNDERLINE_BELOW * size:
            break
        if ruling.x0 < cell.x0 and ruling.x1 > strip.x1 and ruling.x1 - ruling.x0 < cell.x1 - strip.x0:
            reach = max(reach, ruling.x1)
    return reach > strip.x1 and cell.x0 - reach < CLOSE * size


def _opens(cells: Sequence[TextCell], cell: TextCell) -> bool:
    """Whether cells are a number that opens a heading or an article, or the number and spaced letters, of what follows.

    Their white (第一条　…, 第一章　总　则) is as wide as a gutter.
    """
    text = "".join(cell.text for cell in cells[:LONGEST_HEADING]).translate(WIDENED)
    marker = find_marker(text) if len(text) <= LONGEST_HEADING else None
    if marker is None:
        return False
    words = len(text) - marker.end
    return words == 0 or (marker.style in DIVISIONS and len(cell.text) <= SPACED and words + len(cell.text) <= LETTERS)


def measure_body_size(strips: Sequence[Strip]) -> float:
    """The size, in points, that the middle character is set in: an em of the body."""
    sizes = sorted((cell.size, len(cell.text)) for strip in strips for cell in strip.cells)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return sizes[-1][0]
