"""What a person decides, at the command line: codes, words, and what is found afterwards."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import make_artifact, make_issue
from typer.testing import CliRunner

from connectors.ledger import open_ledger
from gongbao.cli import app
from gongbao.errors import GazetteError
from gongbao.model import Finding, FindingCode
from gongbao.settings import settings

ISSUE = "shili/2021/4"
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs the command on a ledger with an issue, one finding of it, and an excerpt in quarantine."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    monkeypatch.setenv("GONGBAO_DATABASE_URL", url)
    settings.cache_clear()
    issue = make_issue(findings=(Finding(FindingCode.NO_DATE, "“甲” bears no date."),))
    with open_ledger(url) as ledger:
        ledger.commit(issue)
        ledger.commit(replace(make_issue(issue.documents[:1]), artifact=make_artifact("excerpt.txt")))

    def invoke(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(app, [*words])
        found = done.exception.exit_code if isinstance(done.exception, GazetteError) else done.exit_code
        assert found == code, done.output
        return done.stdout

    yield invoke
    settings.cache_clear()


def test_what_waits_is_seen_everywhere(run: Run) -> None:
    """Issues, files and findings, for people and for programs."""
    assert json.loads(run("issues", "--json"))[0]["waiting"] == 1
    assert run("files").count("\n") == 3
    [row] = json.loads(run("files", ISSUE, "--waiting", "--json"))
    assert (row["standing"], row["uri"]) == ("quarantined", "file:///excerpt.txt")
    assert f"gongbao accept {row['sha256'][:12]}" in run("findings", ISSUE)
    assert run("files", "shili/1999/1") == "No files.\n"


def test_accept_says_what_changed(run: Run) -> None:
    """And what was decided is listed with who and why; nothing waits any more."""
    said = run("accept", ISSUE, "--why", "shorter", "--by", "li")
    assert said == f"{ISSUE}: 1 withdrawn; the file stands\n"
    assert run("files", "--waiting") == "No files.\n"
    [row] = json.loads(run("decisions", "--json"))
    assert (row["judgement"], row["who"], row["why"]) == ("accept", "li", "shorter")
    assert "shorter" in run("decisions")
    run("accept", ISSUE, code=4)


def test_reject_is_refused_of_what_stands(run: Run) -> None:
    """Code 5, and nothing is remembered."""
    run("reject", make_artifact("2021-04.txt").sha256[:12], code=5)
    assert run("decisions") == "No decisions.\n"
    assert json.loads(run("reject", ISSUE, "--json"))["standing"] == "witness"


def test_withdraw_hides_an_issue_and_accept_brings_it_back(run: Run) -> None:
    """A reason must be given; search, show and issues no longer find it."""
    run("withdraw", ISSUE, code=2)
    assert "2 withdrawn; the file is withdrawn" in run("withdraw", ISSUE, "--why", "of another city")
    assert run("issues").startswith("No issues")
    run("search", "湿地", code=1)
    run("show", "示政发〔2021〕5号", code=4)
    run("withdraw", ISSUE, "--why", "again", code=4)
    run("accept", make_artifact("2021-04.txt").sha256[:12])
    assert "湿地" in run("search", "湿地")


def test_merge_gives_the_right_id(run: Run) -> None:
    """Events lead from the wrong one to it."""
    run("merge", ISSUE, "示例/2021", "--why", "misread", code=5)
    run("merge", "shili/2021/9", "shili/2021/6", "--why", "misread", code=4)
    assert run("merge", ISSUE, "shili/2021/6", "--why", "misread").startswith("shili/2021/6: ")
    assert json.loads(run("show", "示政发〔2021〕5号", "--json"))["issue"] == "shili/2021/6"
    events = [json.loads(line) for line in run("events", "--json", "--type", "gongbao.issue.withdrawn").splitlines()]
    assert [(e["subject"], e["data"]["replaced_by"], e["data"]["reason"]) for e in events] == [
        (ISSUE, "shili/2021/6", "misread")
    ]


def test_findings_that_are_known_are_listed_with_all_only(run: Run) -> None:
    """`ack` takes the beginning of an id; `findings` alone still lists, also of one issue."""
    first = json.loads(run("findings", "--json"))[0]
    assert first["finding"]["code"] == "no-date"
    assert "acknowledged: “甲”" in run("findings", "ack", first["id"][:8], "--why", "printed so")
    assert [f["finding"]["code"] for f in json.loads(run("findings", ISSUE, "--json"))] == ["quarantined"]
    assert len(json.loads(run("findings", "--all", "--json"))) == 2
    run("findings", "ack", first["id"], "--undo")
    assert run("findings").count("no-date") == 1
    run("findings", "ack", "zzz", code=4)
    run("findings", "shili/1999/1", code=4)
    assert "ack" in run("findings", "--help")
