"""Tables for people: rich on a terminal, plain columns in a pipe."""

import sys
from collections.abc import Sequence
from typing import Any

import typer


def print_table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows under a head. In a pipe, cells are separated by tabs, so that `cut` and `awk` can read them."""
    if not sys.stdout.isatty():
        typer.echo("\t".join(head))
        for row in rows:
            typer.echo("\t".join(printable(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, sample in zip(head, rows[0] if rows else head, strict=True):
        table.add_column(name, justify="right" if isinstance(sample, int | float) else "left")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(table)


def printable(cell: Any) -> str:
    """A cell as one line. Control characters of a text that was read must not reach a terminal."""
    text = "" if cell is None else str(cell)
    return "".join(c if c.isprintable() else " " for c in text)
