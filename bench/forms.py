"""Set true documents in the forms of other typesetters, read them, and say how well.

`python bench/forms.py` prints a row a form; `--forms` names some, `--worst` says what is wrong, `--keep FOLDER` keeps
the PDFs. `text`: 1 − character error rate of a page's lines in their printed order, running heads left out;
`paragraphs`: share of the paragraphs, and rows of tables, that a document has whole; `rows`: those of tables alone.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE), str(HERE.parent / "tests")]

import pymupdf  # noqa: E402
from galley import Galley, Manner, fold, measure  # noqa: E402
from press import FACE  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402
from real_world import Figures, mean  # noqa: E402
from scoring import key  # noqa: E402

from connectors.readers.registry import reader_for  # noqa: E402
from gongbao.gazette import HOME  # noqa: E402
from gongbao.language.numerals import write_numeral  # noqa: E402
from gongbao.model import Artifact, Page  # noqa: E402
from transforms.layout.reading_order import arrange  # noqa: E402
from transforms.layout.running_headers import remove_running_headers  # noqa: E402
from transforms.pipeline import Job, list_pages, make_reading, read_page  # noqa: E402

DATA = HERE.parent / "tests" / "data"
Document = dict[str, Any]
Form = Callable[[Document], Galley]
HEAD = ["任务", "牵头单位", "责任单位", "完成时限"]
BODIES = ["市发展改革委", "市财政局", "市公安局", "市司法局、市人力资源社会保障局", "各县（市、区）人民政府"]


def begin(document: Document, galley: Galley) -> Galley:
    """The head of a document: its number and title, and the sentences above its text."""
    galley.new_page()
    galley.title(document["number"], 1.0)
    most = int(galley.whole.width / (1.6 * galley.size)) - 2
    for i in range(0, len(document["title"]), most):
        galley.title(document["title"][i : i + most])
    return galley


def prose(document: Document, manner: Manner = Manner(), **style: float) -> Galley:
    """A document in one column."""
    galley = begin(document, Galley(manner=manner, **style))  # type: ignore[arg-type]
    galley.flow(document["paragraphs"])
    return galley


def mixed_bands(document: Document) -> Galley:
    """One, two and three columns on a page."""
    galley = begin(document, Galley())
    left = list(document["paragraphs"])
    for count, size in zip([1, 2, 1, 3, 1, 2] * 40, [3, 6, 2, 9, 3, 8] * 40, strict=True):
        if not left:
            break
        here, left = left[:size], left[size:]
        galley.flow(here, count)
        galley.y += 0.6 * galley.line
    return galley


def hanging_articles(document: Document) -> Galley:
    """第X条 and a wide gap before the text of each paragraph, justified: single column."""
    galley = begin(document, Galley())
    left = [p for p in document["paragraphs"] if len(p) > 20]
    texts = [f"第{write_numeral(n)}条　{p}" for n, p in enumerate(left, 1)]
    galley.flow(texts)
    return galley


def heads_on_both_sides(document: Document) -> Galley:
    """Running heads at the left and right by turns, folios in the outer corner at the top."""
    galley = prose(document)
    number = len(galley.pages)
    for at in range(number):
        page = galley.document[at]
        head, folio = ("某某市人民政府公报", str(at + 31)) if at % 2 else ("政策文件", str(at + 31))
        x = galley.margin if at % 2 else galley.width - galley.margin - measure(head, 9) - 30
        page.insert_font("F0", fontbuffer=FACE.buffer)
        page.insert_text((x + (30 if at % 2 else 0), 40), head, fontname="F0", fontsize=9)
        x = galley.margin if at % 2 else galley.width - galley.margin - measure(folio, 9)
        page.insert_text((x, 40), folio, fontname="F0", fontsize=9)
    return galley


def side_folios(document: Document) -> Galley:
    """The number of the page in the outer margin, halfway down."""
    galley = prose(document)
    for at in range(len(galley.pages)):
        x = 25 if at % 2 else galley.width - 40
        galley.document[at].insert_text((x, galley.height / 2), str(at + 31), fontname="helv", fontsize=9)
    return galley


def footnotes(document: Document) -> Galley:
    """Notes in small type at the foot of each page, below a short ruling."""
    galley = begin(document, Galley())
    left = list(document["paragraphs"])
    floor = galley.floor - 3 * galley.line
    lines = [line for text in left for line in galley.break_lines(text, galley.whole.width)]
    galley.paragraphs += left
    while lines:
        rows = int((floor - galley.y) / galley.line)
        galley.set_lines(lines[:rows], galley.whole)
        lines = lines[rows:]
        galley.rule(galley.margin, floor + 0.8 * galley.line, galley.margin + 120, floor + 0.8 * galley.line)
        note = f"①本页第{write_numeral(len(lines) + 1)}处所称的部门，见其职责规定第{len(galley.pages)}条。"
        galley.show(note, galley.margin, floor + 1.8 * galley.line, 0.8 * galley.size)
        galley.pages[-1].append(note)
        if lines:
            galley.new_page()
    return galley


def make_rows(document: Document, count: int = 14) -> list[list[str]]:
    """Rows of a table of duties, of the document's own paragraphs."""
    tasks = [p[:46].rstrip("，。、；") for p in document["paragraphs"] if len(p) > 12][:count]
    return [[t, BODIES[i % 3], BODIES[(i * 2 + 1) % 5], f"20{21 + i % 4}年{1 + i % 12}月"] for i, t in enumerate(tasks)]


def table_form(document: Document, ruled: str, columns: int = 1, landscape: bool = False, rotation: int = 0) -> Galley:
    """Some text, a table, some text."""
    galley = begin(document, Galley(size=10.0 if columns > 1 else 11.0))
    prose_before, prose_after = document["paragraphs"][:8], document["paragraphs"][8:14]
    galley.flow(prose_before)
    shares = [0.4, 0.2, 0.25, 0.15]
    rows = [HEAD, *make_rows(document)]
    if landscape:
        galley.new_page(rotation, landscape=not rotation)
    galley.table(rows, galley.whole, shares, ruled)
    if landscape:
        galley.new_page()
    galley.flow(prose_after)
    return galley


def table_over_columns(document: Document) -> Galley:
    """A narrow table at the foot of the left column that goes on at the head of the right one."""
    galley = begin(document, Galley(size=10.0))
    left, right = galley.columns(2)
    texts = document["paragraphs"]
    galley.flow(texts[:3])
    top = galley.y
    rows = [[str(i), r[0][:18], r[1]] for i, r in enumerate(make_rows(document, 16), 1)]
    lines = [line for t in texts[3:7] for line in galley.break_lines(t, left.width)][:16]
    galley.set_lines(lines, left)
    galley.paragraphs += texts[3:7]
    galley.y += 16 * galley.line
    galley.table([["序号", "任务", "单位"], *rows[:8]], left, [0.15, 0.5, 0.35])
    galley.y = top
    galley.table(rows[8:], right, [0.15, 0.5, 0.35])
    more = [line for t in texts[7:11] for line in galley.break_lines(t, right.width)]
    galley.set_lines(more[:20], right)
    return galley


def merged_cells(document: Document) -> Galley:
    """A table whose first column and last column have cells over several rows, and a head over two columns."""
    galley = begin(document, Galley(size=10.0))
    galley.flow(document["paragraphs"][:6])
    x0, width, line = galley.margin, galley.whole.width, galley.line
    xs = [x0, x0 + 0.14 * width, x0 + 0.58 * width, x0 + 0.79 * width, x0 + width]
    rows = make_rows(document, 9)
    y = galley.y + line
    galley.rule(xs[0], y, xs[-1], y)
    for x, text in ((xs[0], "类别"), (xs[1], "任务"), (xs[2], "分工")):
        galley.show(text, x + 4, y + 0.75 * line if text == "分工" else y + 1.2 * line, 10)
    galley.rule(xs[2], y + line, xs[-1], y + line)
    galley.show("牵头单位", xs[2] + 4, y + 1.75 * line, 10)
    galley.show("责任单位", xs[3] + 4, y + 1.75 * line, 10)
    galley.rule(xs[3], y + line, xs[3], y + 2 * line)
    galley.pages[-1] += ["类别\t任务\t分工", "牵头单位\t责任单位"]
    start, y = y, y + 2 * line
    galley.rule(xs[0], y, xs[-1], y)
    for group in range(3):
        here = rows[3 * group : 3 * group + 3]
        top = y
        texts = []
        for i, (task, lead, doing, _) in enumerate(here):
            parts = list(fold(task, xs[2] - xs[1] - 8, 10))
            for n, part in enumerate(parts):
                galley.show(part, xs[1] + 4, y + (n + 0.75) * line, 10)
            galley.show(lead if i != 1 else "", xs[2] + 4, y + 0.75 * line, 10)
            if i == 0:
                for n, part in enumerate(fold(doing, xs[4] - xs[3] - 8, 10)):
                    galley.show(part, xs[3] + 4, y + (n + 0.75) * line, 10)
            y += max(2, len(parts)) * line
            galley.rule(xs[1], y, xs[2] if i < 2 else xs[-1], y)
            if i == 1:
                galley.rule(xs[2], y, xs[3], y)
            category = f"第{'一二三'[group]}类"
            texts.append([category if i == 0 else "", task, *([lead] if i != 1 else []), *([doing] if i == 0 else [])])
        galley.show(f"第{'一二三'[group]}类", xs[0] + 4, top + 0.75 * line, 10)
        galley.rule(xs[0], y, xs[-1], y)
        for i, row in enumerate(texts):
            cells = row if i == 0 else row[1:]
            galley.pages[-1].append("\t".join(cells))
    for x in xs:
        galley.rule(x, start if x != xs[3] else start + line, x, y)
    galley.y = y
    galley.flow(document["paragraphs"][6:9])
    return galley


def signed(document: Document) -> Galley:
    """Signatures whose characters stand far apart, two beside one another."""
    galley = begin(document, Galley())
    galley.flow(document["paragraphs"][:6])
    galley.y += 2 * galley.line
    for names in (("某某市发展和改革委员会", "某 某 市 财 政 局"), ("某某市公安局", "某某市自然资源和规划局")):
        for name, x in zip(names, (galley.margin + 20, galley.margin + 250), strict=True):
            galley.show(name.replace(" ", ""), x, galley.y, galley.size, 5.0 if " " in name else 0.0)
            galley.pages[-1].append(name.replace(" ", ""))
        galley.y += galley.line
    galley.show("2021年6月18日", galley.margin + 300, galley.y, galley.size, 2.0)
    galley.pages[-1].append("2021年6月18日")
    return galley


def hidden(document: Document) -> Galley:
    """White words between the lines, and links over others."""
    galley = prose(document)
    for page in galley.document:
        page.insert_font("F0", fontbuffer=FACE.buffer)
        page.insert_text((80, 300.5), "看不见的字在此", fontname="F0", fontsize=9, color=(1, 1, 1))
        page.insert_link(
            {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(70, 200, 300, 220), "uri": "https://example.org"}
        )
    return galley


def turned(document: Document, degrees: int) -> Galley:
    """A page that the viewer is told to turn, drawn so that it is read upright only then."""
    galley = prose(document)
    made = pymupdf.open()
    for page in galley.document:
        across = (page.rect.height, page.rect.width) if degrees % 180 else (page.rect.width, page.rect.height)
        new = made.new_page(width=across[0], height=across[1])
        new.show_pdf_page(new.rect, galley.document, page.number, rotate=degrees)
        new.set_rotation(degrees)
    galley.document = made
    return galley


FORMS: dict[str, Form] = {
    "one column": prose,
    "in runs of a few characters": partial(prose, manner=Manner(run=3, justified=False)),
    "wide tracking": partial(prose, manner=Manner(tracking=0.45)),
    "paragraphs set off by white": partial(prose, manner=Manner(indent=0, white=1)),
    "articles and a gap": hanging_articles,
    "one, two, three columns": mixed_bands,
    "heads left and right": heads_on_both_sides,
    "folios in the margin": side_folios,
    "footnotes": footnotes,
    "ruled table": partial(table_form, ruled="all"),
    "table with level rulings": partial(table_form, ruled="level"),
    "table without ruling": partial(table_form, ruled="none"),
    "landscape table": partial(table_form, ruled="all", landscape=True),
    "table over the column break": table_over_columns,
    "merged cells": merged_cells,
    "signatures": signed,
    "hidden words and links": hidden,
    "turned by 90°": partial(turned, degrees=90),
    "turned by 180°": partial(turned, degrees=180),
    "turned by 270°": partial(turned, degrees=270),
}


def find_documents() -> Iterator[Document]:
    """True documents that are long enough, but not too long."""
    for path in sorted((DATA / "truth").glob("*.json")):
        for document in json.loads(path.read_text("utf-8"))["documents"]:
            if (
                document["number"]
                and 30 <= len(document["paragraphs"]) <= 60
                and not any("\t" in p for p in document["paragraphs"])
            ):
                yield document
                break


def read(pdf: bytes) -> tuple[Sequence[Page], list[str]]:
    """The pages of a PDF, without running heads, and the paragraphs of its documents."""
    readers = partial(reader_for, arrange=arrange)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        refs = list_pages(Job(Artifact("set.pdf", "0" * 64, "application/pdf", 0), file.name), readers)
        parts = [read_page(ref, readers)[1] for ref in refs]
    pages = [part.page for part in parts if isinstance(part.page, Page)]
    issue = make_reading(parts, HOME, "0").issue
    found = [p.text for d in issue.documents for p in d.paragraphs] if issue else []
    return remove_running_headers(pages), found


def score(galley: Galley, worst: bool = False) -> Figures:
    """How well what a galley printed is read."""
    pages, paragraphs = read(galley.save())
    wrong = length = 0
    for printed, page in zip(galley.pages, pages, strict=True):
        want, have = key("".join(printed)), key("".join(line.text for line in page.lines))
        wrong, length = wrong + min(len(want), Levenshtein.distance(want, have)), length + len(want)
        if worst and want != have:
            print(f"page {page.index}: " + "; ".join(_tell_edits(want, have)))
    figures = {"text": 1 - wrong / length}
    have = {key(p) for p in paragraphs}
    whole = [key(p) for p in galley.paragraphs if key(p)]
    figures["paragraphs"] = sum(p in have for p in whole) / len(whole)
    lines = {key(line.text) + str(line.text.count("\t")) for page in pages for line in page.lines}
    rows = [key(t) + str(t.count("\t")) for page in galley.pages for t in page if "\t" in t]
    if rows:
        figures["rows"] = sum(r in lines for r in rows) / len(rows)
    for p in galley.paragraphs if worst else ():
        if key(p) not in have:
            print("   lost:", p[:60])
    return figures


def _tell_edits(want: str, have: str) -> list[str]:
    edits = [e for e in Levenshtein.opcodes(want, have) if e.tag != "equal"][:4]
    return [f"{e.tag} {want[e.src_start : e.src_end][:24]!r} → {have[e.dest_start : e.dest_end][:24]!r}" for e in edits]


def collect() -> dict[str, Figures]:
    """Each figure by form, the mean over the documents."""
    documents = list(find_documents())
    columns: dict[str, Figures] = {}
    for name, form in FORMS.items():
        for figure, value in mean([score(form(document)) for document in documents]).items():
            columns.setdefault(figure, {})[name] = value
    return columns


def main() -> None:
    """Print a row a form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forms", default="")
    parser.add_argument("--worst", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    documents = list(find_documents())
    for name, form in FORMS.items():
        if options.forms and not any(f in name for f in options.forms.split(",")):
            continue
        scored = []
        for n, document in enumerate(documents):
            galley = form(document)
            if options.keep:
                (options.keep / f"{name}-{n}.pdf").write_bytes(galley.save())
            scored.append(score(galley, options.worst))
        print(name.ljust(30), *(f"{k} {v:.4f}" for k, v in mean(scored).items()), flush=True)


if __name__ == "__main__":
    main()
