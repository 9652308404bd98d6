"""Appointments without a verb: tables, lines of name and post; each row says why."""

import pytest
from tagging import tag_texts

from gongbao.model import Kind
from transforms.tag.appointment_lists import find_rows, read_lines

ROWS = [
    (
        ("姓名\t任命职务\t免去职务", "王小明\t柳原市财政局局长\t柳原市审计局副局长", "李兰\t\t柳原市体育局局长"),
        [
            ("王小明", "appoint", "柳原市财政局局长"),
            ("王小明", "remove", "柳原市审计局副局长"),
            ("李兰", "remove", "柳原市体育局局长"),
        ],
        "one appointment a cell that holds a post",
    ),
    (
        ("序号\t姓 名\t拟任职务", "1\t王小明\t柳原市财政局局长（试用期一年）"),
        [("王小明", "appoint", "柳原市财政局局长")],
        "columns besides, a term of probation",
    ),
    (("姓名\t单位", "王小明\t柳原市财政局"), [], "no column says what is done"),
    (("姓名\t任命职务", "合计\t柳原市财政局局长"), [], "a row that names nobody"),
]
LINES = [
    ("王小明_柳原市人民法院审判员", [("王小明", "柳原市人民法院审判员")], "a name, a blank and a post"),
    (
        "王小明_柳原市人民法院审判员_李兰_柳原市人民法院刑事审判庭庭长",
        [("王小明", "柳原市人民法院审判员"), ("李兰", "柳原市人民法院刑事审判庭庭长")],
        "lines that ran together",
    ),
    ("柳原市市长：王小明", [("王小明", "柳原市市长")], "who was elected to a post"),
    ("副主任：李兰（女）_赵刚", [("李兰", "副主任"), ("赵刚", "副主任")], "several to one post"),
    ("副主任：李兰_现予公告。", [("李兰", "副主任")], "a line of another sort behind"),
    ("王小明柳原市人民法院审判员", [], "without a blank it may be anything"),
    ("组长：王小明", [], "who leads a group is appointed to no office"),
    ("色农业发_展服务中心）主任", [], "the rest of a line that was torn within a bracket"),
    ("请各单位认真贯彻执行", [], "a sentence"),
]


@pytest.mark.parametrize(("texts", "expected", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(texts: tuple[str, ...], expected: list[tuple[str, str, str]], why: str) -> None:
    """Rows below columns that say what is done are appointments."""
    found = tag_texts(*texts, kind=Kind.APPOINTMENT).appointments
    assert [(a.person, a.action, a.post) for a in found] == expected, why
    assert bool(find_rows(texts)) == bool(expected), why


@pytest.mark.parametrize(("printed", "expected", "why"), LINES, ids=[row[2] for row in LINES])
def test_lines(printed: str, expected: list[tuple[str, str]], why: str) -> None:
    """Names and posts side by side are read in pairs; blanks of the print are written _."""
    parts = printed.split("_")
    gaps = frozenset(sum(map(len, parts[: i + 1])) for i in range(len(parts) - 1))
    text = "".join(parts)
    found = [(text[slice(*name)], text[slice(*item.post)]) for item in read_lines(text, gaps) for name in item.names]
    assert found == expected, why


def test_a_heading_says_what_is_done() -> None:
    """任命名单 and 免职名单 hold for the lines below them."""
    texts = ("任命名单", "柳原市人民法院院长：王小明", "免职名单", "柳原市人民法院副院长：李兰")
    found = tag_texts(*texts, kind=Kind.APPOINTMENT).appointments
    assert [(a.person, a.action) for a in found] == [("王小明", "appoint"), ("李兰", "remove")]
