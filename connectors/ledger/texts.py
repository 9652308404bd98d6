"""The state of each text, joined from all documents that speak of it: `gongbao.archive` on the tables of a ledger."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, select, update
from sqlalchemy import func as sql

from connectors.ledger.records import read_fact, short_number_key
from connectors.ledger.schema import documents, fact_table, phases, text_titles
from connectors.ledger.selecting import BATCH, batches
from gongbao.archive.names import text_number, title_key, title_keys
from gongbao.archive.resolution import Candidate, Resolution, resolve, titled_id
from gongbao.archive.statements import (
    EFFECTS,
    find_relations,
    name_text,
    state_other,
    state_own,
)
from gongbao.archive.texts import make_state
from gongbao.facts.kinds import RELATIONS, VALIDITY
from gongbao.model import Document, Force, Statement, TextRelation, TextState, Validity

_relations = fact_table(RELATIONS)
_validity = fact_table(VALIDITY)
_OF_FORCE = _relations.c.relation.in_([relation.value for relation in EFFECTS])
_BY_TITLE = _relations.c.number_key.is_(None)


def touched(db: Connection, changed: Iterable[Document]) -> set[str]:
    """The ids of the texts whose state may be another when these documents come or go: themselves, and those they
    speak of. Asked before and after, since both depend on what is there."""
    found: set[str] = set()
    titles: set[str] = set()
    for document in changed:
        found.add(_id_of(document.id, document.number))
        titles.update(title_keys(document))
        for name in (name_text(relation) for relation in find_relations(document) if relation.relation in EFFECTS):
            found |= {name.number} if name.number else set()
            titles |= {name.title} if name.title else set()
    for title in _named(db, titles):
        found.update(candidate.id for candidate in _find_bearers(db, title))
        found.update(
            titled_id(row.gazette, title) for row in _find_mentions(db, (_relations.c.title_key == title) & _BY_TITLE)
        )
    return found


def everything(db: Connection) -> set[str]:
    """The ids of all texts of which anything may be stated."""
    found = {
        _id_of(*row) for row in db.execute(select(documents.c.id, documents.c.number).where(~documents.c.withdrawn))
    }
    for row in _find_mentions(db, _OF_FORCE):
        number = text_number(row.number)
        found.add(number if number else titled_id(row.gazette, row.title_key or ""))
    return found


def state(db: Connection, text: str, today: dt.date) -> TextState | None:
    """The state of a text by its id; None where nothing is stated of it."""
    number = text_number(text)
    held = _find_held(db, text, number)
    own = [said for row in held for said in state_own(row.id, row.date, _read_validity(row))]
    mentions = [] if number is None else _find_mentions(db, _relations.c.number_key == short_number_key(number))
    titles = _find_titles(db, [row.key for row in held]) | {row.title_key for row in mentions if row.title_key}
    if text.endswith("》") and not held:
        titles.add(text.partition("/《")[2].removesuffix("》"))
    resolved = [one for title in sorted(titles) for one in _resolve_all(db, title)]
    by_title = [row for row, meant in resolved if not meant.rivals and (meant.id or _titled(row)) == text]
    unclear = [(row, meant) for row, meant in resolved if meant.rivals and _titled(row) == text]
    rivals = tuple(sorted({name for _, meant in unclear for name in meant.rivals}))
    itself = {row.key for row in held}
    others = [said for row in (*mentions, *by_title) if row.key not in itself and (said := _state(row))]
    quoted = next((row.title for row in (*held, *mentions, *by_title) if row.title), None)
    issued = min((row.date for row in held if row.date), default=None)
    found = make_state(text, number, quoted, [row.id for row in held], issued, [*own, *others], today)
    if not rivals:
        return found
    said_of_them = filter(None, (_state(row) for row, _ in unclear))
    stated = tuple(sorted(said_of_them, key=lambda one: (one.by, one.paragraph, one.start)))
    named = found or TextState(id=text, title=unclear[0][0].title, force=Force.UNSTATED, statements=stated)
    return replace(named, rivals=rivals)


def find_ids(db: Connection, name: str) -> list[str]:
    """The ids of the texts that a person may mean: by number, by the id of a document, or by title."""
    number = text_number(name)
    if number:
        return [number]
    row = db.execute(select(documents.c.id, documents.c.number).where(documents.c.id == name)).first()
    if row is not None:
        return [_id_of(row.id, row.number)]
    title = title_key(name)
    mentions = _find_mentions(db, (_relations.c.title_key == title) & _BY_TITLE & _OF_FORCE)
    bearers = [candidate.id for candidate in _find_bearers(db, title)]
    return [name, *dict.fromkeys([*bearers, *(titled_id(row.gazette, title) for row in mentions)])]


def describe(db: Connection, text: str) -> TextState | None:
    """A text that is held, as one of whose force nothing is stated; None where it is not held."""
    number = text_number(text)
    held = _find_held(db, text, number)
    if not held:
        return None
    return TextState(
        id=text, number=number, title=held[0].title, documents=tuple(row.id for row in held), force=Force.UNSTATED
    )


def keep(db: Connection, text: str, found: TextState | None) -> None:
    """Note at the documents that are a text how it stands with it; one of which that is news is to be indexed again."""
    says = [(phase.first, phase.last, phase.force.value) for phase in (found.phases if found else ())]
    for row in _find_held(db, text, text_number(text)):
        mine = phases.c.document == row.key
        said = select(phases.c.first, phases.c.last, phases.c.force).where(mine).order_by(phases.c.ordinal)
        if [tuple(phase) for phase in db.execute(said)] == says:
            continue
        db.execute(delete(phases).where(mine))
        rows = [
            {"document": row.key, "ordinal": n, "first": first, "last": last, "force": force}
            for n, (first, last, force) in enumerate(says)
        ]
        if rows:
            db.execute(insert(phases), rows)
        number = db.execute(select(sql.max(documents.c.sequence_number))).scalar_one() + 1
        db.execute(update(documents).where(documents.c.key == row.key).values(sequence_number=number))


def _id_of(document: str, number: str | None) -> str:
    return text_number(number) or document


def _named(db: Connection, titles: Iterable[str]) -> Iterator[str]:
    """Those of some titles by which a document speaks of a text without its number."""
    query = select(_relations.c.title_key).where(_BY_TITLE, _OF_FORCE).distinct()
    for some in batches(sorted(titles), BATCH):
        yield from db.execute(query.where(_relations.c.title_key.in_(some))).scalars()


def _find_held(db: Connection, text: str, number: str | None) -> list[Row[Any]]:
    """The documents that are a text, each with its validity."""
    known = documents.c.id == text if number is None else documents.c.number_key == short_number_key(number)
    columns = [documents.c[name] for name in ("key", "id", "number", "title", "date")]
    query = (
        select(*columns, *(_validity.c[f.name] for f in VALIDITY.fields))
        .outerjoin(_validity, _validity.c.document == documents.c.key)
        .where(known, ~documents.c.withdrawn)
        .order_by(documents.c.key)
    )
    return [row for row in db.execute(query) if text_number(row.number) == number]


def _find_titles(db: Connection, keys: Sequence[int]) -> set[str]:
    query = select(text_titles.c.title_key).where(text_titles.c.document.in_(keys))
    return set(db.execute(query).scalars())


def _find_bearers(db: Connection, title: str) -> list[Candidate]:
    """All texts that bear a title: those held, and those of which a document says both number and title."""
    held = (
        select(*(documents.c[name] for name in ("id", "number", "date", "issuer", "gazette")))
        .join(text_titles, text_titles.c.document == documents.c.key)
        .where(text_titles.c.title_key == title, ~documents.c.withdrawn)
        .order_by(documents.c.key)
    )
    found: dict[str, Candidate] = {}
    for row in db.execute(held):
        one = Candidate(_id_of(row.id, row.number), row.date, (row.issuer,) if row.issuer else (), row.gazette)
        found.setdefault(one.id, one)
    named = select(_relations.c.number).where(_relations.c.title_key == title, ~_BY_TITLE).distinct()
    for number in filter(None, map(text_number, db.execute(named).scalars())):
        found.setdefault(number, Candidate(number))
    return list(found.values())


def _find_mentions(db: Connection, condition: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Relations, each with the document that states it."""
    columns: Select[Any] = select(
        _relations,
        documents.c.key,
        documents.c.id,
        documents.c.date,
        documents.c.gazette,
        documents.c.number.label("own_number"),
        documents.c.issuer.label("own_issuer"),
        _validity.c.effective_from,
    )
    query = (
        columns.join(documents, documents.c.key == _relations.c.document)
        .outerjoin(_validity, _validity.c.document == documents.c.key)
        .where(condition, ~documents.c.withdrawn)
        .order_by(documents.c.key, _relations.c.ordinal)
    )
    return db.execute(query).all()


def _titled(row: Row[Any]) -> str:
    """The id of the text that a mention by title means where nobody holds it."""
    return titled_id(row.gazette, row.title_key)


def _resolve_all(db: Connection, title: str) -> list[tuple[Row[Any], Resolution]]:
    """The mentions of a title, without a number, each with the text that it means."""
    mentions = _find_mentions(db, (_relations.c.title_key == title) & _BY_TITLE & _OF_FORCE)
    bearers = _find_bearers(db, title) if mentions else []
    return [(row, _resolve(row, bearers)) for row in mentions]


def _resolve(row: Row[Any], bearers: Sequence[Candidate]) -> Resolution:
    issuers = (row.own_issuer,) if row.own_issuer else ()
    by = Candidate(_id_of(row.id, row.own_number), row.date, issuers, row.gazette)
    return resolve(name_text(_read_relation(row)), by, bearers)


def _state(row: Row[Any]) -> Statement | None:
    return state_other(row.id, row.date, row.effective_from, _read_relation(row))


def _read_relation(row: Row[Any]) -> TextRelation:
    found: TextRelation = read_fact(RELATIONS, dict(row._mapping))
    return found


def _read_validity(row: Row[Any]) -> Validity:
    return Validity() if row.rule is None else read_fact(VALIDITY, dict(row._mapping))
