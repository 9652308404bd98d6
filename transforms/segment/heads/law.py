"""Heads of laws and regulations that stand by themselves: a title, and below it when it was passed, by whom, and how it
was amended since; or the number of the order that promulgated it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.language.bodies import is_body_name
from gongbao.language.brackets import unclosed
from gongbao.language.document_numbers import read_head_number
from gongbao.language.laws import is_law_title, opens_history, read_enacting_body
from gongbao.language.numbering import DIVISIONS, NumberingStyle, find_marker
from gongbao.language.orders import read_whole_number
from transforms.clean.aligned import AlignedText, join
from transforms.segment.fragments import Fragment
from transforms.segment.heads.head import DocumentHead, Place, differ_in_size, may_be_title
from transforms.segment.issued_titles import find_issued_titles, match_title

TITLE = 5  # lines that a title is printed on at most
HISTORY = 6  # lines within which a history says what was done
COVER = 60  # fragments that an order or a notice takes at most before the text that it issues
DECISION = re.compile("[^。；！？：]{4,120}(?:决定|决议|名单|办法|方案|解释)")
# What may stand behind a number on its line: 89某字003号，2005年修订.
REVISED = re.compile("(?<=号)[，、；]?(?:[（(][^（）()]{2,20}[)）]|[^，。]{2,12}(?:修订|修正|修改))$")
FRONT = re.compile("目[录次錄]|序言|前言|总则")


@dataclass(frozen=True, slots=True)
class _Title:
    """The title of a law on fragments from the first to before `end`, and what the line below says of it."""

    text: AlignedText
    end: int
    number: str | None
    body: str | None


def read_law(place: Place) -> DocumentHead | None:
    """A law's title with its history or its order's number below. Where a 目录 lists the documents, it tells."""
    fragments, at = place.fragments, place.at
    title = None if place.titles else read_law_title(fragments, at)
    if title is None or _goes_on(place) or (place.last is not None and is_issued(fragments, at, place.last)):
        return None
    kind = "order" if is_law_title(title.text.text) else ""
    end = title.end + (title.number is not None)
    return DocumentHead(at, end, kind, title.number, title.text, title.body)


def read_law_title(fragments: Sequence[Fragment], at: int) -> _Title | None:
    """The title of a law that begins at a fragment, and what stands below it."""
    first = fragments[at]
    if not may_be_title(first):
        return None
    for end in range(at + 1, min(at + TITLE, len(fragments) - 1) + 1):
        lines, below = fragments[at:end], fragments[end]
        text = "".join(f.text for f in lines)
        if unclosed(text):
            pass
        elif is_law_title(text) or _is_decision(text):
            if whole := read_whole_number(below.text):
                if end + 1 < len(fragments) and opens_law(fragments, end + 1):
                    return _Title(join(f.aligned for f in lines), end, whole[1], whole[0].body)
            elif history := _read_history(fragments, end):
                return _Title(join(f.aligned for f in lines), end, None, read_enacting_body(history))
        if not may_be_title(below) or differ_in_size(first, below):
            return None
    return None


@dataclass(frozen=True, slots=True)
class Below:
    """What the lines below a title say of the document: its kind, number and issuer, and where they end."""

    end: int
    kind: str = ""
    number: str | None = None
    body: str | None = None


def read_below(fragments: Sequence[Fragment], at: int, title: str) -> Below:
    """What stands below a title that others have found: its number or that of its order, or its history."""
    if at >= len(fragments):
        return Below(at)
    text = REVISED.sub("", fragments[at].text)
    if whole := read_whole_number(text):
        head, number = whole
        return Below(at + 1, "order" if head.form == "令" else "", number, head.body)
    if plain := read_head_number(text):
        return Below(at + 1, number=plain)
    if (is_law_title(title) or _is_decision(title)) and (history := _read_history(fragments, at)):
        return Below(at, "order" if is_law_title(title) else "", body=read_enacting_body(history))
    return Below(at)


def follows_title(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether what begins at a fragment stands below a title and no order's words: a history, or the law itself."""
    return opens_law(fragments, at) or _read_history(fragments, at) is not None


def opens_law(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether the text of a law begins at a fragment: its 目录, its first chapter, its first article."""
    text = fragments[at].text if at < len(fragments) else ""
    marker = find_marker(text)
    if FRONT.fullmatch(text):
        return True
    return marker is not None and marker.number == 1 and marker.style in (*DIVISIONS, NumberingStyle.ARTICLE)


def _is_decision(text: str) -> bool:
    """Whether a text may be the title of what a congress decides: 关于废止某条例的决定, 任免名单."""
    return DECISION.fullmatch(text) is not None and find_marker(text) is None


def _read_history(fragments: Sequence[Fragment], at: int) -> str | None:
    """The first words of a law's history, where one begins at a fragment."""
    words = ""
    for fragment in fragments[at : at + HISTORY]:
        if fragment.row:
            break
        words += fragment.text
        if not opens_history(words, whole=False):
            return None
        if opens_history(words, whole=True):
            return words
    return None


def _goes_on(place: Place) -> bool:
    """Whether the line above belongs to the title: it is set in the same large type, and stands no head's end."""
    fragments, at = place.fragments, place.at
    if at <= place.floor:
        return False
    above, here = fragments[at - 1], fragments[at]
    large = bool(here.size and at + 1 < len(fragments) and differ_in_size(here, fragments[-1]))
    return large and may_be_title(above) and not differ_in_size(above, here) and not is_body_name(above.text)


def is_issued(fragments: Sequence[Fragment], at: int, head: DocumentHead) -> bool:
    """Whether a text whose title begins at a fragment is a part of the order or notice before, which issues it."""
    if at - head.end > COVER or (head.kind == "order" and head.title.text):
        return False
    cited = find_issued_titles(fragments[head.end : at], head.title.text)
    return bool(match_title(fragments, at, cited))
