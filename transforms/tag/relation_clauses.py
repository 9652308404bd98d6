"""What the sentences of one paragraph say of the texts that they name."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from gongbao.language.dates import add_months
from gongbao.language.numerals import CARDINAL, parse_whole
from gongbao.model import RelationKind
from gongbao.model.spans import Span
from transforms.tag import relation_words as words
from transforms.tag.dates import find_dates, period
from transforms.tag.named_texts import PROVISION, Clauses, NamedText

ENDS = (RelationKind.REPEALS, RelationKind.LAPSES, RelationKind.REPLACES)
GROUNDS = (RelationKind.BASED_ON, RelationKind.IMPLEMENTS)
_DATED = (RelationKind.EXTENDS, RelationKind.KEEPS, RelationKind.SUSPENDS)
SENTENCE = re.compile(r"[^。；！？\n]+")
_NOT_YET = ("前，", "时，")  # 《…》未废止前，继续执行 is no statement of today
_PART = re.compile(f"(?:其中?)?(?P<part>{PROVISION})")
_COMMA = re.compile("[，,]")
_TERM_OF = re.compile(rf"(?P<count>[{CARDINAL}\d]{{1,4}})(?P<unit>年|个?月)")
_SINCE = re.compile("起|开始|之日")
_PAST = re.compile("后|止|期满|届满")
_DAY_AHEAD = re.compile(r"(?:^|(?<=[，。；：\ue001]))[自从][^，。；：]{4,40}[起止]，?(?:决定|现|同时)?$")
_DAYS_FOLLOW = re.compile(r"(?:有效期|期限|执行期|时间)?(?:为|[自从至到])+(?=\d)")
_GOES_ON = re.compile("(?:如下)?[：:。]?")  # nothing behind the verb: what it says stands in the paragraphs below
_CARRIES_OUT = re.compile("实施(?:细则|办法|意见|方案|规定)")
_REACH = 50  # characters before a verb in which a day is looked for


@dataclass(frozen=True, slots=True)
class Said:
    """One statement on one text, in `text[start:end]`. `declared`: its sentence sets up the document itself."""

    kind: RelationKind
    named: NamedText
    start: int
    end: int
    since: dt.date | None = None
    until: dt.date | None = None
    provision: str | None = None
    declared: bool = False
    opens: bool = False  # what it says goes on below: 作如下修改：
    rule: str = "said"


class Place(Enum):
    """Where words stand, which tells how much they mean."""

    TITLE = auto()
    DECISION = auto()  # in a document whose title says that it changes texts
    TEXT = auto()


class _Role(Enum):
    """What a name is in its clause."""

    SUBJECT = auto()
    HANDLED = auto()  # behind 将 or 对
    OBJECT = auto()  # behind a verb
    GROUND = auto()  # behind 根据 or 贯彻落实
    OTHER = auto()


class Deed(NamedTuple):
    """What is done to a text, the verb that says so, and the part of it that is meant, where the clause names one."""

    kind: RelationKind
    verb: Span
    part: Span | None = None


@dataclass(slots=True)
class _Group:
    """Names that share what is said of them, and what leads to them."""

    names: list[NamedText]
    lead: Span
    role: _Role
    kind: RelationKind | None
    verb: Span  # of the lead
    tail: Span
    found: list[Deed] = field(default_factory=list)


def find_said(clauses: Clauses, year: int | None, place: Place = Place.TEXT) -> list[Said]:
    """What a paragraph, or a title, says of the texts that it names, in order."""
    if not clauses.named:
        return []
    found: list[Said] = []
    at = 0
    for match in SENTENCE.finditer(clauses.masked):
        names = []
        while at < len(clauses.named) and clauses.named[at].start < match.end():
            names.append(clauses.named[at])
            at += 1
        if names:
            found += _read_sentence(clauses, Span(*match.span()), names, year, place)
    return found


def read_days(text: str, kind: RelationKind, verb_end: int, year: int | None) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of what is said, by the words around the end of its verb."""
    since = until = ended = None
    for date in find_dates(text, year):
        days = period(date.norm)
        ahead = text[max(0, date.start - 1) : date.start]
        if days is None:
            continue
        if ahead in ("自", "从", "于") and (
            ahead == "于" or kind in ENDS or _SINCE.match(text, date.end) or "/" in (date.norm or "")
        ):
            since = since or days.first
            if "/" in (date.norm or ""):
                until = days.last
        elif ahead in ("至", "到"):
            if kind in ENDS and _PAST.match(text, date.end) and days.last < dt.date.max:
                since = since or days.last + dt.timedelta(days=1)
            elif kind is RelationKind.EXTENDS and date.start < verb_end:
                ended = days.last
            else:
                until = days.last
    if kind is RelationKind.EXTENDS and until is None:
        until = _count_on(_TERM_OF.match(text, verb_end), since, ended)
    return since, until if kind in _DATED else None


def _count_on(term: re.Match[str] | None, since: dt.date | None, ended: dt.date | None) -> dt.date | None:
    """The last day of a term that is made longer by years, from the day on which it begins or ran out."""
    first = since or (ended and ended < dt.date.max and ended + dt.timedelta(days=1)) or None
    count = parse_whole(term["count"]) if term else None
    if term is None or first is None or count is None:
        return None
    after = add_months(first, count * (12 if term["unit"] == "年" else 1))
    return after - dt.timedelta(days=1) if after else None


def _read_sentence(
    clauses: Clauses, sentence: Span, names: Sequence[NamedText], year: int | None, place: Place
) -> Iterator[Said]:
    groups = _group(clauses.masked, sentence, names, place)
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        end = sentence.end if following is None else min(following.verb.start, following.lead.end)
        group.tail = Span(group.names[-1].end, max(end, group.names[-1].end))
    pending: _Group | None = None
    before: _Group | None = None
    for group in groups:
        _read_tail(clauses.masked, group, place)
        if group.role is _Role.GROUND and pending and (kinds := find_tails(clauses.masked, group.tail)):
            pending.found += kinds
        if (
            not group.found
            and group.role is _Role.SUBJECT
            and before
            and before.role is _Role.OBJECT
            and (words.COMMA_JOINED.fullmatch(clauses.masked, before.names[-1].end, group.lead.end))
        ):
            group.found = before.found[:1]
        pending = (
            group
            if group.role in (_Role.SUBJECT, _Role.HANDLED) and not group.found
            else (pending if group.role is _Role.GROUND and not (pending and pending.found) else None)
        )
        before = group
    declared = bool(words.DECLARES.search(clauses.masked, sentence.start, sentence.end))
    for group in groups:
        yield from _say(clauses, sentence, group, year, declared)


def _group(masked: str, sentence: Span, names: Sequence[NamedText], place: Place) -> list[_Group]:
    groups: list[_Group] = []
    past = sentence.start
    for one in names:
        lead = Span(past, max(past, one.before))
        last = groups[-1] if groups else None
        comma = last is not None and last.role in (_Role.SUBJECT, _Role.HANDLED)
        joint = words.COMMA_JOINED if comma else words.JOINED
        if last is not None and joint.fullmatch(masked, *lead):
            last.names.append(one)
        else:
            role, kind, verb = _read_lead(masked, lead, one, place)
            groups.append(_Group([one], lead, role, kind, verb, Span(0, 0)))
        past = one.end
    return groups


def _read_lead(masked: str, lead: Span, one: NamedText, place: Place) -> tuple[_Role, RelationKind | None, Span]:
    nowhere = Span(lead.end, lead.end)
    verb = ground = None
    for verb in words.LEADING.finditer(masked, *lead):  # noqa: B007
        pass
    for ground in words.GROUND.finditer(masked, *lead):  # noqa: B007
        pass
    kind = RelationKind.BASED_ON
    for purpose in words.PURPOSE.finditer(masked, ground.end() if ground else lead.start, lead.end):
        ground, kind = purpose, RelationKind.IMPLEMENTS
    if verb and words.OBJECT_FILL.fullmatch(masked, verb.end(), lead.end):
        does = words.BEFORE_KINDS[int((verb.lastgroup or "k0")[1:])]
        if _is_deed(masked, lead.start, verb, does, place):
            return _Role.OBJECT, does, Span(*verb.span())
        if does is not RelationKind.FORWARDS:
            return _Role.OTHER, None, nowhere
    if ground and words.GROUND_FILL.fullmatch(masked, ground.end(), lead.end):
        if ground.group() == "按" and not words.ASKED.match(masked, one.end):
            return _Role.OTHER, None, nowhere
        near = max(lead.start, ground.start() - 32)
        if any(words_.search(masked, near, ground.start()) for words_ in (words.CONDITIONAL, words.DEMANDED)):
            return _Role.OTHER, None, nowhere
        if (
            kind is RelationKind.BASED_ON
            or ground.group() not in ("执行", "实施")
            or place is Place.TITLE
            or _meant(masked, lead, ground)
        ):
            return _Role.GROUND, kind, Span(*ground.span())
        return _Role.OTHER, None, nowhere
    near = max(lead.start, lead.end - 12)
    if words.OBJECT_LEAD.search(masked, near, lead.end):
        return _Role.HANDLED, None, nowhere
    if one.before == one.start and words.NO_SUBJECT.search(masked, near, lead.end):
        return _Role.OTHER, None, nowhere
    return _Role.SUBJECT, None, nowhere


def _meant(masked: str, lead: Span, verb: re.Match[str]) -> bool:
    """Whether it is what is meant (为深入实施《…》), no course of things."""
    return masked.rfind("为", max(lead.start, verb.start() - 12), verb.start()) >= 0


def _is_deed(masked: str, start: int, verb: re.Match[str], kind: RelationKind, place: Place) -> bool:
    """Whether a verb says what the document does, not what others are to do, or did."""
    near = max(start, verb.start() - 16)
    if kind is RelationKind.FORWARDS:
        return place is Place.TITLE or near == verb.start() or bool(words.FORWARDED.search(masked, near, verb.start()))
    if kind in (RelationKind.EXPLAINS, RelationKind.CORRECTS) and place is not Place.TITLE:
        return False
    if kind in (RelationKind.AMENDS, RelationKind.KEEPS) and place is Place.TEXT:
        return bool(words.RESOLVED.search(masked, near, verb.start()))
    return verb.start() == start or bool(words.DECIDED.search(masked, near, verb.start()))


def _read_tail(masked: str, group: _Group, place: Place) -> None:
    """Notes what is said of a group's names, by the verb before them or behind them."""
    if group.role is _Role.GROUND and group.kind:
        group.found.append(Deed(group.kind, group.verb))
        return
    if group.role is _Role.OTHER:
        return
    extends = group.kind is RelationKind.EXTENDS
    if group.role is _Role.OBJECT and group.kind and (not extends or words.EXTENDED.match(masked, *group.tail)):
        group.found.append(Deed(group.kind, group.verb))
    if group.role is _Role.HANDLED and (match := words.TAIL_OBJECT.match(masked, *group.tail)):
        kind = words.OBJECT_KINDS[int((match.lastgroup or "k0")[1:])]
        group.found.append(Deed(kind, Span(match.start(match.lastgroup or 0), match.end())))
    if place is Place.TITLE:
        if match := words.TITLE_TAIL.match(masked, *group.tail):
            kind = RelationKind.EXPLAINS if match["explains"] else RelationKind.CORRECTS
            group.found.append(Deed(kind, Span(*match.span())))
        elif match := _CARRIES_OUT.match(masked, *group.tail):
            group.found.append(Deed(RelationKind.IMPLEMENTS, Span(*match.span())))
    partly = words.PARTLY.match(masked, *group.tail) if group.role is _Role.SUBJECT else None
    if partly is None:
        group.found += find_tails(masked, group.tail)
        return
    part = Span(*partly.span("part"))
    if partly["prevails"]:
        group.found.append(Deed(RelationKind.REPLACES, Span(*partly.span()), part))
    else:
        found = find_tails(masked, Span(partly.end(), group.tail.end))
        group.found += (deed._replace(part=deed.part or part) for deed in found)


def find_tails(masked: str, tail: Span) -> list[Deed]:
    """What is said behind names, at the head of each clause; a later one may name a part of its own (，第九条废止)."""
    found = []
    heads = [tail.start, *(match.end() for match in _COMMA.finditer(masked, *tail))]
    for at, start in enumerate(heads):
        if at and masked.startswith(_NOT_YET, start - 2):
            continue
        part = _PART.match(masked, start, tail.end) if at else None
        pattern = words.TAIL_LATER if at and not part else words.TAIL_FIRST
        if (match := pattern.match(masked, part.end() if part else start, tail.end)) and match.lastgroup:
            kind = words.BEHIND_KINDS[int(match.lastgroup[1:])]
            verb = Span(match.start(match.lastgroup), match.end())
            found.append(Deed(kind, verb, Span(*part.span("part")) if part else None))
    return found


def _settle(found: Sequence[Deed]) -> list[Deed]:
    """One of each kind and part: the first end that is put to a text, and no staying of what is made to stay longer."""
    kept: dict[tuple[RelationKind, Span | None], Deed] = {}
    for deed in found:
        if deed.kind in ENDS and any(other.kind in ENDS and other.part == deed.part for other in kept.values()):
            continue
        kept.setdefault((deed.kind, deed.part), deed)
    if any(deed.kind is RelationKind.EXTENDS for deed in kept.values()):
        return [deed for deed in kept.values() if deed.kind is not RelationKind.KEEPS]
    return list(kept.values())


def _say(clauses: Clauses, sentence: Span, group: _Group, year: int | None, declared: bool) -> Iterator[Said]:
    masked = clauses.masked
    for kind, verb, place in _settle(group.found):
        region = _day_region(masked, group, verb)
        since, until = (
            (None, None) if kind in GROUNDS else read_days(masked[slice(*region)], kind, verb.end - region.start, year)
        )
        part = clauses.text[slice(*place)] if place else None
        for one in group.names:
            issues = kind is RelationKind.FORWARDS and masked.startswith("印发", verb.start)
            if issues and one.number is None and one.before == one.start:
                continue  # what it issues is its own
            yield Said(
                kind,
                one,
                min(verb.start, one.start),
                max(verb.end, one.end),
                since,
                until,
                part or one.provision,
                declared,
                _GOES_ON.fullmatch(masked, max(verb.end, one.end)) is not None,
            )


def _day_region(masked: str, group: _Group, verb: Span) -> Span:
    """Where the days of a statement stand: from the name to the end of the verb's clause, or before the verb."""
    clause = _COMMA.search(masked, verb.end, group.tail.end) if verb.end < group.tail.end else None
    if clause and _DAYS_FOLLOW.match(masked, clause.end()):
        clause = _COMMA.search(masked, clause.end(), group.tail.end)
    end = clause.start() if clause else max(group.tail.end, verb.end)
    first = verb.start < group.names[0].start
    ahead = verb.start if first else group.lead.end
    if match := _DAY_AHEAD.search(masked[max(group.lead.start, ahead - _REACH) : ahead]):
        return Span(max(group.lead.start, ahead - _REACH) + match.start(), end)
    if first:
        return Span(max(group.lead.start, masked.rfind("，", group.lead.start, ahead) + 1), end)
    return Span(group.names[-1].end, end)
