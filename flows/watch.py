"""Watch a folder: find new issues, take each through the pipeline, deliver, leave a table. When, in what order."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from prefect import Task, flow, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows import steps
from gongbao.app.ingest import CollectedItem, Outcome
from gongbao.errors import GazetteError
from gongbao.model import Cause
from gongbao.settings import Settings, settings


@dataclass(frozen=True, slots=True)
class Round:
    """What a round took in, and what of the ledger could not be delivered: why, by the step's name.

    Nothing is lost by that: it waits in the ledger, and the next round delivers it.
    """

    outcomes: list[Outcome]
    undelivered: dict[str, GazetteError] = field(default_factory=dict)


@task(name="find new issues")
def find_new(folder: str) -> list[CollectedItem | Outcome]:
    """What the folder has that the ledger has not dealt with."""
    return steps.find([Path(folder)], settings(), again=False)


@task(name="ingest issue", task_run_name="ingest {uri}", retries=2, retry_delay_seconds=2)
def ingest_one(found: CollectedItem, uri: str) -> Outcome:
    """Read one artifact and commit it. Doing it again changes nothing."""
    started = time.monotonic()
    steps.read([found], settings())
    return steps.commit(found, settings(), Cause.NEW, time.monotonic() - started)


@task(name="publish events")
def publish_events() -> int | State[int]:
    """The outbox to Kafka. The next round is its second try."""
    return delivered(steps.publish)


@task(name="index issues")
def index_issues() -> int | State[int]:
    """The ledger to Elasticsearch. The next round is its second try."""
    return delivered(steps.index)


def delivered(step: Callable[[Settings], int]) -> int | State[int]:
    """How much, or the failed state of an error that was foreseen: of that, no traceback is to be shown."""
    try:
        return step(settings())
    except GazetteError as error:
        return Failed(message=f"{error} {error.next_step}", data=error)


@flow(name="watch folder", log_prints=False)
def watch_folder(folder: str, deliver: bool = False) -> Round:
    """One round: each new issue of a folder, read and committed; the table becomes an artifact of the run.

    `deliver`: then publish the outbox and bring the index up to date, each as far as it is configured.
    """
    outcomes = []
    for found in find_new(folder):
        outcomes.append(found if isinstance(found, Outcome) else ingest_one(found, found.artifact.uri))
    create_table_artifact(table=[to_row(o) for o in outcomes], key="ingested-issues", description=f"New in {folder}")
    return Round(outcomes, deliver_all() if deliver else {})


def deliver_all() -> dict[str, GazetteError]:
    """Publish and index; one that fails keeps the other from nothing. Returns the errors by name."""
    config = settings()
    wanted: dict[str, Task[[], int | State[int]]] = {}
    if config.kafka.configured:
        wanted["publish"] = publish_events
    if config.elasticsearch.url is not None:
        wanted["index"] = index_issues
    failed = {}
    for name, step in wanted.items():
        result = step(return_state=True).result(raise_on_failure=False)
        if isinstance(result, GazetteError):
            failed[name] = result
        elif isinstance(result, BaseException):
            raise result
    return failed


def to_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a row of the artifact."""
    row = asdict(outcome)
    row.pop("commit")
    return {**row, "seconds": round(outcome.seconds, 2), "state": outcome.state}
