"""What a document states of the force of texts: of its own, and of others that it names."""

import datetime as dt
from dataclasses import dataclass

from gongbao.archive.names import part_issuer, text_number, title_key
from gongbao.facts.expiry import last_day
from gongbao.model import Document, Effect, Relation, RelationKind, Statement, TextRelation, Validity


@dataclass(frozen=True, slots=True)
class TextName:
    """How a document names a text: by its number, by its title (as a key), or by both; and who issued it."""

    number: str | None
    title: str | None
    issuer: str | None = None


EFFECTS = {kind: Effect(kind.value) for kind in RelationKind if kind.value in set(Effect)}
"""Relations that bear on the force of the text named; the others only lead from one text to another."""

SILENT = (Effect.AMENDS, Effect.CORRECTS)  # they presuppose that a text is in force, and do not change that


def state_own(by: str, said: dt.date | None, validity: Validity) -> tuple[Statement, ...]:
    """What a document states of its own force.

    Args:
        by: The document's id.
        said: Its date.
        validity: What its words say.
    """
    found = []
    place = validity.paragraph or 0
    if validity.effective_from:
        found.append(Statement(Effect.ENTERS, by, said, since=validity.effective_from, paragraph=place))
    if last := last_day(validity):
        found.append(Statement(Effect.EXPIRES, by, said, until=last, paragraph=place))
    return tuple(found)


def state_other(
    by: str, said: dt.date | None, effective_from: dt.date | None, relation: TextRelation
) -> Statement | None:
    """What a document states of the force of the text that a relation leads to; None where that is nothing.

    Without a day of its own a statement holds from the day on which the document enters into force, else from its date.
    What ends an article does not end the text.
    """
    effect = EFFECTS.get(relation.relation)
    if effect is None or (relation.provision is not None and effect not in SILENT):
        return None
    since = relation.since or effective_from or said
    return Statement(effect, by, said, since, relation.until, relation.paragraph, relation.start, relation.end)


def name_text(relation: TextRelation) -> TextName:
    """How a relation names the other text."""
    issuer = part_issuer(relation.title)[0] if relation.title else None
    title = title_key(relation.title) if relation.title else None
    return TextName(text_number(relation.number), title or None, relation.issuer or issuer)


def find_relations(document: Document) -> tuple[TextRelation, ...]:
    """The relations of a document; one that was read before there were any has citations that say what it repeals."""
    found = document.facts.relations
    repealed = [cited for cited in document.facts.citations if cited.relation is Relation.REPEALS]
    return found or tuple(
        TextRelation(
            RelationKind.REPEALS,
            cited.number,
            cited.title,
            paragraph=cited.paragraph,
            start=cited.start,
            end=cited.end,
            rule=cited.rule,
            confidence=cited.confidence,
        )
        for cited in repealed
    )
