"""Numbers as gazettes write them: 5000, 1,200.5, 三百, 2.3亿."""

import re
from decimal import Decimal

DIGITS = "零〇一二三四五六七八九"
_VALUE = {c: max(0, i - 1) for i, c in enumerate(DIGITS)} | {"两": 2, "壹": 1, "贰": 2, "叁": 3}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_SCALE = {"万": 10**4, "亿": 10**8}

# Patterns of a number. Both start only where one starts and are bounded, so that long runs cost no more than short.
ARABIC = r"(?<![\d.])(?:\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)(?!\d)"
CHINESE = "(?<![零〇一二三四五六七八九两十百千])[零〇一二三四五六七八九两十百千]{1,12}"


def chinese_value(text: str) -> int | None:
    """三百二十 → 320, 二〇二一 → 2021; None for what is no number."""
    if not text or any(c not in _VALUE and c not in _UNIT and c not in _SCALE for c in text):
        return None
    if all(c in _VALUE for c in text):
        return int("".join(str(_VALUE[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _VALUE:
            digit = _VALUE[c]
        elif c in _UNIT:
            section += (digit or 1) * _UNIT[c]
            digit = 0
        else:
            total = (total + section + digit) * _SCALE[c]
            section = digit = 0
    return total + section + digit


def value(text: str) -> Decimal | None:
    """The value of a number in either script, with 十 百 千 万 亿 behind it: 1.5亿 → 150000000."""
    match = re.fullmatch(r"([\d.,，]+)([十百千万亿]*)", text)
    if match is None:
        plain = chinese_value(text)
        return None if plain is None else Decimal(plain)
    number = Decimal(re.sub("[,，]", "", match[1]))
    for c in match[2]:
        number *= _UNIT.get(c) or _SCALE[c]
    return number


def plain(number: Decimal) -> str:
    """A decimal without exponent and needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
