"""Commands for operators: doctor."""

import typer

from gongbao import composition
from gongbao.cli.printing import say, say_json


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao doctor --json")(doctor)


def doctor(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """Check settings, ledger and servers, a line each. Exit code 1 where something does not work."""
    from gongbao.app.doctor import diagnose

    found = diagnose(composition.list_checks(composition.read_settings()))
    if as_json:
        rows = [{"what": d.name, "ok": d.ok, "said": d.said} for d in found]
        say_json(rows, indent=1)
    else:
        for d in found:
            say(f"{'ok  ' if d.ok else 'FAIL'}  {d.name:13} {d.said}")
    if not all(d.ok for d in found):
        raise typer.Exit(1)
