"""The index kept equal to the ledger: create, sync, verify, rebuild, drop what is old."""

from collections.abc import Callable

from elasticsearch import Elasticsearch

from connectors.elastic.indices import Indices
from connectors.elastic.rebuild import rebuild
from connectors.elastic.sync import Synced, sync
from connectors.elastic.verify import Verified, verify
from gongbao.ports import Holdings
from gongbao.settings import ElasticsearchSettings


class ElasticsearchIndex:
    """What an Elasticsearch has of a ledger. Each verb is tried again while the server is away, and may be repeated.

    All raise UnavailableError where the server stays away for longer than the settings' `patience`, and SettingsError
    where it refuses us.
    """

    def __init__(
        self, connection: ElasticsearchSettings, holdings: Holdings, client: Elasticsearch | None = None
    ) -> None:
        self.holdings = holdings
        self.indices = Indices(connection, client)
        self.connection, self.client = connection, self.indices.client

    def create(self) -> dict[str, str]:
        """Install the templates, and make what indices and aliases are missing. Returns those made, by kind."""
        return self.indices.patiently(self.indices.create)

    def names(self) -> dict[str, str]:
        """The index that is being filled, of each kind. Raises UnavailableError where one is missing."""
        return self.indices.patiently(self.indices.names)

    def sync(self) -> Synced:
        """Bring the index up to the ledger. Raises OutdatedError where it was made from other templates, AheadError
        where it has newer entries than the ledger."""
        return self.indices.patiently(lambda: sync(self.indices, self.holdings))

    def verify(self, repair: bool = True) -> Verified:
        """Compare ledger and index by id and version, and repair what differs."""
        return self.indices.patiently(lambda: verify(self.indices, self.holdings, repair))

    def rebuild(self, progress: Callable[[str], None] = lambda _: None) -> dict[str, str]:
        """Fill new indices while the old ones serve, check them, and swap the aliases in one step.

        Args:
            progress: called with each step, in a few words.

        Returns:
            The new indices, by kind.

        Raises:
            MismatchError: the new ones are not what the ledger says; the old ones stay.
        """
        return self.indices.patiently(lambda: rebuild(self.indices, self.holdings, progress))

    def drop_old(self) -> list[str]:
        """Delete the indices that no alias names: of earlier rebuilds, or of one that did not end."""
        return self.indices.patiently(self.indices.drop_old)
