"""What the doctor says of Kafka, where none is configured."""

from connectors.kafka.examination import examine_brokers, examine_publisher, examine_topics
from connectors.ledger import SqlLedger
from gongbao.settings import Kafka


def test_a_doctor_without_kafka_is_content(ledger: SqlLedger) -> None:
    """Nothing is connected, and nothing is a fault."""
    found = {examine_brokers(Kafka()), examine_topics(Kafka()), examine_publisher(Kafka(), ledger)}
    assert found == {"not configured"}
