"""The house rules that no linter knows."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("gongbao", "transforms", "connectors", "flows")
MODULE, FUNCTION = 400, 60  # lines
FIRST_TABLES = "v0001_first_tables.py"  # Alembic's own list of the first tables, which nobody edits any more


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the program."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def test_no_module_is_too_long_to_read() -> None:
    """A module has one subject; one that grows beyond 400 lines has two."""
    long = {str(path): n for path, _ in modules() if (n := len(path.read_text("utf-8").splitlines())) > MODULE}
    assert not long


def test_no_function_is_too_long_to_see() -> None:
    """A function fits a screen."""
    long = {
        f"{path}:{node.name}": n
        for path, tree in modules()
        if path.name != FIRST_TABLES
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (n := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION
    }
    assert not long


def test_findings_are_worded_in_one_place() -> None:
    """A finding is made by the function of its kind, so that one code always says the same."""
    elsewhere = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if path.name != "findings.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
        # What the ledger holds was worded when it was found.
        if "ledger" not in path.parts
    ]
    assert not elsewhere


@pytest.mark.parametrize(
    ("loaded", "spared", "why"),
    [
        ("gongbao.cli", {"kafka", "httpx", "stamina"}, "help and errors come at once"),
        ("connectors.elastic.search", {"kafka", "stamina"}, "a search is tried once; httpx comes with the client"),
        ("connectors.kafka.publisher", {"httpx", "stamina"}, "only OAUTHBEARER asks over HTTP"),
    ],
)
def test_what_is_not_needed_is_not_loaded(loaded: str, spared: set[str], why: str) -> None:
    """Libraries are imported by the commands that need them only."""
    code = f"import sys, {loaded}; sys.exit(bool({spared!r} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0, why


PRINTING = {"echo", "secho", "style", "print", "pprint", "write", "writelines"}


def test_the_faces_print_in_one_place() -> None:
    """What a file holds reaches a terminal by `gongbao.cli.printing` alone, which makes it safe."""
    calls = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if path.name != "printing.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        if (isinstance(node.func, ast.Name) and node.func.id in PRINTING)
        or (isinstance(node.func, ast.Attribute) and node.func.attr in PRINTING and is_output(node.func.value))
    ]
    assert calls == []


def is_output(node: ast.expr) -> bool:
    """Whether an expression is what prints: typer, click, rich's console, or a standard stream."""
    named = ast.unparse(node)
    return named in ("typer", "click", "Console()", "console") or named.startswith(("sys.std", "sys.__std"))
