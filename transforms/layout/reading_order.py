"""Put what stands on a page into reading order, by geometry alone.

Pieces of text that stand close make strips; strips on both sides of a white gutter make columns; what runs across a
gutter (titles, tables, rules) parts the page into bands that are read one after the other. All distances are in ems,
multiples of the type's own size, so that no page size, margin or type size is special.
"""

import bisect
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gongbao.model import Box, Line, Page, RawPage, TextCell
from transforms.layout.tables import Row, Table, find_tables

CLOSE = 0.6  # ems: a wider gap may be a gutter
LEVEL = 0.25  # ems: baselines this near are one
WORD = 0.2  # ems: a wider gap between two Latin letters is a space
AGREED = 0.7  # of the most votes: where so many gaps overlap is the gutter, with room for marks that hang out
BESIDE = 0.8  # ems: text whose baselines are no farther apart stands side by side
LARGE = 1.2  # times the body's size: a title, whose words may stand far apart
MINIMUM = 0.5  # ems: no gutter is narrower
NARROW = 4.0  # ems: no gutter between columns of full lines is wider
RULE = 0.6  # of the width that it parts: a shorter rule parts nothing
LEADER = "…·.．⋯・•"


@dataclass(slots=True, eq=False)
class Strip:
    """Pieces that stand close on one baseline, left to right."""

    cells: list[TextCell]
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float


@dataclass(slots=True, eq=False)
class _Ruling:
    """A level rule that parts what is above from what is below."""

    x0: float
    x1: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top

    @property
    def baseline(self) -> float:
        return self.top


@dataclass(slots=True, eq=False)
class _Block:
    """A table as one thing in the flow."""

    table: Table
    number: int
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def baseline(self) -> float:
        return self.top


Item = Strip | _Ruling | _Block
Path = tuple[int, ...]  # which side of which gutter, from the outermost in; () runs across


@dataclass(slots=True)
class _Column:
    """Where a column's lines begin and end."""

    left: float
    right: float
    number: int


@dataclass(slots=True)
class _Flow:
    """Items in reading order, each with its column and how many rules across were passed before it."""

    em: float
    width: float
    middle: float
    placed: list[tuple[Strip | _Block, Path, int]] = field(default_factory=list)
    region: int = 0

    def put(self, items: Iterable[Item], path: Path) -> None:
        for item in items:
            if isinstance(item, _Ruling):
                self.region += 1
            else:
                self.placed.append((item, path, self.region))


def arrange(raw_page: RawPage) -> Page:
    """The page with its lines in reading order; running heads and folios are still among them."""
    cells = drop_doubles(raw_page.cells)
    tables, free, level = find_tables(raw_page.rulings, cells)
    strips = join_cells(free)
    blocks = [_Block(t, n, t.box.x0, t.box.x1, t.box.y0, t.box.y1) for n, t in enumerate(tables, 1)]
    lines: list[Line] = []
    if strips or blocks:
        em = body_size(strips) if strips else tables[0].rows[0].size
        texts: list[Item] = [*strips, *blocks]
        left = min(item.x0 for item in texts)
        # Where little text is left of a right column, the margins tell how far it went.
        right = max(max(item.x1 for item in texts), raw_page.width - max(left, 0.0))
        rulings = [_Ruling(r.x0, r.x1, r.y0) for r in level if _parts(r, strips, em)]
        flow = _Flow(em, right - left, (left + right) / 2)
        _order([*texts, *rulings], (), flow, _find_gutter(strips, em, (left, right), nested=False))
        columns = _measure_columns(flow, left, right)
        lines = _write_lines(raw_page.index, flow, columns)
    return Page(
        index=raw_page.index,
        lines=tuple(lines),
        width=raw_page.width,
        height=raw_page.height,
        rotation=raw_page.rotation,
        skew=raw_page.skew,
        reader=raw_page.reader,
        findings=raw_page.findings,
    )


def drop_doubles(cells: Sequence[TextCell]) -> list[TextCell]:
    """Without text drawn a second time in the same place, which is fake bold."""
    seen: dict[str, list[int]] = defaultdict(list)
    kept: list[TextCell] = []
    for cell in cells:
        twin = next(
            (
                i
                for i in seen[cell.text]
                if abs(kept[i].x0 - cell.x0) < 0.25 * cell.size
                and abs(kept[i].baseline - cell.baseline) < 0.25 * cell.size
            ),
            None,
        )
        if twin is None:
            seen[cell.text].append(len(kept))
            kept.append(cell)
        else:
            kept[twin] = kept[twin]._replace(bold=True)
    return kept


def join_cells(cells: Iterable[TextCell]) -> list[Strip]:
    """Strips, from top to bottom and left to right."""
    strips: list[Strip] = []
    for row in _rows(sorted(cells, key=lambda cell: cell.baseline)):
        row.sort(key=lambda cell: cell.x0)
        strip: Strip | None = None
        for cell in row:
            if strip is not None and _touch(strip, cell):
                strip.cells.append(cell)
                strip.x1 = max(strip.x1, cell.x1)
                strip.top, strip.bottom = min(strip.top, cell.top), max(strip.bottom, cell.bottom)
                strip.size = max(strip.size, cell.size)
            else:
                strip = Strip([cell], cell.x0, cell.x1, cell.top, cell.bottom, cell.baseline, cell.size)
                strips.append(strip)
    return strips


def _rows(cells: Iterable[TextCell]) -> Iterator[list[TextCell]]:
    """Pieces on one baseline, whatever their columns."""
    row: list[TextCell] = []
    for cell in cells:
        if row and cell.baseline - row[0].baseline > LEVEL * min(row[0].size, cell.size):
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _touch(strip: Strip, cell: TextCell) -> bool:
    gap = (cell.x0 - strip.x1) / max(strip.size, cell.size)
    if -1.0 < gap < CLOSE:
        return True
    # The page number at the end of a leader is part of its line, however little of the leader was read.
    return gap > 0 and strip.cells[-1].text[-1] in LEADER and cell.text.strip(LEADER).isdigit()


def body_size(strips: Sequence[Strip]) -> float:
    """The size that the middle character is set in."""
    sizes = sorted((cell.size, len(cell.text)) for strip in strips for cell in strip.cells)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return sizes[-1][0]


def _parts(ruling: Box, strips: Sequence[Strip], em: float) -> bool:
    """Whether a rule parts the text, and does not just underline words."""
    if ruling.x1 - ruling.x0 < 4 * em:
        return False
    above = (s for s in strips if -0.2 * em < ruling.y0 - s.baseline < 0.5 * s.size)
    under = sum(max(0.0, min(s.x1, ruling.x1) - max(s.x0, ruling.x0)) for s in above)
    return under < 0.5 * (ruling.x1 - ruling.x0)


def _find_gutter(
    strips: Sequence[Strip], em: float, sides: tuple[float, float], nested: bool
) -> tuple[float, float] | None:
    """The white strip between two columns, as (left, right) edges; None where the text is one column.

    Every two strips that stand side by side vote for the white between them. The gutter is where most votes agree,
    the one nearest to the middle where several do.
    """
    gaps = list(_gaps(strips))
    if not gaps:
        return None
    left, right = sides
    middle = (left + right) / 2
    most = max(votes for votes, _, _ in _agreements(gaps, 1))
    # A gap or two elsewhere, in a running head say, must not hide a gutter of few lines.
    for least in (AGREED * most, 1):
        for votes, start, end in sorted(_agreements(gaps, least), key=lambda s: (_away(middle, s[1], s[2]), -s[0])):
            gap = start, end = start, _unindent(start, end, gaps, em)
            if end - start > NARROW * em and start < middle < end:
                gap = max(start, middle - em), min(end, middle + em)  # short lines leave more white than the gutter
            if end - start >= MINIMUM * em and _is_gutter(votes, gap, strips, em, (left, right), nested):
                return gap
    return None


def _unindent(start: float, end: float, gaps: Sequence[tuple[float, float]], em: float) -> float:
    """The right edge of a gap without the two characters by which the first lines of paragraphs are set in.

    In a short column most lines may be first lines; one that wraps shows where the column begins.
    """
    return min((b for a, b in gaps if a <= start and start < b and abs(end - b - 2 * em) < 0.35 * em), default=end)


def _gaps(strips: Sequence[Strip]) -> Iterator[tuple[float, float]]:
    """The white between each strip and the next one to its right at the same height."""
    for i, strip in enumerate(strips):
        nearest: Strip | None = None
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(strips) and abs(strips[j].baseline - strip.baseline) < BESIDE * strip.size:
                other = strips[j]
                if other.x0 >= strip.x1 and (nearest is None or other.x0 < nearest.x0):
                    nearest = other
                j += step
        if nearest is not None:
            yield strip.x1, nearest.x0


def _agreements(gaps: Sequence[tuple[float, float]], least: float) -> Iterator[tuple[int, float, float]]:
    """(most votes, left, right) of each stretch where at least so many gaps overlap."""
    votes = most = 0
    start = 0.0
    for x, vote in sorted([(a, 1) for a, _ in gaps] + [(b, -1) for _, b in gaps], key=lambda e: (e[0], -e[1])):
        before, votes = votes, votes + vote
        if before < least <= votes:
            start, most = x, votes
        elif votes < least <= before:
            yield most, start, x
        most = max(most, votes)


def _away(middle: float, start: float, end: float) -> float:
    return max(start - middle, middle - end, 0.0)


def _is_gutter(
    votes: int,
    gap: tuple[float, float],
    strips: Sequence[Strip],
    em: float,
    sides: tuple[float, float],
    nested: bool,
) -> bool:
    """Whether two columns stand at both sides of the gap, and not cells, leaders or words set apart."""
    start, end = gap
    left, right = sides
    widths = start - left, right - end
    before = [s for s in strips if s.x1 <= end]
    after = [s for s in strips if s.x0 >= start]
    if not before or not after or min(widths) < 6 * em or not 0.25 < widths[0] / widths[1] < 4:
        return False
    wordless = sum(not any(c.isalpha() for cell in s.cells for c in cell.text) for s in after)
    if wordless > 0.7 * len(after):
        return False  # numbers at the end of lines
    across = [s.baseline for s in strips if s.x0 < start and s.x1 > end]
    if votes >= 4 and end - start <= NARROW * em and votes >= 2 * _count_runs(after, across):
        return True
    central = start - 2 * em < (left + right) / 2 < end + 2 * em
    return central and not nested and (votes >= 2 * _count_runs(after, across) or len(across) <= 2 * votes + 4)


def _count_runs(beside: Sequence[Strip], across: Sequence[float]) -> int:
    """In how many stretches the text stands beside the gap, parted by lines that run across it.

    Columns come in long stretches; words set apart in lines here and there (`第一条　…`) do not.
    """
    return len({bisect.bisect(across, s.baseline) for s in beside})


def _order(items: Sequence[Item], path: Path, flow: _Flow, gutter: tuple[float, float] | None) -> None:
    """Put items into the flow: band by band, column by column."""
    if gutter is None or not items:
        flow.put(_by_rows(items), path)
        return
    left = min(item.x0 for item in items)
    items = [part for item in items for part in _part_at(item, gutter, left, flow.em)]
    across: list[Item] = []
    sides: tuple[list[Item], list[Item]] = ([], [])
    middle = (gutter[0] + gutter[1]) / 2
    for item in items:
        if _runs_across(item, gutter, flow):
            across.append(item)
        else:
            sides[(item.x0 + item.x1) / 2 > middle].append(item)
    across.sort(key=_height)
    inner = [_find_inner_gutter(side, flow.em) for side in sides]
    bands: list[tuple[list[Item], list[Item]]] = [([], []) for _ in range(len(across) + 1)]
    heights = [_height(item) for item in across]
    for side, members in enumerate(sides):
        for item in members:
            bands[bisect.bisect_left(heights, _height(item))][side].append(item)
    for i, band_sides in enumerate(bands):
        _order_band(band_sides, inner, path, flow)
        if i < len(across):
            flow.put([across[i]], path)


def _find_inner_gutter(side: Sequence[Item], em: float) -> tuple[float, float] | None:
    strips = sorted((item for item in side if isinstance(item, Strip)), key=lambda s: s.baseline)
    if not strips:
        return None
    sides = min(s.x0 for s in strips), max(s.x1 for s in strips)
    return _find_gutter(strips, em, sides, nested=True)


def _by_rows(items: Sequence[Item]) -> list[Item]:
    """From top to bottom, and left to right on one baseline."""
    ordered: list[Item] = []
    row: list[Item] = []
    for item in sorted(items, key=lambda item: item.baseline):
        if row and item.baseline - row[0].baseline > LEVEL * _size(row[0]):
            ordered += sorted(row, key=lambda item: item.x0)
            row = []
        row.append(item)
    return ordered + sorted(row, key=lambda item: item.x0)


def _size(item: Item) -> float:
    return item.size if isinstance(item, Strip) else 0.0


def _part_at(item: Item, gutter: tuple[float, float], left: float, em: float) -> Sequence[Item]:
    """A full line parted where its next piece begins the right column: a mark hanging out had closed the gap."""
    start, end = gutter
    if isinstance(item, Strip) and item.x0 < left + 3 * em and item.x1 > end and item.size <= LARGE * em:
        for i, cell in enumerate(item.cells[1:], 1):
            if abs(cell.x0 - end) < 0.15 * em and item.cells[i - 1].edges[-2] > start - 0.5 * em:
                return _strip(item.cells[:i]), _strip(item.cells[i:])
    return (item,)


def _strip(cells: list[TextCell]) -> Strip:
    return Strip(
        cells,
        cells[0].x0,
        max(cell.x1 for cell in cells),
        min(cell.top for cell in cells),
        max(cell.bottom for cell in cells),
        cells[0].baseline,
        max(cell.size for cell in cells),
    )


def _height(item: Item) -> float:
    return (item.top + item.bottom) / 2


def _runs_across(item: Item, gutter: tuple[float, float], flow: _Flow) -> bool:
    start, end = gutter
    middle = (start + end) / 2
    if isinstance(item, _Ruling):
        return item.x0 < start and item.x1 > end and item.x1 - item.x0 > RULE * flow.width
    if not item.x0 < middle < item.x1:
        # With more than two columns a title may stand over the middle one.
        return _size(item) > LARGE * flow.em and abs(item.x0 + item.x1 - 2 * flow.middle) < flow.em
    # A last character or a mark may hang out into the gutter; a word centred on it stands within.
    return (item.x0 < start and item.x1 > end) or abs((item.x0 + item.x1) / 2 - middle) < flow.em


def _order_band(
    sides: tuple[list[Item], list[Item]], inner: Sequence[tuple[float, float] | None], path: Path, flow: _Flow
) -> None:
    """Left column, then right; where nothing stands side by side, as it comes."""
    left, right = sides
    texts = [[item for item in side if not isinstance(item, _Ruling)] for side in sides]
    if not _side_by_side(*texts):
        for item in sorted([*left, *right], key=_height):
            number = 2 if any(item is other for other in right) else 1
            flow.put([item], (*path, number))
        return
    late: list[tuple[Path, list[Item]]] = []
    for number, side in enumerate(sides, 1):
        here = (*path, number)
        width = max((i.x1 for i in side), default=0.0) - min((i.x0 for i in side), default=0.0)
        # What stands below a rule of its own column belongs to another text: it waits until this one is read.
        rulings = [r for r in side if isinstance(r, _Ruling) and r.x1 - r.x0 > RULE * width]
        first = min((r.top for r in rulings), default=float("inf"))
        above = [item for item in side if _height(item) < first]
        below = [item for item in side if _height(item) >= first]
        _order(above, here, flow, inner[number - 1])
        if below:
            late.append((here, below))
    for here, items in late:
        _order(items, here, flow, None)


def _side_by_side(left: Sequence[Item], right: Sequence[Item]) -> bool:
    heights = sorted(
        [(_height(item), 0, item) for item in left] + [(_height(item), 1, item) for item in right], key=_by
    )
    for i, (height, side, item) in enumerate(heights):
        for other_height, other_side, other in heights[i + 1 : i + 4]:
            if side == other_side:
                continue
            reach = max(item.bottom - item.top, other.bottom - other.top) * (BESIDE if _strips(item, other) else 0.5)
            if other_height - height < reach:
                return True
    return False


def _by(entry: tuple[float, int, Item]) -> tuple[float, int]:
    return entry[0], entry[1]


def _strips(*items: Item) -> bool:
    return all(isinstance(item, Strip) for item in items)


def _measure_columns(flow: _Flow, left: float, right: float) -> dict[Path, _Column]:
    """Edges of each column, from its lines; of what runs across, from the text as a whole."""
    members: dict[Path, list[Strip]] = defaultdict(list)
    for item, path, _ in flow.placed:
        if isinstance(item, Strip):
            members[path].append(item)
    columns: dict[Path, _Column] = {}
    for path, strips in members.items():
        if path:
            start = _left_edge([s.x0 for s in strips], flow.em)
            end = _right_edge([s.x1 for s in strips], flow.em)
            columns[path] = _Column(start, end, 0)
    for number, path in enumerate(sorted(columns, key=lambda p: columns[p].left), 1):
        columns[path].number = number
    whole = [s for strips in members.values() for s in strips]
    if len(whole) > 2:
        left = _left_edge([s.x0 for s in whole], flow.em)
        right = _right_edge([s.x1 for s in whole], flow.em)
    columns[()] = _Column(left, right, 0)
    return columns


def _left_edge(starts: Iterable[float], em: float) -> float:
    """The outermost place where more than a stray line or two begin.

    A single line further out counts where it stands out by the two characters that paragraphs are set in by: in a
    short column it may be the only one that wraps.
    """
    places = sorted(starts)
    enough = max(2, round(0.04 * len(places)))
    edge = next((x for x in places if _support(x, places, em) >= enough), places[0])
    return next((x for x in places if x < edge and abs(edge - x - 2 * em) < 0.3 * em), edge)


def _right_edge(ends: Iterable[float], em: float) -> float:
    """The place near the right where most lines end: some marks hang out beyond it."""
    places = sorted(ends)
    enough = max(2, round(0.04 * len(places)))
    outermost = next((x for x in reversed(places) if _support(x, places, em) >= enough), places[-1])
    near = places[bisect.bisect_left(places, outermost - 2.5 * em) :]
    return max(near, key=lambda x: (_support(x, near, em), x))


def _support(place: float, places: Sequence[float], em: float) -> int:
    """How many of the sorted places are as good as this one."""
    return bisect.bisect_right(places, place + 0.4 * em) - bisect.bisect_left(places, place - 0.4 * em)


def _write_lines(page: int, flow: _Flow, columns: dict[Path, _Column]) -> list[Line]:
    """Strips on one baseline of one column, in the order of the flow, as one line; tables row by row."""
    lines: list[Line] = []
    pending: list[Strip] = []
    at: tuple[Path, int] = ((), 0)

    def finish() -> None:
        if pending:
            lines.append(_write_line(pending, columns[at[0]], at[1], (page, len(lines))))
            pending.clear()

    for item, path, region in flow.placed:
        if isinstance(item, _Block):
            finish()
            column = columns[path].number if path in columns else 0
            for row in item.table.rows:
                lines.append(_write_row(row, item.number, column, region, (page, len(lines))))
            continue
        if (path, region) != at or not _same_line(pending, item, flow.em):
            finish()
        pending.append(item)
        at = path, region
    finish()
    return lines


def _same_line(line: Sequence[Strip], strip: Strip, em: float) -> bool:
    """Whether a strip stands on the line: on its baseline, or raised or lowered beside it as small type is."""
    main = max(line, key=lambda s: s.size, default=strip)
    size = max(main.size, strip.size)
    apart = abs(strip.baseline - main.baseline)
    if apart > 0.5 * size:
        return False
    if not all(strip.x0 >= s.x1 - 0.5 * size or strip.x1 <= s.x0 + 0.5 * size for s in line):
        return False
    # Words far apart are lines of their own, but for the words of a title and a number at the end of an entry.
    gap = strip.x0 - max((s.x1 for s in line), default=strip.x0)
    return gap < NARROW * size or size > LARGE * em or strip.cells[0].text.strip(LEADER).isdigit()


def _write_line(strips: list[Strip], column: _Column, region: int, place: tuple[int, int]) -> Line:
    cells = sorted((cell for strip in strips for cell in strip.cells), key=lambda cell: cell.x0)
    main = max(cells, key=lambda cell: (len(cell.text), cell.size))
    text = cells[0].text
    for before, cell in itertools.pairwise(cells):
        text += " " + cell.text if _parted(before, cell) else cell.text
    size = main.size
    sure = [(cell.confidence, len(cell.text)) for cell in cells if cell.confidence is not None]
    return Line(
        text=text.strip().replace("\t", " "),
        page=place[0],
        number=place[1],
        box=Box(
            round(cells[0].x0, 2),
            round(min(cell.top for cell in cells), 2),
            round(max(cell.x1 for cell in cells), 2),
            round(max(cell.bottom for cell in cells), 2),
        ),
        baseline=round(main.baseline, 2),
        size=round(size, 2),
        confidence=round(sum(c * n for c, n in sure) / sum(n for _, n in sure), 3) if sure else None,
        indent=round((cells[0].x0 - column.left) / size, 2),
        room=round((column.right - max(cell.x1 for cell in cells)) / size, 2),
        column=column.number,
        region=region,
        bold=sum(len(cell.text) for cell in cells if cell.bold) * 2 > sum(len(cell.text) for cell in cells),
    )


def _parted(before: TextCell, after: TextCell) -> bool:
    """Whether a blank parts two pieces of a line."""
    gap = (after.x0 - before.x1) / max(before.size, after.size)
    latin = before.text[-1].isascii() and after.text[0].isascii()
    return gap > (WORD if latin else CLOSE) and not before.text.endswith(" ")


def _write_row(row: Row, table: int, column: int, region: int, place: tuple[int, int]) -> Line:
    box = Box(round(row.box.x0, 2), round(row.box.y0, 2), round(row.box.x1, 2), round(row.box.y1, 2))
    return Line(
        text=row.text,
        page=place[0],
        number=place[1],
        box=box,
        baseline=round(row.baseline, 2),
        size=round(row.size, 2),
        confidence=row.confidence,
        column=column,
        region=region,
        table=table,
    )
