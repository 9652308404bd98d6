"""Entities of a document: every kind's rules in their order, so that no two mentions overlap."""

from gongbao.gazette import Gazette
from gongbao.language.segmentation import Words
from gongbao.model import Document, Entity, EntityType, Kind
from gongbao.model.spans import Span
from transforms.tag.appointments import LocatedAppointment, mentions_of
from transforms.tag.bodies import Bodies
from transforms.tag.chronicle import title_month
from transforms.tag.dates import find_dates
from transforms.tag.divisions import find_home
from transforms.tag.duties import LocatedDuty
from transforms.tag.masks import neutral_phrases
from transforms.tag.members import printed_gaps
from transforms.tag.mentions import Mention, hide, hide_matches, without_overlap
from transforms.tag.people import find_people
from transforms.tag.places import Places
from transforms.tag.quantities import find_quantities
from transforms.tag.titles import find_numbers, find_titles


def find_mentions(
    document: Document,
    gazette: Gazette,
    year: int | None,
    appointed: list[LocatedAppointment],
    assigned: list[LocatedDuty],
) -> list[list[Mention]]:
    """The mentions of each paragraph, in the order of the text."""
    texts = [paragraph.text for paragraph in document.paragraphs]
    bodies, places = Bodies(gazette), Places(gazette, find_home(document, gazette))
    parted = [Words(text) for text in texts]
    month = None
    if document.kind is Kind.CHRONICLE:
        year, month = title_month(document.title, year)
    elif document.date:
        year = document.date.year
    taken = [_find_fixed(text, year, month) for text in texts]
    for index, mentions in mentions_of(appointed).items():
        taken[index] += without_overlap(mentions, taken[index])
    masked = [hide_matches(text, neutral_phrases(gazette)) for text in texts]
    for index, text in enumerate(masked):
        taken[index] += without_overlap(bodies.find_collective(hide(text, taken[index])), taken[index])
    for index, spans in _listed(assigned).items():
        text = hide(masked[index], taken[index])
        found = [mention for span in spans for mention in bodies.of_item(text, span)]
        taken[index] += without_overlap(found, taken[index])
    known = {f.appointment.person for f in appointed}
    gaps = [printed_gaps(paragraph) for paragraph in document.paragraphs]
    for index, mentions in enumerate(find_people(masked, taken, known, gaps)):
        taken[index] += without_overlap(mentions, taken[index])
    for index, text in enumerate(masked):
        taken[index] += without_overlap(bodies.find(hide(text, taken[index]), parted[index]), taken[index])
        taken[index] += without_overlap(places.find(hide(text, taken[index]), parted[index]), taken[index])
    return [sorted(mentions) for mentions in taken]


def entities_of(document: Document, mentions: list[list[Mention]]) -> tuple[Entity, ...]:
    """The mentions as entities of the document."""
    return tuple(
        Entity(
            EntityType(m.type),
            index,
            m.start,
            m.end,
            document.paragraphs[index].text[m.start : m.end],
            m.norm,
            m.rule,
            m.confidence,
        )
        for index, found in enumerate(mentions)
        for m in found
    )


def _find_fixed(text: str, year: int | None, month: int | None) -> list[Mention]:
    """What form alone tells: titles, then numbers, dates and quantities outside them."""
    found = find_titles(text)
    for find in (find_numbers, lambda t: find_dates(t, year, month), find_quantities):
        found += find(hide(text, found))
    return found


def _listed(assigned: list[LocatedDuty]) -> dict[int, list[Span]]:
    """Where duties name bodies, by paragraph."""
    spans: dict[int, list[Span]] = {}
    for located in assigned:
        for body in located.bodies:
            spans.setdefault(body.paragraph, []).append(body.span)
    return spans
