"""Names in lists of people: 组长：王小明 市长, 李兰（市财政局）, a name a line, columns of a table headed 姓名."""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from gongbao.language.characters import DOTS, HAN, is_han
from gongbao.language.divisions import cities
from gongbao.language.numbering import find_marker
from gongbao.language.rosters import ROSTER
from gongbao.model import Paragraph
from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation, words
from transforms.tag.names import is_compound, is_shaped, is_without_surname, name_of_words
from transforms.tag.posts import body_heads, past_remark, post_titles
from transforms.tag.rows import split_cells

_CLOSED, _LEADS_ON, _UNSURE = 3, 2, 0  # how surely a name ends
_LENGTHS = (3, 2, 4)  # the usual ones first
_LONGEST = 6
_DOTTED = re.compile(rf"(?P<before>[{HAN}]{{1,8}}(?:[{DOTS}][{HAN}]{{1,10}}){{0,4}})[{DOTS}][{HAN}]{{1,10}}")
_WORDS = re.compile(f"[{HAN}：]{{2,30}}")
_COLUMN = re.compile(
    "(?:人员|成员|负责人|联系人|职工|考生|当事人)?(?:姓名|名字)|组长|副组长|联系人|联络员"
    "|(?:[市县区州旗省]级)?(?:责任|牵头|分管|主管|包保|包联|包抓|联系|挂点|挂联|督办)[市县区州旗省]?(?:领导|人)|负责人"
)
_SEPARATOR = re.compile("[、，；／/]|和|及")
_OFFICE_END = re.compile("(?:长|任|员|记|席|理|师|总|监|委|事|负责人)(?:（[^（）]*）)?$")


def printed_gaps(paragraph: Paragraph) -> frozenset[int]:
    """Where blanks or the end of a line stood in the print between characters that are now side by side.

    Chinese is set solid, so that a blank says something: here a name ends, or its two characters are set apart.
    """
    return frozenset(b.start for a, b in itertools.pairwise(paragraph.spans) if a.start + a.length == b.start)


def find_members(text: str, start: int, gaps: frozenset[int]) -> Iterator[Span]:
    """The names of a list that begins at `start`: one after the other, each with what is remarked in brackets.

    Args:
        text: a line of a list of people.
        start: where the names begin, behind the role.
        gaps: where blanks were printed.
    """
    at, first = start, True
    while True:
        end = name_end(text, at, gaps, first)
        if end is None:
            words_ = _WORDS.match(text, at)
            begins = name_of_words(text, at, words_.end()) if words_ else None
            if words_ is None or begins is None:
                return
            at, end = begins, words_.end()
        yield Span(at, end)
        past = past_remark(text, end)
        link = _SEPARATOR.match(text, past)
        if link:
            at = link.end()
        elif past in gaps or past > end:
            at = past
        else:
            return
        first = False


def name_end(text: str, at: int, gaps: frozenset[int], first: bool) -> int | None:
    """Where the name that begins here ends; one that is not the `first` must be closed by a mark or a blank."""
    if dotted := _DOTTED.match(text, at):
        ends = range(dotted.end("before") + 2, dotted.end() + 1)
        return next((end for end in ends if _closing(text, end, gaps)), dotted.end())
    if end := _blank_behind(text, at, gaps):
        return end
    found = {
        end: _closing(text, end, gaps)
        for n in _LENGTHS
        if is_shaped(text[at : (end := at + n)], ordinary=text[end : end + 1] == "（") and end <= len(text)
    }
    if not is_compound(text[at:]):  # two surnames in one name are rare
        found = {end: sure for end, sure in found.items() if end < at + 4 or sure == _CLOSED}
    best = max(found.values(), default=_UNSURE)
    if best >= (_LEADS_ON if first else _CLOSED):
        return next(end for end, sure in found.items() if sure == best)
    rest = text[at:]
    if first and found and len(rest) > 4 and is_han(rest[:4]) and _OFFICE_END.search(rest):
        return next(iter(found))
    return None


def _blank_behind(text: str, at: int, gaps: frozenset[int]) -> int | None:
    """Where the name ends that a blank closes: 王小明|, and 王 伟|, whose two characters are set apart."""
    bounds = [end for end in range(at + 1, at + _LONGEST + 1) if end in gaps or not is_han(text[end : end + 1])]
    if not any(end in gaps for end in bounds):
        return None
    single = list(
        itertools.takewhile(lambda pair: pair[0] == pair[1], zip(bounds, itertools.count(at + 1), strict=False))
    )
    if len(single) == 1:
        bounds = bounds[1:]  # 王 小明|
    elif single:
        bounds = [at + 3 if len(single) == 3 else at + 2]
    end = bounds[0] if bounds else at
    name = text[at:end]
    return end if is_shaped(name, ordinary=True) or is_without_surname(name) else None


def _closing(text: str, end: int, gaps: frozenset[int]) -> int:
    """How surely a name ends here: by a blank, a mark or the end, or by a body or an office that begins."""
    if end in gaps or end == len(text) or not is_han(text[end]):
        return _CLOSED
    if body_heads().match(text, end) or post_titles().match(text, end) or _workplaces().match(text, end):
        return _LEADS_ON
    return _UNSURE


@cache
def _workplaces() -> re.Pattern[str]:
    """How bodies begin that no level of government precedes: 公安局, 国网…, 兰州海关."""
    names = (words("bodies", name) for name in ("functions", "branched", "ministries", "short_kinds", "departments"))
    short_cities = (city.removesuffix("市") for city in cities() if len(city) > 2)
    return re.compile(
        alternation([*cities(), *short_cities, *(word for listed in names for word in listed if len(word) > 1)])
    )


def start_of_member(text: str) -> int:
    """Where the words of a line in a list begin, behind its number and its role."""
    marker = find_marker(text)
    start = marker.end if marker else 0
    role = ROSTER.match(text, start)
    return role.end() if role else start


def find_columns(texts: Sequence[str]) -> list[list[Span]]:
    """Of each paragraph, the cells that stand below 姓名 in a table."""
    found: list[list[Span]] = []
    columns: tuple[int, ...] = ()
    for text in texts:
        cells = split_cells(text)
        if len(cells) < 2:
            columns = ()
            found.append([])
            continue
        heads = tuple(i for i, c in enumerate(cells) if _COLUMN.fullmatch(text, *c))
        if heads:
            columns = heads
        named = [cells[i] for i in columns if i < len(cells) and is_shaped(text[slice(*cells[i])])]
        found.append([] if heads else named)
    return found
