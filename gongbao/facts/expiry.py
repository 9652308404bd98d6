"""When a document ends, from its own words: the day it names, or the term it sets."""

import datetime as dt
import re

from gongbao.language.dates import add_months
from gongbao.language.numerals import parse_whole
from gongbao.model import Validity

_TERM = re.compile(r"(?P<count>\d{1,2}|[一二两三四五六七八九]?十?[一二三四五六七八九]?)(?P<unit>年|个月)")


def last_day(validity: Validity) -> dt.date | None:
    """The last day on which a document is in force; None where its words don't say."""
    if validity.expires or not (validity.effective_from and validity.valid_for):
        return validity.expires
    match = _TERM.match(validity.valid_for)
    count = parse_whole(match["count"]) if match else None
    if match is None or count is None:
        return None
    after = add_months(validity.effective_from, count * (12 if match["unit"] == "年" else 1))
    return after - dt.timedelta(days=1) if after else None
