"""ORG: items of a list that are bodies by what they end in and by what stands beside them: 信用处、法规处、科技处."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gongbao.language.characters import HAN
from gongbao.language.segmentation import Words, word_class
from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation, word_set, words
from transforms.tag.mentions import TAKEN, Mention

_ITEM = re.compile(rf"{TAKEN}+|[{HAN}](?:[{HAN}]|[（(][^（）()]{{1,20}}[）)])*")
# What stands in an item behind the body: 法规处|按职责分工负责, 信息中心|及有关处室.
_BEHIND = re.compile(
    "(?:等)?(?:单位)?(?:牵头|负责|配合|按(?:照)?(?:各自)?(?:职责|分工)|分别|共同|落实|实施|参与|协同|为|要|会同).*$|等$"
    "|(?<=[局厅委处会心院社站所队])(?:和|及|与|以及).*$"
)
# What bodies end in, as a look-behind: no 布局, 大厅, 好处.
_NO_END = "(?<![布格大全结开当僵破胜残变][局])(?<![大客餐展乐舞门前务][厅])(?<![好坏益长短到随深之难何远近害][处])"
_ENDS = re.compile(
    f"(?:局|厅|委|处|办公室|委员会|管委会|筹委会|中心|院|会|社|站|所|队|集团|支行|分行|海关|部|馆){_NO_END}$"
)
_SURE_ENDS = re.compile("(?:局|厅|委|处|办公室|管委会|筹委会|海关|支行|分行)$")
_NO_BODY = re.compile(
    "^(?:有关|相关|其他|本|该|所|下设|企业|单位|部门|学校|医院|车站|商会|协会|社会|小区|社区|机关|事业|[省市县区]?[内外级])"
    f"|(?:部门|单位|机构|社会|机会|会议|大会|法院|医院|学院|车站|网站|场所|大厅)$|[各的等或]"
    "|^(?:生产|经营|运营|销售|营销|采购|结算|物流|研发|体验|展示|培训|孵化)中心$"
    f"|(?:{alternation(words('posts', 'titles'))})$"
)
_MAX_NAME = 20
_MAX_ITEM = 60  # with what stands behind the name
_LINKS = tuple("、，,")
# Classes of words that no body's name runs across.
_BETWEEN = frozenset(["p", "c", "u", "d", "r", "ud", "uj", "ul", "uv"])


def find_listed(text: str, parted: Words, found: Iterable[Mention]) -> Iterator[Mention]:
    """The bodies that lists name, beside those that are known already.

    A list is two items or more that may be bodies, with 、 or ， between. It is one of bodies if one of them is known
    to be (or is taken already), or if two end as bodies' offices do (处, 局, 委, 办).

    Args:
        text: A paragraph, what is taken blotted out.
        parted: Its words.
        found: The bodies that are known already.
    """
    known = sorted((mention.start, mention.end) for mention in found)
    for run in _lists(text, parted, known):
        new = [item.span for item in run if not item.known]
        sure = [span for span in new if _SURE_ENDS.search(text, span.start, span.end)]
        if len(new) < len(run) or len(sure) > 1:
            yield from (Mention(*span, "ORG", "listed", confidence=0.8) for span in new)


class _Item(NamedTuple):
    span: Span
    known: bool  # holds a body that is known already


def _lists(text: str, parted: Words, known: list[tuple[int, int]]) -> Iterator[list[_Item]]:
    """Items that stand in a row and may all be bodies."""
    run: list[_Item] = []
    past = -1
    for match in _ITEM.finditer(text):
        start, end = match.span()
        joins = past + 1 == start and text[past] in _LINKS and bool(run) and run[-1].span.end == past
        past = end
        if not joins:
            if len(run) > 1:
                yield run
            run = []
            if text[end : end + 1] not in _LINKS:
                continue
        item = _read_item(text, Span(start, end), parted, known)
        if item:
            run.append(item)
    if len(run) > 1:
        yield run


def _read_item(text: str, item: Span, parted: Words, known: list[tuple[int, int]]) -> _Item | None:
    """An item that holds a body or may be one, without what stands around the body."""
    at = bisect_left(known, (item.start, 0))
    held = text[item.start] == TAKEN or (at < len(known) and known[at][0] < item.end)
    if not held and item.end - item.start > _MAX_ITEM:
        return None
    span = _trim(text, item, parted)
    return _Item(span, held) if held or _may_be(text, span, parted) else None


def _trim(text: str, item: Span, parted: Words) -> Span:
    """An item without what leads to it and what stands behind the body."""
    leads = text[item.start] in "由经报送" and parted.bounds(item.start + 1) and item.end - item.start > 3
    behind = _BEHIND.search(text, item.start + 2, item.end)
    return Span(item.start + leads, behind.start() if behind else item.end)


def _may_be(text: str, item: Span, parted: Words) -> bool:
    name = text[item.start : item.end]
    if not 2 < len(name) <= _MAX_NAME or not _ENDS.search(name) or _NO_BODY.search(name):
        return False
    if name[0] in "省市县区州" and parted.bounds(item.start + 1):
        return True
    return not any(
        word in word_set("bodies", "stops") or word_class(word) in _BETWEEN for word in parted.between(text, *item)
    )
