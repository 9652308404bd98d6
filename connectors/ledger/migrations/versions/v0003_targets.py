"""Targets, a kind of fact."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "targets",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *(sa.Column(n, sa.Text(), nullable=False) for n in ("indicator", "bound", "value", "unit", "deadline")),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("paragraph", "start", "end")),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "ordinal"),
    )
    op.create_index("ix_targets_due", "targets", ["due"], unique=False)
