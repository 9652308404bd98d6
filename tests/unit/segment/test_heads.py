"""Where each document begins: red head, 发文字号 and title, in whichever order they were printed."""

import pytest
from fragments import make_fragments

from gongbao.model import ContentsEntry
from transforms.segment.heads import find_document_heads

RED, NUMBER, TITLE = "某城市人民政府文件", "某政发〔2022〕1号", "关于甲类工作的通知"
ENTRY = ContentsEntry("市政府文件", TITLE, NUMBER, 2)

# what was printed, the entries, and for each head: from where to where, its number, its title, its entry
HEADS = [
    ((RED, NUMBER, TITLE, "各县："), (ENTRY,), [(0, 3, NUMBER, TITLE, 0)], "as the standard has it"),
    ((RED, TITLE, NUMBER, "各县："), (ENTRY,), [(0, 3, NUMBER, TITLE, 0)], "the number below the title"),
    (
        (RED, NUMBER, "关于甲类", "工作的通知", "各县："),
        (ENTRY,),
        [(0, 4, NUMBER, TITLE, 0)],
        "a title over two lines",
    ),
    ((RED, NUMBER, TITLE, "各县："), (), [(0, 3, NUMBER, TITLE, None)], "without a 目录, by form"),
    (("根据上级文件", "某发〔2020〕9号", "的要求，做好工作。"), (ENTRY,), [], "a number cited on a line of its own"),
    (
        ("某城市人民政府令", "第12号", "《某办法》已经通过，现予公布。"),
        (),
        [(0, 2, "某城市人民政府令第12号", "", None)],
        "an order, whose title stands in its text",
    ),
    (
        (RED, NUMBER, TITLE, "各县：", "甲。", RED, "某政发〔2022〕2号", "关于乙类工作的意见", "各县："),
        (ENTRY, ContentsEntry("市政府文件", "关于乙类工作的意见", "某政发〔2022〕2号", 9)),
        [(0, 3, NUMBER, TITLE, 0), (5, 8, "某政发〔2022〕2号", "关于乙类工作的意见", 1)],
        "two documents",
    ),
    (("各县：", "做好工作。"), (), [], "no head"),
]


@pytest.mark.parametrize(("texts", "entries", "heads", "why"), HEADS, ids=[row[3] for row in HEADS])
def test_documents_begin_at_their_heads(texts, entries, heads, why):
    """Number and title are found together, or no document begins."""
    found = find_document_heads(make_fragments(*texts), 0, entries)
    assert [(h.start, h.end, h.number, h.title.text, h.entry) for h in found] == heads, why


@pytest.mark.parametrize(
    ("texts", "kind", "why"),
    [
        ((RED, NUMBER, TITLE), "", "the title tells"),
        (("某城市人民政府令", "第12号"), "order", "令 and its number"),
        (("某城市人民政府大事记", "（2022年2月）", "1日，召开会议。"), "chronicle", "大事记 and its month"),
    ],
)
def test_a_head_has_a_kind(texts, kind, why):
    """Orders and chronicles are told by their heads."""
    assert [h.kind for h in find_document_heads(make_fragments(*texts), 0, ())] == [kind], why


def test_heads_are_looked_for_behind_the_contents():
    """What stands in the 目录 is no head."""
    fragments = make_fragments(TITLE, NUMBER, RED, NUMBER, TITLE, "各县：")
    assert [h.start for h in find_document_heads(fragments, 2, (ENTRY,))] == [2]
