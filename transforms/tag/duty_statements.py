"""Statements of duties in a paragraph: （牵头单位：…；责任单位：…）, （A牵头，B负责）, 〔…〕, 责任单位：… on a line."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongbao.language.numbering import find_marker
from gongbao.model import DutyForm
from gongbao.model.spans import Span
from transforms.tag.duty_legends import Legend
from transforms.tag.duty_lists import CLOSING, OPENING, Clause, is_body, read_clauses, split

_LEAD = "牵头|主办|主责|主管|总牵头"
_RESPONSIBLE = "责任|负责|承办|落实|实施|执行|承担"
_COOPERATING = "配合|协办|参与|参加|协同|协助|协作|支持"
_DOING = f"{_LEAD}|{_RESPONSIBLE}|{_COOPERATING}"
_BODY = "单位|部门|处室|机构|科室|主体|地区|市直单位|市直部门|县区|县市区|地方|股室|领导小组"
_AND = "[、和及与]"
_RANK = "(?:主要|第一|直接|具体)?"


def _label(role: str, ends: str = "】?[：:]|】") -> str:
    """A label, its first verb in a group that opens with `role`: 牵头单位： 牵头及责任单位： 责任单位和责任人："""
    return (
        rf"【?{_RANK}{role}(?:(?:{_DOING})(?:{_AND}?(?:{_DOING})|（(?:{_DOING})）)?(?:{_BODY})"
        rf"|(?:牵头|主办|配合|协办|参与)(?=[：:])))(?:（[^（）]{{1,30}}）)?(?:{_AND}(?:{_DOING})?(?:{_BODY}|人))?(?:{ends})"
    )


# In brackets 为 may stand for the colon: （牵头单位为市甲局）, but not 牵头单位为第一责任单位.
LABEL = re.compile(_label("(?P<role>", "】?[：:]|】|为(?!第一|主|责任|牵头|[多两各])"))
_LINE_START = re.compile(rf"(?:^|(?<=[。；）〕—]))(?={_label('(?:')})")
# Other labels of such a bracket, whose words are no bodies; the first sort says when.
_ASIDE = re.compile(
    r"(?P<due>(?:完成|办结|整改|落实|推进|办理|实施|工作|计划){0,2}(?:时限|时间|期限|时间节点|进度安排))[：:]"
    r"|(?<=[（(〔［\[【；;，,。])[^，,；;。、：:（）()〔〕\[\]【】]{2,8}[：:]"
)
_ROLE_BEHIND = re.compile(rf"（(?P<role>{_DOING})(?:负责|落实)?(?:{_BODY})?）$")  # 市甲局（牵头）、市乙局
# 市级分工：|市财政局牵头
_HEADING = re.compile(r"[^，,；;。、：:（）()]{2,10}[：:]")
_BY_WHEN = re.compile(r"\d.*?(?:[前内底末]|完成|办结|到位)|长期|持续|常态|全年|每[年季月]|适时|即时|立即")
_FINISHED = re.compile("(?:全面|全部|基本)?(?:完成|办结|落实到位|到位)$")
_LAST = re.compile(rf"\s*(?:[（(][^（）()]{{0,20}}(?:{_BY_WHEN.pattern})[^（）()]{{0,20}}[）)])?[\s。；]*")
_SENTENCE_ENDS, _GOES_ON = "。；！？”）)〕］]】：", "。；，、"
MAX_STATEMENT = 1200  # characters
_SHORTEST_TASK = 6  # characters: what a numbered name has before its bracket (1.王小明（市财政局）) is shorter
_SHORT = 12  # characters: a name that no known end closes is not longer


class Bracket(NamedTuple):
    """A bracket `text[start:end]` and the words in it, up to `stop`."""

    start: int
    end: int
    stop: int


class NamedBody(NamedTuple):
    """Where a body is named, and what it has to do: lead, responsible or cooperating."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A duty's printed place `text[start:end]`, the bodies in it in their order, and by when, if it says so itself."""

    form: DutyForm
    start: int
    end: int
    bodies: tuple[NamedBody, ...]
    deadline: Span | None = None
    bare: bool = False  # neither label nor verb says that these bodies have a duty


def find_statements(text: str, legend: Legend | None = None) -> list[Statement]:
    """The duties that a paragraph states, in their order.

    Args:
        text: the paragraph.
        legend: what the document has said of how lists are to be read.

    Returns:
        Statements in brackets, and one without: on a line of its own, behind these, or behind the last full stop.
        Mere lists of bodies that close a paragraph are among them: whether they state duties, the document tells.
    """
    found: list[Statement] = []
    for bracket in _brackets(text):
        if not found or bracket.start >= found[-1].end:
            found += _read_bracket(text, bracket, legend)
    start = found[-1].end if found else _last_sentence(text)
    line = None if "\t" in text else _LINE_START.search(text, start)
    if line and (not found or line.start() == start):
        end = min(len(text.rstrip("。；")), line.end() + MAX_STATEMENT)
        found += _read_labels(text, Span(line.end(), end), DutyForm.LINE, legend)
    return found


def _read_bracket(text: str, bracket: Bracket, legend: Legend | None) -> list[Statement]:
    """The statement that a bracket holds, if it holds one."""
    inner = Span(bracket.start + 1, bracket.stop)
    square = DutyForm.SQUARE if text[bracket.start] not in "（(" else None
    if _is_label(text, inner):
        found = _read_labels(text, inner, square or DutyForm.LABELS, legend)
    elif _stands_apart(text, bracket):
        found = _read_verbs(text, inner, square or DutyForm.VERBS, legend)
        found = [s for s in found if not s.bare or _closes(text, bracket)]
    else:
        return []
    return [replace(s, start=bracket.start, end=bracket.end) for s in found]


def _brackets(text: str) -> list[Bracket]:
    """Brackets with what they hold, the outer ones first where they nest; a bracket may close one of another shape.

    A square one, or one that opens with a label, that nothing closes holds the rest of the paragraph.
    """
    opened: list[int] = []
    found = []
    for i, c in enumerate(text):
        if c in OPENING:
            opened.append(i)
        elif c in CLOSING and opened:
            found.append(Bracket(opened.pop(), i + 1, i))
    end = len(text.rstrip())
    found += [Bracket(i, end, end) for i in opened if text[i] not in "（(" or LABEL.match(text, i + 1)]
    return sorted(bracket for bracket in found if bracket.end - bracket.start <= MAX_STATEMENT)


def _last_sentence(text: str) -> int:
    """Where the last sentence of a text begins."""
    return text.rfind("。", 0, len(text) - text.endswith("。")) + 1


def _is_label(text: str, inner: Span) -> bool:
    label = LABEL.match(text, *inner) or _ASIDE.match(text, *inner)
    return label is not None and LABEL.search(text, *inner) is not None


def _stands_apart(text: str, bracket: Bracket) -> bool:
    """Whether a bracket closes a sentence or stands alone, as against （…） in the middle of one."""
    before, behind = _around(text, bracket)
    return before[-1:] in _SENTENCE_ENDS or behind[:1] in _GOES_ON


def _closes(text: str, bracket: Bracket) -> bool:
    """Whether a bracket stands behind a sentence, and closes its paragraph or is a square one.

    An item that is numbered needs no full stop before its bracket.
    """
    before, _ = _around(text, bracket)
    last = _LAST.fullmatch(text, bracket.end) is not None
    if before[-1:] in _SENTENCE_ENDS:
        return last or text[bracket.start] not in "（("
    marker = find_marker(text)
    return last and marker is not None and bracket.start - marker.end >= _SHORTEST_TASK


def _around(text: str, bracket: Bracket) -> tuple[str, str]:
    """The few characters before and behind a bracket, without blanks."""
    return text[max(0, bracket.start - 4) : bracket.start].rstrip(), text[bracket.end : bracket.end + 4].strip()


def _read_labels(text: str, region: Span, form: DutyForm, legend: Legend | None) -> list[Statement]:
    """What labels say: 牵头单位：…；责任单位：…；完成时限：…, a verb behind a body more than its label."""
    bodies: list[NamedBody] = []
    deadline = None
    for label, stop in _labels(text, region):
        listed = Span(label.end(), stop)
        if label.re is not LABEL:
            deadline = _trimmed(text, listed) if label["due"] else deadline
            continue
        for clause in read_clauses(text, *listed):
            if _is_when(text, clause):
                deadline = deadline or _when(text, clause)
                continue
            role = clause.role if clause.role in ("lead", "cooperating") else role_of(label["role"])
            bodies += [_name(text, role, body) for body in clause.bodies]
    names = [text[body.span.start : body.span.end] for body in bodies]
    if form is DutyForm.LINE and not (_are_bodies(names, bare=False) or (len(names) == 1 and len(names[0]) <= _SHORT)):
        return []
    made = Statement(form, *region, _led(text, region, bodies, legend), deadline)
    return [made] if bodies else []


def _labels(text: str, region: Span) -> list[tuple[re.Match[str], int]]:
    """The labels of a region, and where the words of each end."""
    roles = list(LABEL.finditer(text, *region))
    asides = [
        aside
        for aside in _ASIDE.finditer(text, *region)
        if not any(role.start() < aside.end() and aside.start() < role.end() for role in roles)
    ]
    labels = sorted((*roles, *asides), key=lambda label: label.start())
    return list(zip(labels, [*(label.start() for label in labels[1:]), region.end], strict=True))


def _read_verbs(text: str, region: Span, form: DutyForm, legend: Legend | None) -> list[Statement]:
    """What verbs behind bodies say: A牵头，B、C按职责分工负责，6月底前完成."""
    heading = _HEADING.match(text, *region)
    clauses = read_clauses(text, heading.end() if heading else region.start, region.end)
    bare = not any(clause.role for clause in clauses)
    bodies: list[NamedBody] = []
    waiting: list[Span] = []
    deadline = None
    for clause in clauses:
        if _is_when(text, clause):
            deadline = deadline or _when(text, clause)
            continue
        waiting += clause.bodies
        if clause.role:
            bodies += [_name(text, clause.role, body) for body in waiting]
            waiting = []
    bodies += [_name(text, "responsible", body) for body in waiting]
    if not bodies or not _are_bodies([text[body.span.start : body.span.end] for body in bodies], bare):
        return []
    return [Statement(form, *region, _led(text, region, bodies, legend), deadline, bare)]


def _name(text: str, role: str, span: Span) -> NamedBody:
    """A body with its role, which a word in brackets behind it tells better than what is said of all."""
    if own := _ROLE_BEHIND.search(text, *span):
        return NamedBody(role_of(own["role"]), Span(span.start, own.start()))
    return NamedBody(role, span)


def _are_bodies(items: list[str], bare: bool) -> bool:
    """Whether what verbs stand behind are bodies: most by their form, the rest short. Of a mere list, all are."""
    named = sum(map(is_body, items))
    if bare:
        return named == len(items)
    return named * 2 >= len(items) and all(len(item) <= _SHORT or is_body(item) for item in items)


def _led(text: str, region: Span, bodies: list[NamedBody], legend: Legend | None) -> tuple[NamedBody, ...]:
    """The bodies by the document's legend, where the statement does not say itself who leads."""
    if legend is None or any(body.role == "lead" for body in bodies):
        return tuple(bodies)
    if legend.marks is None:
        end = bodies[0].span.end if bodies else 0
    else:
        end = split(text, bodies[0].span.start, region.end, legend.marks)[0].end if bodies else 0
    if not any(body.span.start >= end for body in bodies) and legend.marks is not None:
        return tuple(bodies)
    return tuple(
        NamedBody("lead", body.span)
        if body.span.start < end
        else NamedBody(legend.rest if body.role == "responsible" else body.role, body.span)
        for body in bodies
    )


def role_of(word: str) -> str:
    """The role that a label's word gives: lead, responsible or cooperating."""
    if re.search(_LEAD, word):
        return "lead"
    return "responsible" if re.search(_RESPONSIBLE, word) else "cooperating"


def _is_when(text: str, clause: Clause) -> bool:
    """Whether a clause says by when, and names no body: 6月底前完成, 持续推进."""
    words = text[clause.span.start : clause.span.end]
    return _BY_WHEN.search(words) is not None and not any(
        is_body(text[body.start : body.end]) for body in clause.bodies
    )


def _when(text: str, clause: Clause) -> Span:
    trimmed = _trimmed(text, clause.span)
    finished = _FINISHED.search(text, *trimmed)
    return Span(trimmed.start, finished.start()) if finished and finished.start() > trimmed.start else trimmed


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip(" \t\n，,；;。、")))
