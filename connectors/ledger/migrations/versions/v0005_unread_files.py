"""Files that were rejected only because no reading of them was there: they have not been dealt with."""

from alembic import op

revision = "0005"
down_revision = "0004"

UNREAD = "(SELECT sha256 FROM findings WHERE code = 'unread')"


def upgrade() -> None:
    op.execute(f"UPDATE source_items SET done = false WHERE sha256 IN {UNREAD}")  # noqa: S608 our own words
    op.execute(f"UPDATE artifacts SET status = 'found', reason = NULL WHERE sha256 IN {UNREAD}")  # noqa: S608 our own words
    op.execute("DELETE FROM findings WHERE code = 'unread'")
