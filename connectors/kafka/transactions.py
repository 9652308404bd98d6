"""Transactions of one name, each over for readers before the next begins.

Kafka answers a commit once it is decided; the markers that end the transaction in its partitions are written after
that. A broker that is killed in between writes them when it is back. Kafka 4.3 leaves out those of a partition that
has no leader at that moment: the transaction counts as ended, its records stay open, and the next marker of the same
producer id commits or aborts them together with its own. (docs/decisions/exactly-once.md says how this was seen.)
So `commit` returns only when nothing is open any more, `hanging` finds what those before left, `undo` ends it.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any, Self

from kafka import TopicPartition
from kafka import errors as kafka_errors

from connectors.kafka.cloudevents import Record
from connectors.kafka.connection import BATCH_BYTES, admin, producer, translated_errors
from gongbao.settings import Kafka

CLOSING = 2.0  # seconds for a client to close; what is open then is aborted by the next producer
FIRST_LOOK, LAST_LOOK = 0.002, 0.2  # seconds between two looks at what is open, doubled each time
REPLAYING = "replay"  # the role of those who send again what was published
NOTHING = b"nothing"  # key and value of a record that is sent only to be undone


def transactional_id(config: Kafka, role: str = "publisher") -> str:
    """The transactional id: of two producers that have it, the later fences the other off."""
    return f"{config.topic_prefix}gongbao.{role}.{config.publisher}"


class Transactions:
    """A producer from its start, which ends all others of its name, to its end. Use it in a `with`.

    Errors of the client come as `connectors.kafka.connection.translate_error` has them. After one, only closing works;
    whether the last transaction was committed then, the next of the name can tell by what it finds.
    """

    def __init__(self, config: Kafka, topics: Collection[str], role: str, batch_bytes: int = BATCH_BYTES) -> None:
        self._config = config
        self._topics = topics
        self._name = transactional_id(config, role)
        self._batch_bytes = batch_bytes
        self._producer: Any = None
        self._admin: Any = None
        self._producer_id = -1

    def __enter__(self) -> Self:
        try:
            with translated_errors(self._config):
                self._producer = producer(self._config, self._name, self._batch_bytes)
                self._producer.init_transactions()
                self._admin = admin(self._config)
                self._producer_id = self._admin.describe_transactions([self._name])[self._name].producer_id
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def commit(self, records: Iterable[Record]) -> None:
        """Send records in one transaction: all of them, or none. Returns when `read_committed` readers have them."""
        with translated_errors(self._config):
            self._producer.begin_transaction()
            sent = [self._producer.send(r.topic, key=r.key, value=r.value, headers=r.headers) for r in records]
            touched = self._flush(sent)
            self._within_seconds(self._producer.commit_transaction)
            self._wait_until_over(touched)

    def hanging(self) -> set[TopicPartition]:
        """Partitions of the topics where a transaction of this name is still open."""
        with translated_errors(self._config):
            described = self._admin.describe_topics(sorted(set(self._topics)))
            partitions = [
                TopicPartition(topic["name"], partition["partition_index"])
                for topic in described
                for partition in topic["partitions"]
            ]
            return self._open(partitions)

    def undo(self) -> None:
        """Abort hanging transactions: no reader will see their records."""
        partitions = self.hanging()
        if not partitions:
            return
        with translated_errors(self._config):
            self._producer.begin_transaction()
            sent = [self._producer.send(p.topic, key=NOTHING, value=NOTHING, partition=p.partition) for p in partitions]
            touched = self._flush(sent)
            self._within_seconds(self._producer.abort_transaction)
            self._wait_until_over(touched)

    def _flush(self, sent: list[Any]) -> set[TopicPartition]:
        """Wait until all is there; the partitions that it went to."""
        self._producer.flush(timeout=self._seconds)
        for future in sent:
            if future.failed():
                raise future.exception
        return {future.value.topic_partition for future in sent}

    def _wait_until_over(self, touched: Collection[TopicPartition]) -> None:
        """Wait until our transaction is over in partitions. Raises KafkaTimeoutError where it stays open."""
        end, pause = time.monotonic() + self._config.request_seconds, FIRST_LOOK
        while left := self._open_now(touched):
            if time.monotonic() > end:
                names = ", ".join(sorted(f"{p.topic}-{p.partition}" for p in left))
                raise kafka_errors.KafkaTimeoutError(f"the transaction does not end in {names}")
            time.sleep(pause)
            pause = min(2 * pause, LAST_LOOK)

    def _open_now(self, partitions: Collection[TopicPartition]) -> Collection[TopicPartition]:
        """What is open of partitions; all of them while the one to ask is not there."""
        try:
            return self._open(partitions)
        except kafka_errors.KafkaError as error:
            if not error.retriable:
                raise
            return partitions

    def _open(self, partitions: Collection[TopicPartition]) -> set[TopicPartition]:
        return {
            partition
            for partition, state in self._admin.describe_producers(partitions).items()
            for one in state.active_producers
            if one.producer_id == self._producer_id and one.current_transaction_start_offset >= 0
        }

    @property
    def _seconds(self) -> float:
        seconds: float = self._producer.config["delivery_timeout_ms"] / 1000
        return seconds

    def _within_seconds(self, action: Callable[[], None]) -> None:
        """Call what may wait without end. Raises KafkaTimeoutError where it does."""
        raised: list[BaseException] = []

        def call() -> None:
            try:
                action()
            except BaseException as error:
                raised.append(error)

        caller = threading.Thread(target=call, daemon=True)
        caller.start()
        caller.join(self._seconds)
        if raised:
            raise raised[0]
        if caller.is_alive():
            raise kafka_errors.KafkaTimeoutError(f"nothing came back within {self._seconds:g} s")

    def _close(self) -> None:
        if self._producer is not None:
            close(self._producer)
            self._producer = None
        if self._admin is not None:
            self._admin.close()
            self._admin = None


def close(client: Any) -> None:
    """Close a producer, whatever state it is in."""
    with contextlib.suppress(kafka_errors.KafkaError, OSError, RuntimeError, AssertionError):
        client.close(timeout=CLOSING)
    if not client._closed:  # close() gives up where it can't flush, and would leave its thread and its atexit behind
        client._sender.force_close()
        client._unregister_cleanup()
        client._closed = True
