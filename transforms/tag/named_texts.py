"""Texts that a paragraph names: by title, by 发文字号 or by both, with who issued them and which article is meant."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongbao.language.bodies import BODY_END
from gongbao.language.characters import HAN
from gongbao.language.numerals import CARDINAL
from gongbao.model.spans import Span
from transforms.tag.mentions import Mention
from transforms.tag.relation_words import ASIDE, NAME
from transforms.tag.titles import find_numbers, find_titles

_COUNT = rf"[{CARDINAL}\d]{{1,6}}"
# 第十二条, 第二款, 第（三）项, （三）项, 附件2
_UNIT = rf"(?:第{_COUNT}(?:条(?:之{_COUNT})?|[款项章节]|部分)|第?（{_COUNT}）项|附[件表](?:\d{{1,2}})?)"
PROVISION = rf"{_UNIT}(?:[、和及至]?{_UNIT}){{0,12}}"
"""Part of a text: 第十二条第二款、第三项, 附件2."""

_NEXT_WHOLE = re.compile(rf"[、和及](?=第{_COUNT}(?:条|章)|附[件表])")
_BRACKET = re.compile(r"[ \u3000]?（(?:[^（）]|（[^（）]{0,60}）){0,160}）")
_ALIAS = re.compile("简称(?:为|：)?“?《?(?P<alias>[^《》“”（）]{2,40})》?")
_OF_IT = re.compile(rf"(?:中的?|的|之)?(?P<provision>{PROVISION})")
# What stands between a verb and the name of a body: 根据|国务院办公厅转发|司法部《…》
_LEAD = re.compile(
    "^.*(?:根据|按照|依据|依照|遵照|参照|贯彻|落实|实施|执行|废止|宣布|停止|暂停|不再|修改|修订|转发|代替|替代|取代|原|将|对"
    "|就|由|现|下发|印发|延长|解读|更正|了|的|为|按|经|是|被|同意|批准|会同|联合|[，、：。；“”\ue000\ue001\t])",
    re.DOTALL,
)
_JOINER = re.compile("^(?:以及|[和与及暨])")
_ISSUER = re.compile(rf"[{HAN}]{{1,20}}(?:{BODY_END}|中央)")
_FORMER = re.compile("原(?:来的?)?$")
_IN_TITLE = re.compile(
    rf"(?P<body>(?!批转|转发|印发|公布|关于)[{HAN}]{{1,30}}?(?:{BODY_END}|中央))(?:关于|印发|转发|批转|公布|发布)"
)
# 柳政发〔2013〕12号文件印发的《…》
_LEADS = re.compile("(?:(?:文件?)?(?:印发|公布|发布|下发|颁布)的)?")
_OPENING, _CLOSING = {"（": "）", "“": "”"}, "）”"
_REACH = 40  # characters before a name in which its issuer stands


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text as a paragraph names it, in `text[start:end]`; with its issuer and 原 before it from `before` on."""

    before: int
    start: int
    end: int
    title: str | None
    number: str | None
    issuer: str | None = None
    provision: str | None = None
    name_end: int = 0  # behind its title and number, before its provision
    former: bool = False  # 原《…》
    alias: str | None = None


def find_named(text: str) -> list[NamedText]:
    """The texts that a paragraph names, in order. A title within another's brackets is none of its own."""
    titles, numbers = find_titles(text), find_numbers(text)
    if not titles and not numbers:
        return []
    found: list[NamedText] = []
    starts = [number.start for number in numbers]
    used: set[Mention] = set()
    past = 0
    for title in titles:
        if title.start < past:
            continue
        bracket = _BRACKET.match(text, title.end)
        end = bracket.end() if bracket else title.end
        at = bisect_left(starts, title.start)
        inner = _until(numbers, at, title.end)
        used.update(inner)
        mine = _own_number(text, numbers, at + len(inner), title.end)
        ahead = numbers[at - 1] if at and _LEADS.fullmatch(text, numbers[at - 1].end, title.start) else None
        number = mine or ahead
        if number:
            used.add(number)
        start = ahead.start if ahead and not mine else title.start
        alias = _ALIAS.search(bracket.group()) if bracket else None
        if bracket and (alias or mine):
            past = end
        end = end if bracket and (alias or mine) else title.end
        found.append(
            NamedText(
                start, start, end, title.norm, number.norm if number else None, alias=alias["alias"] if alias else None
            )
        )
    covered = [Span(one.start, one.end) for one in found]
    found += [
        NamedText(number.start, number.start, number.end, None, number.norm)
        for number in numbers
        if number not in used and not _inside(covered, number.start)
    ]
    found.sort(key=lambda one: one.start)
    floor = 0
    whole = []
    for one in found:
        whole.append(_complete(text, one, floor))
        floor = whole[-1].end
    return whole


@dataclass(frozen=True, slots=True)
class Clauses:
    """A paragraph, the texts that it names outside of quotations, and itself with those and all asides masked."""

    text: str
    named: tuple[NamedText, ...]
    masked: str


def read_clauses(text: str) -> Clauses:
    """A paragraph made ready for its words to be read."""
    found = find_named(text)
    asides = _find_asides(text) if found else []
    starts = [span.start for span in asides]
    kept = tuple(placed for one in found if (placed := _place(one, asides, starts)))
    pieces: list[str] = []
    past = 0
    marks = [(one.start, one.end, NAME) for one in kept]
    hidden = [(start, end, ASIDE) for start, end in asides if end - start > 2]
    for start, end, mark in sorted((*marks, *hidden)):
        if end <= past:
            continue
        start = max(start, past)
        pieces += text[past:start], mark * (end - start)
        past = end
    return Clauses(text, kept, "".join((*pieces, text[past:])))


def _find_asides(text: str) -> list[Span]:
    """Brackets and quotations, the outermost, where something closes them."""
    found: list[Span] = []
    open_marks: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char in _OPENING:
            open_marks.append((_OPENING[char], at))
        elif char in _CLOSING and open_marks and open_marks[-1][0] == char:
            _, start = open_marks.pop()
            while found and found[-1].start > start:
                found.pop()
            found.append(Span(start, at + 1))
    return found


def _place(one: NamedText, asides: Sequence[Span], starts: Sequence[int]) -> NamedText | None:
    """A name outside of all asides, or one that an aside consists of: “《…》”; None for one that is only quoted."""
    place = bisect_right(starts, one.start) - 1
    if place < 0 or one.start >= asides[place].end:
        return one
    aside = asides[place]
    return (
        replace(one, before=aside.start, start=aside.start, end=aside.end)
        if (aside == Span(one.start - 1, one.end + 1))
        else None
    )


def split_provisions(text: str) -> tuple[str, ...]:
    """The articles that a list of them names, each with its items: 第三条、第五条第一款、第二款 are two."""
    return tuple(_NEXT_WHOLE.split(text))


def title_issuer(title: str) -> str | None:
    """Who issued a text, where its title begins with that."""
    match = _IN_TITLE.match(title)
    return match["body"] if match else None


def _until(numbers: Sequence[Mention], at: int, end: int) -> list[Mention]:
    found = []
    while at < len(numbers) and numbers[at].start < end:
        found.append(numbers[at])
        at += 1
    return found


def _own_number(text: str, numbers: Sequence[Mention], at: int, end: int) -> Mention | None:
    """The number that stands right behind a title, in brackets or not."""
    if at >= len(numbers):
        return None
    gap = text[end : numbers[at].start] if numbers[at].start - end <= 2 else "…"
    return numbers[at] if gap.strip(" \u3000") in ("", "（", "(") else None


def _inside(spans: Sequence[Span], at: int) -> bool:
    place = bisect_left(spans, Span(at + 1, 0)) - 1
    return place >= 0 and at < spans[place].end


def _complete(text: str, one: NamedText, floor: int) -> NamedText:
    """A named text with its issuer, and the part of it that is meant."""
    ahead = text[max(floor, one.start - _REACH) : one.start]
    shift = len(ahead)
    match = _LEAD.match(ahead)
    body = ahead[match.end() :] if match else ahead
    if joiner := _JOINER.match(body):
        body = body[joiner.end() :]
    named = _ISSUER.fullmatch(body)
    before = one.start - len(body) if named else one.start
    former = _FORMER.search(text[max(floor, before - 3) : before])
    if former:
        before -= len(former.group())
    bracket = None if one.end > one.start and text[one.end - 1] == "）" else _BRACKET.match(text, one.end)
    after = bracket.end() if one.title and not one.number and bracket else one.end
    part = _OF_IT.match(text, after)
    issuer = body if named and shift and not body.startswith(("我", "本")) else None  # 我局 is who speaks
    return replace(
        one,
        before=before,
        end=part.end() if part else one.end,
        name_end=one.end,
        provision=part["provision"] if part else None,
        issuer=issuer or (title_issuer(one.title) if one.title else None),
        former=bool(former),
    )
