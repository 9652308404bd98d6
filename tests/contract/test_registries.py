"""A new kind of file and a new place where issues appear need no other line changed."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from connectors.readers import registry as readers
from connectors.readers.registry import Arrange, FileFormat, detect_media_type, find_format, register_format
from connectors.sources import registry as sources
from connectors.sources.registry import SourceKind, find_source, open_source, register_source
from gongbao import composition
from gongbao.app.ingest import ingest
from gongbao.errors import SettingsError
from gongbao.model import Line, Page
from gongbao.ports import Reader, Source, SourceItem
from gongbao.settings import Settings

ISSUE = "TOY某城市人民政府公报|2022年第3期|某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于甲的通知|甲一。"


class ToyReader:
    """Files that begin with TOY; `|` ends a line."""

    def count(self, path: Path) -> int:
        """One page."""
        return 1

    def read(self, path: Path, index: int) -> Page:
        """Its lines."""
        texts = path.read_text("utf-8").removeprefix("TOY").split("|")
        return Page(index, tuple(Line(text, index, number) for number, text in enumerate(texts)), reader="toy")


class ToySource:
    """Issues named by their URLs."""

    def __init__(self, urls: Sequence[str]) -> None:
        self.urls = urls

    def items(self) -> Iterator[SourceItem]:
        """An item a URL."""
        return (SourceItem("toys", url, "1") for url in self.urls)

    def fetch(self, item: SourceItem) -> bytes:
        """The same for all."""
        return ISSUE.encode()


def make_toy_reader(arrange: Arrange, settings: Settings) -> Reader:
    """Needs neither."""
    return ToyReader()


def open_toys(urls: Sequence[str], settings: Settings) -> Source:
    """Needs no settings."""
    return ToySource(urls)


TOY_FORMAT = FileFormat("toy files", ("text/x-toy",), make_toy_reader, lambda start: start.startswith(b"TOY"))
TOY_SOURCE = SourceKind("toys", ("toy",), open_toys)


@pytest.fixture(autouse=True)
def registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Registries that forget what a test adds to them."""
    monkeypatch.setattr(readers, "_registered", [])
    monkeypatch.setattr(sources, "_registered", [])
    _look_again()
    yield
    _look_again()


def _look_again() -> None:
    readers._load_offered.cache_clear()
    sources._load_offered.cache_clear()


def test_a_registered_source_and_reader_are_used(tmp_path: Path) -> None:
    """An issue is found behind its URL, told by its bytes, read and committed, beside one of a folder."""
    register_format(TOY_FORMAT)
    register_source(TOY_SOURCE)
    config = Settings(home=tmp_path / "home")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text(ISSUE.replace("第3期", "第4期"), "utf-8")
    with composition.open_intake(config) as intake:
        outcomes = list(ingest(intake, composition.open_source(["toy:a", str(tmp_path / "in")], config)))
    assert [outcome.state for outcome in outcomes] == ["new", "new"]
    with composition.open_ledger(config) as ledger:
        held = [ledger.issue(outcome.issue or "") for outcome in outcomes]
    assert [(i.artifact.uri.partition(":")[0], i.artifact.media_type, i.pages[0].reader) for i in held] == [
        ("toy", "text/x-toy", "toy"),
        ("file", "text/x-toy", "toy"),
    ]


PLUGIN = """
from connectors.readers.registry import FileFormat
from connectors.sources.registry import SourceKind

FORMAT = FileFormat("toy files", ("text/x-toy",), lambda arrange, settings: None, endings=(".toy",))
SOURCE = SourceKind("toys", ("toy",), lambda urls, settings: None)
NUMBER = 1
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Installs a package that offers the given object for both registries, as pip would."""

    def put(name: str) -> None:
        (tmp_path / "toy_plugin.py").write_text(PLUGIN)
        info = tmp_path / "toy_plugin-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-plugin\nVersion: 1.0\n")
        lines = (f"[{group}]\ntoy = toy_plugin:{name}\n" for group in (readers.GROUP, sources.GROUP))
        (info / "entry_points.txt").write_text("\n".join(lines))
        monkeypatch.delitem(sys.modules, "toy_plugin", raising=False)
        monkeypatch.syspath_prepend(tmp_path)
        _look_again()

    return put


def test_a_reader_of_another_package_is_found(install: Callable[[str], None]) -> None:
    """By its entry point; a type that it names goes before a pattern of ours."""
    install("FORMAT")
    assert detect_media_type("file:///a.toy", b"") == "text/x-toy"
    assert find_format("text/x-toy").name == "toy files"


def test_a_source_of_another_package_is_found(install: Callable[[str], None]) -> None:
    """By the name of its entry point, which is the scheme."""
    install("SOURCE")
    assert find_source("toy:a").name == "toys"


def test_no_other_package_is_loaded_where_a_built_in_fits(install: Callable[[str], None], tmp_path: Path) -> None:
    """A package that is broken, or slow to import, is none of a text's business."""
    install("MISSING")
    assert detect_media_type("file:///a.txt", b"") == "text/plain"
    assert detect_media_type("file:///a", b"%PDF") == "application/pdf"
    assert find_format("text/plain").name == "plain text"
    assert find_source(tmp_path.as_uri()).name == find_source(str(tmp_path)).name == "folder"
    assert "toy_plugin" not in sys.modules


@pytest.mark.parametrize(
    ("offered", "reason", "why"),
    [
        ("MISSING", "cannot be loaded: AttributeError", "a package that does not have what it offers"),
        ("NUMBER", r"is no (FileFormat|SourceKind)", "one that offers something else"),
    ],
)
@pytest.mark.parametrize("ask", [lambda: find_format("text/x-toy"), lambda: find_source("toy:a")])
def test_a_broken_package_is_named(
    install: Callable[[str], None], ask: Callable[[], object], offered: str, reason: str, why: str
) -> None:
    """A wrong setting, not a fault of ours: the message says which entry point it is."""
    install(offered)
    with pytest.raises(SettingsError, match=rf"'toy' of gongbao\.\w+ \(toy_plugin:{offered}\) {reason}"):
        ask()


def test_a_scheme_that_none_takes_is_a_wrong_setting(install: Callable[[str], None]) -> None:
    """The message says what there is, in other packages too."""
    install("SOURCE")
    with pytest.raises(SettingsError, match=r"no source for ftp: URLs; there is file:, toy:\."):
        open_source(["ftp://a.example/issues"], Settings())
