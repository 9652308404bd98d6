"""Places as bodies bear them before their names: whole (某省某市), or by their rank alone (省, 市, 县).

The divisions are those of GB/T 2260 (`gongbao.language.divisions`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from gongbao.language.divisions import read_divisions, shorten
from gongbao.model import Level

LONGEST = 15  # characters of a division's name


@dataclass(frozen=True, slots=True)
class Place:
    """A division. `name` says what lies above it where several bear the same; `above` are those, the nearest first."""

    name: str
    level: Level
    above: tuple[str, ...] = ()


# Words that begin as a rank of places does (市场, 市政工程, 市民中心, 区域); 市民政局 and 市政府 are a rank and a word.
_NO_RANK = re.compile(
    "市(?:场|容|值|监局|委会|政(?=工程|设施|公用|管理|建设|园林|养护|道路)|民(?=中心|服务|热线|广场|卡))"
    "|区(?:域|块|划)|县域|省(?:级|域)|州际|[省市县区]直"
)
_RANK = re.compile("自治[区州县旗]|[省市州盟县区旗]")
_RANKED = {
    Level.PROVINCE: ("省", "市", "自治区", "区"),
    Level.PREFECTURE: ("市", "自治州", "州", "盟"),
    Level.COUNTY: ("县", "区", "市", "旗", "自治县", "自治旗"),
}


@lru_cache(maxsize=4096)
def part_place(text: str, around: Place | None = None) -> tuple[Place | None, str]:
    """The division that a name begins with, written whole, and what follows; of several the last.

    Args:
        text: 某省某市财政局.
        around: Where it is read, which tells apart what several divisions are called.
    """
    found: Place | None = None
    while division := _find_division(text, found, around):
        found, text = division
    return found, text


def bears_short(text: str, around: Place | None) -> bool:
    """Whether a name begins with the short name of the place around it, or of what lies above: 某城海关."""
    names = (around.name, *around.above) if around else ()
    return any(text.startswith(short) for short in map(shorten, names) if short)


def find_place(name: str | None) -> Place | None:
    """The division of that name, if it is one and there is but one."""
    place, rest = part_place(name) if name else (None, "")
    return place if not rest else None


def find_ranked(text: str, around: Place | None) -> tuple[Place | None, str] | None:
    """The division that a name means by its rank alone, and what follows: in a city 市财政局 is of that city.

    None where it begins with no rank; no place where nothing of that rank lies around.
    """
    match = None if _NO_RANK.match(text) else _RANK.match(text)
    if match is None or match.end() == len(text):
        return None
    rank, rest = match.group(), text[match.end() :]
    for place in (around, *map(find_place, around.above)) if around else ():
        if place and rank in _RANKED.get(place.level, ()) and place.name.endswith(rank):
            return place, rest
    return None, rest


def _find_division(text: str, within: Place | None, around: Place | None) -> tuple[Place, str] | None:
    """The division with the longest name that a text begins with, below the one before."""
    names = _bearers()
    for length in range(min(LONGEST, len(text)), 1, -1):
        places = names.get(text[:length])
        if places is None:
            continue
        places = tuple(p for p in places if within is None or within.name in (p.name, *p.above))
        rest = text[length:]
        if len(places) > 1 and around is not None:
            places = tuple(p for p in places if _lies_near(p, around)) or places
        if len(places) == 1 and not _NO_RANK.match(text[length - 1 :]):
            return places[0], rest
        if len(places) == 1 and shorten(text[:length]):  # 某|市场监督管理局
            return places[0], text[length - 1 :]
    return None


def _lies_near(place: Place, around: Place) -> bool:
    """Whether a place lies in another, or in the same prefecture."""
    return around.name in (place.name, *place.above) or (len(around.above) > 1 and place.above == around.above)


@cache
def _bearers() -> Mapping[str, tuple[Place, ...]]:
    """All divisions by their whole names."""
    found: dict[str, list[Place]] = defaultdict(list)
    for province, below in read_divisions().items():
        found[province].append(Place(province, Level.PROVINCE))
        for prefecture, counties in below.items():
            if prefecture:
                found[prefecture].append(Place(prefecture, Level.PREFECTURE, (province,)))
            above = (prefecture, province) if prefecture else (province,)
            for county in counties:
                name = county if _counted()[county] == 1 else above[0] + county
                found[county].append(Place(name, Level.COUNTY, above))
    return {name: tuple(places) for name, places in found.items()}


@cache
def _counted() -> Mapping[str, int]:
    """How many divisions below the provinces bear a name."""
    return Counter(name for below in read_divisions().values() for p, listed in below.items() for name in (p, *listed))
