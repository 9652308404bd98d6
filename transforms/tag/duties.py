"""Duties: （牵头单位：…；责任单位：…；配合单位：…）, who does what by when."""

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from gongbao.language.bodies import BODY_CHARACTERS, BODY_WORDS
from gongbao.model import Document, Duty
from gongbao.model.spans import Span
from transforms.tag.dates import find_dates, period
from transforms.tag.lexicon import words

_LEAD = "牵头|主办|主责|主管|总牵头"
_RESPONSIBLE = "责任|负责|承办|落实|实施|执行|承担"
_COOPERATING = "配合|协办|参与|参加|协同|协助|支持"
_BODY = "单位|部门|处室|机构|科室|主体|地区|市直单位|市直部门|县区|县市区|地方|股室|领导小组"
_DOING = f"{_LEAD}|{_RESPONSIBLE}|{_COOPERATING}"
_AND = "[、和及与]"


def _label(role: str) -> str:
    """A label, its first verb in a group that opens with `role`: 牵头单位： 牵头及责任单位： 责任单位和责任人："""
    return (
        rf"{role}(?:{_DOING})(?:{_AND}?(?:{_DOING}))?)(?:{_BODY})(?:（(?:{_BODY})）)?"
        rf"(?:{_AND}(?:{_DOING})?(?:{_BODY}|人))?[：:]"
    )


_LABEL = re.compile(_label("(?P<role>"))
_LINE_START = re.compile(rf"(?:^|(?<=[。；]))(?={_label('(?:')})")
_AND_OTHERS = "(?:等(?:有关|相关)?(?:部门|单位)?)?"
# How bodies share a duty. No word begins another, so that a run of them is read in one way only.
_SHARING = "(?:按照?(?:各自)?职责|分别|共同|分工|具体)*+"
# （市财政局牵头，市税务局配合） as the central government writes it: no labels, verbs behind the bodies.
_VERB_END = re.compile(rf"{_AND_OTHERS}{_SHARING}(?P<verb>牵头|负责|配合|参与|落实)(?:负责|落实|组织实施|实施)?$")
_TAIL = re.compile(rf"{_AND_OTHERS}{_SHARING}(?:负责(?:落实)?|落实|配合|参与|牵头)?$")
_MAX_TAIL = 40  # characters behind the last body in which such words are looked for: no list needs more
# Other labels of such a bracket, whose words are no bodies; the first sort says when.
_ASIDE = re.compile(
    r"(?P<due>(?:完成|办结|整改|落实)?(?:时限|时间|期限|时间节点))[：:]|(?:责任人|联系人|分管领导|责任领导|备注)[：:]"
)
# …，2022年6月底前完成 behind the verbs.
_BY_WHEN = re.compile(r"[，；](?=[^，；\d]*\d)[^，；]*(?:完成|办结|落实到位|前)$")
_BRACKET = re.compile(r"(?P<opening>[（【［\[])|[）】］\]]")
_MAX_BRACKET = 1200
_SPAN = re.compile(r"(?<!\d)\d+个?(?:工作日|自然日|日|天|小时|个月|月)内")
_UNTIL = re.compile(r"(?:之?前|以前|内|完成|(?=[；）]))")
_ALSO_CALLED = re.compile("(?:以下|下)(?:简|统)?称")


class NamedBody(NamedTuple):
    """Where a body is named, and what it has to do: lead, responsible or cooperating."""

    role: str
    span: Span


class Bracket(NamedTuple):
    """A duty's printed place `text[start:end]` and the bodies in it, in their order."""

    start: int
    end: int
    bodies: tuple[NamedBody, ...]
    rule: str


def find_brackets(text: str) -> list[Bracket]:
    """The duty brackets of a paragraph, or the labels that it begins with, or ends with behind a full stop."""
    found = []
    for start, end in _outermost_brackets(text):
        inner = _labelled(text, start + 1, end - 1) or _spoken(text, start + 1, end - 1)
        if inner:
            rule = "labels" if _is_label(text, start + 1, end) else "verbs"
            found.append(Bracket(start, end, inner, rule))
    if not found and "\t" not in text and (line := _LINE_START.search(text, _last_sentence(text))):
        end = len(text.rstrip("。；"))
        inner = _labelled(text, line.end(), end)
        if inner:
            found.append(Bracket(line.end(), end, inner, "line"))
    return found


def _last_sentence(text: str) -> int:
    """Where the last sentence of a text begins."""
    return text.rfind("。", 0, len(text) - text.endswith("。")) + 1


def find_duties(document: Document, year: int | None) -> tuple[Duty, ...]:
    """One duty a bracket, in the order of the text. `year` completes deadlines that name none."""
    year = document.date.year if document.date else year
    found = []
    for index, paragraph in enumerate(document.paragraphs):
        text = paragraph.text
        done = 0
        for bracket in find_brackets(text):
            task = text[done : bracket.start].strip("。；，")
            stated = next((m.end() for m in _ASIDE.finditer(text, bracket.start, bracket.end) if m["due"]), bracket.end)
            if bracket.rule == "verbs":
                stated = bracket.start
            deadlines, due = _deadlines(f"{task}\n{text[stated : bracket.end]}", year)
            found.append(
                Duty(
                    lead=_of(text, bracket, "lead"),
                    responsible=_of(text, bracket, "responsible"),
                    cooperating=_of(text, bracket, "cooperating"),
                    paragraph=index,
                    start=bracket.start,
                    end=bracket.end,
                    task=task,
                    deadlines=deadlines,
                    due=due,
                    rule=bracket.rule,
                    confidence=1.0 if bracket.rule == "labels" else 0.7,
                )
            )
            done = bracket.end
    return tuple(found)


def _of(text: str, bracket: Bracket, role: str) -> tuple[str, ...]:
    return tuple(text[body.span.start : body.span.end] for body in bracket.bodies if body.role == role)


def _outermost_brackets(text: str) -> list[Span]:
    """Outermost （…） or 【…】, none too long."""
    found, start, depth = [], 0, 0
    for bracket in _BRACKET.finditer(text):
        i = bracket.start()
        if bracket["opening"]:
            if depth == 0 or i - start > _MAX_BRACKET:
                start, depth = i, 0
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and i - start <= _MAX_BRACKET:
                found.append(Span(start, i + 1))
    return found


def _is_label(text: str, start: int, end: int) -> bool:
    return bool(_LABEL.match(text, start, end) or _ASIDE.match(text, start, end))


def _labelled(text: str, start: int, end: int) -> tuple[NamedBody, ...]:
    if not _is_label(text, start, end):
        return ()
    labels = sorted([*_LABEL.finditer(text, start, end), *_ASIDE.finditer(text, start, end)], key=lambda m: m.start())
    bodies: list[NamedBody] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else end
        if label.re is _LABEL:
            bodies += [NamedBody(_role(label["role"]), span) for span in split_bodies(text, label.end(), stop)]
    return tuple(bodies)


def _role(word: str) -> str:
    if re.search(_LEAD, word):
        return "lead"
    return "responsible" if re.search(_RESPONSIBLE, word) else "cooperating"


def _spoken(text: str, start: int, end: int) -> tuple[NamedBody, ...]:
    if by_when := _BY_WHEN.search(text, start, end):
        end = by_when.start()
    if not re.search(r"(?:牵头|负责|配合|参与|落实)$", text[start:end]):
        return ()
    bodies: list[NamedBody] = []
    at = start
    pending: list[Span] = []
    for piece in re.split("([，；])", text[start:end]):
        verb = _VERB_END.search(piece, max(0, len(piece) - _MAX_TAIL))
        if verb and verb.start() and "。" not in piece:
            role = {"牵头": "lead", "配合": "cooperating", "参与": "cooperating"}.get(verb["verb"], "responsible")
            spans = pending + split_bodies(text, at, at + verb.start())
            bodies += [NamedBody(role, span) for span in spans]
            pending = []
        elif piece not in "，；":
            pending += split_bodies(text, at, at + len(piece))
        at += len(piece)
    if pending or not bodies or not all(_is_body(text[body.span.start : body.span.end]) for body in bodies):
        return ()
    return tuple(bodies)


@cache
def _body_end() -> re.Pattern[str]:
    """What one of the bodies in a bracket without labels ends in: there 办 and places are bodies too."""
    ends = "|".join((*BODY_CHARACTERS, *BODY_WORDS, "办|府|联|小组|区|县|市|镇|街道", *words("bodies", "functions")))
    return re.compile(rf"^(?:各?有关\S{{0,4}}(?:部门|单位|方面)|各\S{{0,12}}|由?\S{{0,24}}(?:{ends}))$")


def _is_body(text: str) -> bool:
    return bool(_body_end().match(text))


def split_bodies(text: str, start: int, end: int) -> list[Span]:
    """The bodies listed in `text[start:end]`: separated by 、，；, not within brackets (各县（市、区）人民政府)."""
    found, depth, at = [], 0, start
    for i in range(start, end + 1):
        c = text[i] if i < end else "、"
        depth += (c in "（(") - (c in "）)" and depth > 0)
        if (c in "、，,；;。" and depth == 0) or i == end:
            found += _trim(text, at, i)
            at = i + 1
    return found


def _trim(text: str, start: int, end: int) -> list[Span]:
    """The bodies of one item, without the words around them: 由|市财政局|和|市税务局|共同负责."""
    found: list[Span] = []
    while True:
        start += len("由") if text.startswith("由", start, end) else 0
        if _ALSO_CALLED.match(text, start, end):
            return found
        while end > start and text[end - 1].isspace():
            end -= 1
        tail = _TAIL.search(text, max(start, end - _MAX_TAIL), end)
        if tail and tail.start() > start:
            end = tail.start()
        joined = _joint().search(text, start, end)
        if joined is None:
            return [*found, Span(start, end)] if text[start:end].strip() else found
        found.append(Span(start, joined.start()))
        start = joined.end()


@cache
def _joint() -> re.Pattern[str]:
    """和 between two bodies, as against that of 工业和信息化局."""
    return re.compile(r"(?<=[局委厅部办府院会司队行联社关])(和|及|以及|与|会同)(?=市|省|县|区|各|国网|中国|人民银行)")


def _deadlines(task: str, year: int | None) -> tuple[tuple[str, ...], dt.date | None]:
    printed: list[tuple[int, str]] = []
    due: dt.date | None = None
    for date in find_dates(task, year):
        tail = _UNTIL.match(task, date.end)
        if not tail:
            continue
        words_ = task[date.start : date.end] + (tail.group() if tail.group() != "完成" else "")
        printed.append((date.start, words_))
        days = period(date.norm)
        if days:
            due = max(due, days.last) if due else days.last
    printed += [(m.start(), m.group()) for m in _SPAN.finditer(task)]
    return tuple(dict.fromkeys(text for _, text in sorted(printed))), due
