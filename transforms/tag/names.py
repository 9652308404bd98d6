"""Names of people: where one may end, by its surname, its characters and what follows it."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache

from gongbao.language.bodies import is_body_name
from gongbao.language.characters import DOTS, HAN, is_han
from gongbao.language.divisions import cities, provinces
from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation, word_set, words
from transforms.tag.posts import post_titles

# What stands between a post and a mark without being a name.
_NO_NAME = re.compile(
    "单位|会|职务|人选|负责|讲话|出席|参加|主持|一行|成员|同志|工作|制度|部门|签字|签批|批准|审批|同意|岗位|待遇|级别"
    "|提名|提请|提出|推选|指定|委托|授权|签署|签发|审核|审查|审定|审阅|核准|决定|同意|^[一二三四五六七八九十两不未无可应须是有在所]|以上|以下|以内|助理|候选|名单|责任|办公|[市省县区委局厅等各的和与及或]|主席团"
)
# What goes on behind a surname without being a name.
_NO_GIVEN_NAME = re.compile("[的了等市县区委局厅部]|参加|出席|主持")
# A transliterated name in parts: 安娜·科瓦奇. More than six are none that anybody has.
_DOTTED = re.compile(rf"[{HAN}A-Z]{{1,8}}(?:[{DOTS}][{HAN}]{{1,10}}){{1,5}}")
_DOT_AHEAD = re.compile(rf"[{HAN}]{{1,8}}[{DOTS}]")
_LONGEST_DOTTED = 30
_DOTTED_BEFORE = re.compile(rf"[{HAN}]{{1,8}}(?:[{DOTS}][{HAN}]{{1,10}}){{1,5}}$")
# Names of nationalities without surnames, between a mark and what tells that somebody is named: ，罗桑扎西|同志.
_WITHOUT_SURNAME = re.compile(rf"(?:^|[^{HAN}])(?P<name>[{HAN}]{{4,5}})$")
_ALONE = re.compile(rf"([{HAN}]{{2,3}})(?=[，。、；]|$)")
# What speaks of persons without naming one: determiners, classes of people, what they are said to be.
_GENERIC = re.compile(
    "负责|分管|主管|领导|有关|相关|各位|全体|其他|主要|干部|党员|先进|优秀|基层|退休|驻村|挂职|年轻|以上|上述|下列|部分"
    "|[一二两三四五六七八九十几多]位|人员|职工|党委|班子|机关|单位|部门|群众|代表|专家|委员|成员|人选|候选|时任|现任|前任|或|者"
)
_NO_PERSON_WORDS = re.compile(
    f"{_GENERIC.pattern}|[的了等各该此其局厅委部院会社处室科组队厂校司署市县区省乡镇村和与由及对为]"
)
# How names of Mongolian women end, which hold a determiner: 乌云|其木格.
_MONGOLIAN_END = re.compile("(?:其木格|其其格)$")
_DETERMINERS = re.compile("[的了等各该此其]")
_LEADS = (
    "和|与|由|及|对|向|同|会见|邀请|陪同|任命|免去|聘任|聘请|推荐|推选|选举|提名|决定|接受|罢免|撤销|列|请|经|给予|给|以"
    "|授予|追授|记者|纪念|学习|关于"
)
_LEADING_CHARACTERS = re.compile("[和与由及对向同于任以从应请为将让使给并列经]")


class KnownNames:
    """Names that are sure in one place, so that they are names wherever else they stand."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lengths: dict[str, list[int]] = {}  # of the names that open with a character, the longest first
        self._names: set[str] = set()
        for name in names:
            self.add(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def add(self, name: str) -> None:
        """Know another name."""
        if not name or name in self._names:
            return
        self._names.add(name)
        lengths = self._lengths.setdefault(name[0], [])
        if len(name) not in lengths:
            lengths.append(len(name))
            lengths.sort(reverse=True)

    def find(self, text: str) -> Iterator[Span]:
        """Where they stand in a text, the longest at each place, so that none overlap."""
        past = 0
        for start, character in enumerate(text) if self._lengths else ():
            if start < past or character not in self._lengths:
                continue
            for length in self._lengths[character]:
                name = text[start : start + length]
                if name in self._names:
                    past = start + len(name)
                    yield Span(start, past)
                    break


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """The surnames of one character, and those of two."""
    return word_set("people", "surnames"), word_set("people", "compound_surnames")


@cache
def _ordinary() -> frozenset[str]:
    """Two characters that begin no name: those of ordinary words and of places."""
    known = (*words("places", "countries"), *words("places", "foreign_cities"), *provinces(), *cities())
    places = (name[:2] for name in known)
    return word_set("people", "not_names").union(places)


@cache
def after_name() -> re.Pattern[str]:
    """What a name is followed by: a mark, the end, or a word that goes with persons."""
    return re.compile(rf"[^{HAN}{DOTS}]|$|(?:{alternation(words('people', 'after_name'))})")


def name_ends(text: str, start: int, names: Container[str] = frozenset()) -> list[int]:
    """Where a Chinese name that begins at `start` may end, likeliest first, by its surname and what follows it."""
    single, compound = surnames()
    ordinary = _ordinary()
    head = text[start : start + 2]
    if len(head) < 2 or not is_han(head):
        return []
    lengths = [4, 3] if head in compound else []
    if head[0] in single:
        lengths += [3, 2]
        if len(text) > start + 1 and text[start + 1] in single:
            lengths.append(4)
    ends = []
    for length in dict.fromkeys(lengths):
        name = text[start : start + length]
        if len(name) < length or not is_han(name):
            continue
        if name in names and (length > 2 or after_name().match(text, start + length)):
            return [start + length]
        if name[:2] in ordinary or not after_name().match(text, start + length):
            continue
        if post_titles().search(name) or _NO_GIVEN_NAME.search(name, 1):
            continue
        ends.append(start + length)
    return sorted(ends, key=lambda end: -_follow_weight(text, end))


def is_shaped(text: str, ordinary: bool = False) -> bool:
    """Whether a text has the shape of a name, whatever stands around it: 王小明, 欧阳修远, 阿依古丽·买买提.

    Surname and one or two characters say little: ordinary words have that shape too. Ask what stands around it. Where
    nothing but a name can stand, it may be `ordinary` words too: 高原.
    """
    if _DOTTED.fullmatch(text):
        return True
    single, compound = surnames()
    if not is_han(text) or text in _body_words() or (text[:2] in _ordinary() and not ordinary):
        return False
    if _DETERMINERS.search(text) and not ordinary:
        return False
    double = len(text) == 4 and text[0] in single and text[1] in single
    if (
        not (text[:2] in compound and len(text) in (3, 4))
        and not (text[0] in single and len(text) in (2, 3))
        and not double
    ):
        return False
    return not (
        post_titles().search(text)
        or _NO_GIVEN_NAME.search(text, 1)
        or _GENERIC.search(text)
        or text.endswith(("省", "副"))
    )


def is_compound(text: str) -> bool:
    """Whether a text begins with a surname of two characters."""
    return text[:2] in surnames()[1]


def is_without_surname(text: str) -> bool:
    """Whether a text may be a name of a nationality that has no surnames, where a name must stand: 扎西旺堆."""
    text = _MONGOLIAN_END.sub("", text)
    return not text or (
        is_han(text)
        and 2 <= len(text) <= 6
        and text not in _body_words()
        and not (_NO_PERSON_WORDS.search(text) or post_titles().search(text))
    )


@cache
def _body_words() -> frozenset[str]:
    """What bodies are called in short: 文联, 关工委."""
    return word_set("bodies", "short_kinds") | word_set("bodies", "kinds") | word_set("bodies", "functions")


def name_before(text: str, end: int, known: Container[str] = frozenset()) -> int | None:
    """Where the name begins that ends at `end`, by what stands before it: a mark, or what leads to persons."""
    if dotted := _DOTTED_BEFORE.search(text[max(0, end - _LONGEST_DOTTED) : end]):
        lead = leading_words().match(dotted.group())
        return end - len(dotted.group()) + (lead.end() if lead else 0)
    loose: list[int] = []
    for length in (4, 3, 2):
        start = end - length
        name = text[start:end] if start >= 0 else ""
        if not is_shaped(name) or (length == 4 and name[:2] not in surnames()[1]):
            continue
        if name in known or opens_name(text, start):
            inner = _LEADING_CHARACTERS.match(name) and is_shaped(name[1:])
            return start + 1 if inner else start
        loose.append(start)
    unsurnamed = _WITHOUT_SURNAME.search(text[max(0, end - 6) : end])
    if unsurnamed and not _NO_PERSON_WORDS.search(unsurnamed["name"]) and not post_titles().search(unsurnamed["name"]):
        return end - len(unsurnamed["name"])
    return loose[0] if loose else None


def name_of_words(text: str, at: int, end: int) -> int | None:
    """Where the name begins that these words are, or that they end in behind a body's name: 市财政局|王小明."""
    for start in (at, *(end - length for length in (3, 2) if end - length > at)):
        if is_shaped(text[start:end]) and (start == at or is_body_name(text[at:start].rstrip("：的"))):
            return start
    return None


def opens_name(text: str, start: int) -> bool:
    """Whether a name may begin here: behind a mark, a post, a body, or a word that leads to persons."""
    before = text[max(0, start - 4) : start]
    return not before or not is_han(before[-1]) or bool(leading().search(before))


@cache
def leading_words() -> re.Pattern[str]:
    """The words that lead to persons, to be taken off a name in parts."""
    return re.compile(_LEADS)


@cache
def leading() -> re.Pattern[str]:
    """What leads to persons: a word, a body or a post."""
    return re.compile(f"(?:{_LEADS}|[局厅委部院会社处室科组队厂校司署]|{alternation(words('posts', 'titles'))})$")


def _follow_weight(text: str, end: int) -> int:
    """How surely a name ends here: a mark or the end of the text is as good as a word of two characters."""
    match = after_name().match(text, end)
    if match is None:
        return 0
    return 2 if not is_han(match.group()[:1]) else min(2, len(match.group()))


def dotted_end(text: str, start: int) -> int | None:
    """Where a name in parts that begins at `start` ends: 安娜·科瓦奇."""
    match = _DOTTED.match(text, start)
    if match is None:
        return None
    last = max(match.group().rfind(dot) for dot in DOTS) + start + 1
    return next((end for end in range(last + 1, match.end() + 1) if after_name().match(text, end)), match.end())


def _foreign_end(text: str, start: int) -> int | None:
    """Where a transliterated name that begins at `start` ends: 安娜·科瓦奇, 伊万诺娃."""
    sounds = word_set("people", "transliteration")
    if dotted := dotted_end(text, start):
        return dotted
    end = start
    while end < len(text) and end - start < 9 and is_han(text[end]):
        end += 1
        if end - start >= 3 and after_name().match(text, end):
            name = text[start:end]
            foreign = name[0] in sounds and sum(c in sounds for c in name) >= 0.75 * len(name)
            if foreign and not post_titles().search(name):
                return end
    return None


def name_behind(text: str, start: int, names: Container[str], foreign: bool = False, sure: bool = False) -> int | None:
    """The end of the name that stands behind a post.

    Behind a `foreign` post any few characters may be one, behind a `sure` one those that a mark closes.
    """
    ends = name_ends(text, start, names)
    dotted = _DOT_AHEAD.match(text, start)
    if ends and not dotted:
        return ends[0]
    found = _foreign_end(text, start) or (_alone_end(text, start) if sure else None)
    if found or not foreign:
        return found
    return next((e for e in range(start + 2, start + 6) if _whole_name(text, start, e)), None)


def _alone_end(text: str, start: int) -> int | None:
    """The end of a name of rare surname that stands between a post and a mark: 副省长某某某，"""
    match = _ALONE.match(text, start)
    if match is None or after_name().match(text, start + 1) or _NO_NAME.search(match[1]):
        return None
    words_ = word_set("people", "after_name") | word_set("people", "not_names")
    return None if match[1][:2] in words_ or post_titles().search(match[1]) else match.end()


def _whole_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    return len(name) == end - start and is_han(name) and bool(after_name().match(text, end))


def is_name(text: str) -> bool:
    """Whether a text alone is shaped like a Chinese name."""
    return len(text) > 1 and name_ends(text, 0)[:1] == [len(text)]
