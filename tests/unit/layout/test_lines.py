"""Strips and cells as lines."""

import pytest
from cells import make_cell, make_raw_page, strip_of

from gongbao.model import Box
from transforms.layout.columns import Column
from transforms.layout.flow import Flow
from transforms.layout.lines import join_text, write_lines
from transforms.layout.reading_order import arrange
from transforms.layout.strips import Strip


@pytest.mark.parametrize(
    ("why", "parts", "text"),
    [
        ("Chinese text drawn piecemeal has no blanks", [("公报", 60), ("编辑部", 80)], "公报编辑部"),
        ("Latin words keep theirs", [("E-mail", 60), ("us", 124)], "E-mail us"),
        ("characters set apart keep one", [("附件", 60), ("名单", 95)], "附件 名单"),
    ],
)
def test_text_drawn_piecemeal_is_one_line(why: str, parts: list[tuple[str, float]], text: str) -> None:
    """A line is whole, whatever cells it was drawn in."""
    page = arrange(make_raw_page(*(make_cell(part, x, 100) for part, x in parts)))
    assert [line.text for line in page.lines] == [text]


@pytest.mark.parametrize(
    ("why", "parts", "text"),
    [
        ("cells that touch", [("公报", 60), ("编辑部", 80)], "公报编辑部"),
        ("white of more than half an em", [("附件", 60), ("名单", 87)], "附件 名单"),
        ("white of a fifth of an em between Latin letters", [("A", 60), ("B", 73)], "A B"),
        ("no more white than letters have anyway", [("A", 60), ("B", 71)], "AB"),
        ("one blank where one was printed", [("A ", 60), ("B", 90)], "A B"),
    ],
)
def test_white_between_cells_is_a_blank_or_nothing(why: str, parts: list[tuple[str, float]], text: str) -> None:
    """By its width, in ems, and by what stands at its sides."""
    assert join_text([make_cell(part, x, 100) for part, x in parts]) == text, why


@pytest.mark.parametrize(
    ("why", "strips", "texts"),
    [
        ("small type raised beside its line", [strip_of("注", 60, 100), strip_of("1", 70, 96, 6)], ["注1"]),
        ("a line below", [strip_of("上", 60, 100), strip_of("下", 60, 116)], ["上", "下"]),
        ("words far apart", [strip_of("左", 60, 100), strip_of("右", 120, 100)], ["左", "右"]),
        ("words of a title as far apart", [strip_of("目", 60, 100, 18), strip_of("录", 160, 100, 18)], ["目 录"]),
        ("a number in the outer margin", [strip_of("31", 20, 96, 9), strip_of("正文", 60, 100)], ["31", "正文"]),
        ("a page number far off", [strip_of("关于甲的通知", 60, 100), strip_of("12", 400, 100)], ["关于甲的通知 12"]),
    ],
)
def test_strips_on_one_baseline_are_a_line(why: str, strips: list[Strip], texts: list[str]) -> None:
    """Unless they stand too far apart for one."""
    flow = Flow(em=10, width=500, middle=300)
    flow.put(strips, ())
    assert [line.text for line in write_lines(0, flow, {(): Column(60, 540, 0)})] == texts, why


def test_a_line_says_where_it_stands_in_its_column() -> None:
    """Indent and room are ems of the line's own type, its box is points."""
    flow = Flow(em=10, width=500, middle=300)
    flow.put([strip_of("正文", 80, 100)], (1,))
    (line,) = write_lines(3, flow, {(1,): Column(60, 290, 1)})
    assert (line.page, line.index, line.column, line.indent, line.room) == (3, 0, 1, 2.0, 19.0)
    assert line.box == Box(80, 91, 100, 101)
