"""What numbered rows are, and fragments joined to paragraphs."""

import pytest
from fragments import make_fragments

from transforms.segment.fragments import Seams
from transforms.segment.joining import Join, NumberedRow
from transforms.segment.paragraphs import build_paragraphs, classify_row
from transforms.segment.trace import DocumentTrace

ROWS = [
    ("一、总则", ("二、分则", "三、附则"), NumberedRow.HEADING, "short lines"),
    ("一、做好甲", ("二、做好乙。", "三、做好丙；"), NumberedRow.SENTENCE, "the others are closed"),
    (
        "一、加强领导。",
        ("二、强化监督。各部门要监督。", "三、落实责任。各单位要落实。"),
        NumberedRow.RUN_IN,
        "prose behind headings",
    ),
    ("第二条总则", ("第一条总则", "第三条附则"), NumberedRow.SENTENCE, "articles are sentences"),
    ("一、总则", (), NumberedRow.HEADING, "alone in its row"),
    ("一、总则", ("二、做好乙。", "三、附则", "四、其他"), NumberedRow.HEADING, "most of the others count"),
]


@pytest.mark.parametrize(("text", "others", "row", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_a_row_is_told_by_its_others(text, others, row, why):
    """One that OCR tore is judged by those that it left whole."""
    assert classify_row([text, *others], 20)[0] is row, why


def test_a_trace_has_a_rule_for_each_fragment_and_each_paragraph():
    """What decided is kept in order; without a trace the paragraphs are the same."""
    texts = ("现将《某城市甲类办法》印发给你们，", "请执行。", "2022年3月1日", "某城市甲类", "办法", "第一条甲。")
    thread = make_fragments(*texts)
    trace = DocumentTrace()
    paragraphs = build_paragraphs(thread, ("某城市甲类办法",), False, Seams([]), 0, trace)
    assert paragraphs == build_paragraphs(thread, ("某城市甲类办法",), False, Seams([]), 0)
    assert [(j.fragment.text, j.verdict) for j in trace.joined] == list(
        zip(texts, (Join.PART, Join.JOIN, Join.PART, Join.PART, Join.JOIN, Join.PART), strict=True)
    )
    assert [j.rule for j in trace.joined[3:]] == ["issued-title", "issued-title-wraps", "below-issued-title"]
    assert trace.roles == ["body", "dated", "title-of-issued-text", "body"]
