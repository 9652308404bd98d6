"""Watch a folder: find new issues, take each through the pipeline, deliver, leave a table. When, in what order."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.environment import quieten
from flows.server import bind_server, forget_server
from gongbao import composition
from gongbao.app.deliver import deliver as deliver_to_sinks
from gongbao.app.deliver import deliver_to
from gongbao.app.ingest import CollectedItem, Outcome, find, group_by_artifact, take_in
from gongbao.errors import GazetteError
from gongbao.escaping import escape_line, escape_markdown
from gongbao.ports import Sink
from gongbao.processes import stops
from gongbao.redaction import redact
from gongbao.settings import settings


@dataclass(frozen=True, slots=True)
class Round:
    """What a round took in, and what of the ledger could not be delivered: why, by the name of the sink.

    Nothing is lost by that: it waits in the ledger, and the next round delivers it.
    """

    outcomes: list[Outcome]
    undelivered: Mapping[str, GazetteError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Steps:
    """How a round does its work: as tasks of Prefect, or without it."""

    find: Callable[[str], list[CollectedItem | Outcome]]
    ingest: Callable[[list[CollectedItem], str], list[Outcome]]
    deliver: Callable[[Sink], int]


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
        return bring_up(sink)
    except GazetteError as error:
        return Failed(message=escape_line(redact(f"{error} {error.next_step}")), data=error)


def bring_up(sink: Sink) -> int:
    """Bring a sink up to the ledger; returns how many things went out."""
    with composition.open_ledger(settings()) as ledger:
        return deliver_to(sink, ledger, dt.date.today())


def deliver_by_task(sink: Sink) -> int:
    """Bring a sink up to the ledger in a task of its own."""
    result = deliver_one(sink.name, return_state=True).result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    assert isinstance(result, int)
    return result


TASKS = Steps(find_new, ingest_one, deliver_by_task)
PLAIN = Steps(find_new.fn, ingest_one.fn, bring_up)


def take_round(steps: Steps, folder: str, deliver: bool) -> Round:
    """Read and commit each new issue of a folder; `deliver`: then publish the outbox and bring the index up to date."""
    found = steps.find(folder)
    outcomes = [one for one in found if isinstance(one, Outcome)]
    for items in group_by_artifact(found):
        outcomes += steps.ingest(items, items[0].artifact.uri)
    if not deliver:
        return Round(outcomes)
    return Round(outcomes, deliver_to_sinks(composition.open_sinks(settings()), steps.deliver).undelivered)


@flow(name="watch folder", log_prints=False)
def watch_folder(folder: str, deliver: bool = False) -> Round:
    """One round as a flow; its table becomes an artifact of the run.

    `deliver`: then publish the outbox and bring the index up to date, each as far as it is configured.
    """
    stops.keep_heeding()  # Prefect takes SIGTERM over for a flow, and makes a crash with a traceback of it
    done = take_round(TASKS, folder, deliver)
    rows = [to_row(o) for o in done.outcomes]
    named = escape_markdown(redact(folder))
    create_table_artifact(table=rows, key="ingested-issues", description=f"New in {named}")
    return done


def run_round(folder: str, deliver: bool) -> tuple[Round, str | None]:
    """One round, as a flow; without Prefect where that does not answer, since issues matter more than its table.

    Returns:
        What was done, and, as a sentence, why it was done without Prefect, if it was.
    """
    quieten()
    try:
        bind_server()
        return watch_folder(folder, deliver), None
    except GazetteError:
        raise
    except Exception as error:  # its client raises what its transport raises; a fault of ours raises again below
        stops.check()
        forget_server()
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return take_round(PLAIN, folder, deliver), f"Prefect can't be used, rounds go on without it ({reason[:200]})."


def to_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a row of the artifact. Prefect renders every text of a table as Markdown."""
    row = asdict(outcome)
    row.pop("commit")
    row |= {"seconds": round(outcome.seconds, 2), "state": outcome.state}
    return {name: escape_markdown(redact(cell)) if isinstance(cell, str) else cell for name, cell in row.items()}
