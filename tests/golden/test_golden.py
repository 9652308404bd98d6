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


@pytest.mark.parametrize(("heading", "collect"), [("Text", accuracy.collect), ("PDF", accuracy.collect_pdfs)])
def test_accuracy_does_not_fall(heading, collect):
    """No figure is below the one that docs/accuracy.md says was reached."""
    now = collect()
    for column, figures in accuracy.committed(heading).items():
        if column not in now:
            continue  # a sample that lies elsewhere
        fallen = {n: (now[column].get(n), v) for n, v in figures.items() if now[column].get(n, 0.0) < v - 0.0001}
        assert not fallen, f"{column}: {fallen}"


TEXT = {"documents": 1.0, "contents": 0.97, "document.title": 0.97, "text": 0.99, "jumps.stitched": 0.9}
TEXT |= {"appointments": 0.9, "duties": 0.9, "chronicle.items": 0.9, "document.cites": 0.9, "entities": 0.95}
PDF = {"documents": 1.0, "contents": 1.0, "document.number": 1.0, "document.title": 1.0, "jumps.stitched": 1.0}
PDF |= {"text": 0.999, "text.worst_document": 0.99, "paragraphs": 0.97}
PDF |= {"lines.found": 0.998, "lines.ordered": 1.0, "pages.text": 0.998}
SCAN = {"pages.text": 0.985}


@pytest.mark.parametrize(("heading", "gates"), [("Text", TEXT), ("PDF", PDF), ("Scans", SCAN)])
def test_the_gates_hold(heading, gates):
    """What was committed is no less than what was asked for."""
    for column, figures in accuracy.committed(heading).items():
        assert not {g for g, least in gates.items() if figures.get(g, 1.0) < least}, column
