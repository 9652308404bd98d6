"""Normal forms of dates."""

import datetime as dt

import pytest
from tagging import mark_again

from transforms.tag.dates import normal_form, period

DATES = [
    ("2021年6月1日", "2021-06-01", "a whole date"),
    ("2021年6月", "2021-06", "a month"),
    ("2021年", "2021", "a year"),
    ("2021年度", "2021", "度 changes nothing"),
    ("8月底", "2022-08-31", "the end of a month of the year given"),
    ("2024年年底", "2024-12-31", "the end of a year"),
    ("2024年2月底", "2024-02-29", "a leap year"),
    ("28—30日", "2022-04-28/2022-04-30", "days of the month given"),
    ("30日至5月2日", "2022-04-30/2022-05-02", "the first end is in the month before"),
    ("6月1日至9月30日", "2022-06-01/2022-09-30", "both ends in the year given"),
    ("2021年6月1日至5日", "2021-06-01/2021-06-05", "the second end takes over year and month"),
    ("2018—2022年", "2018/2022", "years"),
    ("2022年1—6月", "2022-01/2022-06", "months"),
    ("2021年第一季度", "2021-01/2021-03", "a quarter"),
    ("2021年下半年", "2021-07/2021-12", "half a year"),
    ("二〇二二年三月五日", "2022-03-05", "Chinese numerals"),
    ("2月30日", None, "no such day"),
]


@pytest.mark.parametrize(("text", "expected", "why"), DATES)
def test_date_norm(text: str, expected: str | None, why: str) -> None:
    """A date's normal form is ISO, completed from the year and month given."""
    assert normal_form(text, 2022, 4) == expected, why


def test_without_year_there_is_no_norm() -> None:
    """A month alone has no normal form where the year is unknown."""
    assert normal_form("8月底") is None


def test_period_of_partial_date() -> None:
    """A month stands for all its days, a range for all from its first to its last."""
    assert period("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert period("2021/2022") == (dt.date(2021, 1, 1), dt.date(2022, 12, 31))


MARKED = [
    ("自[DATE 2021年6月1日]起施行", "起 stays outside"),
    ("[DATE 14日]，召开会议", "a day alone"),
    ("[DATE 28—30日]举行", "a range is one"),
    ("[DATE 30日]下午举行", "下午 stays outside"),
    ("[DATE 8月底]前完成", "前 stays outside"),
    ("[DATE 2022年年底]前完成", "the end of a year"),
    ("到[DATE 2025年]", "a year"),
    ("[DATE 2021年度]考核", "the year as a period"),
    ("[DATE 2020—2022年]行动", "a range of years"),
    ("[DATE 2020年]以来", "以来 stays outside"),
    ("[DATE 2022年1—6月]累计", "a range of months"),
    ("[DATE 6月1日至9月30日]", "a range with 至"),
    ("有效期五年，为期三年", "lengths of time are none"),
    ("15日内办结，不少于10日", "days as a length are none"),
    ("30个工作日内，3个月", "lengths of time are none"),
    ("“十四五”期间，“五一”假期，近期", "named periods without a date are none"),
    ("上半年完成", "half a year without the year is none"),
    ("每月[DATE 10日]前报送", "a day of every month"),
    ("[DATE 二〇二二年三月五日]", "in Chinese numerals"),
]


@pytest.mark.parametrize(("marked", "why"), MARKED, ids=[row[1] for row in MARKED])
def test_dates_are_marked(marked: str, why: str) -> None:
    """Days, months and spans, and no figures of anything else."""
    assert mark_again(marked) == marked, why
