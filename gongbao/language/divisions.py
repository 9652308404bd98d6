"""The country's administrative divisions, down to the county: GB/T 2260 (docs/decisions/divisions.md)."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOME = Path(__file__).with_name("divisions.toml")

_PEOPLES = (
    "土家|苗|布依|侗|回|藏|彝|羌|壮|满|蒙古|朝鲜|哈尼|傣|白|景颇|傈僳|哈萨克|柯尔克孜|维吾尔|瑶|黎|畲|水|仡佬|拉祜|佤"
    "|纳西|土|撒拉|裕固|东乡|保安|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|毛南|仫佬|独龙|怒|普米|布朗|各"
)
_NAME = re.compile(
    rf"(?P<short>.{{2,9}}?)(?:(?:(?:{_PEOPLES})族?){{0,5}}自治[州县旗区]|族自治[县旗]|特别行政区|(?<=架)林区|地区|[市县省区盟旗])"
)


@dataclass(frozen=True, slots=True)
class Division:
    """One division below the province.

    Attributes:
        name: Its whole name: 河口县.
        province: What it lies in, at the top.
        prefecture: What lies between; "" where it is one itself, or directly below the province.
    """

    name: str
    province: str
    prefecture: str = ""


@cache
def read_divisions() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The counties of each prefecture of each province, under "" those directly below the province."""
    listed = tomllib.loads(HOME.read_text("utf-8"))
    return {province: {p: tuple(c.split()) for p, c in below.items()} for province, below in listed.items()}


def provinces() -> tuple[str, ...]:
    """Every province by its whole name."""
    return tuple(read_divisions())


@cache
def named_provinces() -> tuple[str, ...]:
    """Every province by its whole name and by its short one."""
    return (*provinces(), *filter(None, map(shorten, provinces())))


@cache
def cities() -> tuple[str, ...]:
    """Every prefecture, and the cities directly below a province."""
    return tuple(
        name
        for below in read_divisions().values()
        for prefecture, counties in below.items()
        for name in ([prefecture] if prefecture else [c for c in counties if c.endswith(("市", "林区"))])
    )


@cache
def plain_prefectures() -> tuple[str, ...]:
    """The autonomous prefectures as they are mostly called, without their peoples: 凉山州."""
    return tuple(f"{shorten(name)}州" for name in cities() if name.endswith("自治州"))


def _below() -> Iterator[Division]:
    for province, below in read_divisions().items():
        for prefecture, listed in below.items():
            if prefecture:
                yield Division(prefecture, province)
            yield from (Division(name, province, prefecture) for name in listed)


@cache
def divisions_by_name() -> Mapping[str, tuple[Division, ...]]:
    """The divisions below the provinces that bear a name, whole (鼓楼区: several) or short (西昌)."""
    found: dict[str, list[Division]] = defaultdict(list)
    for division in _below():
        for name in filter(None, (division.name, shorten(division.name))):
            found[name].append(division)
    return {name: tuple(bearers) for name, bearers in found.items()}


def shorten(name: str) -> str | None:
    """聊城市 → 聊城, 恩施土家族苗族自治州 → 恩施; None where too little is left."""
    named = _NAME.fullmatch(name)
    return named["short"] if named else None
