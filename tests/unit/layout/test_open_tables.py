"""Tables without upright rulings."""

import pytest
from cells import make_cell

from gongbao.model import Box, TextCell
from transforms.layout.open_tables import find_open_tables


def rule(*ys: float) -> list[Box]:
    """Level rulings of one length at such heights."""
    return [Box(60, y, 480, y) for y in ys]


def set_rows(*rows: str, y: float = 112, xs: tuple[float, ...] = (70, 200, 330)) -> list[TextCell]:
    """Rows of words, parted by blanks; a dot leaves its place empty."""
    return [
        make_cell(word, x, y + 16 * i)
        for i, row in enumerate(rows)
        for x, word in zip(xs, row.split(), strict=False)
        if word != "."
    ]


FOUND: list[tuple[str, list[Box], list[TextCell], list[str]]] = [
    (
        "a head, two rows and an end",
        rule(100, 116, 150),
        set_rows("项目 单位 数量", "树苗 株 300", "草籽 袋 12"),
        ["项目\t单位\t数量", "树苗\t株\t300", "草籽\t袋\t12"],
    ),
    (
        "a ruling before the sum",
        rule(100, 116, 132, 150),
        set_rows("项目 单位 数量", "树苗 株 300", "合计 . 300"),
        ["项目\t单位\t数量", "树苗\t株\t300", "合计\t\t300"],
    ),
    (
        "a cell of two lines is of the row above",
        rule(100, 116, 166),
        set_rows("项目 单位 数量", "树苗 按株计 300", ". 算 .", "草籽 袋 12"),
        ["项目\t单位\t数量", "树苗\t按株计算\t300", "草籽\t袋\t12"],
    ),
    (
        "cells centred beside one of two lines",
        rule(100, 116, 182),
        [
            *set_rows("项目 单位 数量"),
            *set_rows(". 按株计", ". 算", ". 袋", ". 装", y=128),
            *set_rows("树苗 . 300", y=136),
            *set_rows("草籽 . 12", y=168),
        ],
        ["项目\t单位\t数量", "树苗\t按株计算\t300", "草籽\t袋装\t12"],
    ),
    (
        "a ruling under each row, and a first cell of four lines",
        rule(100, 116, 180, 196),
        set_rows(
            "任务 牵头单位 时限",
            *["甲乙丙丁戊己庚辛 某局 三月", "壬癸子丑寅卯辰巳 . .", "午未申酉戌亥天地 . .", "人和 . ."],
            "短的任务 某厅 四月",
        ),
        [
            "任务\t牵头单位\t时限",
            "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地人和\t某局\t三月",
            "短的任务\t某厅\t四月",
        ],
    ),
    (
        "rows of two lines between rulings, cells not full",
        rule(100, 116, 150, 184),
        set_rows("项目 单位 数量", "树苗 株 300", "草籽 袋 12", "化肥 吨 3", "农药 瓶 9"),
        ["项目\t单位\t数量", "树苗\t株\t300", "草籽\t袋\t12", "化肥\t吨\t3", "农药\t瓶\t9"],
    ),
    ("an imprint names no columns", rule(100, 116, 132), set_rows("抄送：市委办公室。", "市政府办公室 . 印发"), []),
    ("two rulings are no table", rule(100, 150), set_rows("项目 单位 数量", "树苗 株 300", "草籽 袋 12"), []),
    (
        "text in two columns below a head in two parts",
        rule(100, 116, 220),
        set_rows("公报 第三期", *["左栏的文字很长一直写到底边 右栏的文字很长一直写到底边"] * 5, xs=(60, 280)),
        [],
    ),
    (
        "text in two columns between rulings, one of short lines",
        rule(100, 200, 280),
        set_rows(*["左栏的文字很长一直写到底边 右栏的字"] * 10, xs=(60, 280)),
        [],
    ),
    ("lines of one column between rulings", rule(100, 116, 132), set_rows("标题在此处", "正文在此处"), []),
]


@pytest.mark.parametrize(("why", "rulings", "cells", "rows"), FOUND, ids=[row[0] for row in FOUND])
def test_open_tables_are_found(why: str, rulings: list[Box], cells: list[TextCell], rows: list[str]) -> None:
    """Row by row, cells parted by tabs; nothing is lost."""
    tables, rest, free = find_open_tables(rulings, cells)
    assert [row.text for table in tables for row in table.rows] == rows, why
    assert sorted(rest) == ([] if rows else sorted(cells))
    assert sorted(r.y0 for r in free) == ([] if rows else [r.y0 for r in rulings])


def test_two_tables_of_one_width_are_two() -> None:
    """The words between them are of neither."""
    rows = "项目 单位 数量", "树苗 株 300", "草籽 袋 12"
    between = make_cell("表2：另一张表", 200, 170)
    cells = [*set_rows(*rows), between, *set_rows(*rows, y=212)]
    tables, rest, _ = find_open_tables(rule(100, 116, 150, 200, 216, 250), cells)
    assert [len(table.rows) for table in tables] == [3, 3]
    assert rest == (between,)
