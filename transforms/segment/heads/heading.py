"""A title where it is printed, with the number below it and what a compiler has put beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.language.brackets import unclosed
from gongbao.language.dates import parse_date
from gongbao.language.document_numbers import is_number, read_head_number
from gongbao.language.numbering import find_marker
from gongbao.language.titles import explains, is_covering_title, is_title, issues, part_date, says_who
from transforms.clean.aligned import AlignedText, join
from transforms.segment.fragments import Fragment
from transforms.segment.labels import ATTACHMENT_LABEL, ATTACHMENT_LIST, IMPRINT, REMARK

COUNT = re.compile(r"\d{1,3}[.．、](?!\d(?!\d{3}年))")  # 12. before a title: whoever compiled the documents counts them
PUNCTUATED = re.compile("[，。；：]")
SHORT = 12  # characters of a line that only ends a title: 的通知, （试行）
LONGEST = 10  # lines that a title is printed on at most, torn at its marks


@dataclass(frozen=True, slots=True)
class Heading:
    """A title where it is printed: fragments from `start` to `end`, with what a compiler or the head put beside it."""

    start: int
    end: int
    title: AlignedText
    number: str | None
    counted: bool
    dated: bool


def read_heading(fragments: Sequence[Fragment], at: int) -> Heading | None:
    """The title that begins at a fragment, with the number and the date below it."""
    start, skip = at, 0
    if count := COUNT.match(fragments[at].text):
        if count.end() < len(fragments[at].text):
            skip = count.end()
        elif at + 1 < len(fragments):
            at += 1
        else:
            return None
    found = _read_title(fragments, at, skip)
    if found is None:
        return None
    end, title, date = found
    number: str | None = None
    while end < len(fragments):
        if number is None and (number := read_head_number(fragments[end].text)):
            end += 1
        elif not date and (lines := _read_date(fragments, end)):
            end, date = end + lines, "（）"
        else:
            break
    return Heading(start, end, title, number, count is not None, bool(date))


def _read_title(fragments: Sequence[Fragment], at: int, skip: int) -> tuple[int, AlignedText, str] | None:
    """Where a title ends, its words, and the date behind it; the shortest that is whole and that nothing ends."""
    text = ""
    for end in range(at + 1, min(at + LONGEST, len(fragments)) + 1):
        fragment = fragments[end - 1]
        if text and is_number(fragment.text) and says_who(text):
            return end - 1, _join_lines(fragments[at : end - 1], skip), ""  # whatever its last word was misread as
        if _is_no_title_line(fragment) or (text and _breaks_title(fragment, text)):
            return None
        text += fragment.text if text else fragment.text[skip:]
        if end == at + 1 and _opens_no_title(text):
            return None
        title, date = part_date(text)
        if not _is_whole(title):
            continue
        if date or end == len(fragments) or not _is_tail(fragments[end].text, title):
            return end, _join_lines(fragments[at:end], skip).cut(0, len(title)), date
    return None


def _opens_no_title(line: str) -> bool:
    """Whether the first line can't open a title: a title is cited on it, but for that of what explains the text."""
    return (line.startswith(("《", "（")) and not explains(line)) or find_marker(line) is not None


def _join_lines(fragments: Sequence[Fragment], skip: int) -> AlignedText:
    """The words on some lines without the first few."""
    return join(fragment.aligned for fragment in fragments).cut(skip)


def _breaks_title(fragment: Fragment, title: str) -> bool:
    """Whether a line can't go on with a title: it opens something, or a blank line parts it from what ends as one."""
    if fragment.jump_in is not None or find_marker(fragment.text) is not None:
        return True
    return not fragment.soft_wrapped and is_title(title) and not unclosed(title)


def _is_tail(text: str, title: str) -> bool:
    """Whether a short line only ends a title that could be whole without it: 的通知, （试行）."""
    tail, _ = part_date(text)
    if not 0 < len(tail) < SHORT or PUNCTUATED.search(tail) or title.startswith(tail) or read_head_number(tail):
        return False
    return _is_whole(title + tail)


def _is_no_title_line(fragment: Fragment) -> bool:
    """Whether a fragment is no line of a title."""
    text = fragment.text
    return (
        fragment.row
        or fragment.jump_out is not None
        or any(p.match(text) for p in (REMARK, IMPRINT, ATTACHMENT_LIST, ATTACHMENT_LABEL))
        or text.endswith(("：", "；", "，"))
        or "。" in text
        or ("，" in text and "《" not in text)
        or parse_date(text) is not None
        or read_head_number(text) is not None
    )


def _is_whole(title: str) -> bool:
    """Whether a text is a title from its first word to its last: one that issues a text ends in its own kind."""
    return not unclosed(title) and is_title(title) and (is_covering_title(title) or not issues(title))


def _read_date(fragments: Sequence[Fragment], at: int) -> int:
    """The lines that a date in brackets takes, on one line or torn over two; 0 for none."""
    text = ""
    for end in range(at, min(at + 2, len(fragments))):
        text += fragments[end].text
        if text.startswith("（") and part_date(text) == ("", text):
            return end + 1 - at
    return 0
