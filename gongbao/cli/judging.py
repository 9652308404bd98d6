"""Commands with which a person decides: accept, reject, withdraw, merge, findings; and what they decide on: files."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from gongbao import composition
from gongbao.cli.printing import print_table, say, say_json

if TYPE_CHECKING:
    from gongbao.ports import Commit


class ListsByDefault(TyperGroup):
    """`gongbao findings` lists, with what stands behind it, unless that begins with the name of a command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words, with `list` where no command is named."""
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


findings_app = typer.Typer(
    cls=ListsByDefault,
    help="List what needs a look: rejected files, files that wait, missing documents, torn texts.",
    epilog="Example: gongbao findings liaocheng/2021/4  ·  gongbao findings ack 1f0c2a",
)

FILE = typer.Argument(..., help="An issue's id, or a file: its hash (or the beginning), URI or path.")
WHY = typer.Option("", "--why", help="The reason; the events say it.")
MUST_WHY = typer.Option(..., "--why", help="The reason; the events say it.")
BY = typer.Option(None, "--by", help="Who decides; without it, the user of this process.")
JSON = typer.Option(False, "--json", help="Print JSON.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao files liaocheng/2021/6")(files)
    app.command(epilog="Example: gongbao accept 3f9a0c12 --why 'the corrected edition'")(accept)
    app.command(epilog="Example: gongbao reject liaocheng/2021/6 --why 'an excerpt'")(reject)
    app.command(epilog="Example: gongbao withdraw liaocheng/2021/6 --why 'it is of another city'")(withdraw)
    app.command(epilog="Example: gongbao merge unknown/2021/6 liaocheng/2021/6 --why 'the cover is missing'")(merge)
    app.command(epilog="Example: gongbao decisions --json")(decisions)
    app.add_typer(findings_app, name="findings")
    findings_app.command("list", epilog="Example: gongbao findings liaocheng/2021/4")(list_findings)
    findings_app.command("ack", epilog="Example: gongbao findings ack 1f0c2a --why 'printed so'")(acknowledge)


def files(
    issue: str | None = typer.Argument(None, help="An issue's id; all issues without it."),
    waiting: bool = typer.Option(False, "--waiting", help="Only those that wait in quarantine."),
    as_json: bool = JSON,
) -> None:
    """List the files that were read as issues: which stands, which wait for a decision, which are only witnesses."""
    with composition.open_ledger(composition.read_settings()) as ledger:
        found = [f for f in ledger.readings(issue) if not waiting or f.standing == "quarantined"]
    if as_json:
        rows = [{**asdict(f), "found": f.found.isoformat()} for f in found]
        say_json(rows, indent=1)
        return
    if not found:
        say("No files.")
        return

    print_table(
        ["file", "issue", "standing", "where", "why"],
        [[f.sha256[:12], f.issue, f.standing, f.uri, f.why] for f in found],
    )


def accept(name: str = FILE, why: str = WHY, by: str | None = BY, as_json: bool = JSON) -> None:
    """Make a file stand for its issue: one that waits, a witness, or one whose issue was withdrawn.

    What else is known of the issue then is passed over, and does not ask again.
    """
    from gongbao.app import judging

    with composition.open_ledger(composition.read_settings()) as ledger:
        _tell(judging.accept(ledger, name, why, _name(by)), as_json)


def reject(name: str = FILE, why: str = WHY, by: str | None = BY, as_json: bool = JSON) -> None:
    """Leave a file in quarantine out for good: it is kept as a witness, and does not ask again."""
    from gongbao.app import judging

    with composition.open_ledger(composition.read_settings()) as ledger:
        _tell(judging.reject(ledger, name, why, _name(by)), as_json)


def withdraw(
    issue: str = typer.Argument(..., help="An issue's id."),
    why: str = MUST_WHY,
    by: str | None = BY,
    as_json: bool = JSON,
) -> None:
    """Take an issue out, with all its documents and facts. `gongbao accept ISSUE` brings it back.

    Its files do not come back by themselves; a new file of it waits in quarantine.
    """
    from gongbao.app import judging

    with composition.open_ledger(composition.read_settings()) as ledger:
        _tell(judging.withdraw(ledger, issue, why, _name(by)), as_json)


def merge(
    wrong: str = typer.Argument(..., help="The issue with the wrong id, or one file (hash, URI or path) read as it."),
    right: str = typer.Argument(..., help="The id that it should have: liaocheng/2021/6."),
    why: str = MUST_WHY,
    by: str | None = BY,
    as_json: bool = JSON,
) -> None:
    """Give the right id to an issue whose id was misread. Later readings of its files go there, too.

    Where the right issue is there already, the better file of both stands (`gongbao files`).
    """
    from gongbao.app import judging

    with composition.open_ledger(composition.read_settings()) as ledger:
        _tell(judging.merge(ledger, wrong, right, why, _name(by)), as_json)


def decisions(as_json: bool = JSON) -> None:
    """List what was decided, by whom, when and why, the oldest first."""
    with composition.open_ledger(composition.read_settings()) as ledger:
        found = ledger.decisions()
    if as_json:
        data = [{**asdict(d), "time": d.time.isoformat()} for d in found]
        say_json(data, indent=1)
        return
    if not found:
        say("No decisions.")
        return

    rows = [
        [f"{d.time:%Y-%m-%d %H:%M}", d.who, d.judgement, d.issue, d.target or d.finding or (d.sha256 or "")[:12], d.why]
        for d in found
    ]
    print_table(["when", "who", "what", "issue", "of", "why"], rows)


def list_findings(
    issue: str | None = typer.Argument(None, help="An issue's id; all issues and rejected files without it."),
    all_: bool = typer.Option(False, "--all", help="Acknowledged ones, too."),
    as_json: bool = JSON,
) -> None:
    """List what needs a look: rejected files, files that wait, missing documents, torn texts."""
    with composition.open_ledger(composition.read_settings()) as ledger:
        found = [f for f in ledger.findings(issue) if all_ or not f.acknowledged]
    if as_json:
        say_json([asdict(f) for f in found], indent=1)
        return
    if not found:
        say("No findings.")
        return

    rows = [
        [f.id[:8], f.finding.severity, f.finding.code, f.issue or f.uri, f.finding.document, f.finding.message]
        for f in found
    ]
    print_table(["id", "severity", "code", "where", "document", "what"], rows)


def acknowledge(
    finding: str = typer.Argument(..., help="The id of a finding, or the beginning of it."),
    why: str = typer.Option("", "--why", help="The reason."),
    undo: bool = typer.Option(False, "--undo", help="List it again."),
    by: str | None = BY,
) -> None:
    """Note that a finding is known: it is listed with --all only, as long as it says the same."""
    from gongbao.app import judging

    with composition.open_ledger(composition.read_settings()) as ledger:
        found = judging.acknowledge(ledger, finding, why, _name(by), undo)
    say(f"{'listed again' if undo else 'acknowledged'}: {found.finding.message}")


def _name(by: str | None) -> str:
    from gongbao.app.judging import find_user

    return find_user() if by is None else by


def _tell(done: "Commit", as_json: bool) -> None:
    if as_json:
        say_json(asdict(done))
        return
    counts = (("new", done.new), ("corrected", done.changed), ("withdrawn", done.withdrawn))
    said = ", ".join(f"{len(ids)} {what}" for what, ids in counts if ids) or "no document changed"
    say(f"{done.issue}: {said}; the file {_describe(done)}")


def _describe(done: "Commit") -> str:
    if done.standing == "stands":
        return "stands"
    return f"is {done.standing}" + (f": {done.why}" if done.why else "")
