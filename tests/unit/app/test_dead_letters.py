"""Trying again what a dead letter is about: a file, or one page of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from connectors.blobs.folder import FolderBlobs
from gongbao.app import dead_letters
from gongbao.app.dead_letters import describe_dead_letter, find_file, read_again, replay_dead_letters
from gongbao.app.ingest import Outcome
from gongbao.errors import GazetteError, InputError, NotFoundError, UnavailableError
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.model.findings import page_rejected
from gongbao.ports import StoredFinding


def make_dead_letter(**of: object) -> DeadLetter:
    """A dead letter of a file."""
    return DeadLetter(id="x", stage=Stage.READ, reason="r", time=dt.datetime(2021, 4, 6, tzinfo=dt.UTC), **of)  # type: ignore[arg-type]


@dataclass
class Listed:
    """A dead letter on the list."""

    key: str
    letter: DeadLetter | None
    reason: str = "r"
    partition: int = 0
    offset: int = 7


class Findings:
    """A ledger that has the second page of an issue rejected, and found some files."""

    def __init__(self, *found: str) -> None:
        self.found = found

    def has_found(self, uri: str) -> bool:
        """Whether it is one of them."""
        return uri in self.found

    def findings(self, issue: str) -> list[StoredFinding]:
        """The one."""
        return [StoredFinding(page_rejected(1, "it is torn"), issue, None, None)]


class Given:
    """An intake of which only ledger and blobs are asked."""

    def __init__(self, home: Path) -> None:
        self.ledger = Findings()
        self.blobs = FolderBlobs(home)


@pytest.mark.parametrize(
    ("outcome", "page", "error", "why"),
    [
        (Outcome("u", "x/2021/1"), None, None, "it was read"),
        (Outcome("u", "x/2021/1"), 2, None, "its page was read"),
        (Outcome("u", "x/2021/1"), 1, InputError, "its page still can't be read"),
        (Outcome("u", None, rejected="no"), None, InputError, "the file still can't be read"),
        (Outcome("u", None, failed="KeyError"), None, InputError, "the program still fails at it"),
        (Outcome("u", None, skipped="gone"), None, UnavailableError, "it can't be fetched"),
    ],
)
def test_a_dead_letter_stays_until_its_file_is_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    outcome: Outcome,
    page: int | None,
    error: type[Exception] | None,
    why: str,
) -> None:
    """The file is ingested; what it comes to decides."""
    asked: list[Sequence[str]] = []
    monkeypatch.setattr(dead_letters, "ingest", lambda *_: [outcome])
    given = Given(tmp_path)
    sha256 = given.blobs.put(b"bytes")
    try:
        read_again(make_dead_letter(sha256=sha256, page=page), given, asked.append)  # type: ignore[arg-type]
    except (InputError, UnavailableError) as raised:
        assert error is not None and isinstance(raised, error), why
    else:
        assert error is None, why
    assert asked == [[str(given.blobs.path(sha256))]]


def test_a_file_is_looked_for_where_it_was_found(tmp_path: Path) -> None:
    """Then among the bytes that were kept."""
    blobs = FolderBlobs(tmp_path / "blobs")
    sha256 = blobs.put(b"bytes")
    there = tmp_path / "第4期.pdf"
    there.write_bytes(b"bytes")
    ledger: Any = Findings(there.as_uri())
    assert find_file(make_dead_letter(uri=there.as_uri(), sha256=sha256), ledger, blobs) == there
    there.unlink()
    assert find_file(make_dead_letter(uri=there.as_uri(), sha256=sha256), ledger, blobs) == blobs.path(sha256)
    with pytest.raises(NotFoundError):
        find_file(make_dead_letter(uri=there.as_uri()), ledger, blobs)


@pytest.mark.parametrize(
    ("uri", "sha256", "why"),
    [
        ("file://{}/secret", "", "a file that no source ever had"),
        ("file://{}/gazettes/../secret", "", "out of a source by dots"),
        ("file://{}/gazettes/%2e%2e/secret", "", "by dots that are written otherwise"),
        ("file://elsewhere{}/gazettes/a.txt", "", "another machine's file by that name"),
        ("", "../../secret", "out of the bytes that were kept"),
        ("", "{}/secret", "a path instead of a hash"),
    ],
)
def test_a_topic_opens_no_file_of_its_own_choice(tmp_path: Path, uri: str, sha256: str, why: str) -> None:
    """Whoever may write dead letters must not have this machine's files read into the ledger and published."""
    (tmp_path / "gazettes").mkdir()
    for name in ("secret", "gazettes/a.txt"):
        (tmp_path / name).write_text("a secret")
    ledger: Any = Findings((tmp_path / "gazettes" / "a.txt").as_uri())
    letter = make_dead_letter(uri=uri.format(tmp_path), sha256=sha256.format(tmp_path))
    with pytest.raises(NotFoundError):
        find_file(letter, ledger, FolderBlobs(tmp_path / "blobs"))


def test_a_dead_letter_is_described_with_its_bytes(tmp_path: Path) -> None:
    """Where they lie, or that they are gone; and of a record that is no dead letter, where it lies."""
    blobs = FolderBlobs(tmp_path)
    sha256 = blobs.put(b"bytes")
    assert describe_dead_letter(Listed("x", make_dead_letter(sha256=sha256)), blobs)["artifact"] == str(
        blobs.path(sha256)
    )
    assert describe_dead_letter(Listed("x", make_dead_letter(sha256="0" * 64)), blobs)["artifact"] is None
    assert describe_dead_letter(Listed("y", None, "no JSON"), blobs) == {
        "id": "y",
        "stage": "unreadable",
        "partition": 0,
        "offset": 7,
        "reason": "no JSON",
    }


@pytest.mark.parametrize("error", [InputError("Torn.", "Mend it."), NotFoundError("Gone.", "Fetch it.")])
def test_one_that_still_fails_stays(error: GazetteError) -> None:
    """And keeps the others from nothing, whether its file can't be read or is gone."""

    def replay(one: Listed) -> str:
        if one.key == "a":
            raise error
        return "read again"

    first, second = replay_dead_letters([Listed("a", None), Listed("b", None)], replay)
    assert (first.said, first.stays) == (f"stays: {error} {error.next_step}", True)
    assert (second.said, second.stays) == ("read again", False)
