"""The body and the office of a post that somebody is appointed to, apart."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("appointments", sa.Column("body", sa.Text(), nullable=True))
    op.add_column("appointments", sa.Column("office", sa.Text(), nullable=True))
