"""Titles of documents and of texts."""

import pytest

from gongbao.language.titles import (
    explains,
    is_covering_title,
    is_issued_title,
    is_title,
    issues,
    names_text,
    part_date,
    says_who,
)


@pytest.mark.parametrize(
    ("text", "title", "issued", "why"),
    [
        ("关于加强管理的通知", True, True, "a document"),
        ("某县人民政府关于提请审议甲类规划的议案", True, True, "laid before a congress"),
        ("某县2022年甲类发展统计公报", True, True, "what was counted"),
        ("某县人民政府公报", False, False, "a gazette"),
        ("关于甲类项目的公示", True, True, "what is made known before it is done"),
        ("某某管理办法（试行）", True, False, "a text that a document issues"),
        ("一、工作方案", False, False, "a heading with its number"),
        ("关于加强管理", False, False, "no kind at its end"),
        ("请于本月报送。通知", False, False, "more than one sentence"),
    ],
)
def test_titles(text, title, issued, why):
    """A title is one phrase that ends in its kind."""
    assert (is_title(text), is_issued_title(text)) == (title, issued), why


def test_titles_of_what_explains_a_text():
    """They open with what they cite, as others do not."""
    assert explains("《甲类办法》政策解读")
    assert not explains("《甲类办法》规定")
    assert not explains("甲类办法解读")


def test_only_covering_kinds_issue():
    """A report does not, though it has a number of its own."""
    assert is_covering_title("关于印发甲类方案的通知")
    assert not is_covering_title("关于印发甲类工作报告")


@pytest.mark.parametrize(
    ("title", "text", "issuing", "who", "why"),
    [
        ("某城市财政局关于甲类工作的通知", True, False, True, "who, about what, and what kind"),
        ("关于印发甲类工作方案的通知", True, True, False, "no one is named before 关于"),
        ("某城市财政局印发关于甲类工作若干措施的通知", True, True, True, "印发 before 关于"),
        ("甲类工作若干措施（试行）", True, False, False, "a text that is published by itself"),
        ("某城市甲类工作方案（2021—2025年）（征求意见稿）", True, False, False, "two remarks"),
        ("职责分工", False, False, False, "a heading"),
        ("甲类方案", False, False, False, "too short to say of what"),
    ],
)
def test_what_titles_tell(title, text, issuing, who, why):
    """Whether it is a whole text, whether it issues another, and whether it says who speaks."""
    assert (names_text(title), issues(title), says_who(title)) == (text, issuing, who), why


@pytest.mark.parametrize(
    ("title", "parts", "why"),
    [
        ("甲类方案（2022年1月4日）", ("甲类方案", "（2022年1月4日）"), "a day"),
        ("甲类方案（2022年1月4）", ("甲类方案", "（2022年1月4）"), "without 日"),
        ("甲类方案（2022年）", ("甲类方案（2022年）", ""), "a year belongs to the title"),
        ("甲类方案", ("甲类方案", ""), "none"),
    ],
)
def test_a_date_behind_a_title_is_no_part_of_it(title, parts, why):
    """Whoever put documents together has set it there."""
    assert part_date(title) == parts, why
