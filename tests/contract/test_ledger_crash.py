"""A ledger that is killed at any moment ends as one that is not, once the same command has run again."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import make_artifact, make_issue, with_text
from ledger_dump import dump
from sqlalchemy import event

from connectors.ledger import open_ledger
from gongbao.model import Finding, FindingCode, Issue, Judgement, Severity
from gongbao.ports import Decision, SourceItem

SEED = 20210406


def work() -> Iterator[tuple[str, Issue | None]]:
    """What the command takes in: an issue, a file that is none, the issue corrected and cut short, another issue.

    That it was cut short is accepted.
    """
    first = make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "Issue 3 is missing."),))
    mended, cut = (make_artifact("2021-04.txt", data) for data in (b"mended", b"cut"))  # in the same place
    yield "1", first
    yield "2", None
    yield "3", replace(with_text(first, 0, 2, "示政发〔2015〕9号同时予以废止。"), artifact=mended)
    yield "4", replace(first, documents=first.documents[1:], findings=(), artifact=cut)
    yield "accept", first
    second = make_issue(number=5)
    yield "5", replace(second, documents=tuple(replace(d, id=f"{d.id}0") for d in second.documents))


def run(url: str, prepare: Callable[[Any], None] | None = None) -> None:
    """The command: whatever was not dealt with is, in order."""
    with open_ledger(url) as ledger:
        if prepare:
            prepare(ledger.engine)
        for etag, issue in work():
            if etag == "accept":
                if not ledger.decisions():
                    ledger.decide(Decision(Judgement.ACCEPT, issue=issue.id if issue else None))
                continue
            artifact = issue.artifact if issue else make_artifact("photo.txt")
            item = SourceItem("folder", artifact.uri, etag)
            if ledger.seen(item):
                continue
            ledger.register(item, artifact)
            if issue is None:
                ledger.reject(artifact, Finding(FindingCode.BAD_INPUT, "The file is a picture.", Severity.ERROR), item)
            else:
                ledger.commit(issue, item)


def kill_at(statement: int) -> Callable[[Any], None]:
    """Kills this process as it is about to send a statement, counted from 1; commits count."""

    def prepare(engine: Any) -> None:
        count = 0

        def strike(*_: Any) -> None:
            nonlocal count
            count += 1
            if count == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", strike)
        event.listen(engine, "commit", strike)

    return prepare


def started(url: str, prepare: Callable[[Any], None] | None = None) -> multiprocessing.Process:
    """The command in a process of its own."""
    process = multiprocessing.get_context("fork").Process(target=run, args=(url, prepare))
    process.start()
    return process


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """The ledger of a command that nothing befell."""
    path = tmp_path_factory.mktemp("undisturbed") / "ledger.db"
    run(f"sqlite:///{path}")
    return dump(path)


def test_killed_at_any_statement(tmp_path: Path, undisturbed: dict[str, list[tuple[Any, ...]]]) -> None:
    """Killed before one statement after another, over the whole command, and run again: the same ledger."""
    kills = 0
    for statement in range(1, 400, 7):
        path = tmp_path / f"{statement}.db"
        url = f"sqlite:///{path}"
        process = started(url, kill_at(statement))
        process.join()
        if process.exitcode == 0:  # the command has no more statements
            assert statement > 100
            break
        assert process.exitcode == -signal.SIGKILL
        kills += 1
        run(url)
        assert dump(path) == undisturbed, f"killed at statement {statement}"
    assert kills >= 15


def test_killed_again_and_again_at_any_time(tmp_path: Path, undisturbed: dict[str, list[tuple[Any, ...]]]) -> None:
    """Killed at random times, from the making of the tables on, until it gets through: the same ledger."""
    rng = random.Random(SEED)
    kills = 0
    for trial in range(6):
        path = tmp_path / f"{trial}.db"
        url = f"sqlite:///{path}"
        for attempt in range(1, 100):
            process = started(url)
            time.sleep(rng.uniform(0, 0.01 * attempt))
            process.kill()
            process.join()
            if process.exitcode == 0:
                break
            kills += 1
        run(url)
        assert dump(path) == undisturbed, f"trial {trial}"
    assert kills >= 6  # one a trial
