"""The numbers that paragraphs open with: 一、 （一） 1. （1） ①, 第一章, 第一条."""

import re
from dataclasses import dataclass
from enum import StrEnum

from gongbao.language.numerals import CARDINAL, ORDINAL, parse_whole


class NumberingStyle(StrEnum):
    """How a number is written, which tells the level that it opens."""

    PART = "part"  # 第一编
    SUBPART = "subpart"  # 第一分编
    CHAPTER = "chapter"  # 第一章
    SECTION = "section"  # 第一节
    ARTICLE = "article"  # 第一条
    HAN = "han"  # 一、 一.
    HAN_BRACKET = "han-bracket"  # （一）
    ARABIC = "arabic"  # 1.
    ARABIC_BRACKET = "arabic-bracket"  # （1）
    CIRCLED = "circled"  # ①


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that a paragraph opens with. `end` is where the words after it begin."""

    style: NumberingStyle
    number: int
    end: int


# From the outermost to the innermost: what a text uses of these nests in this order (立法法 article 65 for 编 to 条).
NESTING = tuple(NumberingStyle)
# What a law is divided into, above its articles.
DIVISIONS = (NumberingStyle.PART, NumberingStyle.SUBPART, NumberingStyle.CHAPTER, NumberingStyle.SECTION)

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN_NUMBER = f"[{ORDINAL}]{{1,4}}"
_DIVISION = re.compile(rf"第([{CARDINAL}]{{1,8}}|\d{{1,3}})(分?编|[章节条])(?![、，的第和至款项])")
_DIVISIONS = {
    "编": NumberingStyle.PART,
    "分编": NumberingStyle.SUBPART,
    "章": NumberingStyle.CHAPTER,
    "节": NumberingStyle.SECTION,
    "条": NumberingStyle.ARTICLE,
}
# What follows a number in brackets that is spoken of: （一）、（二）项, （1）和（2）.
_MARKERS = (
    (re.compile(rf"({_HAN_NUMBER})[、.．]"), NumberingStyle.HAN),
    (re.compile(rf"（({_HAN_NUMBER})）(?![、，项和至]|（{_HAN_NUMBER}）)"), NumberingStyle.HAN_BRACKET),
    (re.compile(r"(\d{1,2})(?:[.．](?!\d)|[.．](?=\d{4}年)|、)"), NumberingStyle.ARABIC),  # 2.2023年… is no decimal
    (re.compile(r"（(\d{1,2})）(?![、，项和至])"), NumberingStyle.ARABIC_BRACKET),
    (re.compile(f"([{CIRCLED}])"), NumberingStyle.CIRCLED),
)


_FIRST = re.compile(rf"[第（\d{ORDINAL}{CIRCLED}]")


def find_marker(text: str) -> Marker | None:
    """The number that a text opens with, or None."""
    if not _FIRST.match(text):
        return None
    if division := _DIVISION.match(text):
        number = parse_whole(division[1])
        return None if number is None else Marker(_DIVISIONS[division[2]], number, division.end())
    for pattern, style in _MARKERS:
        match = pattern.match(text)
        if match is None:
            continue
        number = CIRCLED.index(match[1]) + 1 if match[1] in CIRCLED else parse_whole(match[1])
        if number is not None:
            return Marker(style, number, match.end())
    return None
