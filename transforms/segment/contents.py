"""Read the 目录: what the issue says it holds, which everything else is checked against."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongbao.language.bodies import is_red_head
from gongbao.language.characters import BULLETS, CJK
from gongbao.language.document_numbers import CLEAN_NUMBER, is_number
from gongbao.language.numbering import NESTING, NumberingStyle, find_marker
from gongbao.language.titles import CHRONICLE_NAME, TITLE_END
from gongbao.model import ContentsEntry
from transforms.segment.fragments import Fragment

HEADING = re.compile(r"目[录錄次]|要目|本期目录")
SECTION = re.compile(rf"[{BULLETS}Ｏ【\[]+(?P<name>[^】\]]{{2,20}})[】\]]?")  # OCR takes ○ for Ｏ
DIVISION = re.compile("第[一二三四五六七八九十百]{1,4}(?:分?编|[篇章节])|序言|前言|引言|总则")
DIVIDER = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}(?:部分|单元|[编篇辑章])(?![、，的])"
)  # heads a part of a volume
ORDINALS = (NumberingStyle.HAN, NumberingStyle.HAN_BRACKET, NumberingStyle.ARABIC)  # what counts its documents
FEWEST = 3  # documents that are counted
LEAST = 6  # characters of a title that is told when it comes again
FOLIO = re.compile(r"[\dⅠ-Ⅻ]{1,3}")
ENDED = re.compile(rf"(?:[号）]|{TITLE_END}|任免|{CHRONICLE_NAME}|要闻|解读|问答)$")
# Congresses say behind the leader who spoke: 关于某法（草案）的说明………某某（12）.
PAGED = re.compile(
    r"^(?P<words>.*?)(?<![\s.．…·‥])(?P<leader>[\s.．…·‥]*+)"
    rf"(?:(?<=[\s.．…·‥])(?P<speaker>[{CJK}]{{1,4}}(?:[ ·•][{CJK}]{{1,8}}){{0,2}})\s?)?（?(?P<page>\d{{1,4}})）?$"
)
DOTTED = re.compile(r"[.．…·‥]{2}")
# A leader is tried once, from its first mark on, and never given back in part: a line may be one long leader.
LEADER = re.compile(r"(?<![\s.．…·‥。])[\s.．…·‥。]{2,}+$")


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries, and the fragments from `start` to `end` that they were read from."""

    entries: tuple[ContentsEntry, ...] = ()
    start: int = 0
    end: int = 0


def read_contents(fragments: Sequence[Fragment]) -> Contents:
    """The 目录, where there is one. It ends where the first document begins."""
    start = next((i for i, f in enumerate(fragments[:400]) if HEADING.fullmatch(f.text)), None)
    if start is None or is_own(fragments, start):
        return Contents()
    limit = _find_limit(fragments, start + 1)
    entries: list[ContentsEntry] = []
    section: str | None = None
    pending: list[str] = []
    end = start + 1
    for at in range(start + 1, limit):
        text = fragments[at].text
        if text.isdigit() and len(text) <= 3 and entries and not pending and entries[-1].page is None:
            entries[-1] = replace(entries[-1], page=int(text))
            end = at + 1
            continue
        if HEADING.fullmatch(text) or FOLIO.fullmatch(text):
            continue
        if (head := SECTION.fullmatch(text)) and not pending and not PAGED.match(text):
            section, end = head["name"], at + 1
            continue
        title, number, page = _part(text)
        if not pending and (DIVIDER.match(title) or _heads_entries(fragments, at)):
            section, end = title, at + 1
            continue
        if number is None and page is None:
            pending.append(text)
            continue
        pending.append(title)
        entries.append(ContentsEntry(section, "".join(pending), number, page))
        pending, end = [], at + 1
    return Contents(tuple(drop_ordinals(entries)), start, end) if entries else Contents()


def drop_ordinals(entries: Sequence[ContentsEntry]) -> Sequence[ContentsEntry]:
    """The entries without the numbers that a volume gives its documents, where nearly all have one, counted on."""
    markers = [find_marker(entry.title) for entry in entries]
    counted = [m for m in markers if m is not None and m.style in ORDINALS]
    on = sum(b.number == a.number + 1 or b.number == 1 for a, b in itertools.pairwise(counted))
    if len(counted) < max(FEWEST, 0.8 * len(entries)) or on < 0.8 * (len(counted) - 1):
        return entries
    return [
        replace(entry, title=entry.title[marker.end :].lstrip()) if marker in counted and marker else entry
        for entry, marker in zip(entries, markers, strict=True)
    ]


def _heads_entries(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether a line names a part of the 目录: it has a number and no page, the next is 1 of a lower kind."""
    here = find_marker(fragments[at].text)
    below = find_marker(fragments[at + 1].text) if at + 1 < len(fragments) else None
    if here is None or below is None or _part(fragments[at].text)[1:] != (None, None):
        return False
    return below.number == 1 and NESTING.index(below.style) > NESTING.index(here.style)


def is_own(fragments: Sequence[Fragment], start: int) -> bool:
    """Whether a 目录 is one of a single text: it lists parts, chapters and sections, and no document."""
    listed = [f.text for f in fragments[start + 1 : start + 13] if not FOLIO.fullmatch(f.text)]
    if not listed or not DIVISION.match(listed[0]):
        return False
    lists = [text for text in listed if not DIVISION.match(text) and _part(text)[2] and ENDED.search(_part(text)[0])]
    return len(lists) < 2


def _part(text: str) -> tuple[str, str | None, int | None]:
    """Title, 发文字号 and page of a line of the contents. A line may hold only some of them."""
    page: int | None = None
    if match := PAGED.match(text):
        words, dotted = match["words"], bool(DOTTED.search(match["leader"]))
        # A bare figure at the end is a page only where it stands off the words or follows what ends a title; a year
        # and a name only where dots lead to them.
        bare = not match["speaker"] and len(match["page"]) < 4
        if dotted or (bare and (match["leader"] or ENDED.search(words))):
            text, page = words.rstrip(), int(match["page"])
    text = LEADER.sub("", text)
    numbers = list(CLEAN_NUMBER.finditer(text))
    if numbers and numbers[-1].end() == len(text):
        start = _number_start(text, numbers[-1])
        return text[:start].rstrip("（"), text[start:], page
    if numbers and text.endswith("）") and text[numbers[-1].end() :] == "）":
        start = _number_start(text[:-1], numbers[-1])
        return text[:start].rstrip("（"), text[start:-1], page
    return text, None, page


def _number_start(text: str, match: re.Match[str]) -> int:
    """Where the 发文字号 begins on a line that may hold the title before it."""
    bracket = text.rfind("（", 0, match.end())
    if bracket >= 0 and "）" not in text[bracket : match.end()]:
        return bracket + 1
    for end in ("通知", "意见", "公告", "通告", "决定", "办法", "规定", "方案", "批复"):
        at = text.rfind(end, 0, match.end())
        if at >= 0 and CLEAN_NUMBER.fullmatch(text[at + len(end) :]):
            return at + len(end)
    return match.start()


def _find_limit(fragments: Sequence[Fragment], start: int) -> int:
    """Where the contents must have ended: at a 发文字号 or a title seen before, or at a red head, or at prose."""
    seen: set[str] = set()
    titles: set[str] = set()
    paged = False
    for at in range(start, min(len(fragments), start + 600)):
        text = fragments[at].text
        title, number, page = _part(text)
        if (is_number(text) and text in seen) or text in titles:
            return at
        if page is not None and len(title) >= LEAST:
            titles.add(title)
        if number:
            seen.add(number)
        paged = paged or page is not None
        if text.endswith("文件") and is_red_head(text) and not SECTION.match(text):
            following = [f.text for f in fragments[at + 1 : at + 3]]
            if (seen or paged) and any(is_number(t) for t in following):
                return at
        if len(text) > 60 and "。" in text and page is None:
            return at
    return min(len(fragments), start + 600)
