"""Backing up and putting back: a ledger and the bytes of its artifacts.

The order makes the copy whole while others write. Bytes are kept before the ledger knows of them, and never taken away:
so the ledger is copied first, then all bytes that this copy names, and only then the copy takes its place.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongbao.errors import NotFoundError
from gongbao.ports import BlobStore


@dataclass(frozen=True, slots=True)
class CopiedBlobs:
    """How many artifacts there are, how many were copied now, and the hashes of those whose bytes are gone or wrong."""

    artifacts: int = 0
    copied: int = 0
    missing: tuple[str, ...] = ()


def copy_blobs(
    wanted: Iterable[str], source: BlobStore, target: BlobStore, on_copy: Callable[[int], None] = lambda _: None
) -> CopiedBlobs:
    """Copy the bytes of artifacts, by their hashes, but for those that are there. Doing it again copies what is new.

    Raises:
        UnavailableError: The target takes no more. What was copied stays, and the next call goes on from there.
    """
    artifacts = copied = 0
    missing = []
    for sha256 in wanted:
        artifacts += 1
        try:
            place = source.path(sha256)
            if _has(target, sha256, place.stat().st_size):
                continue
            data = place.read_bytes()
        except (NotFoundError, OSError):
            missing.append(sha256)
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            missing.append(sha256)
            continue
        target.put(data)
        copied += 1
        on_copy(copied)
    return CopiedBlobs(artifacts, copied, tuple(missing))


def _has(blobs: BlobStore, sha256: str, size: int) -> bool:
    try:
        return blobs.path(sha256).stat().st_size == size
    except NotFoundError:
        return False
