"""The version of the pipeline follows from its rules: any byte of them, and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.pipeline import RULES, version

ROOT = Path(__file__).parents[2]
ISSUE = ROOT / "tests" / "data" / "issues" / "liaocheng-2021-04.txt"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the packages, as a checkout or an installation has them."""
    for name in ("gongbao", "transforms", "connectors", "gazettes", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def version_of(tree: Path) -> str:
    """The version, looked for anew."""
    version.cache_clear()
    return version(tree / "gazettes", tree)


def append(name: str) -> Callable[[Path], None]:
    """What adds a byte to a file."""

    def change(tree: Path) -> None:
        path = next(iter(sorted(tree.glob(name))))
        path.write_bytes(path.read_bytes() + b"\n")

    return change


def test_a_copy_is_the_same(tree: Path) -> None:
    """Where the packages lie does not matter, nor does what an interpreter leaves beside them."""
    assert version_of(tree) == version_of(ROOT) and len(version_of(tree)) == 12
    (tree / "transforms" / "__pycache__").mkdir()
    (tree / "transforms" / "__pycache__" / "check.pyc").write_bytes(b"x")
    assert version_of(tree) == version_of(ROOT)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (append("transforms/check.py"), "a step"),
        (append("transforms/*/*.py"), "a rule"),
        (append("transforms/**/*.toml"), "data of a rule"),
        (append("connectors/readers/text.py"), "a reader"),
        (append("connectors/readers/*/*.py"), "a part of a reader"),
        (append("gongbao/gazette.py"), "how gazettes are described"),
        (append("gongbao/model/pages.py"), "the model"),
        (append("gazettes/*.toml"), "a gazette"),
        (lambda tree: (tree / "gazettes" / "新.toml").write_text('id = "x"'), "one more gazette"),
        (lambda tree: (tree / "transforms" / "check.py").rename(tree / "transforms" / "checks.py"), "another name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_any_byte_of_the_rules_changes_it(tree: Path, change: Callable[[Path], None], why: str) -> None:
    """No change of reading can land without a new version."""
    before = version_of(tree)
    change(tree)
    assert version_of(tree) != before, why


@pytest.mark.parametrize("name", ["gongbao/app/ingest.py", "connectors/kafka/publisher.py", "gongbao/cli/looking.py"])
def test_what_does_not_read_does_not_change_it(tree: Path, name: str) -> None:
    """A change of the command or of a server's client makes nobody read again."""
    before = version_of(tree)
    append(name)(tree)
    assert version_of(tree) == before


NEUTRAL = {
    "errors",
    "events",  # how errors are written down
    "facts",  # under which names readings are written down
    "ports",
    "private_files",  # who may read what is kept
    "processes",  # how long and where steps may run
    "readings",  # where readings lie
    "redaction",  # what of an error is not said
    "resources",
    "search",  # how facts are folded for search
    "serialization",
    "settings",
}


def test_all_that_reads_is_in_it() -> None:
    """What the pipeline and the readers import of the core is among the rules, or decides nothing."""
    code = (
        "import sys, transforms.pipeline, transforms.layout.reading_order, connectors.readers.registry\n"
        "print(*(m for m in sys.modules if m.split('.')[0] in ('gongbao', 'connectors')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    rules = tuple(rule.removesuffix(".py").replace("/", ".") for rule in RULES)
    core = {name for name in done.stdout.split() if "." in name and not name.startswith(rules)}
    assert {name.split(".")[1] for name in core if not name.startswith("connectors.")} <= NEUTRAL
    assert {name for name in core if name.startswith("connectors.")} <= {"connectors.entry_points"}


def test_our_own_correction_is_told_as_such(tree: Path) -> None:
    """A rule changes, the same file is read again: `reprocessed`, and the version in the event is the new one."""

    def run(*words: str) -> str:
        code = "from gongbao.cli import main; main()"
        environment = {**os.environ, "GONGBAO_HOME": str(tree / "home"), "PYTHONPATH": str(tree)}
        command = [sys.executable, "-c", code, *words]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tree, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("ingest", str(ISSUE))
    before = [json.loads(line) for line in run("events", "--json").splitlines()]
    rule = tree / "transforms" / "pipeline.py"
    change = "\n_tag = tag\n\n\ndef tag(*given):\n    return _tag(*given).having(citations=())\n"
    rule.write_text(rule.read_text("utf-8") + change, "utf-8")
    assert json.loads(run("ingest", str(ISSUE), "--json"))["state"] == "corrected"
    after = [json.loads(line) for line in run("events", "--json").splitlines()][len(before) :]
    assert {e["data"]["cause"] for e in after if e["type"] == "gongbao.document.corrected"} == {"reprocessed"}
    assert "corrected" not in {event["data"]["cause"] for event in after}
    [old] = {event["data"]["pipeline"] for event in before if "pipeline" in event["data"]}
    [new] = {event["data"]["pipeline"] for event in after if "pipeline" in event["data"]}
    assert old == version_of(ROOT) and new == version_of(tree) != old
