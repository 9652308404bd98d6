"""Topics as code: what `deploy/topics.toml` says, what a broker has, and the steps from one to the other."""

import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from connectors.kafka.connection import admin, translated_errors
from gongbao.errors import SettingsError
from gongbao.settings import Kafka

DEAD_LETTERS = "gongbao.dead-letters.v1"
POSITIONS = "gongbao.publisher.positions"
MAX_MESSAGE = "max.message.bytes"
LOOKS, PAUSE = 3, 1.0  # at topics that are not there, and seconds between


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic as it should be. `name` includes the prefix; `replication` -1 is the broker's default."""

    name: str
    title: str = ""
    events: tuple[str, ...] = ()
    state: str | None = None
    partitions: int = 1
    replication: int = -1
    configs: Mapping[str, str] = field(default_factory=dict)

    @property
    def states(self) -> str | None:
        """The topic that holds the last state of what its events are about: another, or this one where it keeps no
        more than the last event of each thing; None where there is none."""
        compacted = self.configs.get("cleanup.policy") == "compact"
        return self.state or (self.name if self.events and compacted else None)


@dataclass(frozen=True, slots=True)
class BrokerTopic:
    """One topic as a broker has it."""

    partitions: int
    configs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TopicChange:
    """One thing to do, or (`blocked`) one that can't be done here. `configs` are those to set."""

    topic: Topic
    action: str  # create, configure, blocked
    description: str
    configs: Mapping[str, str] = field(default_factory=dict)


class Routes:
    """Which topic takes which event. Made of the described topics."""

    def __init__(self, topics: Sequence[Topic], prefix: str = "") -> None:
        self.topics = tuple(topics)
        self.dead_letters = prefix + DEAD_LETTERS
        self.positions = prefix + POSITIONS
        self._known: dict[str, Topic | None] = {}

    def topic(self, kind: str) -> Topic | None:
        """The topic of a type of event; None where none takes it."""
        if kind not in self._known:
            fitting = (t for t in self.topics if any(fnmatchcase(kind, pattern) for pattern in t.events))
            self._known[kind] = next(fitting, None)
        return self._known[kind]

    @property
    def states(self) -> frozenset[str]:
        """The topics that hold states."""
        return frozenset(topic.states for topic in self.topics if topic.states)

    @property
    def event_topics(self) -> tuple[str, ...]:
        """The names of those that hold events."""
        return tuple(topic.name for topic in self.topics if topic.events)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in the order of the description."""
        return tuple(topic.name for topic in self.topics)


def load(config: Kafka) -> Routes:
    """The topics of the description, with the prefix. Raises SettingsError where it is not what it should be."""
    try:
        described = tomllib.loads(config.topics.read_text("utf-8"))["topics"]
        topics = [_topic(entry, config.topic_prefix) for entry in described]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"The topics can't be read from {config.topics}: {error}.") from error
    routes = Routes(topics, config.topic_prefix)
    wanted = {routes.dead_letters, routes.positions, *(t.state for t in topics if t.state)}
    if missing := sorted(wanted - set(routes.names)):
        raise SettingsError(f"{config.topics} does not describe {', '.join(missing)}.")
    if next(t for t in topics if t.name == routes.positions).partitions != 1:
        raise SettingsError(f"{routes.positions} must have one partition, so that its last record is the last.")
    return routes


def _topic(entry: Mapping[str, object], prefix: str) -> Topic:
    known = set(Topic.__dataclass_fields__)
    if unknown := sorted(set(entry) - known):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    configs, events = entry.get("configs", {}), entry.get("events", [])
    partitions, replication = entry.get("partitions", 1), entry.get("replication", -1)
    if not isinstance(configs, dict) or not isinstance(events, list):
        raise TypeError("configs is a table and events a list")
    if not isinstance(partitions, int) or not isinstance(replication, int) or partitions < 1:
        raise TypeError("partitions and replication are whole numbers")
    return Topic(
        name=prefix + str(entry["name"]),
        title=str(entry.get("title", "")),
        events=tuple(map(str, events)),
        state=prefix + str(entry["state"]) if entry.get("state") else None,
        partitions=partitions,
        replication=replication,
        configs={str(name): str(value) for name, value in configs.items()},
    )


def plan(wanted: Sequence[Topic], found: Mapping[str, BrokerTopic]) -> list[TopicChange]:
    """The steps from the topics there are to those described. Topics that are not described are left alone."""
    changes = []
    for topic in wanted:
        there = found.get(topic.name)
        if there is None:
            configs = ", ".join(f"{name}={value}" for name, value in topic.configs.items())
            description = f"create with {topic.partitions} partitions, {configs}"
            changes.append(TopicChange(topic, "create", description, topic.configs))
            continue
        if there.partitions != topic.partitions:
            description = (
                f"has {there.partitions} partitions, not {topic.partitions}: a new topic is needed to change that"
            )
            changes.append(TopicChange(topic, "blocked", description))
        if differing := {n: v for n, v in topic.configs.items() if there.configs.get(n) != v}:
            description = ", ".join(f"{name} {there.configs.get(name)} → {value}" for name, value in differing.items())
            changes.append(TopicChange(topic, "configure", description, differing))
    return changes


def find(config: Kafka, names: Sequence[str]) -> dict[str, BrokerTopic]:
    """What a broker has of some topics."""
    with translated_errors(config):
        client = admin(config)
        try:
            return _find(client, names)
        finally:
            client.close()


def apply(config: Kafka, changes: Sequence[TopicChange]) -> None:
    """Make the changes that can be made; each may have been made by another meanwhile."""
    new = [change.topic for change in changes if change.action == "create"]
    changed = [change for change in changes if change.action == "configure"]
    with translated_errors(config):
        client = admin(config)
        try:
            if new:
                client.create_topics(
                    {
                        topic.name: {
                            "num_partitions": topic.partitions,
                            "replication_factor": topic.replication,
                            "configs": dict(topic.configs),
                        }
                        for topic in new
                    },
                    wait_for_metadata=True,
                )
            for change in changed:
                resource = ConfigResource(ConfigResourceType.TOPIC, change.topic.name, dict(change.configs))
                answer = client.alter_configs([resource])["topic"][change.topic.name]
                if answer != "OK":
                    raise SettingsError(f"{change.topic.name} can't be changed: {answer}.")
        except ValueError as error:  # the client looks at names of configs before it asks the broker
            raise SettingsError(f"A topic can't be made as described: {error}.") from error
        finally:
            client.close()


def check(config: Kafka, routes: Routes) -> dict[str, BrokerTopic]:
    """What the broker has of the described topics. Raises SettingsError where one is missing."""
    for left in reversed(range(LOOKS)):  # a broker that has just started may not know its topics yet
        found = find(config, routes.names)
        if len(found) == len(set(routes.names)) or not left:
            break
        time.sleep(PAUSE)
    if missing := [name for name in routes.names if name not in found]:
        raise SettingsError(
            f"Kafka at {config.bootstrap_servers} has no {', '.join(missing)}.", "Run `gongbao topics apply`."
        )
    return found


def _find(client: KafkaAdminClient, names: Sequence[str]) -> dict[str, BrokerTopic]:
    partitions = {
        topic["name"]: len(topic["partitions"])
        for topic in client.describe_topics(list(names))
        if topic["error_code"] == 0
    }
    if not partitions:
        return {}
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in partitions]
    configs = client.describe_configs(resources, config_filter="all")["topic"]
    return {
        name: BrokerTopic(count, {key: str(config["value"]) for key, config in configs[name].items()})
        for name, count in partitions.items()
    }
