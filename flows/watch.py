"""Watch a folder: find new issues, run the pipeline for each, commit, leave a table. When and in what order."""

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact

from flows import steps
from gongbao.ingest import Found, Outcome
from gongbao.settings import settings


@task(name="find new issues")
def find_new(folder: str) -> list[Found | Outcome]:
    """What the folder has that the ledger has not dealt with."""
    return steps.find([Path(folder)], settings(), again=False)


@task(name="ingest issue", task_run_name="ingest {uri}", retries=2, retry_delay_seconds=2)
def ingest_one(found: Found, uri: str) -> Outcome:
    """Read one artifact and commit it. Doing it again changes nothing."""
    started = time.monotonic()
    steps.read([found], settings())
    return steps.commit(found, settings(), "new", time.monotonic() - started)


@flow(name="watch folder", log_prints=False)
def watch_folder(folder: str) -> list[Outcome]:
    """One round: each new issue of a folder, read and committed; the table becomes an artifact of the run."""
    outcomes = []
    for found in find_new(folder):
        outcomes.append(found if isinstance(found, Outcome) else ingest_one(found, found.artifact.uri))
    create_table_artifact(table=[to_row(o) for o in outcomes], key="ingested-issues", description=f"New in {folder}")
    return outcomes


def to_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a row of the artifact."""
    row = asdict(outcome)
    row.pop("commit")
    return {**row, "seconds": round(outcome.seconds, 2), "state": outcome.state}
