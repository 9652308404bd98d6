"""Word documents, made with python-docx: `write_docx` gives the bytes of one."""

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

LISTS = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%4"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
</w:abstractNum>"""
ARTICLES = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="78">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
</w:abstractNum>"""


def write_docx(write: Callable[[Document], None]) -> bytes:
    """The bytes of a document that a function wrote; lists 77 (with levels) and 78 (of articles) are there to use."""
    document = docx.Document()
    root = document.part.numbering_part.element
    first = root.find(qn("w:num"))
    for at, xml in enumerate((LISTS, ARTICLES)):
        root.insert(list(root).index(first) + at, parse_xml(xml))
    for number, abstract, extra in (
        ("77", "77", ""),
        ("78", "78", ""),
        ("79", "77", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
    ):
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{extra}</w:num>')
        )
    write(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def add_numbered(document: Document, text: str, level: int = 0, number: str = "77") -> None:
    """A paragraph of a list."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
