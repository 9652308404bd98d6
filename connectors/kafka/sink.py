"""Kafka as a sink: the ledger's outbox is published to it."""

from dataclasses import dataclass

from connectors.kafka.examination import examine_brokers
from connectors.kafka.publisher import run
from gongbao.ports import Ledger
from gongbao.settings import Kafka


@dataclass(frozen=True, slots=True)
class KafkaSink:
    """Takes what waits in the outbox of a ledger."""

    config: Kafka

    @property
    def name(self) -> str:
        """What people call it."""
        return "kafka"

    def deliver(self, ledger: Ledger) -> int:
        """Publish what waits, and end a publisher of the same name.

        Args:
            ledger: whose outbox is published.

        Returns:
            How many events were published.

        Raises:
            UnavailableError: Kafka does not answer.
            TakenOverError: another publisher of this name has started.
            SettingsError: trying again can't help.
        """
        return run(ledger, self.config)

    def examine(self) -> str:
        """What `gongbao doctor` says of it. Raises UnavailableError, SettingsError."""
        return examine_brokers(self.config)
