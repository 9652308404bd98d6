"""Lines of a structured file: each is a paragraph, a heading or a row, as the file's structure has it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from gongbao.model import Line, Page

LONGEST_ADDRESS = 2_000  # characters; what is longer is data, no address
SCHEMES = ("", "http", "https")  # addresses of documents; the others run or hold something


@dataclass(frozen=True, slots=True)
class MarkupLine:
    """A line of a structured file.

    Attributes:
        text: Its words; cells of a row are parted by tabs.
        path: The XPath of the element that it is the text of.
        href: Where the first link in it leads, as written.
        table: The ordinal of the table that it is a row of.
        bold: Whether it is all in bold type.
        size: Its type size in points, where that is known.
    """

    text: str
    path: str
    href: str | None = None
    table: int | None = None
    bold: bool = False
    size: float | None = None


def to_page(index: int, lines: Sequence[MarkupLine], reader: str) -> Page:
    """The page of these lines, in their order."""
    return Page(index, tuple(_to_line(line, index, at) for at, line in enumerate(lines)), reader=reader)


def keep_address(href: str | None) -> str | None:
    """An address as written, where it is one of a document; it is kept and told, and never followed."""
    href = (href or "").strip()
    if not href or href.startswith("#") or len(href) > LONGEST_ADDRESS:
        return None
    try:
        return href if urlsplit(href).scheme.lower() in SCHEMES else None
    except ValueError:
        return None


def part_pages(lines: Iterable[MarkupLine | None]) -> list[list[MarkupLine]]:
    """The lines by page; None stands for the end of one. Pages without lines are left out."""
    pages: list[list[MarkupLine]] = [[]]
    for line in lines:
        if line is None:
            pages.append([])
        else:
            pages[-1].append(line)
    return [page for page in pages if page]


def _to_line(line: MarkupLine, page: int, index: int) -> Line:
    return Line(
        line.text,
        page,
        index,
        size=line.size,
        table=line.table,
        bold=line.bold,
        path=line.path,
        href=line.href,
    )
