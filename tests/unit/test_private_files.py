"""The program's own files are for their owner alone; what lies beside them is left alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.blobs.folder import FolderBlobs
from connectors.ledger import open_ledger
from gongbao.app.doctor import examine_home, examine_settings
from gongbao.private_files import close_to_others, make_folder, write_file
from gongbao.scratch import own_folder


@pytest.fixture(autouse=True)
def _everyone(request: pytest.FixtureRequest) -> Iterator[None]:
    """As most systems have it: what is written may be read by all."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Who may do what."""
    return stat.S_IMODE(path.stat().st_mode)


def list_open(home: Path) -> list[Path]:
    """What others may do anything with."""
    return [path for path in (home, *home.rglob("*")) if mode(path) & 0o077]


def test_folders_are_private_at_every_depth(tmp_path: Path) -> None:
    """Also those that are made on the way; those that were there stay as they were."""
    make_folder(tmp_path / "a" / "b" / "c")
    make_folder(tmp_path / "a" / "b" / "c")
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/b/c")] == [0o700] * 3
    (tmp_path / "file").touch()
    for taken in (tmp_path / "file", tmp_path / "file" / "x"):
        with pytest.raises(OSError, match=r"File exists|Not a directory"):
            make_folder(taken)


def test_what_is_kept_is_private(tmp_path: Path) -> None:
    """The ledger with what SQLite lays beside it, blobs, and what is unfinished."""
    home = tmp_path / "home"
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        ledger.issues()
        FolderBlobs(home / "blobs").put(b"x")
        with own_folder(home / "readings") as run:
            write_file(run / "a.json", b"{}")
            names = {path.name for path in home.rglob("*")}
            assert {"ledger.db", "ledger.db-wal", "ledger.db-shm", "a.json"} <= names
            assert list_open(home) == []


def test_what_was_open_is_closed_and_said(tmp_path: Path) -> None:
    """Made by an earlier version, or copied: ours is closed, links are not followed, and then nothing is left to do."""
    home = tmp_path / "home"
    (home / "blobs" / "ab").mkdir(parents=True)
    (home / "blobs" / "ab" / "abcd").touch()
    (home / "ledger.db").touch()
    (tmp_path / "else").touch()
    (home / "blobs" / "link").symlink_to(tmp_path / "else")
    assert "5 of its files and folders were open to others, and are closed now" in examine_home(home)
    assert mode(tmp_path / "else") == 0o644
    (home / "blobs" / "link").unlink()
    assert list_open(home) == [] and close_to_others(home) == 0
    assert "closed now" not in examine_home(home)


def test_a_folder_that_others_share_is_not_closed(tmp_path: Path) -> None:
    """What lies in it beside ours may be theirs; it is said."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "theirs.txt").touch()
    (home / "ledger.db").touch()
    assert f"others may look into it: chmod 700 {home}" in examine_home(home)
    assert (mode(home), mode(home / "theirs.txt"), mode(home / "ledger.db")) == (0o755, 0o644, 0o600)
    sticky = tmp_path / "tmp"
    sticky.mkdir()
    sticky.chmod(0o1777)
    close_to_others(sticky)
    assert sticky.stat().st_mode & 0o777 == 0o777  # a folder for everyone's files


def test_a_file_of_settings_that_others_may_read_is_said(tmp_path: Path) -> None:
    """It holds passwords."""
    (tmp_path / "gongbao.env").touch()
    assert "chmod 600" in examine_settings(tmp_path / "gongbao.env", tmp_path)
    (tmp_path / "gongbao.env").chmod(0o600)
    assert "chmod" not in examine_settings(tmp_path / "gongbao.env", tmp_path)
