"""Heads of laws, regulations and decisions that stand by themselves."""

import pytest
from fragments import make_fragment, make_fragments

from transforms.segment.heads import find_document_heads

PASSED = "（2022年3月1日第十三届全国人民代表大会常务委员会第九次会议通过）"
LOCAL = "2022年3月1日某城市第七届人民代表大会常务委员会第二次会议通过"
CONGRESS = "全国人民代表大会常务委员会"

# what is printed, kind, number, title, issuer, why
LAWS = [
    (("中华人民共和国甲法", PASSED, "第一条为了甲。"), "order", None, "中华人民共和国甲法", CONGRESS, "a law"),
    (
        ("中华人民共和国", "甲乙丙法", PASSED, "目录", "第一章总则"),
        "order",
        None,
        "中华人民共和国甲乙丙法",
        CONGRESS,
        "over two lines",
    ),
    (
        (
            "中华人民共和国甲法",
            "（1990年3月1日第七届全国人民代表大会",
            "第三次会议通过根据2001年",
            "3月1日的决定修正）",
            "第一条为了甲。",
        ),
        "order",
        None,
        "中华人民共和国甲法",
        "全国人民代表大会",
        "a history over lines",
    ),
    (
        ("某城市甲类条例", LOCAL, "第一条为了甲。"),
        "order",
        None,
        "某城市甲类条例",
        "某城市人民代表大会常务委员会",
        "of a city",
    ),
    (
        ("甲类管理条例", "（1994年8月1日国务院令第160号发布）", "第一条为了甲。"),
        "order",
        None,
        "甲类管理条例",
        "国务院",
        "promulgated by order",
    ),
    (
        ("甲类办法（试行）", "（二〇〇一年三月一日国务院第9次常务会议通过）", "第一条为了甲。"),
        "order",
        None,
        "甲类办法（试行）",
        "国务院",
        "passed by the State Council, in numerals",
    ),
    (
        ("甲类办法", "（2016年12月1日甲乙部2016年第4次部长办公会议审议通过）", "第一条为了甲。"),
        "order",
        None,
        "甲类办法",
        "甲乙部",
        "passed by a ministry",
    ),
    (
        ("甲类规定", "甲乙部令第41号", "第一章总则"),
        "order",
        "甲乙部令第41号",
        "甲类规定",
        "甲乙部",
        "the number of its order below the title",
    ),
    (
        ("甲类规定", "（甲乙部令2019年第2号）", "第一条为了甲。"),
        "order",
        "甲乙部令2019年第2号",
        "甲类规定",
        "甲乙部",
        "the same in brackets",
    ),
    (
        (f"{CONGRESS}关于修改", "《中华人民共和国甲法》的决定", PASSED, "甲乙。"),
        "",
        None,
        f"{CONGRESS}关于修改《中华人民共和国甲法》的决定",
        CONGRESS,
        "a decision",
    ),
    ((f"{CONGRESS}任免名单", PASSED, "免去甲。"), "", None, f"{CONGRESS}任免名单", CONGRESS, "whom it appointed"),
    (
        ("中华人民共和国甲法修正案（二）", PASSED, "一、甲。"),
        "order",
        None,
        "中华人民共和国甲法修正案（二）",
        CONGRESS,
        "an amendment",
    ),
]


@pytest.mark.parametrize(("lines", "kind", "number", "title", "body", "why"), LAWS, ids=[row[5] for row in LAWS])
def test_a_law_opens_with_its_title(lines, kind, number, title, body, why):
    """The history below a title, or the number of the order, says that a law begins."""
    [head] = find_document_heads(make_fragments(*lines), 0, ())
    assert (head.kind, head.number, head.title.text, head.red_head) == (kind, number, title, body), why


NO_LAWS = [
    (
        ("为了执行甲法", "2022年3月1日某部会议通过后施行的各项规定继续有效。"),
        "words and a date that tell of nothing passed",
    ),
    (("某类办法", "2022年3月1日"), "a date that signs"),
    (("第一章甲法", PASSED), "a heading with a number"),
    (("第十条依照本办法，", "（1990年3月1日某会议通过）的甲法废止。"), "a sentence"),
]


@pytest.mark.parametrize(("lines", "why"), NO_LAWS, ids=[row[1] for row in NO_LAWS])
def test_what_is_no_law(lines, why):
    """A title alone, or a history without one, opens no law."""
    assert not [head for head in find_document_heads(make_fragments(*lines), 0, ()) if head.kind == "order"], why


def test_a_law_behind_its_order_is_a_part_of_it():
    """The order cites what it promulgates; another law behind that is a document of its own."""
    order = ("中华人民共和国主席令", "第九号", "《中华人民共和国甲法》已经通过，现予公布。", "2022年3月1日")
    fragments = make_fragments(
        *order, "中华人民共和国甲法", PASSED, "第一条甲。", "中华人民共和国乙丙法", PASSED, "第一条乙。"
    )
    assert [head.start for head in find_document_heads(fragments, 0, ())] == [0, 7]


def test_the_size_of_type_parts_a_title_from_the_line_above():
    """The last line of the document before is set smaller."""
    sized = [("甲乙丙丁", 10.0), ("中华人民共和国", 20.0), ("甲法", 20.0), (PASSED, 10.0), ("第一条甲。", 10.0)]
    [head] = find_document_heads([make_fragment(text, size=size) for text, size in sized], 0, ())
    assert (head.start, head.title.text) == (1, "中华人民共和国甲法")
