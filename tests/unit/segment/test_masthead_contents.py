"""The masthead and the 目录, in the spellings that OCR gives them."""

import pytest

from gongbao.model import ContentsEntry, Line, Page
from transforms.segment.contents import read_contents
from transforms.segment.fragments import read_fragments
from transforms.segment.masthead import read_masthead


def fragments(text):
    """The fragments of a text."""
    return read_fragments([Page(0, tuple(Line(t, 0, i) for i, t in enumerate(text.split("\n"))))])[0]


NUMBERS = [
    ("第4期（总第217期）", (4,), (217,), "a single issue"),
    ("第6-7期（总第243-244期）", (6, 7), (243, 244), "a double issue"),
    ("第11—12期 (总第100—101期)", (11, 12), (100, 101), "with a dash"),
    ("第十二期", (12,), (), "in Chinese figures"),
    ("第４期", (4,), (), "full-width figures"),
    ("第9-3期", (9,), (), "a span that runs backwards is a misreading"),
    ("没有期号", (), (), "none"),
]


@pytest.mark.parametrize(("text", "numbers", "totals", "why"), NUMBERS, ids=[n[3] for n in NUMBERS])
def test_issue_numbers(text, numbers, totals, why):
    """Numbers and running numbers are lists, one entry an issue."""
    masthead = read_masthead(fragments(f"某某市人民政府公报\n2022年\n{text}"))
    assert (masthead.name, masthead.year) == ("某某市人民政府公报", 2022)
    assert (masthead.numbers, masthead.total_numbers) == (numbers, totals)


def test_imprint_fields():
    """Labels in any spelling, values that go on in the next line, two fields on one line."""
    masthead = read_masthead(
        fragments(
            "某某市人民政府公报\n\n主管主办:某某市人民政府\n\n编辑出版：某某市人民政府\n办公室\n\n"
            "电话:0100-1234567 邮编:100200\n\n地址：中心路1号\n\nE-mail:a@b.example\n\n刊号:某新出准字〔2001〕1号"
        )
    )
    assert masthead.sponsor == "某某市人民政府"
    assert masthead.publisher == "某某市人民政府办公室"
    assert (masthead.phone, masthead.postcode, masthead.address) == ("0100-1234567", "100200", "中心路1号")
    assert (masthead.email, masthead.registration) == ("a@b.example", "某新出准字〔2001〕1号")


def test_two_registrations_on_one_line():
    """The national one is the gazette's; the international one is not a part of it."""
    masthead = read_masthead(fragments("某某市人民政府公报\n国内统一刊号：CN99—1234/D 国际标准刊号：ISSN 1000—0000"))
    assert masthead.registration == "CN99—1234/D"


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
        "关于印发2021年要点的通知\n某政发〔2021〕5号……2",
        [("关于印发2021年要点的通知", "某政发〔2021〕5号", 2)],
        "figures in the title",
    ),
]


@pytest.mark.parametrize(("text", "entries", "why"), CONTENTS, ids=[c[2] for c in CONTENTS])
def test_entries(text, entries, why):
    """Title, 文号 and page are told apart however they share lines."""
    found = read_contents(
        fragments(f"目 录\n\n◎政府文件\n\n{text}\n\n某某市人民政府文件\n某政发〔2021〕5号\n关于甲的通知")
    )
    assert [(e.title, e.number, e.page) for e in found.entries] == entries
    assert {e.section for e in found.entries} == {"政府文件"}


def test_contents_end_where_the_first_document_begins():
    """The red head and the number that comes a second time belong to the document."""
    pieces = fragments(
        "目录\n◎文件\n关于甲的通知\n某政发〔2021〕5号……2\n某政府文件\n某政发〔2021〕5号\n关于甲的通知\n各县：\n正文。"
    )
    assert pieces[read_contents(pieces).end].text == "某政府文件"


def test_contents_over_two_pages():
    """A second heading 目录 within the contents is no entry."""
    pieces = fragments(
        "目录\n关于甲的通知\n某政发〔2021〕1号……2\n目录\n关于乙的通知\n某政发〔2021〕2号……3\n某政发〔2021〕1号"
    )
    assert [e.title for e in read_contents(pieces).entries] == ["关于甲的通知", "关于乙的通知"]


def test_no_contents():
    """A text without 目录 has no entries and begins at once."""
    found = read_contents(fragments("某政发〔2021〕5号\n关于甲的通知\n各县：\n正文。"))
    assert found.entries == () and found.end == 0


def test_sections_change():
    """An entry belongs to the section named last."""
    found = read_contents(fragments("目录\n◎甲类\n关于一的通知……1\n◎乙类\n关于二的通知……2"))
    assert found.entries == (
        ContentsEntry("甲类", "关于一的通知", None, 1),
        ContentsEntry("乙类", "关于二的通知", None, 2),
    )
