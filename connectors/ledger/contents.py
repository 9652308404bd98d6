"""What the documents of a ledger are found by: their facts, their titles, and the words of their text."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from connectors.ledger.fulltext import FullText, key_range, passages
from connectors.ledger.office_rows import office_rows
from connectors.ledger.records import MAX_KEY, document_row, fact_rows, unpack
from connectors.ledger.schema import body_names, documents, fact_tables, meta, phases, posts, revisions, text_titles
from connectors.ledger.schema import passages as passage_table
from gongbao.archive.names import title_keys
from gongbao.archive.statements import find_relations
from gongbao.model import Document
from gongbao.search import query


def put(db: Connection, full_text: FullText, key: int, document: Document) -> None:
    """Put in what a document is found by; `key` is its key in the ledger."""
    facts = document.facts.having(relations=find_relations(document))
    for table, rows in fact_rows(key, replace(document, facts=facts)):
        insert_all(db, table, rows)
    for table, rows in office_rows(key, document):
        insert_all(db, table, rows)
    titles = dict.fromkeys(title[:MAX_KEY] for title in title_keys(document))
    insert_all(db, text_titles, [{"document": key, "title_key": title} for title in titles])
    found = passages(key, document)
    insert_all(
        db,
        passage_table,
        [{"key": p.key, "paragraph": p.paragraph, "offset": p.offset, "text": p.text} for p in found],
    )
    full_text.put(db, found)


def drop(db: Connection, full_text: FullText, key: int, document: Document) -> None:
    """Take out what a document was found by."""
    for table in (*fact_tables(), text_titles, phases, body_names, posts):
        db.execute(delete(table).where(table.c.document == key))
    full_text.drop(db, passages(key, document))
    first, last = key_range(key)
    db.execute(delete(passage_table).where(passage_table.c.key.between(first, last)))


def fill_anew(db: Connection, full_text: FullText) -> None:
    """Fill all of it again from the records: text is folded in another way than when it was written."""
    full_text.clear(db)
    for table in (passage_table, text_titles, body_names, posts, *fact_tables()):
        db.execute(delete(table))
    rows = select(documents.c.key, documents.c.gazette, documents.c.version).where(~documents.c.withdrawn)
    for row in db.execute(rows.order_by(documents.c.key)).all():
        at = (revisions.c.document == row.key) & (revisions.c.version == row.version)
        record = db.execute(select(revisions.c.record).where(at)).scalar_one()
        document = unpack(Document, record)
        db.execute(update(documents).where(documents.c.key == row.key).values(document_row(document, row.gazette)))
        put(db, full_text, row.key, document)
    db.execute(delete(meta).where(meta.c.name == "folding"))
    db.execute(insert(meta).values(name="folding", value=str(query.FOLDING)))


def insert_all(db: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Put rows in, if there are any."""
    if rows:
        db.execute(insert(table), rows)
