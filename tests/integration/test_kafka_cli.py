"""The commands about Kafka, as a person uses them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import make_document, make_issue
from typer.testing import CliRunner

from connectors.ledger import open_ledger
from gongbao.cli import app
from gongbao.model import Finding, FindingCode, Severity
from gongbao.settings import Kafka, settings

pytestmark = pytest.mark.server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: Kafka) -> Iterator[Path]:
    """The environment of a command: a home and a broker of this test's own."""
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    monkeypatch.setenv("GONGBAO_KAFKA__BOOTSTRAP_SERVERS", config.bootstrap_servers or "")
    monkeypatch.setenv("GONGBAO_KAFKA__TOPIC_PREFIX", config.topic_prefix)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def call(*words: str, code: int = 0) -> str:
    """What a command prints; it must end with the code."""
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result.stdout


def test_from_topics_to_dead_letters(home: Path) -> None:
    """The plan is shown before it is applied; what is published, what waits, and what is dead is said."""
    assert "create" in call("topics", "apply")
    assert json.loads(call("topics", "apply", "--json"))[0]["action"] == "create"
    assert "10 steps done" in call("topics", "apply", "--yes")
    assert "Nothing to do" in call("topics", "apply")
    artifact = make_issue().artifact
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        ledger.commit(make_issue((make_document(1, title="湿地"),)))
        ledger.reject(artifact, Finding(FindingCode.BAD_INPUT, "The file is no PDF.", Severity.ERROR))
        waiting = ledger.last_event()
    assert f"{waiting} events wait, 0 dead letters" in call("doctor")
    assert f"{waiting} events published" in call("publish")
    assert "0 events published" in call("publish")
    assert "0 events wait, 1 dead letters" in call("doctor")
    [letter] = json.loads(call("dead-letters", "list", "--json"))
    assert letter["sha256"] == artifact.sha256
    assert json.loads(call("dead-letters", "show", letter["id"][:8]))["errors"] == ["bad-input: The file is no PDF."]
    assert "dropped" in call("dead-letters", "replay", "--all", "--drop")
    assert "No dead letters" in call("dead-letters", "list")
    assert "2 events sent again" in call("replay", "--since", "2021/4")
    assert "0 events sent again" in call("replay", "--since", "2022")


def test_without_topics_doctor_says_what_to_do(home: Path) -> None:
    """Kafka answers, its topics are missing, and the next step is named."""
    said = {row["what"]: row for row in json.loads(call("doctor", "--json", code=1))}
    assert said["kafka"]["ok"]
    assert not said["topics"]["ok"]
    assert "topics apply" in said["topics"]["said"]
