"""Find ruled tables on a raw page and read them by row."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongbao.model import Box, TextCell

NEAR = 2.5  # points: rulings this close touch; their thickness does not depend on the type size
MOST_RULINGS = 1_500  # a page with more is a drawing
MOST_SLOTS = 10_000  # so is a grid with more
FRAME_LINES = 12  # a "cell" with more lines, in a grid of one or two rows, is a frame around text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the text of its cells, top to bottom within each, separated by tabs."""

    text: str
    box: Box
    baseline: float
    size: float
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table."""

    box: Box
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Ruling:
    """A level (`at` is y) or upright (`at` is x) line from `start` to `end`."""

    at: float
    start: float
    end: float


def find_tables(
    rulings: Sequence[Box], cells: Sequence[TextCell]
) -> tuple[list[Table], tuple[TextCell, ...], tuple[Box, ...]]:
    """Tables from top to bottom, and what is in none of them: text cells, and level rulings as thin boxes."""
    level = _merge_strokes([_Ruling((r.y0 + r.y1) / 2, r.x0, r.x1) for r in rulings if r.x1 - r.x0 >= r.y1 - r.y0])
    upright = _merge_strokes([_Ruling((r.x0 + r.x1) / 2, r.y0, r.y1) for r in rulings if r.x1 - r.x0 < r.y1 - r.y0])
    tables: list[Table] = []
    free = level
    rest: Sequence[TextCell] = cells
    if upright and len(level) + len(upright) <= MOST_RULINGS:
        free = []
        for rows, columns in _connect_rulings(level, upright):
            grid = _Grid(rows, columns) if len(rows) >= 2 and columns else None
            inside, outside = grid.part(rest) if grid else ([], rest)
            table = grid.read(inside) if grid and inside else None
            if table is None:
                free.extend(rows)
            else:
                tables.append(table)
                rest = outside
    tables.sort(key=lambda table: table.box.y0)
    return tables, tuple(rest), tuple(Box(r.start, r.at, r.end, r.at) for r in free)


def _merge_strokes(rulings: list[_Ruling]) -> list[_Ruling]:
    """Rulings whole that were drawn in several strokes."""
    merged: list[_Ruling] = []
    rulings.sort(key=lambda ruling: ruling.at)
    for group in _group_by_place(rulings):
        group.sort(key=lambda ruling: ruling.start)
        current = group[0]
        for ruling in group[1:]:
            if ruling.start <= current.end + NEAR:
                current = _Ruling(current.at, current.start, max(current.end, ruling.end))
            else:
                merged.append(current)
                current = ruling
        merged.append(current)
    return merged


def _group_by_place(rulings: list[_Ruling]) -> Iterable[list[_Ruling]]:
    """Rulings in the same place, by their order."""
    group: list[_Ruling] = []
    for ruling in rulings:
        if group and ruling.at - group[0].at > NEAR:
            yield group
            group = []
        group.append(ruling)
    if group:
        yield group


def _connect_rulings(level: list[_Ruling], upright: list[_Ruling]) -> Iterable[tuple[list[_Ruling], list[_Ruling]]]:
    """Groups of rulings that touch, directly or by way of others."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, column in enumerate(upright, len(level)):
        first = bisect.bisect_left(level, column.start - NEAR, key=lambda ruling: ruling.at)
        last = bisect.bisect_right(level, column.end + NEAR, key=lambda ruling: ruling.at)
        for i in range(first, last):
            if level[i].start - NEAR <= column.at <= level[i].end + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Ruling], list[_Ruling]]] = defaultdict(lambda: ([], []))
    for i, ruling in enumerate(level):
        groups[root(i)][0].append(ruling)
    for j, ruling in enumerate(upright, len(level)):
        groups[root(j)][1].append(ruling)
    return groups.values()


class _Grid:
    """Slots between rulings that touch. Slots without a ruling between them are one cell of the table."""

    def __init__(self, level: list[_Ruling], upright: list[_Ruling]) -> None:
        self.level, self.upright = level, upright
        ends = [ruling.start for ruling in level] + [ruling.end for ruling in level]
        # The outer sides of a table may be left open.
        self.xs = _drop_near([ruling.at for ruling in upright] + [min(ends), max(ends)])
        self.ys = _drop_near([ruling.at for ruling in level])

    def part(self, cells: Iterable[TextCell]) -> tuple[list[TextCell], list[TextCell]]:
        """Text cells inside and outside."""
        x0, x1, y0, y1 = self.xs[0], self.xs[-1], self.ys[0], self.ys[-1]
        inside: list[TextCell] = []
        outside: list[TextCell] = []
        for cell in cells:
            at_home = x0 <= (cell.x0 + cell.x1) / 2 <= x1 and y0 <= (cell.top + cell.bottom) / 2 <= y1
            (inside if at_home else outside).append(cell)
        return inside, outside

    def read(self, cells: Iterable[TextCell]) -> Table | None:
        """The table of these text cells; None where the rulings are a frame or a separator, not a table."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        if not 1 <= rows * columns <= MOST_SLOTS or (len(self.upright) < 2 and rows < 3):
            return None
        homes = self._join_slots()
        table_cells: dict[tuple[int, int], list[TextCell]] = {home: [] for home in homes.values()}
        if len(table_cells) < 2:
            return None
        for cell in cells:
            row = min(max(bisect.bisect(self.ys, (cell.top + cell.bottom) / 2) - 1, 0), rows - 1)
            for part, column in self._split_cell(cell, row):
                table_cells[homes[row, column]].append(part)
        lines = {home: list(_find_lines(parts)) for home, parts in table_cells.items()}
        if rows <= 2 and max(len(found) for found in lines.values()) > FRAME_LINES:
            return None
        found = []
        for row in range(rows):
            here = [column for column in range(columns) if homes[row, column] == (row, column)]
            parts = [part for column in here for part in table_cells[row, column]]
            if parts:
                found.append(make_row("\t".join(join_lines(lines[row, column]) for column in here), parts))
        box = Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])
        return Table(box, tuple(found)) if found else None

    def _join_slots(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The cell of each slot, named by its first slot."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        homes: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(rows):
            y = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(columns):
                x = (self.xs[column] + self.xs[column + 1]) / 2
                home = (row, column)
                if row and not _covers(self.level, self.ys[row], x):
                    home = homes[row - 1, column]
                elif column and not _covers(self.upright, self.xs[column], y):
                    home = homes[row, column - 1]
                homes[row, column] = home
        return homes

    def _split_cell(self, cell: TextCell, row: int) -> Iterable[tuple[TextCell, int]]:
        """The text cell cut at the rulings between columns that it spans, each part with its column."""
        columns = len(self.xs) - 1
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        cuts = [x for x in self.xs[1:-1] if cell.x0 < x < cell.x1 and _covers(self.upright, x, middle)]
        for part in cut_cell(cell, cuts):
            yield part, min(max(bisect.bisect(self.xs, (part.x0 + part.x1) / 2) - 1, 0), columns - 1)


def cut_cell(cell: TextCell, xs: Sequence[float]) -> Iterable[TextCell]:
    """The text cell cut between the characters nearest to each x, in points; parts without ink are left out."""
    starts = [0]
    for x in xs:
        middles = ((a + b) / 2 for a, b in zip(cell.edges, cell.edges[1:], strict=False))
        starts.append(sum(middle < x for middle in middles))
    for start, end in zip(starts, [*starts[1:], len(cell.text)], strict=True):
        text = cell.text[start:end]
        if text.strip():
            edges = cell.edges[start : end + 1]
            yield cell._replace(text=text, x0=edges[0], x1=edges[-1], edges=edges)


def _drop_near(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _covers(rulings: Iterable[_Ruling], at: float, place: float) -> bool:
    return any(abs(ruling.at - at) <= NEAR and ruling.start - NEAR <= place <= ruling.end + NEAR for ruling in rulings)


def _find_lines(cells: list[TextCell]) -> Iterable[str]:
    """Lines of one cell from top to bottom."""
    cells.sort(key=lambda cell: cell.baseline)
    line: list[TextCell] = []
    for cell in cells:
        if line and cell.baseline - line[0].baseline > 0.5 * line[0].size:
            yield "".join(part.text for part in sorted(line, key=lambda part: part.x0))
            line = []
        line.append(cell)
    if line:
        yield "".join(part.text for part in sorted(line, key=lambda part: part.x0))


def join_lines(lines: Iterable[str]) -> str:
    """One text of a cell's lines: Latin words keep apart, all else touches."""
    text = ""
    for line in lines:
        line = line.strip().replace("\t", " ")
        apart = text and line and text[-1].isascii() and text[-1].isalpha() and line[0].isascii() and line[0].isalpha()
        text += " " + line if apart else line
    return text


def make_row(text: str, parts: Sequence[TextCell]) -> Row:
    """The row of these text cells."""
    box = Box(
        min(part.x0 for part in parts),
        min(part.top for part in parts),
        max(part.x1 for part in parts),
        max(part.bottom for part in parts),
    )
    sure = [part.confidence for part in parts if part.confidence is not None]
    size = max(part.size for part in parts)
    return Row(text, box, min(part.baseline for part in parts), size, min(sure) if sure else None)
