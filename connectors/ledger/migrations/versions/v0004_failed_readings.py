"""Artifacts at which the pipeline failed: which version of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("artifacts", sa.Column("pipeline", sa.Text(), nullable=True))
