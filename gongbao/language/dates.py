"""Dates, months and how they are counted on.

The patterns of a year, a month and a day in Arabic figures are parts for others to build on. They are strict, so that
in running text 13月 is no month; a text that is a date and nothing else is matched loosely and left to the calendar.
"""

import calendar
import datetime as dt
import re

from gongbao.language.characters import DASHES
from gongbao.language.numerals import parse_whole

YEAR = r"(?:19|20)\d\d"
MONTH = "(?:1[0-2]|0?[1-9])"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# What stands between the two ends of a range: 2018—2022年, 6月1日至5日.
RANGE = f"(?:——|[{DASHES}]|至|到)"

HAN_YEAR = "[二一][〇○零一二三四五六七八九]{3}"
_HAN_COUNT = "[一二三四五六七八九十]"
DATE = re.compile(
    rf"(?P<year>{YEAR}|{HAN_YEAR})年(?P<month>\d{{1,2}}|{_HAN_COUNT}{{1,2}})月(?P<day>\d{{1,2}}|{_HAN_COUNT}{{1,3}})日"
)
MONTH_HEAD = re.compile(rf"(?:(?P<year>{YEAR})年)?(?P<month>\d{{1,2}}|{_HAN_COUNT}{{1,2}})月(?:份)?")


def parse_date(text: str) -> dt.date | None:
    """The date that a text is and nothing else, in Arabic or Chinese figures."""
    match = DATE.fullmatch(text)
    if match is None:
        return None
    return make_date(*(parse_whole(field) or 0 for field in match.group("year", "month", "day")))


def parse_month(text: str) -> tuple[int | None, int] | None:
    """Year, if it says one, and month that a heading of a chronicle is and nothing else, or None."""
    match = MONTH_HEAD.fullmatch(text)
    if match is None:
        return None
    month = parse_whole(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    return int(match["year"]) if match["year"] else None, month


def make_date(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """The day of that number; None where one is missing or the calendar has no such day."""
    if not year or not month or not day:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange(year, month)[1]


def add_months(day: dt.date, months: int) -> dt.date | None:
    """The same day some months later, or the last of that month; None behind the last year of the calendar."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(day.day, month_days(year, month + 1)))
