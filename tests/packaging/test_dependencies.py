"""What the program imports is what it declares."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("gongbao", "transforms", "connectors", "flows")
UNSEEN = {
    "fastapi": "bounded for Prefect's sake",
    "onnxruntime": "what RapidOCR runs its models on",
    "urllib3": "what Elasticsearch's client reads with, and our node by `read1`",
}
OPTIONAL = {"psycopg", "pandas", "polars", "pyarrow"}  # extras


def declared() -> set[str]:
    """Names of the dependencies in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {normal(re.split(r"[\[<>=; ]", line)[0]) for line in project["dependencies"]}


def imported() -> dict[str, Path]:
    """Distributions that our modules import, each with a module that does."""
    of = packages_distributions()
    found: dict[str, Path] = {}
    for path in (path for package in OURS for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {n.split(".")[0] for n in names} - set(OURS) - sys.stdlib_module_names:
                found |= {normal(of.get(name, [name])[0]): path}
    return found


def normal(name: str) -> str:
    """A distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_everything_that_is_imported_is_declared() -> None:
    """A program that is installed by itself finds what it needs."""
    missing = {name: str(path) for name, path in imported().items() if name not in declared() | OPTIONAL}
    assert not missing


def test_everything_that_is_declared_is_imported() -> None:
    """Nothing is installed for nothing; what is not imported has its reason."""
    assert declared() - set(imported()) == set(UNSEEN)
