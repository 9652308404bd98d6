"""What narrows a search: conditions on documents, apart from their words."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select

from connectors.ledger.fulltext import FullText, document_key
from connectors.ledger.records import short_key, short_number_key
from connectors.ledger.schema import documents, fact_table, phases
from gongbao.facts.kinds import ENTITIES
from gongbao.model import ENDED, Force
from gongbao.ports import Query
from gongbao.search.query import Term

entities = fact_table(ENTITIES)


def filters_of(query: Query) -> list[ColumnElement[bool]]:
    """Conditions that a document must fulfil to be found at all."""
    conditions: list[ColumnElement[bool]] = [~documents.c.withdrawn]
    if query.kind is not None:
        conditions.append(documents.c.kind == query.kind)
    if query.gazette is not None:
        conditions.append(documents.c.gazette == query.gazette)
    if query.issuer is not None:
        conditions.append(documents.c.issuer_key == short_key(query.issuer))
    if query.number is not None:
        conditions.append(documents.c.number_key == short_number_key(query.number))
    if query.since is not None:
        conditions.append(documents.c.date >= query.since)
    if query.until is not None:
        conditions.append(documents.c.date <= query.until)
    conditions += _force_filters(query, dt.date.today())
    if query.entity is not None:
        mentions = select(entities.c.document).where(is_entity(short_key(query.entity)))
        conditions.append(documents.c.key.in_(mentions))
    return conditions


def exclude(full_text: FullText, terms: Iterable[Term]) -> list[ColumnElement[bool]]:
    """That a document holds none of these terms, neither in its title nor anywhere else."""
    conditions: list[ColumnElement[bool]] = []
    for n, term in enumerate(terms):
        holding = full_text.matching(f"x{n}", [term])
        conditions.append(documents.c.key.not_in(select(document_key(holding.c.key))))
    return conditions


def _force_filters(query: Query, today: dt.date) -> list[ColumnElement[bool]]:
    """Conditions on how it stands with a document."""
    conditions: list[ColumnElement[bool]] = []
    if query.in_force_on is not None:
        conditions.append(_has_phase([Force.IN_FORCE], query.in_force_on, query.in_force_on))
    if query.expires_before is not None:
        conditions.append(_has_phase([Force.IN_FORCE], today, today))
        conditions.append(~_has_phase([Force.IN_FORCE], query.expires_before, None))
    if query.repealed is not None:
        ended = _has_phase(ENDED, None, today)
        conditions.append(ended if query.repealed else ~ended)
    return conditions


def _has_phase(forces: Iterable[Force], first: dt.date | None, last: dt.date | None) -> ColumnElement[bool]:
    """That a document has a phase of one of these sorts which meets these days; None is open."""
    met = [phases.c.document == documents.c.key, phases.c.force.in_([force.value for force in forces])]
    if first is not None:
        met.append(phases.c.last.is_(None) | (phases.c.last >= first))
    if last is not None:
        met.append(phases.c.first.is_(None) | (phases.c.first <= last))
    return select(phases.c.document).where(*met).exists()


def is_entity(*keys: str | None) -> ColumnElement[bool]:
    return or_(entities.c.text_key.in_(keys), entities.c.norm_key.in_(keys))
