"""A page that could not be read, from the reader to the issue's findings."""

from pathlib import Path

import pytest

from connectors.readers.pdf.reader import PdfReader
from gongbao.model import Artifact, Line, Page
from gongbao.settings import Ocr
from transforms.layout.reading_order import arrange
from transforms.segment.assemble import segment

DECREE = ("某城市人民政府文件", "某政发〔2022〕1号", "某城市人民政府关于甲的通知", "各县：", "甲一。")


def read_rejected(folder: Path) -> Page:
    """The second page of a file that is not there, as the reader of PDF files gives it back."""
    with PdfReader(arrange, ocr=Ocr(engine=None)) as reader:
        return reader.read(folder / "none.pdf", 1)


@pytest.mark.parametrize(
    ("noted", "why"),
    [(True, "the reader's own finding is not raised again"), (False, "a reader that left no finding gets one")],
)
def test_a_rejected_page_is_one_finding_that_counts_from_one(noted: bool, why: str, tmp_path: Path) -> None:
    """People read `page 2`; the field `page`, by which dead letters find it again, counts from 0 as indices do."""
    rejected = read_rejected(tmp_path) if noted else Page(1, (), rejected="it is torn.")
    first = Page(0, tuple(Line(text, 0, number) for number, text in enumerate(DECREE)))
    issue = segment(Artifact("a.pdf", "0" * 64, "application/pdf", 0), [first, rejected], ())
    (finding,) = (f for f in issue.findings if f.code == "page-rejected")
    assert finding.message == f"Page 2 of the file was left out: {rejected.rejected}", why
    assert (finding.page, finding.severity) == (1, "error"), why
