"""Documents that a title opens, and titles that open none."""

import pytest
from fragments import make_fragment, read_text_fragments

from transforms.segment.heads import find_document_heads
from transforms.segment.heads.titled import list_annexes

NOTICE = "某城市财政局关于甲类工作的通知\n各县财政局：\n现将有关事项通知如下。\n某城市财政局\n2022年1月1日\n"
COVER = """某城市财政局关于印发甲类工作方案的通知
各县财政局：
现将《甲类工作方案》印发给你们。
某城市财政局
2022年1月1日
"""
PART = "甲类工作方案\n为做好甲类工作，制定本方案。\n一、要求\n做好甲类工作。\n"
FIRST = "某城市财政局关于甲类工作的通知"


@pytest.mark.parametrize(
    ("text", "heads", "why"),
    [
        (NOTICE, [(FIRST, None)], "addressees answer it"),
        ("甲类工作若干措施\n为做好甲类工作，制定以下措施。\n", [("甲类工作若干措施", None)], "a text opens with it"),
        (
            NOTICE + "\n关于乙类工作的公告\n为做好乙类工作，现公告如下。",
            [(FIRST, None), ("关于乙类工作的公告", None)],
            "apart",
        ),
        (
            NOTICE + "关于乙类工作的通知\n各县财政局：\n做好乙类工作。",
            [(FIRST, None), ("关于乙类工作的通知", None)],
            "behind a date, with addressees",
        ),
        (
            NOTICE + "乙类工作十条措施\n某财〔2022〕8号\n各县财政局：\n做好乙类工作。",
            [(FIRST, None), ("乙类工作十条措施", "某财〔2022〕8号")],
            "a number below a title of any kind",
        ),
        (
            NOTICE + "2.\n乙类工作方案（2022年3月4日）\n为做好乙类工作，制定本方案。",
            [(FIRST, None), ("乙类工作方案", None)],
            "a compiler's heading",
        ),
        (
            NOTICE + "\n某城市乙类工作条例\n某城市乙类工作条例\n第一条为做好乙类工作，制定本条例。",
            [(FIRST, None), ("某城市乙类工作条例", None)],
            "a title that is printed once more",
        ),
        (
            NOTICE + "\n某城市乙类工作条例\n某城市人民代表大会\n公告\n第7号\n《某城市乙类工作条例》已通过，现予公布。",
            [(FIRST, None), ("某城市乙类工作条例", "某城市人民代表大会公告第7号")],
            "what promulgates it is no document of its own",
        ),
        (
            NOTICE + "\n某城市民政局关于印发乙类规划的通知\n\n某城市教育局关于丙类工作的通知\n各县：\n做好丙类工作。",
            [(FIRST, None), ("某城市民政局关于印发乙类规划的通知", None), ("某城市教育局关于丙类工作的通知", None)],
            "nothing is printed of it but its head",
        ),
        (COVER + PART, [("某城市财政局关于印发甲类工作方案的通知", None)], "what a notice issues is a part of it"),
        (
            COVER.replace("《甲类工作方案》", "有关方案") + "\n乙类工作方案\n为做好乙类工作，制定本方案。",
            [("某城市财政局关于印发甲类工作方案的通知", None)],
            "under another title, too: the text is awaited",
        ),
        (
            COVER + PART + "\n某城市乙类工作方案\n为做好乙类工作，制定本方案。",
            [("某城市财政局关于印发甲类工作方案的通知", None), ("某城市乙类工作方案", None)],
            "behind the text that was awaited",
        ),
        (
            NOTICE + "\n附件\n某城市民政局关于乙类工作的通知\n各县民政局：\n做好乙类工作。",
            [(FIRST, None)],
            "an annexed document",
        ),
        (
            NOTICE.replace("。", "。\n附件：1.甲类工作计划\n2.乙类工作计划", 1)
            + "做好工作。\n\n乙类工作计划\n为做好乙类工作，制定本计划。",
            [(FIRST, None)],
            "an annex that the list names",
        ),
        (
            NOTICE.replace("。", "。\n附件：1.甲表\n2.\n某部关于乙类工作的通知\n（某部〔2021〕2号）", 1),
            [(FIRST, None)],
            "a document in the list of annexes",
        ),
        (
            NOTICE + "\n职责分工\n市财政局：负责甲类工作。",
            [(FIRST, None)],
            "a heading that ends as titles do",
        ),
        (
            NOTICE.replace("现将", "根据上级要求。\n某城市关于乙类工作的通知\n要求，现将"),
            [(FIRST, None)],
            "a title that a sentence cites",
        ),
        (
            NOTICE.replace("现将", "做好甲类工作。\n甲类工作方案\n要做好甲类工作，现将"),
            [(FIRST, None)],
            "a line within the text that nothing sets apart",
        ),
    ],
)
def test_titles_that_open_documents(text, heads, why):
    """By their place, their make, and what answers them together."""
    found = find_document_heads(read_text_fragments(text), 0, ())
    assert [(head.title.text, head.number) for head in found] == heads, why


def test_an_order_below_its_title_is_an_order():
    """A compiler has set the title above the head."""
    text = "某城市甲类办法\n某城市人民政府令第5号\n《某城市甲类办法》已通过，现予公布。\n市长李小明\n2022年1月1日\n"
    (head,) = find_document_heads(read_text_fragments(text), 0, ())
    assert (head.kind, head.number, head.red_head) == ("order", "某城市人民政府令第5号", "某城市人民政府")


def test_a_head_holds_what_a_compiler_has_printed_beside_the_title():
    """The count and the date are no text of the document before."""
    text = NOTICE + "2.\n乙类工作方案\n（2022年3月4日）\n为做好乙类工作，制定本方案。"
    fragments = read_text_fragments(text)
    _, head = find_document_heads(fragments, 0, ())
    assert [f.text for f in fragments[head.start : head.end]] == ["2.", "乙类工作方案", "（2022年3月4日）"]


def test_annexes_are_named_by_lists():
    """Each on some lines of its list, without its number and without what says that it was left out."""
    texts = ("附件：1.甲类", "工作计划", "2.《乙类工作计划》（略）", "某城市财政局", "丙类工作计划")
    found = list_annexes([make_fragment(text) for text in texts])
    assert {"甲类工作计划", "乙类工作计划"} <= found
    assert "丙类工作计划" not in found
