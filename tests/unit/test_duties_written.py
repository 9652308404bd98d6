"""How duties are written out: as CSV and as a calendar."""

import csv
import datetime as dt
import io

from builders import make_document
from icalendar import Calendar

from gongbao.app.duties import AssignedDuty
from gongbao.cli.duties import make_row, write_calendar, write_csv
from gongbao.model import Duty

DAY = dt.date(2021, 6, 30)
DOCUMENT = make_document(1, "示政发〔2021〕5号")
DUE = AssignedDuty(
    Duty(("甲局", "乙局"), (), ("丙局",), 1, 0, 9, '划定边界, "补水"', ("6月底前",), DAY),
    DOCUMENT,
    ("一、保护", "（一）水"),
)
SOME_TIME = AssignedDuty(Duty((), ("甲局",), (), 1, 0, 9, "宣传"), DOCUMENT, ())


def test_csv_reads_back() -> None:
    """Commas and quotation marks in a task part no cells; lists are parted by 、, and what is not said is empty."""
    first, second = csv.DictReader(io.StringIO(write_csv([DUE, SOME_TIME])))
    assert first["task"] == '划定边界, "补水"'
    assert (first["due"], first["lead"], first["headings"]) == ("2021-06-30", "甲局、乙局", "一、保护、（一）水")
    assert (second["due"], second["responsible"], second["document"]) == ("", "甲局", DOCUMENT.id)
    assert list(first) == list(make_row(DUE))


def test_calendar_has_what_has_a_day() -> None:
    """One event of the whole last day each, with who and where; the same again is the same."""
    written = write_calendar([DUE, SOME_TIME])
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert event.decoded("dtstart") == DAY
    assert str(event["summary"]) == '划定边界, "补水"'
    assert "lead: 甲局、乙局" in str(event["description"])
    assert DOCUMENT.id in str(event["description"])
    assert write_calendar([DUE, SOME_TIME]) == written
