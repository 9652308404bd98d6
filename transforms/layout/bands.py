"""The order of a page: what spans columns divides it into bands, each of which is read column by column."""

import bisect
from collections.abc import Sequence

from gongbao.model import Gap
from transforms.layout.flow import Flow, Item, Path, Separator, TableBlock, measure_height
from transforms.layout.gutters import BESIDE, find_gutter
from transforms.layout.rows import find_rows
from transforms.layout.strips import LEVEL, Strip

LONG_RULING = 0.6  # of the width that it divides: a shorter ruling divides nothing
TABLE_BESIDE = 0.5  # of the height of the higher one: a table stands beside what is no farther off


def order_items(items: Sequence[Item], path: Path, flow: Flow, gutter: Gap | None) -> None:
    """Put items into the flow: band by band, column by column."""
    if gutter is None or not items:
        flow.put(_order_by_rows(items), path)
        return
    spanning, sides = _part_sides(items, gutter, flow)
    inner = [_find_inner_gutter(side, flow.em) for side in sides]
    bands: list[tuple[list[Item], list[Item]]] = [([], []) for _ in range(len(spanning) + 1)]
    heights = [measure_height(row[0]) for row in spanning]
    for side, members in enumerate(sides):
        for item in members:
            bands[bisect.bisect_left(heights, measure_height(item))][side].append(item)
    for i, band_sides in enumerate(bands):
        _order_band(band_sides, inner, path, flow)
        if i < len(spanning):
            flow.put(spanning[i], path)


def _part_sides(
    items: Sequence[Item], gutter: Gap, flow: Flow
) -> tuple[list[list[Item]], tuple[list[Item], list[Item]]]:
    """Rows that span columns, from top to bottom, and the items left and right of the gutter."""
    spanning: list[list[Item]] = []
    sides: tuple[list[Item], list[Item]] = ([], [])
    for row in find_rows([item for item in items if isinstance(item, Strip)], gutter, flow):
        if row.spanning:
            spanning.append(list(row.strips))
        else:
            for strip in row.strips:
                sides[(strip.x0 + strip.x1) / 2 > gutter.middle].append(strip)
    for item in items:
        if isinstance(item, Strip):
            continue
        if _divides(item, gutter, flow):
            spanning.append([item])
        else:
            sides[(item.x0 + item.x1) / 2 > gutter.middle].append(item)
    spanning.sort(key=lambda row: measure_height(row[0]))
    return spanning, sides


def _find_inner_gutter(side: Sequence[Item], em: float) -> Gap | None:
    """The gutter within one column: of a page of more than two."""
    strips = sorted((item for item in side if isinstance(item, Strip)), key=lambda s: s.baseline)
    if not strips:
        return None
    return find_gutter(strips, em, min(s.x0 for s in strips), max(s.x1 for s in strips), nested=True)


def _order_by_rows(items: Sequence[Item]) -> list[Item]:
    """From top to bottom, and left to right on one baseline."""
    ordered: list[Item] = []
    row: list[Item] = []
    for item in sorted(items, key=lambda item: item.baseline):
        if row and item.baseline - row[0].baseline > LEVEL * _size_of(row[0]):
            ordered += sorted(row, key=lambda item: item.x0)
            row = []
        row.append(item)
    return ordered + sorted(row, key=lambda item: item.x0)


def _size_of(item: Item) -> float:
    return item.size if isinstance(item, Strip) else 0.0


def _divides(item: Separator | TableBlock, gutter: Gap, flow: Flow) -> bool:
    """Whether a ruling or a table belongs to no column, and divides the page into what is above and what is below."""
    covers = item.x0 < gutter.left and item.x1 > gutter.right
    if isinstance(item, Separator):
        return covers and item.x1 - item.x0 > LONG_RULING * flow.width
    return covers or abs((item.x0 + item.x1) / 2 - gutter.middle) < flow.em


def _order_band(sides: tuple[list[Item], list[Item]], inner: Sequence[Gap | None], path: Path, flow: Flow) -> None:
    """Left column, then right; where nothing stands side by side, as it comes."""
    left, right = sides
    texts = [[item for item in side if not isinstance(item, Separator)] for side in sides]
    if not _stand_side_by_side(*texts):
        at_right = {id(item) for item in right}
        for item in sorted([*left, *right], key=measure_height):
            number = 2 if id(item) in at_right else 1
            flow.put([item], (*path, number))
        return
    late: list[tuple[Path, list[Item]]] = []
    for number, side in enumerate(sides, 1):
        here = (*path, number)
        width = max((i.x1 for i in side), default=0.0) - min((i.x0 for i in side), default=0.0)
        # What stands below a ruling of its own column belongs to another text: it waits until this one is read.
        parting = [item.top for item in side if isinstance(item, Separator) and item.x1 - item.x0 > LONG_RULING * width]
        first = min(parting, default=float("inf"))
        above = [item for item in side if measure_height(item) < first]
        below = [item for item in side if measure_height(item) >= first]
        order_items(above, here, flow, inner[number - 1])
        if below:
            late.append((here, below))
    for here, items in late:
        order_items(items, here, flow, None)


def _stand_side_by_side(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether anything of one column stands at the height of something of the other."""
    placed = [(measure_height(item), side, item) for side, items in enumerate((left, right)) for item in items]
    placed.sort(key=lambda entry: entry[:2])
    for i, (height, side, item) in enumerate(placed):
        for other_height, other_side, other in placed[i + 1 : i + 4]:
            if side == other_side:
                continue
            both_text = isinstance(item, Strip) and isinstance(other, Strip)
            reach = max(item.bottom - item.top, other.bottom - other.top) * (BESIDE if both_text else TABLE_BESIDE)
            if other_height - height < reach:
                return True
    return False
