"""Commands for those who run it: doctor."""

import json
import os
import shutil
import sys
from collections.abc import Callable

import typer

from gongbao.cli.publishing import check_kafka, check_publisher, check_topics
from gongbao.errors import GazetteError
from gongbao.gazette import load_all
from gongbao.settings import Settings, settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao doctor --json")(doctor)


def doctor(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """Say in a line each what works and what does not. Exit code 1 where something does not."""
    rows = [(name, *examine(check)) for name, check in CHECKS]
    if as_json:
        typer.echo(
            json.dumps([{"what": n, "ok": ok, "said": said} for n, ok, said in rows], ensure_ascii=False, indent=1)
        )
    else:
        for name, ok, said in rows:
            typer.echo(f"{'ok  ' if ok else 'FAIL'}  {name:13} {said}")
    if not all(ok for _, ok, _ in rows):
        raise typer.Exit(1)


def examine(check: Callable[[Settings], str]) -> tuple[bool, str]:
    """Whether a check passes and what it says."""
    try:
        return True, check(settings())
    except GazetteError as error:
        return False, f"{error} {error.next_step}"
    except OSError as error:
        return False, f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")


def check_python(_: Settings) -> str:
    """The interpreter."""
    return f"Python {sys.version.split()[0]}"


def check_home(config: Settings) -> str:
    """The home can be written and has room."""
    config.home.mkdir(parents=True, exist_ok=True)
    probe = config.home / f".probe-{os.getpid()}"
    probe.write_text("")
    probe.unlink()
    return f"{config.home}, {shutil.disk_usage(config.home).free / 1e9:.1f} GB free"


def check_gazettes(config: Settings) -> str:
    """The gazettes' descriptions can be read."""
    return ", ".join(f"{g.id} ({g.name})" for g in load_all(config.gazettes)) or "none described"


def check_ledger(config: Settings) -> str:
    """The ledger opens and answers."""
    from connectors.ledger import open_ledger

    config.home.mkdir(parents=True, exist_ok=True)
    found = open_ledger(config.database).issues()
    kind = config.database.split(":", 1)[0]
    return f"{kind}, {len(found)} issues, {sum(i.documents for i in found)} documents"


def check_pipeline(config: Settings) -> str:
    """Beam can be imported and the runner is one it has."""
    import apache_beam
    from apache_beam.runners.runner import create_runner

    create_runner(config.runner)
    return f"Beam {apache_beam.__version__}, {config.runner}"


def check_elasticsearch(config: Settings) -> str:
    """Elasticsearch answers, and its index was made from this program's templates."""
    if config.elasticsearch.url is None:
        return "not configured (GONGBAO_ELASTICSEARCH__URL); the ledger answers searches"
    from connectors.elastic.client import examine

    return examine(config.elasticsearch)


def check_kibana(config: Settings) -> str:
    """Kibana answers."""
    if config.kibana.url is None:
        return "not configured (GONGBAO_KIBANA__URL)"
    from connectors.elastic.kibana import Kibana

    return Kibana(config).examine()


CHECKS: tuple[tuple[str, Callable[[Settings], str]], ...] = (
    ("python", check_python),
    ("home", check_home),
    ("gazettes", check_gazettes),
    ("ledger", check_ledger),
    ("pipeline", check_pipeline),
    ("kafka", check_kafka),
    ("topics", check_topics),
    ("publisher", check_publisher),
    ("elasticsearch", check_elasticsearch),
    ("kibana", check_kibana),
)
