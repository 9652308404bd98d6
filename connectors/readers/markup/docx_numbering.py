"""The numbers that Word sets before paragraphs: they are counted as it shows the text, and stand nowhere in it.

ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (formats of numbers).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

from gongbao.language.numbering import CIRCLED
from gongbao.language.numerals import DIGITS, write_numeral

PLACEHOLDER = re.compile(r"%([1-9])")
JOINED = "、）)．.。：: 　"  # a label that ends so needs no blank behind it
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
MOST = 10_000  # a count beyond is written in Arabic figures
MOST_STYLES = 30  # that a style may be based on, one on the other


def write_roman(number: int) -> str:
    """The Roman numeral of a number."""
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    text = ""
    for value, letters in (*steps, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        text += letters * count
    return text


def write_letter(number: int) -> str:
    """The letter of a number, doubled beyond the last: A, …, Z, AA, BB."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _choose(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _spell_digits(number: int) -> str:
    return "".join(DIGITS[int(digit) + 1] for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)}),
    "decimalEnclosedCircle": _choose(CIRCLED),
    "decimalEnclosedCircleChinese": _choose(CIRCLED),
    "upperRoman": write_roman,
    "lowerRoman": lambda number: write_roman(number).lower(),
    "upperLetter": write_letter,
    "lowerLetter": lambda number: write_letter(number).lower(),
    "ideographTraditional": _choose(STEMS),
    "ideographZodiac": _choose(BRANCHES),
    "ideographDigital": _spell_digits,
    "none": lambda number: "",
}
FORMATS |= dict.fromkeys(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ),
    write_numeral,
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers are written, what stands around them, and where they begin."""

    format: str
    text: str
    start: int
    suffix: str
    figures: bool  # whether numbers of the levels above are in figures here


class Numbering:
    """The lists of a document, and how far each is counted.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        root = getattr(part, "element", None)
        found = [] if root is None else root.findall(qn("w:abstractNum"))
        self._lists = {_read(e, "w:abstractNumId"): _read_levels(e) for e in found}
        self._styled = {(_read(e, "w:abstractNumId"), s): n for e in found for n, s in _read_styles(e)}
        self._used = {} if root is None else {_read(e, "w:numId"): e for e in root.findall(qn("w:num"))}
        self._styles = {s.get(qn("w:styleId")): s for s in document.styles.element.findall(qn("w:style"))}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def write_label(self, paragraph: _Element) -> str:
        """The number that Word sets before a paragraph, which is counted by this; nothing where it sets none."""
        place = self._find_place(paragraph)
        used = self._used.get(place[0]) if place else None
        if place is None or used is None:
            return ""
        name, at = place
        abstract = _read_child(used, "w:abstractNumId") or ""
        levels = self._lists.get(abstract, {})
        if at not in levels:
            return ""
        counts = self._count(abstract, name, at, levels, _find_restart(used, at))
        level = levels[at]
        if level.format == "bullet":
            return ""  # a sign from a font of signs, which is no text

        def write(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            number = counts.get(above, levels[above].start if above in levels else 1)
            kind = "decimal" if level.figures or above not in levels else levels[above].format
            return FORMATS.get(kind, str)(number) if 0 < number < MOST else str(number)

        label = PLACEHOLDER.sub(write, level.text)
        parted = not label or level.suffix == "nothing" or label[-1] in JOINED
        return label if parted else label + "　"

    def _count(
        self, abstract: str, name: str, at: int, levels: dict[int, Level], restart: int | None
    ) -> dict[int, int]:
        """Count one more of a level; those below begin anew."""
        counts = self._counts.setdefault(abstract, {})
        if restart is not None and (name, at) not in self._restarted:
            self._restarted.add((name, at))
            counts[at] = restart
        else:
            counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for below in [level for level in counts if level > at]:
            del counts[below]
        return counts

    def _find_place(self, paragraph: _Element) -> tuple[str, int] | None:
        """The list and the level that a paragraph is in, by itself or by its style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = properties.find(qn("w:numPr"))
        name = _read_child(properties, "w:pStyle")
        if own is not None and (number := _read_child(own, "w:numId")) is not None:
            return None if number == "0" else (number, _to_level(_read_child(own, "w:ilvl")))
        for _ in range(MOST_STYLES):
            style = self._styles.get(name)
            if style is None:
                return None
            numbered = style.find(f"./{qn('w:pPr')}/{qn('w:numPr')}")
            number = _read_child(numbered, "w:numId") if numbered is not None else None
            if numbered is not None and number is not None:
                used = self._used.get(number)
                abstract = _read_child(used, "w:abstractNumId") if used is not None else None
                level = self._styled.get((abstract or "", name or ""), _to_level(_read_child(numbered, "w:ilvl")))
                return None if number == "0" else (number, level)
            name = _read_child(style, "w:basedOn")
        return None


def _read_levels(abstract: _Element) -> dict[int, Level]:
    levels = {}
    for element in abstract.findall(qn("w:lvl")):
        figures = element.find(qn("w:isLgl")) is not None
        start = _read_child(element, "w:start") or "1"
        levels[_to_level(_read(element, "w:ilvl"))] = Level(
            _read_child(element, "w:numFmt") or "decimal",
            _read_child(element, "w:lvlText") or "",
            int(start) if start.isdecimal() and len(start) < 6 else 1,
            _read_child(element, "w:suff") or "tab",
            figures,
        )
    return levels


def _read_styles(abstract: _Element) -> list[tuple[int, str]]:
    """The levels of a list that a style of paragraphs is tied to."""
    found = ((e, _read_child(e, "w:pStyle")) for e in abstract.findall(qn("w:lvl")))
    return [(_to_level(_read(e, "w:ilvl")), style) for e, style in found if style is not None]


def _find_restart(used: _Element, at: int) -> int | None:
    """The number at which this use of a list begins a level anew."""
    for override in used.findall(qn("w:lvlOverride")):
        start = _read_child(override, "w:startOverride")
        if _read(override, "w:ilvl") == str(at) and start is not None and start.isdecimal() and len(start) < 6:
            return int(start)
    return None


def _to_level(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) == 1 else 0


def _read(element: _Element, name: str) -> str:
    return element.get(qn(name)) or ""


def _read_child(element: _Element, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None
