"""The steps from a sighting to the ledger, each of which can be done again at any time with the same end.

Collect (fetch to the blob store, register), read (the pipeline, `transforms.beam`), settle (commit or reject).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gongbao.errors import InputError
from gongbao.model import Artifact, Cause, Finding, Issue
from gongbao.model.findings import bad_input
from gongbao.ports import BlobStore, Commit, Ledger, Source, SourceItem
from gongbao.serialization import dumps, loads

PIPELINE = "1"  # goes up whenever the same file may be read differently


@dataclass(frozen=True, slots=True)
class CollectedItem:
    """A sighting and the artifact that was fetched for it."""

    item: SourceItem
    artifact: Artifact


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pipeline made of an artifact: an issue, or the reason why not."""

    artifact: Artifact
    issue: Issue | None = None
    rejection: Finding | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one artifact ended: a row of the table that a run leaves."""

    uri: str
    issue: str | None
    documents: int = 0
    facts: int = 0
    findings: int = 0
    seconds: float = 0.0
    rejected: str | None = None
    commit: Commit | None = None

    @property
    def state(self) -> str:
        """One word: rejected, unchanged, new or corrected."""
        if self.rejected is not None:
            return "rejected"
        if self.commit is None or self.commit.empty:
            return "unchanged"
        return "corrected" if self.commit.changed and not self.commit.new else "new"


def collect(
    source: Source,
    ledger: Ledger,
    blobs: BlobStore,
    detect_media_type: Callable[[str, bytes], str],
    again: bool = False,
) -> Iterator[CollectedItem | Outcome]:
    """Fetch and register what a source has that the ledger has not dealt with; `again`: all of it.

    `detect_media_type` says what a file is, by its URI and its bytes. A file that cannot be fetched is an outcome;
    the others go on.
    """
    for item in source.items():
        if not again and ledger.seen(item):
            continue
        try:
            data = source.fetch(item)
        except InputError as error:
            yield Outcome(item.uri, None, rejected=f"{error} {error.next_step}")
            continue
        artifact = Artifact(item.uri, blobs.put(data), detect_media_type(item.uri, data), len(data))
        ledger.register(item, artifact)
        yield CollectedItem(item, artifact)


def commit_reading(
    ledger: Ledger, found: CollectedItem, reading: Reading, seconds: float = 0.0, cause: Cause = Cause.NEW
) -> Outcome:
    """Commit what was read, or keep the reason why it could not be."""
    uri = found.artifact.uri
    if reading.issue is None:
        finding = reading.rejection or bad_input("bad-input", "The pipeline left no reading.")
        ledger.reject(found.artifact, finding, found.item)
        return Outcome(uri, None, rejected=finding.message, seconds=seconds)
    issue = replace(reading.issue, artifact=found.artifact)
    commit = ledger.commit(issue, found.item, cause)
    return Outcome(
        uri,
        issue.id,
        len(issue.documents),
        sum(d.facts.count for d in issue.documents),
        len(issue.findings),
        seconds,
        commit=commit,
    )


def reading_path(folder: Path, artifact: Artifact) -> Path:
    """Where the pipeline leaves the reading of an artifact."""
    return folder / f"{artifact.sha256}.{PIPELINE}.json"


def write_reading(folder: Path, reading: Reading) -> Path:
    """Leave a reading whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = reading_path(folder, reading.artifact)
    part = path.with_suffix(f".{id(reading):x}.part")
    part.write_text(dumps(reading), "utf-8")
    part.replace(path)
    return path


def load_reading(folder: Path, artifact: Artifact) -> Reading:
    """The reading of an artifact; one without an issue where the pipeline left none."""
    path = reading_path(folder, artifact)
    if not path.exists():
        return Reading(artifact)
    return loads(Reading, path.read_bytes())


def drop_readings(folder: Path, artifacts: Iterable[Artifact]) -> None:
    """Forget readings that the ledger has."""
    for artifact in artifacts:
        reading_path(folder, artifact).unlink(missing_ok=True)
