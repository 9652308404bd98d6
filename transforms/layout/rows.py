"""Rows of strips on one baseline about a gutter: which of them stand in two columns, and which run across."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongbao.model import Gap
from transforms.layout.flow import Flow
from transforms.layout.strips import LEVEL, Strip, make_strip

LARGE = 1.2  # times the body's size: a title, whose words may stand far apart
LEFT_EDGE = 3.0  # ems: a line that begins no farther in begins in the left column
HUNG_OUT = 0.5  # ems that a mark at the end of a line hangs out of its column at most
HEADING, MIDDLE = 16.0, 0.5  # ems: how wide such a line is at most, and how far off the middle of the page
ALIGNED = 0.15  # ems: a cell this near to a column's edge begins there


@dataclass(frozen=True, slots=True)
class StripRow:
    """Strips on one baseline, left to right. Those of a `spanning` row are one line that runs across the gutter."""

    strips: Sequence[Strip]
    spanning: bool


def group_rows(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Strips on one baseline, left to right, from the top down."""
    row: list[Strip] = []
    for strip in sorted(strips, key=lambda s: s.baseline):
        if row and strip.baseline - row[0].baseline > LEVEL * row[0].size:
            yield sorted(row, key=lambda s: s.x0)
            row = []
        row.append(strip)
    if row:
        yield sorted(row, key=lambda s: s.x0)


def find_rows(strips: Sequence[Strip], gutter: Gap, flow: Flow) -> list[StripRow]:
    """The rows of a text in two columns, from the top down, and what runs across between them.

    What stands beside a strip that runs across is of the same line. So is a row by itself between two of these: its
    white is a blank, as it is read the same were it two columns of one line each. A full line whose white a mark that
    hangs out had closed is parted where other rows near it stand in two columns.
    """
    left = min((s.x0 for s in strips), default=0.0)
    rows: list[StripRow] = []
    zone: list[tuple[list[Strip], list[Strip]]] = []  # rows since the last that runs across: as they are, and parted
    for row in group_rows(strips):
        parted = [part for strip in row for part in _part_at_gutter(strip, gutter, left, flow.em)]
        if any(_covers(strip, gutter) for strip in parted):
            rows += [*_read_zone(zone, gutter, flow), StripRow(row, spanning=True)]
            zone = []
        else:
            zone.append((row, parted))
    return rows + list(_read_zone(zone, gutter, flow))


def _read_zone(zone: Sequence[tuple[list[Strip], list[Strip]]], gutter: Gap, flow: Flow) -> Iterator[StripRow]:
    """Rows between two that run across."""
    columns = len(zone) > 1 and any(len(row) == len(parted) and _has_sides(row, gutter) for row, parted in zone)
    for row, parted in zone:
        if _is_one_heading(row, flow) or (not columns and _has_sides(parted, gutter)):
            yield StripRow(row, spanning=True)
            continue
        for strip in parted:
            yield StripRow([strip], spanning=_is_centred(strip, gutter, flow))


def _has_sides(row: Sequence[Strip], gutter: Gap) -> bool:
    """Whether strips stand at both sides of a gutter."""
    return row[0].x1 <= gutter.middle <= row[-1].x0


def _is_one_heading(row: Sequence[Strip], flow: Flow) -> bool:
    """Whether a few words about the middle of the page are one line: 目　录, an office and a name. A column has no line
    that is short and begins far in, and none beside it that ends as far out."""
    left, right = row[0].x0, row[-1].x1
    short = right - left < HEADING * flow.em and all(s.x1 - s.x0 < HEADING / 2 * flow.em for s in row)
    return len(row) > 1 and short and abs((left + right) / 2 - flow.middle) < MIDDLE * flow.em


def _part_at_gutter(strip: Strip, gutter: Gap, left: float, em: float) -> Sequence[Strip]:
    """A full line split where its next cell begins the right column: a mark hanging out had closed the gap."""
    if strip.x0 < left + LEFT_EDGE * em and strip.x1 > gutter.right and strip.size <= LARGE * em:
        for i, cell in enumerate(strip.cells[1:], 1):
            hung_out = strip.cells[i - 1].edges[-2] > gutter.left - HUNG_OUT * em
            if hung_out and abs(cell.x0 - gutter.right) < ALIGNED * em:
                return make_strip(strip.cells[:i]), make_strip(strip.cells[i:])
    return (strip,)


def _covers(strip: Strip, gutter: Gap) -> bool:
    return strip.x0 < gutter.left and strip.x1 > gutter.right


def _is_centred(strip: Strip, gutter: Gap, flow: Flow) -> bool:
    """Whether a strip is set in the middle of the page, over both columns or the middle one of three."""
    if not strip.x0 < gutter.middle < strip.x1:
        return strip.size > LARGE * flow.em and abs(strip.x0 + strip.x1 - 2 * flow.middle) < flow.em
    # A last character or a mark may hang out into the gutter; a word centred on it stands within.
    return abs((strip.x0 + strip.x1) / 2 - gutter.middle) < flow.em
