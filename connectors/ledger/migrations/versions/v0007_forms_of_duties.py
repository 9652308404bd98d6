"""How duties are printed, and by when their own statements say: nothing is known of those that were read before."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("duties", sa.Column("form", sa.Text(), nullable=True))
    op.add_column("duties", sa.Column("deadline", sa.Text(), nullable=True))
