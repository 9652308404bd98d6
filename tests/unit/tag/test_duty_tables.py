"""Rows of tables that state duties; each row says why."""

import pytest

from transforms.tag.duty_tables import find_rows, read_columns

HEAD = "序号\t重点任务\t牵头单位\t责任单位\t完成时限"


@pytest.mark.parametrize(
    ("cells", "roles", "task", "due", "why"),
    [
        (HEAD.split("\t"), {2: "lead", 3: "responsible"}, 1, 4, "the whole head"),
        (["事项", "责任单位"], {1: "responsible"}, 0, None, "the least"),
        (["工作内容", "牵头部门", "配合部门", "时间安排"], {1: "lead", 2: "cooperating"}, 0, 3, "other words"),
        (["任 务", "责任 单位"], {1: "responsible"}, 0, None, "blanks in the head"),
        (["措施", "责任单位及责任人"], {1: "responsible"}, 0, None, "a person beside the body"),
    ],
)
def test_columns(cells: list[str], roles: dict[int, str], task: int | None, due: int | None, why: str) -> None:
    """What the head of a table says of its columns."""
    columns = read_columns(cells)
    assert columns is not None, why
    assert (columns.roles, columns.task, columns.due) == (roles, task, due), why


@pytest.mark.parametrize("cells", [["序号", "名称"], ["1", "市甲局负责的事项"], ["责任单位要做的事", "乙"]])
def test_no_columns_of_bodies(cells: list[str]) -> None:
    """Rows that only speak of duties are no head."""
    assert read_columns(cells) is None


def test_rows_of_a_table() -> None:
    """Rows under a head, over a heading of one cell; another number of cells is another table."""
    texts = (
        "附件",
        HEAD,
        "一、数据共享",
        "1\t建平台\t市甲局\t市乙局、各县（市、区）\t2022年6月底前",
        "2\t建目录\t市丙局\t\t",
        "合计\t2",
        "正文一句话，讲的是别的事情，与上面这张表没有关系，并且比一个小标题要长得多，所以这张表到此为止，后面的行不算在它里面了，是不是。",
        "3\t建系统\t市丁局\t\t",
    )
    rows = find_rows(texts)
    assert [row.paragraph for row in rows] == [3, 4]
    named = [[(body.role, texts[row.paragraph][slice(*body.span)]) for body in row.bodies] for row in rows]
    assert named == [
        [("lead", "市甲局"), ("responsible", "市乙局"), ("responsible", "各县（市、区）")],
        [("lead", "市丙局")],
    ]
    task, deadline = rows[0].task, rows[0].deadline
    assert task is not None and texts[3][slice(*task)] == "建平台"
    assert deadline is not None and texts[3][slice(*deadline)] == "2022年6月底前"
    assert rows[1].deadline is None


@pytest.mark.parametrize(
    ("row", "bodies", "task", "why"),
    [
        ("建目录\t市甲局\t市乙局\t6月", ["市甲局", "市乙局"], "建目录", "the number above is this row's too"),
        ("市甲局\t市乙局\t6月", ["市甲局", "市乙局"], None, "so is the task"),
        ("市乙局\t6月", None, None, "a row without one of the bodies' columns says nothing"),
        ("建目录\t随时\t市乙局\t6月", None, None, "what is no body shows that cells are missing elsewhere"),
        ("6\t建目录\t市甲局\t市乙局\t6月\t备注", None, None, "too many cells"),
    ],
)
def test_merged_cells(row: str, bodies: list[str] | None, task: str | None, why: str) -> None:
    """A row with fewer cells has those on its left in common with the row above."""
    found = find_rows((HEAD, "1\t建平台\t市甲局\t市乙局\t6月", row))[1:]
    assert [[row[slice(*body.span)] for body in each.bodies] for each in found] == ([bodies] if bodies else []), why
    assert not found or (found[0].task and row[slice(*found[0].task)]) == task, why
