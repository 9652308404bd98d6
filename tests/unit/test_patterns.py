"""No pattern takes time that grows faster than the text it is given."""

import ast
import inspect
import re
from collections import defaultdict
from pathlib import Path

import pytest
from adversaries import METHODS, find_patterns, find_uses, is_steep, load_modules, make_texts

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("gongbao", "connectors", "transforms")
PACKAGES = (
    "gongbao.language",
    "connectors.readers.text",
    "transforms.check",
    "transforms.clean",
    "transforms.layout",
    "transforms.pipeline",
    "transforms.segment",
)
"""Those that read what a stranger has written."""

MODULES = list(load_modules(PACKAGES))


def collect():
    """Each pattern once, with where it stands and how it is used; one that no name is used of is searched for."""
    uses = defaultdict(set)
    for file in (file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")):
        for name, method in find_uses(file.read_text("utf-8")):
            uses[name, str(file) if name.startswith("_") else ""].add(method)
    found = {}
    for module in MODULES:
        for name, pattern in find_patterns(module):
            used = uses[name, module.__file__ if name.startswith("_") else ""] or {"search"}
            found.setdefault((pattern.pattern, name), (f"{module.__name__}.{name}", pattern, used))
    return list(found.values())


PATTERNS = collect()


@pytest.mark.parametrize(
    ("pattern", "methods"), [row[1:] for row in PATTERNS], ids=[f"{at}-{row[0]}" for at, row in enumerate(PATTERNS)]
)
def test_time_grows_with_the_text(pattern, methods):
    """Runs of what each part of the pattern matches, where the whole of it does not."""
    steep = {
        (method, make(24)) for make in make_texts(pattern) for method in methods if is_steep(pattern, method, make)
    }
    assert not steep


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_pattern_is_compiled_under_a_name(module):
    """So that none is missing here."""
    inline = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{method}" for method in METHODS}
    ]
    assert not inline


@pytest.mark.parametrize(
    ("pattern", "steep", "why"),
    [
        (r"\s+$", True, "a run of blanks is tried from each of them"),
        (r"(?<!\s)\s++$", False, "it is tried from the first alone"),
        (r"\s*x?\s*y", True, "a run is divided among two parts"),
        (r"(?:字+的?)+\d", True, "a run is divided among rounds of a repetition"),
        (r"(?:字|字字)*\d", True, "exponential"),
        (r"[^《》]{2,40}办法", False, "bounded"),
    ],
)
def test_what_is_slow_is_found(pattern, steep, why):
    """The texts derived from a pattern show what it is known for."""
    compiled = re.compile(pattern)
    assert any(is_steep(compiled, "search", make) for make in make_texts(compiled)) is steep, why
