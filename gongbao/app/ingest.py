"""Ingesting issues: find, collect, read, commit. Every step can be repeated at any time with the same result.

What is read is artifacts, by their hash: the same bytes at two places are read once, and both places get an outcome.
Each artifact ends by itself; only what would stop all of them (no disk, no server) is an error of the run.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from gongbao.errors import GazetteError, InputError, UnavailableError
from gongbao.events.dead_letters import describe_error
from gongbao.model import Artifact, Cause, Issue, Standing
from gongbao.model.findings import reading_failed
from gongbao.ports import BlobStore, Commit, Ledger, Source, SourceItem
from gongbao.processes import stops
from gongbao.readings import Reading, Readings
from transforms.check import check_series

BATCH = 8  # artifacts that one run of the pipeline takes: enough to spread, few enough to show progress


@dataclass(frozen=True, slots=True)
class Intake:
    """What ingesting needs.

    `read` runs the pipeline over artifacts, no two of them the same, and leaves what it made of them in `readings`.
    `detect_media_type` tells what a file is, by its URI and its bytes.
    """

    ledger: Ledger
    blobs: BlobStore
    readings: Readings
    read: Callable[[Sequence[Artifact]], None]
    detect_media_type: Callable[[str, bytes], str]


@dataclass(frozen=True, slots=True)
class CollectedItem:
    """An item of a source and the artifact that was fetched for it."""

    item: SourceItem
    artifact: Artifact


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one item ended: a row of the table that a run leaves.

    One of `rejected` (the file is at fault), `failed` (our rules are) and `skipped` (it could not be fetched, or what
    reads it is not there) says why there is no issue; `why`, why the issue is not what this file says. What was skipped
    is tried again by the next run.
    """

    uri: str
    issue: str | None
    documents: int = 0
    facts: int = 0
    findings: int = 0
    seconds: float = 0.0
    rejected: str | None = None
    failed: str | None = None
    skipped: str | None = None
    commit: Commit | None = None
    why: str | None = None

    @property
    def state(self) -> str:
        """One word: rejected, failed, skipped, quarantined, witness, withdrawn, unchanged, new or corrected."""
        for state in ("rejected", "failed", "skipped"):
            if getattr(self, state) is not None:
                return state
        if self.commit is not None and self.commit.standing is not Standing.STANDS:
            return self.commit.standing.value
        if self.commit is None or self.commit.empty:
            return "unchanged"
        return "corrected" if self.commit.changed and not self.commit.new else "new"


def ingest(
    intake: Intake,
    source: Source,
    again: bool = True,
    cause: Cause = Cause.NEW,
    on_found: Callable[[int], None] = lambda _: None,
) -> Iterator[Outcome]:
    """Find, read and commit, batch by batch; an outcome as soon as each is known.

    Args:
        intake: What ingesting needs.
        source: Where issues are.
        again: Take also what the ledger has committed or rejected.
        cause: What events say of what is new: NEW or BACKFILLED.
        on_found: Called with the number of outcomes to come.

    Raises:
        UnavailableError: What is read can't be kept or fetched back. Nothing is rejected then.
    """
    found = list(find(intake, source, again))
    on_found(len(found))
    yield from (one for one in found if isinstance(one, Outcome))
    groups = iter(group_by_artifact(found))
    while batch := list(islice(groups, BATCH)):
        yield from take_in(intake, batch, cause)


def find(intake: Intake, source: Source, again: bool) -> Iterator[CollectedItem | Outcome]:
    """Fetch and register what a source has that is to be read; `again`: even if the ledger has it.

    What cannot be fetched, or is gone since it was listed, is an outcome; the others go on.
    """
    for item in source.items():
        if not again and intake.ledger.seen(item, intake.readings.version):
            continue
        try:
            data = source.fetch(item)
        except InputError as error:
            yield Outcome(item.uri, None, rejected=f"{error} {error.next_step}")
        except UnavailableError as error:
            yield Outcome(item.uri, None, skipped=f"{error} {error.next_step}")
        else:
            kind = intake.detect_media_type(item.uri, data)
            artifact = Artifact(item.uri, intake.blobs.put(data), kind, len(data))
            known = not again and intake.ledger.knows(artifact)
            intake.ledger.register(item, artifact, done=known)
            if not known:
                yield CollectedItem(item, artifact)


def group_by_artifact(found: Iterable[CollectedItem | Outcome]) -> list[list[CollectedItem]]:
    """What was collected, the same bytes together, in the order of their first item."""
    groups: dict[str, list[CollectedItem]] = {}
    for one in found:
        if isinstance(one, CollectedItem):
            groups.setdefault(one.artifact.sha256, []).append(one)
    return list(groups.values())


def take_in(intake: Intake, groups: Sequence[list[CollectedItem]], cause: Cause = Cause.NEW) -> Iterator[Outcome]:
    """Read artifacts side by side, and commit each for all its items. Doing it again changes nothing."""
    stops.check()
    started = time.monotonic()
    intake.read([group[0].artifact for group in groups])
    seconds = (time.monotonic() - started) / len(groups)
    for group in groups:
        reading = intake.readings.load(group[0].artifact)
        for item in group:
            yield commit_reading(intake, item, reading, cause, seconds)
        intake.readings.drop(group[0].artifact)


def commit_reading(intake: Intake, found: CollectedItem, reading: Reading, cause: Cause, seconds: float) -> Outcome:
    """Commit what was read, or keep the reason why it was not.

    What failed outside of the file and of the rules, such as an OCR engine that is not installed, is not kept.

    Raises:
        Stopped: This process was told to stop: nothing is committed any more.
    """
    stops.check()
    uri = found.artifact.uri
    if reading.failure is not None and reading.failure.outside:
        return Outcome(uri, None, skipped=reading.failure.describe(), seconds=seconds)
    if reading.failure is not None:
        return _fail(intake, found, reading.failure.errors, seconds)
    if reading.rejection is not None:
        intake.ledger.reject(found.artifact, reading.rejection, found.item)
        return Outcome(uri, None, rejected=reading.rejection.message, seconds=seconds)
    read = reading.to_issue()
    try:
        issue = _with_gaps(replace(read, artifact=found.artifact), intake.ledger)
        commit = intake.ledger.commit(issue, found.item, cause)
    except GazetteError:
        raise
    except Exception as error:  # the transaction is undone: the fault is that of one issue, as it is in the pipeline
        return _fail(intake, found, describe_error(error), seconds)
    facts = sum(document.facts.count for document in issue.documents)
    return Outcome(
        uri,
        commit.issue,
        len(issue.documents),
        facts,
        len(issue.findings),
        seconds,
        commit=commit,
        why=commit.why or None,
    )


def _fail(intake: Intake, found: CollectedItem, errors: Sequence[str], seconds: float) -> Outcome:
    version = intake.readings.version
    finding = reading_failed(f"{', caused by '.join(errors)} (pipeline {version}).")
    intake.ledger.fail(found.artifact, finding, found.item, version)
    return Outcome(found.artifact.uri, None, failed=finding.message, seconds=seconds)


def _with_gaps(issue: Issue, ledger: Ledger) -> Issue:
    """The issue with a finding where numbers before it are missing from the ledger."""
    held = [(i.year or 0, i.numbers) for i in ledger.issues() if i.gazette == issue.gazette]
    return replace(issue, findings=(*issue.findings, *check_series(issue, held)))
