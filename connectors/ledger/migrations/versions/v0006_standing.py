"""Which of several files stands for an issue, where they were found, and what people decided."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("issues", sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "readings",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("pipeline", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["artifacts.sha256"]),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index("ix_readings_issue", "readings", ["issue"], unique=False)
    op.create_table(
        "places",
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("arrival", KEY, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["artifacts.sha256"]),
        sa.PrimaryKeyConstraint("uri", "sha256"),
    )
    op.create_index("ix_places_sha256", "places", ["sha256"], unique=False)
    op.create_index("ix_places_arrival", "places", ["arrival"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("pipeline", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("arrival", KEY, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    for name in ("issue", "sha256", "finding"):
        op.create_index(f"ix_decisions_{name}", "decisions", [name], unique=False)
    _fill_readings()
    _fill_places()


def _fill_readings() -> None:
    """Each file stands for the issue as which it was read last; one that lost its documents to that has gone."""
    db = op.get_bind()
    issues = db.execute(sa.text("SELECT id, sha256, pipeline FROM issues ORDER BY committed, id")).all()
    rows = {row.sha256: dict(row._mapping) for row in issues}
    if rows:
        columns = "INSERT INTO readings (issue, sha256, pipeline, standing, why)"
        db.execute(sa.text(f"{columns} VALUES (:id, :sha256, :pipeline, 'stands', '')"), list(rows.values()))
    empty = "NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.issue = issues.id AND NOT d.withdrawn)"
    moved = "NOT EXISTS (SELECT 1 FROM readings AS r WHERE r.issue = issues.id)"
    op.execute(f"UPDATE issues SET withdrawn = true WHERE {empty} AND {moved}")  # noqa: S608 our own words


def _fill_places() -> None:
    """The places of files that stand, in the order in which they were found there."""
    db = op.get_bind()
    found = db.execute(
        sa.text(
            "SELECT s.uri, s.sha256, s.found FROM source_items AS s JOIN readings AS r ON r.sha256 = s.sha256"
            " UNION ALL"
            " SELECT a.uri, a.sha256, a.found FROM artifacts AS a JOIN readings AS r ON r.sha256 = a.sha256"
        )
    ).all()
    places = dict.fromkeys((row.uri, row.sha256) for row in sorted(found, key=lambda row: (row.found, row.uri)))
    rows = [{"uri": uri, "sha256": sha256, "arrival": n} for n, (uri, sha256) in enumerate(places, 1)]
    if rows:
        db.execute(sa.text("INSERT INTO places (uri, sha256, arrival) VALUES (:uri, :sha256, :arrival)"), rows)
