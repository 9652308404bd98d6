"""Pages in, lines out: set by a press or recorded from a scan, each is read as it was printed."""

import json
import random
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from press import Leaf, Press, Style

from connectors.readers.pdf import scans
from connectors.readers.pdf.text_layer import read_raw_page
from gongbao.model import Box, Page, RawPage
from gongbao.ports import OcrLine
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
    """Without blanks."""
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


RECORDED = Path(__file__).resolve().parents[1] / "data" / "ocr"


def replay(name: str) -> tuple[RawPage, list[str]]:
    """A recorded scan as a raw page, and the lines that were printed."""
    data = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))
    ocr_lines = [OcrLine(**{**item, "edges": tuple(item["edges"])}) for item in data["lines"]]
    rulings = [Box(*ruling) for ruling in data["rulings"]]
    size = (data["size"][0], data["size"][1])
    return scans.make_raw_page(ocr_lines, rulings, size, 0, data["scale"], 0, data["skew"], "rapidocr"), data["printed"]


def test_a_recorded_scan_is_read_as_printed() -> None:
    """Columns, a table, a tail under a ruling: recognised lines go through the same layout as set ones."""
    raw_page, printed = replay("two-columns-table-tail")
    (page,) = remove_running_headers([arrange(raw_page)])
    assert ["".join(line.text.split()) for line in page.lines] == ["".join(line.split()) for line in printed]
    assert page.folio == 1
    assert page.reader == "ocr:rapidocr"
    assert all(line.confidence for line in page.lines)
    assert {line.region for line in page.lines} == {0, 1}
    assert [line.text.count("\t") for line in page.lines if line.table] == [2, 2, 2]


def test_paragraphs_of_a_scan_begin_indented() -> None:
    """The indent is read off a picture well enough to tell first lines from wraps."""
    raw_page, _ = replay("two-columns-table-tail")
    indents = [line.indent for line in arrange(raw_page).lines if line.column and not line.table]
    assert all(abs(indent) < 0.8 or 1.6 < indent < 3 for indent in indents if indent is not None)
