"""Score what the pipeline reads against the truth, on the samples and on damage made from them.

    make score                 prints the table and writes docs/accuracy.md
    bench/accuracy.py --worst  says what is wrong, sample by sample

The samples of another city are scored too where they lie: in the folder that GONGBAO_SAMPLES names, as
`*/issue.txt` with `truth.json` beside it.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from damage import tear  # noqa: E402
from scoring import score  # noqa: E402

from connectors.text import TextReader  # noqa: E402
from gongbao.export import export_issue  # noqa: E402
from gongbao.gazette import load_all  # noqa: E402
from gongbao.model import Artifact, Line, Page  # noqa: E402
from transforms.pipeline import read_issue  # noqa: E402

DATA = HERE.parent / "tests" / "data"
SEEDS = range(8)
Figures = dict[str, float]


def find_samples() -> Iterator[tuple[str, Path, Path]]:
    """Name, text and truth of each sample."""
    for truth in sorted((DATA / "truth").glob("*.json")):
        yield truth.stem, DATA / "issues" / f"{truth.stem}.txt", truth
    others = os.environ.get("GONGBAO_SAMPLES")
    if others:
        for text in sorted(Path(others).glob("*/issue.txt")):
            yield text.parent.name, text, text.parent / "truth.json"


def export_text(path: Path) -> dict[str, Any]:
    """The export of the issue that a file of text holds."""
    page = TextReader(20_000_000).read(path, 0)
    return export_issue(read_issue(Artifact(path.name, "0" * 64, "text/plain", 0), [page], load_all()))


def export_string(text: str) -> dict[str, Any]:
    """The export of the issue that a text holds."""
    page = Page(0, tuple(Line(t, 0, i) for i, t in enumerate(text.split("\n"))))
    return export_issue(read_issue(Artifact("torn.txt", "0" * 64, "text/plain", 0), [page], load_all()))


def mean(rows: list[Figures]) -> Figures:
    """The mean of each figure over the rows that have it."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {n: sum(r[n] for r in rows if n in r) / sum(n in r for r in rows) for n in names}


def measure(truth: dict[str, Any], export: dict[str, Any], worst: Callable[[str], None] | None = None) -> Figures:
    """All figures of one issue that apply to it."""
    figures, notes = score(truth, export, 20 if worst else 0)
    if worst:
        for note in notes:
            worst(note)
    return {name: value for name, value in figures.items() if value is not None}


def collect(worst: bool = False) -> dict[str, Figures]:
    """Figures by column: each sample, and the mean of all damage."""
    columns: dict[str, Figures] = {}
    torn: list[Figures] = []
    for name, text, path in find_samples():
        truth = json.loads(path.read_text("utf-8"))
        say = (lambda note, name=name: print(f"{name}: {note}")) if worst else None
        columns[name] = measure(truth, export_text(text), say)
        if path.parent == DATA / "truth":
            for seed in SEEDS:
                damaged, true = tear(truth, seed)
                torn.append(measure(true, export_string(damaged)))
    columns["damaged"] = mean(torn)
    return columns


def to_markdown(columns: dict[str, Figures]) -> str:
    """The table, one row a figure."""
    names = dict.fromkeys(name for figures in columns.values() for name in figures)
    lines = ["| figure | " + " | ".join(columns) + " |", "| --- |" + " ---: |" * len(columns)]
    for name in names:
        cells = [f"{figures[name]:.4f}" if name in figures else "–" for figures in columns.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


PREFACE = """# Accuracy

Written by `make score`. Every figure is a share from 0 to 1; `text` is 1 − character error rate in reading order,
facts are F1. How each is computed: `bench/scoring.py`; what is marked as an entity: `conventions.md`.

The samples are three real issues as a public OCR service returned them, with hand-made truth (`tests/data/truth`), and,
where it is at hand, an issue of another city. `damaged` is the mean over {n} texts made from the true documents by
`bench/damage.py`: other line widths, torn columns, jumps, spellings of marks, forms of the contents.

"""


def main() -> None:
    """Print the table and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", action="store_true", help="say what is wrong")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    parser.add_argument("--golden", action="store_true", help="write the golden exports anew and stop")
    options = parser.parse_args()
    if options.golden:
        for name, text, _ in find_samples():
            path = HERE.parent / "tests" / "golden" / "exports" / f"{name}.json"
            if text.is_relative_to(DATA):
                path.write_text(json.dumps(export_text(text), ensure_ascii=False, indent=1) + "\n", "utf-8")
        return
    columns = collect(options.worst)
    table = to_markdown(columns)
    print(table)
    if options.write:
        count = len(SEEDS) * len(list((DATA / "truth").glob("*.json")))
        page = HERE.parent / "docs" / "accuracy.md"
        page.write_text(PREFACE.format(n=count) + table + "\n", "utf-8")


if __name__ == "__main__":
    main()
