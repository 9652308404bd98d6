"""Names that the code has now, and the last day in force as a column: the day named, or the end of the term."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.rename_table("sightings", "source_items")
    op.drop_index("ix_documents_change", "documents")
    op.execute("ALTER TABLE documents RENAME COLUMN change TO sequence_number")
    op.create_index("ix_documents_sequence_number", "documents", ["sequence_number"], unique=False)
    op.add_column("validity", sa.Column("last_day", sa.Date(), nullable=True))
    op.create_index("ix_validity_last_day", "validity", ["last_day"], unique=False)
    op.execute("DELETE FROM meta WHERE name = 'folding'")  # facts are written anew when the ledger is opened
