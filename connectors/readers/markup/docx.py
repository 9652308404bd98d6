"""The lines of a Word document (DOCX, ISO/IEC 29500), by its structure: paragraphs with their numbers, rows of tables.

What was inserted under revision is text, what was deleted is not. Pages are those that the author parts.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError, _Element

from connectors.readers.markup.docx_numbering import Numbering
from connectors.readers.markup.grid import Cell, read_grid
from connectors.readers.markup.lines import MarkupLine, keep_address, part_pages
from gongbao.errors import InputError, LimitError

MOST_BYTES = 256 * 1024 * 1024  # of all parts, unpacked: text takes little, pictures are not looked at
OLD = b"\xd0\xcf\x11\xe0"  # of Word before 2007, and of any that asks for a password

P, TABLE, ROW, CELL, SECTION = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sectPr")
BOX = qn("w:txbxContent")
LEFT_OUT = {qn(f"w:{name}") for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr")}
LEFT_OUT |= {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}  # the same again, for old programs
TEXT = {qn("w:t"), qn("m:t")}
SPACES = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:noBreakHyphen"): "-", qn("w:cr"): "\n"}


def parse_docx(data: bytes) -> list[list[MarkupLine]]:
    """The lines of a Word document by page; where its author parts none, there is one page.

    Args:
        data: The file.

    Raises:
        InputError: It is no such document, or one that asks for a password.
        LimitError: It unpacks to more than a document would.
    """
    if data.startswith(OLD):
        raise InputError("The Word document is of the old format, or asks for a password.", "Save it as DOCX.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > MOST_BYTES:
            raise LimitError(f"The document unpacks to {size:,} bytes; {MOST_BYTES:,} are allowed.")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise InputError("The file is no Word document, or a damaged one.", "Fetch it again.") from error
    return part_pages(_Walk(document).list_lines())


@dataclass(slots=True)
class _Words:
    """What a paragraph says: its words, with line ends and page ends (form feeds) in them."""

    text: list[str] = field(default_factory=list)
    href: str | None = None
    boxes: list[_Element] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)


class _Walk:
    """A walk over the body of a document; what is numbered is counted on the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._tables = 0

    def list_lines(self) -> Iterator[MarkupLine | None]:
        """All lines in order; None where a page ends."""
        yield from self._visit(self._document.element.body)

    def _visit(self, container: _Element) -> Iterator[MarkupLine | None]:
        for element in container:
            if element.tag == P:
                yield from self._read_paragraph(element)
            elif element.tag == TABLE:
                self._tables += 1
                yield from self._read_table(element, self._tables)
            elif isinstance(element.tag, str) and element.tag not in LEFT_OUT:  # content controls and the like
                yield from self._visit(element)

    def _read_paragraph(self, element: _Element) -> Iterator[MarkupLine | None]:
        paragraph = Paragraph(element, self._document)
        if paragraph.paragraph_format.page_break_before:
            yield None
        words = _Words()
        self._gather(element, words)
        path = element.getroottree().getpath(element)
        text = self._numbering.write_label(element) + "".join(words.text)
        for at, page in enumerate(text.split("\f")):
            if at:
                yield None
            for line in page.split("\n"):
                if line.strip():
                    yield MarkupLine(line.strip(" "), path, words.href, None, all(words.bold), _measure(paragraph))
        for box in words.boxes:
            yield from self._visit(box)
        section = element.find(f"./{qn('w:pPr')}/{SECTION}")
        kind = section.find(qn("w:type")) if section is not None else None
        if section is not None and (kind is None or kind.get(qn("w:val")) != "continuous"):
            yield None

    def _gather(self, element: _Element, words: _Words) -> None:
        """Add the words of an element and of all in it."""
        for child in element:
            tag = child.tag
            if tag in LEFT_OUT or not isinstance(tag, str):
                continue
            if tag in TEXT:
                words.text.append((child.text or "").replace("\t", " "))
            elif tag in SPACES:
                words.text.append(SPACES[tag])
            elif tag == qn("w:br"):
                words.text.append("\f" if child.get(qn("w:type")) == "page" else "\n")
            elif tag == BOX:
                words.boxes.append(child)
            elif tag == qn("w:r"):
                if not _is_on(child, "w:vanish"):
                    self._gather(child, words)
                    if child.find(qn("w:t")) is not None:
                        words.bold.append(_is_on(child, "w:b"))
            else:
                if tag == qn("w:hyperlink") and words.href is None:
                    words.href = self._find_address(child)
                self._gather(child, words)

    def _find_address(self, link: _Element) -> str | None:
        """Where a link leads outside the document."""
        relation = self._document.part.rels.get(link.get(qn("r:id")) or "")
        return keep_address(relation.target_ref) if relation is not None and relation.is_external else None

    def _read_table(self, table: _Element, ordinal: int) -> Iterator[MarkupLine]:
        rows = [row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table]
        texts = read_grid([[self._read_cell(cell) for cell in _list_cells(row)] for row in rows])
        for row, text in zip(rows, texts, strict=True):
            if text.strip():
                yield MarkupLine(text, row.getroottree().getpath(row), table=ordinal)

    def _read_cell(self, cell: _Element) -> Cell:
        """A cell's words in one line, and its width. One that goes on from above is there again, without words."""
        span = cell.find(f"./{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width = span.get(qn("w:val")) if span is not None else "1"
        words = "".join(line.text for line in self._visit(cell) if line is not None)
        return words.replace("\t", " "), int(width) if width and width.isdecimal() and len(width) < 4 else 1, 1


def _list_cells(row: _Element) -> Sequence[_Element]:
    return [cell for cell in row.iter(CELL) if next(cell.iterancestors(ROW)) is row]


def _is_on(run: _Element, name: str) -> bool:
    """Whether a property of a run is set."""
    found = run.find(f"./{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")


def _measure(paragraph: Paragraph) -> float | None:
    """The type size in points of the first run, or of the paragraph's style, where one says it."""
    sizes = [run.font.size for run in paragraph.runs[:1]]
    style = paragraph.style.font.size if paragraph.style is not None else None
    size = next((size for size in (*sizes, style) if size is not None), None)
    return size.pt if size is not None else None
