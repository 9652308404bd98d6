"""Appointments that no verb states: rows below 姓名 and 任命职务, a name and a post on a line, a post and its names."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongbao.language.numbering import find_marker
from gongbao.language.segmentation import word_class
from gongbao.model import Action
from gongbao.model.spans import Span
from transforms.tag.members import find_members, name_end
from transforms.tag.names import is_shaped, is_without_surname
from transforms.tag.offices import has_post
from transforms.tag.posts import past_remark
from transforms.tag.rows import split_cells

_NAME_COLUMN = re.compile("(?:人员|同志)?姓名|(?:任职|拟任)?人员")
_GIVEN = re.compile("(?:拟|现|新)?(?:任命|任|聘任|聘|任职|担任)(?:的)?(?:职务|岗位|单位及职务)|任职|任命")
_TAKEN = re.compile("(?:拟|同时)?(?:免去|免|免除|解聘)(?:的)?(?:职务|岗位|单位及职务)|免职")
_REMARKS = re.compile("(?:（[^（）]*）)+$")
_NO_POST = re.compile("[：:，。；]|职务")
_OFFICE = re.compile("(?P<post>[^：:，。；、（）]{2,40})[：:]")
_NO_OFFICE = re.compile("组长|成员|召集人|总?指挥|顾问|联系人|记录|主持|审核|签发|编辑|校对|负责人|责任人|代理人")
_NAME_CLASSES = frozenset(["", "nr", "nrt", "nrfg", "ns", "nz"])


class Listed(NamedTuple):
    """Who is put down beside a post, and where; `action` is None where no column says what is done."""

    names: tuple[Span, ...]
    post: Span
    action: Action | None = None


def find_rows(texts: Sequence[str]) -> dict[int, list[Listed]]:
    """What the rows of tables below 姓名, 任命职务 and 免去职务 state, by paragraph."""
    found: dict[int, list[Listed]] = {}
    columns: dict[int, Action] = {}
    names = 0
    for paragraph, text in enumerate(texts):
        cells = split_cells(text)
        if len(cells) < 2:
            columns = {}
            continue
        heads = [re.sub(r"\s", "", text[slice(*cell)]) for cell in cells]
        named = next((at for at, head in enumerate(heads) if _NAME_COLUMN.fullmatch(head)), None)
        if named is not None:
            names = named
            columns = {at: Action.APPOINT for at, head in enumerate(heads) if _GIVEN.fullmatch(head)}
            columns |= {at: Action.REMOVE for at, head in enumerate(heads) if _TAKEN.fullmatch(head)}
        elif columns and names < len(cells):
            rows = list(_read_row(text, cells, names, columns))
            found |= {paragraph: rows} if rows else {}
    return found


def _read_row(text: str, cells: Sequence[Span], names: int, columns: dict[int, Action]) -> Iterator[Listed]:
    """The posts that one row gives and takes."""
    name = _trim(text, cells[names])
    if not _is_name(text[slice(*name)]):
        return
    for at, action in columns.items():
        post = _trim(text, cells[at]) if at < len(cells) else Span(0, 0)
        if has_post(_REMARKS.sub("", text[slice(*post)]), whole=True):
            yield Listed((name,), post, action)


def read_lines(text: str, gaps: frozenset[int]) -> list[Listed]:
    """Names with a blank and a post behind each, or posts with a colon and names, up to a line of another sort.

    Args:
        text: one line or several that ran together, what leads to them taken off.
        gaps: where blanks were printed in it, and where lines ended.
    """
    marker = find_marker(text)
    at, end = marker.end if marker else 0, len(text.rstrip("。；"))
    found: list[Listed] = []
    while at < end:
        listed = _read_office(text, at, gaps) or _read_name(text, at, end, gaps)
        if listed is None:
            break
        found.append(listed[0])
        at = listed[1]
        if at < end and at not in gaps:
            return []
    return found


def _read_office(text: str, at: int, gaps: frozenset[int]) -> tuple[Listed, int] | None:
    """A post, a colon and names, and where the last of them ends."""
    office = _OFFICE.match(text, at)
    if office is None or not has_post(office["post"], whole=True) or _NO_OFFICE.search(office["post"]):
        return None
    names = tuple(find_members(text, office.end(), gaps))
    return (Listed(names, Span(*office.span("post"))), past_remark(text, names[-1].end)) if names else None


def _read_name(text: str, at: int, stop: int, gaps: frozenset[int]) -> tuple[Listed, int] | None:
    """A name, a blank and a post that another blank ends."""
    end = name_end(text, at, gaps, first=True)
    if end is None or not _is_name(text[at:end]) or (behind := past_remark(text, end)) not in gaps:
        return None
    for past in (*sorted(gap for gap in gaps if behind < gap < stop), stop):
        words = _REMARKS.sub("", text[behind:past])
        if has_post(words, whole=True) and not _NO_POST.search(words) and words.count("（") == words.count("）"):
            return Listed((Span(at, end),), Span(behind, past)), past
    return None


def _is_name(text: str) -> bool:
    """Whether a cell or the head of a line is a name; 合计 is a word."""
    return is_shaped(text, ordinary=True) or (is_without_surname(text) and word_class(text) in _NAME_CLASSES)


def _trim(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
