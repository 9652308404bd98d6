"""Titles and histories of laws."""

import pytest

from gongbao.language.laws import is_law_title, opens_history, read_enacting_body

TITLES = [
    ("中华人民共和国甲法", True, "a law"),
    ("某省甲乙条例（修订草案）", True, "a remark behind it"),
    ("依照甲法，某某条例", False, "a sentence"),
    ("关于甲类工作的通知", False, "another kind"),
    ("第三章办法", False, "a heading"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TITLES, ids=[row[2] for row in TITLES])
def test_titles(text, expected, why):
    """What a law is called."""
    assert is_law_title(text) is expected, why


HISTORIES = [
    ("（1990年3月1日某大会第三次会议通过", True, True, "whole"),
    ("（1990年3月1日某大会第三次", True, False, "on its way"),
    ("（根据1990年", True, False, "just begun"),
    ("1990年3月1日某省人民政府发布", True, True, "without brackets"),
    ("1990年3月1日。某文件发布", False, False, "another sentence"),
    ("为了甲", False, False, "other words"),
]


@pytest.mark.parametrize(("text", "begun", "whole", "why"), HISTORIES, ids=[row[3] for row in HISTORIES])
def test_histories(text, begun, whole, why):
    """When a law was passed."""
    assert (opens_history(text, whole=False), opens_history(text, whole=True)) == (begun, whole), why


BODIES = [
    (
        "（1990年3月1日第七届全国人民代表大会第三次会议通过）",
        "全国人民代表大会",
        "the term and the meeting are no part",
    ),
    (
        "1990年3月1日某城市第七届人民代表大会常务委员会第二次会议通过",
        "某城市人民代表大会常务委员会",
        "the term within the name",
    ),
    ("（1994年8月1日国务院令第160号发布）", "国务院", "an order"),
    ("（1998年8月1日中华人民共和国主席令第七号公布）", "中华人民共和国主席", "an order of the chairman"),
    ("（2016年12月1日甲乙部2016年第4次部长办公会议通过）", "甲乙部", "a meeting of a year"),
    ("（2016年12月1日通过）", None, "nobody"),
]


@pytest.mark.parametrize(("history", "body", "why"), BODIES, ids=[row[2] for row in BODIES])
def test_who_passed_it(history, body, why):
    """The body, as it is called without the number of its term."""
    assert read_enacting_body(history) == body, why
