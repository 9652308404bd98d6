"""Rows about a gutter: those of two columns, and those that run across."""

import pytest
from cells import make_cell, strip_of

from gongbao.model import Gap
from transforms.layout.flow import Flow
from transforms.layout.rows import find_rows, group_rows
from transforms.layout.strips import Strip, make_strip

GUTTER = Gap(260, 280)
FULL = "字" * 19  # nineteen characters: a column from 60 to 250, or from 280 to 470
ACROSS = "一行横贯两栏的文字" * 4


def pair(left: str, right: str, y: float) -> list[Strip]:
    """A line of the left column and one of the right."""
    return [strip_of(left + FULL, 60, y), strip_of(right + FULL, 280, y)]


def joined(y: float) -> Strip:
    """A full line whose last mark hangs out and touches the right column."""
    return make_strip([make_cell("甲" + "字" * 20, 60, y), make_cell("乙" + FULL, 280, y)])


@pytest.mark.parametrize(
    ("why", "strips", "rows"),
    [
        ("two columns", pair("甲", "乙", 100) + pair("丙", "丁", 116), "甲 乙 丙 丁"),
        (
            "a title in the middle",
            [strip_of("题在中间", 250, 80), *pair("甲", "乙", 100), *pair("丙", "丁", 116)],
            "[题] 甲 乙 丙 丁",
        ),
        (
            "an office and a name on the baseline of what runs across",
            [strip_of("职务在此" * 4, 150, 100), strip_of("姓名", 340, 101), strip_of(ACROSS, 60, 80)],
            "[一] [职姓]",
        ),
        (
            "a line with white where a gutter is, between lines that run across",
            [strip_of(ACROSS, 60, 84), *pair("甲", "乙", 100), strip_of(ACROSS, 60, 116)],
            "[一] [甲乙] [一]",
        ),
        (
            "a full line that runs across between others is not parted",
            [strip_of(ACROSS, 60, 84), joined(100), strip_of(ACROSS, 60, 116)],
            "[一] [甲] [一]",
        ),
        ("one that a mark joined is parted beside columns", [joined(100), *pair("丙", "丁", 116)], "甲 乙 丙 丁"),
        (
            "a heading spaced out over the gutter, between columns",
            [*pair("甲", "乙", 100), strip_of("目", 255, 116), strip_of("录", 275, 116), *pair("丙", "丁", 132)],
            "甲 乙 [目录] 丙 丁",
        ),
        (
            "last lines of both columns",
            [*pair("甲", "乙", 100), strip_of("完", 60, 116), strip_of("了", 280, 116)],
            "甲 乙 完 了",
        ),
        ("one side alone stays in its column", [strip_of(ACROSS, 60, 84), strip_of("右", 300, 100)], "[一] 右"),
    ],
)
def test_rows_are_found(why: str, strips: list[Strip], rows: str) -> None:
    """The first characters of each strip; those of a line that runs across in brackets."""
    found = find_rows(strips, GUTTER, Flow(em=10, width=420, middle=270))
    told = ["".join(s.cells[0].text[0] for s in row.strips) for row in found]
    assert " ".join(f"[{t}]" if row.spanning else t for t, row in zip(told, found, strict=True)) == rows, why


def test_rows_go_from_the_top_and_from_the_left() -> None:
    """A baseline that trembles is the same."""
    rows = group_rows([strip_of("丙", 60, 120), strip_of("乙", 100, 100), strip_of("甲", 60, 101)])
    assert [[s.cells[0].text for s in row] for row in rows] == [["甲", "乙"], ["丙"]]
