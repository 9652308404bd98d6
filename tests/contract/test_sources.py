"""What every source of issues does, all kinds that are registered, and what a folder does besides."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.sources.folder import FolderSource
from connectors.sources.registry import SourceKind, find_source, list_sources, open_source
from gongbao.errors import LimitError, NotFoundError, UnavailableError
from gongbao.ports import Source
from gongbao.settings import Limits, Settings

LIMIT = 1_000
SETTINGS = Settings(limits=Limits(bytes=LIMIT))
WHERE: dict[str, Callable[[Path], str]] = {"folder": Path.as_uri}  # the URL of a place that has the files of `folder`


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with issues, and with what is none."""
    home = tmp_path / "issues"
    (home / "2021").mkdir(parents=True)
    (home / ".git").mkdir()
    for name in (
        "b.txt",
        "a.pdf",
        "2021/第4期 #1?.txt",
        ".hidden",
        ".git/x.txt",
        "c.txt.part",
        "d.CRDOWNLOAD",
        "~$e.txt",
    ):
        (home / name).write_bytes(name.encode())
    return home


@pytest.fixture(params=list_sources(), ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> SourceKind:
    """One registered kind of source after the other."""
    return request.param


@pytest.fixture
def source(kind: SourceKind, folder: Path) -> Source:
    """A source with three issues: a new kind says above where it finds them."""
    return open_source([WHERE[kind.name](folder)], SETTINGS)


def test_items_bear_the_name_of_their_source(kind: SourceKind, source: Source) -> None:
    """By it they find their way back to where they can be fetched."""
    assert {item.source for item in source.items()} == {kind.name}


def names(source: Source) -> list[str]:
    """What the source's files hold: their own names, in these tests."""
    return [source.fetch(item).decode() for item in source.items()]


def test_source_items_are_stable(source: Source) -> None:
    """The same files come in the same order with the same etags, each once."""
    first = list(source.items())
    assert first == list(source.items())
    assert len({item.uri for item in first}) == len(first) == 3


def test_a_changed_file_has_another_etag(source: Source, folder: Path) -> None:
    """Etags change with a file's bytes, even at the same size."""
    before = {item.uri: item.etag for item in source.items()}
    (folder / "b.txt").write_bytes(b"B.TXT")
    os.utime(folder / "b.txt", ns=(1, 1))
    after = {item.uri: item.etag for item in source.items()}
    assert [uri.rpartition("/")[2] for uri in after if after[uri] != before[uri]] == ["b.txt"]


def test_only_issues_are_seen(source: Source) -> None:
    """Hidden files and folders, and files still being written, are passed over; the rest comes by name."""
    assert names(source) == ["a.pdf", "b.txt", "2021/第4期 #1?.txt"]


def test_a_file_over_the_limit_is_refused(source: Source, folder: Path) -> None:
    """The limit is exact, and holds for what is read, not for what was listed."""
    item = next(iter(source.items()))
    (folder / "a.pdf").write_bytes(b"x" * LIMIT)
    assert len(source.fetch(item)) == LIMIT
    (folder / "a.pdf").write_bytes(b"x" * (LIMIT + 1))
    with pytest.raises(LimitError):
        source.fetch(item)


def test_a_file_that_is_gone_is_unavailable(source: Source, folder: Path) -> None:
    """A file deleted since it was seen raises UnavailableError."""
    item = next(iter(source.items()))
    (folder / "a.pdf").unlink()
    with pytest.raises(UnavailableError):
        source.fetch(item)


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    """A link to a file or folder elsewhere is passed over, one within the folder is not."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("secret")
    (folder / "0-out.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (folder / "0-out").symlink_to(tmp_path / "secret")
    (folder / "0-lost.txt").symlink_to(folder / "nothing")
    (folder / "0-in.txt").symlink_to(folder / "a.pdf")
    assert names(FolderSource([folder], LIMIT)) == ["a.pdf", "a.pdf", "b.txt", "2021/第4期 #1?.txt"]


def test_files_named_one_by_one_come_as_named(folder: Path) -> None:
    """Single files keep their order, hidden or not, and none comes twice."""
    source = FolderSource([folder / "b.txt", folder / ".hidden", folder], LIMIT)
    assert names(source) == ["b.txt", ".hidden", "a.pdf", "2021/第4期 #1?.txt"]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A mistyped path raises NotFoundError."""
    with pytest.raises(NotFoundError, match=r"nothing\.txt"):
        list(FolderSource([tmp_path / "nothing.txt"], LIMIT).items())


def test_pipes_are_never_waited_for(folder: Path) -> None:
    """A pipe in the folder is no issue, and one in a file's place is refused."""
    source = FolderSource([folder], LIMIT)
    item = next(iter(source.items()))
    (folder / "a.pdf").unlink()
    os.mkfifo(folder / "a.pdf")
    assert len(list(source.items())) == 2
    with pytest.raises(UnavailableError):
        source.fetch(item)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.pdf", "a plain path"),
        ("2021/第4期 #1?.txt", "a path with marks that mean something in URLs"),
        ("toy:a.txt", "a path that looks like a URL, where there is such a file"),
    ],
)
def test_a_path_is_a_folders(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str) -> None:
    """As a path, from where one stands, and as a URL."""
    (folder / name).write_bytes(b"here")
    monkeypatch.chdir(folder)
    for url in (name, (folder / name).as_uri()):
        assert find_source(url).name == "folder", why
        assert names(open_source([url], SETTINGS)) == ["here"], why
