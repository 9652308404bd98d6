"""Appointments: who is appointed to or removed from which post."""

import re
from functools import cache
from typing import NamedTuple

from gongbao.language.characters import DOTS, HAN
from gongbao.language.divisions import cities, named_provinces
from gongbao.model import Action, Appointment, Document, Kind
from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation, words
from transforms.tag.mentions import Mention

# A list of names is matched by its characters and split afterwards: what separates names (和) may be part of one.
_NAMES = rf"(?P<names>[{HAN}{DOTS}（）、，]{{2,120}}?)(?:等?\d{{0,3}}[名位]?同志)?"
_DOTTED = f"[{HAN}]{{1,10}}(?:[{DOTS}][{HAN}]{{1,10}}){{1,4}}"
_NAME = re.compile(rf"(?P<name>{_DOTTED}|[{HAN}]{{2,4}})(?:（[^（）]{{1,20}}）)?")
_POST = r"(?P<post>\S{3,}?)"
_NOUN = "(?P<noun>职务)?"
_MAX_CLAUSE = 600
# 任命王小明同志为市财政局局长, 聘任：李兰试用期满，正式任…
_PROBATION_OVER = r"(?:试用期满(?:\S{0,6}合格)?，?)?"
_APPOINT = re.compile(
    r"^(?:(?:决定|同意|确认|并|兹)*(?:任命|聘任|聘请|委派|提名|任(?=\S{2,12}为))?)[：:]?"
    rf"{_NAMES}(?:，)?{_PROBATION_OVER}(?:挂职)?(?:正式)?(?:为|任|担任|兼任|挂任|代理){_POST}$"
)
# Who takes a post without a word that says so: 王小明任…局长.
_TAKES = re.compile(
    rf"^(?:决定|同意)?(?:任[{HAN}、·]{{2,30}}?为"
    rf"|[{HAN}、·]{{2,30}}?(?:同志)?，?(?:试用期满\S{{0,8}}，?)?(?:正式)?[兼担]?任(?![免命职务期]))"
)
# 接受王小明辞去市长职务的请求
_RESIGNED = re.compile(
    rf"^(?:决定|同意)?接受{_NAMES}(?:关于)?(?:提出的)?辞去(?:的)?{_POST}{_NOUN}的?(?:请求|申请|决定|辞呈)?$"
)
# 免去王小明的市财政局局长职务, 王小明原任的…职务自然免除（另有任用）
_REMOVING = "(?:免去|免除|解聘|撤销)"
_OF = "(?:所?担?任?的|原(?![市县区州])任?的?|兼任的|不再担任)(?:原|兼任的)?"
_HOW = "自然免除|自行免除|随之免除|相应免去|相应免除|同时免去|予以免去|一并免去"
_TAIL = r"（[^（）]*）|，(?:\S{0,4}退休|另有任用|另行安排|调离\S{0,6}|保留\S{1,8})"
_REMOVE = re.compile(
    rf"^(?:(?:决定|同意|并|兹)?{_REMOVING})?[：:]?{_NAMES}{_OF}{_POST}{_NOUN}(?P<how>{_HOW})?(?P<tail>{_TAIL})?$"
)
# 同时免去其市财政局局长职务
_ITS = re.compile(rf"^(?:并|同时)?(?:免去|免除)(?:其|他|她)(?:原?任?的?)?{_POST}{_NOUN}$")
_CLAUSE = re.compile(r"[^；。\n]+")
_PROBATION = re.compile(r"试用期(?:限)?(?:为)?(?P<term>[^，、；）]+)")
# A number, and a reason, before a name: 一、  挂职期满，
_LEAD = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]\s*)?"
    r"(?:(?:挂职|任职|试用|聘用|服务|[任聘])期?满后?，|因\S{2,10}，)?"
)
# 市人民政府决定，|任命：…
_PREAMBLE = re.compile(
    r"^(?:.{0,60}?(?:决定|研究|同意|批准|通过|会议)\S{0,20}?[，：:、]?)?(?=(?:任命|免去|聘任|免除|解聘))"
)
_GOVERNED = re.compile(rf"(?P<place>[{HAN}]{{1,8}}?[省市县区州])(?:人民)?政府")
_TERM = re.compile(r"[，；](?:(?:试用|聘|聘用|任|挂职|服务)期|任职时间)[^，；（）]*$")
_NATURAL = ("自然免除", "自行免除", "随之免除")


class LocatedAppointment(NamedTuple):
    """An appointment with where its names and post stand in the paragraph."""

    appointment: Appointment
    name: Span
    posts: tuple[Span, ...]


def locate_appointments(document: Document) -> list[LocatedAppointment]:
    """One appointment a person and post, in the order of the text, removals likewise, with the places of its parts."""
    if document.kind is not Kind.APPOINTMENT and not re.search("任免|任职|免职|职务的|任命|辞去|辞职", document.title):
        return []
    found: list[LocatedAppointment] = []
    action: str | None = None
    governed = _GOVERNED.match(document.issuer or "")
    place = governed["place"] if governed else ""
    for index, paragraph in enumerate(document.paragraphs):
        for clause in _CLAUSE.finditer(paragraph.text):
            text = clause.group()
            action = _stated(text) or action or ("appoint" if _TAKES.match(text) else None)
            if action and len(text) <= _MAX_CLAUSE:
                body, at = _after_preamble(text, clause.start())
                found += _read(body, at, action, index, found[-1] if found else None, place)
    return found


def mentions_of(found: list[LocatedAppointment]) -> dict[int, list[Mention]]:
    """PER and POST of appointments by paragraph; a paragraph without any is not among them."""
    mentions: dict[int, dict[Span, Mention]] = {}
    for item in found:
        here = mentions.setdefault(item.appointment.paragraph, {})
        here[item.name] = Mention(*item.name, "PER", "appointment")
        for span in item.posts:
            here[span] = Mention(*span, "POST", "appointment")
    return {paragraph: sorted(here.values()) for paragraph, here in mentions.items()}


def _stated(clause: str) -> str | None:
    """What a clause says to do: 任命 or 免去, the last of them."""
    appoint = max(clause.rfind("任命"), clause.rfind("聘任"))
    remove = max(clause.rfind(word) for word in ("免去", "免除", "不再担任", "辞去"))
    if clause.endswith(_NATURAL):
        return "remove"
    if appoint < 0 and remove < 0:
        return None
    if appoint >= 0 and re.search("免[去除][其他她]", clause):
        return "appoint"
    return "appoint" if appoint > remove else "remove"


def _after_preamble(text: str, at: int) -> tuple[str, int]:
    """A clause without what goes before its verb: 市人民政府决定，任命：…"""
    match = _PREAMBLE.match(text)
    if match and match.end():
        return text[match.end() :], at + match.end()
    match = _LEAD.match(text)
    shift = match.end() if match else 0
    return text[shift:], at + shift


def _read(
    text: str, at: int, action: str, index: int, last: LocatedAppointment | None, place: str
) -> list[LocatedAppointment]:
    """The appointments of one clause; `last` is the one stated before it, whom 同时免去其… means."""
    its = _ITS.match(text)
    if its and last and last.appointment.paragraph == index:
        post, note, probation, spans = _read_post(its["post"], at + its.start("post"))
        appointment = Appointment(
            last.appointment.person, Action.REMOVE, post, probation, note, index, at, at + len(text), "its"
        )
        return [LocatedAppointment(appointment, last.name, spans)]
    parts = re.split(r"，(?=(?:并|同时)?免去(?:其|他|她))", text, maxsplit=1)
    if len(parts) == 2:
        first = _read(parts[0], at, "appoint", index, last, place)
        last = first[-1] if first else last
        return first + _read(parts[1], at + len(parts[0]) + 1, "remove", index, last, place)
    match = _APPOINT.match(text) if action == "appoint" else _removed(text, place)
    if match is None and action == "appoint" and re.search("不再担任|职务", text):
        match, action = _REMOVE.match(text), "remove"
    elif match is None and action == "remove":
        match, action = _APPOINT.match(text), "appoint"
    if match is None:
        return []
    post, note, probation, spans = _read_post(match["post"], at + match.start("post"))
    if not _has_post(post):
        return []
    how = match.groupdict().get("how")
    if how in _NATURAL:
        note = how
    tail = match.groupdict().get("tail")
    if tail:
        note = tail.strip("（），")
    rule = "removed-of" if action == "remove" else "appointed-as"
    found = []
    for person, start in _names(match["names"], at + match.start("names")):
        appointment = Appointment(person, Action(action), post, probation, note, index, at, at + len(text), rule)
        found.append(LocatedAppointment(appointment, Span(start, start + len(person)), spans))
    return found


def _removed(text: str, place: str) -> re.Match[str] | None:
    """Who is removed from what. Of two readings, the one whose names are as long as names are: 王小明|太原市…局长."""
    readings = [m for m in (_RESIGNED.match(text), _REMOVE.match(text), _without_of(place).match(text)) if m]
    return next((m for m in readings if not _overlong().search(m["names"])), readings[0] if readings else None)


@cache
def _overlong() -> re.Pattern[str]:
    """A name longer than names are."""
    compound = alternation(words("people", "compound_surnames"))
    return re.compile(rf"(?:^|、)(?!{compound})[{HAN}]{{4,}}(?:、|$)")


def _names(text: str, at: int) -> list[tuple[str, int]]:
    """The names of a list with their places; none where a part of it is no name."""
    found: list[tuple[str, int]] = []
    for part in re.finditer(r"(?:[^、，（）]|（[^（）]*）)+", text):
        spans = [part.span()]
        joined = re.fullmatch(r"(.{2,4}?)和(.{2,4})", part.group())
        if joined and len(part.group()) > 4:
            spans = [(part.start() + s, part.start() + e) for s, e in (joined.span(1), joined.span(2))]
        for start, end in spans:
            name = _NAME.fullmatch(text, start, end)
            if name is None:
                return []
            found.append((name["name"], at + start))
    return found


@cache
def _without_of(own: str) -> re.Pattern[str]:
    """免去张三济南市某局局长职务: no 的, so that only a level of government or a place tells where the name ends.

    `own` is the place whose government appoints.
    """
    known = [*words("places", "countries"), *named_provinces(), *cities()]
    places = alternation([*known, own] if own else known)
    return re.compile(
        rf"^(?:决定|同意)?(?:免去|免除)?(?P<names>(?:[{HAN}、]|（[^（）]{{1,20}}）){{2,60}}?)(?:同志)?"
        rf"(?P<post>(?=省|市|县|区|国家|{places})\S{{3,}}?)(?P<noun>职务)(?P<tail>，\S{{2,12}})?$"
    )


def _read_post(text: str, at: int) -> tuple[str, str | None, str | None, tuple[Span, ...]]:
    """A post as printed, what its last brackets remark, its probation, and the places of its parts."""
    note = probation = None
    while True:
        if term := _TERM.search(text):
            words_, end = term.group()[1:], term.start()
        elif (remark := re.search(r"（[^（）]*）$", text)) and not _has_post(remark.group()[1:-1], whole=True):
            words_, end = remark.group()[1:-1], remark.start()
        else:
            break
        if stated := _PROBATION.search(words_):
            probation = stated["term"]
            words_ = (words_[: stated.start()] + words_[stated.end() :]).strip("，、；")
        note = "，".join(filter(None, (words_, note))) or None
        text = text[:end]
    return text, note, probation, _split_posts(text, at)


def _split_posts(text: str, at: int) -> tuple[Span, ...]:
    """Each whole post of several: separated by 、，, and those in brackets at the end."""
    spans: list[Span] = []
    last = re.search(r"（[^（）]*）$", text)
    if last and _has_post(last.group()[1:-1], whole=True):
        spans += _split_posts(last.group()[1:-1], at + last.start() + 1)
        text = text[: last.start()]
    depth = start = 0
    pieces: list[Span] = []
    for i, c in enumerate(text + "、"):
        depth += (c == "（") - (c == "）")
        if c in "、，" and depth <= 0 and (_has_post(text[start:i], whole=True) or i == len(text)):
            pieces.append(Span(at + start, at + i))
            start = i + 1
    return tuple(sorted([*(p for p in pieces if p.end > p.start), *spans]))


@cache
def _post_titles() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The titles of posts, wherever they stand, and what posts end in."""
    titles = words("posts", "titles")
    return re.compile(alternation(titles)), (*titles, "督察专员", "总监", "师", "员", "长", "助理")


def _has_post(text: str, whole: bool = False) -> bool:
    """Whether a text names a post; `whole`: whether it ends with one."""
    anywhere, ends = _post_titles()
    if whole:
        return text.endswith(ends) and not re.search("试用|挂职|之后|之前|级$|时间", text)
    return text.endswith(ends) or bool(anywhere.search(text))
