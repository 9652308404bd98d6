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


def test_a_decision_that_also_amends_and_extends() -> None:
    """In one decision, what is amended or extended does not end; nor does what an amendment names."""
    found = tag_texts(
        "各单位：",
        "市政府决定：",
        "一、废止《乙通知》（柳政发〔2010〕5号）。",
        "二、对《丙办法》（柳政发〔2011〕6号）作出修改：",
        "（一）将第三条修改为：“依照《丁细则》（柳政发〔2012〕7号）办理。”",
        "（二）删去第五条中的“和《戊规定》（柳政发〔2013〕8号）”。",
        "三、《己意见》（柳政发〔2014〕9号）有效期延长至2027年12月31日。",
        "四、废止下列文件：",
        "1.《庚通知》（柳政发〔2015〕10号）",
        title="关于废止和修改部分规范性文件的决定",
    ).citations
    assert [c.number for c in found if c.relation == "repeals"] == ["柳政发〔2010〕5号", "柳政发〔2015〕10号"]
    assert len(found) == 6


REVIEWS = [
    ("附件1 宣布失效的市政府文件目录（2件）", True, "a heading of what lapses"),
    ("一、废止的规范性文件", True, "a heading of what is repealed"),
    ("二、继续有效的规范性文件", False, "a heading of what stays"),
    ("三、需要修改的规范性文件", False, "a heading of what is to be amended"),
]


@pytest.mark.parametrize(("heading", "ends", "why"), REVIEWS)
def test_lists_of_a_review(heading: str, ends: bool, why: str) -> None:
    """What a review of texts (清理) found is told by the heading above each list, by number or by title."""
    found = tag_texts(
        "各单位：",
        "市政府对规范性文件进行了清理，现将结果公布如下：",
        heading,
        "1.《乙通知》（柳政发〔2010〕5号）",
        "2.《丙办法》（2011年3月1日市政府令公布）",
        title="关于公布规范性文件清理结果的通知",
    ).citations
    ended = [c.number or c.title for c in found if c.relation == "repeals"]
    assert ended == (["柳政发〔2010〕5号", "丙办法"] if ends else []), why


def test_rows_of_a_review() -> None:
    """In a table of results, each row says what becomes of its text."""
    found = tag_texts(
        "各单位：",
        "现公布如下：",
        "序号\t文件名称\t文号\t清理结果",
        "1\t乙通知\t柳政发〔2010〕5号\t废止",
        "2\t丙办法\t柳政发〔2011〕6号\t修改",
        "3\t丁细则\t柳政发〔2012〕7号\t继续有效",
        "4\t戊规定\t柳政发〔2013〕8号\t宣布失效",
        title="关于公布规范性文件清理结果的通知",
    ).citations
    assert [c.number for c in found if c.relation == "repeals"] == ["柳政发〔2010〕5号", "柳政发〔2013〕8号"]
