"""What every reader does, and how its files are told: all registered formats go through here."""

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from documents import write_docx
from docx.document import Document
from press import Press, Style

from connectors.readers.registry import FileFormat, detect_media_type, find_format, list_formats, reader_for
from gongbao.errors import InputError
from gongbao.ports import Reader
from gongbao.settings import Ocr, Settings
from transforms.layout.reading_order import arrange

PAGES = 3


def set_pdf() -> bytes:
    """Three pages, set in type."""
    press = Press(Style(), 1)
    for _ in range(PAGES):
        press.new_page()
        press.band(press.paragraphs(10))
    return press.save()


def write_text() -> bytes:
    """Three pages with form feeds between them."""
    return "\f".join("关于印发实施方案的通知\n各县人民政府，市属开发区管委会：" for _ in range(PAGES)).encode()


def write_html() -> bytes:
    """A web page, which is one page however long it is."""
    words = "<p>各县人民政府，市属开发区管委会：</p><p>现将实施方案印发给你们，请结合实际认真贯彻落实。</p>"
    return f"<!DOCTYPE html><title>通知</title><h1>关于印发实施方案的通知</h1><div>{words * PAGES}</div>".encode()


def write_word() -> bytes:
    """Three pages that its author parts."""

    def write(document: Document) -> None:
        for page in range(PAGES):
            document.add_paragraph("关于印发实施方案的通知")
            document.add_paragraph("各县人民政府，市属开发区管委会：")
            if page < PAGES - 1:
                document.add_page_break()

    return write_docx(write)


SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PDF": ("issue.pdf", set_pdf),
    "HTML": ("issue.html", write_html),
    "DOCX": ("issue.docx", write_word),
    "plain text": ("issue.txt", write_text),
    "Markdown": ("issue.md", write_text),
}


@pytest.fixture(params=list_formats(), ids=lambda f: f.name, scope="module")
def format_(request: pytest.FixtureRequest) -> FileFormat:
    """One registered format after the other."""
    return request.param


@pytest.fixture(scope="module")
def path(format_: FileFormat, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of that format: a new one puts its own into the table above."""
    name, make = SAMPLES[format_.name]
    made = tmp_path_factory.mktemp("issue") / name
    made.write_bytes(make())
    return made


@pytest.fixture(scope="module")
def pages(format_: FileFormat) -> int:
    """How many pages the sample has."""
    return 1 if format_.name == "HTML" else PAGES


@pytest.fixture(scope="module")
def reader(format_: FileFormat) -> Iterator[Reader]:
    """The format's reader, without OCR."""
    made = format_.make_reader(arrange, Settings(ocr=Ocr(engine=None)))
    yield made
    getattr(made, "close", lambda: None)()


def test_files_are_told(format_: FileFormat, path: Path) -> None:
    """A sample's media type leads back to its format, and no other format takes its bytes for its own."""
    data = path.read_bytes()
    assert detect_media_type(path.as_uri(), data) == format_.media_types[0]
    assert find_format(format_.media_types[0]) == format_
    assert not [f.name for f in list_formats() if f != format_ and f.sniff(data[:1024])]


def test_pages_are_counted(reader: Reader, path: Path, pages: int) -> None:
    """There are as many as the file has."""
    assert reader.count(path) == pages


def test_pages_are_read_in_any_order_and_again(reader: Reader, path: Path, pages: int) -> None:
    """Each page stands for itself; reading twice gives the same."""
    last, first = reader.read(path, pages - 1), reader.read(path, 0)
    assert (last.index, first.index) == (pages - 1, 0)
    assert first == reader.read(path, 0)
    assert first.lines and [line.index for line in first.lines] == list(range(len(first.lines)))
    assert {line.page for line in last.lines} == {pages - 1}


def test_a_page_beyond_the_last_is_rejected(reader: Reader, path: Path) -> None:
    """It comes back with its reason as one finding, and raises nothing."""
    page = reader.read(path, PAGES)
    assert page.rejected and not page.lines
    assert [(f.code, f.page) for f in page.findings] == [("page-rejected", PAGES)]


def test_a_file_of_the_wrong_kind_is_bad_input(reader: Reader, tmp_path: Path) -> None:
    """Bytes that are nothing of the sort raise InputError as pages are counted."""
    path = tmp_path / "issue"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(InputError):
        reader.count(path)


def test_a_reader_travels(reader: Reader, path: Path, pages: int) -> None:
    """It pickles, and reads the same elsewhere."""
    copy = pickle.loads(pickle.dumps(reader))
    assert copy.read(path, pages - 1) == reader.read(path, pages - 1)
    getattr(copy, "close", lambda: None)()


def test_no_two_formats_share_a_name() -> None:
    """Neither what people call them nor the media types that they name."""
    named = [f.name for f in list_formats()]
    types = [media_type for f in list_formats() for media_type in f.media_types]
    assert len(set(named)) == len(named) and len(set(types)) == len(types)


@pytest.mark.parametrize(
    ("uri", "data", "media_type", "why"),
    [
        ("file:///a.txt", b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "text/html", "a web page under the name of a text"),
        ("file:///a.txt", b"\n %PDF-1.7", "application/pdf", "first bytes say more than a name"),
        ("file:///a.PDF", b"\0\0", "application/pdf", "a name is all that tells a broken PDF"),
        ("file:///a.txt", b"", "text/plain", "an empty file is what its name says"),
        ("file:///a.md", b"#", "text/markdown", "an ending of a format"),
        ("file:///a.html", b"<html>", "text/html", "a page without a document type"),
        ("file:///a.zip", b"PK", "application/zip", "so that it is refused by its type"),
        ("https://a.example/a.pdf?page=1#2", b"", "application/pdf", "a query is no part of the name"),
        ("file:///a", b"", "text/plain", "nothing tells"),
    ],
)
def test_media_types_are_detected(uri: str, data: bytes, media_type: str, why: str) -> None:
    """By the first bytes, then by the name, else text."""
    assert detect_media_type(uri, data) == media_type, why


@pytest.mark.parametrize(
    ("media_type", "name", "why"),
    [
        ("text/markdown", "Markdown", "a type by its name"),
        ("text/csv", "plain text", "a type by pattern"),
        ("application/msword", "DOCX", "the old format of Word: the reader says what to do"),
        ("application/octet-stream", "plain text", "bytes of no known kind may be text"),
    ],
)
def test_a_format_is_chosen_by_media_type(media_type: str, name: str, why: str) -> None:
    """A name goes before a pattern."""
    assert find_format(media_type).name == name, why


def test_what_none_reads_is_bad_input() -> None:
    """The next step says what there is."""
    with pytest.raises(InputError, match="application/zip are not read") as caught:
        reader_for("application/zip", arrange)
    assert caught.value.next_step == "Give PDF, HTML, DOCX, plain text or Markdown."


def test_there_is_one_reader_a_format_and_process() -> None:
    """It may hold child processes, whatever name of its format is asked for."""
    assert reader_for("text/plain", arrange) is reader_for("text/csv", arrange)
