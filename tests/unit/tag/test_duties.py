"""Who has to do what by when; each row says why."""

import datetime as dt

import pytest
from tagging import tag_texts

DUTIES = [
    ("做好工作。（牵头单位：市财政局）", [(("市财政局",), (), ())], "one role"),
    (
        "（牵头单位：市财政局；责任单位：市教育局、市税务局；配合单位：市气象局）",
        [(("市财政局",), ("市教育局", "市税务局"), ("市气象局",))],
        "three roles",
    ),
    ("（牵头部门：市财政局；负责单位：市教育局）", [(("市财政局",), ("市教育局",), ())], "部门 for 单位, 负责 is 责任"),
    (
        "（责任单位：市财政局，各县（市、区）人民政府、市属开发区管委会）",
        [((), ("市财政局", "各县（市、区）人民政府", "市属开发区管委会"), ())],
        "a 、 within brackets parts nothing, a comma does",
    ),
    (
        "（责任单位：市民政局、其他各相关部门按职责分工负责）",
        [((), ("市民政局", "其他各相关部门"), ())],
        "按职责分工负责 is no body",
    ),
    (
        "（责任单位：市民政局、市教委，以下简称有关部门）",
        [((), ("市民政局", "市教委"), ())],
        "what they are called is no body",
    ),
    (
        "（牵头部门：市城管局；责任部门（单位）：各专营单位）",
        [(("市城管局",), ("各专营单位",), ())],
        "a bracket in the label",
    ),
    (
        "甲。（牵头单位：市财政局）乙。（牵头单位：市教育局）",
        [(("市财政局",), (), ()), (("市教育局",), (), ())],
        "two in one paragraph",
    ),
    (
        "（市财政局牵头，市教育局、市税务局配合）",
        [(("市财政局",), (), ("市教育局", "市税务局"))],
        "verbs instead of labels",
    ),
    ("（由市工业和信息化局负责）", [((), ("市工业和信息化局",), ())], "the 和 of a name parts nothing"),
    ("（责任单位：市财政局和市税务局）", [((), ("市财政局", "市税务局"), ())], "the 和 between two bodies parts them"),
    ("责任单位：市财政局、市税务局", [((), ("市财政局", "市税务局"), ())], "a paragraph of its own without brackets"),
    (
        "1.做好工作。责任单位：市财政局、市税务局",
        [((), ("市财政局", "市税务局"), ())],
        "behind the task, without brackets",
    ),
    ("明确责任单位：谁来做、怎么做，要写清楚。还要检查。", [], "words that only look like a label"),
    (
        "（责任单位：市财政局；完成时限：2023年12月底；责任人：王小明）",
        [((), ("市财政局",), ())],
        "when and who are no bodies",
    ),
    ("（市科技局、市财政局等部门按职责分工负责）", [((), ("市科技局", "市财政局"), ())], "等部门 is no body"),
    ("【牵头单位：市科技局；配合单位：市财政局】", [(("市科技局",), (), ("市财政局",))], "other brackets"),
    ("（责任领导：王小明；责任单位：市教育局）", [((), ("市教育局",), ())], "who answers for it comes first"),
    ("（市住建局会同市财政局负责，6月底前完成）", [((), ("市住建局", "市财政局"), ())], "会同, and by when behind"),
    ("对用人单位（含事业单位）给予补贴。", [], "brackets about anything else"),
    ("（牵头单位：市财政局", [(("市财政局",), (), ())], "a bracket that nothing closes"),
]


@pytest.mark.parametrize(("text", "expected", "why"), DUTIES)
def test_duties(text: str, expected: list[tuple[tuple[str, ...], ...]], why: str) -> None:
    """A duty bracket gives its bodies by role."""
    assert [(d.lead, d.responsible, d.cooperating) for d in tag_texts(text).duties] == expected, why


def test_duty_holds_its_task_and_deadline() -> None:
    """A duty says what is to be done and by when; a month without year is in the document's year."""
    first, second = tag_texts(
        "一是摸清底数，6月底前印发方案，10个工作日内公布。（牵头单位：市财政局）二是2023年年底前完成。（牵头单位：市教育局）"
    ).duties
    assert first.task == "一是摸清底数，6月底前印发方案，10个工作日内公布"
    assert (first.deadlines, first.due) == (("6月底前", "10个工作日内"), dt.date(2022, 6, 30))
    assert second.task == "二是2023年年底前完成"
    assert (second.deadlines, second.due) == (("2023年年底前",), dt.date(2023, 12, 31))


def test_deadline_in_the_bracket() -> None:
    """A duty's bracket may say itself by when."""
    (duty,) = tag_texts("（责任单位：市财政局；完成时限：2023年12月底）").duties
    assert (duty.deadlines, duty.due) == (("2023年12月底",), dt.date(2023, 12, 31))
    (spoken,) = tag_texts("（市住建局会同市财政局负责，2022年6月底前完成）").duties
    assert (spoken.deadlines, spoken.due) == (("2022年6月底前",), dt.date(2022, 6, 30))
    assert (duty.deadline, spoken.deadline) == ("2023年12月底", "2022年6月底前")
    (always,) = tag_texts("10个工作日内公布。（市住建局负责，长期坚持）").duties
    assert (always.deadline, always.deadlines, always.due) == ("长期坚持", ("10个工作日内", "长期坚持"), None)


def roles(*texts: str) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """The bodies of each duty in a document of these paragraphs."""
    return [(d.lead, d.responsible, d.cooperating) for d in tag_texts(*texts).duties]


def test_a_legend_is_of_what_follows() -> None:
    """What one statement says of commas holds from there on, and is no body itself."""
    assert roles(
        "做甲。（责任单位：市教育局，市财政局）",
        "做乙。（责任单位：市民政局，市财政局。逗号前为牵头单位，下同）",
        "做丙。〔市司法局，市税务局、各县（市、区）〕",
    ) == [
        ((), ("市教育局", "市财政局"), ()),
        (("市民政局",), ("市财政局",), ()),
        (("市司法局",), ("市税务局", "各县（市、区）"), ()),
    ]


def test_a_note_is_of_the_whole_document() -> None:
    """A note stands below what it is of."""
    assert roles("（责任单位：市教育局、市财政局）", "注：责任单位中列首位的为牵头单位。") == [
        (("市教育局",), ("市财政局",), ())
    ]


def test_mere_lists_are_duties_where_there_are_more() -> None:
    """One list of bodies may be anything; beside a stated duty, or when lists close three paragraphs, it is one."""
    one = "做甲。（市教育局、市财政局）"
    assert roles(one) == []
    assert roles(one, "做乙。（市民政局负责）") == [((), ("市教育局", "市财政局"), ()), ((), ("市民政局",), ())]
    assert roles(one, one, one) == [((), ("市教育局", "市财政局"), ())] * 3


def test_lines_of_labels_are_one_duty() -> None:
    """牵头单位 above 责任单位; the next 牵头单位 begins another. The measure stands above them."""
    texts = ("做甲。", "牵头单位：市教育局", "责任单位：市财政局", "做乙。", "牵头单位：市民政局")
    assert roles(*texts) == [(("市教育局",), ("市财政局",), ()), (("市民政局",), (), ())]
    assert [(d.task, d.form, d.paragraph) for d in tag_texts(*texts).duties] == [
        ("做甲", "line", 1),
        ("做乙", "line", 4),
    ]


def test_rows_are_duties() -> None:
    """A row gives its task, its bodies and its deadline; the head gives nothing."""
    (duty,) = tag_texts("任务\t责任单位\t完成时限", "建平台\t市教育局、市财政局\t2022年6月底前").duties
    assert (duty.form, duty.task, duty.responsible) == ("row", "建平台", ("市教育局", "市财政局"))
    assert (duty.deadline, duty.due) == ("2022年6月底前", dt.date(2022, 6, 30))


def test_duty_items_are_bodies() -> None:
    """The bodies of a duty bracket are marked whole, generic ones are not."""
    text = "（牵头单位：市财政局；责任单位：济南铁路局集团有限公司柳原工务段、各基础电信运营企业、市政府各部门）"
    assert [e.text for e in tag_texts(text).entities] == ["市财政局", "济南铁路局集团有限公司柳原工务段", "市政府"]
