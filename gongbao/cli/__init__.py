"""The command `gongbao`.

Commands import what they need when they run: `gongbao --help`, `search` and `show` load neither Beam nor Prefect.
"""

import gc
import logging
import os
import sys

import typer

from gongbao.cli import indexing, looking, publishing, reading, tending
from gongbao.errors import GazetteError
from gongbao.processes import stops

app = typer.Typer(
    name="gongbao",
    help="Government gazettes as documents, facts, events and search.",
    epilog="Start: gongbao ingest ISSUE.txt  ·  gongbao issues  ·  gongbao search 优化营商环境",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
reading.register(app)
looking.register(app)
indexing.register(app)
tending.register(app)
publishing.register(app)


def print_version(wanted: bool) -> None:
    """Print the version and exit, before a command is asked for."""
    if wanted:
        from importlib.metadata import version as installed

        typer.echo(f"gongbao {installed('gongbao')}")
        raise typer.Exit


@app.callback()
def start(
    version: bool = typer.Option(
        False, "--version", help="Print the version and exit.", is_eager=True, callback=print_version
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    """Options of every command."""
    if debug:
        os.environ["GONGBAO_DEBUG"] = "1"
    # Libraries warn of what a user can do nothing about, such as missing Google clients.
    logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR)


def main() -> None:
    """Run the command. An error that a person can act on is a sentence and an exit code, no traceback."""
    # Beam and SQLAlchemy make objects by the hundred thousand that live to the end: looking through them again and
    # again for cycles costs a sixth of the whole run.
    gc.set_threshold(100_000, 20, 20)
    stops.heed()
    try:
        try:
            code = app(standalone_mode=False)
        finally:
            if stops.requested():
                stops.leave()  # whatever was made of being interrupted
    except GazetteError as error:
        if os.environ.get("GONGBAO_DEBUG"):
            raise
        typer.echo(f"gongbao: {error}\n         {error.next_step}", err=True)
        code = error.exit_code
    except typer.Abort:  # Ctrl-D at a question
        code = 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")) and hasattr(error, "show"):
            error.show()
            code = getattr(error, "exit_code", 2)
        else:
            raise
    gc.freeze()  # the last look for cycles, at exit, would find none worth its time
    sys.exit(code if isinstance(code, int) else 0)
