"""The ids that withdrawn documents go by now: ids by place give way to ids by what a document is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("documents", sa.Column("successor", sa.Text(), nullable=True))
