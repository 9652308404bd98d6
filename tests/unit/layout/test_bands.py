"""The order of a page: bands between what spans columns, each read column by column."""

import pytest
from cells import make_cell, strip_of

from gongbao.model import Gap
from transforms.layout.bands import order_items
from transforms.layout.flow import Flow, Item, Separator
from transforms.layout.strips import Strip, make_strip

GUTTER = Gap(260, 280)
FULL = "字" * 19  # nineteen characters: a column from 60 to 250, or from 280 to 470


def set_line(mark: str, x: float, y: float) -> Strip:
    """A full line that begins with a mark to know it by."""
    return strip_of(mark + FULL, x, y)


def order(items: list[Item], gutter: Gap | None = GUTTER) -> str:
    """The marks of the lines in the order that they are read in, regions parted by |."""
    flow = Flow(em=10, width=420, middle=270)
    order_items(items, (), flow, gutter)
    found, last = "", 0
    for item, _, region in flow.placed:
        assert isinstance(item, Strip)
        found += "|" * (region - last) + item.cells[0].text[0]
        last = region
    return found


def set_columns(left: str, right: str, y: float) -> list[Item]:
    """Two columns of full lines side by side."""
    return [
        *(set_line(mark, 60, y + 16 * i) for i, mark in enumerate(left)),
        *(set_line(mark, 280, y + 16 * i) for i, mark in enumerate(right)),
    ]


TITLE = strip_of("题目在中间", 245, 148)

ORDERED: list[tuple[str, list[Item], str]] = [
    ("the left column, then the right", set_columns("甲乙", "丙丁", 100), "甲乙丙丁"),
    (
        "what spans columns parts bands",
        [*set_columns("甲", "乙", 100), TITLE, *set_columns("丙", "丁", 180)],
        "甲乙题丙丁",
    ),
    (
        "a long ruling parts bands and regions",
        [*set_columns("甲", "乙", 100), Separator(60, 480, 140), *set_columns("丙", "丁", 180)],
        "甲乙|丙丁",
    ),
    (
        "below a ruling of its own column another text waits",
        [*set_columns("甲乙", "丙丁戊", 100), Separator(60, 250, 124), set_line("己", 60, 140)],
        "甲乙丙丁戊|己",
    ),
    ("nothing side by side is read as it comes", [set_line("甲", 280, 100), set_line("乙", 60, 200)], "甲乙"),
]


@pytest.mark.parametrize(("why", "items", "marks"), ORDERED, ids=[row[0] for row in ORDERED])
def test_items_are_read_in_order(why: str, items: list[Item], marks: str) -> None:
    """In whatever order they were drawn."""
    assert order(items) == marks, why
    assert order(items[::-1]) == marks, why


def test_without_a_gutter_lines_are_read_from_the_top() -> None:
    """And from the left on one baseline."""
    assert order([strip_of("丙", 60, 120), strip_of("乙", 100, 100), strip_of("甲", 60, 101)], None) == "甲乙丙"


def test_a_mark_that_hangs_into_the_gutter_does_not_join_two_columns() -> None:
    """A full line whose last mark closed the gutter is parted where the right column begins."""
    joined = make_strip([make_cell("甲" + "字" * 20, 60, 100), make_cell("乙" + FULL, 280, 100)])
    assert order([joined, *set_columns("丙", "丁", 116)]) == "甲丙乙丁"
