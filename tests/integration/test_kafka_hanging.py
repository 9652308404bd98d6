"""Transactions that Kafka ended in some partitions only: readers still get each event once.

A broker leaves such transactions behind by chance only (docs/decisions/exactly-once.md). Here they are made: records
are sent to partitions that the coordinator was never told of, on a broker that does not ask it.
"""

from collections.abc import Iterable, Iterator

import pytest
from builders import make_document, make_issue, with_text
from kafka import TopicPartition
from kafka_broker import Broker, running
from kafka_server import make_topics, need_kafka, published, state

from connectors.kafka import publisher, topics
from connectors.kafka.cloudevents import Record
from connectors.kafka.positions import read_position
from connectors.kafka.publisher import run
from connectors.kafka.transactions import Transactions
from connectors.ledger import SqlLedger
from gongbao.errors import UnavailableError
from gongbao.settings import Kafka

pytestmark = pytest.mark.server

DOCUMENTS = "gongbao.documents.v1"
STATES, POSITIONS = "gongbao.documents.state.v1", "gongbao.publisher.positions"
HISTORY = tuple(f"gongbao.{name}.v1" for name in ("issues", "documents", "appointments", "status", "findings"))
ALL = (*HISTORY, STATES, POSITIONS)


class CrashError(Exception):
    """The publisher's end."""


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A broker that takes a producer's word for what is in its transaction, as all did before Kafka 3.6."""
    need_kafka()
    with running(tmp_path_factory.mktemp("trusting"), "transaction.partition.verification.enable=false") as one:
        yield one


@pytest.fixture
def config(trusting: Broker, request: pytest.FixtureRequest) -> Kafka:
    """Settings and topics of this test's own; few events a batch, so that there is something before and after."""
    made = trusting.kafka(topic_prefix=f"h{abs(hash(request.node.name)) % 10**9}.", request_seconds=5, batch=6)
    make_topics(made)
    return made


def tear(transactions: Transactions, records: Iterable[Record], hidden: set[str], undone: set[str]) -> None:
    """End a transaction as a broker does that was killed: in `undone` topics aborted, in `hidden` ones not at all."""
    client = transactions._producer
    groups: dict[str, list[Record]] = {"hidden": [], "undone": [], "visible": []}
    for record in records:
        name = "hidden" if record.topic in hidden else "undone" if record.topic in undone else "visible"
        groups[name].append(record)
    for name in ("undone", "visible"):
        if groups[name]:
            client.begin_transaction()
            for r in groups[name]:
                client.send(r.topic, key=r.key, value=r.value, headers=r.headers)
            client.flush()
            (client.commit_transaction if name == "visible" else client.abort_transaction)()
    client.begin_transaction()
    for r in groups["hidden"]:
        client._transaction_manager._partitions_in_transaction |= {
            TopicPartition(r.topic, number) for number in client.partitions_for(r.topic)
        }
        client.send(r.topic, key=r.key, value=r.value, headers=r.headers)
    client.flush()
    raise CrashError


@pytest.mark.parametrize(
    ("hidden", "undone", "crash", "why"),
    [
        (ALL, (), None, "committed, and no marker at all: as seen with one broker"),
        (ALL, (), "undo", "the same, and a crash once the doubt is written down"),
        (ALL, (), "published_since", "the same, and a crash once all is undone"),
        ((DOCUMENTS,), (), None, "committed, the position is there, events are not"),
        ((DOCUMENTS,), (), "published_since", "the same, and nothing hangs any more"),
        ((POSITIONS,), (), None, "committed, events are there, the position is not"),
        ((POSITIONS,), (), "undo", "the same, and the doubt has taken the position's place"),
        ((DOCUMENTS, POSITIONS), (), None, "committed, some events are there"),
        ((STATES,), (), None, "committed, the states are not there"),
        ((DOCUMENTS,), tuple(set(ALL) - {DOCUMENTS}), None, "aborted, but not everywhere"),
        ((POSITIONS,), tuple(set(ALL) - {POSITIONS}), None, "aborted, but the position is open"),
    ],
)
def test_a_torn_transaction_is_made_good(
    config: Kafka,
    ledger: SqlLedger,
    hidden: tuple[str, ...],
    undone: tuple[str, ...],
    crash: str | None,
    why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each event once, in order, and the states as they are; also where the one that makes it good crashes."""
    ledger.commit(make_issue())
    run(ledger, config)
    ledger.commit(with_text(make_issue(), 0, 1, "改过的一段。"))
    ledger.commit(make_issue((make_document(1, issue="shili/2021/5"),), 5))
    calls = 0
    commit = Transactions.commit

    def torn(self: Transactions, records: Iterable[Record]) -> None:
        nonlocal calls
        calls += 1
        if calls != 2:  # the first is the claim
            return commit(self, records)
        return tear(self, records, *({config.topic_prefix + n for n in names} for names in (hidden, undone)))

    with monkeypatch.context() as patch:
        patch.setattr(Transactions, "commit", torn)
        with pytest.raises(CrashError):
            run(ledger, config)

    def fail(*_: object) -> None:
        raise CrashError

    if crash is not None:
        with monkeypatch.context() as patch, pytest.raises(CrashError):
            patch.setattr(Transactions if crash == "undo" else publisher, crash, fail)
            run(ledger, config)
    run(ledger, config)
    assert published(config) == list(ledger.events()), why
    latest = {e.subject: e.data["title"] for e in ledger.events(0, ["gongbao.document.*"])}
    assert {name: said and said["title"] for name, said in state(config).items()} == latest
    found, _ = read_position(config, topics.load(config))
    assert found is not None
    assert (found.position, found.doubtful) == (ledger.last_event(), False)
    assert ledger.last_published() == ledger.last_event()


def test_a_transaction_that_does_not_end_is_an_error(config: Kafka, ledger: SqlLedger) -> None:
    """What readers can't see yet is not published; the publisher says so instead of going on."""
    ledger.commit(make_issue())
    routes = topics.load(config)
    name = config.topic_prefix + DOCUMENTS
    with Transactions(config, routes.names, "publisher") as transactions:
        transactions._producer.commit_transaction = lambda: None  # a coordinator that says yes, and does nothing
        with pytest.raises(UnavailableError, match=r"does not end in .*documents\.v1"):
            transactions.commit([Record(name, b"k", b"{}", [])])
    run(ledger, config)
    assert published(config) == list(ledger.events())
