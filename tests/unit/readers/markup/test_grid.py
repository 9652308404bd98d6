"""Tables with cells over several rows and columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.readers.markup.grid import read_grid

ROWS = [
    ([[("甲", 1, 1), ("乙", 1, 1)]], ["甲\t乙"], "a plain row"),
    ([[("甲", 2, 1)], [("乙", 1, 1), ("丙", 1, 1)]], ["甲\t", "乙\t丙"], "over two columns"),
    ([[("甲", 1, 2), ("乙", 1, 1)], [("丙", 1, 1)]], ["甲\t乙", "\t丙"], "over two rows: the column is kept"),
    ([[("甲", 1, 1), ("乙", 1, 2)], [("丙", 1, 1)]], ["甲\t乙", "丙\t"], "the last column, from above"),
    ([[("甲", 2, 2), ("乙", 1, 1)], [("丙", 1, 1)], [("丁", 1, 1)]], ["甲\t\t乙", "\t\t丙", "丁"], "a block"),
    ([[]], [""], "no cells"),
]


@pytest.mark.parametrize(("rows", "texts", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_words_stay_in_their_column(rows, texts, why):
    """They stand in the first place that a cell spans."""
    assert read_grid(rows) == texts, why


@given(st.lists(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 999), st.integers(1, 999)), max_size=5)))
def test_every_cell_is_there_once(rows):
    """Whatever a table says of its cells."""
    assert ["".join(text.split("\t")) for text in read_grid(rows)] == ["".join(c[0] for c in row) for row in rows]
