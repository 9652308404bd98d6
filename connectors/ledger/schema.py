"""The tables. `migrations/` makes them; a test holds the two together.

Records (whole dataclasses as JSON) are compressed; what is asked for by value has a column. `…_key` columns hold a
text as `gongbao.search.query` folds it, cut so that PostgreSQL can index any.
"""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger as _BigInteger
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[dt.datetime]):
    """A moment, in UTC; SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return value and (value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC))


class Printed(TypeDecorator[str]):
    """Text that came from a file: PostgreSQL takes no NUL, so both get the replacement mark, one for one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace("\0", "\ufffd") if value and "\0" in value else value


BigInteger = _BigInteger().with_variant(Integer, "sqlite")  # only INTEGER is SQLite's rowid

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

artifacts = Table(
    "artifacts",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("uri", Printed, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", _BigInteger, nullable=False),
    Column("status", Text, nullable=False),  # found, read, rejected
    Column("reason", Printed),
    Column("found", Instant, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    Column("source", Text, primary_key=True),
    Column("uri", Printed, primary_key=True),
    Column("etag", Text, primary_key=True),
    Column("sha256", ForeignKey("artifacts.sha256"), nullable=False),
    Column("done", Boolean, nullable=False),
    Column("found", Instant, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Text, primary_key=True),
    Column("gazette", Text, nullable=False),
    Column("name", Printed, nullable=False),
    Column("year", Integer),
    Column("number", Integer),  # the first of `numbers`, to sort by
    Column("numbers", Text, nullable=False),  # JSON
    Column("version", Integer, nullable=False),  # commits that changed something
    Column("facts", Integer, nullable=False),
    Column("sha256", ForeignKey("artifacts.sha256"), nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),  # the issue without documents and pages
    Column("reading", LargeBinary, nullable=False),  # pages and corrections, seldom asked for
    Column("committed", Instant, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Printed, nullable=False, unique=True),
    Column("issue", ForeignKey("issues.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("gazette", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Printed),
    Column("number_key", Printed, index=True),
    Column("title", Printed, nullable=False),
    Column("title_key", Printed, nullable=False, index=True),
    Column("issuer", Printed),
    Column("issuer_key", Printed, index=True),
    Column("date", Date, index=True),
    Column("pages", Text, nullable=False),  # JSON
    Column("version", Integer, nullable=False),  # the current revision's
    Column("withdrawn", Boolean, nullable=False),
    Column("change", BigInteger, nullable=False, index=True),  # rises with every write, over the whole ledger
)

revisions = Table(
    "revisions",
    metadata,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    Column("version", Integer, primary_key=True),  # from 1
    Column("hash", Text, nullable=False),  # empty: withdrawn
    Column("cause", Text, nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("record", LargeBinary),  # the document, whole; none where it was withdrawn
    Column("committed", Instant, nullable=False),
)


def _facts(name: str, *columns: Column[Any]) -> Table:
    """A table of facts: the current ones, in the order of their document."""
    return Table(
        name,
        metadata,
        Column("document", ForeignKey("documents.key"), primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        *columns,
        Column("rule", Text, nullable=False),
        Column("confidence", Float, nullable=False),
    )


entities = _facts(
    "entities",
    Column("type", Text, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Printed, nullable=False),
    Column("norm", Printed),
    Column("text_key", Printed, nullable=False, index=True),
    Column("norm_key", Printed, index=True),
)

appointments = _facts(
    "appointments",
    Column("person", Printed, nullable=False),
    Column("person_key", Printed, nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("post", Printed, nullable=False),
    Column("probation", Printed),
    Column("note", Printed),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

duties = _facts(
    "duties",
    Column("lead", Printed, nullable=False),  # JSON lists of bodies
    Column("responsible", Printed, nullable=False),
    Column("cooperating", Printed, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("task", Printed, nullable=False),
    Column("deadlines", Printed, nullable=False),  # JSON
    Column("due", Date, index=True),
)

chronicle = _facts(
    "chronicle",
    Column("date", Date, index=True),
    Column("end", Date),
    Column("people", Printed, nullable=False),  # JSON
    Column("text", Printed, nullable=False),
    Column("paragraph", Integer, nullable=False),
)

citations = _facts(
    "citations",
    Column("relation", Text, nullable=False),
    Column("number", Printed),
    Column("number_key", Printed, index=True),
    Column("title", Printed),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

validity = _facts(
    "validity",
    Column("effective_from", Date),
    Column("expires", Date, index=True),
    Column("valid_for", Printed),
    Column("paragraph", Integer),
)

FACTS = (entities, appointments, duties, chronicle, citations, validity)

findings = Table(
    "findings",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("issue", ForeignKey("issues.id"), index=True),  # none: of an artifact that is no issue
    Column("sha256", ForeignKey("artifacts.sha256"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("message", Printed, nullable=False),
    Column("severity", Text, nullable=False),
    Column("document", Printed),
    Column("page", Integer),
    Column("line", Integer),
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("subject", Printed, nullable=False),
    Column("issue", Text, index=True),
    Column("cause", Text, nullable=False),
    Column("time", Instant, nullable=False),
    Column("data", Text, nullable=False),  # JSON
    Column("published", Instant),
)

# What search looks in: titles (paragraph -1) and paragraphs, long ones in pieces. `key` is the document's key times
# 2^20 and a running number from 0, so that the index alone tells documents and titles.
passages = Table(
    "passages",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("paragraph", Integer, nullable=False),
    Column("offset", Integer, nullable=False),  # where in the paragraph the piece begins
    Column("text", Printed, nullable=False),
)

Index("ix_issues_order", issues.c.gazette, issues.c.year, issues.c.number)
