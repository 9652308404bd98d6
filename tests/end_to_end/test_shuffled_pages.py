"""A file whose pages were mixed up: by a scanner, a binder or who put it together."""

import random
from dataclasses import replace
from pathlib import Path

from laws import find_unaccounted

from connectors.readers.pdf.reader import PdfReader
from gongbao.model import Artifact
from gongbao.settings import Ocr
from transforms.layout.reading_order import arrange
from transforms.layout.running_headers import remove_running_headers
from transforms.segment.assemble import segment

PDFS = Path(__file__).parents[1] / "data" / "pdf"


def test_shuffled_pages_are_the_same_issue():
    """A file whose pages are mixed up has the id and the documents of one whose pages are not, and says so."""
    with PdfReader(arrange, ocr=Ocr(engine=None)) as reader:
        path = PDFS / "liaocheng-2021-04.pdf"
        pages = [reader.read(path, index) for index in range(reader.count(path))]
    mixed = list(pages)
    random.Random(1).shuffle(mixed)
    mixed = [
        replace(page, index=i, lines=tuple(replace(n, page=i) for n in page.lines)) for i, page in enumerate(mixed)
    ]
    artifact = Artifact("a.pdf", "0" * 64, "application/pdf", 0)
    whole, found = (segment(artifact, remove_running_headers(some), ()) for some in (pages, mixed))
    assert found.masthead.numbers == whole.masthead.numbers == (4,)
    assert [[p.text for p in d.paragraphs] for d in found.documents] == [
        [p.text for p in d.paragraphs] for d in whole.documents
    ]
    assert {f.code for f in found.findings} - {f.code for f in whole.findings} == {"pages-out-of-order"}
    assert find_unaccounted(found) == []
