"""What the composition root opens, it closes."""

from pathlib import Path

import pytest

from connectors.ledger import SqlLedger
from gongbao import composition
from gongbao.app.search import search
from gongbao.ports import Query
from gongbao.settings import Settings


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
