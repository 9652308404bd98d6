"""Names of bodies, posts by body and office, and who held them from when to when."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "body_names",
        sa.Column("document", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("naming", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("scope", "bare", "printed")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("other", "other_printed")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "ordinal"),
    )
    op.create_index("ix_body_names_scope", "body_names", ["scope"], unique=False)
    op.create_table(
        "posts",
        sa.Column("document", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("appointment", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("scope", "bare", "printed", "office")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "ordinal"),
    )
    op.create_index("ix_posts_scope", "posts", ["scope", "office"], unique=False)
    op.create_table(
        "tenures",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("office", "ordinal"),
    )
    op.create_index("ix_tenures_person", "tenures", ["person"], unique=False)
