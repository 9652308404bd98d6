"""The ledger on SQLAlchemy: SQLite by default, PostgreSQL by URL.

`open_ledger(url)` gives a `gongbao.ports.Ledger`. Each call is one transaction; writers take turns, so that
positions of the outbox rise without gaps in the order in which they become visible.
"""

from connectors.ledger.ledger import SqlLedger, open_ledger

__all__ = ["SqlLedger", "open_ledger"]
