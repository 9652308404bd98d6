"""The bytes of artifacts, copied."""

from pathlib import Path

import pytest

from connectors.blobs.folder import FolderBlobs
from gongbao.app.backup import CopiedBlobs, copy_blobs


@pytest.fixture
def source(tmp_path: Path) -> FolderBlobs:
    """A store of bytes."""
    return FolderBlobs(tmp_path / "source")


@pytest.fixture
def target(tmp_path: Path) -> FolderBlobs:
    """An empty one."""
    return FolderBlobs(tmp_path / "target")


def test_only_what_is_new_is_copied(source: FolderBlobs, target: FolderBlobs) -> None:
    """The second copy has what came since."""
    first = [source.put(b"one"), source.put(b"two")]
    assert copy_blobs(first, source, target) == CopiedBlobs(2, 2)
    third = source.put(b"three")
    assert copy_blobs([*first, third], source, target) == CopiedBlobs(3, 1)
    assert target.path(third).read_bytes() == b"three"


def test_what_was_cut_short_is_copied_again(source: FolderBlobs, target: FolderBlobs) -> None:
    """A copy that a crash or a full disk left shorter."""
    name = source.put(b"whole")
    target.put(b"whole")
    target.path(name).write_bytes(b"who")
    assert copy_blobs([name], source, target).copied == 1
    assert target.path(name).read_bytes() == b"whole"


def test_what_is_gone_or_wrong_is_named_and_not_copied(source: FolderBlobs, target: FolderBlobs) -> None:
    """The others are copied all the same; bytes that are not of their hash are no copy."""
    good, gone, wrong = (source.put(data) for data in (b"good", b"gone", b"wrong"))
    source.path(gone).unlink()
    source.path(wrong).write_bytes(b"other")
    assert copy_blobs([good, gone, wrong], source, target) == CopiedBlobs(3, 1, (gone, wrong))
    assert [path.name for path in target.home.rglob("*") if path.is_file()] == [good]
