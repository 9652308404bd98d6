"""What in a paragraph states a duty, and what only looks like it; each row says why."""

import pytest

from gongbao.model import DutyForm
from transforms.tag.duty_legends import Legend
from transforms.tag.duty_statements import find_statements

STATED = [
    ("做甲。（牵头单位：市甲局）", ["labels"], "labels"),
    ("做甲。（市甲局牵头，市乙局配合）", ["verbs"], "verbs"),
    ("做甲。〔牵头单位：市甲局〕", ["square"], "labels in a square bracket"),
    ("做甲。[市甲局负责]", ["square"], "verbs in one"),
    ("责任单位：市甲局", ["line"], "a line of its own"),
    ("做甲。责任单位：市甲局", ["line"], "behind the last full stop"),
    ("做甲。（市甲局负责）责任单位：市甲局", ["verbs", "line"], "behind a bracket"),
    ("牵头：市甲局；配合：市乙局", ["line"], "verbs as labels"),
    ("主要责任单位：市甲局", ["line"], "a rank before the label"),
    ("责任（牵头）单位：市甲局", ["line"], "another role in the label"),
    ("（责任单位（逗号前为牵头单位）：市甲局）", ["labels"], "a legend in the label"),
    ("【牵头单位】市甲局、市乙局", ["line"], "a label in brackets of its own"),
    ("（国际）合作。（责任单位：市甲局）", ["labels"], "brackets about anything else"),
    ("做甲（含乙（责任单位：市甲局）", ["labels"], "a bracket before it that nothing closes"),
    ("（责任单位：市甲局，各市交通局（委）", ["labels"], "the last bracket was left out"),
    ("做甲。〔市甲局牵头，各县（市、区）政府（管委会）", ["square"], "a square one without its end, brackets in it"),
    ("（责任单位：市甲局〕", ["labels"], "closed in another shape"),
    ("（省甲厅负责）（市里分工：市甲局负责）", ["verbs", "verbs"], "two, one with a heading"),
    ("做甲。（市甲局、市乙局）", ["verbs"], "a mere list"),
    ("1.公布办理事项清单（市甲局、市乙局）", ["verbs"], "a numbered item needs no full stop"),
    ("1.王小明（市甲局）", [], "a numbered name has its body behind it"),
    ("做甲。（市甲局、市乙局）（6月底前完成）", ["verbs"], "by when, in a bracket behind"),
    ("做甲。（市甲局、市乙局）（试行）", [], "anything else in a bracket behind"),
    ("（牵头单位为市甲局，责任单位为市乙局）", ["labels"], "为 for the colon"),
    ("（责任单位为多个的，由上级指定）", [], "为 that says how many"),
    ("牵头单位为市甲局，负责做乙。", [], "为 in prose"),
    ("做甲。——责任单位：市甲局", ["line"], "a dash before the label"),
    ("责任科室：甲科；协作科室：乙科", ["line"], "协作"),
    ("甲办公室（设在市甲局，由市甲局负责）要做乙", [], "a bracket within a sentence"),
    ("甲机构（市甲局、市乙局）要做乙。", [], "a list within a sentence"),
    ("做甲。（党委领导、政府负责、社会协同、公众参与）", [], "a slogan"),
    ("做甲。（法定代表人负责）", [], "a person"),
    ("做甲。（以下简称承办单位）", [], "a name for later"),
    ("【信用体系建设】做甲。", [], "a heading in brackets"),
    ("由市甲局牵头，市乙局配合，做甲。", [], "prose"),
    ("责任单位：谁来做、怎么做、什么时候做完这件事情，要写清楚", [], "what looks like a label alone"),
]


@pytest.mark.parametrize(("text", "forms", "why"), STATED)
def test_forms(text: str, forms: list[str], why: str) -> None:
    """Which statements a paragraph holds, and how each is printed."""
    assert [statement.form for statement in find_statements(text)] == [DutyForm(form) for form in forms], why


def roles(text: str, legend: Legend | None = None) -> list[tuple[str, str]]:
    """The bodies of the first statement with their roles."""
    statement = find_statements(text, legend)[0]
    return [(body.role, text[slice(*body.span)]) for body in statement.bodies]


@pytest.mark.parametrize(
    ("text", "legend", "expected", "why"),
    [
        (
            "（责任单位：市甲局牵头，市乙局配合，市丙局负责）",
            None,
            [("lead", "市甲局"), ("cooperating", "市乙局"), ("responsible", "市丙局")],
            "a verb says more than its label",
        ),
        (
            "（牵头单位：市甲局、市乙局按职责负责；配合单位：市丙局）",
            None,
            [("lead", "市甲局"), ("lead", "市乙局"), ("cooperating", "市丙局")],
            "负责 does not unmake who leads",
        ),
        (
            "（市甲局牵头，市乙局负责；市丙局牵头，市丁局配合）",
            None,
            [("lead", "市甲局"), ("responsible", "市乙局"), ("lead", "市丙局"), ("cooperating", "市丁局")],
            "several groups in one bracket",
        ),
        (
            "（责任单位：市甲局，市乙局、市丙局）",
            Legend("，"),
            [("lead", "市甲局"), ("responsible", "市乙局"), ("responsible", "市丙局")],
            "the document's legend",
        ),
        (
            "（责任单位：市甲局、市乙局）",
            Legend("，"),
            [("responsible", "市甲局"), ("responsible", "市乙局")],
            "no comma",
        ),
        (
            "〔市甲局、市乙局。逗号前为牵头单位〕",
            Legend("，"),
            [("responsible", "市甲局"), ("responsible", "市乙局")],
            "the legend's own comma parts nothing",
        ),
        (
            "（责任单位：市甲局、市乙局）",
            Legend(None, "cooperating"),
            [("lead", "市甲局"), ("cooperating", "市乙局")],
            "the first leads, the rest take part",
        ),
        (
            "（市甲局，市乙局牵头，市丙局负责）",
            Legend("，"),
            [("lead", "市甲局"), ("lead", "市乙局"), ("responsible", "市丙局")],
            "what is said weighs more than the legend",
        ),
        (
            "牵头单位：市甲局责任单位：市乙局",
            None,
            [("lead", "市甲局"), ("responsible", "市乙局")],
            "labels that nothing parts",
        ),
        (
            "（市甲局牵头、市乙局配合）",
            None,
            [("lead", "市甲局"), ("cooperating", "市乙局")],
            "a 、 behind a verb parts clauses",
        ),
        (
            "（市甲局牵头会同市乙局、市丙局落实）",
            None,
            [("lead", "市甲局"), ("responsible", "市乙局"), ("responsible", "市丙局")],
            "so does 会同",
        ),
        (
            "责任单位：市甲局（牵头）、市乙局、市丙局（配合单位）",
            None,
            [("lead", "市甲局"), ("responsible", "市乙局"), ("cooperating", "市丙局")],
            "roles in brackets behind the bodies",
        ),
        (
            "（市甲局牵头，市乙局负责，持续推进）",
            None,
            [("lead", "市甲局"), ("responsible", "市乙局")],
            "by when is no body, whatever verb stands behind it",
        ),
        (
            "（牵头单位为市甲局，责任单位为市乙局、市丙局）",
            None,
            [("lead", "市甲局"), ("responsible", "市乙局"), ("responsible", "市丙局")],
            "为 for the colon",
        ),
        (
            "【牵头单位】市甲局【责任单位】市乙局",
            None,
            [("lead", "市甲局"), ("responsible", "市乙局")],
            "labels in brackets of their own",
        ),
        (
            "（牵头领导：王小明；责任单位：市甲局；目标：满分）",
            None,
            [("responsible", "市甲局")],
            "labels of anything else",
        ),
    ],
)
def test_roles(text: str, legend: Legend | None, expected: list[tuple[str, str]], why: str) -> None:
    """Who leads, who is responsible, who takes part."""
    assert roles(text, legend) == expected, why


def test_a_bracket_left_open_keeps_the_last_name_whole() -> None:
    """Where only the last bracket of two is missing, the other belongs to the name."""
    assert roles("做甲。（责任单位：市甲局，各市（州）交通局（委）") == [
        ("responsible", "市甲局"),
        ("responsible", "各市（州）交通局（委）"),
    ]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("〔责任单位：市甲局；完成时限：2023年12月底前〕", "2023年12月底前", "a label"),
        ("（市甲局负责，8月底前完成）", "8月底前", "a clause behind the verb"),
        ("（市甲局负责，长期坚持）", "长期坚持", "without end"),
        ("（责任单位：市甲局，2023年6月底前完成）", "2023年6月底前", "a clause behind a label's bodies"),
        ("（市甲局负责）", None, "none"),
    ],
)
def test_deadlines(text: str, expected: str | None, why: str) -> None:
    """By when, as the statement itself says it."""
    deadline = find_statements(text)[0].deadline
    assert (text[slice(*deadline)] if deadline else None) == expected, why
