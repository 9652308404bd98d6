"""Announcements that a body counts by itself."""

import pytest
from fragments import read_text_fragments

from transforms.segment.heads import find_document_heads

WORDS = "现就甲类工作公告如下：\n一、做好甲类工作。\n"

HEADS = [
    (
        "某城海关公告\n2022年第3号\n关于甲类工作的公告\n",
        ("某城海关公告2022年第3号", "关于甲类工作的公告", "某城海关"),
        "a title below the number",
    ),
    (
        "某城海关公告\n2022年第3号\n（关于公布《甲类规程》等五项\n标准的公告）\n",
        ("某城海关公告2022年第3号", "关于公布《甲类规程》等五项标准的公告", "某城海关"),
        "on two lines, in brackets",
    ),
    (
        "甲乙部\n国家丙总局\n公告\n第8号\n",
        ("甲乙部国家丙总局公告第8号", "甲乙部国家丙总局公告", "甲乙部国家丙总局"),
        "joint, without a title",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), HEADS, ids=[row[2] for row in HEADS])
def test_heads(text, expected, why):
    """A body and 公告, a number, a title or none."""
    (head,) = find_document_heads(read_text_fragments(text + WORDS), 0, ())
    assert (head.number, head.title.text, head.red_head) == expected, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("附件\n某城海关公告\n2022年第3号\n", "an annexed one"),
        ("某城海关公告\n做好甲类工作\n", "no number"),
        ("关于甲类工作的公告\n2022年第3号\n", "no body's name above the number"),
    ],
)
def test_what_is_no_such_head(text, why):
    """Others read these, or nobody."""
    found = find_document_heads(read_text_fragments("某城市财政局\n" + text + WORDS), 0, ())
    assert all("某城海关公告" not in (head.number or "") for head in found), why
