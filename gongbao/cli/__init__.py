"""The command `gongbao`.

Commands import what they need when they run: `gongbao --help`, `search` and `show` load neither Beam nor Prefect.
"""

import gc
import io
import os
import sys
from contextlib import suppress
from pathlib import Path

import typer

from gongbao.cli import duties, force, indexing, judging, looking, offices, publishing, reading, tending
from gongbao.cli.logs import set_up_logs
from gongbao.cli.printing import say, say_error, say_gazette_error, say_text, say_traceback
from gongbao.errors import GazetteError, UnavailableError
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
force.register(app)
offices.register(app)
duties.register(app)
judging.register(app)
indexing.register(app)
tending.register(app)
publishing.register(app)


def print_version(wanted: bool) -> None:
    """Print the version and exit, before a command is asked for."""
    if wanted:
        from importlib.metadata import version as installed

        say(f"gongbao {installed('gongbao')}")
        raise typer.Exit


@app.callback()
def start(
    version: bool = typer.Option(
        False, "--version", help="Print the version and exit.", is_eager=True, callback=print_version
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
    env_file: Path | None = typer.Option(
        None, "--env-file", help="Read settings from this file, too. [env: GONGBAO_ENV_FILE]"
    ),
) -> None:
    """Options of every command."""
    if debug:
        os.environ["GONGBAO_DEBUG"] = "1"
    if env_file is not None:
        os.environ["GONGBAO_ENV_FILE"] = str(env_file)
    set_up_logs(debug)


def is_text(*words: str) -> bool:
    """Whether words are text: bytes that are none come from the system as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for word in words for character in word)


def _drop_output() -> None:
    """What is still to be printed goes nowhere: the other end is gone, or full."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command. An error that a person can act on is a sentence and an exit code, no traceback."""
    # Beam and SQLAlchemy make objects by the hundred thousand that live to the end: looking through them again and
    # again for cycles costs a sixth of the whole run.
    gc.set_threshold(100_000, 20, 20)
    stops.heed()
    try:
        try:
            code = app(standalone_mode=False)
            sys.stdout.flush()  # what could not be printed is told here, not as the interpreter ends
        finally:
            if stops.requested():
                stops.leave()  # whatever was made of being interrupted
    except GazetteError as error:
        if os.environ.get("GONGBAO_DEBUG"):
            say_traceback(error)
        say_gazette_error(error)
        code = error.exit_code
    except typer.Abort:  # Ctrl-D at a question
        code = 1
    except BrokenPipeError:
        _drop_output()
        code = 0
    except OSError as error:
        if os.environ.get("GONGBAO_DEBUG"):
            say_traceback(error)
        where = f"{error.filename}: " if error.filename else ""
        say_error(f"{where}{error.strerror or error}.", "Check that the place is there, may be written, and has room.")
        code = UnavailableError.exit_code
        _drop_output()
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")) and hasattr(error, "show"):
            shown = io.StringIO()
            error.show(shown)
            say_text(shown.getvalue().rstrip("\n"), err=True)
            code = getattr(error, "exit_code", 2)
        elif isinstance(error, UnicodeEncodeError) and not is_text(*sys.argv):
            say_error("What was typed is no UTF-8 text.", "Check the terminal's encoding.")
            code = 2
        else:
            say_traceback(error)
            code = 1
    gc.freeze()  # the last look for cycles, at exit, would find none worth its time
    sys.exit(code if isinstance(code, int) else 0)
