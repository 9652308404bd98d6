"""Rulings and cells as tables."""

import time

import pytest
from cells import make_cell

from gongbao.model import Box, TextCell
from transforms.layout.tables import cut_cell, find_tables


def grid(xs: list[float], ys: list[float]) -> list[Box]:
    """All rulings of a plain grid."""
    return [Box(xs[0], y, xs[-1], y) for y in ys] + [Box(x, ys[0], x, ys[-1]) for x in xs]


def texts(rulings: list[Box], cells: list[TextCell]) -> list[str]:
    tables, _, _ = find_tables(rulings, cells)
    return [row.text for table in tables for row in table.rows]


CELLS = [make_cell("甲", 15, 15), make_cell("乙", 105, 15), make_cell("丙", 15, 45), make_cell("丁", 105, 45)]


@pytest.mark.parametrize(
    ("why", "rulings", "cells", "rows"),
    [
        ("a plain grid", grid([10, 100, 200], [0, 30, 60]), CELLS, ["甲\t乙", "丙\t丁"]),
        (
            "outer sides left open",
            [Box(10, y, 200, y) for y in (0, 30, 60, 90)] + [Box(100, 0, 100, 90)],
            [*CELLS, make_cell("戊", 15, 75)],
            ["甲\t乙", "丙\t丁", "戊\t"],
        ),
        (
            "rulings drawn cell by cell",
            [
                ruling
                for x in (10, 100)
                for y in (0, 30)
                for ruling in grid([x, x + (90 if x == 10 else 100)], [y, y + 30])
            ],
            CELLS,
            ["甲\t乙", "丙\t丁"],
        ),
        ("an empty cell keeps its place", grid([10, 100, 200], [0, 30, 60]), CELLS[1:], ["\t乙", "丙\t丁"]),
        (
            "lines of one cell join, top to bottom",
            grid([10, 100, 200], [0, 30, 60]),
            [*CELLS[1:], make_cell("下", 15, 25), make_cell("上", 15, 12)],
            ["上下\t乙", "丙\t丁"],
        ),
        (
            "Latin words of one cell keep apart",
            grid([10, 100, 200], [0, 30, 60]),
            [*CELLS[1:], make_cell("two", 15, 25), make_cell("one", 15, 12)],
            ["one two\t乙", "丙\t丁"],
        ),
        (
            "a cell over two rows stands in the first",
            [r for r in grid([10, 100, 200], [0, 60]) if r.y0 != r.y1 or r.y0 != 30] + [Box(100, 30, 200, 30)],
            [make_cell("甲", 15, 35), CELLS[1], CELLS[3]],
            ["甲\t乙", "丁"],
        ),
        (
            "a cell over two columns is one",
            [Box(10, y, 200, y) for y in (0, 30, 60)]
            + [Box(10, 0, 10, 60), Box(200, 0, 200, 60), Box(100, 30, 100, 60)],
            [make_cell("甲乙", 60, 15), CELLS[2], CELLS[3]],
            ["甲乙", "丙\t丁"],
        ),
        (
            "text drawn in one piece across a ruling is parted there",
            grid([10, 100, 200], [0, 30, 60]),
            [make_cell("甲乙丙丁戊己庚辛壬癸", 50, 15), CELLS[2], CELLS[3]],
            ["甲乙丙丁戊\t己庚辛壬癸", "丙\t丁"],
        ),
        ("a frame around text is no table", grid([10, 200], [0, 60]), CELLS, []),
        (
            "a ruling between columns that meets level ones is no table",
            [Box(10, 0, 200, 0), Box(10, 500, 200, 500), Box(100, 0, 100, 500)],
            [make_cell("左", 15, 20 * i) for i in range(1, 24)] + [make_cell("右", 105, 20 * i) for i in range(1, 24)],
            [],
        ),
        ("rulings that touch nothing are no table", [Box(10, 0, 200, 0), Box(300, 100, 300, 200)], CELLS, []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_tables_are_read_by_row(why: str, rulings: list[Box], cells: list[TextCell], rows: list[str]) -> None:
    """Cells come left to right, parted by tabs."""
    assert texts(rulings, cells) == rows


def test_what_is_outside_of_tables_is_left_over() -> None:
    """Text cells around a table and rulings of no table stay in the flow."""
    outside, ruling = make_cell("表外", 15, 100), Box(10, 120, 200, 120)
    tables, cells, level = find_tables([*grid([10, 100, 200], [0, 30, 60]), ruling], [*CELLS, outside])
    assert len(tables) == 1
    assert cells == (outside,)
    assert level == (ruling,)


@pytest.mark.parametrize("lines", [600, 3000])
def test_a_drawing_of_many_lines_costs_little(lines: int) -> None:
    """A chart is not searched for cells."""
    rulings = [Box(0, 3 * i, 3 * lines, 3 * i) for i in range(lines)]
    rulings += [Box(3 * i, 0, 3 * i, 3 * lines) for i in range(lines)]
    started = time.perf_counter()
    assert find_tables(rulings, CELLS)[0] == []
    assert time.perf_counter() - started < 2


def test_cutting_keeps_every_character() -> None:
    """Parts of a text cell, put together, are the cell."""
    whole = make_cell("一二三四五六", 0, 10)
    parts = list(cut_cell(whole, [20.0, 41.0]))
    assert [part.text for part in parts] == ["一二", "三四", "五六"]
    assert [part.x0 for part in parts] == [0, 20, 40]
