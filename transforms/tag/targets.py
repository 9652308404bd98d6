"""Targets: 到2025年，……达到35%: what is to reach which value by when.

A target stands behind a day to come (到2025年, 2024年年底前) in its sentence: an indicator and a value
(覆盖率达到85%以上), or what is to be brought about and how many of it (培育3家企业, 新增就业6000人).
"""

import datetime as dt
import itertools
import re
from dataclasses import replace
from typing import NamedTuple

from gongbao.language.characters import HAN
from gongbao.language.numerals import ARABIC, parse_whole
from gongbao.model import Bound, Document, Target
from gongbao.model.spans import Span
from transforms.tag.dates import find_dates, period

_SENTENCE = re.compile(r"[^。\n]+")
_CLAUSE = re.compile(r"(?:[^，；：]|(?<=\d)：(?=\d))+")  # 1.42：1 is a number
_BY = re.compile(r"(?:力争|争取)?[到至]$|截[至止]到?$")  # before a day: 到2025年
# At the end of a five-year plan: 到“十四五”末.
_PLAN_END = re.compile(
    r"(?:[到至]|截[至止]到?)(?P<day>“?(?P<number>十[一二三四五六七八九]?)五”?(?:规划)?(?:时期|期间|期)?末)"
)
_BEFORE = re.compile("年?[底末]?之?前")  # behind one: 2024年年底前

# What is counted or measured, behind 十 百 千 万 亿 or not.
_UNIT = (
    "[十百千万亿]{0,2}(?:"
    "个百分点|[%％‰]"  # shares
    "|美元|元|人次|人|名|户|家|位"  # money and people
    "|平方公里|平方米|立方米|公里|千米|公顷|米|亩|吨标准煤|吨|公斤|斤|升"  # measures
    "|千瓦时|千瓦|兆瓦|度|兆|倍"
    "|个|项|件|套|张|台|辆|处|所|座|条|批|头|只|株|场|次|站|床|分|种|部|篇|艘|架|间|片|支)"
)
_VALUE = rf"(?P<value>\d+(?:\.\d+)?[:：]\d+(?:\.\d+)?|{ARABIC})(?P<unit>(?<=[:：]\d)|{_UNIT})"
_LEAST = "不低于|不少于|不小于|(?<!不)超过?|突破|(?<!不)高于|(?<!不)大于"
_MOST = "不超过|不高于|不大于|(?<!不)低于|(?<!不)少于|控制在|压减到|控制到"
_REACH = (
    "达到?|实现|完成|提高[到至]|提升[到至]|增加[到至]|增长[到至]|增至|扩大[到至]|发展[到至]|上升[到至]"
    "|保持在?|稳定在|维持在|降低?[到至]|下降[到至]|减少[到至]|缩短[到至]|压缩[到至]|接近"
)
# 参保率|稳定在|95%|以上
_TO_REACH = f"(?:力争|争取|将|要|均|都|全部|总体|基本|累计)*(?:{_LEAST}|{_MOST}|{_REACH})了?"
_MEASURE = re.compile(
    rf"(?P<indicator>[^\d]*?[{HAN}”）])(?P<verb>{_TO_REACH})?"
    rf"(?P<about>约|近)?{_VALUE}(?P<bound>以上|以下|以内|左右)?$"
)
# 培育|3家|年收入过亿元的企业
_MAKE = (
    "新增|新建|改建|扩建|改造|建成|建设|打造|培育|培养|引进|引育|创建|认定|发展|完成|实施|开展|推出|布局|形成|组建|设立"
)
_MADE = re.compile(
    rf"(?P<lead>.*?)(?P<verb>{_MAKE})"
    rf"(?P<about>约|近)?{_VALUE}(?P<bound>以上|左右)?的?(?P<object>(?!以上|左右)[^\d、]{{2,40}})$"
)
_ITEM_END = re.compile(rf"{_UNIT}(?:以上|以下|左右)?、")
# What every value, and every deadline, is written with.
_FIGURE, _ANY_DAY = re.compile(r"\d"), re.compile("[年月日末]")
_MAX_CLAUSE = 200  # characters: what is longer names no indicator
_MAX_SENTENCE = 400  # characters that a target quotes: a table may be one sentence, and each of its cells a target
_LEADS = re.compile("^(?:力争|争取|确保|使|让|努力|推动|其中|全[市省县区](?=实现|达到)|实现|达到|完成)+")
_NO_INDICATOR = re.compile(rf"^(?:全[市省县区国]|累计|每年|平均|再?(?:{_MAKE})|[^{HAN}]*)$")  # 打造3项以上: of what?
# By how much what was named before is to change: …营业收入达到1亿元，年均增长15%.
_OF_THE_SAME = re.compile("^(?:年均|同比|每年|分别|累计)*(?:增长|提高|提升|增加|下降|降低|减少)$")
# Who or what is meant, not what is to be reached: 对容量不超过160千瓦的企业.
_CONDITION = re.compile("^(?:对|凡|将|把|在|与|向|从)")


class _Deadline(NamedTuple):
    text: str
    day: dt.date | None


def find_targets(document: Document, year: int | None) -> tuple[Target, ...]:
    """One target a value, in the order of the text. `year` completes days that name none."""
    year = document.date.year if document.date else year
    found: list[Target] = []
    for index, paragraph in enumerate(document.paragraphs):
        for sentence in _SENTENCE.finditer(paragraph.text):
            found += _in_sentence(paragraph.text, Span(*sentence.span()), index, year)
    return tuple(found)


def _in_sentence(text: str, span: Span, paragraph: int, year: int | None) -> list[Target]:
    deadline: _Deadline | None = None
    found: list[Target] = []
    if not (_FIGURE.search(text, *span) and _ANY_DAY.search(text, *span)):
        return found
    for clause in _CLAUSE.finditer(text, *span):
        start = clause.start()
        if stated := _deadline(text, Span(*clause.span()), year):
            deadline, start = stated
        if deadline is None or clause.end() - start > _MAX_CLAUSE:
            continue
        sentence = _quote(text, span, clause.end())
        read = [_read(text[at:end], at, paragraph, deadline, sentence) for at, end in _items(text, start, clause.end())]
        if read[-1] is None:  # the clause goes on: its values describe what is meant, and are no targets
            continue
        for target in filter(None, read):
            if found and _OF_THE_SAME.match(target.indicator):
                target = replace(target, indicator=found[-1].indicator + target.indicator)
            found.append(target)
    return found


def _quote(text: str, sentence: Span, end: int) -> str:
    """A sentence; of one that is too long, what stands before the end of a clause."""
    if sentence.end - sentence.start <= _MAX_SENTENCE:
        return text[sentence.start : sentence.end]
    return text[max(sentence.start, end - _MAX_SENTENCE) : end]


def _deadline(text: str, span: Span, year: int | None) -> tuple[_Deadline, int] | None:
    """The day by which something is to be, and where the words after it begin."""
    if plan := _PLAN_END.search(text, *span):
        years = parse_whole(plan["number"])
        # The plans are counted from the first, 1953; since the seventh each ends in a year that five divides.
        last = dt.date(1955 + 5 * years, 12, 31) if years else None
        return _Deadline(plan["day"], last), plan.end()
    for date in find_dates(text[span.start : span.end], year):
        start, end = span.start + date.start, span.start + date.end
        before = _BEFORE.match(text, end, span.end)
        if not (before or _BY.search(text[max(span.start, start - 5) : start])):
            continue
        end = before.end() if before else end
        days = period(date.norm)
        return _Deadline(text[start:end], days.last if days else None), end
    return None


def _items(text: str, start: int, end: int) -> list[Span]:
    """The items of a clause: separated by 、 where each has a value of its own, else the clause whole."""
    cuts = [m.end() for m in _ITEM_END.finditer(text, start, end)]
    edges = [start, *cuts, end]
    return [Span(a, b - 1 if b != end else b) for a, b in itertools.pairwise(edges)]


def _read(text: str, at: int, paragraph: int, deadline: _Deadline, sentence: str) -> Target | None:
    made = _MADE.match(text)
    match = made or _MEASURE.match(text)
    if match is None:
        return None
    indicator = made["verb"] + made["object"] if made else _LEADS.sub("", match["indicator"].strip("、"))
    if len(indicator) < 2 or _NO_INDICATOR.match(indicator) or _CONDITION.match(indicator):
        return None
    return Target(
        indicator=indicator,
        bound=_bound(match),
        value=match["value"].replace(",", "").replace("，", ""),
        unit=match["unit"],
        deadline=deadline.text,
        due=deadline.day,
        sentence=sentence,
        paragraph=paragraph,
        start=at,
        end=at + len(text),
        rule="made" if made else "measured",
        confidence=0.8 if made or not match["verb"] else 0.9,
    )


def _bound(match: re.Match[str]) -> Bound:
    words = f"{match.groupdict().get('verb') or ''}{match['bound'] or ''}"
    if re.search(f"以上|{_LEAST}", words):
        return Bound.LEAST
    if re.search(f"以下|以内|{_MOST}", words):
        return Bound.MOST
    return Bound.ABOUT if match["about"] or "左右" in words else Bound.EXACT
