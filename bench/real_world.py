"""Real documents of other bodies, where they lie: texts of many documents without a 目录, and PDFs as others print.

They belong to their publishers and stay out of the repository. GONGBAO_REAL_WORLD names the folder: `texts/*.txt` and
`pages/*.pdf`, the truth of each beside it as `.json`, in the forms that scoring_documents.py and scoring_pages.py read.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import scoring_documents
import scoring_pages

from connectors.readers.registry import reader_for
from gongbao.export import export_issue, export_lines
from gongbao.gazette import HOME
from gongbao.model import Artifact, Page
from transforms.layout.reading_order import arrange
from transforms.pipeline import Job, list_pages, make_reading, read_page, version

Figures = dict[str, float]
Say = Callable[[str], None]


def find_truths(folder: str) -> Iterator[Path]:
    """The files of truth in `texts` or `pages`; none where GONGBAO_REAL_WORLD names no folder."""
    home = os.environ.get("GONGBAO_REAL_WORLD")
    yield from sorted((Path(home) / folder).glob("*.json")) if home else ()


def read(path: Path, media_type: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The export of a file, and its lines; a rejected file has its lines alone."""
    readers = partial(reader_for, arrange=arrange)
    refs = list_pages(Job(Artifact(path.name, "0" * 64, media_type, 0), str(path)), readers)
    parts = [read_page(ref, readers)[1] for ref in refs]
    issue = make_reading(parts, HOME, version(HOME)).issue
    if issue is not None:
        return export_issue(issue), export_lines(issue.pages)
    return {"documents": []}, export_lines(tuple(part.page for part in parts if isinstance(part.page, Page)))


def collect_texts(say: Say | None = None) -> dict[str, Figures]:
    """Figures by column: each text, and their mean."""
    columns: dict[str, Figures] = {}
    for truth in find_truths("texts"):
        text = truth.with_suffix(".txt")
        export, _ = read(text, "text/plain")
        scored = scoring_documents.score(_load(truth), text.read_text("utf-8"), [export], 20 if say else 0)
        columns[truth.stem] = _keep(truth.stem, scored, say)
    return columns | ({"mean": mean(list(columns.values()))} if columns else {})


def collect_pages(say: Say | None = None) -> dict[str, Figures]:
    """Figures by column: the means of PDFs with a text layer, of scans, and of all."""
    layers: dict[str, list[Figures]] = defaultdict(list)
    for truth in find_truths("pages"):
        told = _load(truth)
        scored = scoring_pages.score(told, *read(truth.with_suffix(".pdf"), "application/pdf"), 20 if say else 0)
        layers["scans" if told.get("layer") == "scan" else "text layers"].append(_keep(truth.stem, scored, say))
    columns = {f"{name} ({len(rows)})": mean(rows) for name, rows in sorted(layers.items(), reverse=True)}
    return columns | ({"mean": mean([row for rows in layers.values() for row in rows])} if columns else {})


def mean(rows: Sequence[Figures]) -> Figures:
    """The mean of each figure over the rows that have it."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {n: sum(r[n] for r in rows if n in r) / sum(n in r for r in rows) for n in names}


def _load(truth: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(truth.read_text("utf-8"))
    return loaded


def _keep(name: str, scored: tuple[dict[str, float | None], list[str]], say: Say | None) -> Figures:
    """The figures that apply; notes are said where somebody listens."""
    figures, notes = scored
    for note in notes if say else ():
        assert say is not None
        say(f"{name}: {note}")
    return {figure: value for figure, value in figures.items() if value is not None}
