"""Tables whose cells span rows and columns, as rows of one width."""

from collections.abc import Sequence

MOST_COLUMNS = 200  # that a cell spans; a wider one is a picture drawn with cells
MOST_ROWS = 500

Cell = tuple[str, int, int]
"""The text of a cell, and how many columns and rows it spans."""


def read_grid(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Each row as text, its cells parted by tabs.

    A cell that spans several places has its words in the first of them and the others are empty, so that what stands in
    one column stays in it.

    Args:
        rows: The cells of each row, those that reach into it from above left out.
    """
    reached: dict[int, int] = {}  # of a column, the first row that no cell from above reaches into
    texts: list[str] = []
    for at, row in enumerate(rows):
        slots: list[str] = []
        for text, columns, down in row:
            while reached.get(len(slots), 0) > at:
                slots.append("")
            columns, down = min(columns, MOST_COLUMNS), min(down, MOST_ROWS)
            reached |= {len(slots) + n: at + down for n in range(columns)}
            slots += [text, *[""] * (columns - 1)]
        while reached.get(len(slots), 0) > at:
            slots.append("")
        texts.append("\t".join(slots))
    return texts
