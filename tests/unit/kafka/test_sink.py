"""Kafka as a sink, where none is configured."""

import pytest

from connectors.kafka.sink import KafkaSink
from connectors.ledger import SqlLedger
from gongbao.errors import SettingsError
from gongbao.settings import Kafka


def test_a_sink_without_kafka_is_content(ledger: SqlLedger) -> None:
    """It says that it is not configured; delivering to nowhere is an error with a next step."""
    sink = KafkaSink(Kafka())
    assert sink.examine().startswith("not configured")
    with pytest.raises(SettingsError, match="No Kafka is"):
        sink.deliver(ledger)
