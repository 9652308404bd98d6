"""Files that are broken, hostile or no PDF at all: each is refused or read with a reason."""

import re
import runpy
from pathlib import Path

import pytest

from connectors.readers.pdf.reader import PdfReader
from gongbao.errors import InputError, LimitError
from gongbao.settings import Limits, Ocr
from transforms.layout.reading_order import arrange

BAD = Path(__file__).resolve().parents[1] / "data" / "bad"
MAKE = runpy.run_path(str(BAD / "make.py"))
LIMITS = Limits(page_memory=700 * 1024**2)


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    with PdfReader(arrange, LIMITS, Ocr(engine=None)) as made:
        yield made


def find(name: str, folder: Path) -> Path:
    """The file as it lies in the repository, or made here where it is too large for that."""
    kept = BAD / f"{name}.pdf"
    if kept.exists():
        return kept
    made = folder / f"{name}.pdf"
    made.write_bytes(MAKE["LARGE"][name]())
    return made


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("encrypted", InputError, "encrypted"),
        ("stump", InputError, "not a PDF, or is damaged"),
        ("no-pages", InputError, "no pages"),
        ("not-a-pdf", InputError, "not a PDF"),
        ("empty", InputError, "not a PDF"),
        ("many-pages", LimitError, "10000 pages, more than the 5000"),
    ],
)
def test_a_file_that_is_no_issue_is_refused_with_a_reason(
    reader: PdfReader, tmp_path: Path, name: str, error: type[Exception], words: str
) -> None:
    """Nothing is read, and a person is told why."""
    with pytest.raises(error, match=words):
        reader.count(find(name, tmp_path))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("many-objects", "1000000 objects"),
        ("many-characters", "1000000 characters|characters, more than"),
        ("bomb", "crashes or runs out of memory|more memory"),
        ("broken-font", "no Unicode map"),
        ("deep-forms", "crashes or runs out of memory|more memory"),
        ("wide-forms", "crashes or runs out of memory|more memory"),
    ],
)
def test_a_bad_page_is_rejected_and_the_next_is_read(reader: PdfReader, tmp_path: Path, name: str, words: str) -> None:
    """One page that costs too much or kills the parser does not take the issue along."""
    path = find(name, tmp_path)
    assert reader.count(path) == 2
    bad, good = reader.read(path, 0), reader.read(path, 1)
    assert bad.lines == ()
    assert re.search(words, bad.rejected or "")
    assert [finding.code for finding in bad.findings] == ["page-rejected"]
    assert [line.text for line in good.lines] == ["a good page"]


def test_a_parser_that_hangs_is_ended(tmp_path: Path) -> None:
    """A page that takes too long is rejected in its time."""
    with PdfReader(arrange, Limits(page_seconds=0.4), Ocr(engine=None)) as reader:
        path = find("wide-forms", tmp_path)
        reader.count(path)
        assert "takes longer than 0.4 s" in (reader.read(path, 0).rejected or "")
        assert [line.text for line in reader.read(path, 1).lines] == ["a good page"]


def test_pages_that_hang_one_after_the_other_are_not_all_waited_for(tmp_path: Path) -> None:
    """After three of ten, the others are left out with that reason, until the file is read anew."""
    path = tmp_path / "hanging.pdf"
    path.write_bytes(MAKE["wide_forms"](pages=10))
    with PdfReader(arrange, Limits(page_seconds=0.4), Ocr(engine=None)) as reader:
        count = reader.count(path)
        reasons = [reader.read(path, index).rejected or "" for index in range(count - 1)]
        assert all("takes longer than 0.4 s" in reason for reason in reasons)
        assert ["not tried" in reason for reason in reasons] == [False] * 3 + [True] * 7
        reader.count(path)
        assert [line.text for line in reader.read(path, count - 1).lines] == ["a good page"]


def test_a_file_cut_off_at_its_end_is_read_and_noted(reader: PdfReader, tmp_path: Path) -> None:
    """What is there is read; that more may be missing is a finding."""
    path = find("truncated", tmp_path)
    pages = [reader.read(path, index) for index in range(reader.count(path))]
    assert [[line.text for line in page.lines] for page in pages] == [["the first page"], ["a good page"]]
    assert [finding.code for page in pages for finding in page.findings] == ["pdf-cut-off"]


def test_a_page_beyond_the_last_is_rejected(reader: PdfReader, tmp_path: Path) -> None:
    """Asking for what isn't there kills nothing."""
    assert "missing" in (reader.read(find("truncated", tmp_path), 7).rejected or "")


def test_the_files_kept_are_those_the_script_makes() -> None:
    """There is one of each kind, and none that nobody can make anew."""
    assert {path.stem for path in BAD.glob("*.pdf")} == set(MAKE["SMALL"])
