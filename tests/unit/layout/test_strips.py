"""Cells that stand close, as strips."""

import pytest
from cells import make_cell, strip_of
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Box, TextCell
from transforms.layout.strips import join_cells, measure_body_size, merge_doubled_cells


@pytest.mark.parametrize(
    ("why", "cells", "strips"),
    [
        ("cells that touch", [make_cell("公", 60, 100), make_cell("报", 70, 100)], ["公报"]),
        (
            "half an em of white, as in justified lines",
            [make_cell("公", 60, 100), make_cell("报", 75, 100)],
            ["公报"],
        ),
        ("an em of white may be a gutter", [make_cell("左", 60, 100), make_cell("右", 80, 100)], ["左", "右"]),
        ("a baseline that trembles, as in scans", [make_cell("公", 60, 100), make_cell("报", 70, 102)], ["公报"]),
        ("another baseline", [make_cell("上", 60, 100), make_cell("下", 70, 105)], ["上", "下"]),
        ("small type does not bear as much", [make_cell("上", 60, 100), make_cell("下", 70, 102, 6)], ["上", "下"]),
        (
            "the page number behind a leader, of which a part was not read",
            [make_cell("通知……", 60, 100), make_cell("12", 200, 100)],
            ["通知……12"],
        ),
        (
            "words behind a leader are no page number",
            [make_cell("通知……", 60, 100), make_cell("右栏", 200, 100)],
            ["通知……", "右栏"],
        ),
        (
            "the number of an article and its text, two ems apart",
            [make_cell("第一百零八条", 60, 100), make_cell("申请人应当", 140, 100)],
            ["第一百零八条申请人应当"],
        ),
        (
            "a bracketed number of half width",
            [make_cell("(一)", 60, 100), make_cell("申请表", 110, 100)],
            ["(一)申请表"],
        ),
        (
            "a heading whose letters are set apart",
            [make_cell("第六章", 60, 100), make_cell("附", 110, 100), make_cell("则", 140, 100)],
            ["第六章附则"],
        ),
        (
            "letters set apart without a number may stand in two columns",
            [make_cell("附", 110, 100), make_cell("则", 140, 100)],
            ["附", "则"],
        ),
        (
            "a line that ends with a number is no number alone",
            [make_cell("依照第八条", 60, 100), make_cell("申请人应当", 130, 100)],
            ["依照第八条", "申请人应当"],
        ),
        (
            "a number farther off is of another column",
            [make_cell("第八条", 60, 100), make_cell("申请人应当", 125, 100)],
            ["第八条", "申请人应当"],
        ),
    ],
)
def test_cells_that_stand_close_are_a_strip(why: str, cells: list[TextCell], strips: list[str]) -> None:
    """In any order that they were drawn in."""
    for drawn in (cells, cells[::-1]):
        assert ["".join(cell.text for cell in strip.cells) for strip in join_cells(drawn)] == strips, why


@pytest.mark.parametrize(
    ("why", "rulings", "strips"),
    [
        ("a blank to be filled in, drawn under the white", [Box(90, 102, 148, 102)], ["姓名：电话："]),
        ("one drawn in two strokes", [Box(118, 101, 148, 101), Box(88, 101, 118, 101)], ["姓名：电话："]),
        ("one that ends far from the second word", [Box(90, 102, 120, 102)], ["姓名：", "电话："]),
        ("a ruling that goes on under both words parts what is above and below", [Box(50, 102, 300, 102)], None),
        ("a ruling at another height", [Box(90, 120, 148, 120)], None),
        ("no ruling", [], None),
    ],
)
def test_a_blank_to_be_filled_in_holds_a_line_together(why: str, rulings: list[Box], strips: list[str] | None) -> None:
    """Words far apart are one strip where a ruling on their baseline fills the white."""
    cells = [make_cell("姓名：", 60, 100), make_cell("电话：", 150, 100)]
    found = ["".join(cell.text for cell in strip.cells) for strip in join_cells(cells, rulings)]
    assert found == (strips or ["姓名：", "电话："]), why


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 700), st.floats(4, 30)), max_size=40))
def test_each_cell_is_in_one_strip(places: list[tuple[float, float, float]]) -> None:
    """Joining loses none and takes none twice, and a strip reaches as far as its cells."""
    cells = [make_cell(chr(0x4E00 + i), x, y, size) for i, (x, y, size) in enumerate(places)]
    strips = join_cells(cells)
    assert sorted(cell for strip in strips for cell in strip.cells) == sorted(cells)
    for strip in strips:
        assert (strip.x0, strip.x1) == (strip.cells[0].x0, max(cell.x1 for cell in strip.cells))
        assert strip.size == max(cell.size for cell in strip.cells)


@pytest.mark.parametrize(
    ("why", "second", "bold"),
    [
        ("a hair's breadth aside is fake bold", make_cell("标题", 100.5, 100), [True]),
        ("the same word once more in a line is text", make_cell("标题", 120, 100), [False, False]),
        ("the same word in the next line is text", make_cell("标题", 100, 116), [False, False]),
        ("another word in its place is text", make_cell("题标", 100.5, 100), [False, False]),
    ],
)
def test_text_drawn_twice_is_one_bold_cell(why: str, second: TextCell, bold: list[bool]) -> None:
    """Only where the same words stand in the same place."""
    assert [cell.bold for cell in merge_doubled_cells([make_cell("标题", 100, 100), second])] == bold, why


def test_the_body_is_what_most_characters_are_set_in() -> None:
    """Many titles and folios of few characters don't outweigh one long line."""
    strips = [strip_of("标题", 60, 30 * i, 22) for i in range(1, 5)] + [strip_of("正文" * 10, 60, 400, 10.5)]
    assert measure_body_size(strips) == 10.5
