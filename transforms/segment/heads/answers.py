"""What stands below a title: whom a document goes to, its first sentence, its articles, or the title again."""

import re
from collections.abc import Sequence
from enum import StrEnum

from gongbao.language.bodies import is_addressees, is_body_name
from gongbao.language.dates import parse_date
from gongbao.language.numbering import NumberingStyle, find_marker
from gongbao.language.titles import is_issued_title
from transforms.segment.fragments import Fragment
from transforms.segment.heads.heading import Heading, read_heading
from transforms.segment.labels import ATTACHMENT_LIST
from transforms.segment.printed_titles import LOOK_AHEAD

PUNCTUATED = re.compile("[，。；：]")
GOES_ON = re.compile(
    "[，。、；：）》”]|要求|精神|规定|的|等|和|及|与|并|中|（[^（）]{1,40}号）."
)  # with what cites a title
OPENING_STYLES = (NumberingStyle.PART, NumberingStyle.CHAPTER, NumberingStyle.ARTICLE, NumberingStyle.HAN)
OWN_CONTENTS = re.compile("目[录次]?")
PROMULGATING = re.compile("[^关的，。]{0,30}(?:公告|令)(?:（?第?.{1,10}号）?)?")


class Answer(StrEnum):
    """What stands below a title."""

    NONE = "none"
    ADDRESSEES = "addressees"
    PROSE = "prose"
    DIVISION = "division"  # 第一章, 第一条, 一、, its own 目录
    TITLE = "title"  # the same again
    PROMULGATION = "promulgation"  # a body's name and 公告 or 令
    NOTHING = "nothing"  # the next document, or the end


def find_answer(fragments: Sequence[Fragment], heading: Heading) -> Answer:
    """What stands below a title and what is printed beside it."""
    at = heading.end
    if at >= len(fragments):
        return Answer.NOTHING
    text = fragments[at].text
    following = fragments[at + 1].text if at + 1 < len(fragments) else ""
    if _find_addressees(fragments, at):
        return Answer.ADDRESSEES
    if _repeats(fragments, at, heading.title.text):
        return Answer.TITLE
    marker = find_marker(text)
    if OWN_CONTENTS.fullmatch(text) or (marker and marker.number == 1 and marker.style in OPENING_STYLES):
        return Answer.DIVISION
    if any(promulgates(f.text) for f in fragments[at : at + 3]):
        return Answer.PROMULGATION
    if _opens_next(fragments, at):
        return Answer.NOTHING
    if (
        fragments[at].row
        or marker
        or parse_date(text)
        or is_body_name(text)
        or GOES_ON.match(text)
        or ATTACHMENT_LIST.match(text)
    ):
        return Answer.NONE
    return Answer.PROSE if PUNCTUATED.search(text[4:] + following) else Answer.NONE


def promulgates(text: str) -> bool:
    """Whether a line is a body's 公告 or 令 and nothing else."""
    return PROMULGATING.fullmatch(text) is not None


def _find_addressees(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether addressees stand at a fragment, on some lines of which the last ends in a colon."""
    text = ""
    for fragment in fragments[at : at + LOOK_AHEAD]:
        text += fragment.text
        if fragment.row or "。" in text or "《" in text or is_issued_title(text):
            return False
        if text.endswith("："):
            return is_addressees(text)
    return False


def _repeats(fragments: Sequence[Fragment], at: int, title: str) -> bool:
    """Whether a title stands once more at a fragment, on some lines, with its 《》 or without."""
    text, title = "", _bare(title)
    for fragment in fragments[at : at + LOOK_AHEAD]:
        text += _bare(fragment.text)
        if text == title:
            return True
        if len(text) > len(title):
            return False
    return False


def _bare(title: str) -> str:
    return title.replace("《", "").replace("》", "")


def _opens_next(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether the next document opens here, so that of this one nothing is printed but its head."""
    heading = read_heading(fragments, at)
    if heading is None or (fragments[at].soft_wrapped and not heading.counted):
        return False
    return is_issued_title(heading.title.text) or heading.dated or heading.number is not None
