"""Dates that stand alone, and months counted on."""

import datetime as dt

import pytest

from gongbao.language.dates import add_months, parse_date, parse_month


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        ("2021年4月22日", dt.date(2021, 4, 22), "in figures"),
        ("二〇二一年四月二十二日", dt.date(2021, 4, 22), "in Chinese numerals"),
        ("2021年2月30日", None, "no such day"),
        ("2021年4月", None, "a month"),
        ("自2021年4月22日起", None, "words around it"),
    ],
)
def test_dates(text, day, why):
    """A date is a date only when the whole text is one that the calendar has."""
    assert parse_date(text) == day, why


@pytest.mark.parametrize(
    ("text", "month", "why"),
    [
        ("2021年4月份", (2021, 4), "with its year"),
        ("四月", (None, 4), "without"),
        ("13月", None, "no such month"),
        ("4月工作", None, "more than a month"),
    ],
)
def test_months(text, month, why):
    """A heading of a chronicle is a month and nothing else."""
    assert parse_month(text) == month, why


@pytest.mark.parametrize(
    ("day", "months", "later", "why"),
    [
        (dt.date(2022, 12, 31), 2, dt.date(2023, 2, 28), "the last day of a shorter month"),
        (dt.date(2020, 2, 29), 12, dt.date(2021, 2, 28), "a year without that day"),
        (dt.date(2021, 11, 5), 1, dt.date(2021, 12, 5), "December is a month of its own year"),
        (dt.date(2021, 6, 1), 60, dt.date(2026, 6, 1), "five years"),
        (dt.date(2021, 6, 1), 12 * 9000, None, "behind the last year of the calendar"),
    ],
)
def test_months_later(day, months, later, why):
    """Months are counted on to the same day, or to the last that there is."""
    assert add_months(day, months) == later, why
