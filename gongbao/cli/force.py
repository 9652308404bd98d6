"""The command that says what is in force."""

import datetime as dt
from typing import TYPE_CHECKING

import typer

from gongbao import composition
from gongbao.cli.looking import describe_phase, parse_day
from gongbao.cli.printing import Styled, print_table, say, say_json
from gongbao.errors import InputError
from gongbao.model import Force, Statement
from gongbao.serialization import to_data

if TYPE_CHECKING:
    from gongbao.app.force import TextOnDay


WORDS = ", ".join(Force)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: gongbao status 聊政发〔2016〕56号 --on 2021-06-01")(status)


def status(
    text: str | None = typer.Argument(None, help="A 文号, a title or a document's id. Without it: all, in a table."),
    on: str | None = typer.Option(None, "--on", help="As of this day, 2021-04-22; without it, today."),
    force: str | None = typer.Option(None, help=f"Only those that are {WORDS}."),
    expires_before: str | None = typer.Option(None, help="Only those in force whose last day is before this one."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON; of all texts, a line each."),
) -> None:
    """Say whether a text is in force on a day, since when, until when, and by which documents."""
    from gongbao.app.force import judge_text, list_texts

    day = parse_day(on) or dt.date.today()
    before = parse_day(expires_before)
    with composition.open_ledger(composition.read_settings()) as ledger:
        if text is not None:
            found = judge_text(ledger, text, day)
            say_json(_to_json(found), indent=1) if as_json else _print_text(found)
            return
        rows = list_texts(ledger, day, _parse_force(force), before)
        if as_json:
            for one in rows:
                say_json(_to_json(one))
            return
        table = [
            [one.text.id, one.phase.force.value, one.phase.first, one.phase.last, one.text.title or ""] for one in rows
        ]
    if not table:
        say("No such text.")
        raise typer.Exit(1)
    print_table(["text", "status", "since", "until", "title"], table)


def _parse_force(word: str | None) -> Force | None:
    if word is None:
        return None
    try:
        return Force(word)
    except ValueError:
        raise InputError(f"There is no status “{word}”.", f"There are: {WORDS}.") from None


def _print_text(found: "TextOnDay") -> None:
    text = found.text
    say(Styled(" ".join(filter(None, (text.number, text.title))) or text.id, bold=True))
    say(f"  {found.day}: {describe_phase(found.phase)}")
    if text.phases:
        say("")
    for phase in text.phases:
        by = f"  by {phase.because.by}" if phase.because else ""
        say("  ", describe_phase(phase), Styled(by, dim=True))
    if text.statements:
        say("")
    for said in text.statements:
        say("  ", _describe_statement(said), Styled(f"  {said.by}, paragraph {said.paragraph}", dim=True))
    if not text.documents:
        say("")
        say(Styled("  The ledger does not hold the text itself.", dim=True))


def _describe_statement(said: Statement) -> str:
    since = f" from {said.since}" if said.since else ""
    until = f" until {said.until}" if said.until else ""
    return f"{said.effect.value}{since}{until}" + (f" (said {said.said})" if said.said else "")


def _to_json(found: "TextOnDay") -> dict[str, object]:
    phase = to_data(found.phase)
    return {"day": found.day.isoformat(), "on": phase, **to_data(found.text)}
