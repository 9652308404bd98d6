"""Tables with level rulings alone (三线表): their columns show in the white between what stands in them."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongbao.model import Box, Gap, TextCell
from transforms.layout.rows import group_rows
from transforms.layout.strips import Strip, join_cells
from transforms.layout.tables import MOST_RULINGS, NEAR, Row, Table, join_lines, make_row

FEWEST_RULINGS = 3  # above the head, under it, and at the end
HEAD_LINES = 4  # of the head of a table, at most
WHITE = 0.7  # ems: less white parts no columns
PROSE_LINES, PROSE_WIDTH = 4, 10.0  # lines, and ems, from which on a column of full lines is running text
FULL = 1.5  # ems that a full line ends before the widest at most
WRAPPING = 3.0  # ems: a cell is no narrower whose text goes on on a second line
LIFTED = 0.5  # ems that a cell's first line stands above its row's first cell, where cells are centred


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two rulings: rows of strips on one baseline."""

    rows: Sequence[Sequence[Strip]]

    @property
    def tabular(self) -> bool:
        """Whether words stand apart in a third of its rows at least: cells of two lines have rows of their own.

        Or in one, where nothing stands in the white between them in all other rows, which are lines of long cells.
        """
        apart = [row for row in self.rows if len(row) > 1]
        if not apart or 3 * len(apart) >= len(self.rows):
            return bool(apart)
        gaps = _find_white(strip for row in apart for strip in row)
        return bool(gaps) and not any(s.x0 < gap.middle < s.x1 for row in self.rows for s in row for gap in gaps)


def find_open_tables(
    rulings: Sequence[Box], cells: Sequence[TextCell]
) -> tuple[list[Table], tuple[TextCell, ...], tuple[Box, ...]]:
    """Tables between level rulings of one length.

    Args:
        rulings: Level rulings that are of no ruled table, as thin boxes.
        cells: Text cells that stand in none.

    Returns:
        Tables from top to bottom, and what is in none of them.
    """
    tables: list[Table] = []
    rest, free = tuple(cells), tuple(rulings)
    for group in _group_by_ends(rulings) if len(rulings) <= MOST_RULINGS else ():
        for run in _find_runs(group, rest):
            table = _read_table(run, rest)
            if table is not None:
                tables.append(table)
                rest = tuple(cell for cell in rest if not _is_inside(cell, table.box))
                free = tuple(ruling for ruling in free if ruling not in run)
    return sorted(tables, key=lambda table: table.box.y0), rest, free


def _group_by_ends(rulings: Iterable[Box]) -> Iterator[list[Box]]:
    """Rulings that begin and end in one place, enough for a table, from the top down."""
    groups: list[list[Box]] = []
    for ruling in sorted(rulings, key=lambda r: (r.x0, r.x1)):
        near = (g for g in groups[-3:] if abs(g[0].x0 - ruling.x0) < NEAR and abs(g[0].x1 - ruling.x1) < NEAR)
        group = next(near, None)
        if group is None:
            groups.append([ruling])
        else:
            group.append(ruling)
    for group in groups:
        if len(group) >= FEWEST_RULINGS:
            yield sorted(group, key=lambda r: r.y0)


def _find_runs(group: Sequence[Box], cells: Sequence[TextCell]) -> Iterator[list[Box]]:
    """Rulings with rows of words set apart between each and the next: enough for a table."""
    run = [group[0]]
    for above, below in itertools.pairwise(group):
        if _read_band(above, below, cells).tabular:
            run.append(below)
            continue
        if len(run) >= FEWEST_RULINGS:
            yield run
        run = [below]
    if len(run) >= FEWEST_RULINGS:
        yield run


def _read_band(above: Box, below: Box, cells: Sequence[TextCell]) -> _Band:
    box = Box(above.x0, above.y0, above.x1, below.y0)
    return _Band(list(group_rows(join_cells(cell for cell in cells if _is_inside(cell, box)))))


def _is_inside(cell: TextCell, box: Box) -> bool:
    return box.x0 <= (cell.x0 + cell.x1) / 2 <= box.x1 and box.y0 <= (cell.top + cell.bottom) / 2 <= box.y1


def _read_table(rulings: Sequence[Box], cells: Sequence[TextCell]) -> Table | None:
    """The table between these rulings; None where it is running text in columns, or its words stand anywhere."""
    head, *body = (_read_band(a, b, cells) for a, b in itertools.pairwise(rulings))
    gaps = _find_columns([row for band in body for row in band.rows])
    if not gaps or not _is_head(head, gaps) or _is_prose([row for band in body for row in band.rows], gaps):
        return None
    edges = _find_edges([row for band in (head, *body) for row in band.rows], gaps)
    rows = [_write_row(head.rows, gaps)]
    for band in body:
        whole = _is_one_row(band.rows, gaps, edges)
        rows += [_write_row(lines, gaps) for lines in ([band.rows] if whole else _part_rows(band.rows, gaps))]
    return Table(Box(rulings[0].x0, rulings[0].y0, rulings[0].x1, rulings[-1].y0), tuple(rows))


def _find_columns(rows: Sequence[Sequence[Strip]]) -> list[Gap]:
    """The white between columns, from left to right. A strip by itself that runs across some says nothing of others."""
    gaps = _find_white([strip for row in rows if len(row) > 1 for strip in row])
    return _find_white(
        [
            strip
            for row in rows
            for strip in row
            if len(row) > 1 or not any(strip.x0 < gap.left and strip.x1 > gap.right for gap in gaps)
        ]
    )


def _find_white(strips: Iterable[Strip]) -> list[Gap]:
    """The white that no strip stands in, from left to right."""
    found: list[Gap] = []
    reach: float | None = None
    for strip in sorted(strips, key=lambda s: s.x0):
        if reach is not None and strip.x0 - reach >= WHITE * strip.size:
            found.append(Gap(reach, strip.x0))
        reach = max(strip.x1, reach or strip.x1)
    return found


def _find_column(x: float, gaps: Sequence[Gap]) -> int:
    return sum(x > gap.middle for gap in gaps)


def _is_head(band: _Band, gaps: Sequence[Gap]) -> bool:
    """Whether a band names the columns, but for one that may go without: an imprint's two lines (抄送, 印发) don't."""
    named = {_find_column(strip.x0, gaps) for row in band.rows for strip in row}
    return len(band.rows) <= HEAD_LINES and len(named) >= max(2, len(gaps))


def _is_prose(rows: Sequence[Sequence[Strip]], gaps: Sequence[Gap]) -> bool:
    """Whether columns consist of full lines: two, or one of two."""
    columns: list[list[Strip]] = [[] for _ in range(len(gaps) + 1)]
    for row in rows:
        for strip in row:
            columns[_find_column(strip.x0, gaps)].append(strip)
    return sum(map(_is_running_text, columns)) > (len(columns) > 2)


def _is_running_text(column: Sequence[Strip]) -> bool:
    if len(column) < PROSE_LINES:
        return False
    edge = max(strip.x1 for strip in column)
    full = [s for s in column if s.x1 > edge - FULL * s.size and s.x1 - s.x0 > PROSE_WIDTH * s.size]
    return 2 * len(full) > len(column)


def _find_edges(rows: Sequence[Sequence[Strip]], gaps: Sequence[Gap]) -> list[float]:
    """How far to the right the lines of each column reach."""
    edges = [0.0] * (len(gaps) + 1)
    for strip in itertools.chain.from_iterable(rows):
        at = _find_column(strip.x0, gaps)
        edges[at] = max(edges[at], strip.x1)
    return edges


def _is_one_row(rows: Sequence[Sequence[Strip]], gaps: Sequence[Gap], edges: Sequence[float]) -> bool:
    """Whether what stands between two rulings is one row: in each column all lines are full but the last."""
    columns: list[list[Strip]] = [[] for _ in edges]
    for strip in itertools.chain.from_iterable(rows):
        columns[_find_column(strip.x0, gaps)].append(strip)
    wrapping = (strip for column in columns for strip in column[:-1])
    return all(
        s.x1 > edges[_find_column(s.x0, gaps)] - FULL * s.size and s.x1 - s.x0 > WRAPPING * s.size for s in wrapping
    )


def _part_rows(rows: Sequence[Sequence[Strip]], gaps: Sequence[Gap]) -> Iterator[list[Sequence[Strip]]]:
    """Rows of a table, each with the lines of its cells: one for each line of the first column.

    Lines without one are of the row above; where cells are centred in their rows, of the nearest.
    """
    anchors = [row[0].baseline for row in rows if _find_column(row[0].x0, gaps) == 0]
    if len(anchors) < 2:
        yield list(rows)
        return
    centred = rows[0][0].baseline < anchors[0] - LIFTED * rows[0][0].size
    parted: list[list[Sequence[Strip]]] = [[] for _ in anchors]
    for row in rows:
        at = row[0].baseline
        above = max(sum(anchor <= at for anchor in anchors) - 1, 0)
        nearest = min(range(len(anchors)), key=lambda i: abs(anchors[i] - at))
        parted[nearest if centred else above].append(row)
    yield from parted


def _write_row(lines: Sequence[Sequence[Strip]], gaps: Sequence[Gap]) -> Row:
    """One row of what stands in its columns, line by line."""
    columns: list[list[str]] = [[] for _ in range(len(gaps) + 1)]
    for line in lines:
        for strip in line:
            columns[_find_column(strip.x0, gaps)].append("".join(cell.text for cell in strip.cells))
    parts = [cell for line in lines for strip in line for cell in strip.cells]
    return make_row("\t".join(map(join_lines, columns)), parts)
