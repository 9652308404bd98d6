"""What a document teaches of the names of bodies: those it names, short names, renamings, mergers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.archive.places import Place, part_place
from gongbao.archive.posts import part_post, second_post
from gongbao.archive.register import BodyName, NameStatement, locate, second_name
from gongbao.gazette import load_all
from gongbao.language.bodies import BODY_END, is_body_name
from gongbao.language.characters import HAN
from gongbao.model import Appointment, Document, EntityType, Naming

_BODY = rf"[{HAN}（）]{{2,40}}?(?:{BODY_END}|办)"
_MARKS = '[“”‘’"《》]?'
# 某市水利工程中心（以下简称市水利中心）
_CALLED = re.compile(rf"（(?:以下)?(?:统)?简称(?:为)?[：:]?{_MARKS}(?P<short>[{HAN}]{{2,20}}){_MARKS}）")
_ENDS = (*BODY_END.split("|"), "办", "政府")
_NEW_NAME = re.compile("(?:更名|改名|改称|变更名称)为")
_RENAMED = re.compile(
    rf"(?:^|[^{HAN}（）]|将|把|原)(?:同意|决定)?(?:将|把|原)?{_MARKS}(?P<old>{_BODY}){_MARKS}"
    rf"(?:已|现|正式|整体|统一|相应)?{_NEW_NAME.pattern}{_MARKS}(?P<new>{_BODY})(?=[^{HAN}]|$)"
)
_MERGED = re.compile(
    rf"(?:重新)?组建(?P<new>{_BODY})(?=[^{HAN}]|$)[^。]{{0,120}}?不再保留(?P<old>[{HAN}（）、]{{3,120}})"
)
_LISTED = re.compile("[、和]")


@dataclass(frozen=True, slots=True)
class PostHeld:
    """One appointment with the body and the office of its post."""

    ordinal: int
    body: BodyName
    office: str


def find_context(document: Document) -> tuple[Place | None, str]:
    """The place in which a document's names are to be read, and its gazette: by who issued it, else by the gazette."""
    gazette = document.issue.partition("/")[0]
    for name in (*document.issuers, *document.signatories):
        if place := part_place(name)[0]:
            return place, gazette
    printed = next((known.place for known in load_all() if known.id == gazette), gazette)
    return part_place(printed)[0], gazette


def find_names(document: Document) -> tuple[NameStatement, ...]:
    """What a document says of the names of bodies, each thing once."""
    around, gazette = find_context(document)

    def read(printed: str) -> BodyName:
        return locate(printed, around, gazette)

    found: dict[NameStatement, None] = {}
    appointed = filter(None, (part_post(appointment)[0] for appointment in _find_appointments(document)))
    for printed in dict.fromkeys((*document.issuers, *document.signatories, *appointed)):
        if (name := read(printed)).whole and is_body_name(printed):
            found[NameStatement(Naming.OFFICIAL, name)] = None
    for entity in document.facts.entities:
        if entity.type is not EntityType.ORG or not is_body_name(entity.text):
            continue
        if (name := read(entity.text)).whole and NameStatement(Naming.OFFICIAL, name) not in found:
            found[NameStatement(Naming.SEEN, name)] = None
    for naming, old, new in _find_stated(document):
        first, other = read(old), read(new)
        if first.scope == other.scope and first.bare != other.bare:
            found[NameStatement(naming, first, other)] = None
    return tuple(found)


def find_posts(document: Document) -> tuple[PostHeld, ...]:
    """The posts that a document gives or takes, in the order of its appointments."""
    around, gazette = find_context(document)
    issuer = next(iter(document.issuers), "")
    found = []
    for ordinal, appointment in enumerate(document.facts.appointments):
        for one in filter(None, (appointment, second_post(appointment))):
            body, office = part_post(one)
            found.append(PostHeld(ordinal, locate(body or issuer, around, gazette), office))
    return tuple(found)


def _find_appointments(document: Document) -> Iterator[Appointment]:
    """The appointments of a document, those in brackets behind others among them."""
    for appointment in document.facts.appointments:
        yield from filter(None, (appointment, second_post(appointment)))


def _find_stated(document: Document) -> Iterator[tuple[Naming, str, str]]:
    for appointment in document.facts.appointments:
        if appointment.body and (other := second_name(appointment.body)) and is_body_name(other):
            yield Naming.SHORT, appointment.body, other
    bodies = {(e.paragraph, e.end): e.text for e in document.facts.entities if e.type is EntityType.ORG}
    for index, paragraph in enumerate(document.paragraphs):
        text = paragraph.text
        if "简称" in text:
            for match in _CALLED.finditer(text):
                whole = bodies.get((index, match.start()))
                if whole and match["short"].endswith(_ENDS):
                    yield Naming.SHORT, whole, match["short"]
        if "为" in text and _NEW_NAME.search(text):
            for match in _RENAMED.finditer(text):
                if is_body_name(match["old"]) and is_body_name(match["new"]):
                    yield Naming.RENAMED, match["old"], match["new"]
        if "不再保留" in text:
            yield from _find_merged(text)


def _find_merged(text: str) -> Iterator[tuple[Naming, str, str]]:
    for match in _MERGED.finditer(text):
        for old in filter(is_body_name, _LISTED.split(match["old"])):
            if is_body_name(match["new"]):
                yield Naming.MERGED, old, match["new"]
