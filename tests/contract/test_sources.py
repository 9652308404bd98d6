"""What every source of issues does, all kinds that are registered, and what a folder does besides."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rights import bound_by_rights

from connectors.sources.folder import NAMED, FolderSource, to_path
from connectors.sources.registry import SourceKind, find_source, list_sources, open_source
from gongbao.errors import LimitError, UnavailableError
from gongbao.ports import Source
from gongbao.settings import Limits, Settings, SourceSettings

LIMIT = 1_000
SETTINGS = Settings(limits=Limits(bytes=LIMIT), source=SourceSettings(settle_seconds=0))
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
        "f.pdf.lock",
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


def test_a_path_that_is_not_there_is_unavailable(folder: Path, tmp_path: Path) -> None:
    """A folder that vanished, as when a volume is not mounted, is told; what else was named goes through."""
    source = FolderSource([tmp_path / "nothing.txt", folder / "b.txt"], LIMIT)
    nothing, there = source.items()
    with pytest.raises(UnavailableError, match=r"nothing\.txt can't be read: No such file"):
        source.fetch(nothing)
    assert source.fetch(there) == b"b.txt"


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


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda path: path.write_bytes(b"B.TXT"), "written in place, and its time set back: `touch -r`"),
        (lambda path: (path.with_name("new").write_bytes(b"B.TXT"), path.with_name("new").replace(path)), "replaced"),
    ],
)
def test_no_change_hides_behind_size_and_time(folder: Path, change: Callable[[Path], object], why: str) -> None:
    """Other bytes of the same size and with the same time make another etag."""
    path, source = folder / "b.txt", FolderSource([folder / "b.txt"], LIMIT)
    [before], time = source.items(), path.stat().st_mtime_ns
    change(path)
    os.utime(path, ns=(time, time))
    [after] = source.items()
    assert path.stat().st_mtime_ns == time and after.etag != before.etag, why


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder with three files that anyone may read."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        (home / "sub").mkdir()
        for name in ("a.txt", "b.txt", "sub/c.txt"):
            (home / name).write_bytes(b"text")
        for path in (home, home / "sub"):
            path.chmod(0o755)
        yield home
        (home / "sub").chmod(0o755)


@pytest.mark.parametrize(
    ("path", "mode", "lost", "why"),
    [
        ("sub", 0o000, "sub", "a folder that can't be listed"),
        ("sub", 0o444, "c.txt", "a folder whose files can't be looked at"),
        ("b.txt", 0o000, "b.txt", "a file that can't be read"),
    ],
)
def test_what_can_not_be_read_is_told(open_folder: Path, path: str, mode: int, lost: str, why: str) -> None:
    """It is an item that is unavailable; all others are fetched."""
    for file in open_folder.rglob("*.txt"):
        file.chmod(0o644)
    (open_folder / path).chmod(mode)
    source = FolderSource([open_folder], LIMIT)
    told, fetched = [], []
    with bound_by_rights():
        for item in source.items():
            try:
                fetched.append(source.fetch(item))
            except UnavailableError as error:
                assert "Permission denied" in str(error)
                told.append(to_path(item.uri).name)
    assert told == [lost], why
    assert fetched == [b"text"] * 2, why


WRITER = """
import sys
with open(sys.argv[1], "wb", buffering=0) as file:
    for line in sys.stdin:
        file.write(line.encode())
        print("written", flush=True)
"""


class Writer:
    """Another process that writes a file as slowly as it is told to."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", WRITER, str(path)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def write(self, text: str) -> None:
        """One line more, and wait until it is there."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "written\n"

    def close(self) -> None:
        """The file is whole."""
        self.process.communicate(timeout=60)


@pytest.mark.parametrize("named", [False, True], ids=["in a folder", "named by itself"])
def test_a_growing_file_is_fetched_once_it_is_whole(folder: Path, named: bool) -> None:
    """As long as a process writes it, in steps shorter than the time to settle, it is unavailable; then it is whole."""
    path = folder / "0.txt"
    writer = Writer(path)
    lines = iter(["二", "三", "四"])
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if line := next(lines, None):
            writer.write(line)

    source = FolderSource([path if named else folder], LIMIT, 60.0, sleep)
    writer.write("一")
    for _ in range(3):
        with pytest.raises(UnavailableError, match="is being written"):
            source.fetch(next(source.items()))
    writer.close()
    assert source.fetch(next(source.items())).decode().split() == ["一", "二", "三", "四"]
    assert max(waited) <= (NAMED if named else 60.0), "who names a file does not wait for long"


@pytest.mark.parametrize(
    ("age", "waits", "why"),
    [
        (0.0, True, "just written"),
        (59.0, True, "not yet old enough"),
        (61.0, False, "left alone long enough"),
        (-3600.0, True, "from the future: another machine's clock, or ours was set back"),
    ],
)
def test_only_what_is_young_is_waited_for(folder: Path, age: float, waits: bool, why: str) -> None:
    """A file that was left alone is taken at once, and no file waits for longer than the time to settle."""
    then = time.time() - age
    os.utime(folder / "b.txt", (then, then))
    waited: list[float] = []
    source = FolderSource([folder], LIMIT, 60.0, waited.append)
    assert source.fetch(next(item for item in source.items() if item.uri.endswith("b.txt"))) == b"b.txt"
    assert bool(waited) is waits and all(0 < seconds <= 60 for seconds in waited), why


@pytest.mark.parametrize(
    ("beside", "why"),
    [
        (".~lock.b.txt#", "LibreOffice has it open"),
        ("~$b.txt", "Word has it open"),
        ("b.txt.part", "Firefox downloads it, and has made an empty file of its name"),
        ("b.txt.aria2", "aria2 downloads it in pieces"),
        ("b.txt.lock", "a program has locked it"),
    ],
)
def test_a_file_in_use_is_left_alone(folder: Path, beside: str, why: str) -> None:
    """What lies beside it says so; the file is told as in use, and fetched once that is gone."""
    (folder / beside).write_bytes(b"")
    source = FolderSource([folder], LIMIT)
    item = next(item for item in source.items() if item.uri.endswith("/b.txt"))
    with pytest.raises(UnavailableError, match="in use") as caught:
        source.fetch(item)
    assert beside in str(caught.value), why
    assert FolderSource([folder / "b.txt"], LIMIT).fetch(item) == b"b.txt", "named by itself, it is meant as it is"
    (folder / beside).unlink()
    assert source.fetch(item) == b"b.txt"
