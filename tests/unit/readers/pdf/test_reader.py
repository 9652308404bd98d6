"""The reader of PDF files."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crafted
import pytest
from press import Press, Style

from connectors.readers.pdf.pages import Packed, pack
from connectors.readers.pdf.reader import PdfReader
from gongbao.errors import InputError
from gongbao.model import Line, Page
from gongbao.processes.worker import WorkerError
from gongbao.settings import Limits, Ocr
from transforms.layout.reading_order import arrange


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    press = Press(Style(), 1)
    for _ in range(3):
        press.new_page()
        press.band(press.paragraphs(10))
    made = tmp_path_factory.mktemp("issue") / "issue.pdf"
    made.write_bytes(press.save())
    return made


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader(arrange, ocr=Ocr(engine=None)) as made:
        yield made


def test_lines_say_where_they_stand(reader: PdfReader, path: Path) -> None:
    """Each line has its box, baseline and type size."""
    assert all(line.box and line.baseline and line.size for line in reader.read(path, 0).lines)


def test_a_missing_file_is_bad_input(reader: PdfReader, tmp_path: Path) -> None:
    """Counting raises; reading a page gives a rejected one."""
    with pytest.raises(InputError):
        reader.count(tmp_path / "none.pdf")
    assert reader.read(tmp_path / "none.pdf", 0).rejected


def test_a_closed_reader_reads_again(path: Path) -> None:
    """Closing ends processes, not the reader."""
    made = PdfReader(arrange, ocr=Ocr(engine=None))
    before = made.read(path, 0)
    made.close()
    assert made.read(path, 0) == before
    made.close()


class OcrWorker:
    """In the place of the process that does OCR: answers with a page of these lines, or fails."""

    def __init__(self, lines: int, error: WorkerError | None = None) -> None:
        self.lines, self.error, self.asked = lines, error, 0

    def ask(self, request: tuple[Any, ...], _: float) -> Packed:
        """See `Worker`."""
        self.asked += 1
        if self.error:
            raise self.error
        lines = tuple(Line("文", request[2], n) for n in range(self.lines))
        return pack(Page(request[2], lines, reader="ocr:x"))

    def close(self) -> None:
        """Nothing to end."""


@pytest.mark.parametrize(
    ("worker", "trouble", "asked", "reason", "why"),
    [
        (OcrWorker(9), 40.0, 5, None, "OCR that finds text on damaged pages goes on"),
        (OcrWorker(0), 40.0, 3, "3 pages before it failed alike: OCR finds nothing", "one that finds none does not"),
        (OcrWorker(9, WorkerError("it hangs")), 40.0, 3, "3 pages before it failed alike", "nor one that fails"),
        (OcrWorker(9), 0.0, 0, "the damage of this file has taken 0 s", "nor when the file's time is over"),
    ],
)
def test_ocr_of_a_damaged_file_has_an_end(
    tmp_path: Path, worker: OcrWorker, trouble: float, asked: int, reason: str | None, why: str
) -> None:
    """All pages use a font whose character map is damaged."""
    path = tmp_path / "damaged.pdf"
    path.write_bytes(crafted.damaged("map", pages=5))
    with PdfReader(arrange, Limits(trouble_seconds=trouble), Ocr(engine="rapidocr")) as reader:
        reader._scan = worker
        pages = [reader.read(path, index) for index in range(5)]
    assert worker.asked == asked, why
    assert pages[-1].rejected is None if reason is None else re.search(re.escape(reason), pages[-1].rejected or ""), why


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("double", "", "a line drawn twice is one line in bold"),
        ("turned", "", "a page is read as its text lies"),
        ("form", "FILLED IN BY HAND AND KEYBOARD", "what fills a field shows"),
        ("note", "A NOTE THAT SOMEBODY HAS LEFT ON THE PAGE", "and so does a note"),
        ("zero", "", "a box without a size is none"),
        ("inverted", "", "a box may be given from its other corner"),
        ("locked", "", "an encrypted file may be open to all"),
    ],
)
def test_a_page_set_in_an_odd_way_is_read_whole(
    reader: PdfReader, tmp_path: Path, kind: str, more: str, why: str
) -> None:
    """Nothing is missing, nothing is there twice, and there is nothing to remark."""
    path = tmp_path / "odd.pdf"
    path.write_bytes(crafted.odd(kind))
    page = reader.read(path, 0)
    assert "".join(line.text for line in page.lines) == crafted.gazette_page(12, columns=1)[1] + more, why
    assert page.findings == (), why
