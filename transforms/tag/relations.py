"""Relations: what a document does to other texts: repeals, amends, extends, forwards them, or rests on them.

One walk through its paragraphs reads what their sentences say of texts by name (`relation_clauses`), what becomes of
the texts of lists and tables (`relation_lists`), and which articles an amendment changes. Citations follow from it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongbao.language.numbering import NESTING, Marker, NumberingStyle, find_marker
from gongbao.model import Document, Paragraph, RelationKind, Role, TextRelation
from gongbao.model.spans import Span
from transforms.tag import relation_words as words
from transforms.tag.named_texts import PROVISION, Clauses, NamedText, read_clauses, split_provisions
from transforms.tag.relation_clauses import (
    ENDS,
    GROUNDS,
    SENTENCE,
    Place,
    Said,
    find_said,
    find_tails,
    read_days,
)
from transforms.tag.relation_lists import (
    Header,
    Listing,
    choose_fate,
    find_items,
    read_fates,
    read_header,
    read_listing,
    read_row,
)

_SUMMARY = re.compile("等|部分|一批|若干|一些|目录|结果")
_OWN_KIND = re.compile(r"的(?:通知|决定|公告|通告|函|批复|意见|通报)$")
# Of an amendment: 将第三条修改为, 删去第五条中的, 增加一条，作为第八条.
_CHANGED = re.compile(rf"(?:将|把|对|删去|删除|在|原)?其?(?P<provision>{PROVISION})")
_ADDED = re.compile("作为(?P<provision>第[^款项]{1,6}条(?:之[^，。]{1,3}?)?)(?=[：:。，；]|$)")
# Where a paragraph takes up another text: 一、《…》, 对《…》作出修改.
_TAKES_UP = re.compile("(?:决定)?(?:将|把|对|修改|关于|废止)?")
_CHANGES = re.compile("修改|修正|删|增加|改为|调整|移至|合并")
_REVISES = (RelationKind.AMENDS, RelationKind.CORRECTS)
_SHORT = 20  # characters in which a paragraph says what it is about
_CONFIDENCE = {"said": 0.9, "list": 0.85, "row": 0.9, "title": 0.85, "below": 0.8, "provision": 0.9}


@dataclass(frozen=True, slots=True)
class LocatedRelation:
    """A relation, and where the text that it is about is named: nowhere where the title alone says so."""

    relation: TextRelation
    name: Span | None


@dataclass(slots=True)
class _Walk:
    """What is known while the paragraphs of a document are read."""

    document: Document
    year: int | None
    default: Listing | None
    listing: Listing | None
    place: Place
    header: Header | None = None
    preamble: bool = True
    amended: tuple[NamedText, ...] = ()  # whose amendments stand in the paragraphs that come
    marker: Marker | None = None  # of the paragraph that opened them
    loose: list[tuple[int, NamedText]] = field(default_factory=list)  # items of which nothing is said yet
    recent: list[tuple[int, NamedText]] = field(default_factory=list)  # texts that the sentence before names
    aliases: dict[str, NamedText] = field(default_factory=dict)
    titles: dict[str, str | None] = field(default_factory=dict)  # by number
    numbers: dict[str, str | None] = field(default_factory=dict)  # by title, None where there are several
    found: list[tuple[int, Said]] = field(default_factory=list)


def locate_relations(document: Document) -> tuple[LocatedRelation, ...]:
    """What a document does to other texts, in the order of the text; each text once for each thing that is done to it.

    Args:
        document: Its number, title and parts tell what is itself, its date the year of days that name none.

    Returns:
        Relations with the place where their text is named.
    """
    walk = _Walk(
        document,
        document.date.year if document.date else None,
        default := _find_default(document),
        default,
        _find_place(document.title),
    )
    for index, paragraph in enumerate(document.paragraphs):
        _read(walk, index, paragraph)
    walk.found += ((-1, said) for said in _read_title(document.title, walk.year))
    return tuple(_settle(walk))


def find_relations(document: Document) -> tuple[TextRelation, ...]:
    """What a document does to other texts: those of `locate_relations` alone."""
    return tuple(found.relation for found in locate_relations(document))


def _find_default(document: Document) -> Listing | None:
    """What becomes of a document's list by its title: 关于废止部分文件的决定."""
    masked = read_clauses(document.title).masked
    kind = choose_fate(masked)
    if kind is None or (words.NAME in masked and kind not in ENDS and not _SUMMARY.search(masked)):
        return None
    return Listing(kind) if kind in ENDS or _SUMMARY.search(masked) else None


def _find_place(title: str) -> Place:
    """Whether a document changes texts, or is one among others."""
    return Place.DECISION if read_fates(read_clauses(title).masked) or "清理" in title else Place.TEXT


def _read_title(title: str, year: int | None) -> list[Said]:
    bare = _OWN_KIND.sub("", title)
    found = find_said(read_clauses(bare), year, Place.TITLE)
    if not found and (match := words.FORWARDING.search(bare)):
        text, body = match["text"], match["body"]
        one = NamedText(match.start(), match.start("text"), match.end(), text, None, body, name_end=match.end())
        found = [Said(RelationKind.FORWARDS, one, *match.span())]
    elif not found and (match := words.EXPLAINING.fullmatch(bare)):
        one = NamedText(0, *match.span("text"), match["text"], None, name_end=match.end("text"))
        found = [Said(RelationKind.EXPLAINS, one, *match.span())]
    return [replace(said, rule="title", declared=True) for said in found]


def _read(walk: _Walk, index: int, paragraph: Paragraph) -> None:
    """Notes what a paragraph says."""
    text = paragraph.text
    marker = find_marker(text)
    if marker and walk.listing and walk.listing.kind is RelationKind.BASED_ON:
        walk.listing = walk.default
    if paragraph.role is Role.PART_TITLE:
        walk.preamble, walk.amended = True, ()
    elif paragraph.role is Role.HEADING or marker:
        walk.preamble = bool(words.AIMS.search(text[:_SHORT]))
    if "\t" in text:
        _read_row(walk, index, text)
        return
    clauses = read_clauses(text)
    if walk.amended and _goes_on(walk, clauses, marker):
        _read_amendment(walk, index, text, marker.end if marker else 0)
        return
    walk.amended = ()
    _note_names(walk, clauses)
    said = [_resolve(walk, one) for one in find_said(clauses, walk.year, walk.place)]
    kept = [one for one in said if one.kind not in GROUNDS or one.declared or walk.preamble]
    walk.found += ((index, one) for one in kept)
    _open_amendment(walk, kept, marker)
    if not said:
        _read_list(walk, index, clauses, marker)
    _read_back(walk, index, clauses, said)


def _read_list(walk: _Walk, index: int, clauses: Clauses, marker: Marker | None) -> None:
    """Notes the items of a list, or what becomes of the items that come."""
    if not clauses.named and (listing := read_listing(clauses.text, walk.year)):
        walk.listing, walk.loose = listing, []
        return
    items = find_items(clauses)
    if not items:
        if not clauses.named and clauses.text.endswith(("目录", "清单")):
            walk.listing = walk.default
        return
    if walk.listing is None:
        walk.loose += ((index, one) for one in items)
        return
    for one in items:
        walk.found.append((index, _of_list(one, walk.listing, "list")))
    if walk.listing.kind is RelationKind.AMENDS:
        walk.amended, walk.marker = tuple(items), marker


def _of_list(one: NamedText, listing: Listing, rule: str) -> Said:
    return Said(
        listing.kind, one, one.start, one.end, listing.since, listing.until, one.provision, declared=True, rule=rule
    )


def _read_row(walk: _Walk, index: int, text: str) -> None:
    if header := read_header(text):
        walk.header = header
        return
    if row := read_row(text, walk.header, walk.listing, walk.year):
        walk.found.append((index, _of_list(*row, "row")))


def _read_back(walk: _Walk, index: int, clauses: Clauses, said: Sequence[Said]) -> None:
    """Notes what sentences say of the texts named before them: 以上文件自…起废止, 决定将该办法有效期延长至…."""
    grounds = {one.named for one in said if one.kind in GROUNDS}
    at = 0
    for sentence in SENTENCE.finditer(clauses.masked):
        names = []
        while at < len(clauses.named) and clauses.named[at].start < sentence.end():
            names.append((index, clauses.named[at]))
            at += 1
        if names:
            walk.recent = [one for one in names if one[1] not in grounds]
            continue
        for match in words.REFERS_BACK.finditer(clauses.masked, *sentence.span()):
            found = find_tails(clauses.masked, Span(match.end(), sentence.end()))
            meant = walk.loose if match["all"] and walk.loose else walk.recent
            for kind, verb, _ in found[:1]:
                region = clauses.masked[match.start() : sentence.end()]
                days = read_days(region, kind, verb.end - match.start(), walk.year)
                walk.found += (
                    (place, _of_list(_full(walk, one), Listing(kind, *days), "below")) for place, one in meant
                )
            if found:
                walk.loose = []
                break


def _open_amendment(walk: _Walk, said: Sequence[Said], marker: Marker | None) -> None:
    opening = [one.named for one in said if one.kind in _REVISES and one.opens]
    if opening:
        walk.amended, walk.marker = tuple(opening), marker


def _goes_on(walk: _Walk, clauses: Clauses, marker: Marker | None) -> bool:
    """Whether a paragraph is still of the amendments of one text."""
    text = clauses.text
    if marker and walk.marker and marker.style is not NumberingStyle.ARTICLE:
        return NESTING.index(marker.style) > NESTING.index(walk.marker.style)
    if clauses.named and _TAKES_UP.fullmatch(text, marker.end if marker else 0, clauses.named[0].before):
        return False
    return marker is not None or text.startswith(("“", "第")) or not clauses.named


def _read_amendment(walk: _Walk, index: int, text: str, start: int) -> None:
    """Notes the articles that a paragraph of an amendment changes."""
    whole = _ADDED.search(text) if "增加" in text[:40] else None
    match = whole or _CHANGED.match(text, start)
    if match is None or not _CHANGES.search(text) or text.startswith("“"):
        return
    for part in split_provisions(match["provision"]):
        for one in walk.amended:
            said = Said(RelationKind.AMENDS, one, *match.span(), provision=part, declared=True, rule="provision")
            walk.found.append((index, said))


def _note_names(walk: _Walk, clauses: Clauses) -> None:
    for one in clauses.named:
        if one.alias:
            walk.aliases.setdefault(one.alias, one)
        if one.number and one.title:
            walk.titles.setdefault(one.number, one.title)
            known = walk.numbers.setdefault(one.title, one.number)
            if known != one.number:
                walk.numbers[one.title] = None


def _resolve(walk: _Walk, said: Said) -> Said:
    return replace(said, named=_full(walk, said.named))


def _full(walk: _Walk, one: NamedText) -> NamedText:
    """A text by the full name for which its short one stands."""
    full = walk.aliases.get(one.title or "") if one.number is None else None
    return one if full is None else replace(one, title=full.title, number=full.number, issuer=full.issuer)


def _settle(walk: _Walk) -> Iterator[LocatedRelation]:
    """The statements as relations, those on one text brought together, without those of the document on itself."""
    own = {walk.document.title, *walk.document.parts}
    said_below = {said.kind for index, said in walk.found if index >= 0}
    explains = any(index < 0 and said.kind is RelationKind.EXPLAINS for index, said in walk.found)
    kept: dict[tuple[RelationKind, str, str | None], LocatedRelation] = {}
    for index, said in walk.found:
        one = said.named
        number = one.number or (walk.numbers.get(one.title) if one.title and one.title not in own else None)
        title = one.title or (walk.titles.get(one.number) if one.number else None)
        if not _is_other(walk.document, said, number, own) or (number is None and words.LICENCE.search(title or "")):
            continue
        if index < 0 and said.kind in said_below:
            continue  # the text says it, and more fully
        if explains and said.kind is not RelationKind.EXPLAINS:
            continue  # it tells what the text that it explains does
        for part in split_provisions(said.provision) if said.provision else (None,):
            found = _make(index, replace(said, provision=part, named=replace(one, title=title, number=number)))
            key = (said.kind, number or f"《{title}》", part)
            kept[key] = _merge(kept[key], found.relation) if key in kept else found
    yield from sorted(kept.values(), key=lambda one: (one.relation.paragraph, one.relation.start))


def _make(index: int, said: Said) -> LocatedRelation:
    """A statement as a relation; one of the title stands nowhere in the text."""
    one = said.named
    start, end, name = (said.start, said.end, Span(one.start, one.name_end)) if index >= 0 else (0, 0, None)
    relation = TextRelation(
        relation=said.kind,
        number=one.number,
        title=one.title,
        issuer=one.issuer,
        provision=said.provision,
        since=said.since,
        until=said.until,
        paragraph=max(index, 0),
        start=start,
        end=end,
        rule=said.rule,
        confidence=_CONFIDENCE[said.rule],
    )
    return LocatedRelation(relation, name)


def _is_other(document: Document, said: Said, number: str | None, own: set[str]) -> bool:
    """Whether a statement is on another text than the document, and the texts that it issues."""
    if number is not None:
        return number != document.number
    return said.named.title not in own or said.named.former or said.kind not in (*GROUNDS, RelationKind.KEEPS)


def _merge(before: LocatedRelation, said: TextRelation) -> LocatedRelation:
    """One statement made twice: the days and the issuer that only the second tells."""
    first = before.relation
    days = {name: getattr(first, name) or getattr(said, name) for name in ("since", "until", "issuer")}
    return replace(before, relation=replace(first, **days))
