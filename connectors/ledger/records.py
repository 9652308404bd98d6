"""Dataclasses in the ledger: compressed JSON for what is read whole, rows for what is asked for by value."""

import json
import zlib
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Table

from connectors.ledger import schema
from gongbao import serialization
from gongbao.model import Correction, Document, Issue, Page, SourceSpan
from gongbao.search.query import key, number_key

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


def facts_count(document: Document) -> int:
    """How many facts a document has."""
    return sum(len(rows) for _, rows in fact_rows(0, document))


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
    facts = document.facts
    validity = facts.validity
    stated = validity.effective_from or validity.expires or validity.valid_for
    rows: list[tuple[Table, list[dict[str, Any]]]] = [
        (
            schema.entities,
            [
                {
                    "type": e.type,
                    **_span(e),
                    "text": e.text,
                    "norm": e.norm,
                    "text_key": short_key(e.text),
                    "norm_key": short_key(e.norm),
                    **_origin(e),
                }
                for e in facts.entities
            ],
        ),
        (
            schema.appointments,
            [
                {
                    "person": a.person,
                    "person_key": short_key(a.person),
                    "action": a.action,
                    "post": a.post,
                    "probation": a.probation,
                    "note": a.note,
                    **_span(a),
                    **_origin(a),
                }
                for a in facts.appointments
            ],
        ),
        (
            schema.duties,
            [
                {
                    "lead": _list(d.lead),
                    "responsible": _list(d.responsible),
                    "cooperating": _list(d.cooperating),
                    "task": d.task,
                    "deadlines": _list(d.deadlines),
                    "due": d.due,
                    **_span(d),
                    **_origin(d),
                }
                for d in facts.duties
            ],
        ),
        (
            schema.chronicle,
            [
                {
                    "date": c.date,
                    "end": c.end,
                    "people": _list(c.people),
                    "text": c.text,
                    "paragraph": c.paragraph,
                    **_origin(c),
                }
                for c in facts.chronicle
            ],
        ),
        (
            schema.citations,
            [
                {
                    "relation": c.relation,
                    "number": c.number,
                    "number_key": short_number_key(c.number),
                    "title": c.title,
                    **_span(c),
                    **_origin(c),
                }
                for c in facts.citations
            ],
        ),
        (
            schema.validity,
            [
                {
                    "effective_from": v.effective_from,
                    "expires": v.expires,
                    "valid_for": v.valid_for,
                    "paragraph": v.paragraph,
                    **_origin(v),
                }
                for v in ([validity] if stated else [])
            ],
        ),
    ]
    for _, found in rows:
        for ordinal, row in enumerate(found):
            row["document"], row["ordinal"] = document_key, ordinal
    return rows


def _span(fact: Any) -> dict[str, Any]:
    return {"paragraph": fact.paragraph, "start": fact.start, "end": fact.end}


def _origin(fact: Any) -> dict[str, Any]:
    return {"rule": fact.rule, "confidence": fact.confidence}


def _list(texts: tuple[str, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False)
