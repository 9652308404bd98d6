"""The exports of the samples, whole, and the accuracy that was reached."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))

import accuracy  # noqa: E402

EXPORTS = sorted((Path(__file__).parent / "exports").glob("*.json"))


@pytest.mark.parametrize("path", EXPORTS, ids=lambda p: p.stem)
def test_export_is_as_reviewed(path):
    """Nothing about an export changes unseen: `make golden` writes them anew, the diff is the review."""
    assert accuracy.export_text(ROOT / "tests/data/issues" / f"{path.stem}.txt") == json.loads(path.read_text("utf-8"))


def committed() -> dict[str, dict[str, float]]:
    """The figures of docs/accuracy.md, by column."""
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in (ROOT / "docs/accuracy.md").read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    head, _, *body = rows
    return {column: {row[0]: float(row[at]) for row in body if row[at] != "–"} for at, column in enumerate(head) if at}


def test_accuracy_does_not_fall():
    """No figure is below the one that docs/accuracy.md says was reached."""
    now = accuracy.collect()
    for column, figures in committed().items():
        if column not in now:
            continue  # a sample that lies elsewhere
        fallen = {n: (now[column].get(n), v) for n, v in figures.items() if now[column].get(n, 0.0) < v - 0.0001}
        assert not fallen, f"{column}: {fallen}"


def test_the_gates_hold():
    """What the pipeline must reach on every sample, whatever was committed."""
    gates = {"documents": 1.0, "contents": 0.97, "document.title": 0.97, "text": 0.99, "jumps.stitched": 0.9}
    gates |= {"appointments": 0.9, "duties": 0.9, "chronicle.items": 0.9, "document.cites": 0.9, "entities": 0.95}
    for name, text, truth in accuracy.find_samples():
        figures = accuracy.measure(json.loads(truth.read_text("utf-8")), accuracy.export_text(text))
        assert not {g for g, least in gates.items() if figures.get(g, 1.0) < least}, name
