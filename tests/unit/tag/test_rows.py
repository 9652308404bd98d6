"""Rows of tables, as paragraphs whose cells are parted by tabs."""

import pytest

from transforms.tag.rows import split_cells

ROWS = [
    ("甲\t乙", [(0, 1), (2, 3)], "two cells"),
    ("\t乙\t", [(0, 0), (1, 2), (3, 3)], "empty cells keep their places"),
    ("甲乙", [(0, 2)], "no table: one cell"),
    ("", [(0, 0)], "nothing: one cell without words"),
]


@pytest.mark.parametrize(("text", "cells", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_a_row_is_its_cells(text, cells, why):
    """Each with where it stands."""
    assert split_cells(text) == cells, why
