"""DATE: years, months and days, whole or partial, single or from–to, and what days they name."""

import datetime as dt
import re
from typing import NamedTuple

from gongbao.language.dates import DAY, MONTH, RANGE, YEAR, month_days
from gongbao.language.numerals import DIGITS, parse_whole
from transforms.tag.mentions import Mention

_HAN_YEAR = r"[一二][〇○零九]\S{2}(?<=[〇○零一二三四五六七八九]{4})"
_ANY_YEAR = rf"(?:(?<![\d.]){YEAR}|{_HAN_YEAR})年"
_ANY_MONTH = rf"(?:{MONTH}|十[一二]?|[一二三四五六七八九])月"
_ANY_DAY = rf"(?:{DAY}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
_ARABIC_MONTH = rf"(?<![\d.]){MONTH}月"
_ARABIC_DAY = rf"(?<![\d.]){DAY}日"
_MONTH_PART = "(?:份?(?:月?底|末|初|上旬|中旬|下旬)|份)"
_YEAR_PART = r"(?:年底|年末|年初|年中|底|末|初|度|上半年|下半年|第?[一二三四1-4]季度)"

# One end of a range, or a date alone. A month or a day alone is written in Arabic figures.
_POINT = (
    rf"(?:{_ANY_YEAR}(?:{_ANY_MONTH}(?:{_ANY_DAY}|{_MONTH_PART})?|{_YEAR_PART})?"
    rf"|{_ARABIC_MONTH}(?:{_ANY_DAY}|{_MONTH_PART})?|{_ARABIC_DAY})"
)
# The first end of a range that leaves its unit to the second: 2018—|2022年, 1—|6月, 28—|30日, 6月1—|5日.
_BARE_START = "|".join(
    (
        rf"{YEAR}{RANGE}(?={YEAR}年)",
        rf"{MONTH}{RANGE}(?={MONTH}月)",
        rf"{DAY}{RANGE}(?={DAY}日)",
        rf"{YEAR}年{MONTH}{RANGE}(?={MONTH}月)",
        rf"(?:{YEAR}年)?{MONTH}月{DAY}{RANGE}(?={DAY}日)",
    )
)
_DATE = re.compile(rf"(?=[\d一二])(?<![\d.])(?:{_BARE_START})?{_POINT}(?:{RANGE}{_POINT})?")
_ANY_UNIT = re.compile("[年月日]")
# A day of which only the number is given is a date only where it cannot be a length of time.
_BARE_DAY = re.compile(rf"{_ARABIC_DAY}(?:{RANGE}{_ARABIC_DAY})?")
_BEFORE_LENGTH = re.compile(
    r"(?:[第满足于过为达约近余少多共计每隔期前后]|连续|至少|超过|之日起|日起|不[少多]于|[≤≥<>＜＞])$"
)
_AFTER_LENGTH = re.compile(r"(?:[内后游以均龄制报历]|之内|左右|工作制|无理由|为一)")

_RANGE = re.compile(RANGE)
_FIELD = re.compile(rf"([\d○{DIGITS}十]+)([年月日])?")

_HALVES = {"上": (1, 6), "下": (7, 12)}
_QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))


class Period(NamedTuple):
    """Days from `first` to `last`, both within."""

    first: dt.date
    last: dt.date


def find_dates(text: str, year: int | None = None, month: int | None = None) -> list[Mention]:
    """Every date of a text. `norm` is ISO, as whole as the words and the given year (and month) allow."""
    if not _ANY_UNIT.search(text):
        return []
    found = []
    for match in _DATE.finditer(text):
        if _BARE_DAY.fullmatch(match.group()) and _is_length(text, match.start(), match.end()):
            continue
        found.append(Mention(match.start(), match.end(), "DATE", "date", normal_form(match.group(), year, month)))
    return found


def _is_length(text: str, start: int, end: int) -> bool:
    if start and re.search(r"(?:每月|次月|当月|本月|上月|下月|同月)$", text[max(0, start - 2) : start]):
        return False
    return bool(_BEFORE_LENGTH.search(text[max(0, start - 4) : start]) or _AFTER_LENGTH.match(text, end))


def normal_form(text: str, year: int | None = None, month: int | None = None) -> str | None:
    """2021年6月1日 → 2021-06-01, 8月底 → 2021-08-31 where the year is known, 28—30日 → 2021-06-28/2021-06-30."""
    text = re.sub(r"(?<=年)度$", "", text)
    part = re.fullmatch(r"(\d{4})年(?:(上|下)半年|第?([一二三四1-4])季度)", text)
    if part:
        months = _HALVES[part[2]] if part[2] else _QUARTERS["一二三四1234".index(part[3]) % 4]
        return "/".join(f"{part[1]}-{m:02d}" for m in months)
    pieces = _RANGE.split(text)
    if len(pieces) > 2:
        return None
    ends = [_fields(piece, text) for piece in pieces]
    if len(ends) == 2:
        first, last = ends
        for name in ("year", "month"):  # 2021年6月1日至5日: the second takes over what it doesn't say
            if name not in last and name in first and not (name == "month" and "day" not in last):
                last[name] = first[name]
        for name in ("year", "month"):  # 2018—2022年, 1—6月
            if name not in first and name in last and _finer(first, name):
                first[name] = last[name]
                if name == "month" and first["day"] > last.get("day", 31):  # 30日至5月2日
                    first["month"] = last["month"] - 1 or 12
    parts = [_iso(end, year, month) for end in ends]
    return None if None in parts else "/".join(part for part in parts if part)


def _finer(fields: dict[str, int], name: str) -> bool:
    return "day" in fields or ("month" in fields and name == "year")


def _fields(piece: str, whole: str) -> dict[str, int]:
    fields: dict[str, int] = {}
    unit_of = {"年": "year", "月": "month", "日": "day"}
    matches = list(_FIELD.finditer(re.sub("第?[一二三四1-4]季度", "", piece)))
    for match in matches:
        number = parse_whole(match[1])
        if number is None:
            continue
        unit = match[2]
        if unit is None:  # the first end of 2018—2022年, 28—30日, 6月1—5日
            unit = next((u for u in ("日", "月", "年") if u in whole.replace(piece, "", 1)[:12]), None)
            if number > 1900:
                unit = "年"
        if unit:
            fields[unit_of[unit]] = number
    if re.search("年(?:年)?[底末]$", piece):
        fields.setdefault("month", 12)
        fields.setdefault("day", 31)
    elif re.search("月份?月?[底末]$", piece) and "month" in fields:
        fields["end_of_month"] = 1
    return fields


def _iso(fields: dict[str, int], year: int | None, month: int | None) -> str | None:
    y = fields.get("year", year)
    m = fields.get("month", month if "day" in fields else None)
    d = fields.get("day")
    if y is None or not 1 <= y <= 9999:
        return None
    if m is None:
        return None if d is not None else f"{y:04d}"
    if not 1 <= m <= 12:
        return None
    last = month_days(y, m)
    if "end_of_month" in fields:
        d = last
    if d is None:
        return f"{y:04d}-{m:02d}"
    return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= d <= last else None


def period(norm: str | None) -> Period | None:
    """The days that a normal form names: 2021-06 is all of June."""
    if not norm:
        return None
    ends = [_days(part) for part in norm.split("/")]
    return Period(ends[0].first, ends[-1].last)


def _days(iso: str) -> Period:
    fields = [int(part) for part in iso.split("-")]
    if len(fields) == 3:
        day = dt.date(*fields)
        return Period(day, day)
    first_month, last_month = (fields[1], fields[1]) if len(fields) == 2 else (1, 12)
    last_day = month_days(fields[0], last_month)
    return Period(dt.date(fields[0], first_month, 1), dt.date(fields[0], last_month, last_day))
