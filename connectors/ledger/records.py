"""Dataclasses in the ledger: compressed JSON for what is read whole, rows for what is asked for by value."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import Table

from connectors.ledger.schema import fact_table
from gongbao import serialization
from gongbao.archive.names import title_key
from gongbao.facts import FactKind, kinds
from gongbao.facts.kind import Folding, base_type
from gongbao.model import Correction, Document, Issue, Page, SourceSpan
from gongbao.search.query import key, number_key

F = TypeVar("F")
T = TypeVar("T")

MAX_KEY = 200  # characters; PostgreSQL indexes no text much beyond 2,700 bytes
LEVEL = 3  # of compression: twice as fast as the default for a tenth more


@dataclass(frozen=True, slots=True)
class StoredPages:
    """How an issue was read: large, and seldom asked for."""

    pages: tuple[Page, ...]
    corrections: tuple[Correction, ...]
    contents_spans: tuple[SourceSpan, ...] = ()


def pack(value: Any) -> bytes:
    """A dataclass as compressed JSON."""
    return zlib.compress(serialization.dumps(value).encode("utf-8", "surrogatepass"), LEVEL)


def unpack(kind: type[T], record: bytes) -> T:
    """The opposite of `pack`."""
    return serialization.loads(kind, zlib.decompress(record).decode("utf-8", "surrogatepass"))


def split(issue: Issue) -> tuple[Issue, StoredPages]:
    """An issue without documents, pages and corrections; and those of its reading."""
    frame = replace(issue, documents=(), pages=(), corrections=(), contents_spans=())
    return frame, StoredPages(issue.pages, issue.corrections, issue.contents_spans)


def join(frame: Issue, pages: StoredPages, documents: tuple[Document, ...]) -> Issue:
    """The opposite of `split`."""
    return replace(
        frame,
        documents=documents,
        pages=pages.pages,
        corrections=pages.corrections,
        contents_spans=pages.contents_spans,
    )


def short_key(text: str | None) -> str | None:
    """A text as it is compared with others."""
    return None if text is None else key(text[:MAX_KEY])[:MAX_KEY]


def short_number_key(text: str | None) -> str | None:
    """A 文号 as it is compared with others."""
    return None if text is None else number_key(text[:MAX_KEY])[:MAX_KEY]


def document_row(document: Document, gazette: str) -> dict[str, Any]:
    """The columns of a document that follow from what it says."""
    return {
        "issue": document.issue,
        "ordinal": document.ordinal,
        "gazette": gazette,
        "kind": document.kind.value,
        "number": document.number,
        "number_key": short_number_key(document.number),
        "title": document.title,
        "title_key": short_key(document.title),
        "issuer": document.issuer,
        "issuer_key": short_key(document.issuer),
        "date": document.date,
        "pages": json.dumps(document.pages),
    }


def fact_rows(document_key: int, document: Document) -> list[tuple[Table, list[dict[str, Any]]]]:
    """The facts of a document as rows of their tables."""
    return [
        (
            fact_table(kind),
            [
                {"document": document_key, "ordinal": ordinal, **fact_row(kind, fact)}
                for ordinal, fact in enumerate(document.facts.of(kind.name))
            ],
        )
        for kind in kinds()
    ]


def short_title_key(text: str | None) -> str | None:
    """A title as it is compared with others, however fully it is quoted."""
    return None if text is None else title_key(text)[:MAX_KEY]


FOLD = {Folding.TEXT: short_key, Folding.NUMBER: short_number_key, Folding.TITLE: short_title_key}


def fact_row(kind: FactKind[F], fact: F) -> dict[str, Any]:
    """The columns of a fact that follow from what it says."""
    row: dict[str, Any] = {}
    for f in kind.fields:
        value = kind.value(fact, f.name)
        row[f.name] = json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
        if f.folding is not None:
            row[f"{f.name}_key"] = FOLD[f.folding](value)
    return row | {name: of.of(fact) for name, of in kind.derived.items()}


def read_fact(kind: FactKind[F], row: Mapping[str, Any]) -> F:
    """The opposite of `fact_row`."""
    values: dict[str, Any] = {}
    for f in kind.fields:
        hint, _ = base_type(kind.hints[f.name])
        value = row[f.name]
        if value is not None and hint is tuple:
            value = tuple(json.loads(value))
        elif value is not None and issubclass(hint, Enum):
            value = hint(value)
        values[f.attribute or f.name] = value
    return kind.type(**values)
