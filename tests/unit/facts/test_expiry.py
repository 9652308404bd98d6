"""The last day of a validity."""

import datetime as dt

import pytest

from gongbao.facts.expiry import last_day
from gongbao.model import Validity

D = dt.date


@pytest.mark.parametrize(
    ("validity", "day", "why"),
    [
        (Validity(expires=D(2023, 5, 31)), D(2023, 5, 31), "as it says"),
        (Validity(D(2021, 6, 1), None, "五年"), D(2026, 5, 31), "a term in Chinese numerals"),
        (Validity(D(2021, 6, 1), None, "2年"), D(2023, 5, 31), "in digits"),
        (Validity(D(2020, 2, 29), None, "一年"), D(2021, 2, 27), "from a day that the last year lacks"),
        (Validity(D(2021, 8, 31), None, "六个月"), D(2022, 2, 27), "a month that is shorter"),
        (Validity(D(2021, 1, 1), None, "十二个月"), D(2021, 12, 31), "months that make a year"),
        (Validity(D(2021, 1, 1), None, "二五年"), D(2045, 12, 31), "figures without 十"),
        (Validity(D(9990, 1, 1), None, "十年"), None, "behind the last year of the calendar"),
        (Validity(D(2021, 1, 1), None, "长期"), None, "no term"),
        (Validity(None, None, "五年"), None, "from when?"),
    ],
)
def test_the_last_day_in_force(validity: Validity, day: D | None, why: str) -> None:
    """A term ends the day before the day on which it began."""
    assert last_day(validity) == day, why
