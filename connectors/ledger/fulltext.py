"""Full text on either database: words in, keys of passages out.

A passage's key is its document's key times 2^20 and a running number, 0 for the title.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Subquery,
    bindparam,
    column,
    delete,
    literal_column,
    table,
    text,
)

from gongbao.model import Document
from gongbao.search.query import MAX_QUERY, Phrase, Term, words

SHIFT = 20
TITLE = -1  # the paragraph that stands for the title
PIECE = 4_000  # characters; PostgreSQL counts no places beyond 16,383 words
OVERLAP = MAX_QUERY  # so that a phrase across a cut is whole in one of the pieces


PASSAGE_WORDS = table("passage_words", column("key", BigInteger), column("words"))  # on PostgreSQL only


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, a paragraph, or a piece of a long one, and the words it is found by."""

    key: int
    paragraph: int
    offset: int
    text: str
    words: list[str]


def passages(key: int, document: Document) -> list[Passage]:
    """What a document is found by: its title, with its 文号, and its paragraphs."""
    # More passages than keys would be a million paragraphs; the rest of such a document is not searched.
    numbered = enumerate(islice(_pieces(document), 1 << SHIFT))
    found = [
        Passage(key << SHIFT | n, paragraph, offset, text, words(text)) for n, (paragraph, offset, text) in numbered
    ]
    found[0].words.extend(words(document.number or ""))
    return [passage for passage in found if passage.words]


def key_range(document_key: int) -> tuple[int, int]:
    """The first and the last key that a document's passages may have."""
    return document_key << SHIFT, (document_key + 1 << SHIFT) - 1


# Literals, as PostgreSQL shifts by an integer only, and parameters next to a bigint are bigints.
def document_key(key: ColumnElement[int]) -> ColumnElement[int]:
    """The key of a passage's document."""
    return key.op(">>")(literal_column(str(SHIFT)))


def running_number(key: ColumnElement[int]) -> ColumnElement[int]:
    """Which passage of its document it is; 0 is the title."""
    return key.op("&")(literal_column(str((1 << SHIFT) - 1)))


def _pieces(document: Document) -> Iterator[tuple[int, int, str]]:
    yield TITLE, 0, document.title[:PIECE]
    for n, paragraph in enumerate(document.paragraphs):
        for offset in range(0, max(1, len(paragraph.text) - OVERLAP), PIECE - OVERLAP):
            yield n, offset, paragraph.text[offset : offset + PIECE]


class FullText(Protocol):
    """What search needs of a database."""

    def put(self, db: Connection, found: Sequence[Passage]) -> None:
        """Add passages."""
        ...

    def drop(self, db: Connection, found: Sequence[Passage]) -> None:
        """Take out passages that were put in just so."""
        ...

    def clear(self, db: Connection) -> None:
        """Take out all."""
        ...

    def matching(self, name: str, terms: Sequence[Phrase | Term], every: bool = True) -> Subquery:
        """Keys of passages with all of the terms, each in some way, or with any. `name` is unique in its statement."""
        ...


class Fts5:
    """SQLite's FTS5, without content of its own: words separated by blanks, which its tokenizer leaves as they are."""

    def put(self, db: Connection, found: Sequence[Passage]) -> None:
        rows = [{"key": p.key, "words": " ".join(p.words)} for p in found]
        if rows:
            db.execute(text("INSERT INTO passages_fts (rowid, words) VALUES (:key, :words)"), rows)

    def drop(self, db: Connection, found: Sequence[Passage]) -> None:
        rows = [{"key": p.key, "words": " ".join(p.words)} for p in found]
        if rows:
            db.execute(
                text("INSERT INTO passages_fts (passages_fts, rowid, words) VALUES ('delete', :key, :words)"), rows
            )

    def clear(self, db: Connection) -> None:
        db.execute(text("INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')"))

    def matching(self, name: str, terms: Sequence[Phrase | Term], every: bool = True) -> Subquery:
        wanted = (" AND " if every else " OR ").join(f"({self._term(term)})" for term in terms)
        return (
            text(f"SELECT rowid AS key FROM passages_fts WHERE passages_fts MATCH :{name}")  # noqa: S608 our own name
            .bindparams(bindparam(name, wanted))
            .columns(column("key", BigInteger))
            .subquery(name)
        )

    def _term(self, term: Phrase | Term) -> str:
        return " OR ".join(map(self._phrase, term.phrases))

    @staticmethod
    def _phrase(phrase: Phrase) -> str:
        return '"' + " ".join(phrase.tokens) + '"' + (" *" if phrase.open else "")


class TsVector:
    """PostgreSQL's text search, with words and places given as they are, by no parser."""

    def put(self, db: Connection, found: Sequence[Passage]) -> None:
        rows = [{"key": p.key, "words": self._vector(p.words)} for p in found]
        if rows:
            db.execute(text("INSERT INTO passage_words (key, words) VALUES (:key, CAST(:words AS tsvector))"), rows)

    def drop(self, db: Connection, found: Sequence[Passage]) -> None:
        db.execute(delete(PASSAGE_WORDS).where(PASSAGE_WORDS.c.key.in_([p.key for p in found])))

    def clear(self, db: Connection) -> None:
        db.execute(delete(PASSAGE_WORDS))

    def matching(self, name: str, terms: Sequence[Phrase | Term], every: bool = True) -> Subquery:
        wanted = (" & " if every else " | ").join(f"({self._term(term)})" for term in terms)
        return (
            text(f"SELECT key FROM passage_words WHERE words @@ CAST(:{name} AS tsquery)")  # noqa: S608 our own name
            .bindparams(bindparam(name, wanted))
            .columns(column("key", BigInteger))
            .subquery(name)
        )

    @staticmethod
    def _vector(found: list[str]) -> str:
        return " ".join(f"'{word}':{place}" for place, word in enumerate(found, 1))

    def _term(self, term: Phrase | Term) -> str:
        return " | ".join(f"({self._phrase(phrase)})" for phrase in term.phrases)

    @staticmethod
    def _phrase(phrase: Phrase) -> str:
        return " <-> ".join(f"'{token}'" for token in phrase.tokens) + (":*" if phrase.open else "")


def full_text(dialect: str) -> FullText:
    """The full text of a dialect."""
    return Fts5() if dialect == "sqlite" else TsVector()
