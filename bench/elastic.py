"""Indexing 10,000 documents beside a bare `parallel_bulk` of the same bodies; a search beside the node's own time.

`python bench/elastic.py [--documents N] [--write]` starts a node from jars, makes a ledger of made-up issues, and in
one run indexes them both ways, turn by turn. `--write` puts the rows into bench/RESULTS.md under their own heading.
"""

import argparse
import datetime as dt
import platform
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch, helpers

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "integration"), str(ROOT / "bench")]

from builders import make_document, make_entity, make_issue  # noqa: E402
from elasticsearch_server import Node, clean, missing, remove  # noqa: E402
from results import write_section  # noqa: E402

from connectors.elastic.entries import entries, issue_entry  # noqa: E402
from connectors.elastic.index import ElasticsearchIndex  # noqa: E402
from connectors.elastic.search import ElasticsearchSearch  # noqa: E402
from connectors.ledger import SqlLedger, open_ledger  # noqa: E402
from gongbao.model import Facts  # noqa: E402
from gongbao.ports import Query  # noqa: E402
from gongbao.settings import ElasticsearchSettings  # noqa: E402

OF_AN_ISSUE = 25
SYLLABLES = re.findall(
    "..",
    "湿地保护规划管理办法实施意见年度计划项目资金审批监督检查工作经济发展金融产业农业教育卫生交通水利生态环境安全生产"
    "应急救援科技创新人才就业残疾老龄养老住房土地征收补偿市场监管营商政务公开",
)
QUERIES = (
    "湿地保护",
    "营商环境",
    "示政发〔2021〕77号",
    "市林业局",
    "保护规划 资金",
    "养老",
    "应急救援科技创新",
    "谁是市林业局局长",
)
ROUNDS = 3
SEARCHES = 20


def make_ledger(path: Path, count: int) -> SqlLedger:
    """A ledger with that many documents, of 2 to 20 paragraphs each."""
    chance = random.Random(6)
    ledger = open_ledger(f"sqlite:///{path}")
    for number in range(1, count // OF_AN_ISSUE + 1):
        documents = []
        for n in range(1, OF_AN_ISSUE + 1):
            texts = tuple(make_text(chance) for _ in range(chance.randint(2, 20)))
            texts = (*texts, "由市林业局牵头。")
            facts = Facts(entities=(make_entity("ORG", texts, len(texts) - 1, "市林业局", "示例市林业局"),))
            title = f"关于{''.join(chance.choices(SYLLABLES, k=5))}的通知"
            date = dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(3000))
            serial = (number - 1) * OF_AN_ISSUE + n
            documents.append(make_document(n, f"示政发〔2021〕{serial}号", title, texts, facts=facts, date=date))
        ledger.commit(make_issue(tuple(documents), number=number))
    return ledger


def make_text(chance: random.Random) -> str:
    """A paragraph."""
    return "，".join("".join(chance.choices(SYLLABLES, k=chance.randint(3, 8))) for _ in range(chance.randint(2, 12)))


def index_ours(client: Elasticsearch, ledger: SqlLedger, connection: ElasticsearchSettings) -> float:
    """Seconds of `gongbao index sync` into empty indices: reading the ledger and making the bodies too."""
    index = ElasticsearchIndex(connection, ledger, client)
    index.create()
    return timed(lambda: index.sync())


def index_bare(client: Elasticsearch, actions: list[dict[str, Any]], names: dict[str, str]) -> float:
    """Seconds of `parallel_bulk` of the same bodies, which lie ready in memory, with its defaults."""

    def run() -> None:
        for ok, item in helpers.parallel_bulk(client, ({**a, "_index": names[a["_index"]]} for a in actions)):
            assert ok, item
        client.indices.refresh(index=",".join(names.values()))

    return timed(run)


def make_actions(ledger: SqlLedger) -> list[dict[str, Any]]:
    """The bodies that a sync writes, `_index` being their kind."""
    actions = []
    for name in ledger.states():
        snapshot = ledger.snapshot(name)
        assert snapshot is not None
        for entry in (*entries(snapshot), issue_entry(snapshot)):
            assert entry.body is not None
            actions.append({"_index": entry.kind, "_id": entry.id, "_source": entry.body})
    return actions


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def search(connection: ElasticsearchSettings) -> tuple[float, float, float]:
    """Median milliseconds of a search, of the node's own time for it, and of the ratio."""
    engine = ElasticsearchSearch(connection)
    for text in QUERIES:
        engine.search(Query(text))
    ours, theirs = [], []
    for _ in range(SEARCHES):
        for text in QUERIES:
            ours.append(1000 * timed(lambda text=text: engine.search(Query(text))))  # type: ignore[misc]
            theirs.append(float(max(1, engine.took)))
    return statistics.median(ours), statistics.median(theirs), sum(ours) / sum(theirs)


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--write", action="store_true")
    config = options.parse_args()
    if lacking := missing():
        raise SystemExit(lacking)
    # Garbage that is not yet collected counts as memory by default, and the node then refuses a request (429) now and
    # then: we would wait, the peer ends.
    node = Node(Path(tempfile.mkdtemp(prefix="gongbao-es-")), "indices.breaker.total.use_real_memory=false")
    ours, bare = [], []
    try:
        node.start()
        connection = ElasticsearchSettings(url=node.url, search_timeout=30.0)
        client = Elasticsearch(node.url, request_timeout=120)
        with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as home:
            ledger = make_ledger(Path(home) / "ledger.db", config.documents)
            actions = make_actions(ledger)
            for _ in range(ROUNDS):  # turn by turn, so that both see the same warm node and the same neighbours
                clean(node.url)
                index = ElasticsearchIndex(connection, ledger)
                index.create()
                bare.append(index_bare(client, actions, index.names()))
                clean(node.url)
                ours.append(index_ours(client, ledger, connection))
            median, took, ratio = search(connection)
    finally:
        remove(node)
    best, rival = statistics.median(ours), statistics.median(bare)
    rows = [
        f"| {config.documents:,} documents, {len(actions):,} entries: gongbao index sync | {best:.1f} s | "
        f"{config.documents / best:,.0f} documents/s |",
        f"| the same bodies, ready in memory: helpers.parallel_bulk | {rival:.1f} s | "
        f"{config.documents / rival:,.0f} documents/s |",
        f"| sync beside parallel_bulk | {rival / best:.2f} | asked: at least 0.7 |",
        f"| a search, median of {SEARCHES * len(QUERIES)} | {median:.1f} ms | node's took {took:.0f} ms |",
        f"| search beside took, all together | {ratio:.2f} | asked: at most 2 |",
    ]
    print("\n".join(rows))
    if config.write:
        write(rows)


def write(rows: list[str]) -> None:
    """Put the rows under their heading, in place of those before."""
    about = (
        f"{dt.date.today()}, {platform.machine()}, Python {platform.python_version()}, a node with 512 MB of heap on "
        f"the same two cores; medians of {ROUNDS} turns."
    )
    write_section("Elasticsearch", "\n".join([about, "", "| what | figure | |", "| --- | ---: | --- |", *rows]))


if __name__ == "__main__":
    main()
