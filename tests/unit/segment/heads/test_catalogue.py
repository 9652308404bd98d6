"""Entries of catalogues above documents of web editions."""

import pytest
from fragments import make_fragments, read_text_fragments

from transforms.segment.heads import find_document_heads
from transforms.segment.heads.catalogue import pass_source, read_catalogue

TITLE, NUMBER = "某城市财政局关于甲类工作的通知", "某财〔2022〕8号"
WORDS = "各县财政局：\n现将有关事项通知如下。\n某城市财政局\n2022年1月1日\n"

ENTRIES = [
    (("索引号：", "甲-1", "标题：", TITLE, "发文字号：", NUMBER, "有效性：", "有效", "后文"), 8, "a line each"),
    ((f"索引号：\t甲-1\t标题：\t{TITLE}", f"发文字号：\t{NUMBER}\t主题词：\t", "后文"), 2, "a table"),
    (
        ("索引号：甲-1", f"标题：{TITLE}", f"文号：{NUMBER}", "发布日期：2022-01-01", "后文"),
        4,
        "label and words on a line",
    ),
]


@pytest.mark.parametrize(("lines", "end", "why"), ENTRIES, ids=[row[2] for row in ENTRIES])
def test_entries(lines, end, why):
    """Where they end, and what they say."""
    entry = read_catalogue(make_fragments(*lines), 0)
    assert entry is not None
    assert (entry.end, entry.title.text, entry.number) == (end, TITLE, NUMBER), why


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("关键词：甲类", "为做好甲类工作，"), "one label shows no catalogue"),
        (("为做好甲类工作，", "标题：甲", "文号：乙"), "words stand first"),
    ],
)
def test_what_is_no_entry(lines, why):
    """A label may stand in any text."""
    assert read_catalogue(make_fragments(*lines), 0) is None, why


HEADS = [
    (TITLE + "\n" + WORDS, (TITLE, NUMBER), "the number is told by the entry alone"),
    (f"{TITLE}\n来源：某处 发布时间：2022-01-02\n{WORDS}", (TITLE, NUMBER), "the source of the page below the title"),
    (WORDS, (TITLE, NUMBER), "the title, too"),
]


@pytest.mark.parametrize(("below", "expected", "why"), HEADS, ids=[row[2] for row in HEADS])
def test_heads_below_an_entry(below, expected, why):
    """The document begins where its entry does, and its words behind all of that."""
    text = f"索引号：甲-1\n标题：{TITLE}\n发文字号：{NUMBER}\n发布日期：2022-01-02\n{below}"
    fragments = read_text_fragments(text)
    (head,) = find_document_heads(fragments, 0, ())
    assert (head.start, head.title.text, head.number) == (0, *expected), why
    assert fragments[head.end].text == "各县财政局："


def test_a_source_is_passed_where_there_is_one():
    """Nothing else is."""
    assert pass_source(make_fragments("来源：某处", "甲"), 0) == 1
    assert pass_source(make_fragments("甲"), 0) == 0
    assert pass_source((), 0) == 0
