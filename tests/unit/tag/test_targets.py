"""Targets: what is to reach which value by when."""

import datetime as dt

import pytest
from builders import make_document

from transforms.tag.targets import find_targets

END_2025 = dt.date(2025, 12, 31)
ROWS = [
    (
        "到2025年，基本医疗保险参保率稳定在95%以上。",
        [("基本医疗保险参保率", "at-least", "95", "%", "2025年")],
        "a share and what it must not fall below",
    ),
    (
        "到2025年，规上企业达到110家，营业收入达到350亿元，年均增长15%。",
        [
            ("规上企业", "exact", "110", "家", "2025年"),
            ("营业收入", "exact", "350", "亿元", "2025年"),
            ("营业收入年均增长", "exact", "15", "%", "2025年"),
        ],
        "a day holds for the whole sentence; a growth is that of what was named before",
    ),
    (
        "2024年年底前，培育3家年收入过亿元的企业。",
        [("培育年收入过亿元的企业", "exact", "3", "家", "2024年年底前")],
        "what is to be brought about stands behind its number",
    ),
    (
        "到2025年，新增省级以上平台10家、高新技术企业20家。",
        [("新增省级以上平台", "exact", "10", "家", "2025年"), ("高新技术企业", "exact", "20", "家", "2025年")],
        "items of one clause, each with its number",
    ),
    ("到2025年，失业率控制在5%以内。", [("失业率", "at-most", "5", "%", "2025年")], "what must not be passed"),
    ("到2025年，能耗不大于1,200吨标准煤。", [("能耗", "at-most", "1200", "吨标准煤", "2025年")], "不大于 is no 大于"),
    (
        "到2025年，加工业与总产值比达到1.42：1以上。",
        [("加工业与总产值比", "at-least", "1.42：1", "", "2025年")],
        "a ratio",
    ),
    ("到2025年，养老床位约3万张。", [("养老床位", "about", "3", "万张", "2025年")], "no verb, and about"),
    (
        "到“十四五”末，社会融资规模达到6000亿元。",
        [("社会融资规模", "exact", "6000", "亿元", "“十四五”末")],
        "the end of a five-year plan",
    ),
    ("2020年，参保率达到95%。", [], "what was reached is no target"),
    ("参保率达到95%。", [], "no day, no target"),
    (
        "6月底前，容量不大于160千瓦、长度不大于200米的企业无需办理许可手续。",
        [],
        "a condition, not what is to be reached",
    ),
    ("到2025年，基本形成新的格局。", [], "nothing is measured"),
    ("到2025年，打造3项以上。", [], "of what it does not say"),
]


@pytest.mark.parametrize(("text", "targets", "why"), ROWS, ids=[why for *_, why in ROWS])
def test_targets_are_found_by_form(text: str, targets: list[tuple[str, ...]], why: str) -> None:
    """Indicator, bound, value, unit and day, in the order of the text."""
    found = find_targets(make_document(texts=(text,), date=dt.date(2021, 4, 6)), 2021)
    assert [(t.indicator, t.bound, t.value, t.unit, t.deadline) for t in found] == targets, why
    assert all(t.sentence + "。" == text for t in found)
    assert all(text[t.start : t.end].endswith(tuple("上内%家业元张准煤1")) for t in found)


def test_the_day_is_the_last_that_the_words_name() -> None:
    """到2025年 ends with the year; a month takes the document's year; 十四五 ends with 2025."""
    texts = ("到2025年，覆盖率达到85%。", "6月底前，覆盖率达到60%。", "到“十四五”末，覆盖率达到90%。")
    found = find_targets(make_document(texts=texts, date=dt.date(2021, 4, 6)), 2021)
    assert [t.due for t in found] == [END_2025, dt.date(2021, 6, 30), END_2025]


def test_a_long_line_costs_no_more_than_its_length() -> None:
    """A clause of a hundred thousand characters names no indicator, and is not looked through for one."""
    text = "到2025年，" + "建设1个、" * 20_000 + "平台"
    assert find_targets(make_document(texts=(text,)), 2021) == ()
