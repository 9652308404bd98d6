"""Heads with a document number (发文字号), the title below it or above."""

import re
from collections.abc import Sequence

from gongbao.language.dates import parse_date
from gongbao.language.document_numbers import is_number
from gongbao.language.numbering import find_marker
from gongbao.language.titles import is_issued_title, is_title
from transforms.clean.aligned import AlignedText, join
from transforms.segment.fragments import Fragment
from transforms.segment.heads.head import DocumentHead, Place, find_red_head, may_head
from transforms.segment.printed_titles import LOOK_AHEAD, measure_likeness

ISSUING = re.compile("关于|印发|转发|任免|任命|公布|废止|修改")
LOOK_BACK = 5  # lines of a head before its number


def read_numbered(place: Place) -> DocumentHead | None:
    """A head around the document number that stands alone at a place."""
    fragments, at, floor = place.fragments, place.at, place.floor
    number = fragments[at].text
    if not is_number(number) or fragments[at].row:
        return None
    expected = place.titles.get(number)
    before = _title_before(fragments, at, floor, expected)
    after = _title_after(fragments, at, expected)
    if before is None and after is None:
        red = at - 1 if at > floor and may_head(fragments[at - 1]) else at
        if red == at and expected is None:
            return None
        return DocumentHead(red, at + 1, "", number, AlignedText("", ()), find_red_head(fragments, red, at))
    if before is not None and (after is None or before[1] >= after[1]):
        start = before[0]
        title = join(f.aligned for f in fragments[start:at])
        end = at + 1
    else:
        assert after is not None
        start, end = at, after[0]
        title = join(f.aligned for f in fragments[at + 1 : end])
    if start > floor and may_head(fragments[start - 1]):
        start -= 1
    if before is not None and end == at + 1:
        title = _with_issuer(fragments, start, before[0], title)
    return DocumentHead(start, end, "", number, title, find_red_head(fragments, start, at))


def _with_issuer(fragments: Sequence[Fragment], start: int, title_start: int, title: AlignedText) -> AlignedText:
    """A title printed over several lines opens with the issuer: 关于… alone is not the whole of it."""
    if start < title_start and title.text.startswith(("关于", "印发", "转发", "批转", "公布", "发布")):
        issuer = fragments[title_start - 1]
        if not issuer.text.endswith("文件"):
            return join([issuer.aligned, title])
    return title


def _title_before(fragments: Sequence[Fragment], at: int, floor: int, expected: str | None) -> tuple[int, float] | None:
    """Where a title that ends just before `at` begins, and how sure that is."""
    best: tuple[int, float] | None = None
    for start in range(at - 1, max(floor, at - LOOK_BACK) - 1, -1):
        fragment = fragments[start]
        if (
            fragment.row
            or parse_date(fragment.text)
            or fragment.text.endswith(("：", "；", "文件"))
            or "。" in fragment.text
        ):
            break
        text = "".join(f.text for f in fragments[start:at])
        if not is_issued_title(text) or not ISSUING.search(text):
            continue
        score = measure_likeness(text, expected) if expected else 0.8
        if score >= 0.75 and (best is None or score > best[1] + 1e-9):
            best = (start, score)
    return best


def _title_after(fragments: Sequence[Fragment], at: int, expected: str | None) -> tuple[int, float] | None:
    """Where a title that begins just after `at` ends, and how sure that is."""
    best: tuple[int, float] | None = None
    text = ""
    for end in range(at + 2, min(len(fragments), at + 1 + LOOK_AHEAD) + 1):
        fragment = fragments[end - 1]
        if fragment.row or parse_date(fragment.text) or fragment.jump_in or is_number(fragment.text):
            break
        if fragment.text.endswith("：") or (find_marker(fragment.text) and text):
            break
        text += fragment.text
        if expected:
            score = measure_likeness(text, expected)
            if score >= 0.75 and (best is None or score > best[1] + 1e-9):
                best = (end, score)
        elif is_title(text) and "《" not in text[:1]:
            following = fragments[end].text if end < len(fragments) else ""
            if is_title(text + following) and following and len(following) < 12 and not following.endswith("："):
                continue
            return end, 0.8
    return best
