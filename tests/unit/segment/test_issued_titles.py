"""Titles of issued texts: where a notice names them, and where they stand again."""

import pytest
from fragments import make_fragments

from gongbao.model import Paragraph, Role
from transforms.segment.issued_titles import find_issued_titles, match_title, name_parts

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


@pytest.mark.parametrize(
    ("paragraphs", "title", "parts", "why"),
    [
        (
            (("现将《甲类办法》印发给你们。", Role.BODY), ("甲类办法", Role.PART_TITLE)),
            "通知",
            ("甲类办法",),
            "printed",
        ),
        ((("现将《甲类办法》印发给你们。", Role.BODY),), "关于印发甲类办法的通知", ("甲类办法",), "said, not printed"),
        (
            (("《甲类清单》《乙类清单》已经市政府同意，现印发给你们。", Role.BODY),),
            "关于印发甲类清单等2个清单的通知",
            ("甲类清单", "乙类清单"),
            "two",
        ),
        (
            (("学习《丙类材料》，制定了《甲类清单》，经同意，现印发给你们。", Role.BODY),),
            "关于印发甲类清单的通知",
            ("甲类清单",),
            "what is only cited is none",
        ),
        ((("根据《甲类办法》，做好工作。", Role.BODY),), "关于甲类工作的通知", (), "the document issues nothing"),
        (
            (("现印发给你们。", Role.BODY), ("2022年1月1日", Role.DATE), ("将《甲类办法》印发各地", Role.BODY)),
            "关于印发办法的通知",
            (),
            "what is said below the date is another's",
        ),
    ],
)
def test_parts_are_printed_or_said(paragraphs, title, parts, why):
    """Where no title of a part is printed, the notice says what it issues."""
    assert name_parts([Paragraph(*words) for words in paragraphs], title) == parts, why
