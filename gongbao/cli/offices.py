"""The commands that say who holds which office."""

from typing import TYPE_CHECKING, Any

import typer

from gongbao import composition
from gongbao.cli.looking import parse_day
from gongbao.cli.printing import print_table, say, say_gazette_error, say_json
from gongbao.errors import NotFoundError
from gongbao.serialization import to_data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongbao.app.offices import HeldOffice
    from gongbao.ports import Ledger

HEAD = ("body", "office", "person", "since", "until", "remarks", "appointed by", "removed by")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao offices 市水利局 --on 2021-06-01")(offices)
    app.command(epilog="Example: gongbao who 王小明 --on 2021-06-01")(who)


def offices(
    body: str | None = typer.Argument(None, help="A body by any of its names: 市卫健委. Without it: all bodies."),
    on: str | None = typer.Option(None, "--on", help="Only who held the office on this day, 2021-04-22."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON lines: a person in an office each."),
) -> None:
    """Say who holds and held the offices of a body, from when to when, and by which documents.

    Exit code 1: nobody. An empty “since” or “until”: no document of the ledger says it.
    """
    from gongbao.app.offices import list_offices

    day = parse_day(on)
    _answer(lambda ledger: list_offices(ledger, body, day), as_json, HEAD)


def who(
    name: str = typer.Argument(..., help="The name of a person, whole."),
    on: str | None = typer.Option(None, "--on", help="Only the offices held on this day, 2021-04-22."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON lines: an office each."),
) -> None:
    """Say which offices a person holds and held, from when to when, and by which documents.

    Exit code 1: none. People who bear one name are not told apart.
    """
    from gongbao.app.offices import find_person

    day = parse_day(on)
    _answer(lambda ledger: find_person(ledger, name, day), as_json, HEAD)


def _answer(find: "Callable[[Ledger], list[HeldOffice]]", as_json: bool, head: "Sequence[str]") -> None:
    with composition.open_ledger(composition.read_settings()) as ledger:
        try:
            found = find(ledger)
        except NotFoundError as error:
            say_gazette_error(error)
            raise typer.Exit(1) from error
    if as_json:
        for one in found:
            say_json(_to_json(one))
    elif found:
        print_table(head, [_cells(one) for one in found])
        _say_misfits(found)
    else:
        say("Nobody, as far as the ledger knows.", err=True)
    if not found:
        raise typer.Exit(1)


def _cells(one: "HeldOffice") -> list[Any]:
    held = one.tenure
    return [
        one.office.body_name,
        one.office.office,
        held.person,
        held.since,
        held.until,
        _remark(one),
        held.appointed_by,
        held.removed_by,
    ]


def _remark(one: "HeldOffice") -> str:
    """What else is known of it, in few words."""
    held = one.tenure
    said = [
        f"试用期{held.probation}" if held.probation else held.manner.value if held.manner else None,
        held.note,
        f"expected until {held.expected_until}" if held.expected_until else None,
        f"again {', '.join(map(str, held.appointed_again))}" if held.appointed_again else None,
        held.leaving.value if held.leaving else None,
        f"followed by {held.followed_by}" if held.followed_by else None,
    ]
    return "; ".join(filter(None, said))


def _say_misfits(found: "Sequence[HeldOffice]") -> None:
    for office in {one.office.id: one.office for one in found}.values():
        for misfit in office.misfits:
            to = f" ({misfit.other})" if misfit.other else ""
            what = misfit.kind.value.replace("-", " ")
            say(f"{office.body_name} {office.office}: {misfit.person} {what}{to}, says {misfit.by}", err=True)


def _to_json(one: "HeldOffice") -> dict[str, Any]:
    office = {name: value for name, value in to_data(one.office).items() if name != "tenures"}
    return office | {"tenure": to_data(one.tenure)}
