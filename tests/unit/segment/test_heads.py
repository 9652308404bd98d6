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


VOLUME = [
    (
        ("一、某类管理办法", "某校〔2022〕1号", "第一条甲。"),
        (0, 2, "", "某校〔2022〕1号", "某类管理办法", None),
        "its number below",
    ),
    (
        ("某类管理办法", "（某校〔2022〕1号）", "第一条甲。"),
        (0, 2, "", "某校〔2022〕1号", "某类管理办法", None),
        "the number in brackets",
    ),
    (
        ("一、某类管理办法", "甲乙部令第4号", "第一条甲。"),
        (0, 2, "order", "甲乙部令第4号", "某类管理办法", "甲乙部"),
        "its order's number",
    ),
    (
        ("一、某类管理办法", "89某字003号，2005年修订", "第一条甲。"),
        (0, 2, "", "89某字003号", "某类管理办法", None),
        "a number of old, revised since",
    ),
    (
        ("见《某类管理办法》。", "一、某类管理办法", "第一条甲。"),
        (1, 2, "", None, "某类管理办法", None),
        "cited before it is printed",
    ),
    (("第一条甲。", "某类", "管理办法", "第一条乙。"), (1, 3, "", None, "某类管理办法", None), "over two lines"),
]


@pytest.mark.parametrize(("texts", "head", "why"), VOLUME, ids=[row[2] for row in VOLUME])
def test_documents_of_a_volume(texts, head, why):
    """The title that the contents name, without the volume's ordinal, and what the line below says of it."""
    [found] = find_document_heads(make_fragments(*texts), 0, (ContentsEntry("甲编", "某类管理办法", None, 1),))
    assert (found.start, found.end, found.kind, found.number, found.title.text, found.red_head) == head, why


ORDER = ("中华人民共和国主席令", "第五十号", "《中华人民共和国某法》已经通过，现予公布。", "中华人民共和国主席甲某某")
LAW = ("中华人民共和国某法", "（2022年3月1日第十三届全国人民代表大会常务委员会第二十次会议通过）", "第一条甲。")
OF_ORDER = ContentsEntry(None, "中华人民共和国主席令（第五十号）", None, 1)
OF_LAW = ContentsEntry(None, "中华人民共和国某法", None, 1)


@pytest.mark.parametrize(
    ("entries", "entry", "why"),
    [
        ((OF_ORDER, OF_LAW), 0, "the contents name both"),
        ((OF_LAW,), 0, "they name the law alone"),
        ((ContentsEntry(None, "中华人民共和国某某决定", None, 1), OF_LAW), 1, "another, and the law"),
    ],
)
def test_an_order_and_its_law_are_one_document(entries, entry, why):
    """Whichever of the two the contents name."""
    found = find_document_heads(make_fragments(*ORDER, *LAW), 0, entries)
    assert [(h.start, h.number, h.entry) for h in found] == [(0, "中华人民共和国主席令第五十号", entry)], why


def test_a_listed_report_says_who_gave_it():
    """The session and the speaker below its title belong to its head."""
    texts = (
        "关于某法草案的说明",
        "——2022年3月1日在第十三届全国人民代表大会常务委员会第二十次会议上",
        "某部部长甲某某",
        "甲。",
    )
    [found] = find_document_heads(make_fragments(*texts), 0, (ContentsEntry(None, texts[0], None, 3),))
    assert (found.start, found.end, found.red_head, found.signatories) == (0, 3, "某部", ("某部部长 甲某某",))
