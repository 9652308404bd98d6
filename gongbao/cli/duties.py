"""Commands that say who must do what, and what is to be reached."""

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import typer

from gongbao import composition
from gongbao.app.duties import DutyRole
from gongbao.cli.looking import parse_day, parse_last_day
from gongbao.cli.printing import print_table, say, say_json, say_text
from gongbao.errors import InputError

if TYPE_CHECKING:
    from gongbao.app.duties import AssignedDuty

COLUMNS = ("due", "deadline", "lead", "responsible", "cooperating", "task", "headings", "document", "number", "pages")
FORMS = ("table", "csv", "ics", "json")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao duties 市水利局 --role lead --due-before 2022-01-01 --as csv")(duties)
    app.command(epilog="Example: gongbao targets 绿色建筑")(targets)


def duties(
    body: str | None = typer.Argument(None, help="Whose: 市水利局, or the end of the name. Without it: everybody's."),
    role: str | None = typer.Option(None, help=f"Only where the body is {', '.join(DutyRole)}."),
    due_from: str | None = typer.Option(None, help="Only what is due on this day or later: 2021-04-22, 2021-04."),
    due_before: str | None = typer.Option(None, help="Only what is due before this day."),
    issuer: str | None = typer.Option(None, help="Of documents that a body issued, whole: 聊城市人民政府."),
    since: str | None = typer.Option(None, help="Of documents dated on or after: 2021-04-22, 2021-04 or 2021."),
    until: str | None = typer.Option(None, help="Of documents dated on or before this, or its last day."),
    form: str = typer.Option("table", "--as", help=f"{', '.join(FORMS)}: ics is a calendar of what has a day."),
) -> None:
    """List what bodies must do, by when, and where that stands. Exit code 1: nothing."""
    from gongbao.app.duties import find_duties
    from gongbao.ports import Selection

    if form not in FORMS:
        raise InputError(f"“{form}” is no form.", f"There are: {', '.join(FORMS)}.")
    selection = Selection(issuer=issuer, since=parse_day(since), until=parse_last_day(until))
    wanted = body, _parse_role(role), parse_day(due_from), parse_day(due_before), selection
    with composition.open_ledger(composition.read_settings()) as ledger:
        found = list(find_duties(ledger, *wanted))
    if form == "csv":
        say_text(write_csv(found).rstrip("\n"))
    elif form == "ics":
        say_text(write_calendar(found).rstrip("\n"))
    elif form == "json":
        for one in found:
            say_json(make_row(one))
    elif found:
        print_table(COLUMNS[:6] + COLUMNS[7:8], [_make_cells(one) for one in found])
    else:
        say("No such duty.")
    if not found:
        raise typer.Exit(1)


def make_row(one: "AssignedDuty") -> dict[str, Any]:
    """A duty as a row: days in ISO 8601, lists as lists."""
    duty, document = one.duty, one.document
    return {
        "due": duty.due.isoformat() if duty.due else None,
        "deadline": duty.deadline or "、".join(duty.deadlines) or None,
        "lead": list(duty.lead),
        "responsible": list(duty.responsible),
        "cooperating": list(duty.cooperating),
        "task": one.task,
        "headings": list(one.headings),
        "document": document.id,
        "number": document.number,
        "pages": list(document.pages),
        "title": document.title,
        "paragraph": duty.paragraph,
    }


def write_csv(found: "list[AssignedDuty]") -> str:
    """Duties as CSV (RFC 4180), a head and a row each; of lists the items are parted by 、."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "title", "paragraph"))
    for one in found:
        writer.writerow([_to_cell(value) for value in make_row(one).values()])
    return out.getvalue()


def write_calendar(found: "list[AssignedDuty]") -> str:
    """Duties that have a last day as a calendar (RFC 5545), an event of that whole day each."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//gongbao//duties//ZH")
    calendar.add("version", "2.0")
    for n, one in enumerate(found):
        if one.duty.due is None:
            continue
        event = Event()
        event.add("uid", f"{one.document.id}#{one.duty.paragraph}-{one.duty.start}-{n}")
        event.add("dtstamp", dt.datetime.combine(one.document.date or one.duty.due, dt.time(), dt.UTC))
        event.add("dtstart", one.duty.due)
        event.add("summary", one.task[:200])
        said = make_row(one)
        event.add("description", "\n".join(f"{name}: {_to_cell(said[name])}" for name in COLUMNS[1:] if said[name]))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text.replace("\r\n", "\n")


def targets(
    words: str | None = typer.Argument(None, help="What its indicator or sentence holds: 绿色建筑. Without it: all."),
    due_before: str | None = typer.Option(None, help="Only what is to be reached before this day."),
    issuer: str | None = typer.Option(None, help="Of documents that a body issued, whole: 聊城市人民政府."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON lines."),
) -> None:
    """List what is to reach which value by when. Exit code 1: nothing."""
    from gongbao.facts import kind
    from gongbao.facts.forms import plain_row
    from gongbao.ports import Selection

    before = parse_day(due_before)
    with composition.open_ledger(composition.read_settings()) as ledger:
        stored = [
            one
            for one in ledger.facts("targets", Selection(issuer=issuer))
            if (not words or words in one.fact.indicator or words in one.fact.sentence)
            and (before is None or (one.fact.due is not None and one.fact.due < before))
        ]
    if as_json:
        for one in stored:
            say_json({"issue": one.issue, "document": one.document} | plain_row(kind("targets"), one.fact))
    elif stored:
        head = ("indicator", "bound", "value", "unit", "deadline", "document")
        print_table(head, [[*(getattr(one.fact, name) for name in head[:-1]), one.document] for one in stored])
    else:
        say("No such target.")
    if not stored:
        raise typer.Exit(1)


def _parse_role(word: str | None) -> DutyRole | None:
    if word is None:
        return None
    try:
        return DutyRole(word)
    except ValueError:
        raise InputError(f"There is no role “{word}”.", f"There are: {', '.join(DutyRole)}.") from None


def _make_cells(one: "AssignedDuty") -> list[Any]:
    row = make_row(one)
    return [_to_cell(row[name]) for name in COLUMNS[:6] + COLUMNS[7:8]]


def _to_cell(value: Any) -> Any:
    return "、".join(map(str, value)) if isinstance(value, list) else value
