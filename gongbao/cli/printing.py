"""Everything the command prints goes through here, and is made safe for a terminal on the way.

Lines, tables and JSON: rich and colours on a terminal, plain lines and columns in a pipe. No other module of the
command prints, styles or writes to standard output by itself (tests/unit/test_house.py).
"""

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from gongbao.errors import GazetteError
from gongbao.escaping import escape_cell, escape_json, escape_line
from gongbao.redaction import redact


@dataclass(frozen=True, slots=True)
class Styled:
    """A piece of a line that is set off on a terminal."""

    text: str
    bold: bool | None = None
    dim: bool | None = None
    colour: str | None = None


def say(*parts: str | Styled, err: bool = False) -> None:
    """Print one line. A line end in a part is written out: what was read can't add a line of its own.

    Standard error (`err`) is for what is said and not for data: no secret of the settings stands there.
    """
    typer.echo("".join(_style(part, redact if err else str) for part in parts), err=err)


def say_text(text: str, err: bool = False) -> None:
    """Print a text as the lines that it has."""
    for line in text.split("\n"):
        say(line, err=err)


def say_cells(cells: Iterable[Any]) -> None:
    """Print one line of cells between tabs, so that `cut` and `awk` can read them."""
    typer.echo("\t".join(_to_cell(cell) for cell in cells))


def say_json(data: Any, indent: int | None = None) -> None:
    """Print data as JSON: exact, and with what a terminal would obey as JSON's own escapes."""
    typer.echo(escape_json(json.dumps(data, ensure_ascii=False, indent=indent)))


def say_error(message: object, next_step: str | None = None) -> None:
    """Print what is wrong to standard error, and under it what to do."""
    say("gongbao: ", str(message), err=True)
    if next_step is not None:
        say(f"         {next_step}", err=True)


def say_gazette_error(error: GazetteError, about: str | None = None) -> None:
    """Print an error, and what to do about it: in two lines, or in one where it is about one thing of several."""
    if about is None:
        say_error(error, error.next_step)
    else:
        say_error(f"{about}: {error} {error.next_step}")


def say_traceback(error: BaseException) -> None:
    """Print an error with all that led to it to standard error."""
    say_text(format_traceback(error), err=True)


def format_traceback(error: BaseException) -> str:
    """A traceback without secrets, each of its lines safe for a terminal: it quotes what was read, and settings."""
    lines = redact("".join(traceback.format_exception(error))).rstrip("\n").split("\n")
    return "\n".join(map(escape_line, lines))


def print_table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows under a head. In a pipe, cells are separated by tabs, so that `cut` and `awk` can read them."""
    if not sys.stdout.isatty():
        for cells in (head, *rows):
            say_cells(cells)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, sample in zip(head, rows[0] if rows else head, strict=True):
        table.add_column(name, justify="right" if isinstance(sample, int | float) else "left")
    for row in rows:
        table.add_row(*(Text(_to_cell(cell)) for cell in row))
    Console().print(table)


def _to_cell(cell: Any) -> str:
    return "" if cell is None else escape_cell(str(cell))


def _style(part: str | Styled, clear: Callable[[str], str]) -> str:
    if isinstance(part, str):
        return escape_line(clear(part))
    return typer.style(escape_line(clear(part.text)), bold=part.bold, dim=part.dim, fg=part.colour)
