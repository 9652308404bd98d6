"""Documents and facts of the whole ledger that pass some filters, in the order of issues and of their contents."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from connectors.ledger.reading import current
from connectors.ledger.records import read_fact, short_key, unpack
from connectors.ledger.schema import documents, fact_table, issues, revisions
from gongbao.facts import FactKind
from gongbao.model import Document
from gongbao.ports import Selection, StoredFact

T = TypeVar("T")

BATCH = 10_000  # values that one statement asks for: databases bound the number of parameters

ORDER = (
    issues.c.gazette,
    func.coalesce(issues.c.year, 0),
    func.coalesce(issues.c.number, 0),
    issues.c.id,
    documents.c.ordinal,
    documents.c.key,
)


def document_keys(db: Connection, selection: Selection) -> list[int]:
    """The keys of the documents that pass."""
    query = select(documents.c.key).join(issues, issues.c.id == documents.c.issue)
    return list(db.execute(query.where(*_conditions(selection)).order_by(*ORDER)).scalars())


def read_documents(db: Connection, keys: Sequence[int]) -> list[Document]:
    """Documents by their keys, in the order of those; one that went meanwhile is left out."""
    query = select(documents.c.key, revisions.c.record).join(revisions, current())
    rows = db.execute(query.where(documents.c.key.in_(keys), ~documents.c.withdrawn))
    found = {row.key: row.record for row in rows}
    return [unpack(Document, found[key]) for key in keys if key in found]


def read_facts(db: Connection, kind: FactKind[Any], selection: Selection) -> list[StoredFact]:
    """The facts of one kind in the documents that pass."""
    table = fact_table(kind)
    query: Select[Any] = (
        select(documents.c.issue.label("_issue"), documents.c.id.label("_document"), table)
        .join(documents, documents.c.key == table.c.document)
        .join(issues, issues.c.id == documents.c.issue)
        .where(*_conditions(selection))
        .order_by(*ORDER, table.c.ordinal)
    )
    return [
        StoredFact(row["_issue"], row["_document"], read_fact(kind, dict(row))) for row in db.execute(query).mappings()
    ]


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items, so many at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _conditions(selection: Selection) -> list[ColumnElement[bool]]:
    wanted = (
        (documents.c.issue, selection.issue),
        (documents.c.gazette, selection.gazette),
        (issues.c.year, selection.year),
        (documents.c.kind, selection.kind),
        (documents.c.issuer_key, short_key(selection.issuer)),
    )
    conditions = [~documents.c.withdrawn, *(column == value for column, value in wanted if value is not None)]
    if selection.since is not None:
        conditions.append(documents.c.date >= selection.since)
    if selection.until is not None:
        conditions.append(documents.c.date <= selection.until)
    return conditions
