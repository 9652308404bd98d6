"""Questions: who holds a post, and what ends, begins, happened or was issued in a period.

谁是市审计局副局长 looks for 市审计局副局长; 2021年到期的文件 for documents by the day they end.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from gongbao.language.dates import DAY, MONTH, YEAR, month_days

_QUESTION = re.compile(
    r"^(?:请问|谁是|谁任|谁担任|谁当|现任|查询|查一下|哪位是|哪个是)+|"
    r"(?:是谁|是哪位|是哪个|由谁担任|谁来担任|有哪些|有什么|是什么|吗|呢|[?？])+$"
)
# 2021年, 2021年6月, 2021-06-01: in questions, digits and blanks stand where documents have 年 and 月.
_DAY = re.compile(
    rf"(?P<year>{YEAR})(?:年度?|[-/.](?=\d))"
    rf"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
    rf"|(?P<month>{MONTH})(?:月份?|[-/.](?=\d)|(?![\d月]))(?:(?P<day>{DAY})[日号]?(?!\d))?)?"
)
_NTH = dict(zip("一二三四1234上下", (1, 2, 3, 4, 1, 2, 3, 4, 1, 2), strict=True))  # quarter, half


# What repeals a text: asked by what does it, or by what is done to it.
_WHICH = "(?:什么|哪个|哪份|哪些|谁)(?:文件|办法|规定)?"
_REPEALS = re.compile(
    rf"^(?:请问)?(?:{_WHICH}(?P<ends>废止|取代|代替)了?(?P<text>.+?)"
    rf"|(?P<ended>.+?)(?:是)?[被由]{_WHICH}(?P<by>废止|取代|代替)(?:了|的)?)[?？]*$"
)


class QuestionKind(StrEnum):
    """What a question asks of a span of days."""

    EXPIRES = "expires"  # the last day on which a document is in force
    EFFECTIVE = "effective"  # the first
    HAPPENED = "happened"  # an entry of the 大事记
    APPOINTED = "appointed"  # the day a document is dated by which somebody is appointed or removed
    ISSUED = "issued"  # the day a document is dated


_MARKS = (
    (QuestionKind.EXPIRES, re.compile(r"到期|失效|届满|期满|过期|截止|有效期[至到为]?")),
    (QuestionKind.EFFECTIVE, re.compile(r"(?:开始|正式)?(?:施行|生效)|起(?:实施|执行)")),
    (QuestionKind.HAPPENED, re.compile(r"大事记?|要事|要闻|发生(?:了|过)?|活动|动态|做了")),
    (QuestionKind.APPOINTED, re.compile(r"任免|任命|任职|免职|免去")),
    (
        QuestionKind.ISSUED,
        re.compile(
            r"(?:印发|发布|颁布|出台|下发|公布|发)(?:了|过)?(?=的|哪些|什么|$)|发文|(?<=月)的?文件|(?<=年)的?文件"
        ),
    ),
)
_NOISE = re.compile(  # question words, which no document is found by
    r"有哪些|有什么|自(?= |$)|从(?= |$)|起|将|会|要|的|了|在|中|"
    r"哪些|什么|所有|全部|规范性|政策|文件|事情|事件|事|有$"
)
_SOMEBODY = re.compile("(?:工作)?人员|干部|哪些人|谁|职务")  # said of whoever was appointed


@dataclass(frozen=True, slots=True)
class Question:
    """A span of days, both ends in it, what is asked of it, and the words that remain to be found."""

    kind: QuestionKind
    first: dt.date
    last: dt.date
    words: str = ""


def strip_question(text: str) -> str:
    """The words of a question without question words; the text itself where nothing else is left."""
    return _QUESTION.sub("", text.strip()).strip() or text


def find_repealed(text: str) -> tuple[str, str] | None:
    """The text and the verb in a question for what repeals a text; None where it is no such question."""
    match = _REPEALS.match(text.strip())
    if match is None:
        return None
    return (match["text"] or match["ended"]).strip(), match["ends"] or match["by"]


def parse_question(text: str) -> Question | None:
    """The question in a text that names a day, a month or a year and what is to be of it."""
    day = _DAY.search(text)
    if day is None:
        return None
    for kind, mark in _MARKS:
        if found := mark.search(text):
            span = _span(day)
            if span is None:
                return None
            rest = text.replace(found.group(), " ", 1).replace(day.group(), " ", 1)
            if kind is QuestionKind.APPOINTED:
                rest = _SOMEBODY.sub(" ", rest)
            words = " ".join(_NOISE.sub(" ", _QUESTION.sub("", rest.strip())).split())
            return Question(kind, *span, words)
    return None


def _span(day: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    year = int(day["year"])
    if day["quarter"] or day["half"]:
        months = 3 if day["quarter"] else 6
        last = months * _NTH[day["quarter"] or day["half"]]
        return dt.date(year, last - months + 1, 1), dt.date(year, last, month_days(year, last))
    if day["month"] is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    month = int(day["month"])
    last = month_days(year, month)
    if day["day"] is None:
        return dt.date(year, month, 1), dt.date(year, month, last)
    if int(day["day"]) > last:
        return None
    only = dt.date(year, month, int(day["day"]))
    return only, only
