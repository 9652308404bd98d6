"""What is built from the settings, and closed again."""

from pathlib import Path

import pytest

from connectors.ledger import SqlLedger
from gongbao import composition
from gongbao.app.doctor import diagnose
from gongbao.app.search import search
from gongbao.composition import list_checks
from gongbao.ports import Query
from gongbao.settings import Kafka, Settings


def test_doctor_is_content(tmp_path: Path) -> None:
    """Not configured is no fault."""
    checks = list_checks(Settings(home=tmp_path, kafka=Kafka()))
    said = {d.name: (d.ok, d.said) for d in diagnose(c for c in checks if c.name in ("kafka", "topics", "publisher"))}
    assert set(said.values()) == {(True, "not configured")} and len(said) == 3


def test_an_engine_that_was_opened_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger that answers is given back at the end; one that was handed in is left to its owner."""
    closed: list[SqlLedger] = []
    monkeypatch.setattr(SqlLedger, "close", lambda self: closed.append(self))
    config = Settings(home=tmp_path, database_url=None)
    with composition.open_engines(config) as engines:
        search(Query("水"), engines, "ledger")
        assert not closed
    [opened] = closed
    with composition.open_engines(config, opened) as engines:
        search(Query("水"), engines, "ledger")
    assert closed == [opened]
