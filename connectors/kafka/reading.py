"""Topics from their beginning to the ends that they have now, as a `read_committed` reader sees it."""

import time
from collections.abc import Iterator
from typing import Any

from kafka import TopicPartition

from connectors.kafka.connection import consumer, translated_errors
from gongbao.errors import SettingsError, UnavailableError
from gongbao.settings import Kafka


def read(config: Kafka, *topics: str) -> Iterator[Any]:
    """The committed records of some topics, by one client. Raises SettingsError where there is none of a name."""
    with translated_errors(config):
        client = consumer(config)
        try:
            partitions = [partition for topic in topics for partition in _find_partitions(client, config, topic)]
            client.assign(partitions)
            client.seek_to_beginning()
            ends = client.end_offsets(partitions)
            left = set(partitions)
            deadline = time.monotonic() + config.request_seconds
            while left := {p for p in left if client.position(p) < ends[p]}:
                for records in client.poll(timeout_ms=200).values():
                    deadline = time.monotonic() + config.request_seconds
                    yield from (r for r in records if r.offset < ends[TopicPartition(r.topic, r.partition)])
                if time.monotonic() > deadline:
                    raise UnavailableError(f"Kafka at {config.bootstrap_servers} sends nothing of {', '.join(topics)}.")
        finally:
            client.close(autocommit=False)


def _find_partitions(client: Any, config: Kafka, topic: str) -> list[TopicPartition]:
    numbers = client.partitions_for_topic(topic)
    if not numbers:
        raise SettingsError(f"Kafka at {config.bootstrap_servers} has no topic {topic}.", "Run `gongbao topics apply`.")
    return [TopicPartition(topic, number) for number in sorted(numbers)]
