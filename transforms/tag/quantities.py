"""MONEY and PERCENT."""

import re
from decimal import Decimal

from transforms.tag.mentions import Mention
from transforms.tag.numerals import ARABIC, CHINESE, plain, value

_NUMBER = rf"(?:{ARABIC})"
_CURRENCY = "美|欧|港|日|澳|加|台"
# 元 that begins another word (元素, 元旦) is no unit; nor is a Chinese numeral without a scale (一元 二元 of algebra).
_MONEY = re.compile(
    rf"(?:{_NUMBER}[十百千万亿]{{0,2}}[—–~～-])?(?:{_NUMBER}[十百千万亿]{{0,2}}|{CHINESE}[万亿]{{1,2}}|"
    rf"(?<![零〇一二三四五六七八九两十百千])[一二三四五六七八九两][零一二三四五六七八九十百千]{{0,10}}[十百千])"
    rf"(?:{_CURRENCY})?元(?![素旦宵宇月])"
)
_PERCENT = re.compile(
    rf"(?:{_NUMBER}[—–~～-])?{_NUMBER}(?:[%％‰]|个百分点)|{CHINESE}个百分点|百分之{CHINESE}(?:点{CHINESE})?"
)
_PART = re.compile(rf"{_NUMBER}[十百千万亿]*|[零〇一二三四五六七八九两十百千万亿]+")


def find_quantities(text: str) -> list[Mention]:
    """Sums in 元 and shares. `norm` is the sum in its unit (yuan, or 100USD…) or the ratio; a/b for a range."""
    found = [Mention(m.start(), m.end(), "MONEY", "money", _yuan(m.group())) for m in _MONEY.finditer(text)]
    found += [Mention(m.start(), m.end(), "PERCENT", "percent", _ratio(m.group())) for m in _PERCENT.finditer(text)]
    return found


def _yuan(text: str) -> str | None:
    foreign = re.search(rf"({_CURRENCY})元$", text)
    body = text[: foreign.start()] if foreign else text[:-1]
    parts = [p.group() for p in _PART.finditer(body)]
    if len(parts) == 2 and not re.search("[十百千万亿]", parts[0]):
        parts[0] += "".join(re.findall("[十百千万亿]", parts[1]))  # 10—20万元: both are 万
    values = [value(part) for part in parts]
    if not values or None in values:
        return None
    unit = f" {foreign[1]}元" if foreign else ""
    return "/".join(plain(v) for v in values if v is not None) + unit


def _ratio(text: str) -> str | None:
    if text.startswith("百分之"):
        whole, _, part = text[3:].partition("点")
        number = value(whole)
        decimals = "".join(str(value(c)) for c in part)
        return None if number is None else plain((number + Decimal(f"0.{decimals or 0}")) / 100)
    base = 1000 if text.endswith("‰") else 100
    values = [value(part.group()) for part in _PART.finditer(re.sub("[%％‰]|个百分点", "", text))]
    return "/".join(plain(v / base) for v in values if v is not None) or None
