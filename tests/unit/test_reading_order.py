import random

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from cells import make_cell, make_raw_page
from hypothesis import given
from hypothesis import strategies as st
from press import Leaf, Press, Style

from connectors.readers.pdf.text_layer import read_raw_page
from gongbao.model import Box, Page
from transforms.layout.reading_order import arrange
from transforms.layout.running_headers import remove_running_headers


def read(data: bytes) -> list[Page]:
    """All pages, in this process."""
    document = pdfium.PdfDocument(data)
    pages = []
    for index in range(len(document)):
        page = raw.FPDF_LoadPage(document.raw, index)
        pages.append(arrange(read_raw_page(page, index)[0]))
        raw.FPDF_ClosePage(page)
    document.close()
    return remove_running_headers(pages)


def plain(text: str) -> str:
    return "".join(text.split())


def check(pages: list[Page], leaves: list[Leaf]) -> None:
    """What was read is what was printed, in its order, and each line says where it stands."""
    assert len(pages) == len(leaves)
    for page, leaf in zip(pages, leaves, strict=True):
        assert [plain(line.text) for line in page.lines] == [plain(line.text) for line in leaf.lines]
        assert page.folio == leaf.folio
        for line, printed in zip(page.lines, leaf.lines, strict=True):
            assert line.baseline == pytest.approx(printed.baseline, abs=0.5)
            assert (line.table is not None) == printed.row
            if printed.row:
                assert line.text.count("\t") == printed.text.count("\t")
            if printed.start and len(leaf.lines) > 12:
                assert line.indent == pytest.approx(2, abs=0.3)


def issue(style: Style, seed: int = 0) -> Press:
    """Five pages: a document with its covering notice, columns, a host with two tails, a table, a full page."""
    press = Press(style, seed)
    press.new_page()
    press.title("临海市人民政府文件", 2.6)
    press.title("临政发〔2031〕5号", 1.1)
    press.ruling()
    press.title("临海市人民政府", 1.7)
    press.title("关于印发实施方案的通知", 1.7)
    press.band(press.paragraphs(min(10, press.room)))
    press.title("实施方案", 1.4)
    press.band(press.paragraphs(int(press.room * style.columns * 0.9)))
    press.new_page()
    press.band(press.paragraphs(int(press.room * style.columns * 0.9)))
    press.new_page()
    press.title("关于任免职务的通知", 1.7)
    press.band(press.paragraphs(8 * style.columns))
    press.ruling()
    press.band(press.paragraphs(5 * style.columns))
    press.ruling()
    press.band(press.paragraphs(3 * style.columns))
    press.new_page()
    press.band(press.paragraphs(8 * style.columns))
    rows = [
        ["序号", "事项名称", "类|型", "备注"],
        ["1", "甲乙丙丁戊己", "行政|许可", ""],
        ["2", "庚辛壬癸", "其他", "无"],
    ]
    press.table(rows, [0.1, 0.5, 0.2, 0.2])
    press.band(press.paragraphs(6 * style.columns))
    press.new_page()
    press.band(press.paragraphs(int(press.room * 0.8)), columns=1)
    return press


LAYOUTS = [
    ("as in many gazettes", Style()),
    ("one column on every page", Style(columns=1)),
    ("three columns on a large page", Style(width=842, height=1191, columns=3)),
    ("large type on a small page", Style(width=420, height=595, size=12, left=36, right=36, top=60, bottom=60)),
    ("small type with a narrow gutter", Style(size=8, gutter=1.2)),
    ("a wide gutter", Style(gutter=4.0)),
    ("margins of different width", Style(left=40, right=110)),
    ("tight leading", Style(leading=1.25)),
    ("loose leading", Style(leading=2.2)),
    ("drawn in no order", Style(shuffled=True)),
    ("columns on different baselines", Style(stagger=0.5)),
    ("folio as - 5 -", Style(folio="- {} -")),
    ("folio as — 5 —", Style(folio="— {} —")),
    ("folio plain, at the outer side", Style(folio="{}", folio_at="outer")),
    ("folio plain, always at the left", Style(folio="{}", folio_at="left", first=97)),
    ("folio as 第5页, at the outer side", Style(folio="第{}页", folio_at="outer")),
    ("folio in the head", Style(folio="{}", folio_at="head", head="centre")),
    ("no folio", Style(folio=None)),
    ("no head", Style(head=None)),
    ("neither head nor folio", Style(head=None, folio=None)),
    ("head at the outer side, above a ruling", Style(head="outer", head_ruling=True)),
    ("head in two parts", Style(head="split", head_ruling=True)),
    ("the viewer turns the page by 90°", Style(rotation=90)),
    ("the viewer turns the page upside down", Style(rotation=180)),
]


@pytest.mark.parametrize(("why", "style"), LAYOUTS, ids=[why for why, _ in LAYOUTS])
def test_any_layout_is_read_as_printed(why: str, style: Style) -> None:
    """Lines come in reading order, without headers and folios, whatever sizes and places a gazette has chosen."""
    press = issue(style)
    check(read(press.save()), press.leaves)


@pytest.mark.parametrize("seed", range(12))
def test_a_layout_made_by_chance_is_read_as_printed(seed: int) -> None:
    """No combination of measures is special."""
    chance = random.Random(seed)
    style = Style(
        width=chance.choice([516, 595, 612, 720]),
        height=chance.choice([728, 842, 1020]),
        left=chance.uniform(36, 90),
        right=chance.uniform(36, 90),
        top=chance.uniform(60, 110),
        bottom=chance.uniform(60, 110),
        columns=chance.choice([1, 2, 2, 2]),
        gutter=chance.uniform(1.4, 3.5),
        size=chance.uniform(8, 13),
        leading=chance.uniform(1.3, 2.0),
        head=chance.choice([None, "left", "centre", "outer", "split"]),
        head_ruling=chance.random() < 0.3,
        folio=chance.choice([None, "· {} ·", "- {} -", "~ {} ~", "{}", "第 {} 页"]),
        folio_at=chance.choice(["centre", "outer"]),
        first=chance.randint(1, 90),
        shuffled=chance.random() < 0.5,
        stagger=chance.choice([0.0, 0.0, 0.3, 0.7]),
    )
    press = issue(style, seed)
    check(read(press.save()), press.leaves)


def test_contents_entries_are_one_line_each() -> None:
    """Title, leader and page number belong together."""
    press = Press(Style())
    press.new_page()
    press.title("目    录", 1.8)
    for i in range(12):
        press.entry(press.words(8 + 2 * i), 2 * i + 2)
    press.new_page()
    press.band(press.paragraphs(60))
    check(read(press.save()), press.leaves)


def test_a_single_line_in_the_right_column_keeps_its_column() -> None:
    """The last word of a text that was balanced over two columns is no part of the line at its left."""
    press = Press(Style())
    press.new_page()
    press.band([press.words(30), press.words(4)])
    pages = read(press.save())
    assert [line.column for line in pages[0].lines] == [1, 1, 2]


def test_a_tail_in_two_columns_stands_below_text_in_one() -> None:
    """Text across the page stays one column, with its short last lines, though the foot of the page has two."""
    press = Press(Style(), 7)
    press.new_page()
    press.title("大事记", 1.7)
    press.band(press.paragraphs(14), columns=1)
    press.ruling()
    press.band(press.paragraphs(14))
    press.new_page()
    press.band(press.paragraphs(40))
    check(read(press.save()), press.leaves)


def test_text_drawn_twice_is_read_once_and_bold() -> None:
    """Fake bold is one line."""
    page = arrange(
        make_raw_page(make_cell("标题", 100, 100), make_cell("标题", 100.4, 100.1), make_cell("正文在这里", 100, 120))
    )
    assert [(line.text, line.bold) for line in page.lines] == [("标题", True), ("正文在这里", False)]


def test_what_stands_below_a_ruling_in_its_own_column_is_read_after_the_page() -> None:
    """The tail of another document at the foot of the left column waits for the host's right column."""
    left = [make_cell("左栏文字" * 5, 60, 100 + 16 * i) for i in range(8)]
    right = [make_cell("右栏文字" * 5, 300, 100 + 16 * i) for i in range(12)]
    tail = [make_cell("别处来的" * 5, 60, 260 + 16 * i) for i in range(2)]
    page = arrange(make_raw_page(*tail, *right, *left, rulings=(Box(60, 240, 260, 240),)))
    assert [line.text[:2] for line in page.lines] == ["左栏"] * 8 + ["右栏"] * 12 + ["别处"] * 2
    assert [line.region for line in page.lines] == [0] * 20 + [1] * 2


def test_an_underline_parts_nothing() -> None:
    """A ruling right below words is theirs."""
    page = arrange(
        make_raw_page(
            make_cell("画了线的文字在此", 60, 100), make_cell("下一行", 60, 120), rulings=(Box(60, 102, 140, 102),)
        )
    )
    assert [line.region for line in page.lines] == [0, 0]


def test_words_set_apart_in_a_line_are_no_column() -> None:
    """第一条 and its text stand one em apart, in one line."""
    lines = []
    for i in range(24):
        y = 100 + 16 * i
        if i % 4 == 0:
            lines += [make_cell("第一条", 80, y), make_cell("条文" * 10, 120, y)]
        else:
            lines.append(make_cell("条文" * 13, 60, y))
    page = arrange(make_raw_page(*lines))
    assert len(page.lines) == 24
    assert {line.column for line in page.lines} == {0}


def test_an_empty_page_has_no_lines() -> None:
    """Nothing on the page is no error."""
    assert arrange(make_raw_page()).lines == ()


PLACES = st.tuples(st.floats(0, 560), st.floats(20, 780), st.sampled_from([6.0, 9.5, 10.0, 10.5, 16.0, 22.0]))
LEVEL_RULINGS = st.tuples(st.floats(0, 300), st.floats(0, 800), st.floats(20, 300)).map(
    lambda r: Box(r[0], r[1], r[0] + r[2], r[1])
)


@given(st.lists(PLACES, max_size=60), st.lists(LEVEL_RULINGS, max_size=4).map(tuple))
def test_no_character_is_lost_wherever_cells_stand(
    places: list[tuple[float, float, float]], rulings: tuple[Box, ...]
) -> None:
    """Each character of a page is in one of its lines, once, even where order makes no sense."""
    texts = [chr(0x4E00 + 2 * i) + chr(0x4E01 + 2 * i) for i in range(len(places))]
    cells = [make_cell(text, x, y, size) for text, (x, y, size) in zip(texts, places, strict=True)]
    lines = arrange(make_raw_page(*cells, rulings=rulings)).lines
    assert sorted("".join("".join(line.text.split()) for line in lines)) == sorted("".join(texts))
    assert [line.index for line in lines] == list(range(len(lines)))
