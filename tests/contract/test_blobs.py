"""What every blob store does."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from connectors.blobs.folder import FolderBlobs
from gongbao.errors import NotFoundError, UnavailableError
from gongbao.ports import BlobStore


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    """An empty store."""
    return FolderBlobs(tmp_path / "blobs")


@pytest.mark.parametrize("data", [b"", b"text", bytes(range(256)) * 1000])
def test_bytes_come_back_by_their_hash(blobs: BlobStore, data: bytes) -> None:
    """What was put lies under its SHA-256, and putting it again changes nothing."""
    sha256 = blobs.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    written = blobs.path(sha256).stat()
    assert blobs.path(sha256).read_bytes() == data
    assert blobs.put(data) == sha256
    assert (blobs.path(sha256).stat().st_ino, blobs.path(sha256).stat().st_mtime_ns) == (
        written.st_ino,
        written.st_mtime_ns,
    )


@pytest.mark.parametrize("name", ["0" * 64, "", "..", "../../etc/passwd", "0" * 63, "/" * 64])
def test_what_was_never_put_is_not_found(blobs: BlobStore, name: str) -> None:
    """Unknown hashes, and names that are none, raise NotFoundError."""
    with pytest.raises(NotFoundError):
        blobs.path(name)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is told as such, leaves neither half a blob nor a partial file, and the next put succeeds."""
    blobs = FolderBlobs(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UnavailableError, match="No space"):
            blobs.put(b"text")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert blobs.path(blobs.put(b"text")).read_bytes() == b"text"


DYING = """
import os, sys
from pathlib import Path
from connectors.blobs.folder import FolderBlobs
os.fsync = lambda _: os.kill(os.getpid(), 9)
FolderBlobs(Path(sys.argv[1])).put(b"text")
"""


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    """The next put takes the partial file away, whatever it puts."""
    done = subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], check=False)
    assert done.returncode == -9
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [hashlib.sha256(b"text").hexdigest()]
    blobs = FolderBlobs(tmp_path)
    with pytest.raises(NotFoundError):
        blobs.path(hashlib.sha256(b"text").hexdigest())
    blobs.put(b"other")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [
        blobs.path(hashlib.sha256(b"other").hexdigest())
    ]


def test_a_damaged_blob_is_written_again(tmp_path: Path) -> None:
    """A file cut short, as a lost disk write may leave it, is replaced."""
    blobs = FolderBlobs(tmp_path)
    sha256 = blobs.put(b"whole")
    blobs.path(sha256).write_bytes(b"who")
    assert blobs.path(blobs.put(b"whole")).read_bytes() == b"whole"


def test_two_levels_of_folders(tmp_path: Path) -> None:
    """No folder gets too many entries."""
    blobs = FolderBlobs(tmp_path)
    sha256 = blobs.put(b"text")
    assert blobs.path(sha256) == tmp_path / sha256[:2] / sha256[2:4] / sha256
