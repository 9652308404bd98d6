"""Without a Kafka: nothing breaks, and nothing of it is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest
from builders import make_issue

from connectors.ledger import open_ledger
from gongbao.cli.publishing import check_kafka, check_publisher, check_topics
from gongbao.settings import Kafka, Settings


def test_doctor_is_content() -> None:
    """Not configured is no fault."""
    chosen = Settings(kafka=Kafka())
    assert {check(chosen) for check in (check_kafka, check_topics, check_publisher)} == {"not configured"}


def test_the_command_does_not_load_it() -> None:
    """Kafka's client is imported by the commands that need it only."""
    code = "import sys, gongbao.cli; sys.exit('kafka' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


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
