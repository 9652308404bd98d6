"""The 目录, in the spellings that OCR gives it."""

import pytest
from fragments import read_text_fragments

from gongbao.model import ContentsEntry
from transforms.segment.contents import read_contents

CONTENTS = [
    ("关于甲的通知\n\n某政发〔2021〕5号 ..... 2", [("关于甲的通知", "某政发〔2021〕5号", 2)], "dotted leader"),
    ("关于甲的通知\n某政发〔2021〕5号 2", [("关于甲的通知", "某政发〔2021〕5号", 2)], "plain page number"),
    ("关于甲的通知……2", [("关于甲的通知", None, 2)], "no 文号"),
    ("《某办法》政策解读 8", [("《某办法》政策解读", None, 8)], "what explains, a page behind a blank"),
    ("关于甲的通知（某政〔2021〕5号）……（2）", [("关于甲的通知", "某政〔2021〕5号", 2)], "a page in brackets"),
    (
        "某办法（某市人民政府令第58号）……（3）",
        [("某办法（某市人民政府令第58号）", None, 3)],
        "an order's page in brackets",
    ),
    (
        "关于加强甲和\n乙工作的通知\n某政发〔2021〕5号……12",
        [("关于加强甲和乙工作的通知", "某政发〔2021〕5号", 12)],
        "a title over two lines",
    ),
    (
        "关于甲的通知（某政发〔2021〕5号）……2",
        [("关于甲的通知", "某政发〔2021〕5号", 2)],
        "文号 in brackets behind the title",
    ),
    ("关于甲的通知某政发〔2021〕5号……2", [("关于甲的通知", "某政发〔2021〕5号", 2)], "all on one line"),
    ("关于甲的通知\n某政发〔2021〕5号\n2", [("关于甲的通知", "某政发〔2021〕5号", 2)], "the page on a line of its own"),
    ("某某市人民政府大事记（2021年4月）……9", [("某某市人民政府大事记（2021年4月）", None, 9)], "a chronicle"),
    ("某某市人民政府关于甲的通知 2", [("某某市人民政府关于甲的通知", None, 2)], "a page behind a blank alone"),
    ("2021年4月大事记 9", [("2021年4月大事记", None, 9)], "a page behind a chronicle"),
    (
        "关于《某法（草案）》的说明…………甲某某（403）",
        [("关于《某法（草案）》的说明", None, 403)],
        "who spoke, behind the leader",
    ),
    ("关于《某法（草案）》的说明…… 甲 某 12", [("关于《某法（草案）》的说明", None, 12)], "a name set wide"),
    ("某某法………………（1021）", [("某某法", None, 1021)], "a year's volume has more than a thousand pages"),
    (
        "关于印发甲规划 2021\n—2025年的通知……7",
        [("关于印发甲规划2021—2025年的通知", None, 7)],
        "a year at the end of a line is no page",
    ),
    (
        "关于印发2021年要点的通知\n某政发〔2021〕5号……2",
        [("关于印发2021年要点的通知", "某政发〔2021〕5号", 2)],
        "figures in the title",
    ),
]


@pytest.mark.parametrize(("text", "entries", "why"), CONTENTS, ids=[c[2] for c in CONTENTS])
def test_entries(text, entries, why):
    """Title, 文号 and page are told apart however they share lines."""
    found = read_contents(
        read_text_fragments(f"目 录\n\n◎政府文件\n\n{text}\n\n某某市人民政府文件\n某政发〔2021〕5号\n关于甲的通知")
    )
    assert [(e.title, e.number, e.page) for e in found.entries] == entries
    assert {e.section for e in found.entries} == {"政府文件"}


def test_contents_end_where_the_first_document_begins():
    """The red head and the number that comes a second time belong to the document."""
    fragments = read_text_fragments(
        "目录\n◎文件\n关于甲的通知\n某政发〔2021〕5号……2\n某政府文件\n某政发〔2021〕5号\n关于甲的通知\n各县：\n正文。"
    )
    assert fragments[read_contents(fragments).end].text == "某政府文件"


def test_contents_over_two_pages():
    """A second heading 目录 within the contents is no entry."""
    fragments = read_text_fragments(
        "目录\n关于甲的通知\n某政发〔2021〕1号……2\n目录\n关于乙的通知\n某政发〔2021〕2号……3\n某政发〔2021〕1号"
    )
    assert [e.title for e in read_contents(fragments).entries] == ["关于甲的通知", "关于乙的通知"]


def test_no_contents():
    """A text without 目录 has no entries and begins at once."""
    found = read_contents(read_text_fragments("某政发〔2021〕5号\n关于甲的通知\n各县：\n正文。"))
    assert found.entries == () and found.end == 0


def test_sections_change():
    """An entry belongs to the section named last."""
    found = read_contents(read_text_fragments("目录\n◎甲类\n关于一的通知……1\n◎乙类\n关于二的通知……2"))
    assert found.entries == (
        ContentsEntry("甲类", "关于一的通知", None, 1),
        ContentsEntry("乙类", "关于二的通知", None, 2),
    )


VOLUMES = [
    (
        "第一部分 甲编\n一、甲类管理办法……1\n二、乙类管理办法……4\n第二部分 乙编\n"
        "三、丙类管理规定……9\n一、甲类管理办法\n正文。",
        [("第一部分甲编", "甲类管理办法", 1), ("第一部分甲编", "乙类管理办法", 4), ("第二部分乙编", "丙类管理规定", 9)],
        "parts and documents counted through",
    ),
    (
        "一、甲编\n1.甲类管理办法……1\n2.乙类管理办法……4\n二、乙编\n1.丙类管理规定……9\n1.甲类管理办法\n正文。",
        [("一、甲编", "甲类管理办法", 1), ("一、甲编", "乙类管理办法", 4), ("二、乙编", "丙类管理规定", 9)],
        "parts with numbers of their own",
    ),
    (
        "第一章 甲编……1\n甲类管理办法……1\n乙类管理办法……4\n丙类管理规定……9\n甲类管理办法\n正文。",
        [("第一章甲编", "甲类管理办法", 1), ("第一章甲编", "乙类管理办法", 4), ("第一章甲编", "丙类管理规定", 9)],
        "chapters, and documents without numbers",
    ),
    (
        "甲类管理办法……1\n二、乙类管理办法……4\n丙类管理规定……9",
        [(None, "甲类管理办法", 1), (None, "二、乙类管理办法", 4), (None, "丙类管理规定", 9)],
        "a title's own number stays",
    ),
]


@pytest.mark.parametrize(("text", "entries", "why"), VOLUMES, ids=[row[2] for row in VOLUMES])
def test_volumes(text, entries, why):
    """Parts are sections, ordinals no titles, and the first title seen again ends the contents."""
    fragments = read_text_fragments(f"目录\n{text}")
    found = read_contents(fragments)
    assert [(e.section, e.title, e.page) for e in found.entries] == entries, why
    assert fragments[found.end - 1].text.startswith(("三、", "1.丙", "丙")), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("第一章 总则\n第二章 甲类\n第一节 乙类\n第三章 附则\n第一章 总则\n第一条 为了甲。", "chapters"),
        ("第一编 总则\n第一分编 通则\n第一章 基本规定……3\n第二章 甲……8\n第一编 总则", "parts, with pages"),
        ("引言\n一、关于甲类\n二、关于乙类\n引言", "headings"),
    ],
)
def test_contents_of_one_text_are_not_those_of_an_issue(text, why):
    """A law lists its chapters; it holds no other documents."""
    assert read_contents(read_text_fragments(f"某类条例\n目录\n{text}")).entries == (), why
