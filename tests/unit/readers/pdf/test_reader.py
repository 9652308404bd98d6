"""The reader of PDF files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from press import Press, Style

from connectors.readers.pdf.reader import PdfReader
from gongbao.errors import InputError
from gongbao.settings import Ocr
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
