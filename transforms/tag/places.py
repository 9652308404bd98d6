"""LOC: chains of administrative places, rivers and regions, zones, roads in lists."""

import re
from collections.abc import Collection, Iterator
from functools import cache, partial

from gongbao.gazette import Gazette
from gongbao.language.characters import HAN
from gongbao.language.divisions import cities, divisions_by_name, named_provinces, plain_prefectures, provinces, shorten
from gongbao.language.segmentation import Words
from gongbao.model.spans import Span
from transforms.tag.divisions import Divisions, Home, is_ordinary
from transforms.tag.facilities import Facilities
from transforms.tag.lexicon import alternation, openings, word_set, words
from transforms.tag.mentions import Mention, hide, without_overlap
from transforms.tag.proper_names import ProperNames

# Places that with these behind are part of another word: 中国特色, 南海区.
_NOT_PLACE_IF = {
    "中国": "特色|式|梦|共产党|人民(?!银行|大学)|共产主义|制造|品牌日|农民丰收节|文明网|知网|好人",
    "南海": "区",
    "沙特": "阿拉伯",
}
_NOT_PLACE_BEHIND = {place: re.compile(words_) for place, words_ in _NOT_PLACE_IF.items()}
# Zones that any city has, called by their kind alone; those of one city are with its gazette.
COMMON_ZONES = ("高新区", "经开区", "度假区")
# What zones' names end in, the longest first.
_ZONE_END = (
    "经济技术开发区|高新技术产业开发区|经济开发区|高新技术开发区|旅游度假区|高新区|经开区|开发区|保税区|保税港区"
    "|综合保税区|自由贸易试验区|自贸区|自贸试验区|化工园区|工业园区|产业园区|科技园区|工业园|产业园|科技园|化工园"
    "|物流园|新区|新城|科学城|风景区|景区|度假区|示范区核心区"
)
# Below the county, by form: 河口街道, 石桥镇, 何庄村. Not 镇政府 and 村委, which are bodies.
_LOWER_END = (
    "街道(?!办事处)|镇(?!政府|人民政府|党委)|乡(?!镇|政府|人民政府|党委|村)"
    "|村(?!级|委|庄|民|集体|支部)|社区(?!服务)|苏木|郡"
)
_NO_COUNTY = "委|政府|人民|级|直|域|长|场|民|位|间|分|别|块|内|辖"  # 区委, 县级, 市场 …
_COUNTY_END = f"(?<![城全我各本])(?:区|县|市|旗|自治县)(?!{_NO_COUNTY})"
# A character of the name of a place that is in no list.
_NO_INNER = "和与及的在到从向对由是为被将把市县区镇乡村省等各全本我其有中大小直辖"
_INNER = f"(?:(?![{_NO_INNER}])[{HAN}])"
_LOWER = rf"(?:{_INNER}{{1,5}}(?:{_LOWER_END})){{0,2}}"

_WAY = (
    "大道|(?<![道公铁线思网电套出回油通管马销半])路|街(?!道)|大街|胡同|立交|立交桥|隧道|大桥|高架|快速路|环线|高速"
    "|匝道|路口|转盘"
)
_WATER = "河|江|湖|水库|渠|湾"
_ROAD = re.compile(f"[{HAN}A-Z0-9]{{1,9}}(?:{_WAY}|{_WATER})(?:路口|交叉口|辅道|南段|北段|东段|西段|主线)?")
# What leads to a road: 沿|滨湖大道.
_ROAD_LEAD = re.compile(
    "以|沿|含|即|由|从|对|将|在|到|包括|治理|推进|整治|实施|开展|加快|加强|建设|改造|提升|疏浚|新建|打通|完成|启动|围绕"
    "|依托|跨|过"
)
_GENERIC_ROAD = re.compile(
    "^.[路街]$|^水路|^快速路|镇街|^道路|道路$|公路|铁路|线路|支路|主干路|次干路|小街|高速路|国省道|县乡路|农村路|产业路|生产路"
    "|断头路|小路|大路|的|了|让|使|被|把|其|我|等|各|该|级|新建|改造|修复|相关|重点|主要|河湖|江河|中小河|以及|或"
)
_SEGMENT = re.compile(r"[^、，；：。（）()\s“”《》至—~\ue000和与]+")

# A town, street or village that fills a whole item of a list of such: 北门街道、石桥街道.
_TOWN_LEAD = "即|含|包括|已?将|以|对|由|至|鼓励|支持|推动"
_NO_TOWN = "各|全|该|本|有|在|由|乡|城|市|县|区|以|将|等|即"
_TOWN = re.compile(
    f"(?:{_TOWN_LEAD})?(?P<town>(?!(?:{_NO_TOWN}))[{HAN}]{{2,4}}(?<![乡城])(?:镇|街道|乡))(?:(?:为|等|要).*)?"
)
_GENERIC_TOWN = re.compile(
    "^城区|[主老新建成]城区|地区|园区|校区|库区|灌区|社区|小区|辖区|景区|片区|山区|老区|灾区|滩区|特区|专区|牧区|矿区"
    "|功能区|示范区|集聚区|开发区|新区|郊区|城镇|乡镇|^[大小中新老各本]?城市$|(?:中小|海绵|省会|中心|沿海|示范|试点)城市"
    "|超市|门市|县市|区县|市县|上市|农村|乡村|城乡|重点镇|特色镇|强镇|试点|直辖市|大街道|行政村|自然村|中心村"
)
# Who goes where: 到东河区调研.
_GOING = r"(?:(?<=[到赴])|(?<=深入))"
_VISIT = "调研|走访|检查|督导|视察|慰问"
_VISITED = re.compile(
    f"{_GOING}(?![我全各本])[{HAN}]{{1,3}}(?<![等乡城])(?:县|区|市|镇|街道)(?=[，、]|{_VISIT}|考察|开展|参加)"
)


class Places:
    """The places that a gazette's pages name, and the rules for those that are in no list."""

    def __init__(self, gazette: Gazette, home: Home = Home()) -> None:
        self.shorts = _short_names(gazette)
        self.chain = _chain(gazette)
        self.zone = _zone(gazette)
        self.divisions = Divisions(home)
        self.facilities = Facilities(proper_names(gazette))

    def find(self, text: str, parted: Words | None = None) -> list[Mention]:
        """LOC mentions, longest first where they meet.

        Args:
            text: A paragraph, with what is taken blotted out.
            parted: Its words, where they are known already.
        """
        parted = parted or Words(text)
        found = [
            Mention(m.start(), m.end(), "LOC", "place", _whole(m.group(), self.shorts))
            for m in self._chains(text, parted)
        ]
        found = self._with_divisions(text, found, self.divisions.find(text, parted, found))
        found = _join_adjacent(found, self.facilities.find(text, parted))
        found += _find_roads(text)
        found += _find_towns(hide(text, found))
        found += _find_zones(text, self.zone)
        return sorted(without_overlap(sorted(found, key=lambda m: (m.start - m.end, m.start))))

    def _with_divisions(self, text: str, places: list[Mention], divisions: list[Mention]) -> list[Mention]:
        """Counties with the towns behind them, and in one with the city that stands right before: 柳原|东河."""
        before = {place.end: place for place in places}
        grown = []
        for division in divisions:
            lower = _lower().match(text, division.end)
            whole = before.get(division.start, division)
            end = lower.end() if lower else division.end
            grown.append(division._replace(start=whole.start, end=end))
        return [*places, *grown]

    def _chains(self, text: str, parted: Words) -> Iterator[re.Match[str]]:
        """The chains of places, less those that are parts of other words by accident."""
        at = 0
        while match := self.chain.search(text, at):
            if _goes_on(text, match) or _overlaps(text, match) or _cuts_words(text, match, parted):
                at = match.start() + 1
            else:
                yield match
                at = match.end()


def _cuts_words(text: str, match: re.Match[str], parted: Words) -> bool:
    """Whether a match begins within one word of the dictionary and ends within another: 龙|南海|关."""
    start, end = match.span()
    return not parted.bounds(start) and not parted.bounds(end)


def _join_adjacent(places: list[Mention], facilities: list[Mention]) -> list[Mention]:
    """All of them, and facilities that stand right behind one another as one: 花山港|东港区."""
    joined: list[Mention] = []
    for facility in sorted(without_overlap(sorted(facilities, key=lambda m: (m.start - m.end, m.start)))):
        if joined and joined[-1].end == facility.start:
            facility = facility._replace(start=joined.pop().start)
        joined.append(facility)
    return [*places, *joined]


def _overlaps(text: str, match: re.Match[str]) -> bool:
    """Whether the first or last character belongs to an ordinary word beside it: 推广|东, 合肥|料."""
    start, end = match.span()
    if text[max(0, start - 1) : start + 1] in word_set("places", "overlap_before"):
        return True
    return end - start == 2 and text[end - 1 : end + 1] in word_set("places", "overlap_after")


def _whole(name: str, shorts: dict[str, str]) -> str:
    """The full name of a place that was named in short: 聊城 → 聊城市."""
    return shorts.get(name, name)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    last = match.group()
    follow = _NOT_PLACE_BEHIND.get(last)
    if follow and follow.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 2) : match.start()]
    return last == "中国" and before in ("健康", "数字", "美丽", "平安", "法治", "幸福", "诚信", "质量", "文明")


def short_form(name: str, whole_only: Collection[str] = ()) -> str | None:
    """聊城市 → 聊城, 恩施土家族苗族自治州 → 恩施; None where too little is left or it is an ordinary word.

    A name that is `whole_only` has no short form.
    """
    short = None if name in whole_only else shorten(name)
    return short if short and short not in word_set("places", "ordinary") else None


def _short_cities(gazette: Gazette) -> dict[str, str]:
    """The full name of each city that may be named in short, by its short name."""
    shorts = {s: c for c in cities() if (s := short_form(c)) and s not in word_set("places", "contested")}
    place = short_form(gazette.place, gazette.whole_only) or gazette.place
    return shorts | {place: shorts.get(place, gazette.place)} if place else shorts


@cache
def _short_names(gazette: Gazette) -> dict[str, str]:
    """The same of the cities and of the districts, counties and zones of the gazette's own city."""
    shorts = _short_cities(gazette)
    city = short_form(gazette.place, gazette.whole_only) or gazette.place
    for name in filter(None, (gazette.place, *gazette.places)):
        if name.endswith(("市", "县", "区")) and not name.endswith(("开发区", "新区", "高新区", "经开区", "度假区")):
            short = short_form(name, gazette.whole_only)
            if short:
                shorts.setdefault(short, name)
        elif city and name.startswith(city):
            rest = name.removeprefix(gazette.place).removeprefix(city)
            if not re.fullmatch(_ZONE_END, rest):  # 开发区 alone may be any
                shorts[rest] = name
    return shorts


@cache
def _chain(gazette: Gazette) -> re.Pattern[str]:
    """A chain from the whole to the part: a country or province, a city, a county, towns and villages, a zone."""
    wide = list(_short_cities(gazette))
    top = named_provinces()
    shorts = _short_names(gazette).items()

    country = alternation(words("places", "countries"))
    overseas = alternation(words("places", "foreign_cities"))
    province = alternation([*top, gazette.province])
    city = alternation([*cities(), *plain_prefectures(), *wide, gazette.place])
    local = alternation([*gazette.places, *(s for s, name in shorts if name in gazette.places)])
    below = rf"{_INNER}{{1,5}}(?:{_COUNTY_END}|{_LOWER_END})"
    lower = _LOWER
    zone = rf"(?:{_INNER}{{0,6}}?(?:{_ZONE_END}))"
    abroad = rf"{overseas}|{_INNER}{{1,6}}郡|{local}"

    chains = (
        rf"{country}(?:{country}|{province}){{0,3}}(?:{city})?(?:{abroad})?",
        rf"{province}(?:{city})?(?:{local}|{below})?{lower}",
        rf"{alternation(wide)}{_COUNTY_END}(?<=[县区]){lower}",  # a county with a city's name
        rf"{city}(?:{local}|{below})?{lower}",
        rf"{local}{lower}",
    )
    free_trade = rf"{country}（(?:{province}|{city})）自由贸易试验区"
    marked = (*words("places", "regions"), *gazette.landmarks)
    known = (*words("places", "countries"), *words("places", "foreign_cities"), *top, gazette.province, *cities())
    first = openings((*known, *wide, gazette.place, *gazette.places, *(short for short, _ in shorts), *marked))
    return re.compile(
        rf"(?=[{first}])(?:{free_trade}|(?:{'|'.join(chains)})(?:{zone})?|{overseas}|{alternation(marked)})"
    )


@cache
def _water_names() -> tuple[str, ...]:
    """Provinces and cities that are called like waters: 浙江, 九江, 黑龙江."""
    names = map(shorten, (*provinces(), *cities()))
    return tuple(name for name in names if name and name[-1] in "江河湖湾")


@cache
def _lower() -> re.Pattern[str]:
    return re.compile(_LOWER)


@cache
def _known_names(gazette: Gazette) -> frozenset[str]:
    """Countries, provinces, cities and regions, and what the gazette lists, whole and short."""
    lists = ("countries", "regions")
    own = (gazette.place, gazette.province, *gazette.places, *gazette.landmarks)
    return frozenset(
        [*(word for name in lists for word in words("places", name)), *named_provinces(), *own, *_short_names(gazette)]
    )


@cache
def proper_names(gazette: Gazette) -> ProperNames:
    """The proper names on a gazette's pages."""
    return ProperNames(partial(_is_place, gazette))


def _is_place(gazette: Gazette, word: str) -> bool:
    """Whether a word is the name of a place by itself."""
    return word in _known_names(gazette) or (word in divisions_by_name() and not is_ordinary(word))


@cache
def _zone(gazette: Gazette) -> re.Pattern[str]:
    """A zone of the city called by its kind alone, where somebody goes or a list begins: 到高新区调研."""
    zones = alternation((*COMMON_ZONES, "开发区", "经济技术开发区", *gazette.zones))
    return re.compile(rf"(?:(?<=[到赴在])|(?<=深入)|^){zones}(?=[：，、]|{_VISIT}|现场|企业|考察|开展)")


def _find_roads(text: str) -> list[Mention]:
    """Roads and waters that fill a whole item of a list: 滨湖大道、清水路."""
    found: list[Mention] = []
    for segment in _SEGMENT.finditer(text):
        marks = text[max(0, segment.start() - 1) : segment.start()] + text[segment.end() : segment.end() + 1]
        if not ("、" in marks or "至" in marks or "—" in marks):
            continue
        lead = _ROAD_LEAD.match(text, segment.start())
        start = lead.end() if lead else segment.start()
        name = text[start : segment.end()]
        if _ROAD.fullmatch(name) and not _GENERIC_ROAD.search(name) and not name.endswith(_water_names()):
            found.append(Mention(start, segment.end(), "LOC", "listed-road", confidence=0.8))
    return found


def _find_towns(text: str) -> list[Mention]:
    """Towns and streets in a list of at least two, each a whole item."""
    found: list[Mention] = []
    before: Span | None = None
    for segment in _SEGMENT.finditer(text):
        beside = text[max(0, segment.start() - 1) : segment.start()] + text[segment.end() : segment.end() + 1]
        listed = any(link in beside for link in "、和与")
        item = _TOWN.fullmatch(text, *segment.span()) if listed else None
        town = Span(*item.span("town")) if item and not _GENERIC_TOWN.search(item["town"]) else None
        if town and before and text[before.end : segment.start()] in ("、", "和", "与"):
            found += [Mention(*span, "LOC", "listed-town", confidence=0.8) for span in (before, town)]
        before = town
    return list(dict.fromkeys(found))


def _find_zones(text: str, zone: re.Pattern[str]) -> list[Mention]:
    """Counties and towns that somebody visits, and zones of the city called by their kind alone."""
    found = [Mention(*m.span(), "LOC", "visited", confidence=0.7) for m in _VISITED.finditer(text)]
    return found + [Mention(*m.span(), "LOC", "zone", confidence=0.8) for m in zone.finditer(text)]
