"""Folders of a process: its own while it lives, swept when it is gone."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongbao.scratch import own_folder

OWNER = """
import sys
from pathlib import Path
from gongbao.scratch import own_folder
with own_folder(Path(sys.argv[1])) as folder:
    (folder / "file").write_text("")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator["tuple[subprocess.Popen[str], Path]"]:
    """Another process, and its folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.communicate()


def test_a_folder_is_gone_at_the_end(tmp_path: Path) -> None:
    """With all that is in it, whatever ended it."""
    with pytest.raises(KeyError), own_folder(tmp_path / "deep" / "er") as folder:
        (folder / "file").write_text("")
        raise KeyError
    assert list((tmp_path / "deep" / "er").iterdir()) == []


def test_the_folders_of_the_living_are_left_alone(tmp_path: Path) -> None:
    """Two in one process, too."""
    with own_folder(tmp_path) as one, own_folder(tmp_path) as two:
        assert one.is_dir() and two.is_dir() and one != two


def test_the_folders_of_the_killed_are_swept(tmp_path: Path, other: "tuple[subprocess.Popen[str], Path]") -> None:
    """As long as its owner lives a folder stays, with its files; afterwards the next one takes it away."""
    process, folder = other
    with own_folder(tmp_path):
        assert (folder / "file").is_file()
    process.kill()
    process.wait()
    assert folder.is_dir()
    with own_folder(tmp_path):
        assert not folder.exists()


def test_what_is_no_folder_is_left_alone(tmp_path: Path) -> None:
    """A file there is somebody else's."""
    (tmp_path / "file").write_text("")
    with own_folder(tmp_path):
        pass
    assert (tmp_path / "file").exists()
