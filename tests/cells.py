"""Text cells and raw pages made up for tests."""

from gongbao.model import Box, RawPage, TextCell
from transforms.layout.strips import Strip, make_strip


def make_cell(text: str, x: float, y: float, size: float = 10, **more: object) -> TextCell:
    """Characters from `x` on, on the baseline `y`, each an em wide."""
    edges = tuple(x + size * i for i in range(len(text) + 1))
    cell = TextCell(text, x, edges[-1], y - 0.9 * size, y + 0.1 * size, y, size, edges)
    return cell._replace(**more)  # type: ignore[arg-type]


def make_raw_page(*cells: TextCell, rulings: tuple[Box, ...] = ()) -> RawPage:
    """A page of 600 by 800 points."""
    return RawPage(0, 600, 800, cells, rulings)


def strip_of(text: str, x: float, y: float, size: float = 10) -> Strip:
    """A strip of one cell."""
    return make_strip([make_cell(text, x, y, size)])
