"""Publish 20,000 document events from the ledger, side by side with a bare `send` of the same records.

`python bench/kafka_throughput.py [--write]`, on one broker, in one run, turn by turn. What is compared:
- publish: `gongbao publish`'s own code, from the first look into the outbox to the last commit: reading, routing,
  states, positions, transactions, marks.
- bare send: kafka-python's `send` of records with the same keys, values and headers, ready in memory, to topics of the
  same kind, and a `flush` at the end; idempotent, as is its default, no transactions. Once with the publisher's own
  batching, once with the client's defaults, and once of the events alone, without the states.
"""

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

from builders import make_artifact, make_document, make_issue  # noqa: E402
from kafka import KafkaProducer  # noqa: E402
from kafka_broker import Broker, running  # noqa: E402
from results import write_section  # noqa: E402

from connectors.kafka import topics  # noqa: E402
from connectors.kafka.cloudevents import Record  # noqa: E402
from connectors.kafka.connection import BATCH_BYTES, MAX_REQUEST, admin  # noqa: E402
from connectors.kafka.publisher import Publisher  # noqa: E402
from connectors.kafka.routing import route  # noqa: E402
from connectors.ledger import SqlLedger, open_ledger  # noqa: E402
from gongbao.settings import Kafka  # noqa: E402

EVENTS = 20_000
ISSUES = 40
TURNS = 5
SENTENCE = "各县（市、区）人民政府，市政府各部门，各有关单位要加强组织领导，压实工作责任，按期完成各项任务。"
TUNED = {"linger_ms": 5, "batch_size": BATCH_BYTES, "max_request_size": MAX_REQUEST, "metrics_enabled": False}


def fill(ledger: SqlLedger) -> int:
    """Issues with 20,000 documents of about 2 KB each, and nothing else in the outbox but the issues' own events."""
    each = EVENTS // ISSUES
    for number in range(1, ISSUES + 1):
        name = f"shili/2021/{number}"
        documents = tuple(
            make_document(n, title=f"关于第{n}项工作的通知", texts=("各单位：", SENTENCE * 12), issue=name)
            for n in range(1, each + 1)
        )
        ledger.commit(make_issue(documents, number, artifact=make_artifact(name)))
    return ledger.last_event()


def publish(ledger: SqlLedger, config: Kafka) -> float:
    """Seconds for a publisher that has started."""
    with Publisher(ledger, config, topics.load(config)) as publisher:
        started = time.perf_counter()
        while publisher.publish() is not None:
            pass
        return time.perf_counter() - started


def send(records: list[Record], config: Kafka, **options: Any) -> float:
    """Seconds for the bare client that is connected."""
    producer = KafkaProducer(bootstrap_servers=config.bootstrap_servers, **options)
    started = time.perf_counter()
    for record in records:
        producer.send(record.topic, key=record.key, value=record.value, headers=record.headers)
    producer.flush()
    seconds = time.perf_counter() - started
    producer.close()
    return seconds


def measure(folder: Path) -> list[str]:
    """Rows of the table."""
    settings = {"KAFKA_OPTS": "", "KAFKA_HEAP": "1g"}
    with running(folder / "kafka", **settings) as broker, open_ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger:
        count = fill(ledger)
        times: dict[str, list[float]] = {"publish": [], "tuned": [], "default": [], "events": []}
        for turn in range(-1, TURNS):  # the first warms the broker up and does not count
            config = broker.kafka(topic_prefix=f"bench{turn + 1}.")
            make(config)
            sets = {name: prepare(ledger, broker, f"{name}{turn + 1}.") for name in ("tuned", "default", "events")}
            sets["events"] = [r for r in sets["events"] if not r.topic.endswith(".state.v1")]
            work: dict[str, Callable[[], float]] = {
                "publish": partial(publish, ledger, config),
                "tuned": partial(send, sets["tuned"], config, **TUNED),
                "default": partial(send, sets["default"], config),
                "events": partial(send, sets["events"], config, **TUNED),
            }
            # What lies ready in memory is the bench's own: no publisher would have it, and none of the four shall
            # pay for Python's collector to look at it again and again.
            gc.collect()
            gc.freeze()
            names = list(work)
            for name in names[turn % 4 :] + names[: turn % 4]:  # none is always the first
                seconds = work[name]()
                if turn >= 0:
                    times[name].append(seconds)
            gc.unfreeze()
            remove(config)  # else each turn would find a broker with more to look after than the one before
            print({name: [round(s, 2) for s in found] for name, found in times.items()}, flush=True)
        size = sum(len(r.value or b"") for r in sets["events"]) / len(sets["events"])
    median = {name: statistics.median(found) for name, found in times.items()}
    # Turn by turn, not of the medians: what else the machine does moves all four of a turn alike.
    against = {
        name: statistics.median(other / own for other, own in zip(found, times["publish"], strict=True))
        for name, found in times.items()
    }

    def row(what: str, name: str) -> str:
        seconds, records = median[name], len(sets.get(name, sets["tuned"]))
        share = "" if name == "publish" else f" {against[name]:.2f} "
        return f"| {what} | {records:,} | {seconds:.2f} | {count / seconds:,.0f} |{share}|"

    return [
        f"{count:,} events ({EVENTS:,} of documents, {size / 1000:.1f} KB each), median of {TURNS} turns in one run, "
        "clients connected:",
        "",
        "| what | records | seconds | events/s | publish against it |",
        "| --- | ---: | ---: | ---: | ---: |",
        row("`gongbao publish`: outbox to commit, with states, positions and marks", "publish"),
        row("bare `send` of the same records, batched as ours", "tuned"),
        row("bare `send` of the same records, the client's defaults", "default"),
        row("bare `send` of the events alone, without states, batched as ours", "events"),
    ]


def make(config: Kafka) -> topics.Routes:
    """The described topics."""
    routes = topics.load(config)
    topics.apply(config, topics.plan(routes.topics, {}))
    return routes


def remove(config: Kafka) -> None:
    """All topics that were made, whatever their prefix."""
    client = admin(config)
    client.delete_topics([name for name in client.list_topics() if ".gongbao." in name])
    client.close()


def prepare(ledger: SqlLedger, broker: Broker, prefix: str) -> list[Record]:
    """What the publisher would write, for topics of another prefix, ready in memory."""
    routes = make(broker.kafka(topic_prefix=prefix))
    limits = dict.fromkeys(routes.names, MAX_REQUEST)
    return [record for event in ledger.events() for record in route(event, routes, limits)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Publishing to Kafka against kafka-python's bare send.")
    parser.add_argument("--write", action="store_true", help="Put the table into bench/RESULTS.md.")
    config = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        rows = measure(Path(folder))
    print("\n".join(rows))
    if config.write:
        write_section("Publishing to Kafka", "\n".join(rows))


if __name__ == "__main__":
    main()
