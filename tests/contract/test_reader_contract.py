import pickle
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
def reader() -> PdfReader:
    with PdfReader(arrange, ocr=Ocr(engine=None)) as made:
        yield made


def test_pages_are_counted(reader: PdfReader, path: Path) -> None:
    """There are as many as the file has."""
    assert reader.count(path) == 3


def test_pages_are_read_in_any_order_and_again(reader: PdfReader, path: Path) -> None:
    """Each page stands for itself; reading twice gives the same."""
    last, first = reader.read(path, 2), reader.read(path, 0)
    assert (last.index, first.index) == (2, 0)
    assert first == reader.read(path, 0)
    assert [line.number for line in first.lines] == list(range(len(first.lines)))
    assert {line.page for line in last.lines} == {2}
    assert all(line.box and line.baseline and line.size for line in first.lines)


def test_a_missing_file_is_bad_input(reader: PdfReader, tmp_path: Path) -> None:
    """Counting raises; reading a page gives a rejected one."""
    with pytest.raises(InputError):
        reader.count(tmp_path / "none.pdf")
    assert reader.read(tmp_path / "none.pdf", 0).rejected


def test_a_reader_travels(reader: PdfReader, path: Path) -> None:
    """It pickles, and reads the same elsewhere."""
    with pickle.loads(pickle.dumps(reader)) as copy:
        assert copy.read(path, 1) == reader.read(path, 1)


def test_a_closed_reader_reads_again(path: Path) -> None:
    """Closing ends processes, not the reader."""
    made = PdfReader(arrange, ocr=Ocr(engine=None))
    before = made.read(path, 0)
    made.close()
    assert made.read(path, 0) == before
    made.close()
