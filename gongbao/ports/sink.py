"""Where the ledger's contents go."""

from typing import Protocol

from gongbao.ports.ledger import Ledger


class Sink(Protocol):
    """Something outside that follows the ledger: a stream of events, a search index."""

    @property
    def name(self) -> str:
        """What people and reports call it."""
        ...

    def deliver(self, ledger: Ledger) -> int:
        """Bring it up to the ledger; doing it again sends nothing twice.

        Returns:
            How many things went out: events, or entries.

        Raises:
            UnavailableError: It does not answer. Nothing is lost: the next delivery catches up.
            SettingsError: It cannot be reached with these settings, and trying again won't help.
            TakenOverError: Another process delivers to it now.
        """
        ...
