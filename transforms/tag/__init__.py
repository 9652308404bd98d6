"""Tagging: from a document's clean paragraphs to the facts that it states."""

from gongbao.gazette import Gazette
from gongbao.model import Document, Facts
from transforms.tag.appointments import locate_appointments
from transforms.tag.chronicle import find_items
from transforms.tag.citations import find_citations
from transforms.tag.duties import locate_duties
from transforms.tag.entities import entities_of, find_mentions
from transforms.tag.leaving import tell_leaving
from transforms.tag.relations import locate_relations
from transforms.tag.targets import find_targets
from transforms.tag.validity import find_validity

__all__ = ["tag"]


def tag(document: Document, gazette: Gazette, year: int | None) -> Facts:
    """Every fact that the rules find in a document. `year` is the issue's, for dates that name none."""
    appointed = locate_appointments(document)
    assigned = locate_duties(document, year)
    mentions = find_mentions(document, gazette, year, appointed, assigned)
    related = locate_relations(document)
    people = [[m for m in found if m.type == "PER"] for found in mentions]
    return Facts(
        entities=entities_of(document, mentions),
        appointments=tell_leaving([found.appointment for found in appointed], document),
        duties=tuple(found.duty for found in assigned),
        chronicle=find_items(document, people, year),
        citations=find_citations(document, related),
        relations=tuple(found.relation for found in related),
        validity=find_validity(document),
        targets=find_targets(document, year),
    )
