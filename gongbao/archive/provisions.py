"""Articles and their parts (第十二条第二款第（三）项): where they stand in a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongbao.language.numbering import DIVISIONS, NumberingStyle, find_marker
from gongbao.language.numerals import CARDINAL, parse_whole
from gongbao.model import Document, Paragraph, Role

_COUNT = rf"[{CARDINAL}\d]{{1,6}}"
_STEP = re.compile(
    rf"第(?P<number>{_COUNT})(?P<unit>条之(?P<sub>{_COUNT})|[条款项目章节])"
    rf"|第?[（(](?P<item>{_COUNT})[）)](?:项)?|(?P<attached>附[件表])(?P<which>\d{{1,3}}|{_COUNT})?"
)
_ARTICLE = re.compile(rf"第(?P<number>{_COUNT})条(?:之(?P<sub>{_COUNT}))?(?![、，的和至款项])")
_ATTACHED = re.compile(rf"附[件表]\s?(?P<which>\d{{1,3}}|{_COUNT})?(?:[：:\s]|$)")
_ITEM = re.compile(rf"[（(](?P<number>{_COUNT})[）)]|(?P<plain>\d{{1,2}})[.．、]")
_UNITS = {"章": NumberingStyle.CHAPTER, "节": NumberingStyle.SECTION}


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of the way to a provision: 第十二条 is ("条", 12)."""

    unit: str
    number: int
    sub: int | None = None  # 第十二条之一


def find_provision(document: Document, provision: str) -> int | None:
    """The paragraph of a document in which a provision begins.

    An article's first 款 is the paragraph that it opens with, the next one those behind it that have no number of their
    own; its 项 are the numbered ones. In 款 and 项 it does not matter whether numbers are Chinese or Arabic.

    Args:
        document: The text that has the provision.
        provision: 第十二条第二款（三）项, 附件2; of several (第三条、第五条) the first counts.

    Returns:
        The index of the paragraph; None where the text has no such provision, or the words name none.
    """
    steps = list(_read_steps(provision))
    if not steps:
        return None
    place: int | None = None
    inside = range(len(document.paragraphs))
    for step in steps:
        place = _find_step(document.paragraphs, inside, step)
        if place is None:
            return None
        inside = _extent(document.paragraphs, place, inside, step)
    return place


def _read_steps(provision: str) -> Iterator[_Step]:
    """The steps of the first provision that the words name, the outermost first; a unit said again is another's."""
    at, units = 0, ""
    while match := _STEP.match(provision, at):
        if match["attached"]:
            unit, number = "附", match["which"] or "1"
        elif match["item"]:
            unit, number = "项", match["item"]
        else:
            unit, number = match["unit"][0], match["number"]
        value = parse_whole(number)
        if value is None or unit in units:
            return
        yield _Step(unit, value, parse_whole(match["sub"]) if match["sub"] else None)
        at, units = match.end(), units + unit


def _find_step(paragraphs: Sequence[Paragraph], inside: range, step: _Step) -> int | None:
    if step.unit == "款":
        return _find_clause(paragraphs, inside, step.number)
    return next((at for at in inside if _opens(paragraphs[at], step)), None)


def _find_clause(paragraphs: Sequence[Paragraph], inside: range, number: int) -> int | None:
    """The 款 of that number: paragraphs of an article that are no item of a list."""
    plain = [at for at in inside if at == inside.start or not _ITEM.match(paragraphs[at].text)]
    return plain[number - 1] if 0 < number <= len(plain) else None


def _opens(paragraph: Paragraph, step: _Step) -> bool:
    text = paragraph.text.lstrip()
    if step.unit == "条":
        match = _ARTICLE.match(text)
        return bool(match) and (_whole(match, "number"), _whole(match, "sub")) == (step.number, step.sub)
    if step.unit == "附":
        match = _ATTACHED.match(text)
        return paragraph.role is Role.ATTACHMENT_TITLE and bool(match) and (_whole(match, "which") or 1) == step.number
    if style := _UNITS.get(step.unit):
        marker = find_marker(text)
        return marker is not None and (marker.style, marker.number) == (style, step.number)
    match = _ITEM.match(text)
    return bool(match) and (_whole(match, "number") or _whole(match, "plain")) == step.number


def _whole(match: re.Match[str] | None, group: str) -> int | None:
    return parse_whole(match[group]) if match and match[group] else None


def _extent(paragraphs: Sequence[Paragraph], start: int, inside: range, step: _Step) -> range:
    """The paragraphs of a provision, from the one that it opens with up to the next of its kind, or what is outside."""
    end = start + 1
    while end < inside.stop and not _ends(paragraphs[end], step):
        end += 1
    return range(start, end)


def _ends(paragraph: Paragraph, step: _Step) -> bool:
    if paragraph.role in (Role.SIGNATORY, Role.DATE, Role.ATTACHMENT_TITLE, Role.PART_TITLE):
        return True
    text = paragraph.text.lstrip()
    marker = find_marker(text)
    divides = marker is not None and marker.style in DIVISIONS
    if step.unit == "条":
        return divides or _ARTICLE.match(text) is not None
    if step.unit == "款":
        return not _ITEM.match(text)
    if step.unit == "项":
        return True
    return divides and marker is not None and marker.style is _UNITS.get(step.unit)
