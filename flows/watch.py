"""Watch a folder: find new issues, take each through the pipeline, deliver, leave a table. When, in what order."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed

from gongbao import composition
from gongbao.app.deliver import deliver as deliver_to_sinks
from gongbao.app.deliver import deliver_to
from gongbao.app.ingest import CollectedItem, Outcome, find, group_by_artifact, take_in
from gongbao.errors import GazetteError
from gongbao.escaping import escape_line, escape_markdown
from gongbao.ports import Sink
from gongbao.redaction import redact
from gongbao.settings import settings


@dataclass(frozen=True, slots=True)
class Round:
    """What a round took in, and what of the ledger could not be delivered: why, by the name of the sink.

    Nothing is lost by that: it waits in the ledger, and the next round delivers it.
    """

    outcomes: list[Outcome]
    undelivered: Mapping[str, GazetteError] = field(default_factory=dict)


@task(name="find new issues")
def find_new(folder: str) -> list[CollectedItem | Outcome]:
    """What the folder has that the ledger has neither committed nor rejected."""
    with composition.open_intake(settings()) as intake:
        return list(find(intake, composition.open_source([folder], settings()), again=False))


@task(name="ingest issue", task_run_name="ingest {uri}", retries=2, retry_delay_seconds=2)
def ingest_one(items: list[CollectedItem], uri: str) -> list[Outcome]:
    """Read one artifact and commit it for all its items. Doing it again changes nothing."""
    with composition.open_intake(settings()) as intake:
        return list(take_in(intake, [items]))


@task(name="deliver", task_run_name="deliver to {name}")
def deliver_one(name: str) -> int | State[int]:
    """Bring the sink of that name up to the ledger. The next round is its second try.

    An error that was foreseen is a failed state: of that, no traceback is to be shown.
    """
    (sink,) = [sink for sink in composition.open_sinks(settings()) if sink.name == name]
    try:
        with composition.open_ledger(settings()) as ledger:
            return deliver_to(sink, ledger, dt.date.today())
    except GazetteError as error:
        return Failed(message=escape_line(redact(f"{error} {error.next_step}")), data=error)


@flow(name="watch folder", log_prints=False)
def watch_folder(folder: str, deliver: bool = False) -> Round:
    """One round: each new issue of a folder, read and committed; the table becomes an artifact of the run.

    `deliver`: then publish the outbox and bring the index up to date, each as far as it is configured.
    """
    found = find_new(folder)
    outcomes = [one for one in found if isinstance(one, Outcome)]
    for items in group_by_artifact(found):
        outcomes += ingest_one(items, items[0].artifact.uri)
    create_table_artifact(
        table=[to_row(o) for o in outcomes],
        key="ingested-issues",
        description=f"New in {escape_markdown(redact(folder))}",
    )
    return Round(outcomes, deliver_all() if deliver else {})


def deliver_all() -> Mapping[str, GazetteError]:
    """Deliver to every sink, in a task each. Returns the errors by name."""
    return deliver_to_sinks(composition.open_sinks(settings()), _run_delivery).undelivered


def _run_delivery(sink: Sink) -> int:
    result = deliver_one(sink.name, return_state=True).result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    assert isinstance(result, int)
    return result


def to_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a row of the artifact. Prefect renders every text of a table as Markdown."""
    row = asdict(outcome)
    row.pop("commit")
    row |= {"seconds": round(outcome.seconds, 2), "state": outcome.state}
    return {name: escape_markdown(redact(cell)) if isinstance(cell, str) else cell for name, cell in row.items()}
