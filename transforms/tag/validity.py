"""Validity: from when, until when and for how long a document is in force, from its own words."""

import datetime as dt
import re
from collections.abc import Sequence

from gongbao.language.dates import YEAR, add_months
from gongbao.language.numerals import CHINESE, parse_number
from gongbao.model import Document, Validity
from transforms.tag.dates import find_dates, normal_form, period
from transforms.tag.mentions import Occurrences
from transforms.tag.titles import find_numbers, find_titles

_FORCE = "(?:正式|开始|全面)?(?:施行|实施|执行|实行|生效)"
_COUNT = rf"(?:\d+|{CHINESE})"
_TEXTS = "办法|意见|通知|方案|规定|细则|条例|制度|措施|政策|通告|公告|决定"  # what a document calls itself

# 自2021年6月1日起施行
_FROM = re.compile(rf"[自从于](?P<date>[^。；，自从]{{4,40}}?)(?:起|开始)?[，,]?(?:在\S{{1,20}}?)?{_FORCE}")
_STARTS = re.compile("起|开始")
_OWN_START = re.compile(f"本(?:{_TEXTS}|法|令)|现予|将$")
# 自印发之日起施行, 自公布之日起30日后施行
_ISSUED = re.compile(
    r"自(?:本\S{1,6}?)?(?:印发|发布|公布|颁布|签发|下发|发文|通过|批准)之日(?:起|后)?[，,]?"
    rf"(?:(?P<number>{_COUNT})个?(?P<unit>日|天|工作日|月|年)后)?(?:起)?{_FORCE}"
)
# 有效期至2026年5月31日
_UNTIL = re.compile(r"(?:有效期|试行期|执行期|施行期|期限)\S{0,6}?(?:至|到|截至|截止到?)(?P<date>\S{4,20}?日)")
# 施行至2026年5月31日
_THROUGH = re.compile(rf"(?:施行|实施|执行|有效)\S{{0,3}}?(?:至|到)(?P<date>{YEAR}年\d{{1,2}}月\d{{1,2}}日)")
# 有效期为五年
_TERM = re.compile(
    "(?:有效期|试行期|施行期|暂行期|实施期限|有效期限|试行期限)(?:限)?(?:为|是|[：:])?"
    rf"(?P<term>{_COUNT}(?:年|个月))"
)
_TRIAL = re.compile(rf"(?<![有])(?:试行|暂行)(?P<term>{_COUNT}(?:年|个月))")
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_PLANS = "规划|计划|标准|准则|指南|规则|章程|规范|清单|目录|实施|若干|暂行|文件|令|预案"
# What a statement of a document's own validity speaks of.
_SELF = re.compile(f"本(?:{_TEXTS}|{_PLANS})|上述|以上|调整后|现行|新的|该办法|此前|标准|价格|政策")
# Of these, what can't be one measure among many: those have terms of their own (执行期限至2023年4月30日).
_OWN = re.compile(
    f"本(?:{_TEXTS}|规划|计划|标准|准则|指南|规则|章程|规范|清单|目录|实施|若干|暂行|文件|令|预案)|该办法"
)
_ITSELF = re.compile(rf"本(?:{_TEXTS})\S{{0,12}}$")
_STOPPED = ("停止", "不再", "终止", "暂停", "暂缓", "中止")
_MENTIONS_FORCE = re.compile("施行|实施|执行|实行|生效|有效期|试行|暂行")
_ISSUES = re.compile("现予公布|现予发布|现予颁布|现印发|予以公布")
_VERB = re.compile("施行|实施|执行|实行|生效")
_SINCE = re.compile("自|从|有效期")
_THIS = re.compile("本(?:办法|意见|通知)")
_EXTENDS = re.compile("延长|延续|顺延|展期")
_CLOSING = 5  # last paragraphs, where a document speaks of itself; one no longer than _SHORT does so all over
_SHORT = 12
_MAX_OWN = 100  # texts of its own that a document is asked for: none issues as many
_BEFORE_YEAR = re.compile(rf"^.*?(?={YEAR}年)")


def find_validity(document: Document) -> Validity:
    """The validity that the document states of itself and the texts it issues.

    Days counted from its issue (自印发之日起30日后) count from the document's date.
    """
    own = [title for title in (document.title, *document.parts) if title][:_MAX_OWN]
    start = end = None
    term = rule = None
    place = None
    count = len(document.paragraphs)
    closing = range(0 if count <= _SHORT else count - _CLOSING, count)
    for index, paragraph in enumerate(document.paragraphs):
        for sentence in _SENTENCE.findall(paragraph.text):
            if not _MENTIONS_FORCE.search(sentence) or _speaks_of_another(sentence, own):
                continue
            if _extends_another(sentence, document.title):
                continue
            first, first_rule = _effective(sentence, document.date)
            if first and not start:
                start, rule, place = first, first_rule, index
            of_itself = bool(first) or bool(_SELF.search(sentence)) or place == index
            whole = bool(first) or place == index or index in closing or bool(_OWN.search(sentence))
            last = _expiry(sentence) if of_itself and whole else None
            if last and not end:
                end, rule, place = last, rule or "valid-until", index if place is None else place
            length = _TERM.search(sentence) or (_TRIAL.search(sentence) if first else None)
            if of_itself and length and not term and (first or _about_itself(sentence, length.start())):
                term, rule, place = length["term"], rule or "valid-for", index if place is None else place
    if place is None:
        return Validity()
    return Validity(start, end, None if end else term, place, rule or "", 0.9)


def _effective(sentence: str, issued: dt.date | None) -> tuple[dt.date | None, str]:
    for match in _ISSUED.finditer(sentence):
        if issued is None or sentence.endswith(_STOPPED, 0, match.end() - 2):
            continue
        return _later(issued, match["number"], match["unit"]), "from-issue"
    for match in _FROM.finditer(sentence):
        dates = find_dates(match["date"], issued.year if issued else None)
        if len(dates) != 1 or dates[0].start > 1 or sentence.endswith(_STOPPED, 0, match.end() - 2):
            continue
        if match[0][0] == "于" and not _STARTS.search(match[0]) and not _OWN_START.search(sentence[: match.start()]):
            continue  # 某法于1990年施行 tells of another text
        days = period(dates[0].norm)
        rest = match["date"][dates[0].end :]
        if days and not re.search("[前止]|之后通过|以来|以后获得", rest):
            return days.first, "from-date"
    return None, ""


def _later(day: dt.date, number: str | None, unit: str | None) -> dt.date | None:
    if number is None or unit is None:
        return day
    count = parse_number(number)
    if count is None or count > 10000:
        return None
    if unit in ("日", "天", "工作日"):
        days_left = (dt.date.max - day).days
        return day + dt.timedelta(days=int(count)) if count <= days_left else None
    return add_months(day, int(count) * (12 if unit == "年" else 1))


def _expiry(sentence: str) -> dt.date | None:
    for pattern in (_UNTIL, _THROUGH):
        match = pattern.search(sentence)
        days = period(normal_form(_BEFORE_YEAR.sub("", match["date"]))) if match else None
        if days:
            return days.last
    return None


def _about_itself(sentence: str, at: int) -> bool:
    return bool(_ITSELF.search(sentence[:at]))


def _extends_another(sentence: str, title: str) -> bool:
    """Whether the term of a text that was in force before is made longer: named here, or in the document's title."""
    if not _EXTENDS.search(sentence):
        return False
    return bool(_EXTENDS.search(title) or find_titles(sentence) or find_numbers(sentence))


def _speaks_of_another(sentence: str, own: Sequence[str]) -> bool:
    """Whether the subject is a text that the document neither is nor issues; `own` are the titles of those."""
    if _ISSUES.search(sentence):
        return False
    verbs, since, this = (Occurrences(pattern, sentence) for pattern in (_VERB, _SINCE, _THIS))
    for title in find_titles(sentence):
        verb = verbs.first_from(title.end)
        if verb is None or not since.within(title.end, verb) or this.within(0, title.start):
            continue
        name = title.norm or ""
        if not any(name in t or t in name for t in own):
            return True
    return False
