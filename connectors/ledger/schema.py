"""The tables. `migrations/` makes them; a test holds the two together.

Records (whole dataclasses as JSON) are compressed; what is asked for by value has a column. `…_key` columns hold a
text as `gongbao.search.query` folds it, cut so that PostgreSQL can index any.
"""

import datetime as dt
import zlib
from enum import Enum
from functools import cache
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
    false,
)

from gongbao.facts import FactKind, kinds
from gongbao.facts.kind import base_type


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


class Checked(Printed):
    """Text that is only ever read whole, kept with a checksum: what a disk has changed is an error, not an answer."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        text = super().process_bind_param(value, dialect)
        return None if text is None else seal(text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unseal(value)


def seal(text: str, *around: object) -> str:
    """A text with a checksum, behind a line end; it is also over what is kept in other columns `around` it."""
    return f"{text}\n{_checksum(text, around)}"


def unseal(sealed: str, *around: object) -> str:
    """The opposite of `seal`; text that was written without a checksum comes as it is. Raises ValueError."""
    if sealed[-9:-8] != "\n":
        return sealed
    text = sealed[:-9]
    if sealed[-8:] != _checksum(text, around):
        raise ValueError("a text is not what was written")
    return text


def _checksum(text: str, around: tuple[object, ...]) -> str:
    return f"{zlib.crc32(chr(0).join(map(str, (text, *around))).encode('utf-8', 'surrogatepass')):08x}"


JOINING = "2"  # raise it when what follows from several documents is worked out in another way: it is then done anew

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
    Column("status", Text, nullable=False),  # found, read, rejected, failed
    Column("reason", Printed),
    Column("pipeline", Text),  # the version that failed
    Column("found", Instant, nullable=False),
)

source_items = Table(
    "source_items",
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
    Column("withdrawn", Boolean, nullable=False, server_default=false()),  # no file stands for it
)

# Files that were read as issues. The one that stands has its text in the tables around; `record` then is a reading
# of it by other rules that waits. Of the others it is the issue, whole.
readings = Table(
    "readings",
    metadata,
    Column("sha256", ForeignKey("artifacts.sha256"), primary_key=True),
    Column("issue", Text, nullable=False, index=True),
    Column("pipeline", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("why", Printed, nullable=False),
    Column("record", LargeBinary),
)

# Where those files were found, in what order.
places = Table(
    "places",
    metadata,
    Column("uri", Printed, primary_key=True),
    Column("sha256", ForeignKey("artifacts.sha256"), primary_key=True, index=True),
    Column("arrival", BigInteger, nullable=False, index=True),
)

# What people decided, never changed: of one thing, the last counts. `arrival` is that of the last file known then.
decisions = Table(
    "decisions",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("judgement", Text, nullable=False),
    Column("issue", Text, index=True),
    Column("sha256", Text, index=True),
    Column("pipeline", Text),  # the version whose reading was rejected, where the file itself stands
    Column("target", Text),  # the issue that the file is
    Column("finding", Text, index=True),
    Column("arrival", BigInteger, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("time", Instant, nullable=False),
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
    Column("title", Checked, nullable=False),
    Column("title_key", Printed, nullable=False, index=True),
    Column("issuer", Printed),
    Column("issuer_key", Printed, index=True),
    Column("date", Date, index=True),
    Column("pages", Text, nullable=False),  # JSON
    Column("version", Integer, nullable=False),  # the current revision's
    Column("withdrawn", Boolean, nullable=False),
    Column("sequence_number", BigInteger, nullable=False, index=True),  # rises with every write, over the whole ledger
    Column("successor", Printed),  # the id that a withdrawn one goes by now
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


@cache
def fact_table(kind: FactKind[Any]) -> Table:
    """The table of a kind of fact: the current ones, in the order of their document.

    A column for each field, in the kind's order, then those that follow from it.
    """
    columns: list[Column[Any]] = []
    for f in kind.fields:
        hint, optional = base_type(kind.hints[f.name])
        kept = _column_type(hint)
        kept = Checked if kept is Printed and not f.sought else kept
        columns.append(Column(f.name, kept, nullable=optional, index=f.sought))
        if f.folding is not None:
            columns.append(Column(f"{f.name}_key", Printed, nullable=optional, index=True))
    columns += [Column(name, _column_type(of.type), index=True) for name, of in kind.derived.items()]
    return Table(
        kind.name,
        metadata,
        Column("document", ForeignKey("documents.key"), primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        *columns,
    )


def fact_tables() -> tuple[Table, ...]:
    """The tables of all kinds of facts."""
    return tuple(map(fact_table, kinds()))


def _column_type(kind: type) -> Any:
    """The column of a field's type; tuples are JSON."""
    if issubclass(kind, Enum):
        return Text
    return {str: Printed, int: Integer, float: Float, dt.date: Date, tuple: Printed}[kind]


fact_tables()  # so that `metadata` has them

# All titles by which a document may be quoted, as `gongbao.archive.names` makes them comparable.
text_titles = Table(
    "text_titles",
    metadata,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    Column("title_key", Printed, primary_key=True, index=True),
)

# What follows from several documents together, one row a thing that there is or was: of texts, of offices.
joined = Table(
    "joined",
    metadata,
    Column("join", Text, primary_key=True),
    Column("id", Printed, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("revision", Text, nullable=False),  # the hash of what it says; empty: there is no such thing any more
    Column("day", Date, nullable=False),  # as of which it says so: never an earlier one again
    Column("due", Date, index=True),  # the next day on which it says something else by itself
    Column("record", LargeBinary),  # none where it was only taken over from what was published
)

# The days on which it stands so with a document, to search by: what `joined` says of its text.
phases = Table(
    "phases",
    metadata,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("first", Date),
    Column("last", Date),
    Column("force", Text, nullable=False, index=True),
)

# What documents say of the names of bodies, made whole by the place: `gongbao.archive.register.NameStatement`.
body_names = Table(
    "body_names",
    metadata,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("naming", Text, nullable=False),
    Column("scope", Printed, nullable=False, index=True),
    Column("bare", Printed, nullable=False),
    Column("printed", Printed, nullable=False),
    Column("other", Printed),
    Column("other_printed", Printed),
)

# The posts that appointments give or take, a body and an office each; one appointment may name two.
posts = Table(
    "posts",
    metadata,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("appointment", Integer, nullable=False),  # its ordinal
    Column("scope", Printed, nullable=False),
    Column("bare", Printed, nullable=False),
    Column("printed", Printed, nullable=False),
    Column("office", Printed, nullable=False),
)

Index("ix_posts_scope", posts.c.scope, posts.c.office)

# Who held an office from when to when, to be found by name: what `joined` says of it.
tenures = Table(
    "tenures",
    metadata,
    Column("office", Printed, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("person", Printed, nullable=False, index=True),
    Column("since", Date),
    Column("until", Date),
)

findings = Table(
    "findings",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("issue", ForeignKey("issues.id"), index=True),  # none: of an artifact that is no issue
    Column("sha256", ForeignKey("artifacts.sha256"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("message", Checked, nullable=False),
    Column("severity", Text, nullable=False),
    Column("document", Checked),
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
    Column("data", Text, nullable=False),  # JSON, sealed together with the columns SEALED
    Column("published", Instant),
)

SEALED = ("position", "id", "type", "source", "subject")  # of an event; its checksum is over these and its data


def seal_event(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the outbox, its data with a checksum."""
    return {**row, "data": seal(row["data"], *(row[name] for name in SEALED))}


# What search looks in: titles (paragraph -1) and paragraphs, long ones in pieces. `key` is the document's key times
# 2^20 and a running number from 0, so that the index alone tells documents and titles.
passages = Table(
    "passages",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("paragraph", Integer, nullable=False),
    Column("offset", Integer, nullable=False),  # where in the paragraph the piece begins
    Column("text", Checked, nullable=False),
)

Index("ix_issues_order", issues.c.gazette, issues.c.year, issues.c.number)
