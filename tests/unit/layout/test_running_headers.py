"""Running headers and folios, told from text."""

import pytest

from gongbao.model import Box, Line, Page
from transforms.layout.running_headers import find_running_headers, remove_running_headers


def line(text: str, y: float, x: float = 60, size: float = 10, table: int | None = None) -> Line:
    return Line(text, 0, 0, Box(x, y - size, x + size * len(text), y), y, size, table=table)


def page(index: int, *lines: Line) -> Page:
    """A page of body text, with more lines around it."""
    body = [line(f"第{index}页的正文在这里有很多字可读", 200 + 20 * i) for i in range(20)]
    found = sorted([*lines, *body], key=lambda item: item.baseline or 0)
    numbered = tuple(Line(f.text, index, i, f.box, f.baseline, f.size, table=f.table) for i, f in enumerate(found))
    return Page(index, numbered, width=600, height=800)


HEAD = "临海市人民政府公报 2031年第7期"


@pytest.mark.parametrize(
    ("why", "pages", "folios", "running"),
    [
        (
            "a head and a folio that come again",
            [page(i, line(HEAD, 40), line(f"· {i + 3} ·", 770, 290)) for i in range(3)],
            [3, 4, 5],
            2,
        ),
        (
            "a head that changes sides, and heads of left and right pages",
            [page(i, line(["临海公报", HEAD][i % 2], 40, [60, 300][i % 2])) for i in range(6)],
            [None] * 6,
            1,
        ),
        (
            "the head of a part that has one page, where all pages have heads",
            [page(i, line("本卷第一部分" if i == 3 else HEAD, 40)) for i in range(8)],
            [None] * 8,
            1,
        ),
        (
            "a number in the outer margin, halfway down",
            [page(i, line(str(i + 31), 405, [20, 560][i % 2])) for i in range(4)],
            [31, 32, 33, 34],
            1,
        ),
        (
            "words that run down the margin",
            [page(i, *(line(c, 300 + 12 * n, 560) for n, c in enumerate("政策"))) for i in range(4)],
            [None] * 4,
            2,
        ),
        (
            "numbers before the text of a list, in no margin",
            [page(i, line(str(i + 1), 405, 45)) for i in range(4)],
            [None] * 4,
            0,
        ),
        (
            "a misread character in a head",
            [page(i, line(HEAD.replace("府", "庥") if i == 1 else HEAD, 40)) for i in range(3)],
            [None] * 3,
            1,
        ),
        (
            "a number at the end of the head",
            [page(i, line(f"{HEAD}  {i + 11}", 40)) for i in range(3)],
            [11, 12, 13],
            1,
        ),
        ("a plain number at the foot that grows", [page(i, line(str(i + 8), 770)) for i in range(3)], [8, 9, 10], 1),
        (
            "a misread folio between two sound ones",
            [page(i, line(f"- {[7, 3, 9][i]} -", 770)) for i in range(3)],
            [7, 8, 9],
            1,
        ),
        ("a dressed folio on the only page", [page(0, line("第12页", 770))], [12], 1),
        ("a lone number at the foot of the only page", [page(0, line("12", 770))], [12], 1),
        ("the gazette's own head on the only page", [page(0, line(HEAD, 40))], [None], 1),
        ("other words on the only page", [page(0, line("关于任免的通知", 40))], [None], 0),
        (
            "Roman numbers before the first page are taken out, and are no page's number",
            [page(i, line(["i", "ii", "iii", "1", "2", "3"][i], 770)) for i in range(6)],
            [None] * 3 + [1, 2, 3],
            1,
        ),
        ("a Roman number in dashes", [page(0, line("— Ⅳ —", 770))], [None], 1),
        ("a lone letter on the only page is text", [page(0, line("I", 770))], [None], 0),
        (
            "the number of all, as browsers print it",
            [page(i, line(f"{i + 1}/3", 770, 500), line("https://www.linhai.example/3.html", 770)) for i in range(3)],
            [1, 2, 3],
            2,
        ),
        ("the same in words", [page(i, line(f"Page {i + 1} of 3", 770)) for i in range(3)], [1, 2, 3], 1),
        (
            "a browser's head and foot on the only page",
            [
                page(
                    0,
                    line("2031/7/5 下午3:30", 30),
                    line("临海市公告_政务公开", 30, 300),
                    line("https://www.linhai.example/3.html", 780),
                    line("1/1", 780, 500),
                )
            ],
            [1],
            4,
        ),
        ("an address at the foot of the only page is text", [page(0, line("http://a.example/b", 770))], [None], 0),
        (
            "a red head that comes again is large type, and text",
            [page(i, line("临海市人民政府文件", 60, size=30)) for i in range(4)],
            [None] * 4,
            0,
        ),
        (
            "a table's head that comes again is a table's",
            [page(i, line("序号\t名称", 60, table=1)) for i in range(4)],
            [None] * 4,
            0,
        ),
        (
            "a jump at the foot is text",
            [page(i, line(f"第三条（下转第{i + 20}页）", 770)) for i in range(4)],
            [None] * 4,
            0,
        ),
        (
            "text beside what looks like a head keeps it",
            [page(i, line("（一）", 770), line("甲乙丙丁戊己庚辛"[2 * i : 2 * i + 2] * 3, 770, 300)) for i in range(4)],
            [None] * 4,
            0,
        ),
        ("numbers in the text at no one height", [page(i, line("5", 640 + 30 * i)) for i in range(4)], [None] * 4, 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_heads_and_folios_are_told_from_text(
    why: str, pages: list[Page], folios: list[int | None], running: int
) -> None:
    """They go to `running`; the page knows its printed number; nothing else goes."""
    found = remove_running_headers(pages)
    assert [p.folio for p in found] == folios
    assert [len(p.running) for p in found] == [running] * len(pages)
    for before, after in zip(pages, found, strict=True):
        assert len(after.lines) + len(after.running) == len(before.lines)
        assert [item.index for item in after.lines] == list(range(len(after.lines)))


def test_pages_without_geometry_stay_as_they_are() -> None:
    """Plain text and rejected pages have no edges."""
    pages = [Page(0, (Line("文字", 0, 0),)), Page(1, (), rejected="broken")]
    assert remove_running_headers(pages) == pages


def text(*lines: str) -> list[Page]:
    """A text, parted into pages at `\f`."""
    pages = "\n".join(lines).split("\f\n")
    return [Page(i, tuple(Line(t, i, n) for n, t in enumerate(p.split("\n")))) for i, p in enumerate(pages)]


@pytest.mark.parametrize(
    ("lines", "taken", "why"),
    [
        (["目录", "甲。", "· 3 ·", "乙。", "—4—", "丙。"], ["· 3 ·", "—4—"], "folios that grow"),
        (
            ["目录", "甲。", "第 3 页", "乙。", "第4页 共9页"],
            ["第 3 页", "第4页 共9页"],
            "in words",
        ),
        (["目录", "甲。", "\f", "- 3 -", "乙。", "\f", "- 4 -"], ["- 3 -", "- 4 -"], "on pages of their own"),
        ([HEAD, "目录", "甲。", HEAD, "乙。", HEAD], [HEAD, HEAD], "heads, but not the issue's own title"),
        (["目录", "甲。", "2031年第7期 临海公报 12", "乙。", "2031年第7期 临海公报 14"], None, "heads with a folio"),
        (["目录", "甲。", "· 3 ·", "乙。"], [], "one may be anything"),
        (["目录", "甲。", "- 9 -", "乙。", "- 2 -"], [], "numbers that fall are none of pages"),
        (["目录", "甲。", "12", "乙。", "13"], [], "bare numbers are part of the text"),
        (["甲。", "· 3 ·", "乙。", "· 4 ·"], [], "without a 目录 nothing tells the title from heads"),
        (["目录", "刊于《临海市人民政府公报》2031年第7期。", "见临海公报2031年第7期第5页。"], [], "sentences"),
    ],
)
def test_running_lines_of_a_text(lines: list[str], taken: list[str] | None, why: str) -> None:
    """Where no height tells, only what says itself that it is a head or a folio goes."""
    pages = text(*lines)
    found = find_running_headers(pages)
    said = [line.text for page in pages for line in page.lines if (page.index, line.index) in found]
    assert said == ([t for t in lines if "公报" in t] if taken is None else taken), why
