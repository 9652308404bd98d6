"""Titles of issued texts: where a notice names them, and where they stand again."""

import pytest
from fragments import make_fragments

from transforms.segment.issued_titles import find_issued_titles, match_title

TITLES = ("某城市甲类工作管理办法", "某城市甲类工作管理办法实施细则")


NAMED = [
    (("现将《甲类办法》印发给你们。", "2022年3月1日", "《乙类办法》"), "通知", ("甲类办法",), "in 《》 above the date"),
    (("请执行。",), "关于印发甲类办法的通知", ("甲类办法",), "in the notice's own title"),
    (("《甲类〈乙〉办法》",), "通知", ("甲类《乙》办法",), "marks within marks"),
    (("《甲》",), "通知", (), "too short to be told from others"),
]


@pytest.mark.parametrize(("texts", "title", "found", "why"), NAMED, ids=[row[3] for row in NAMED])
def test_titles_are_found_where_they_are_named(texts, title, found, why):
    """What a notice issues it names."""
    assert find_issued_titles(make_fragments(*texts), title) == found, why


MATCHED = [
    (("某城市甲类工作", "管理办法", "第一条甲。"), range(2), "over two lines"),
    (("某城市甲类工作管理办法", "实施细则"), range(2), "of two that fit, the longer"),
    (("某城市甲类工作管理办祛",), range(1), "one character misread"),
    (("《某城市甲类工作管理办法》",), range(0), "in 《》 it is cited"),
    (("附件1", "某城市甲类工作管理办法"), range(0), "a label is no title"),
    (("第一条甲。",), range(0), "no title"),
]


@pytest.mark.parametrize(("texts", "found", "why"), MATCHED, ids=[row[2] for row in MATCHED])
def test_a_title_is_known_again(texts, found, why):
    """Above the text itself, however its lines fall."""
    assert match_title(make_fragments(*texts), 0, TITLES) == found, why
