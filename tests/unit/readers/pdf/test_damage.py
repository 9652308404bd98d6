"""What of a PDF is damaged, page by page, and what is made of it."""

import io
from collections.abc import Iterator
from pathlib import Path

import crafted
import pikepdf
import pytest

from connectors.readers.pdf.damage import Damage, Inspection, describe
from connectors.readers.pdf.reader import PdfReader
from gongbao.settings import Ocr
from transforms.layout.reading_order import arrange


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    """A reader without OCR."""
    with PdfReader(arrange, ocr=Ocr(engine=None)) as made:
        yield made


@pytest.mark.parametrize(
    ("part", "damage", "why"),
    [
        ("content", [Damage.NONE, Damage.CONTENT, Damage.NONE], "PDFium reads up to the damage"),
        ("start", [Damage.NONE, Damage.CONTENT, Damage.NONE], "nothing of it can be unpacked"),
        ("checksum", [Damage.NONE, Damage.CONTENT, Damage.NONE], "it unpacks, and is not what was written"),
        ("font", [Damage.FONT] * 3, "all pages use the font"),
        ("map", [Damage.MAP] * 3, "and its map"),
    ],
)
def test_damage_is_found_where_it_is(part: str, damage: list[Damage], why: str, tmp_path: Path) -> None:
    """By the checksums of what a page uses."""
    path = tmp_path / "issue.pdf"
    path.write_bytes(crafted.damaged(part))
    inspection = Inspection(str(path), 3)
    assert [inspection.find_damage(index) for index in range(3)] == damage, why


@pytest.mark.parametrize(
    ("name", "damage", "why"),
    [
        ("/ABCDEF+Song", Damage.FONT, "a part of the font is in the file, by its name, and can't be found"),
        ("/SimSun", Damage.NONE, "a font of the viewer's"),
    ],
)
def test_a_font_whose_program_is_lost_is_damaged(name: str, damage: Damage, why: str, tmp_path: Path) -> None:
    """A reference that leads nowhere has no checksum."""
    with pikepdf.open(io.BytesIO(crafted.three_pages()[0])) as pdf:
        for page in pdf.pages:
            for font in page.resources.Font.values():
                for one in (font, *font.get("/DescendantFonts", ())):
                    one.BaseFont = pikepdf.Name(name)
                    if "/FontDescriptor" in one:
                        del one["/FontDescriptor"]
        pdf.save(tmp_path / "issue.pdf")
    assert Inspection(str(tmp_path / "issue.pdf"), 3).find_damage(0) is damage, why


def test_a_sound_pdf_has_no_damage(tmp_path: Path) -> None:
    """Nor has the page after its last."""
    path = tmp_path / "issue.pdf"
    path.write_bytes(crafted.three_pages()[0])
    inspection = Inspection(str(path), 3)
    assert not any(inspection.find_damage(index) for index in range(4))
    assert (inspection.pages, inspection.rebuilt) == (3, False)


def test_where_two_parsers_count_otherwise_each_page_is_suspect(tmp_path: Path) -> None:
    """Which of the pages is which, nobody can say."""
    path = tmp_path / "issue.pdf"
    path.write_bytes(crafted.damaged("content"))
    inspection = Inspection(str(path), 4)
    assert [inspection.find_damage(index) for index in range(4)] == [Damage.CONTENT] * 4


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "nothing to read"), (b"%PDF-1.7\n%%EOF", "no objects"), (b"<html>", "no PDF"), (b"\x00" * 4096, "zeros")],
)
def test_what_cannot_be_inspected_has_no_damage(data: bytes, why: str, tmp_path: Path) -> None:
    """It is PDFium that decides whether a file is read."""
    path = tmp_path / "issue.pdf"
    path.write_bytes(data)
    inspection = Inspection(str(path), 1)
    assert (inspection.find_damage(0), inspection.pages) == (Damage.NONE, None), why
    assert not inspection.shows_something(0), why


def test_damage_is_told_in_words() -> None:
    """All parts that are hit."""
    assert describe(Damage.CONTENT | Damage.MAP) == "what is drawn on it and a font's character map"


@pytest.mark.parametrize(
    ("part", "kept", "codes", "why"),
    [
        ("content", 0.5, ["pdf-damaged"], "what was unpacked before the damage is kept, and said to be a part"),
        ("start", 0.0, ["pdf-damaged"], "how little it may be"),
        ("checksum", 1.0, ["pdf-damaged"], "what can be read is, and is not to be relied on"),
        ("reference", 0.0, ["page-blank"], "a page that lost its content is as blank as any"),
        ("font", 1.0, ["pdf-damaged"], "the text can be read without the shapes of its characters"),
        ("map", 0.0, ["page-rejected"], "without OCR nobody knows what the codes mean"),
    ],
)
def test_lost_text_is_said(
    reader: PdfReader, tmp_path: Path, part: str, kept: float, codes: list[str], why: str
) -> None:
    """At least that share of the page is read, and never is less than the whole read without a word."""
    path = tmp_path / "issue.pdf"
    path.write_bytes(crafted.damaged(part))
    page, printed = reader.read(path, 1), crafted.three_pages()[1][1]
    assert sum(len(line.text) for line in page.lines) >= kept * len(printed), why
    assert [finding.code for finding in page.findings] == codes, why


def test_a_sound_page_has_no_findings(reader: PdfReader, tmp_path: Path) -> None:
    """Whole and unremarked."""
    path = tmp_path / "issue.pdf"
    path.write_bytes(crafted.three_pages()[0])
    page = reader.read(path, 1)
    assert "".join(line.text for line in page.lines) == crafted.three_pages()[1][1]
    assert page.findings == ()
