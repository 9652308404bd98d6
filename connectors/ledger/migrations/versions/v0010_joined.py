"""What documents do to other texts, and what follows from all of them together."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "relations",
        sa.Column("document", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("number", "number_key", "title", "title_key")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("issuer", "provision")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("since", "until")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("paragraph", "start", "end")),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "ordinal"),
    )
    op.create_index("ix_relations_number_key", "relations", ["number_key"], unique=False)
    op.create_index("ix_relations_title_key", "relations", ["title_key"], unique=False)
    op.create_table(
        "text_titles",
        sa.Column("document", KEY, nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "title_key"),
    )
    op.create_index("ix_text_titles_title_key", "text_titles", ["title_key"], unique=False)
    op.create_table(
        "joined",
        sa.Column("join", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("join", "id"),
    )
    op.create_index("ix_joined_due", "joined", ["due"], unique=False)
    op.create_table(
        "phases",
        sa.Column("document", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("force", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"]),
        sa.PrimaryKeyConstraint("document", "ordinal"),
    )
    op.create_index("ix_phases_force", "phases", ["force"], unique=False)
    with op.batch_alter_table("appointments") as table:
        table.add_column(sa.Column("leaving", sa.Text(), nullable=True))
    with op.batch_alter_table("chronicle") as table:
        table.add_column(sa.Column("place", sa.Text(), nullable=True))
        table.add_column(sa.Column("happening", sa.Text(), nullable=True))
