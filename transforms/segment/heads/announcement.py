"""Heads of announcements (公告, 通告) that a body counts by itself: its name and 公告, below it the number, below that
the title, in brackets or not, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.language.bodies import is_body_name, part_bodies
from gongbao.language.brackets import unclosed
from gongbao.language.orders import read_order_number
from gongbao.language.titles import is_issued_title
from transforms.clean.aligned import AlignedText, join
from transforms.segment.fragments import Fragment
from transforms.segment.heads.head import DocumentHead, Place, is_flush
from transforms.segment.labels import ATTACHMENT_LABEL

BODIES = 4  # lines that name those who announce something together
TITLE = 4  # lines that a title is printed on at most
SUBJECT = re.compile("[（(]?关于")
HEAD = re.compile("(?P<body>.{2,80}?)(?P<form>公告|通告)")


@dataclass(frozen=True, slots=True)
class _Lines:
    """Who announces, in which form, under which number, on fragments to before `end`; `named` of them above that."""

    body: str
    form: str
    number: str
    named: int
    end: int


def read_announcement(place: Place) -> DocumentHead | None:
    """A head 某局公告, 2021年第3号, and the title 关于…的公告. Where a 目录 lists the documents, it tells."""
    fragments, at = place.fragments, place.at
    if place.titles or is_flush(fragments[at]) or (at and ATTACHMENT_LABEL.fullmatch(fragments[at - 1].text)):
        return None
    lines = _read_lines(fragments, at)
    if lines is None:
        return None
    end = _find_title_end(fragments, lines.end)
    title = join(f.aligned for f in fragments[lines.end : end] or fragments[at : lines.named])
    number = f"{lines.body}{lines.form}{lines.number}"
    return DocumentHead(at, end, "", number, _strip_brackets(title), lines.body)


def _read_lines(fragments: Sequence[Fragment], at: int) -> _Lines | None:
    """The lines above the title: bodies, 公告, number."""
    text = ""
    for named in range(at + 1, min(at + BODIES, len(fragments) - 1) + 1):
        fragment = fragments[named - 1]
        text += fragment.text
        head = HEAD.fullmatch(text)
        if head is not None:
            number = read_order_number(fragments[named].text)
            if number is None or not all(is_body_name(body) for body in part_bodies(head["body"])):
                return None
            return _Lines(head["body"], head["form"], number, named, named + 1)
        if fragment.row or not is_body_name(fragment.text):
            return None
    return None


def _find_title_end(fragments: Sequence[Fragment], at: int) -> int:
    """Where the title below the number ends; `at` where none is printed."""
    text = ""
    for end in range(at + 1, min(at + TITLE, len(fragments)) + 1):
        text += fragments[end - 1].text
        if fragments[end - 1].row or not SUBJECT.match(text):
            return at
        bare = text[1:-1] if text[0] in "（(" and not unclosed(text) else text
        if is_issued_title(bare) and not unclosed(bare):
            return end
    return at


def _strip_brackets(title: AlignedText) -> AlignedText:
    """A title without the brackets that it stands in as a whole."""
    return title.cut(1, len(title.text) - 1) if title.text[:1] in ("（", "(") and not unclosed(title.text) else title
