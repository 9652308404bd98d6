"""When a document ends, from its own words: the day it names, or the term it sets."""

import datetime as dt
import re

from gongbao.model import Validity

_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TERM = re.compile(r"(?P<count>\d{1,2}|[一二两三四五六七八九]?十?[一二三四五六七八九]?)(?P<unit>年|个月)")


def last_day(validity: Validity) -> dt.date | None:
    """The last day on which a document is in force; None where its words don't tell."""
    if validity.expires or not (validity.effective_from and validity.valid_for):
        return validity.expires
    match = _TERM.match(validity.valid_for)
    if match is None or not match["count"]:
        return None
    months = _count(match["count"]) * (12 if match["unit"] == "年" else 1)
    return _add_months(validity.effective_from, months) - dt.timedelta(days=1)


def _count(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    if "十" in numeral:
        tens, ones = numeral.split("十")
        return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)
    return _NUMERALS[numeral]


def _add_months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
