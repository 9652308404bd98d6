"""Other documents: cited, changed, repealed; each row says why."""

import pytest
from tagging import tag_texts

CITATIONS = [
    ("根据《甲办法》（冀政发〔2020〕1号）要求", [("cites", "冀政发〔2020〕1号", "甲办法")], "a number with its title"),
    ("按照冀政发〔2020〕1号文件执行", [("cites", "冀政发〔2020〕1号", None)], "a number in running text"),
    ("《乙办法》（柳政发〔2022〕3号）", [], "the document's own number"),
    ("见冀政发〔2020〕1号，另见冀政发〔2020〕1号", [("cites", "冀政发〔2020〕1号", None)], "a number counts once"),
    (
        "本意见自印发之日起施行。《丙通知》（柳政发〔2016〕56号）同时废止。",
        [("repeals", "柳政发〔2016〕56号", "丙通知")],
        "the words behind end it",
    ),
    (
        "根据《甲办法》（冀政发〔2020〕1号），决定废止《丙通知》（柳政发〔2016〕56号）。",
        [("cites", "冀政发〔2020〕1号", "甲办法"), ("repeals", "柳政发〔2016〕56号", "丙通知")],
        "the ground of a repeal is not repealed",
    ),
    (
        "原《丙计划》（柳政发〔2016〕56号）经共同研究，决定宣布失效，自本通知印发之日起停止执行。",
        [("repeals", "柳政发〔2016〕56号", "丙计划")],
        "声明 behind several clauses",
    ),
    ("《丙通知》同时废止。", [("repeals", None, "丙通知")], "by title where there is no number"),
    ("如发生修改、废止、失效等情况，及时更新《目录》。", [], "repeal in general"),
    ("《职称规定》（人力资源和社会保障部令第40号）", [], "a number of an order is no 文号"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CITATIONS)
def test_citations(text: str, expected: list[tuple[str | None, ...]], why: str) -> None:
    """Other documents are cited by number; those that end are told apart."""
    assert [(c.relation, c.number, c.title) for c in tag_texts(text).citations] == expected, why


def test_list_of_repealed_documents() -> None:
    """A decision to repeal ends every document on its list, not its grounds."""
    found = tag_texts(
        "各单位：",
        "根据《甲办法》（冀政发〔2020〕1号），决定废止下列文件：",
        "1.《乙通知》（柳政发〔2010〕5号）",
        "2.《丙通知》（柳政办发〔2011〕6号）",
        title="关于废止部分文件的决定",
    ).citations
    assert [(c.relation, c.number) for c in found] == [
        ("cites", "冀政发〔2020〕1号"),
        ("repeals", "柳政发〔2010〕5号"),
        ("repeals", "柳政办发〔2011〕6号"),
    ]


def test_what_stays_in_force_is_not_repealed() -> None:
    """A decision about both tells them apart, by its sentences or by the headings of its lists."""
    title = "关于公布继续有效、废止和失效的文件目录的通知"
    said = tag_texts(
        "各单位：",
        "现公布如下：",
        "一、《乙通知》（柳政发〔2010〕5号）等2件文件继续有效。",
        "二、《丙通知》（柳政办发〔2011〕6号）予以废止。",
        title=title,
    ).citations
    assert [(c.relation, c.number) for c in said] == [
        ("cites", "柳政发〔2010〕5号"),
        ("repeals", "柳政办发〔2011〕6号"),
    ]
    listed = tag_texts(
        "各单位：",
        "现公布如下：",
        "继续有效的文件目录",
        "1.《乙通知》（柳政发〔2010〕5号）",
        "废止的文件目录",
        "1.《丙通知》（柳政办发〔2011〕6号）",
        title=title,
    ).citations
    assert [(c.relation, c.number) for c in listed] == [
        ("cites", "柳政发〔2010〕5号"),
        ("repeals", "柳政办发〔2011〕6号"),
    ]
