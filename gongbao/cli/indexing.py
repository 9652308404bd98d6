"""Commands for the index in Elasticsearch, and for Kibana's saved objects."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from gongbao import composition
from gongbao.cli.printing import say, say_json, say_text

index_app = typer.Typer(help="Fill and check the index in Elasticsearch.", no_args_is_help=True)
kibana_app = typer.Typer(help="Views and dashboards in Kibana.", no_args_is_help=True)

JSON = typer.Option(False, "--json", help="Print JSON.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(index_app, name="index")
    app.add_typer(kibana_app, name="kibana")
    index_app.command(epilog="Example: gongbao index create")(create)
    index_app.command(epilog="Example: gongbao index sync")(sync)
    index_app.command(epilog="Example: gongbao index rebuild")(rebuild)
    index_app.command(epilog="Example: gongbao index verify --no-repair")(verify)
    index_app.command("drop-old", epilog="Example: gongbao index drop-old")(drop_old)
    kibana_app.command("import", epilog="Example: gongbao kibana import")(import_objects)


@kibana_app.callback()
def _kibana() -> None:
    """So that `import` stays a command of its own while it is the only one."""


def create(as_json: bool = JSON) -> None:
    """Install the templates, and create the indices and aliases that are missing. Repeating it changes nothing."""
    with composition.open_index(composition.read_settings()) as index:
        made = index.create()
    _tell(made, as_json, "\n".join(made.values()) or "Everything is there.")


def sync(as_json: bool = JSON) -> None:
    """Bring the index up to the ledger."""
    with composition.open_index(composition.read_settings()) as index:
        done = index.sync()
    said = f"{_count(done.issues, 'issue')} and {_count(done.entries, 'entry', 'entries')} written"
    if done.withdrawn:
        said += f", {_count(done.withdrawn, 'issue')} taken out"
    if done.dead_letters:
        said += f"; {_count(done.dead_letters, 'entry', 'entries')} refused, see gongbao-dead-letters"
    _tell(asdict(done), as_json, said + ".")


def rebuild(as_json: bool = JSON) -> None:
    """Fill a new index while the old one serves, check it, and swap the aliases in one step."""
    with composition.open_index(composition.read_settings()) as index:
        names = index.rebuild(lambda said: say(said, err=True))
    _tell(names, as_json, "\n".join(names.values()))


def verify(
    repair: bool = typer.Option(True, "--repair/--no-repair", help="Put right what differs."), as_json: bool = JSON
) -> None:
    """Compare index and ledger by id and version, and repair. Exit code 1: they still differ."""
    with composition.open_index(composition.read_settings()) as index:
        found = index.verify(repair)
    said = f"{_count(found.entries, 'entry', 'entries')} in the index, {found.differed} differed, {found.differ} differ"
    if found.rebuilt:
        said += "; the index was rebuilt"
    if found.dead_letters:
        said += f"; {_count(found.dead_letters, 'dead letter')}, see gongbao-dead-letters"
    _tell(asdict(found), as_json, said + ".")
    if found.differ:
        raise typer.Exit(1)


def drop_old(as_json: bool = JSON) -> None:
    """Delete the indices that no alias names, left by rebuilds."""
    with composition.open_index(composition.read_settings()) as index:
        dropped = index.drop_old()
    _tell(dropped, as_json, "\n".join(dropped) or "Nothing to drop.")


def import_objects(
    files: list[Path] | None = typer.Argument(None, help="Files of saved objects; those of deploy/kibana without any."),
    as_json: bool = JSON,
) -> None:
    """Post data views, searches and dashboards to Kibana; those with the same ids are replaced."""
    imported = composition.import_saved_objects(composition.read_settings(), files or None)
    said = "\n".join(f"{i.file}: {_count(i.objects, 'object')}" for i in imported)
    _tell([i.file for i in imported], as_json, said)


def _tell(data: Mapping[str, Any] | list[str], as_json: bool, said: str) -> None:
    if as_json:
        say_json(data)
    else:
        say_text(said)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
