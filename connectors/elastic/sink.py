"""Elasticsearch as a sink: its index is brought up to the ledger."""

from dataclasses import dataclass

from connectors.elastic.client import examine
from connectors.elastic.index import ElasticsearchIndex
from gongbao.ports import Ledger
from gongbao.settings import ElasticsearchSettings

NOT_CONFIGURED = "not configured (GONGBAO_ELASTICSEARCH__URL); the ledger answers searches"


@dataclass(frozen=True, slots=True)
class ElasticsearchSink:
    """Holds what a ledger holds, for searches."""

    connection: ElasticsearchSettings

    @property
    def name(self) -> str:
        """What people call it."""
        return "elasticsearch"

    def deliver(self, ledger: Ledger) -> int:
        """Bring the index up to the ledger.

        Args:
            ledger: what the index is filled from.

        Returns:
            How many entries were written.

        Raises:
            UnavailableError: Elasticsearch stays away or full for longer than the settings' `patience`.
            OutdatedError: the index was made from other templates.
            SettingsError: trying again can't help.
        """
        return ElasticsearchIndex(self.connection, ledger).sync().entries

    def examine(self) -> str:
        """What `gongbao doctor` says of it. Raises UnavailableError, SettingsError."""
        return examine(self.connection) if self.connection.url is not None else NOT_CONFIGURED
