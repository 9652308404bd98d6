"""Word documents: paragraphs, rows and pages in order."""

import io
import zipfile

import pytest
from documents import write_docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from connectors.readers.markup import docx as module
from connectors.readers.markup.docx import parse_docx
from gongbao.errors import InputError, LimitError


def read(write) -> list[list[str]]:
    """The texts of the pages of a document that a function writes."""
    return [[line.text for line in page] for page in parse_docx(write_docx(write))]


def test_paragraphs_and_rows_come_in_order():
    """A merged cell has its words once."""

    def write(document: Document) -> None:
        document.add_paragraph("甲")
        table = document.add_table(2, 2)
        for at, words in enumerate(("任务", "单位", "修管", "水务局")):
            table.cell(at // 2, at % 2).text = words
        table.cell(1, 0).merge(table.cell(1, 1))
        document.add_paragraph("乙")

    assert read(write) == [["甲", "任务\t单位", "修管水务局\t", "乙"]]


REVISION = 'w:id="1" w:author="a"'
RUNS = [
    (f"<w:ins {REVISION}><w:r><w:t>增</w:t></w:r></w:ins>", "原增", "inserted under revision"),
    (f"<w:del {REVISION}><w:r><w:delText>删</w:delText></w:r></w:del>", "原", "deleted under revision"),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", "原", "hidden"),
    ("<w:r><w:tab/><w:t>后</w:t></w:r>", "原 后", "a tab is no cell's end"),
    ("<w:r><w:instrText>PAGE</w:instrText></w:r>", "原", "a field's command"),
    ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "原控件", "a content control"),
]


@pytest.mark.parametrize(("run", "text", "why"), RUNS, ids=[row[2] for row in RUNS])
def test_what_is_shown_is_text(run, text, why):
    """And nothing else."""

    def write(document: Document) -> None:
        xml = run.replace(">", f" {nsdecls('w')}>", 1) if "/>" not in run.split(">")[0] else run
        document.add_paragraph("原")._p.append(parse_xml(xml))

    assert read(write) == [[text]], why


def test_pages_are_the_authors():
    """A page break, a break before a paragraph, a section; a line break is only that."""

    def write(document: Document) -> None:
        document.add_paragraph("一").add_run().add_break()
        document.add_page_break()
        document.add_paragraph("二")
        document.add_paragraph("三").paragraph_format.page_break_before = True
        document.add_section()
        document.add_paragraph("四\n五")

    assert read(write) == [["一"], ["二"], ["三"], ["四", "五"]]


def test_a_line_says_where_it_stands():
    """By its element, with what its type is."""

    def write(document: Document) -> None:
        document.add_paragraph("甲")
        run = document.add_paragraph().add_run("乙")
        run.bold, run.font.size = True, 203200

    (page,) = parse_docx(write_docx(write))
    assert [(line.path, line.bold, line.size) for line in page] == [
        ("/w:document/w:body/w:p[1]", False, None),
        ("/w:document/w:body/w:p[2]", True, 16.0),
    ]


def pack(**parts: bytes) -> bytes:
    """A ZIP archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "said", "why"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old format", "of before 2007, or encrypted"),
        (b"PK\x03\x04 cut off", "damaged", "cut off"),
        (pack(a=b"x"), "no Word document", "another archive"),
    ],
)
def test_what_is_no_document_is_bad_input(data, said, why):
    """The error says what it is."""
    with pytest.raises(InputError, match=said):
        parse_docx(data)


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    """Before anything of it is unpacked."""
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    with pytest.raises(LimitError, match="unpacks to"):
        parse_docx(pack(a=bytes(2000)))
