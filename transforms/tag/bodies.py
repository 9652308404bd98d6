"""ORG: named bodies, by the level or place at their head and the kind at their end."""

import re
from collections.abc import Iterable
from functools import cache

from gongbao.gazette import Gazette
from gongbao.language.characters import HAN
from gongbao.language.divisions import cities, divisions_by_name, named_provinces
from gongbao.language.segmentation import Words, is_word, word_class
from gongbao.model.spans import Span
from transforms.tag.body_patterns import body_patterns
from transforms.tag.lexicon import alternation, word_set, words
from transforms.tag.listed_bodies import find_listed
from transforms.tag.mentions import TAKEN, Mention, without_overlap
from transforms.tag.places import proper_names

# A second name of the body in its own brackets: （知识产权局）.
_SECOND_NAME = re.compile(
    rf"（(?!以下|简称|含|不含|包括|原|以及|或)[{HAN}]{{2,24}}(?:局|委|厅|办公室|委员会|中心|管委会|院|馆|站|队|所|处)）"
)
# Kinds of bodies, no names: 市级…, 区内…, 产业创新中心, 重点企业, 各级.
_GENERIC_CENTERS = (
    "技术创新|制造业创新|产业创新|工业设计|企业技术|工程技术研究|工程技术|工程研究|技术研究|体验|研发|创业|核心"
)
_GENERIC_SORTS = (
    "大型|重点|龙头|骨干|知名|上市|国有|民营|产业|企业|农业|跨国|本地|公立|民办|职业|高等|中等|技工|普通|定点|基层"
    "|社区|乡镇|专科|综合|医疗|中小|特殊教育|老年|开放|新办|新开办"
)
# Names of places that begin like such a kind: 内蒙古, 外交部 is none.
_NAMED_SO = alternation(
    (*(n for n in (*named_provinces(), *cities()) if n[0] in "内外直"), "外交", "外汇", "外事", "外国")
)
_GENERIC = re.compile(
    f"^(?!{_NAMED_SO})(?:国家|省|市|县|区)?(?:级|直|属|以上|以下|内|外)"
    f"|^(?:国家|省|市)?(?:{_GENERIC_CENTERS})中心$"
    f"|^(?:{_GENERIC_SORTS})(?:企业)?(?:集团|公司|有限公司|医院|学校|学院|大学|中学|小学)$"
)
_GENERIC_ITEM = re.compile(
    "^(?:其他|有关|相关|各有关|各相关|各部门|各级|各基础|各高|各成员|各(?!县|市|区|镇|乡|街道|州))|^(?:部门|单位|企业)"
)
# 大学 that begins another word: 大学生, 大学毕业, 大学城.
_NO_UNIVERSITY = "生|毕业|教育|城|科技园|专科|本科|学历|文化|校|路"
_COMPANY_END = re.compile(
    f"(?:股份|责任)?有限(?:责任)?公司|集团(?:公司)?(?=[、，。；：等（{TAKEN}]|董事|党委|$)|大学(?!{_NO_UNIVERSITY})"
)
# What tells that a name is a company's, behind it in its clause.
_WITHIN_COMPANY = re.compile(rf"（[{HAN}]{{2,6}}）(?=[{HAN}])")
_COMPANY_BEHIND = re.compile("[^。；]{0,38}?(?:企业|公司|集团|上市|股份)")
# Classes of words that no county's name begins with: 已经, 决定.
_LEADING_CLASSES = frozenset(["d", "v", "p", "c", "r", "u", "ad", "vd"])
# What one that is in no list is called: two or three characters that are no word besides, and none that lead to it.
_LIKE_COUNTY = re.compile(f"(?:(?![以经报按由向将把从被])[{HAN}]){{2,3}}(?<!城)")
_NAME_CLASSES = frozenset(["", "ns", "nr", "nrt", "nz"])
# Where an office ends, as 办 also is a verb; a bureau that is called by its level: 省局各处室.
_OFFICE_END = re.compile(rf"办(?:(?![{HAN}])|(?=等|和|与|及|牵头|负责|会同|配合|要|应|按|下达|组织))")
_LEVEL_ALONE = re.compile(
    rf"[市省](?:(?<![{HAN}].)|(?<=[由经报对向在与和及].))"
    rf"(?:局(?![{HAN}])|[局厅](?=各|机关|有关|相关|局长|厅长|党组|制定|印发|将|要|负责))"
)
_OFFICE_REACH = 24  # characters before 办 that are looked at
_PLACE_REACH = 12
# The rules for running text, in their order.
_RULES = ("ministry", "short", "county", "long", "function", "branch", "central")


class Bodies:
    """The bodies that a gazette's pages name."""

    def __init__(self, gazette: Gazette) -> None:
        self.patterns = body_patterns(gazette)
        self.named = _named(gazette)
        self.names = proper_names(gazette)

    def find(self, text: str, parted: Words | None = None) -> list[Mention]:
        """ORG mentions, longest first where they meet.

        Args:
            text: A paragraph, with what is taken blotted out.
            parted: Its words, where they are known already.
        """
        parted = parted or Words(text)
        found: list[Mention] = []
        for rule in _RULES:
            for match in self.patterns[rule].finditer(text):
                start, end = match.span()
                if _GENERIC.search(match.group()) or _cuts_word(text, end, parted):
                    continue
                first = _start_of_county(text, Span(*match.span("county")), parted) if rule == "county" else start
                if first is not None:
                    found.append(Mention(first, end, "ORG", rule, confidence=0.9))
        found += self._offices(text)
        found += self._by_name(text)
        found += self._by_kind(text, parted)
        found += self._companies(text, {m.end for m in found})
        found = _resolve_overlaps(self._with_tail(text, m) for m in _resolve_overlaps(found))
        return _resolve_overlaps([*found, *find_listed(text, parted, found)])

    def find_collective(self, text: str) -> list[Mention]:
        """Bodies of one sort all together, which their own marks part: 各市、州、县人民政府."""
        found = []
        for match in self.patterns["collective"].finditer(text):
            start = match.start()
            place = self.patterns["place_before"].search(text, max(0, start - _PLACE_REACH), start)
            found.append(Mention(place.start() if place else start, match.end(), "ORG", "collective", confidence=0.9))
        return found

    def _offices(self, text: str) -> list[Mention]:
        """Offices of a level or a place, whatever they deal with; and a bureau called by its level alone."""
        found = [Mention(*m.span(), "ORG", "level", confidence=0.8) for m in _LEVEL_ALONE.finditer(text)]
        for match in _OFFICE_END.finditer(text):
            last = text[match.start() - 1 : match.start()]
            if last != "委" and word_class(f"{last}办") in ("v", "b"):  # 主办, 承办
                continue
            before = self.patterns["office"].search(text, max(0, match.start() - _OFFICE_REACH), match.start())
            if before and not _GENERIC.search(before.group()):
                found.append(Mention(before.start(), match.end(), "ORG", "office", confidence=0.8))
        return found

    def _by_kind(self, text: str, parted: Words) -> list[Mention]:
        """Bodies of a county or a zone, from the first proper name before their kind: 东侨开发区|管委会."""
        found = []
        for match in self.patterns["kind"].finditer(text):
            if _cuts_word(text, match.end(), parted):
                continue
            start = self.names.find_head(text, parted, match.start(), match.lastgroup == "named")
            if start is not None and not _GENERIC.search(text[start : match.end()]):
                found.append(Mention(start, match.end(), "ORG", "kind", confidence=0.8))
        return found

    def _by_name(self, text: str) -> list[Mention]:
        """Bodies that only the gazette's own list knows; a name that is also a product's counts beside 企业."""
        found = []
        for match in self.named.finditer(text) if self.named else ():
            if _COMPANY_BEHIND.match(text, match.end()):
                found.append(Mention(match.start(), match.end(), "ORG", "gazette", confidence=0.9))
        return found

    def _companies(self, text: str, ends: set[int]) -> list[Mention]:
        """Companies and universities that no place heads, from their end leftwards to the last word of the sentence."""
        found = []
        for match in _COMPANY_END.finditer(text):
            if match.end() in ends:
                continue
            start = match.start()
            while start > max(0, match.start() - 24) and _in_company(text, start - 1):
                start -= 1
            cut = start
            for word in _stops().finditer(text, start, match.start()):
                if word.lastgroup == "stop":
                    cut = word.end()
            if match.start() - cut >= 2 and not _GENERIC.search(text[cut : match.end()]):
                found.append(Mention(cut, match.end(), "ORG", "company", confidence=0.8))
        return found

    def _with_tail(self, text: str, mention: Mention) -> Mention:
        """A body with its second name in brackets, or with what is within it: 市公安局|交通巡逻警察支队."""
        second = _SECOND_NAME.match(text, mention.end)
        if second:
            return mention._replace(end=second.end())
        tail = self.patterns["tail"].match(text, mention.end)
        return mention._replace(end=tail.end()) if tail else mention

    def of_item(self, text: str, span: Span) -> list[Mention]:
        """The bodies of one item of a duty's list: the item, unless it is generic or only begins with a body."""
        item = text[span.start : span.end]
        if _GENERIC_ITEM.search(item) or TAKEN in item:
            return []
        if self.patterns["whole"].fullmatch(item):
            return [Mention(*span, "ORG", "duty-item")]
        return [m._replace(start=m.start + span.start, end=m.end + span.start) for m in self.find(item)]


def _cuts_word(text: str, end: int, parted: Words) -> bool:
    """Whether a body's end lies in a word of the dictionary: 工作部|署."""
    return (
        text[end - 1] in "部局会" and not parted.bounds(end) and is_word(text[parted.before(end) : parted.after(end)])
    )


def _start_of_county(text: str, county: Span, parted: Words) -> int | None:
    """Where a county's name begins behind words that only lead to it: 已经|市人民政府; None where none is left.

    A name of the list of divisions is one; any other is, as far as no word of it only leads to names.
    """
    bounds = [at for at in range(*county) if at == county.start or parted.bounds(at)]
    for at in bounds:
        if text[at : county.end] in divisions_by_name():
            return at
    start = at = county.start
    for word in parted.between(text, *county):
        at += len(word)
        if word_class(word) in _LEADING_CLASSES or word in word_set("bodies", "stops"):
            start = at
    name = text[start : county.end - 1]
    return start if _LIKE_COUNTY.fullmatch(name) and word_class(name) in _NAME_CLASSES else None


def _resolve_overlaps(found: Iterable[Mention]) -> list[Mention]:
    """No two overlap: the one that starts first, then the longest."""
    return without_overlap(sorted(found, key=lambda m: (m.start, -m.end)))


def _in_company(text: str, i: int) -> bool:
    """Whether a character may belong to a company's name: 某某（重庆）文化有限公司 has a bracket."""
    if text[i] in "（）":
        start = text.rfind("（", max(0, i - 7), i + 1)
        return start >= 0 and _WITHIN_COMPANY.match(text, start) is not None
    return bool(re.match(f"[{HAN}A-Za-z]", text[i]))


@cache
def _stops() -> re.Pattern[str]:
    kept = alternation([*words("bodies", "kept"), *(w for w in words("bodies", "functions") if re.search("[和与]", w))])
    return re.compile(rf"(?P<kept>{kept})|(?P<stop>{alternation((*words('bodies', 'stops'), '和', '与', '及'))})")


@cache
def _named(gazette: Gazette) -> re.Pattern[str] | None:
    return re.compile(alternation(gazette.bodies)) if gazette.bodies else None
