"""PER and POST: names of people and the offices they hold, which give each other away."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from gongbao.language.characters import HAN
from gongbao.language.rosters import find_listed
from transforms.tag.lexicon import alternation, word_set, words
from transforms.tag.mentions import TAKEN, Mention, hide, without_overlap

_HAN = re.compile(f"[{HAN}]")
_DOTS = "·•・"
# An office that goes on as something else: 市长热线, 河长制, 局长办公会, 书记处.
_NOT_OFFICE_IF = (
    r"(?!制|奖|热线|信箱|办公|会议|联席|团(?!成员)|处|级|令|基金|杯|负责制|责任制|专题会|接待|签|质量|项目|工程|室|职责|责任|岗位|队伍|助理|"
    r"站|网|院(?!长)|会(?![见上谈晤]))"
)
_MAX_POST = 40
# Who acts only as a person: a lone name before these is a name.
_ACTS = (
    r"(?:等[^，。]{0,12}?(?:领导|同志|专家|代表|人员|人(?=[，。出参]))"
    r"|(?:等[^，。]{0,12}?)?(?:在[^，。]{1,10}?)?(?:分别|共同|一同|先后|一起|也|亲自)*"
    r"(?:出席|参加|主持|陪同|列席|参会|致辞|讲话|作[^，。]{0,6}讲话|会见|率队|带队|率领|领誓|一行|主讲|观看|参观|参与|随同))"
)


class _Office(NamedTuple):
    start: int
    end: int
    title: int  # where the title itself begins


def find_people(texts: list[str], taken: list[list[Mention]], known: Iterable[str] = ()) -> list[list[Mention]]:
    """PER and POST of each paragraph of a document.

    What other rules have `taken` is left alone. A name that is sure in one place (behind an office, in a list of
    names that act, or `known` beforehand) is a name wherever else it stands in the document.
    """
    hidden = [hide(text, mentions) for text, mentions in zip(texts, taken, strict=True)]
    listed = find_listed(texts)
    names = set(known)
    for text, member in zip(hidden, listed, strict=True):
        names.update(text[m.start : m.end] for m in _once(text, frozenset(names), member) if m.type == "PER")
    return [_once(text, frozenset(names), member) for text, member in zip(hidden, listed, strict=True)]


def _once(text: str, names: frozenset[str], member: bool) -> list[Mention]:
    """PER and POST of one paragraph; `member`: it is a line of a list of members."""
    people = _find_named(text, names)
    _find_listed(text, people, member)
    _find_introduced(text, people)
    offices = _Offices(text, people)
    for end, foreign, sure in offices.ends():
        name = _name_behind(text, end, names, foreign, sure)
        if name and end not in people:
            people[end] = Mention(end, name, "PER", "behind-office")
            _follow_list(text, people, end, names)
    _find_acting(text, people, names)
    return sorted([*without_overlap(sorted(people.values())), *offices.posts(people)])


# Names --------------------------------------------------------------------------------------------------------


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    return word_set("people", "surnames"), word_set("people", "compound_surnames")


@cache
def _ordinary() -> frozenset[str]:
    """Two letters that begin no name: those of ordinary words and of places."""
    lists = ("countries", "provinces", "cities", "foreign_cities")
    places = (word.lstrip("~")[:2] for name in lists for word in words("places", name))
    return word_set("people", "not_names").union(places)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[^{HAN}{_DOTS}]|$|(?:{alternation(words('people', 'after_name'))})")


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words('posts', 'titles'))}){_NOT_OFFICE_IF}")


def name_ends(text: str, start: int, names: frozenset[str] = frozenset()) -> list[int]:
    """Where a Chinese name that begins at `start` may end, likeliest first, by its surname and what follows it."""
    single, compound = _surnames()
    ordinary = _ordinary()
    head = text[start : start + 2]
    if not re.fullmatch(f"[{HAN}]{{2}}", head):
        return []
    lengths = [4, 3] if head in compound else []
    if head[0] in single:
        lengths += [3, 2]
        if len(text) > start + 1 and text[start + 1] in single:
            lengths.append(4)
    ends = []
    for length in dict.fromkeys(lengths):
        name = text[start : start + length]
        if len(name) < length or not all(map(_HAN.match, name)):
            continue
        if name in names and (length > 2 or _after().match(text, start + length)):
            return [start + length]
        if name[:2] in ordinary or not _after().match(text, start + length):
            continue
        if _titles().search(name) or re.search("[的了等市县区委局厅部]|参加|出席|主持", name[1:]):
            continue
        ends.append(start + length)
    return sorted(ends, key=lambda end: -_follow_weight(text, end))


def _follow_weight(text: str, end: int) -> int:
    """How surely a name ends here: a mark or the end of the text is as good as a word of two letters."""
    match = _after().match(text, end)
    if match is None:
        return 0
    return 2 if not _HAN.match(match.group() or " ") else min(2, len(match.group()))


def _foreign_end(text: str, start: int) -> int | None:
    """Where a transliterated name that begins at `start` ends: 安娜·科瓦奇, 伊万诺娃."""
    sounds = word_set("people", "transliteration")
    match = re.compile(rf"[{HAN}A-Z]{{1,8}}(?:[{_DOTS}][{HAN}]{{1,10}})+").match(text, start)
    if match:
        last = max(match.group().rfind(dot) for dot in _DOTS) + start + 1
        for end in range(last + 1, match.end() + 1):
            if _after().match(text, end):
                return end
        return match.end()
    end = start
    while end < len(text) and end - start < 9 and _HAN.match(text[end]):
        end += 1
        if end - start >= 3 and _after().match(text, end):
            name = text[start:end]
            if name[0] in sounds and sum(c in sounds for c in name) >= 0.75 * len(name) and not _titles().search(name):
                return end
    return None


@cache
def _abroad() -> re.Pattern[str]:
    countries = (c for c in words("places", "countries") if not c.startswith("中"))
    return re.compile(rf"(?:{alternation(countries)})")


def _name_behind(text: str, start: int, names: frozenset[str], foreign: bool = False, sure: bool = False) -> int | None:
    """The end of the name that stands behind an office.

    Behind a `foreign` office any few letters may be one, behind a `sure` one those that a mark closes.
    """
    ends = name_ends(text, start, names)
    dotted = re.compile(rf"[{HAN}]{{1,8}}[{_DOTS}]").match(text, start)
    if ends and not dotted:
        return ends[0]
    found = _foreign_end(text, start) or (_alone_end(text, start) if sure else None)
    if found or not foreign:
        return found
    return next((e for e in range(start + 2, start + 6) if _whole_name(text, start, e)), None)


def _alone_end(text: str, start: int) -> int | None:
    """The end of a name of rare surname that stands between an office and a mark: 副省长某某某，"""
    match = re.compile(rf"([{HAN}]{{2,3}})(?=[，。、；])").match(text, start)
    if match is None or _after().match(text, start + 1) or re.search(_NO_NAME, match[1]):
        return None
    words_ = word_set("people", "after_name") | word_set("people", "not_names")
    return None if match[1][:2] in words_ or _titles().search(match[1]) else match.end()


def _whole_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    return len(name) == end - start and all(map(_HAN.match, name)) and bool(_after().match(text, end))


def _find_named(text: str, names: frozenset[str]) -> dict[int, Mention]:
    """Names that are known already, or come with 总书记 behind them."""
    people: dict[int, Mention] = {}
    for match in re.finditer(rf"[{HAN}]{{2,4}}?(?=总书记|国家主席|总理|委员长)", text):
        for length in (3, 2):
            start = match.end() - length
            name = text[start : match.end()]
            single, _ = _surnames()
            if start < 0 or name[0] not in single or not all(map(_HAN.match, name)):
                continue
            if name[:2] not in word_set("people", "not_names"):
                people[start] = Mention(start, match.end(), "PER", "before-office")
                break
    for match in re.finditer(rf"(?<=列)[{HAN}·]{{2,8}}?(?=(?:同志)?之[前后])", text):
        people[match.start()] = Mention(match.start(), match.end(), "PER", "ranked")
    if not names:
        return people
    for match in re.finditer(alternation(names), text):
        start, end = match.span()
        if end - start == 2 and not (_after().match(text, end) and (start == 0 or _opens(text, start))):
            continue
        if re.match("精神|同志?式|大道|路|街|故居|纪念|事迹", text[end:]):
            continue
        people.setdefault(start, Mention(start, end, "PER", "known-name", confidence=0.95))
    return people


def _opens(text: str, start: int) -> bool:
    """Whether a name may begin here: behind a mark, an office, or a word that leads to persons."""
    before = text[max(0, start - 4) : start]
    if not _HAN.match(before[-1]):
        return True
    return bool(
        re.search(
            f"(?:和|与|由|及|会见|邀请|陪同|对|向|同|{alternation(words('posts', 'titles'))}|任命|免去|列)$", before
        )
    )


def _follow_list(text: str, people: dict[int, Mention], start: int, names: frozenset[str]) -> None:
    """Adds the names that follow a name after 、 和 and the like."""
    end = people[start].end
    while True:
        link = re.compile("、|和|与|及|以及|，").match(text, end)
        if not link:
            return
        at = link.end()
        nxt = _name_behind(text, at, names) if link.group() != "，" else next(iter(name_ends(text, at, names)), None)
        if nxt is None or _titles().match(text, at):
            return
        if link.group() != "、" and not re.compile(rf"[、，。；]|$|{_ACTS}").match(text, nxt):
            return
        if link.group() == "，" and not re.compile(rf"、|{_ACTS}").match(text, nxt):
            return
        people.setdefault(at, Mention(at, nxt, "PER", "listed"))
        end = nxt


@cache
def _clause_starts() -> re.Pattern[str]:
    return re.compile(r"(?:^|[，。；：△▲●\t]|[市省县区]领导(?:同志)?|由|(?<=[，。；])(?:其中|随后))")


def _find_acting(text: str, people: dict[int, Mention], names: frozenset[str]) -> None:
    """Adds lists of names at the head of a clause that do what only people do: 王某、李某参加会议."""
    acts = re.compile(rf"(?:{_titles().pattern})?{_ACTS}")
    for opening in _clause_starts().finditer(text):
        at = opening.end()
        spans: list[tuple[int, int]] = []
        while True:
            ends = [
                e for e in name_ends(text, at, names) if text[e : e + 1] in ("、", "和", "与") or acts.match(text, e)
            ]
            if not ends:
                break
            spans.append((at, ends[0]))
            if text[ends[0] : ends[0] + 1] not in ("、", "和", "与"):
                break
            at = ends[0] + 1
        if spans and acts.match(text, spans[-1][1]):
            for start, end in spans:
                people.setdefault(start, Mention(start, end, "PER", "acting", confidence=0.9))


# What stands between an office and a mark without being a name.
_NO_NAME = (
    "单位|会|职务|人选|负责|讲话|出席|参加|主持|一行|成员|同志|工作|制度|部门|签字|签批|批准|审批|同意|岗位|待遇|级别|"
    "以上|以下|以内|助理|候选|名单|责任|办公|[市省县区委局厅等各的和与及或]|主席团"
)
_REMARK = re.compile("（[^（）]{1,12}）")
_MEMBER = re.compile(r"(?:组长|主任|成员|委员|总指挥|指挥长?|召集人|联系人|负责人|联络员|会长|书记)[：:](?=\S)")


def _find_listed(text: str, people: dict[int, Mention], member: bool) -> None:
    """Adds the names of a list of members, 组长：某某 with an office behind, and those that fill a cell beside one."""
    for at in (*(match.end() for match in _MEMBER.finditer(text)), *((0,) if member else ())):
        for length in (4, 3, 2):
            name = text[at : at + length]
            behind = _heads().match(text, at + length) or re.compile(rf"[^{HAN}]|$").match(text, at + length)
            if behind and _is_name(name):
                people[at] = Mention(at, at + length, "PER", "member", confidence=0.9)
                break
    if "\t" not in text or not _titles().search(text):
        return
    for cell in re.finditer(r"[^\t]+", text):
        if _is_name(cell.group()):
            people.setdefault(cell.start(), Mention(cell.start(), cell.end(), "PER", "cell", confidence=0.8))


def _find_introduced(text: str, people: dict[int, Mention]) -> None:
    """Adds the name that a paragraph opens with, an office and nothing else behind it: 王某（女）副市长，负责…"""
    for length in (2, 3, 4):
        if _is_name(text[:length]) and _introducing().match(text, _past_remark(text, length)):
            people[0] = Mention(0, length, "PER", "introduced", confidence=0.9)
            return


def _past_remark(text: str, at: int) -> int:
    """Where what is said of a person in brackets ends: 王某（女）|副市长."""
    remark = _REMARK.match(text, at)
    return remark.end() if remark else at


@cache
def _introducing() -> re.Pattern[str]:
    title = f"(?:代|副|常务|第一|党组|[市县区]委|[市县区]政府){{0,3}}{_titles().pattern}"
    return re.compile(f"{title}(?:、{title}){{0,5}}[，。]")


def _is_name(text: str) -> bool:
    """Whether a text alone is shaped like a Chinese name."""
    return len(text) > 1 and name_ends(text, 0)[:1] == [len(text)]


# Offices ------------------------------------------------------------------------------------------------------


@cache
def _stops() -> re.Pattern[str]:
    functions = [w for w in words("bodies", "functions") if re.search("和|与", w)]
    keep = alternation([*words("posts", "kept"), *functions])
    return re.compile(rf"(?P<keep>{keep})|(?P<stop>{alternation(words('posts', 'stops'))})|(?P<join>[和与及])")


@cache
def _heads() -> re.Pattern[str]:
    """How the next body after 和 begins: with a level of government or a place."""
    places = alternation(
        [*words("places", "countries"), *words("places", "provinces"), *words("places", "province_shorts")]
        + [c.lstrip("~") for c in words("places", "cities")]
    )
    return re.compile(rf"市|省|县|区|全国|中央|中共|国务院|国家|原|副|常务|党组|{places}")


def _in_office(c: str) -> bool:
    return bool(_HAN.match(c)) or (c.isascii() and c.isalnum())


class _Offices:
    """The offices of a text: each title with the body before it."""

    def __init__(self, text: str, people: dict[int, Mention]) -> None:
        self.text = text
        self.before: dict[int, int] = {m.end: m.start for m in people.values()}
        self.found = [self._grow(m) for m in _titles().finditer(text)]

    def ends(self) -> Iterator[tuple[int, bool, bool]]:
        """Where each office ends, whether it is one of another country, and whether it is surely an office."""
        for office in self.found:
            foreign = bool(_abroad().match(self.text, office.start, office.title))
            yield office.end, foreign, self.text[office.title : office.end] not in word_set("posts", "weak")

    def _grow(self, title: re.Match[str]) -> _Office:
        """An office from the left end of its body on."""
        text, at = self.text, title.start()
        low = max(0, at - _MAX_POST)
        start = at
        depth = 0
        while start > low:
            c = text[start - 1]
            if c in "）”":
                depth += 1
            elif c in "（“":
                if depth == 0:
                    break
                depth -= 1
            elif c == TAKEN or (depth == 0 and (start in self.before or not _in_office(c))):
                break
            start -= 1
        if start in self.before:
            start = _past_remark(text, start)
        if depth:  # a bracket that opens beyond reach
            start = max(text.rfind("）", 0, at), text.rfind("”", 0, at)) + 1
        region = text[start:at]
        cut = 0
        for match in _stops().finditer(region):
            if match.lastgroup == "keep" or region[: match.start()].count("（") > region[: match.start()].count("）"):
                continue
            if match.lastgroup == "stop" or _heads().match(text, start + match.end()):
                cut = match.end()
        region = region[cut:]
        trimmed = re.match(
            r"(?:[与和及原]|\d+(?:日|年|月)|[）”]|下午|上午|当日|同日|随后|期间|会议|会上|我[省市县国]|全[省市县国](?=委|政府|人大))+",
            region,
        )
        return _Office(start + cut + (trimmed.end() if trimmed else 0), title.end(), title.start())

    def posts(self, people: dict[int, Mention]) -> list[Mention]:
        """The offices that somebody holds, or that a body's name before them makes definite."""
        starts = {m.start for m in people.values()}
        members = {_past_remark(self.text, m.end) for m in people.values() if m.rule in ("member", "introduced")}
        ends = {m.end for m in people.values()} | members
        inside = {i for m in people.values() for i in range(m.start, m.end)}
        held: set[int] = set()
        mentions: list[Mention] = []
        leads: dict[int, bool] = {}
        for office in reversed(self.found):
            if office.end - 1 in inside or office.title in inside or office.end in held:
                continue
            title = self.text[office.title : office.end]
            start = office.start
            if office.end in starts:
                rule, sure = "before-name", 1.0
            elif (
                start in ends and (start == office.title or start in members) and title not in word_set("posts", "weak")
            ):
                rule, sure = "behind-name", 0.95
            elif self.text[office.end : office.end + 1] in ("、", "，") and self._leads_on(office.end + 1, leads):
                rule, sure = "chain", 0.9
            elif title not in word_set("posts", "weak") and self._is_definite(office):
                rule, sure = "definite", 0.7
            else:
                continue
            if mentions and office.end > mentions[-1].start:
                continue
            leads[start] = rule in ("before-name", "chain")
            mentions.append(Mention(start, office.end, "POST", rule, confidence=sure))
        return [*mentions, *self._behind(mentions, ends)]

    def _behind(self, posts: list[Mention], names: set[int]) -> list[Mention]:
        """The further offices of a person named first: 组长：某某市委副书记、市长."""
        found: list[Mention] = []
        tails = {m.end for m in posts if m.start in names or self.text[m.start - 1 : m.start] == "\t"}
        taken = {m.end for m in posts}
        for office in self.found:
            if office.end in taken or self.text[office.start - 1 : office.start] not in ("、", "，"):
                continue
            if office.start - 1 in tails:
                tails.add(office.end)
                found.append(Mention(office.start, office.end, "POST", "further", confidence=0.8))
        return found

    def _leads_on(self, at: int, leads: dict[int, bool]) -> bool:
        """Whether an office that somebody holds begins here, behind 原 or not."""
        return leads.get(at + self.text.startswith("原", at), False)

    def _is_definite(self, office: _Office) -> bool:
        body = self.text[office.start : office.title]
        return bool(
            re.match(
                r"(?:省|市|县|区|州)(?:委|政府|人民政府|人大|政协|纪委|监委|长|总|副)|副?(?:省|市)$|党中央|国务院|中共",
                body,
            )
        ) and not re.search("部门|单位|企业|各", body)
