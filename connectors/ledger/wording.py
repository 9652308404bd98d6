"""What the words of a query may mean in this archive: names of bodies, and words that are nearly right."""

from sqlalchemy import ColumnElement, Connection, Text, func, select, type_coerce

from connectors.ledger.fulltext import FullText, document_key
from connectors.ledger.schema import documents, fact_table, passages
from gongbao.facts.kinds import APPOINTMENTS, ENTITIES
from gongbao.model import EntityType
from gongbao.search.query import Phrase, Search, phrase
from gongbao.search.suggestions import contexts, suggest

entities, appointments = map(fact_table, (ENTITIES, APPOINTMENTS))

NAMES = 1_000  # of bodies among which those are sought that are abbreviated so
NEAR = 200  # passages in which a word like one that is found nowhere is sought


def find_bodies(db: Connection, characters: str) -> list[str]:
    """Names of bodies that hold these characters in order."""
    holding = f"%{'%'.join(characters)}%"
    name = func.coalesce(entities.c.norm_key, entities.c.text_key)
    named = select(name).where(entities.c.type == EntityType.ORG.value, name.like(holding))
    body = type_coerce(appointments.c.body, Text)  # so that what it is compared with is not sealed
    served = select(appointments.c.body).where(body.like(holding))
    each = (db.execute(query.distinct().limit(NAMES)).scalars() for query in (named, served))
    return [name for names in each for name in names]


def correct(db: Connection, full_text: FullText, filters: list[ColumnElement[bool]], wanted: Search) -> str | None:
    """The query with a word that is found nowhere replaced by its suggestion; None where there is none."""
    for word in wanted.correctable:
        term = phrase(word)
        if term is None or not contexts(word) or _find_near(db, full_text, filters, [term], limit=1):
            continue
        texts: list[str] = []
        for parts in contexts(word):
            texts += _find_near(db, full_text, filters, [part for text in parts if (part := phrase(text))])
        if other := suggest(word, texts):
            return wanted.asked.replace(word, other)
    return None


def _find_near(
    db: Connection,
    full_text: FullText,
    filters: list[ColumnElement[bool]],
    around: list[Phrase],
    limit: int = NEAR,
) -> list[str]:
    """Texts with all of the phrases."""
    hits = full_text.matching("q", around)
    near = select(passages.c.text).join(hits, hits.c.key == passages.c.key)
    near = near.join(documents, documents.c.key == document_key(passages.c.key)).where(*filters)
    return list(db.execute(near.limit(limit)).scalars())
