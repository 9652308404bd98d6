"""Put what stands on a page into reading order, by geometry alone.

Text cells that stand close make strips; strips on both sides of a gutter make columns; what spans columns (titles,
tables, rulings) divides the page into bands that are read one after the other. All distances are in ems, multiples of
the type's own size, so that no page size, margin or type size is special.
"""

from collections.abc import Iterator, Sequence

from gongbao.model import Box, Line, Page, RawPage, TextCell
from transforms.layout.bands import order_items
from transforms.layout.columns import measure_columns
from transforms.layout.flow import Flow, Item, Separator, TableBlock
from transforms.layout.gutters import find_gutter
from transforms.layout.lines import write_lines
from transforms.layout.open_tables import find_open_tables
from transforms.layout.strips import (
    UNDERLINE_ABOVE,
    UNDERLINE_BELOW,
    Strip,
    join_cells,
    make_strip,
    measure_body_size,
    merge_doubled_cells,
)
from transforms.layout.tables import Table, find_tables

SEPARATOR = 4.0  # ems: a shorter ruling separates no text
UNDERLINED = 0.5  # of a ruling's length: one with more text on it is an underline


def arrange(raw_page: RawPage) -> Page:
    """The page with its lines in reading order; running headers and folios are still among them."""
    cells = merge_doubled_cells(raw_page.cells)
    tables, free, level = find_tables(raw_page.rulings, cells)
    open_tables, free, level = find_open_tables(level, free)
    tables = sorted([*tables, *open_tables], key=lambda table: table.box.y0)
    strips = join_cells(free, level)
    return Page(
        index=raw_page.index,
        lines=tuple(_order_lines(raw_page, strips, tables, level)) if strips or tables else (),
        width=raw_page.width,
        height=raw_page.height,
        rotation=raw_page.rotation,
        skew=raw_page.skew,
        reader=raw_page.reader,
        findings=raw_page.findings,
    )


def _order_lines(
    raw_page: RawPage, strips: Sequence[Strip], tables: Sequence[Table], level: Sequence[Box]
) -> list[Line]:
    """Lines of a page that holds text."""
    em = measure_body_size(strips) if strips else tables[0].rows[0].size
    blocks = [TableBlock(t, n, t.box.x0, t.box.x1, t.box.y0, t.box.y1) for n, t in enumerate(tables, 1)]
    texts: list[Item] = [*strips, *blocks]
    left = min(item.x0 for item in texts)
    # Where little text is left of a right column, the margins tell how far it went.
    right = max(max(item.x1 for item in texts), raw_page.width - max(left, 0.0))
    separators = [Separator(r.x0, r.x1, r.y0) for r in level if _parts_text(r, strips, em)]
    flow = Flow(em, right - left, (left + right) / 2)
    beside = sorted([*strips, *_make_row_strips(tables, (right - left) / 2)], key=lambda strip: strip.baseline)
    order_items([*texts, *separators], (), flow, find_gutter(beside, em, left, right))
    return write_lines(raw_page.index, flow, measure_columns(flow, left, right))


def _make_row_strips(tables: Sequence[Table], widest: float) -> Iterator[Strip]:
    """The rows of narrow tables as strips: where text stands beside such a table, there are columns."""
    for table in tables:
        if table.box.x1 - table.box.x0 < widest:
            for row in table.rows:
                x0, x1 = table.box.x0, table.box.x1
                cell = TextCell(row.text, x0, x1, row.box.y0, row.box.y1, row.baseline, row.size, edges=(x0, x1))
                yield make_strip([cell])


def _parts_text(ruling: Box, strips: Sequence[Strip], em: float) -> bool:
    """Whether a level ruling separates text, and does not just underline words."""
    length = ruling.x1 - ruling.x0
    if length < SEPARATOR * em:
        return False
    above = (s for s in strips if -UNDERLINE_ABOVE * em < ruling.y0 - s.baseline < UNDERLINE_BELOW * s.size)
    under = sum(max(0.0, min(s.x1, ruling.x1) - max(s.x0, ruling.x0)) for s in above)
    return under < UNDERLINED * length
