"""Without a Kafka: nothing breaks, and nothing of it is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest
from builders import make_issue

from connectors.elastic.sink import ElasticsearchSink
from connectors.kafka.examination import examine_publisher, examine_topics
from connectors.kafka.sink import KafkaSink
from connectors.ledger import open_ledger
from gongbao.app.doctor import diagnose
from gongbao.composition import list_checks
from gongbao.errors import SettingsError
from gongbao.settings import ElasticsearchSettings, Kafka, Settings


def test_doctor_is_content(tmp_path: Path) -> None:
    """Not configured is no fault."""
    checks = list_checks(Settings(home=tmp_path, kafka=Kafka()))
    said = {d.name: (d.ok, d.said) for d in diagnose(c for c in checks if c.name in ("kafka", "topics", "publisher"))}
    assert set(said.values()) == {(True, "not configured")} and len(said) == 3


def test_sinks_are_content(tmp_path: Path) -> None:
    """Each says that it is not configured, and delivers nothing to nowhere without an error with a next step."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        for sink in (KafkaSink(Kafka()), ElasticsearchSink(ElasticsearchSettings())):
            assert sink.examine().startswith("not configured")
            with pytest.raises(SettingsError, match=r"No (Kafka|Elasticsearch) is"):
                sink.deliver(ledger)
        assert examine_topics(Kafka()) == examine_publisher(Kafka(), ledger) == "not configured"


@pytest.mark.parametrize(
    ("loaded", "spared", "why"),
    [
        ("gongbao.cli", {"kafka", "httpx", "stamina"}, "help and errors come at once"),
        ("connectors.elastic.search", {"kafka", "stamina"}, "a search is tried once; httpx comes with the client"),
        ("connectors.kafka.publisher", {"httpx", "stamina"}, "only OAUTHBEARER asks over HTTP"),
    ],
)
def test_what_is_not_needed_is_not_loaded(loaded: str, spared: set[str], why: str) -> None:
    """Libraries are imported by the commands that need them only."""
    code = f"import sys, {loaded}; sys.exit(bool({spared!r} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0, why


@pytest.mark.parametrize("marks", [[3], [2, 3], [3, 2], [3, 3]])
def test_marks_are_set_in_order_and_never_taken_back(tmp_path: Path, marks: list[int]) -> None:
    """A later mark covers what lies before it; an earlier one changes nothing."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        assert (ledger.last_event(), ledger.last_published()) == (0, 0)
        ledger.commit(make_issue())
        assert ledger.last_published() == 0
        for mark in marks:
            ledger.mark_published(mark)
        assert ledger.last_published() == 3
        assert ledger.last_event() > 3
