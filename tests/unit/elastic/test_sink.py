"""Elasticsearch as a sink, where none is configured."""

import pytest

from connectors.elastic.sink import ElasticsearchSink
from connectors.ledger import SqlLedger
from gongbao.errors import SettingsError
from gongbao.settings import ElasticsearchSettings


def test_a_sink_without_elasticsearch_is_content(ledger: SqlLedger) -> None:
    """It says that it is not configured; delivering to nowhere is an error with a next step."""
    sink = ElasticsearchSink(ElasticsearchSettings())
    assert sink.examine().startswith("not configured")
    with pytest.raises(SettingsError, match="No Elasticsearch is"):
        sink.deliver(ledger)
