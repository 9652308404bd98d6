"""A real Kafka broker of this test run, topics of each test's own, and what their readers get."""

import json
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kafka_broker import Broker, missing, running

from connectors.kafka import topics
from connectors.kafka.cloudevents import read_dead_letter, read_event
from connectors.kafka.reading import read
from connectors.ledger import SqlLedger, open_ledger
from gongbao.events.dead_letters import DeadLetter
from gongbao.ports import Event
from gongbao.settings import Kafka


def need_kafka() -> None:
    """Skip where no broker can run; fail where one must."""
    if (what := missing()) is None:
        return
    if os.environ.get("GONGBAO_REQUIRE_SERVERS") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A broker that all tests share. It must not be stopped: `own_broker` is for that."""
    need_kafka()
    with running(tmp_path_factory.mktemp("kafka")) as one:
        yield one


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[Broker]:
    """A broker of this test's own, running."""
    need_kafka()
    with running(tmp_path / "kafka") as one:
        yield one


@pytest.fixture
def config(broker: Broker) -> Kafka:
    """Settings with a prefix of this test's own."""
    return broker.kafka(topic_prefix=f"t{uuid.uuid4().hex[:8]}.", request_seconds=5)


@pytest.fixture
def made(config: Kafka) -> Kafka:
    """The same, and the topics are there."""
    make_topics(config)
    return config


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    """An empty ledger on SQLite."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as one:
        yield one


def make_topics(config: Kafka, change: Callable[[topics.Topic], topics.Topic] = lambda topic: topic) -> None:
    """Make the described topics, `change`d."""
    routes = topics.load(config)
    wanted = [change(topic) for topic in routes.topics]
    topics.apply(config, topics.plan(wanted, topics.find(config, routes.names)))


def published(config: Kafka) -> list[Event]:
    """All events that a reader of the history topics gets, in the order of the outbox."""
    names = [topic.name for topic in topics.load(config).topics if topic.events]
    found = [read_event(record.headers, record.value) for name in names for record in read(config, name)]
    return sorted(found, key=lambda event: event.position)


def state(config: Kafka) -> dict[str, dict[str, object] | None]:
    """The state topic as its reader keeps it."""
    name = f"{config.topic_prefix}gongbao.documents.state.v1"
    return {r.key.decode(): json.loads(r.value) if r.value else None for r in read(config, name)}


def dead_letters(config: Kafka) -> list[DeadLetter]:
    """All dead letters."""
    return [read_dead_letter(record.value) for record in read(config, topics.load(config).dead_letters)]
