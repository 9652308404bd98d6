"""Appointments: who is appointed to or removed from which post."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongbao.language.bodies import is_body_name
from gongbao.language.characters import DOTS, HAN
from gongbao.model import Action, Appointment, Document, Kind
from gongbao.model.spans import Span
from transforms.tag.appointment_lists import Listed, find_rows, read_lines
from transforms.tag.members import find_members, name_end, printed_gaps
from transforms.tag.mentions import Mention
from transforms.tag.names import KnownNames, is_shaped, is_without_surname
from transforms.tag.naming import find_called
from transforms.tag.offices import Posts, has_post, read_posts

# A list of names is matched by its characters and split afterwards: what separates names (和) may be part of one.
_NAMES = rf"(?P<names>[{HAN}{DOTS}（）、，]{{2,120}}?)(?:等?\d{{0,3}}[名位]?同志)?"
_DOTTED = f"[{HAN}]{{1,10}}(?:[{DOTS}][{HAN}]{{1,10}}){{1,4}}"
_NAME = re.compile(rf"(?P<name>{_DOTTED}|[{HAN}]{{2,5}})(?:（[^（）]{{1,20}}）)?")
_POST = r"(?P<post>\S{2,}?)"
_NOUN = "(?P<noun>职[务级])?"
_MAX_CLAUSE = 600
_DECIDING = "(?:决定|同意|批准|确认|通过|并|兹|现|拟|研究)*"
# 任命王小明同志为市财政局局长, 聘任：李兰试用期满，正式任…
_PROBATION_OVER = r"(?:(?:(?:任职)?试用|挂职|任职)期满(?:\S{0,6}合格)?，?)?"
_APPOINT = re.compile(
    rf"^{_DECIDING}(?:任命|聘任|续聘|聘请|委派|选派|委任|提名|推荐|推选|选举|增补|补选|派|由|任(?=\S{{2,12}}为))?[：:]?"
    rf"{_NAMES}，?{_PROBATION_OVER}(?P<manner>挂职|暂时|临时)?(?:正式|同时)?"
    rf"(?:为|(?:任命|聘任|提名|推荐)为|任(?![职命免期务])|担任|兼任|(?P<acting>挂任|代理|代行)){_POST}{_NOUN}$"
)
# Who takes a post without a word that says so: 王小明任…局长.
_TAKES = re.compile(
    rf"^{_DECIDING}(?:任[{HAN}、{DOTS}]{{2,30}}?为"
    rf"|[{HAN}、{DOTS}]{{2,30}}?(?:（[^（）]{{1,12}}）)?(?:同志)?，?{_PROBATION_OVER}(?:挂职)?(?:正式)?(?:[兼担挂]?任|代理)(?![免命职务期]))"
)
# 接受王小明辞去市长职务的请求
_RESIGNED = re.compile(
    rf"^{_DECIDING}接受{_NAMES}(?:关于)?(?:提出的?)?(?:因\S{{2,12}})?(?:请求)?辞去(?:的)?(?:其?担任的)?{_POST}{_NOUN}"
    "的?(?:请求|申请|决定|辞呈)?(?:，\\S{0,40})?$"
)
# 免去王小明的市财政局局长职务, 王小明原任的…职务自然免除（另有任用）
_REMOVING = "(?:免去|免除|解聘|撤销|罢免|解除|免(?![去除职任费税试检予于罪责疫]))"
_OF = "(?:所?担?任?的|原(?![市县区州])任?的?|兼任的|不再(?:担|兼|聘)?任)(?:原|兼任的)?"
_HOW = "自然免除|自行免除|随之免除|相应免去|相应免除|同时免去|予以免去|一并免去"
_TAIL = r"（[^（）]*）|，[^，任]{2,14}|，另有任用|，?并(?:办理)?退休(?:手续)?|，(?:任职)?试用期[^；。]{1,40}"
_REMOVE = re.compile(
    rf"^(?:{_DECIDING}{_REMOVING})?[：:]?{_NAMES}{_OF}{_POST}{_NOUN}(?P<how>{_HOW})?(?P<tail>{_TAIL})?$"
)
# 免去王小明市财政局局长职务: no 的 between name and post.
_WITHOUT_OF = re.compile(
    rf"^(?:{_DECIDING}{_REMOVING})?[：:]?(?P<both>\S{{5,}}?)职[务级](?P<how>{_HOW})?(?P<tail>{_TAIL})?$"
)
_POST_ALONE = re.compile(rf"(?P<post>.+?)职[务级](?P<how>{_HOW})?(?P<tail>{_TAIL})?$")  # of that, behind the names
_BEHIND_NAME = re.compile("(?:（[^（）]{1,20}）)?(?:同志)?")
# 同时免去其市财政局局长职务, 不再担任…职务, 兼任…: of the person named before.
_ITS = re.compile(
    rf"^(?:并|同时)?(?:{_REMOVING}(?:其|他|她)(?:原?(?:兼|担)?任?的?)?|不再(?:担任|兼任|聘任)|(?P<also>兼任?(?!职)|(?:提名|推荐)为|任(?![职免命期]|[{HAN}{DOTS}]{{2,12}}(?:同志)?为)|代理))"
    rf"{_POST}{_NOUN}(?P<tail>{_TAIL})?$"
)
_OF_THE_SAME = re.compile(rf"^(?:并|同时)?{_REMOVING}{_POST}{_NOUN}(?P<tail>{_TAIL})?$")
# 任命下列人员为…：, and the names come next.
_FOLLOWING = re.compile(
    rf"^{_DECIDING}(?:(?:任命|聘任)(?:下列|以下)?(?:同志|人员)?(?:为|担任)|{_REMOVING}(?:下列|以下)(?:同志|人员)的?){_POST}{_NOUN}[：:]?$"
)
_CLAUSE = re.compile(r"[^；。\n]+")
_ONE = rf"(?:{_DOTTED}|(?!正式|继续|重新|同时)[{HAN}]{{2,4}})(?:（[^（）]{{1,12}}）)?"
# Where the next appointment of a sentence begins: ，李兰为…, ，免去其…, ，兼任…
_NEXT = re.compile(
    rf"，(?!另[有行]任用)(?=(?:同时|并|另|现)?(?:决定|同意|批准)?(?:任命|聘任|续聘|接受|{_REMOVING}|任(?=[{HAN}{DOTS}]{{2,12}}(?:同志)?为))(?!下列)|(?:同时|并)?(?:不再(?:担|兼|聘)任|兼任|(?:提名|推荐)为)"
    rf"|{_ONE}(?:、{_ONE})*(?:同志)?(?:为|任(?![职期])|兼任|担任|不再|的[^，]{{3,60}}职务))"
)
# A number, and a reason, before a name: 一、  挂职期满，
_LEAD = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)]?(?:[、.．]|(?<=[）)]))\s*)?"
    r"(?:(?:挂职|任职|试用|聘用|服务|[任聘])期?满后?，|因[^，]{2,10}，|经[^，]{2,20}，)?"
)
# 市人民政府决定，|任命：…
_PREAMBLE = re.compile(
    r"^(?:.{0,160}?(?:决定|研究|同意|批准|通过|会议|提名|提请)\S{0,20}?[，：:、]?)?(?=(?:任命|免去|聘任|免除|解聘|接受|撤销|选举|补选|推选))"
    rf"|^.{{0,160}}?决定[：，](?=[{HAN}{DOTS}]{{2,12}}(?:同志)?(?:为|任|代理))"
)
_BODY_FIRST = re.compile(r"^(?P<body>[^：:，]{3,40})[：:](?=.)")
_GOVERNED = re.compile(
    rf"(?P<place>[{HAN}]{{1,8}}?[省市县区州盟旗])(?:人民政府|政府|行政公署|行署|第[{HAN}]{{1,4}}届|人民代表大会|人大)"
)
# The heading of a list: 任命名单, 免职人员名单如下.
_HEADING = re.compile(
    "^(?:决定|批准)?(?:免职|免去|任命|任职|聘任)的?(?:(?:人员)?名单(?:如下)?[：:]?|职务(?=任命|免去|聘任))"
)
_NATURAL = ("自然免除", "自行免除", "随之免除")
_ENTITLED = re.compile("任免|任职|免职|职务的|任命|辞去|辞职|聘任|解聘|挂职|免去|代理|选举|当选")
_LAW = re.compile("(?:条例|办法|规定|规则|细则|法)$")
_DECIDED = re.compile(
    rf"(?:^|[：，。；]|会议|依法)(?:决定|批准)?(?:(?:任命|补选|增补|选举|推选)[{HAN}]{{2,4}}(?:（[^（）]{{1,12}}）)?(?:、[{HAN}]{{2,4}})*(?:同志)?为"
    rf"|免去[{HAN}]{{2,4}}(?:同志)?的)"
)
_TAKEN = re.compile(f"(?:免职|{_REMOVING})")


class LocatedAppointment(NamedTuple):
    """An appointment with where its names and post stand in the paragraph."""

    appointment: Appointment
    name: Span
    posts: tuple[Span, ...]


@dataclass(slots=True)
class _Reading:
    """What was read so far: what is being done, to posts of which body, and posts whose names come next."""

    known: KnownNames
    place: str
    action: Action | None = None
    body: str | None = None
    pending: Posts | None = None
    gaps: frozenset[int] = frozenset()
    found: list[LocatedAppointment] = field(default_factory=list)


class _Clause(NamedTuple):
    """A clause and where it begins in its paragraph."""

    text: str
    at: int
    paragraph: int


def locate_appointments(document: Document) -> list[LocatedAppointment]:
    """One appointment a person and post, in the order of the text, removals likewise, with the places of its parts."""
    if not _appoints(document):
        return []
    governed = _GOVERNED.match(document.issuer or "")
    named = (document.title[slice(*span)] for span, _ in find_called(document.title))
    reading = _Reading(KnownNames(named), governed["place"] if governed else "", _entitled(document.title))
    rows = find_rows([paragraph.text for paragraph in document.paragraphs])
    for index, paragraph in enumerate(document.paragraphs):
        if index in rows:
            for row in rows[index]:
                _add_listed(row, _Clause(paragraph.text, 0, index), reading)
            continue
        reading.gaps = printed_gaps(paragraph)
        for match in _CLAUSE.finditer(paragraph.text):
            if len(match.group()) <= _MAX_CLAUSE:
                _read_clause(_Clause(match.group(), match.start(), index), reading)
    return reading.found


def _appoints(document: Document) -> bool:
    """Whether a document appoints: by its kind, its title, or what it decides. A law on appointing does not."""
    if document.kind is Kind.APPOINTMENT:
        return True
    if _LAW.search(document.title):
        return False
    return bool(_ENTITLED.search(document.title)) or any(_DECIDED.search(p.text[:80]) for p in document.paragraphs)


def _entitled(title: str) -> Action | None:
    """What a title says is done, where it says one thing only."""
    given, taken = re.search("任命|任职|选举|聘任|当选|代理", title), re.search("免|辞|解聘", title)
    return None if bool(given) == bool(taken) else Action.APPOINT if given else Action.REMOVE


def mentions_of(found: list[LocatedAppointment]) -> dict[int, list[Mention]]:
    """PER and POST of appointments by paragraph; a paragraph without any is not among them."""
    mentions: dict[int, dict[Span, Mention]] = {}
    for item in found:
        here = mentions.setdefault(item.appointment.paragraph, {})
        here[item.name] = Mention(*item.name, "PER", "appointment")
        for span in item.posts:
            here[span] = Mention(*span, "POST", "appointment")
    return {paragraph: sorted(here.values()) for paragraph, here in mentions.items()}


def _read_clause(clause: _Clause, reading: _Reading) -> None:
    """Adds what a clause states, or keeps what it says of those after it."""
    text, at = _after_preamble(clause.text, clause.at)
    if is_body_name(text.rstrip("：:")):
        reading.body = text.rstrip("：:")
        return
    if (first := _BODY_FIRST.match(text)) and is_body_name(first["body"]):
        reading.body = first["body"]
        text, at = text[first.end() :], at + first.end()
    if heading := _HEADING.match(text):
        reading.action = _stated(heading.group())
        text, at = text[heading.end() :], at + heading.end()
    stated = _stated(text)
    reading.action = stated or reading.action or (Action.APPOINT if _TAKES.match(text) else None)
    if reading.action is None:
        return
    if reading.pending and (names := _read_names(text, at) or _read_members(text, at, reading.gaps)):
        _add(names, reading.pending, reading.action, "names-behind", _Clause(text, at, clause.paragraph), reading)
        return
    reading.pending = None
    if following := _FOLLOWING.match(text):
        reading.pending = read_posts(following["post"], at + following.start("post"), reading.body)
        return
    gaps = frozenset(gap - at for gap in reading.gaps)
    if stated is None and (lines := read_lines(text, gaps)):
        for listed in lines:
            _add_listed(listed, _Clause(text, at, clause.paragraph), reading)
        return
    action = reading.action
    for start, end in _sentences(text):
        action = _stated(text[start:end]) or action
        _read(_Clause(text[start:end], at + start, clause.paragraph), action, reading)


def _sentences(text: str) -> Iterator[Span]:
    """The appointments of a clause, one after the other."""
    start = 0
    for match in _NEXT.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _stated(clause: str) -> Action | None:
    """What a clause says to do: 任命 or 免去, the last of them."""
    appoint = max(clause.rfind(word) for word in ("任命", "聘任", "续聘", "聘请", "推选", "选举", "推荐", "提名"))
    taking = ("免去", "免除", "不再担任", "不再兼任", "辞去", "解聘", "罢免")
    remove = max(*(clause.rfind(word) for word in taking), 0 if _TAKEN.match(clause) else -1)
    if clause.endswith(_NATURAL):
        return Action.REMOVE
    if appoint < 0 and remove < 0:
        return None
    return Action.APPOINT if appoint > remove else Action.REMOVE


def _after_preamble(text: str, at: int) -> tuple[str, int]:
    """A clause without what goes before its verb: 市人民政府决定，任命：…"""
    match = _PREAMBLE.match(text)
    if match and match.end():
        return text[match.end() :], at + match.end()
    match = _LEAD.match(text)
    shift = match.end() if match else 0
    return text[shift:], at + shift


def _read(clause: _Clause, action: Action, reading: _Reading) -> None:
    """Adds the appointments of one sentence."""
    text, at, paragraph = clause
    last = reading.found[-1] if reading.found else None
    if (its := _ITS.match(text)) and last and last.appointment.paragraph == paragraph:
        done = Action.APPOINT if its["also"] else Action.REMOVE
        posts = _posts(its, at, reading, last.appointment.body if its["also"] else None)
        _add([(last.appointment.person, last.name)], posts, done, "its", clause, reading)
        return
    for act in (action, Action.REMOVE if action is Action.APPOINT else Action.APPOINT):
        if act is not action and not (act is Action.APPOINT or re.search("不再担任|职务", text)):
            continue
        for match, names in _readings(text, at, act, reading):
            posts = _posts(match, at, reading)
            if names and posts.posts:
                rule = "removed-of" if act is Action.REMOVE else "appointed-as"
                _add(names, posts, act, rule, clause, reading)
                return
    if last and last.appointment.paragraph == paragraph and (same := _OF_THE_SAME.match(text)):
        _add([(last.appointment.person, last.name)], _posts(same, at, reading), Action.REMOVE, "its", clause, reading)


def _add_listed(listed: Listed, clause: _Clause, reading: _Reading) -> None:
    """Adds what stands side by side, where it is known what is done."""
    text, at, _ = clause
    action = listed.action or reading.action
    posts = read_posts(text[slice(*listed.post)], at + listed.post.start, reading.body)
    if action and posts.posts:
        names = [(text[slice(*name)], Span(at + name.start, at + name.end)) for name in listed.names]
        _add(names, posts, action, "listed", clause, reading)
        reading.body = posts.posts[-1].body or reading.body


Names = list[tuple[str, Span]]


def _readings(text: str, at: int, action: Action, reading: _Reading) -> Iterator[tuple[re.Match[str], Names]]:
    """The ways in which a sentence can be read, with the names in each."""
    if action is Action.APPOINT:
        if match := _APPOINT.match(text):
            start = match.start("names")
            names = _read_names(match["names"], at + start) or _behind_post(match["names"], at + start, reading.known)
            yield match, names
        return
    for pattern in (_RESIGNED, _REMOVE):
        if match := pattern.match(text):
            yield match, _read_names(match["names"], at + match.start("names"))
    if match := _WITHOUT_OF.match(text):
        names, end = _leading_names(text[: match.end("both")], match.start("both"), at, reading)
        if names and (post := _POST_ALONE.match(text, end)):
            yield post, names


def _behind_post(text: str, at: int, known: KnownNames) -> Names:
    """The one name that ends a text, behind the post that its bearer holds already: 由副市长|王小明|代理市长."""
    for name in known.find(text):
        if name.end == len(text) and has_post(text[: name.start], whole=True):
            return [(text[slice(*name)], Span(at + name.start, at + name.end))]
    for length in (3, 2, 4):
        if is_shaped(text[-length:]) and has_post(text[:-length], whole=True):
            return [(text[-length:], Span(at + len(text) - length, at + len(text)))]
    return []


def _leading_names(text: str, start: int, at: int, reading: _Reading) -> tuple[Names, int]:
    """The names that a text begins with, and where the post begins that follows without a word between."""
    names: Names = []
    gaps = frozenset(gap - at for gap in reading.gaps)
    while True:
        known = next((span for span in reading.known.find(text[start : start + 6]) if not span.start), None)
        end = start + known.end if known else _end_before(text, start, gaps, reading.place)
        if end is None:
            return [], start
        names.append((text[start:end], Span(at + start, at + end)))
        remark = _BEHIND_NAME.match(text, end)
        end = remark.end() if remark else end
        if text[end : end + 1] not in ("、", "和"):
            return names, end
        start = end + 1


def _end_before(text: str, start: int, gaps: frozenset[int], place: str) -> int | None:
    """Where a name ends that a post follows; the place that appoints begins many of them."""
    if place:
        if text.startswith(place, start):
            return None
        for length in (3, 2, 4, 5, 6):
            name = text[start : start + length].removesuffix("同志")
            whole = is_shaped(name, ordinary=True) or is_without_surname(name)
            if whole and text.startswith(place, start + length):
                return start + len(name)
    return name_end(text, start, gaps, first=True)


def _read_names(text: str, at: int) -> Names:
    """The names of a list with their places; none where a part of it is no name."""
    found: Names = []
    for part in re.finditer(r"(?:[^、，（）]|（[^（）]*）)+", text):
        spans = [part.span()]
        joined = re.fullmatch(r"(.{2,4}?)和(.{2,4})", part.group())
        if joined and len(part.group()) > 4:
            spans = [(part.start() + s, part.start() + e) for s, e in (joined.span(1), joined.span(2))]
        for start, end in spans:
            name = _NAME.fullmatch(text, start, end)
            if name is None or not (is_shaped(name["name"], ordinary=True) or is_without_surname(name["name"])):
                return []
            found.append((name["name"], Span(at + start, at + start + len(name["name"]))))
    return found


def _read_members(text: str, at: int, gaps: frozenset[int]) -> Names:
    """The names that blanks part; none where they are not all of the text."""
    spans = list(find_members(text, 0, frozenset(gap - at for gap in gaps)))
    if not spans or spans[-1].end < len(text) - 1:
        return []
    return [(text[slice(*span)], Span(at + span.start, at + span.end)) for span in spans]


def _posts(match: re.Match[str], at: int, reading: _Reading, body: str | None = None) -> Posts:
    """The posts of a sentence, with what is said of how they are given or taken."""
    posts = read_posts(match["post"], at + match.start("post"), body or reading.body)
    if not has_post(match["post"]) or not all(has_post(post.text) for post in posts.posts):
        return Posts((), None, None, ())
    said = match.groupdict()
    manner = said.get("manner") or {"挂任": "挂职", "代理": "代理", "代行": "代行"}.get(said.get("acting") or "")
    note = posts.note
    if said.get("how") in _NATURAL:
        note = said["how"]
    elif tail := said.get("tail"):
        note = tail.strip("（），")
    if manner and manner not in (note or ""):
        note = "，".join(filter(None, (manner, note)))
    return posts._replace(note=note)


def _add(
    names: Sequence[tuple[str, Span]], posts: Posts, action: Action, rule: str, clause: _Clause, reading: _Reading
) -> None:
    """Adds an appointment of each person to each post."""
    text, at, paragraph = clause
    for person, span in names:
        reading.known.add(person)
        for post in posts.posts:
            said = (person, action, post.text, posts.probation, posts.note, paragraph, at, at + len(text), rule)
            appointment = Appointment(*said, body=post.body, office=post.office)
            reading.found.append(LocatedAppointment(appointment, span, posts.parts))
