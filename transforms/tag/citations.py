"""Citations: which other documents a document names by 文号, and which it puts an end to."""

import re
from bisect import bisect_right

from gongbao.model import Citation, Document, Paragraph, Relation
from gongbao.model.spans import Span
from transforms.tag.mentions import Mention, Occurrences
from transforms.tag.titles import find_numbers, find_titles

_ENDING = "废止|失效|停止执行|不再执行"
_END = re.compile(f"{_ENDING}|终止执行|停止施行|停止使用")
_STAYS = re.compile(
    "继续有效|继续施行|继续实施|继续执行|予以保留|保留的|仍然有效|(?:有效期|期限)\\S{0,4}(?:延长|延续|顺延)|(?:延长|延续)\\S{0,8}有效期|"
    r"\t(?:拟|予以|需要?)?(?:修改|修订|保留|有效)(?=\t|$)"  # a row of what was found of each text
)
_AMENDS = re.compile(
    "(?:作出?|作如下|予以|进行|需要?|拟|宣布|重新)(?:如下|部分|相应)?(?:修改|修订|修正)|修改的|修订的|修改为"
)
_REVIEWS = re.compile("清理")  # 规范性文件清理结果: lists, each under what becomes of it
_GROUND = re.compile("根据|按照|依据|依照|遵照|为贯彻|为落实|贯彻落实|参照")
_SAID_BEFORE = re.compile("废止|停止执行|宣布")
_SENTENCE_END = re.compile("[。；\n]")
_AT_ONCE = "(?:即行|同时|一并|予以|相应|全部|现|已)*+"
# 《…》等3件文件|同时废止
_CLOSE_BEHIND = re.compile(
    r"(?:等\d*[件个项份部]?\S{0,10}?)?[，,]?(?:的?(?:通知|文件|规定|办法))?"
    rf"{_AT_ONCE}(?:自\S{{1,20}}起{_AT_ONCE})?(?:宣布)?(?:{_ENDING})"
)
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十百\d]{1,4}[）)]?[、.．]?(?=[^\d])")
_ENDS_ITEM = re.compile(rf"{_ITEM.pattern}(?:决定)?(?:废止|宣布失效)")
_NUMBERED = re.compile(r"(?:[（(]?[一二三四五六七八九十百\d]{1,4}[）)]?[、.．]?)?\s*")
_BEHIND_ITEM = re.compile("(?:（[^（）]{1,80}）)?[；;。，,]?")
_CLOSE_BEFORE = re.compile(r"(?:废止|停止执行|不再执行|宣布)(?:了|以下\S{0,8}|下列\S{0,8}|原)?[：:]?$")


def find_citations(document: Document) -> tuple[Citation, ...]:
    """One citation a 文号 other than the document's own, `repeals` where a sentence says it ends, else `cites`.

    A text that is said to end but has no 文号 is a citation by title alone.
    """
    found: dict[str, Citation] = {}
    own = _key(document.number)
    ending = bool(_END.search(document.title))  # its purpose is to end what it lists
    whole = ending or bool(_REVIEWS.search(document.title))
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
    """Whether a list that comes now is of what ends: its heading tells, one of several lists in a document.

    What amends a text, with its number or not, goes on in the paragraphs below it: they end nothing.
    """
    ends, amends = bool(_END.search(text)), bool(_AMENDS.search(text))
    if amends and not ends and _ITEM.match(text):
        return False
    if ends and not amends and _ENDS_ITEM.match(text):
        return True
    if len(text) > 60 or find_numbers(text) or ends == (amends or bool(_STAYS.search(text))):
        return ending
    return ends


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
        if title in used:
            continue
        rule = "title-ended" if _is_just_ended(text, title) else "title-listed"
        if rule == "title-ended" or (listed and _is_item(text, title) and force.lists(title.start)):
            found.append(Citation(Relation.REPEALS, None, title.norm, index, title.start, title.end, rule, 0.8))
    return found


class _Force:
    """What a paragraph says of the force of texts, each sort of words searched once for all its citations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
        self._ending = Occurrences(_END, text)
        self._stays = Occurrences(_STAYS, text)
        self._amends = Occurrences(_AMENDS, text)
        self._ground = Occurrences(_GROUND, text)
        self._said_before = Occurrences(_SAID_BEFORE, text)

    def ends(self, start: int, end: int) -> bool:
        """Whether the sentence of a citation says that it ends."""
        first, last = self._sentence(start)
        if self._stays.within(end, last) and not self._ending.within(end, last):
            return False
        if self._said_before.within(first, start):
            ended = self._text.rfind("废止", first, start)
            return ended < 0 or not self._ground.within(ended, start)
        return self._ending.within(end, last) and not self._ground.within(first, start)

    def lists(self, start: int) -> bool:
        """Whether a citation may be of a list of what ends: nothing says that it stays, or is but a ground."""
        here = self._sentence(start)
        changed = self._stays.within(*here) or (self._amends.within(*here) and not self._ending.within(*here))
        return not changed and not self._ground.within(0, start)

    def _sentence(self, at: int) -> Span:
        following = bisect_right(self._sentences, at)
        ends = self._sentences[following] if following < len(self._sentences) else len(self._text)
        return Span(self._sentences[following - 1], ends)


def _is_item(text: str, title: Mention) -> bool:
    """Whether a paragraph is an item of a list that names a text, and what is said of it in brackets, and no more."""
    return bool(_NUMBERED.fullmatch(text[: title.start])) and bool(_BEHIND_ITEM.fullmatch(text[title.end :]))


def _is_just_ended(text: str, title: Mention) -> bool:
    behind = text[title.end : title.end + 60]
    if behind.startswith("（"):  # a title with its year, or a number of another form
        behind = behind.partition("）")[2]
    if _CLOSE_BEHIND.match(behind):
        return True
    before = text[max(0, title.start - 16) : title.start]
    return bool(_CLOSE_BEFORE.search(before)) and not before.endswith("宣布")
