"""The lines of a web page: its main text, its title, and links to what is attached."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import trafilatura
from lxml import html
from lxml.etree import ParserError

from connectors.readers.markup.grid import read_grid
from connectors.readers.markup.lines import MarkupLine, keep_address
from connectors.readers.text import decode
from gongbao.errors import InputError
from gongbao.language.bodies import is_addressees, is_body_name
from gongbao.language.characters import COMMON_HAN
from gongbao.language.dates import parse_date

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
DECLARED = 4096  # bytes at the start in which a page says its encoding
XML_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")
BLANKS = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")  # an ideographic space is one of the text
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HAN = re.compile(f"[{COMMON_HAN}]")
LEAST_HAN = 20  # characters of a page that may hold a document
SENTENCE = re.compile("[。；]")
LABELS = re.compile(r"[：:][^：:]{0,40}[\s　][^\s：:]{2,6}[：:]")  # one label with what it says, and another
MAIN = 0.9  # share of the main text that the element which holds it must have
TITLE = 6  # characters of a title at least
TITLE_LINES = 4  # that a title is broken into at most
ATTACHED = {".doc", ".docx", ".wps", ".pdf", ".ofd", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".zip", ".rar", ".7z"}

SKIPPED = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "button", "input"}
SKIPPED |= {"textarea", "nav"}
BLOCKS = {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset"}
BLOCKS |= {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"}
BLOCKS |= {"ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}


def parse_html(data: bytes) -> list[list[MarkupLine]]:
    """The lines of a web page, as the one page of a file.

    Of the page its main text is kept, the title above it and links to attachments below it; navigation and the like are
    left out.

    Args:
        data: The page as it was served.

    Raises:
        InputError: It holds no Chinese text to speak of; the title says what a server may have said instead.
    """
    text = XML_DECLARATION.sub("", decode_html(data))
    try:
        root = html.document_fromstring(text)
    except (ParserError, ValueError) as error:
        raise InputError("The web page is empty.", "Fetch the issue again.") from error
    lines = list_lines(root)
    title = BLANKS.sub(" ", root.findtext(".//title") or "").strip()
    kept = keep_main(lines, extract(root), root, title)
    if sum(len(HAN.findall(placed.line.text)) for placed in kept) < LEAST_HAN:
        said = f" (“{title[:80]}”)" if title else ""
        raise InputError(
            f"The web page{said} holds next to no Chinese text.", "Fetch the issue itself; this is what a server said."
        )
    return [[placed.line for placed in kept]]


def decode_html(data: bytes) -> str:
    """The text of a page in the encoding that it declares, else as any text is decoded. Raises InputError.

    GB 2312 and GBK are read as GB 18030, which holds both: pages declare the smaller and use the larger.
    """
    declared = CHARSET.search(data[:DECLARED])
    name = declared[1].decode("ascii", "ignore").lower() if declared else ""
    try:
        return data.decode("gb18030" if name.startswith("gb") else name or "utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return decode(data)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the element that it is the text of."""

    line: MarkupLine
    element: html.HtmlElement


def list_lines(root: html.HtmlElement) -> list[Placed]:
    """All lines that a page shows, in document order."""
    walk = _Walk()
    walk.visit(root)
    walk.end_line(root)
    return walk.lines


@dataclass(slots=True)
class _Walk:
    """A walk over a page, and the line that is being gathered."""

    lines: list[Placed] = field(default_factory=list)
    words: list[tuple[str, bool]] = field(default_factory=list)
    href: str | None = None
    tables: int = 0

    def visit(self, element: html.HtmlElement, bold: bool = False) -> None:
        """Gather the text of an element and of all in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or is_hidden(element):
            return
        if tag == "br":
            self.end_line(element.getparent())
            return
        if tag == "table" and (rows := _read_table(element)):
            self.end_line(element)
            self.tables += 1
            self.lines += [Placed(_to_row(row, text, self.tables), row) for row, text in rows]
            return
        block = tag in BLOCKS
        if block:
            self.end_line(element.getparent())
        if tag == "a" and self.href is None:
            self.href = keep_address(element.get("href"))
        bold = bold or tag in BOLD
        self.words.append((element.text or "", bold))
        for child in element:
            self.visit(child, bold)
            self.words.append((child.tail or "", bold))
        if block:
            self.end_line(element)

    def end_line(self, element: html.HtmlElement | None) -> None:
        """Keep the words gathered so far as a line of an element, if there are any."""
        text = BLANKS.sub(" ", "".join(words for words, _ in self.words)).strip(" ")
        if text.strip() and element is not None:
            bold = all(bold for words, bold in self.words if words.strip())
            path = element.getroottree().getpath(element)
            self.lines.append(Placed(MarkupLine(text, path, self.href, bold=bold), element))
        self.words, self.href = [], None


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether a page says that an element is not shown."""
    return element.get("hidden") is not None or HIDDEN.search(element.get("style") or "") is not None


def extract(root: html.HtmlElement) -> str:
    """The main text of a page without its blanks; nothing where there is none."""
    extracted = trafilatura.bare_extraction(
        deepcopy(root), include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    return _squeeze(getattr(extracted, "text", None) or "")


def keep_main(lines: Sequence[Placed], text: str, root: html.HtmlElement, title: str) -> list[Placed]:
    """The lines that are the page's document: the title, the element that holds its text, and what is attached.

    An extractor looks for prose, and would leave out what else a document has: its number, rows, signature and date. So
    it only tells which element is meant. Where that holds the title, too, it may hold what the site says between and
    below.

    Args:
        lines: All lines of the page.
        text: Its main text as extracted, without blanks.
        root: The page.
        title: What the page calls itself.
    """
    main, prose = find_main(lines, text, root)
    if not prose:
        return list(lines)
    headed = find_title(lines, range(prose[0] + TITLE_LINES), _squeeze(title))
    if headed and headed.stop > main.start:
        first, last = headed.stop, prose[-1] + 1
        between = [p for p in lines[first : max(first, prose[0])] if not _is_about_page(p.line)]
        below = [p for p in lines[last : main.stop] if _closes(p.line)]
        body = [*between, *lines[max(first, prose[0]) : last], *below]
    else:
        body = list(lines[main.start : main.stop])
    heading = lines[headed.start : headed.stop]
    if _spell(body[: len(heading)]) == _spell(heading):  # the text has it once more, where it stands as in print
        heading = []
    return [*heading, *body, *(p for p in lines[main.stop :] if is_attached(p.line))]


def find_main(lines: Sequence[Placed], text: str, root: html.HtmlElement) -> tuple[range, list[int]]:
    """The lines of the innermost element that holds the main text, and which of them are its sentences."""
    weights: dict[html.HtmlElement, int] = {}
    sentences = [at for at, placed in enumerate(lines) if _is_sentence(placed, text)]
    for at in sentences:
        for element in (lines[at].element, *lines[at].element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(lines[at].line.text)
    total = weights.get(root, 0)
    main = root
    while total and (child := max(main, key=lambda e: weights.get(e, 0), default=None)) is not None:
        if weights.get(child, 0) < MAIN * total:
            break
        main = child
    within = [at for at, placed in enumerate(lines) if _is_within(placed.element, main)]
    span = range(within[0], within[-1] + 1) if within else range(len(lines))
    return span, [at for at in sentences if at in span]


def _is_sentence(placed: Placed, text: str) -> bool:
    """Whether a line is in the main text and says something: what a site says of itself has no sentences."""
    words = _squeeze(placed.line.text)
    return SENTENCE.search(words) is not None and words in text


def _is_within(element: html.HtmlElement, main: html.HtmlElement) -> bool:
    return element is main or any(ancestor is main for ancestor in element.iterancestors())


def find_title(lines: Sequence[Placed], places: range, title: str) -> range:
    """Where the title stands: the lines that together have most of what the page calls itself, the last of several.

    Args:
        lines: All lines of the page.
        places: Where it may begin.
        title: What the page calls itself, without blanks.
    """
    longest, found = TITLE, range(0)
    for at in places:
        words, end = "", at
        while end < min(len(lines), at + TITLE_LINES) and words + _squeeze(lines[end].line.text) in title:
            words += _squeeze(lines[end].line.text)
            end += 1
        if len(words) >= longest:
            longest, found = len(words), range(at, end)
    return found


def _spell(lines: Sequence[Placed]) -> str:
    return "".join(_squeeze(placed.line.text) for placed in lines)


def _is_about_page(line: MarkupLine) -> bool:
    """Whether a line between title and text is about the page: 发布时间：… 来源：…"""
    return LABELS.search(line.text) is not None and not is_addressees(line.text)


def _closes(line: MarkupLine) -> bool:
    """Whether a line below the text is one of a document: a signature, a date, an attachment, a row, a remark."""
    text = line.text.strip()
    signed = parse_date(text) is not None or is_body_name(text) or text.startswith(("附件", "（此件"))
    return signed or line.table is not None or is_attached(line)


def is_attached(line: MarkupLine) -> bool:
    """Whether a line leads to a file."""
    return line.href is not None and PurePosixPath(urlsplit(line.href).path).suffix.lower() in ATTACHED


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _read_table(table: html.HtmlElement) -> list[tuple[html.HtmlElement, str]]:
    """The rows of a table of data and their text; none of a table that only lays out a page."""
    rows = [row for row in table.iter("tr") if _find_table(row) is table]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if table.find(".//table") is not None or max(map(len, cells), default=0) < 2:
        return []
    grid = read_grid([[(_read_cell(c), _span(c, "colspan"), _span(c, "rowspan")) for c in row] for row in cells])
    return [(row, text) for row, text in zip(rows, grid, strict=True) if text.strip()]


def _find_table(row: html.HtmlElement) -> html.HtmlElement | None:
    return next(row.iterancestors("table"), None)


def _read_cell(cell: html.HtmlElement) -> str:
    return "".join(placed.line.text for placed in list_lines(cell))


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name) or ""
    return int(value) if value.isdecimal() and len(value) < 4 else 1


def _to_row(row: html.HtmlElement, text: str, table: int) -> MarkupLine:
    href = next((kept for link in row.iter("a") if (kept := keep_address(link.get("href")))), None)
    return MarkupLine(text, row.getroottree().getpath(row), href, table)
