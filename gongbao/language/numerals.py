"""Numbers as gazettes write them: 5000, 1,200.5, 三百, 二〇二一, 2.3亿."""

import re
from decimal import Decimal

DIGITS = "零〇一二三四五六七八九"  # the digit n stands at n + 1, as 0 has two characters
_VALUES = {c: max(0, i - 1) for i, c in enumerate(DIGITS)} | {"○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}

LONGEST = 40  # characters: what is longer is no number, and would take time to work out

# The insides of character classes: what a number of a paragraph, and what a sum, is written with.
ORDINAL = f"{DIGITS}十百"
CARDINAL = f"{DIGITS}两十百千"

# Patterns of a number. Both start only where one starts and are bounded, so that long runs cost no more than short.
ARABIC = r"(?<![\d.])(?:\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)(?!\d)"
CHINESE = f"(?<![{CARDINAL}])[{CARDINAL}]{{1,12}}"

_SCALED = re.compile(r"([\d.,，]+)([十百千万亿]*)")


def parse_numeral(text: str) -> int | None:
    """The value of a Chinese numeral: 三百二十 is 320, 二〇二一 is 2021; None for what is no number."""
    if not text or len(text) > LONGEST or any(c not in _VALUES and c not in _UNITS and c not in _SCALES for c in text):
        return None
    if all(c in _VALUES for c in text):
        return int("".join(str(_VALUES[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _VALUES:
            digit = _VALUES[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            total = (total + section + digit) * _SCALES[c]
            section = digit = 0
    return total + section + digit


def write_numeral(number: int) -> str:
    """A number from 0 to 99,999,999 as a Chinese numeral: 12 is 十二, 320 三百二十, 105 一百〇五.

    Raises ValueError for a number outside that range.
    """
    if not 0 <= number < 10**8:
        raise ValueError(f"{number} is not written as a numeral")
    high, low = divmod(number, 10**4)
    text = _write_section(high) + "万" if high else ""
    if low or not high:
        text += ("〇" if high and low < 1000 else "") + _write_section(low)
    return text.removeprefix("一") if text.startswith("一十") else text


def _write_section(number: int) -> str:
    """A number below 10,000; each gap within it is one 〇."""
    text, gap = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit:
            text += ("〇" if gap and text else "") + DIGITS[digit + 1] + unit
        gap = digit == 0
    return text or "〇"


def parse_whole(text: str) -> int | None:
    """The value of a whole number in either script: 12 and 十二."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= LONGEST else None
    return parse_numeral(text)


def parse_number(text: str) -> Decimal | None:
    """The value of a number in either script, with 十 百 千 万 亿 behind it: 1.5亿 is 150000000."""
    match = _SCALED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        whole = parse_numeral(text)
        return None if whole is None else Decimal(whole)
    number = Decimal(match[1].replace(",", "").replace("，", ""))
    for c in match[2]:
        number *= _UNITS.get(c) or _SCALES[c]
    return number


def format_decimal(number: Decimal) -> str:
    """A decimal without exponent and needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
