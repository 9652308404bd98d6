"""Citations: which other documents a document names by 文号, and which it puts an end to."""

import re
from bisect import bisect_right

from gongbao.model import Citation, Document, Paragraph, Relation
from gongbao.model.spans import Span
from transforms.tag.mentions import Mention, Occurrences
from transforms.tag.titles import find_numbers, find_titles

_ENDING = "废止|失效|停止执行|不再执行"
_END = re.compile(f"{_ENDING}|终止执行|停止施行|停止使用")
_STAYS = re.compile("继续有效|继续施行|继续实施|继续执行|予以保留|保留的|仍然有效")
_GROUND = re.compile("根据|按照|依据|依照|遵照|为贯彻|为落实|贯彻落实|参照")
_SAID_BEFORE = re.compile("废止|停止执行|宣布")
_SENTENCE_END = re.compile("[。；\n]")
_AT_ONCE = "(?:即行|同时|一并|予以|相应|全部|现|已)*+"
# 《…》等3件文件|同时废止
_CLOSE_BEHIND = re.compile(
    r"(?:等\d*[件个项份部]?\S{0,10}?)?[，,]?(?:的?(?:通知|文件|规定|办法))?"
    rf"{_AT_ONCE}(?:自\S{{1,20}}起{_AT_ONCE})?(?:宣布)?(?:{_ENDING})"
)
_CLOSE_BEFORE = re.compile(r"(?:废止|停止执行|不再执行|宣布)(?:了|以下\S{0,8}|下列\S{0,8}|原)?[：:]?$")


def find_citations(document: Document) -> tuple[Citation, ...]:
    """One citation a 文号 other than the document's own, `repeals` where a sentence says it ends, else `cites`.

    A text that is said to end but has no 文号 is a citation by title alone.
    """
    found: dict[str, Citation] = {}
    own = _key(document.number)
    whole = bool(_END.search(document.title))  # its purpose is to end what it lists
    ending = whole
    for index, paragraph in enumerate(document.paragraphs):
        ending = whole and _still_ends(paragraph.text, ending)
        for citation in _cite(index, paragraph, listed=ending and index > 1):
            key = _key(citation.number) if citation.number else f"《{citation.title}》"
            if key == own:
                continue
            if key not in found or (citation.relation == "repeals" != found[key].relation):
                found[key] = citation
    ended = {c.title for c in found.values() if c.number}
    return tuple(
        sorted(
            (c for c in found.values() if c.number or c.title not in ended),
            key=lambda c: (c.paragraph, c.start),
        )
    )


def _still_ends(text: str, ending: bool) -> bool:
    """Whether a list that comes now is of what ends: its heading tells, one of several lists in a document."""
    if len(text) > 60 or find_numbers(text) or bool(_END.search(text)) == bool(_STAYS.search(text)):
        return ending
    return bool(_END.search(text))


def _key(number: str | None) -> str:
    mentions = find_numbers(number) if number else []
    return mentions[0].norm or "" if mentions else number or ""


def _cite(index: int, paragraph: Paragraph, listed: bool) -> list[Citation]:
    text = paragraph.text
    titles = find_titles(text)
    numbers = find_numbers(text)
    if not titles and not numbers:
        return []
    force = _Force(text)
    found: list[Citation] = []
    used: set[Mention] = set()
    starts = [title.start for title in titles]
    for number in numbers:
        before = bisect_right(starts, number.start - 1)
        title = titles[before - 1] if before else None
        if title and number.start < title.end:
            continue
        if title and number.start - title.end > 1:
            title = None
        if title:
            used.add(title)
        start = title.start if title else number.start
        ends = force.ends(start, number.end) or (listed and force.lists(start))
        found.append(
            Citation(
                relation=Relation.REPEALS if ends else Relation.CITES,
                number=number.norm,
                title=title.norm if title else None,
                paragraph=index,
                start=start,
                end=number.end,
                rule="number-ended" if ends else "number",
                confidence=0.9 if ends else 1.0,
            )
        )
    for title in titles:
        if title not in used and _is_just_ended(text, title):
            found.append(
                Citation(
                    Relation.REPEALS, None, title.norm, index, title.start, title.end, "title-ended", confidence=0.8
                )
            )
    return found


class _Force:
    """What a paragraph says of the force of texts, each sort of words searched once for all its citations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
        self._ending = Occurrences(_END, text)
        self._stays = Occurrences(_STAYS, text)
        self._ground = Occurrences(_GROUND, text)
        self._said_before = Occurrences(_SAID_BEFORE, text)

    def ends(self, start: int, end: int) -> bool:
        """Whether the sentence of a citation says that it ends."""
        first, last = self._sentence(start)
        if self._said_before.within(first, start):
            ended = self._text.rfind("废止", first, start)
            return ended < 0 or not self._ground.within(ended, start)
        return self._ending.within(end, last) and not self._ground.within(first, start)

    def lists(self, start: int) -> bool:
        """Whether a citation may be of a list of what ends: nothing says that it stays, or is but a ground."""
        return not self._stays.within(*self._sentence(start)) and not self._ground.within(0, start)

    def _sentence(self, at: int) -> Span:
        following = bisect_right(self._sentences, at)
        ends = self._sentences[following] if following < len(self._sentences) else len(self._text)
        return Span(self._sentences[following - 1], ends)


def _is_just_ended(text: str, title: Mention) -> bool:
    behind = text[title.end : title.end + 60]
    if behind.startswith("（"):  # a title with its year, or a number of another form
        behind = behind.partition("）")[2]
    if _CLOSE_BEHIND.match(behind):
        return True
    before = text[max(0, title.start - 16) : title.start]
    return bool(_CLOSE_BEFORE.search(before)) and not before.endswith("宣布")
