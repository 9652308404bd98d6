"""Heads of what is said or laid before a congress."""

import pytest
from fragments import make_fragments

from transforms.segment.heads import find_document_heads

SAID = "——2022年3月1日在第十三届全国人民代表大会常务委员会第九次会议上"
HEARERS = "全国人民代表大会常务委员会："
TITLE = "关于《中华人民共和国甲法（草案）》的说明"

# what is printed, where the head ends, the title, who issued it, who speaks, why
REPORTS = [
    ((TITLE, SAID, "某某局局长王小明", HEARERS), 3, TITLE, "某某局", ("某某局局长 王小明",), "a speaker on one line"),
    ((TITLE, SAID, "王小明", "某某局局长", HEARERS), 4, TITLE, "某某局", ("某某局局长 王小明",), "the name read first"),
    (
        (TITLE, SAID, "某某委员会副主任委员", "王小明", HEARERS),
        4,
        TITLE,
        "某某委员会",
        ("某某委员会副主任委员 王小明",),
        "a vice",
    ),
    (
        ("关于《中华人民共和国", "甲法（草案）》的说明", SAID, HEARERS),
        3,
        TITLE,
        None,
        (),
        "a title over two lines, no speaker",
    ),
    (
        ("政府工作报告", "—2022年1月5日在某省第十三届人民代表大会", "第五次会议上", "省长王小明", "各位代表："),
        4,
        "政府工作报告",
        None,
        ("省长 王小明",),
        "a session over two lines",
    ),
    (("关于甲类工作情况的报告", HEARERS, "甲。"), 1, "关于甲类工作情况的报告", None, (), "in writing"),
    (
        ("关于甲类工作的汇报", "委员长、各位副委员长、秘书长、各位委员：", "甲。"),
        1,
        "关于甲类工作的汇报",
        None,
        (),
        "members",
    ),
]


@pytest.mark.parametrize(("lines", "end", "title", "body", "speaker", "why"), REPORTS, ids=[row[5] for row in REPORTS])
def test_a_report_opens_with_title_and_session(lines, end, title, body, speaker, why):
    """A title, the session that it was read in, who read it; or the congress that it goes to."""
    [head] = find_document_heads(make_fragments(*lines), 0, ())
    assert (head.end, head.title.text, head.red_head, head.signatories) == (end, title, body, speaker), why


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("甲乙。", "——提高能力。"), "a dash opens an item"),
        ((TITLE, "各位代表都已收到。"), "a title that is cited"),
        (("审议关于甲的报告", "某城市人民政府："), "it goes to no congress"),
    ],
)
def test_what_is_no_report(lines, why):
    """Neither a dash nor a word alone tells of a session."""
    assert not [head for head in find_document_heads(make_fragments(*lines), 0, ()) if head.kind == "notice"], why
