"""Titles where they are printed."""

import pytest
from fragments import make_fragment, make_fragments

from transforms.segment.heads.heading import read_heading

ISSUER = "某城办"


@pytest.mark.parametrize(
    ("texts", "found", "why"),
    [
        (("关于甲类工作的通知", "各县："), (1, "关于甲类工作的通知", None), "a line"),
        (
            (f"{ISSUER}关于印发甲类工作方", "案的通知", "各县："),
            (2, f"{ISSUER}关于印发甲类工作方案的通知", None),
            "two lines",
        ),
        (
            (f"{ISSUER}关于印发", "《甲类", "工作方案》", "的通知", "各县："),
            (4, f"{ISSUER}关于印发《甲类工作方案》的通知", None),
            "torn at its marks",
        ),
        (
            ("甲类工作方案", "（试行）", "为了"),
            (2, "甲类工作方案（试行）", None),
            "a tail",
        ),
        (("甲类工作方案", "甲类工作方案", "为了"), (1, "甲类工作方案", None), "the same again is no tail"),
        (
            (f"{ISSUER}关于印发甲类工作方案", "为了做好工作，"),
            None,
            "what issues a text is no title before its own kind is said",
        ),
        (
            (f"{ISSUER}关于甲类的通知", "某〔2022〕1号"),
            (2, f"{ISSUER}关于甲类的通知", "某〔2022〕1号"),
            "a number",
        ),
        (
            (f"{ISSUER}关于甲类工作的通和", "某〔2022〕1号"),
            (2, f"{ISSUER}关于甲类工作的通和", "某〔2022〕1号"),
            "misprinted",
        ),
        (("关于甲类工作的公告", "2022年第3号"), (2, "关于甲类工作的公告", "2022年第3号"), "a number without a code"),
        (("关于甲类工作的公告", "（第12号）"), (2, "关于甲类工作的公告", "第12号"), "in brackets"),
        (("甲类工作，乙类工作方案",), None, "a comma"),
        (("现将甲类工作方案：",), None, "a colon"),
        (("附件1", "甲类工作方案"), None, "a label"),
        (("（此件公开发布）", "甲类工作方案"), None, "a remark"),
        (("甲类工作", "一、乙类工作方案"), None, "a number opens something else"),
        (("《甲类工作方案》",), None, "a title that is cited"),
    ],
)
def test_a_title_is_read_to_its_end(texts, found, why):
    """Where it ends, its words, and the number below it."""
    fragments = [make_fragment(text, soft_wrapped=at > 0) for at, text in enumerate(texts)]
    heading = read_heading(fragments, 0)
    assert (heading and (heading.end, heading.title.text, heading.number)) == found, why


@pytest.mark.parametrize(
    ("texts", "counted", "dated", "why"),
    [
        (("3.甲类工作方案（2022年1月4日）", "为了"), True, True, "count and date on its line"),
        (("3.", "甲类工作方案", "（2022年1月4日）", "为了"), True, True, "on lines of their own"),
        (("甲类工作方案（2022年", "1月4日）", "为了"), False, True, "a date torn in two"),
        (("甲类工作方案（2022年1月4）", "为了"), False, True, "a day without 日"),
        (("12.2022年甲类工作方案", "为了"), True, False, "a year behind the count"),
        (("甲类工作方案", "为了"), False, False, "neither"),
    ],
)
def test_what_a_compiler_adds_is_no_part_of_a_title(texts, counted, dated, why):
    """Documents that were put together are counted, and their dates stand behind their titles."""
    fragments = [make_fragment(text, soft_wrapped=at > 0) for at, text in enumerate(texts)]
    heading = read_heading(fragments, 0)
    assert heading is not None
    assert heading.title.text.removeprefix("2022年") == "甲类工作方案"
    assert (heading.end, heading.counted, heading.dated) == (len(texts) - 1, counted, dated), why


def test_a_blank_line_ends_what_ends_as_a_title():
    """Two headings that stand apart are two."""
    assert read_heading(make_fragments("某城市批准发布《甲类》地方标准", "某城市乙类条例"), 0) is None
