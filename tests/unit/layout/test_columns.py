"""Where columns begin and end."""

import pytest
from cells import strip_of

from transforms.layout.columns import Column, find_left_edge, find_right_edge, measure_columns
from transforms.layout.flow import Flow


@pytest.mark.parametrize(
    ("why", "starts", "edge"),
    [
        ("lines begin there, first lines two ems in", [60, 60, 60, 80, 80], 60),
        ("a mark that hangs out at the left is no edge", [55, *[60] * 10], 60),
        ("one line that wraps among first lines is", [60, *[80] * 6], 60),
        ("one line alone is", [60], 60),
    ],
)
def test_a_column_begins_where_its_lines_do(why: str, starts: list[float], edge: float) -> None:
    """Stray lines don't move it."""
    assert find_left_edge(starts, 10) == edge, why


@pytest.mark.parametrize(
    ("why", "ends", "edge"),
    [
        ("most lines are full, last lines are not", [260, 260, 260, 150, 90], 260),
        ("marks hang out beyond it", [260, 260, 260, 260, 265, 265], 260),
        ("one line alone is", [200], 200),
    ],
)
def test_a_column_ends_where_most_full_lines_do(why: str, ends: list[float], edge: float) -> None:
    """Hanging marks don't move it."""
    assert find_right_edge(ends, 10) == edge, why


def test_columns_are_numbered_from_the_left() -> None:
    """Whatever order they were read in; what spans them is measured by the whole text, and is number 0."""
    flow = Flow(em=10, width=480, middle=300)
    flow.put([strip_of("右栏文字", 310, 100 + 16 * i) for i in range(3)], (2,))
    flow.put([strip_of("左栏文字", 60, 100 + 16 * i) for i in range(3)], (1,))
    assert measure_columns(flow, 0, 600) == {
        (1,): Column(60, 100, 1),
        (2,): Column(310, 350, 2),
        (): Column(60, 350, 0),
    }


def test_too_little_text_leaves_the_page_its_own_edges() -> None:
    """Two lines say nothing of where the text of a page begins and ends."""
    flow = Flow(em=10, width=480, middle=300)
    flow.put([strip_of("标题", 280, 100)], ())
    assert measure_columns(flow, 50, 550) == {(): Column(50, 550, 0)}
