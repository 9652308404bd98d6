"""Dead letters: looking at them, and trying again what they are about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from gongbao.app.ingest import Intake, Outcome, ingest
from gongbao.errors import InputError, NotFoundError, UnavailableError
from gongbao.events.dead_letters import DeadLetter
from gongbao.model import FindingCode
from gongbao.ports import BlobStore, Ledger, Source
from gongbao.serialization import to_data

L = TypeVar("L", bound="ListedDeadLetter")


class ListedDeadLetter(Protocol):
    """A dead letter that waits; `letter` is None where its record can't be read, and `reason` says why."""

    @property
    def key(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def letter(self) -> DeadLetter | None: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Retry:
    """How one more try ended: what was done, or why the dead letter stays."""

    key: str
    said: str
    stays: bool = False


def replay_dead_letters(letters: Iterable[L], replay: Callable[[L], str]) -> Iterator[Retry]:
    """Try each again with `replay`; one that still fails does not stop the others."""
    for one in letters:
        try:
            yield Retry(one.key, replay(one))
        except (InputError, NotFoundError) as error:
            yield Retry(one.key, f"stays: {error} {error.next_step}", stays=True)


def read_again(letter: DeadLetter, intake: Intake, open_source: Callable[[Sequence[str]], Source]) -> None:
    """Ingest the file of a dead letter. Raises InputError where it, or the page, still can't be read."""
    for outcome in ingest(intake, open_source([str(find_file(letter, intake.ledger, intake.blobs))])):
        _confirm(letter, outcome, intake.ledger)


def find_file(letter: DeadLetter, ledger: Ledger, blobs: BlobStore) -> Path:
    """Where the file of a dead letter lies: where it was found, or the bytes that were kept.

    Whoever may write to the topic names the file: a path is opened only where this ledger found a file itself, in one
    of its sources. Raises NotFoundError.
    """
    parts = urlsplit(letter.uri or "")
    found = Path(unquote(parts.path))
    if parts.scheme == "file" and ledger.has_found(letter.uri or "") and found.is_file():
        return found
    return blobs.path(letter.sha256 or "")


def describe_dead_letter(one: ListedDeadLetter, blobs: BlobStore) -> dict[str, Any]:
    """A dead letter as plain data; `artifact` is where the bytes of its file lie, None where they are gone."""
    if one.letter is None:
        place = {"partition": one.partition, "offset": one.offset}
        return {"id": one.key, "stage": "unreadable", **place, "reason": one.reason}
    row: dict[str, Any] = to_data(one.letter)
    if one.letter.sha256:
        try:
            row["artifact"] = str(blobs.path(one.letter.sha256))
        except NotFoundError:
            row["artifact"] = None
    return row


def _confirm(letter: DeadLetter, outcome: Outcome, ledger: Ledger) -> None:
    if outcome.skipped is not None:
        raise UnavailableError(outcome.skipped)
    if (reason := outcome.rejected or outcome.failed) is not None:
        raise InputError(reason)
    if letter.page is not None and outcome.issue is not None:
        for stored in ledger.findings(outcome.issue):
            if stored.finding.code == FindingCode.PAGE_REJECTED and stored.finding.page == letter.page:
                raise InputError(stored.finding.message)
