"""Cleaning: a table of what OCR does to a line and what was printed, and the laws that hold for any line."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Line
from transforms.clean.lines import RULES, clean_line, may_change

ROWS = [
    (
        "## 聊城市人民政府 关于加强管理的通知",
        "聊城市人民政府关于加强管理的通知",
        "heading mark and the blank of a line break",
    ),
    ("**1日**,我市举行活动。", "1日，我市举行活动。", "bold marks; a comma beside Chinese is full-width"),
    ("- （一）进站半年后；", "（一）进站半年后；", "a bullet that the service put before a list"),
    ("1. 围绕重点领域", "1.围绕重点领域", "the blank after a number"),
    ("某建发[2031] 10 号", "某建发〔2031〕10号", "blanks in a document number beside the wrong brackets"),
    ("在 10 个工作日内", "在10个工作日内", "blanks around figures within Chinese"),
    ("𠮷 A", "𠮷A", "a rare character of a name is Chinese too"),
    ("提供税务 Ukey 服务", "提供税务Ukey服务", "blanks around Latin within Chinese"),
    ("TEST OF TIME", "TEST OF TIME", "blanks between Latin words stay"),
    ("增长15 %以上", "增长15%以上", "a blank before a percent sign"),
    ("(试用期一年)", "（试用期一年）", "half-width brackets around Chinese"),
    ("电话：(0793)1234567", "电话：（0793）1234567", "a bracket is wide where its other half is"),
    ("(2031年5月7日市人民代表大会", "（2031年5月7日市人民代表大会", "a bracket that another line closes"),
    ("常务委员会通过2031)", "常务委员会通过2031）", "a bracket that another line opened"),
    ("(2031 edition", "(2031 edition", "one of a line without Chinese stays"),
    ("规划(2020—2022年)", "规划（2020—2022年）", "a bracket beside Chinese and its fellow"),
    ("按5:5分担", "按5:5分担", "a ratio keeps its colon"),
    ("共1,794项", "共1,794项", "a thousands separator stays"),
    ("电话:0635-8288953", "电话：0635-8288953", "a colon after Chinese"),
    ("http://a.example/b?c", "http://a.example/b?c", "an address stays as it is"),
    ("某政发[2021]5号", "某政发〔2021〕5号", "square brackets around the year of a 文号"),
    ("某政发（2021）5号", "某政发〔2021〕5号", "round ones too"),
    ("某政发【2021】5号", "某政发〔2021〕5号", "lenticular ones"),
    ("某政发［2021］5号", "某政发〔2021〕5号", "full-width ones"),
    ("（2021）5号楼", "（2021）5号楼", "no 文号 without letters before it"),
    ("序号\t事 项 名 称\t类型", "序号\t事项名称\t类型", "a table row keeps its tabs"),
    ("| 1 | 许可 | 是 |", "1\t许可\t是", "a Markdown row becomes cells"),
    ("~~~~~", "", "a rule that nobody printed"),
    ("|---|:--:|", "", "the rule under a Markdown table's head"),
    ("\ufeff\u200b目 录", "目录", "invisible characters"),
    ("第一条\u3000为了", "第一条为了", "an ideographic space"),
    ("2021\x00年", "2021年", "a NUL byte"),
    ("规划（2022一2025年）", "规划（2022—2025年）", "一 for the dash between two years"),
    ("第2022一号", "第2022一号", "一 before anything else stays"),
    ("⼈⺠政府⼆⽉印发，⻚码不变", "人民政府二月印发，页码不变", "radicals for the ideographs that look like them"),
    ("\uf90a融办\ufa0e", "金融办\ufa0e", "a compatibility ideograph; one that is no other's double stays"),
    ("面积①300㎡", "面积①300㎡", "what is no other code for a character stays, whatever NFKC makes of it"),
    ("依照«城市绿化条例»和‹细则›办理", "依照《城市绿化条例》和〈细则〉办理", "guillemets beside Chinese"),
    ("«Le Monde» and ‹a›", "«Le Monde» and ‹a›", "guillemets of another language"),
    ("本办法自公布之日起施行.", "本办法自公布之日起施行。", "a Latin full stop at the end of a line"),
    (
        "应当备案,并公告.逾期的,责令改正.",
        "应当备案，并公告。逾期的，责令改正。",
        "one within a line of half-width marks",
    ),
    ("阿依古丽.买买提为主任", "阿依古丽.买买提为主任", "between the parts of a name stays"),
    ("一.", "一.", "the number of a heading stays"),
    ("增长3.5倍", "增长3.5倍", "a decimal point stays"),
    ("市甲局 and 市乙局", "市甲局和市乙局", "and for 和 between Chinese words"),
    ("（含）and《甲办法》", "（含）和《甲办法》", "beside brackets too"),
    ("research and development", "research and development", "English words keep their own"),
    (r"新建 $2\times66$ 万千瓦", "新建2×66万千瓦", "a formula of a service that reads papers"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("raw", "clean", "why"), ROWS, ids=[r[2] for r in ROWS])
def test_line_is_cleaned(raw, clean, why):
    """What OCR added goes, what was printed stays."""
    assert clean_line(Line(raw, 0, 0))[0].text == clean, why


PRINTED = st.text(
    st.one_of(
        st.sampled_from(" \t　#*-~()[]（）〔〕,:：，。.%第条一二三年号AaZz0123456789|\u200b\x00⼈⻚«›"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
).filter(lambda t: "\n" not in t)


@given(PRINTED)
def test_cleaning_is_idempotent(text):
    """A clean line has nothing left to clean."""
    once = clean_line(Line(text, 0, 0))[0].text
    assert clean_line(Line(once, 0, 0))[0].text == once


@given(PRINTED)
def test_every_character_leads_back(text):
    """Each character of a clean line is one of the raw line, or a correction says what it was."""
    clean, corrections = clean_line(Line(text, 3, 7))
    changed = {}
    for c in corrections:
        assert (c.page, c.line) == (3, 7)
        for i, char in enumerate(c.after):
            changed[c.offset + i] = char
    for span in clean.spans:
        for i in range(span.length):
            now, raw = clean.text[span.start + i], text[span.offset + i]
            assert now == raw or changed[span.offset + i] == now


@given(PRINTED)
def test_nothing_is_lost_without_a_word(text):
    """Each character of a raw line is in the clean one or in a correction that took it out."""
    clean, corrections = clean_line(Line(text, 0, 0))
    kept = {span.offset + i for span in clean.spans for i in range(span.length)}
    dropped = {c.offset + i for c in corrections if not c.after for i in range(len(c.before))}
    assert kept | dropped == set(range(len(text)))
    assert not kept & dropped


@pytest.mark.parametrize("name", RULES)
@given(text=PRINTED)
def test_edits_delete_or_replace_one_for_one(name, text):
    """An edit deletes a stretch or puts as many characters in its place; so places stay true."""
    for edit in RULES[name](text):
        assert 0 <= edit.start <= edit.end <= len(text)
        assert edit.after == "" or len(edit.after) == edit.end - edit.start


# What rules look for, and what must stand beside it.
MARKS = (
    *"一ー。$°«»‹›`_-~*=#>|•+.,:;?!()（）［］[]【】〔〕﹝﹞０Ａ⼈⻚\u3000\u200b\x00\t",
    "and",
    "__",
    "~~",
    "**",
    "|甲|",
    "\\(2\\)",
    "$2$",
)
YEARS = tuple(f"{opening}2021{closing}5号" for opening in "([（［【〔﹝" for closing in ")]）］】〕﹞")
BESIDE = ("", "甲", "2021", "x", "》", " ")


@pytest.mark.parametrize("mark", MARKS + YEARS)
def test_rules_need_not_be_asked_where_nothing_may_change(mark):
    """The first look at a line spares no rule that has something to say."""
    for before, after in itertools.product(BESIDE, BESIDE):
        text = before + mark + after
        if not may_change(text):
            assert not [e for rule in RULES.values() for e in rule(text) if text[e.start : e.end] != e.after], text
