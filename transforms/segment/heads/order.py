"""Heads of orders (令), and of the announcements (公告) by which congresses promulgate their regulations."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.language.dates import parse_date
from gongbao.language.orders import OrderHead, may_open_order, read_order_head, read_order_number
from transforms.clean.aligned import AlignedText, join
from transforms.segment.fragments import Fragment
from transforms.segment.heads.head import DocumentHead, Place, is_flush
from transforms.segment.heads.law import follows_title
from transforms.segment.issued_titles import find_issued_titles

LINES = 8  # that name those who issue an order together
WORDS = 16  # fragments within which an announcement says what it promulgates


@dataclass(frozen=True, slots=True)
class _Lines:
    """The head of an order over fragments from the first to before `end`, and how many of them are above the number."""

    head: OrderHead
    number: str
    named: int
    end: int


def read_order(place: Place) -> DocumentHead | None:
    """A head 令 or 公告 on one line or several, its number on the last of them or the next. Its title comes later."""
    fragments, at = place.fragments, place.at
    lines = _read_lines(fragments, at)
    if lines is None or is_flush(fragments[at]) or follows_title(fragments, lines.end):
        return None
    number = f"{lines.head.body}{lines.head.form}{lines.number}"
    kind, title = "order", AlignedText("", ())
    if lines.head.form == "公告" and not _promulgates(fragments, lines.end):
        kind, title = "", join(f.aligned for f in fragments[at : lines.named])
    return DocumentHead(at, lines.end, kind, number, title, lines.head.body)


def _read_lines(fragments: Sequence[Fragment], at: int) -> _Lines | None:
    """The lines of an order's head from `at` on: bodies, 令, number."""
    text = ""
    for named in range(at + 1, min(at + LINES, len(fragments)) + 1):
        fragment = fragments[named - 1]
        if fragment.row or len(fragment.text) > 60:
            return None
        text += fragment.text
        head = read_order_head(text)
        if head is not None:
            if head.rest:
                number, end = read_order_number(head.rest), named
            else:
                number = read_order_number(fragments[named].text) if named < len(fragments) else None
                end = named + 1
            return _Lines(head, number, named, end) if number else None
        if not may_open_order(fragment.text):
            return None
    return None


def _promulgates(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether the words from `at` to their date promulgate a text that they cite."""
    words = ""
    for fragment in fragments[at : at + WORDS]:
        if parse_date(fragment.text):
            break
        words += fragment.text
    return "公布" in words and bool(find_issued_titles(fragments[at : at + WORDS], ""))
