"""Names in lists of people. In these texts a blank stands for one that was printed, and is taken out before."""

import pytest

from gongbao.model import Paragraph, SourceSpan
from transforms.tag.members import find_columns, find_members, printed_gaps, start_of_member


def set_solid(printed: str) -> tuple[str, frozenset[int]]:
    """A printed line without its blanks, and where they were."""
    text, gaps = "", set()
    for word in printed.split(" "):
        gaps.add(len(text))
        text += word
    return text, frozenset(gaps - {0})


MEMBERS = [
    ("组长：王小明市长", ["王小明"], "a name ends where an office begins"),
    ("副组长：李兰（市纪委）", ["李兰"], "a bracket closes it"),
    ("成员：王小明（市财政局）李兰（市教育局）", ["王小明", "李兰"], "two on a line, each with its bracket"),
    ("成员：王小明、李兰、赵刚", ["王小明", "李兰", "赵刚"], "names alone, parted by marks"),
    ("成员：王小明，李兰，赵刚", ["王小明", "李兰", "赵刚"], "by commas"),
    ("副组长：冯 雷 沈 兰", ["冯雷", "沈兰"], "two characters are set apart; blanks part two names as well"),
    (
        "成员：安 宁 向 阳 龙海涛 时 光",
        ["安宁", "向阳", "龙海涛", "时光"],
        "ordinary words are names where only names are",
    ),
    ("成员：王 小明 市教育局局长", ["王小明"], "a blank behind the surname alone"),
    ("组长：王 小 明 市教育局局长", ["王小明"], "each character set apart"),
    ("成员：扎西旺堆 市民宗局局长", ["扎西旺堆"], "no surname: the blank says where the name ends"),
    ("成员：阿依古丽·买买提市民宗局局长", ["阿依古丽·买买提"], "a name in parts ends where its body begins"),
    ("成员：阿依古丽·买买提", ["阿依古丽·买买提"], "a name in parts alone"),
    ("成员：王军国网柳原供电公司总经理", ["王军"], "a company with branches all over: no 王军国"),
    ("成员：王卫国柳原海关关长", ["王卫国"], "nothing tells where the body begins: most names have three"),
    ("成员：欧阳修远市公安局副局长", ["欧阳修远"], "a surname of two characters"),
    ("成员：王芳教育局副局长", ["王芳"], "the body has no level before it"),
    ("成员：市教育局王芳、市财政局李兰", ["王芳", "李兰"], "the body stands first"),
    ("成员：市教育局：王芳", ["王芳"], "and a colon behind it"),
    ("李兰（女） 市财政局局长", ["李兰"], "a line without a role, with a remark"),
    ("1．李兰 市财政局局长", ["李兰"], "numbered"),
    ("成员：市财政局、市教育局", [], "bodies are no people"),
    ("成员：文联、妇联、工商联", [], "in short, too"),
    ("组长：市长", [], "an office alone"),
    ("副组长：分管副县长", [], "an office that is meant by what it does"),
    ("成员：各乡镇主要负责同志", [], "nobody by name"),
]


@pytest.mark.parametrize(("printed", "names", "why"), MEMBERS, ids=[row[2] for row in MEMBERS])
def test_members_are_found(printed: str, names: list[str], why: str) -> None:
    """What names end in is told by blanks, marks, bodies and offices."""
    text, gaps = set_solid(printed)
    assert [text[s.start : s.end] for s in find_members(text, start_of_member(text), gaps)] == names, why


def test_blanks_are_seen_in_the_places_of_characters() -> None:
    """Cleaning takes blanks out; that the places on either side are no neighbours shows where they were."""
    spans = (SourceSpan(0, 1, 0, 3, 4), SourceSpan(1, 1, 0, 3, 7), SourceSpan(2, 3, 0, 4, 0))
    assert printed_gaps(Paragraph("李兰王小明", spans=spans)) == {1, 2}


@pytest.mark.parametrize(
    ("rows", "names", "why"),
    [
        (("序号\t姓名\t单位", "1\t王小明\t市财政局", "2\t李兰\t"), [[], ["王小明"], ["李兰"]], "below 姓名"),
        (("单位\t联系人\t电话", "市财政局\t王小明\t12345"), [[], ["王小明"]], "below another word for it"),
        (
            ("任务\t牵头领导\t负责人", "建平台\t王小明\t李兰"),
            [[], ["王小明", "李兰"]],
            "leaders, and who is responsible",
        ),
        (("任务\t市级责任领导", "建平台\t待定"), [[], []], "nobody yet"),
        (("姓名\t年龄", "合计\t3", "王小明\t40"), [[], [], ["王小明"]], "what has not the shape of a name is none"),
        (("姓名\t年龄", "以上人员符合条件。", "王小明\t40"), [[], [], []], "a table ends where a sentence stands"),
        (("项目\t名称", "王小明\t40"), [[], []], "no column of names"),
    ],
)
def test_columns_of_names(rows: tuple[str, ...], names: list[list[str]], why: str) -> None:
    """A heading says what stands below it, so long as the table goes on."""
    found = find_columns(rows)
    assert [[row[s.start : s.end] for s in spans] for row, spans in zip(rows, found, strict=True)] == names, why
