"""Commands for operators: doctor, backup, restore."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gongbao import composition
from gongbao.cli.printing import say, say_json
from gongbao.errors import GazetteError

if TYPE_CHECKING:
    from gongbao.app.backup import CopiedBlobs

SERVER = "postgresql"
SHOWN = 5  # hashes of what is missing


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao doctor --json")(doctor)
    app.command(epilog="Example: gongbao backup /backup/gongbao")(backup)
    app.command(epilog="Example: gongbao restore /backup/gongbao")(restore)


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


def backup(
    folder: Path = typer.Argument(..., help="Where the copy goes, or an earlier copy to bring up to date."),
) -> None:
    """Copy the ledger and the bytes of all artifacts into a folder, while all else goes on.

    The copy is of one moment, and checked; the one before stays until the new one is whole. Broken off, the same
    command goes on. The folder is laid out as GONGBAO_HOME is: that, too, may name it. Of a ledger in PostgreSQL only
    the artifacts are copied: run pg_dump before. What else there is to know: docs/operating.md.
    """
    config = composition.read_settings()
    copied = composition.back_up(config, folder, lambda _: None)
    _tell_copied(copied, "backed up")
    if config.database.startswith(SERVER):
        say(f"The ledger is in PostgreSQL: pg_dump --format=custom --file={folder / 'ledger.dump'}, before this.")


def restore(folder: Path = typer.Argument(..., help="What `gongbao backup` wrote.")) -> None:
    """Put a backup back where there is no ledger: into GONGBAO_HOME, or where GONGBAO_DATABASE_URL says.

    Then ingest again what came since, `gongbao publish --adopt`, and `gongbao index verify`, as far as they are used.
    Of a ledger in PostgreSQL only the artifacts are put back: run pg_restore before.
    """
    copied = composition.restore(composition.read_settings(), folder, lambda _: None)
    _tell_copied(copied, "put back")
    say("Ingest again what came since; then `gongbao publish --adopt` and `gongbao index verify`, where used.")


def _tell_copied(copied: "CopiedBlobs", done: str) -> None:
    say(f"{copied.artifacts} artifacts {done}, {copied.copied} of them copied now")
    if copied.missing:
        named = ", ".join(copied.missing[:SHOWN]) + (" …" if len(copied.missing) > SHOWN else "")
        raise GazetteError(
            f"The bytes of {len(copied.missing)} artifacts are not there, or not what they were: {named}.",
            "All else is done. Ingest their files again to have them: `gongbao findings` and the ledger know where "
            "they came from.",
        )
