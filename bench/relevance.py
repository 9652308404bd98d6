"""How well search answers: judged queries on the issues in tests/data, for the ledger's search and Elasticsearch.

`python bench/relevance.py [--write] [--url URL]` prints the table; `--write` writes docs/relevance.md too. Without a
URL a node is started from jars, where Maven and a JDK are to be had.
"""

import argparse
import hashlib
import math
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "integration")]

from connectors.elastic.index import ElasticsearchIndex  # noqa: E402
from connectors.elastic.search import ElasticsearchSearch  # noqa: E402
from connectors.ledger import SqlLedger, open_ledger  # noqa: E402
from connectors.readers.registry import reader_for  # noqa: E402
from gongbao.model import Artifact  # noqa: E402
from gongbao.ports import Hit, Query, SearchIndex  # noqa: E402
from gongbao.settings import ElasticsearchSettings  # noqa: E402
from transforms.layout.reading_order import arrange  # noqa: E402
from transforms.pipeline import read_file  # noqa: E402

QUERIES = ROOT / "tests" / "relevance" / "queries.toml"
ISSUES = ROOT / "tests" / "data" / "issues"
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, what it is of, the documents that answer it with their grades, and what the first hit should show."""

    kind: str
    text: str
    documents: dict[str, int]
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Of one query: 1 over the place of the first best answer, nDCG@10, and whether the first hit shows the words."""

    query: Judged
    reciprocal: float
    ndcg: float
    shows: bool | None


def load_queries(path: Path = QUERIES) -> list[Judged]:
    """The judged queries."""
    return [Judged(**query) for query in tomllib.loads(path.read_text("utf-8"))["query"]]


def judge(query: Judged, hits: Sequence[Hit]) -> Score:
    """Score the hits of one query. An answer is a document with the highest grade of the query."""
    best = max(query.documents.values())
    found = [hit.document for hit in hits[:DEPTH]]
    place = next((n for n, document in enumerate(found, 1) if query.documents.get(document) == best), None)
    gained = [query.documents.get(document, 0) for document in found]
    ideal = sorted(query.documents.values(), reverse=True)[:DEPTH]
    shows = None
    if query.says is not None:
        shows = bool(hits) and query.says in hits[0].text
    return Score(query, 1 / place if place else 0.0, _dcg(gained) / _dcg(ideal), shows)


def _dcg(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(n + 1) for n, grade in enumerate(grades, 1))


def run(index: SearchIndex, queries: Sequence[Judged]) -> list[Score]:
    """Ask every query."""
    return [judge(query, index.search(Query(query.text, limit=DEPTH)).hits) for query in queries]


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def table(results: dict[str, list[Score]]) -> str:
    """MRR, nDCG@10 and the share of first hits that show the right words, by kind of query, as Markdown."""
    lines = [
        "| queries | n | " + " | ".join(f"{n}: MRR | nDCG@10 | shown" for n in results) + " |",
        "| --- | ---: |" + " ---: | ---: | ---: |" * len(results),
    ]
    kinds: dict[str, list[int]] = defaultdict(list)
    first = next(iter(results.values()))
    for n, score in enumerate(first):
        kinds[score.query.kind].append(n)
    for kind, places in [*kinds.items(), ("**all**", list(range(len(first))))]:
        cells = []
        for scores in results.values():
            of = [scores[n] for n in places]
            shown = [float(s.shows) for s in of if s.shows is not None]
            cells.append(f"{mean([s.reciprocal for s in of]):.3f} | {mean([s.ndcg for s in of]):.3f}")
            cells.append(f"{mean(shown):.2f}" if shown else "")
        lines.append(f"| {kind} | {len(places)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def fill(home: Path, url: str | None = None) -> SqlLedger:
    """A ledger with the issues of tests/data, in SQLite or where the URL says."""
    ledger = open_ledger(url or f"sqlite:///{home / 'ledger.db'}")
    for path in sorted(ISSUES.glob("*.txt")):
        data = path.read_bytes()
        artifact = Artifact(path.name, hashlib.sha256(data).hexdigest(), "text/plain", len(data))
        ledger.commit(read_file(artifact, path, partial(reader_for, arrange=arrange)).to_issue())
    return ledger


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write docs/relevance.md")
    options.add_argument("--url", help="an Elasticsearch to use, which must hold nothing of gongbao's")
    options.add_argument("--missed", action="store_true", help="print the queries whose first hit is not an answer")
    config = options.parse_args()
    queries = load_queries()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongbao-relevance-")))
        ledger = stack.enter_context(fill(home))
        results = {"ledger": run(ledger, queries)}
        if url := config.url or start_node(stack.callback):
            connection = ElasticsearchSettings(url=url)
            ElasticsearchIndex(connection, ledger).sync()
            results["Elasticsearch"] = run(ElasticsearchSearch(connection), queries)
    said = table(results)
    print(said)
    if config.missed:
        for name, scores in results.items():
            for s in scores:
                if s.reciprocal < 1 or s.shows is False:
                    print(f"{name}: {s.query.text} ({s.reciprocal:.2f}, shown: {s.shows})")
    if config.write:
        (ROOT / "docs" / "relevance.md").write_text(REPORT.format(count=len(queries), table=said), "utf-8")


def start_node(at_end: Callable[..., object]) -> str | None:
    """A node from jars; None, and why, where there can be none."""
    from elasticsearch_server import Node, missing, remove

    if lacking := missing():
        print(f"without Elasticsearch: {lacking}", file=sys.stderr)
        return None
    node = Node(Path(tempfile.mkdtemp(prefix="gongbao-es-")))
    at_end(remove, node)
    node.start()
    return node.url


REPORT = """# How well search answers

{count} queries of the kinds that people type, judged by hand on the three issues in `tests/data/issues`
(`tests/relevance/queries.toml`). MRR: 1 over the place of the first document with the highest grade. nDCG@10: with
gains 2^grade − 1. Shown: the share of queries, of those with words to show, whose first hit shows the paragraph that
says them. Written by `make relevance`; three issues are few, and the queries were written by who also wrote the search,
so these figures say that no kind of query fails, not how search does among thousands.

{table}
"""

if __name__ == "__main__":
    main()
