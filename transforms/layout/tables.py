"""Find ruled tables on a sheet and read them by row."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongbao.model import Box
from gongbao.sheet import Piece

NEAR = 2.5  # points: rules this close touch
MOST_RULES = 1_500  # a page with more is a drawing
MOST_SLOTS = 10_000  # so is a grid with more
FRAME_LINES = 12  # a "cell" with more lines, in a grid of one or two rows, is a frame around text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the text of its cells, top to bottom within each, parted by tabs."""

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
class _Rule:
    """A level (`at` is y) or upright (`at` is x) line from `start` to `end`."""

    at: float
    start: float
    end: float


def find_tables(
    rules: Sequence[Box], pieces: Sequence[Piece]
) -> tuple[list[Table], tuple[Piece, ...], tuple[Box, ...]]:
    """Tables from top to bottom, and what is in none of them: pieces, and level rules as thin boxes."""
    level = _merge([_Rule((r.y0 + r.y1) / 2, r.x0, r.x1) for r in rules if r.x1 - r.x0 >= r.y1 - r.y0])
    upright = _merge([_Rule((r.x0 + r.x1) / 2, r.y0, r.y1) for r in rules if r.x1 - r.x0 < r.y1 - r.y0])
    tables: list[Table] = []
    free = level
    rest: Sequence[Piece] = pieces
    if upright and len(level) + len(upright) <= MOST_RULES:
        free = []
        for rows, columns in _connect(level, upright):
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


def _merge(rules: list[_Rule]) -> list[_Rule]:
    """Join the pieces that one long line was drawn in."""
    merged: list[_Rule] = []
    rules.sort(key=lambda rule: rule.at)
    for group in _group(rules):
        group.sort(key=lambda rule: rule.start)
        current = group[0]
        for rule in group[1:]:
            if rule.start <= current.end + NEAR:
                current = _Rule(current.at, current.start, max(current.end, rule.end))
            else:
                merged.append(current)
                current = rule
        merged.append(current)
    return merged


def _group(rules: list[_Rule]) -> Iterable[list[_Rule]]:
    """Rules in the same place, by their order."""
    group: list[_Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _connect(level: list[_Rule], upright: list[_Rule]) -> Iterable[tuple[list[_Rule], list[_Rule]]]:
    """Groups of rules that touch, directly or by way of others."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, column in enumerate(upright, len(level)):
        first = bisect.bisect_left(level, column.start - NEAR, key=lambda rule: rule.at)
        last = bisect.bisect_right(level, column.end + NEAR, key=lambda rule: rule.at)
        for i in range(first, last):
            if level[i].start - NEAR <= column.at <= level[i].end + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate(level):
        groups[root(i)][0].append(rule)
    for j, rule in enumerate(upright, len(level)):
        groups[root(j)][1].append(rule)
    return groups.values()


class _Grid:
    """Slots between rules that touch. Slots without a rule between them are one cell."""

    def __init__(self, level: list[_Rule], upright: list[_Rule]) -> None:
        self.level, self.upright = level, upright
        ends = [rule.start for rule in level] + [rule.end for rule in level]
        # The outer sides of a table may be left open.
        self.xs = _distinct([rule.at for rule in upright] + [min(ends), max(ends)])
        self.ys = _distinct([rule.at for rule in level])

    def part(self, pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
        """Pieces inside and outside."""
        x0, x1, y0, y1 = self.xs[0], self.xs[-1], self.ys[0], self.ys[-1]
        inside: list[Piece] = []
        outside: list[Piece] = []
        for piece in pieces:
            at_home = x0 <= (piece.x0 + piece.x1) / 2 <= x1 and y0 <= (piece.top + piece.bottom) / 2 <= y1
            (inside if at_home else outside).append(piece)
        return inside, outside

    def read(self, pieces: Iterable[Piece]) -> Table | None:
        """The table of these pieces; None where the rules are a frame or a separator, not a table."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        if not 1 <= rows * columns <= MOST_SLOTS or (len(self.upright) < 2 and rows < 3):
            return None
        homes = self._join_slots()
        cells: dict[tuple[int, int], list[Piece]] = {home: [] for home in homes.values()}
        if len(cells) < 2:
            return None
        for piece in pieces:
            row = min(max(bisect.bisect(self.ys, (piece.top + piece.bottom) / 2) - 1, 0), rows - 1)
            for part, column in self._split(piece, row):
                cells[homes[row, column]].append(part)
        lines = {home: list(_lines(parts)) for home, parts in cells.items()}
        if rows <= 2 and max(len(found) for found in lines.values()) > FRAME_LINES:
            return None
        found = []
        for row in range(rows):
            here = [column for column in range(columns) if homes[row, column] == (row, column)]
            parts = [part for column in here for part in cells[row, column]]
            if parts:
                found.append(_row("\t".join(_join(lines[row, column]) for column in here), parts))
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

    def _split(self, piece: Piece, row: int) -> Iterable[tuple[Piece, int]]:
        """The piece cut at the rules between columns that it runs across, each part with its column."""
        columns = len(self.xs) - 1
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        cuts = [x for x in self.xs[1:-1] if piece.x0 < x < piece.x1 and _covers(self.upright, x, middle)]
        for part in cut(piece, cuts):
            yield part, min(max(bisect.bisect(self.xs, (part.x0 + part.x1) / 2) - 1, 0), columns - 1)


def cut(piece: Piece, xs: Sequence[float]) -> Iterable[Piece]:
    """The piece cut between the characters nearest to each x; parts without ink are left out."""
    starts = [0]
    for x in xs:
        middles = ((a + b) / 2 for a, b in zip(piece.edges, piece.edges[1:], strict=False))
        starts.append(sum(middle < x for middle in middles))
    for start, end in zip(starts, [*starts[1:], len(piece.text)], strict=True):
        text = piece.text[start:end]
        if text.strip():
            edges = piece.edges[start : end + 1]
            yield piece._replace(text=text, x0=edges[0], x1=edges[-1], edges=edges)


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _covers(rules: Iterable[_Rule], at: float, place: float) -> bool:
    return any(abs(rule.at - at) <= NEAR and rule.start - NEAR <= place <= rule.end + NEAR for rule in rules)


def _lines(pieces: list[Piece]) -> Iterable[str]:
    """Lines of one cell from top to bottom."""
    pieces.sort(key=lambda piece: piece.baseline)
    line: list[Piece] = []
    for piece in pieces:
        if line and piece.baseline - line[0].baseline > 0.5 * line[0].size:
            yield "".join(part.text for part in sorted(line, key=lambda part: part.x0))
            line = []
        line.append(piece)
    if line:
        yield "".join(part.text for part in sorted(line, key=lambda part: part.x0))


def _join(lines: Iterable[str]) -> str:
    """One text of a cell's lines: Latin words keep apart, all else touches."""
    text = ""
    for line in lines:
        line = line.strip().replace("\t", " ")
        apart = text and line and text[-1].isascii() and text[-1].isalpha() and line[0].isascii() and line[0].isalpha()
        text += " " + line if apart else line
    return text


def _row(text: str, parts: list[Piece]) -> Row:
    box = Box(
        min(part.x0 for part in parts),
        min(part.top for part in parts),
        max(part.x1 for part in parts),
        max(part.bottom for part in parts),
    )
    sure = [part.confidence for part in parts if part.confidence is not None]
    size = max(part.size for part in parts)
    return Row(text, box, min(part.baseline for part in parts), size, min(sure) if sure else None)
