"""MONEY and PERCENT."""

import re
from decimal import Decimal

from gongbao.language.characters import DASHES
from gongbao.language.numerals import ARABIC, CARDINAL, CHINESE, DIGITS, format_decimal, parse_number
from transforms.tag.mentions import Mention

_NUMBER = rf"(?:{ARABIC})"
_SCALED = f"{_NUMBER}[十百千万亿]{{0,2}}"
_TO = f"[{DASHES}]"
_CURRENCY = "美|欧|港|日|澳|加|台"
# A Chinese numeral without a scale is no sum (一元 二元 of algebra): 五万, or 三百二十 and the like.
_CHINESE_SUM = (
    f"{CHINESE}[万亿]{{1,2}}|(?<![{CARDINAL}])[一二三四五六七八九两][零一二三四五六七八九十百千]{{0,10}}[十百千]"
)
# 元 that begins another word (元素, 元旦) is no unit.
_MONEY = re.compile(rf"(?:{_SCALED}{_TO})?(?:{_SCALED}|{_CHINESE_SUM})(?:{_CURRENCY})?元(?![素旦宵宇月])")
_PERCENT = re.compile(
    rf"(?:{_NUMBER}{_TO})?{_NUMBER}(?:[%％‰]|个百分点)|{CHINESE}个百分点|百分之{CHINESE}(?:点{CHINESE})?"
)
_SHARED = re.compile("[%％‰百]")  # one of these is in every share
_PART = re.compile(rf"{_NUMBER}[十百千万亿]*|[{DIGITS}两十百千万亿]+")


def find_quantities(text: str) -> list[Mention]:
    """Sums in 元 and shares. `norm` is the sum in its unit (yuan, or 100USD…) or the ratio; a/b for a range."""
    found: list[Mention] = []
    if "元" in text:
        found += [Mention(m.start(), m.end(), "MONEY", "money", _yuan(m.group())) for m in _MONEY.finditer(text)]
    if _SHARED.search(text):
        found += [Mention(m.start(), m.end(), "PERCENT", "percent", _ratio(m.group())) for m in _PERCENT.finditer(text)]
    return found


def _yuan(text: str) -> str | None:
    foreign = re.search(rf"({_CURRENCY})元$", text)
    body = text[: foreign.start()] if foreign else text[:-1]
    parts = [p.group() for p in _PART.finditer(body)]
    if len(parts) == 2 and not re.search("[十百千万亿]", parts[0]):
        parts[0] += "".join(re.findall("[十百千万亿]", parts[1]))  # 10—20万元: both are 万
    values = [parse_number(part) for part in parts]
    if not values or None in values:
        return None
    unit = f" {foreign[1]}元" if foreign else ""
    return "/".join(format_decimal(v) for v in values if v is not None) + unit


def _ratio(text: str) -> str | None:
    if text.startswith("百分之"):
        whole, _, part = text[3:].partition("点")
        number = parse_number(whole)
        decimals = "".join(str(parse_number(c)) for c in part)
        return None if number is None else format_decimal((number + Decimal(f"0.{decimals or 0}")) / 100)
    base = 1000 if text.endswith("‰") else 100
    values = [parse_number(part.group()) for part in _PART.finditer(re.sub("[%％‰]|个百分点", "", text))]
    return "/".join(format_decimal(v / base) for v in values if v is not None) or None
