"""Score what the pipeline reads against the truth, on the samples and on damage made from them.

    make score                 prints the tables and writes docs/accuracy.md (scans take a minute or two)
    bench/accuracy.py --worst  says what is wrong, sample by sample
    bench/accuracy.py --damage 1000-1019 --kinds notices,tails  fresh damage alone, by its seeds and kinds

The samples of another city are scored too where they lie: in the folder that GONGBAO_SAMPLES names, as
`*/issue.txt` with `truth.json`, `issue.pdf` with `truth-pdf.json` and `lines-pdf.json`. So are real documents of
others, in the folder that GONGBAO_REAL_WORLD names (bench/real_world.py). Figures of what is not at hand stay.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "tests")]

import forms  # noqa: E402
import real_world  # noqa: E402
import scoring_lines  # noqa: E402
from damage import KINDS, tear  # noqa: E402
from real_world import mean  # noqa: E402
from scoring import score  # noqa: E402
from typeset import typeset  # noqa: E402

from connectors.readers.registry import reader_for  # noqa: E402
from gongbao.export import export_issue, export_lines  # noqa: E402
from gongbao.model import Artifact, Issue, Line, Page  # noqa: E402
from transforms.layout.reading_order import arrange  # noqa: E402
from transforms.pipeline import read_file, read_pages  # noqa: E402

DATA = HERE.parent / "tests" / "data"
COMMITTED = HERE.parent / "docs" / "accuracy.md"
SEEDS = range(8)
SETTINGS = range(4)
Figures = dict[str, float]


@dataclass(frozen=True)
class Sample:
    """An issue and what is true of it, as text, as PDF, as a scan of some of its pages (`scanned`, of the PDF)."""

    name: str
    text: Path
    truth: Path
    pdf: Path
    pdf_truth: Path
    lines: Path
    scan: Path
    scanned: tuple[int, ...]


SCANNED = {"liaocheng-2021-04": (1, 2, 3, 18), "liaocheng-2021-06": (1, 2, 20), "liaocheng-2023-06": (1, 2, 4)}


def find_samples() -> Iterator[Sample]:
    """The samples of the repository, and those that GONGBAO_SAMPLES names."""
    for truth in sorted((DATA / "truth").glob("*.json")):
        name, pdf = truth.stem, DATA / "pdf"
        yield Sample(
            name,
            DATA / "issues" / f"{name}.txt",
            truth,
            pdf / f"{name}.pdf",
            pdf / f"{name}-truth.json",
            pdf / f"{name}-lines.json",
            pdf / f"{name}-scan.pdf",
            SCANNED[name],
        )
    others = os.environ.get("GONGBAO_SAMPLES")
    for folder in sorted(Path(others).iterdir()) if others else ():
        files = ("issue.txt", "truth.json", "issue.pdf", "truth-pdf.json", "lines-pdf.json", "scan.pdf")
        if (folder / "issue.txt").is_file():
            yield Sample(folder.name, *(folder / f for f in files), ())


def read(path: Path) -> Issue:
    """The issue that a file holds."""
    kind = "application/pdf" if path.suffix == ".pdf" else "text/plain"
    artifact = Artifact(path.name, "0" * 64, kind, 0)
    return read_file(artifact, path, partial(reader_for, arrange=arrange)).to_issue()


def export_text(path: Path) -> dict[str, Any]:
    """The export of the issue that a file holds."""
    return export_issue(read(path))


def export_string(text: str) -> dict[str, Any]:
    """The export of the issue that a text holds."""
    page = Page(0, tuple(Line(t, 0, i) for i, t in enumerate(text.split("\n"))))
    return export_issue(read_pages(Artifact("torn.txt", "0" * 64, "text/plain", 0), [page]).to_issue())


def measure(truth: dict[str, Any], export: dict[str, Any], worst: Callable[[str], None] | None = None) -> Figures:
    """All figures of one issue that apply to it."""
    figures, notes = score(truth, export, 20 if worst else 0)
    if worst:
        for note in notes:
            worst(note)
    return {name: value for name, value in figures.items() if value is not None}


def collect(worst: bool = False) -> dict[str, Figures]:
    """Figures by column: each sample as text, and the mean of all damage."""
    columns: dict[str, Figures] = {}
    for sample in find_samples():
        truth = json.loads(sample.truth.read_text("utf-8"))
        columns[sample.name] = measure(truth, export_text(sample.text), _say(sample.name, worst))
    columns["damaged"] = collect_damage(SEEDS, KINDS)
    return columns


def collect_damage(seeds: range, kinds: Collection[str], worst: bool = False) -> Figures:
    """The mean figures of the repository's samples torn anew, by these seeds in these ways."""
    torn: list[Figures] = []
    for sample in find_samples():
        truth = json.loads(sample.truth.read_text("utf-8"))
        for seed in seeds if sample.truth.is_relative_to(DATA) else ():
            damaged, true = tear(truth, seed, kinds)
            torn.append(measure(true, export_string(damaged), _say(f"{sample.name} seed {seed}", worst)))
    return mean(torn)


def collect_pdfs(worst: bool = False) -> dict[str, Figures]:
    """Figures by column: each sample as PDF, and the mean of the true documents set anew in other layouts."""
    columns: dict[str, Figures] = {}
    anew: list[Figures] = []
    for sample in find_samples():
        issue = read(sample.pdf)
        truth = json.loads(sample.pdf_truth.read_text("utf-8"))
        figures = measure(truth, export_issue(issue), _say(f"{sample.name} PDF", worst))
        columns[f"{sample.name} PDF"] = figures | measure_lines(sample.lines, issue.pages, ())
        if sample.truth.is_relative_to(DATA):
            anew += list(_set_anew(sample, SETTINGS))
    columns["set anew"] = mean(anew)
    return columns


def _set_anew(sample: Sample, seeds: range) -> Iterator[Figures]:
    """Figures of the true documents set in other layouts."""
    for seed in seeds:
        pdf, true = typeset(json.loads(sample.truth.read_text("utf-8")), seed)
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            yield measure(true, export_text(Path(file.name)))


def collect_scans() -> dict[str, Figures]:
    """Figures by column: some pages of each sample as a desk scanner gives them, by OCR."""
    return {
        f"{sample.name} scan": measure_lines(sample.lines, read(sample.scan).pages, sample.scanned)
        for sample in find_samples()
        if sample.scanned
    }


def measure_lines(truth: Path, read: Sequence[Page], pages: tuple[int, ...]) -> Figures:
    """The line figures of `scoring_lines`, which prints them."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as export:
        json.dump(export_lines(tuple(read)), export, ensure_ascii=False)
        export.flush()
        words = [str(truth), export.name, *(["--pages", ",".join(map(str, pages))] if pages else [])]
        out = io.StringIO()
        with contextlib.redirect_stdout(out), mock.patch.object(sys, "argv", ["scoring_lines.py", *words]):
            scoring_lines.main()
    return {line.split()[0]: float(line.split()[1]) for line in out.getvalue().splitlines()}


def _say(name: str, worst: bool) -> Callable[[str], None] | None:
    return (lambda note: print(f"{name}: {note}")) if worst else None


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
facts are F1. How each is computed: `bench/scoring.py`, `bench/scoring_lines.py`; what is marked as an entity:
`conventions.md`.

## Text

The samples are three real issues as a public OCR service returned them, with hand-made truth (`tests/data/truth`), and,
where it is at hand, an issue of another city. `damaged` is the mean over {n} texts made from the true documents by
`bench/damage.py`: other line widths, torn columns, jumps, spellings of marks, forms of the contents, notices and tails
woven out of two columns, lost markers, torn brackets, doubled lines, marks of other languages.
The program was developed against these samples: other issues are the better judge, and `damaged` a weaker one.

"""
PDFS = """
## PDF

The same issues set in type, two columns a page, with a text layer. `lines.found`: printed lines read whole, on the
right page, within 2 points of their baseline; `lines.ordered`: neighbours in order; `pages.text`: as `text`, by page.
`set anew` is the mean over {n} PDFs of the true documents, set by `bench/typeset.py` in other type sizes, margins,
columns, heads, folios and jumps.

"""
SCANS = """
## Scans

Some pages of those PDFs as images only, read by OCR (RapidOCR). `lines.ordered` can't reach 1 where a signature repeats
the words of a title: for scans the scorer takes the first line of those words on the page; fed with the truth itself it
gives 1.0000, 0.9795 and 0.9663.

"""

FORMS = """
## Forms of page

Documents of the same truth, set by `bench/forms.py` as other typesetters do; some of each. `text`: as above, by page,
running heads left out; `paragraphs`: those, and rows of tables, that a document has whole; `rows`: those of tables.
What is lowest shows what is not read yet: tables whose columns nothing but white parts, columns that change in a page.

"""
OTHERS = """
## Texts of others

Real documents of other provinces and cities, one after another without a 目录, as a PDF reader left their lines. They
belong to their publishers and are not in the repository; `GONGBAO_REAL_WORLD` names where they lie. What is not found
counts as wrong in every field. No gazette is described for any of them. How each figure is computed:
`bench/scoring_documents.py`.

"""
OTHER_PDFS = """
## PDFs of others

Extracts of a national gazette, a volume of rules, plans, a notice, a decision under a seal, as their publishers set or
scanned them (as above, not in the repository). `snippets.ordered`: neighbouring words of a page that come in the order
of the print. How each figure is computed: `bench/scoring_pages.py`.

"""


def main() -> None:
    """Print the tables and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", action="store_true", help="say what is wrong")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    parser.add_argument("--golden", action="store_true", help="write the golden exports anew and stop")
    parser.add_argument("--damage", metavar="FROM-TO", help="score damage by these seeds alone, such as 1000-1007")
    parser.add_argument("--kinds", default=",".join(KINDS), help="what is torn: " + ", ".join(KINDS))
    options = parser.parse_args()
    if options.damage:
        first, last = map(int, options.damage.split("-"))
        kinds = [kind for kind in options.kinds.split(",") if kind]
        print(to_markdown({"damaged": collect_damage(range(first, last + 1), kinds, options.worst)}))
        return
    if options.golden:
        for sample in find_samples():
            if sample.truth.is_relative_to(DATA):
                path = HERE.parent / "tests" / "golden" / "exports" / f"{sample.name}.json"
                text = json.dumps(export_text(sample.text), ensure_ascii=False, indent=1)
                path.write_text(text + "\n", "utf-8")
        return
    count = len(SEEDS) * len(list((DATA / "truth").glob("*.json")))
    say = print if options.worst else None
    page = PREFACE.format(n=count) + _tell("Text", collect(options.worst))
    page += PDFS.format(n=len(SETTINGS) * count // len(SEEDS)) + _tell("PDF", collect_pdfs(options.worst))
    page += SCANS + _tell("Scans", collect_scans())
    page += FORMS + _tell("Forms of page", forms.collect())
    page += OTHERS + _tell("Texts of others", real_world.collect_texts(say))
    page += OTHER_PDFS + _tell("PDFs of others", real_world.collect_pages(say))
    print(page)
    if options.write:
        COMMITTED.write_text(page, "utf-8")


def _tell(heading: str, measured: dict[str, Figures]) -> str:
    """The table under a heading: what was measured, and of samples that are not at hand what is committed."""
    known = committed(heading)
    shown = {column: measured.get(column, figures) for column, figures in known.items()}
    return to_markdown(shown | measured) + "\n"


def committed(heading: str) -> dict[str, Figures]:
    """The figures of a table of docs/accuracy.md, by column."""
    _, _, page = COMMITTED.read_text("utf-8").partition(f"## {heading}\n")
    lines = [line for line in page.split("\n## ")[0].splitlines() if line.startswith("|")]
    if not lines:
        return {}
    head, _, *body = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in lines]
    return {column: {row[0]: float(row[at]) for row in body if row[at] != "–"} for at, column in enumerate(head) if at}


if __name__ == "__main__":
    main()
