"""Clients of Kafka from the settings, and what its errors mean to a person."""

import collections
import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka import errors as kafka_errors
from kafka.net.transport import KafkaSSLTransport, KafkaTCPTransport
from kafka.partitioner.default import DefaultPartitioner, murmur2

from connectors.network import warn_in_clear
from gongbao.errors import GazetteError, SettingsError, TakenOverError, UnavailableError
from gongbao.settings import Kafka

MAX_REQUEST = 1024 * 1024  # bytes of one record: Kafka's own default limit
BATCH_BYTES = 128 * 1024  # of one partition's records sent at once

# At DEBUG these write every byte that is sent, or all options: passwords among them.
for writer in ("kafka.net.connection", "kafka.protocol.parser", "kafka.admin.client"):
    logging.getLogger(writer).addFilter(lambda record: record.levelno > logging.DEBUG)


def receive_before_error(receive: Callable[[Any], tuple[bytes, Any]]) -> Callable[[Any], tuple[bytes, Any]]:
    """What came before an error first, and the error the next time.

    A broker that refuses a password says so and hangs up. Where both come at once, kafka-python (3.0.12) throws away
    what was said, and tries again as if nobody had answered.
    """

    def receive_all(transport: Any) -> tuple[bytes, Any]:
        data, error = receive(transport)
        return (data, None) if data else (data, error)

    return receive_all


for transport in (KafkaTCPTransport, KafkaSSLTransport):
    transport._sock_recv = receive_before_error(transport._sock_recv)

FENCED = (
    kafka_errors.ProducerFencedError,
    kafka_errors.InvalidProducerEpochError,
    kafka_errors.TransactionCoordinatorFencedError,
)
REFUSED = (
    kafka_errors.AuthorizationError,
    kafka_errors.SaslAuthenticationFailedError,
    kafka_errors.UnsupportedSaslMechanismError,
    kafka_errors.IllegalSaslStateError,
    kafka_errors.KafkaConfigurationError,
)
MISSING = (kafka_errors.UnknownTopicOrPartitionError, kafka_errors.InvalidTopicError)


def common_options(config: Kafka) -> dict[str, Any]:
    """The options that every client takes. Raises SettingsError where the settings contradict one another."""
    if not config.configured:
        raise SettingsError("No Kafka is configured.", "Set GONGBAO_KAFKA__BOOTSTRAP_SERVERS to host:port.")
    milliseconds = int(config.request_seconds * 1000)
    assert config.bootstrap_servers is not None
    if not config.tls and config.sasl_mechanism in ("PLAIN", "OAUTHBEARER"):  # SCRAM does not send the password
        for server in config.bootstrap_servers.split(","):
            warn_in_clear("The login for Kafka", server.strip().rpartition(":")[0] or server.strip())
    return {
        "bootstrap_servers": [server.strip() for server in config.bootstrap_servers.split(",")],
        "client_id": "gongbao",
        "security_protocol": ("SASL_" if config.sasl_mechanism else "") + ("SSL" if config.tls else "PLAINTEXT"),
        "bootstrap_timeout_ms": milliseconds,
        "request_timeout_ms": milliseconds,
        "reconnect_backoff_max_ms": 1_000,
        **(_tls(config) if config.tls else {}),
        **(_sasl(config) if config.sasl_mechanism else {}),
    }


def admin(config: Kafka) -> KafkaAdminClient:
    """A client that looks at topics and makes them. Close it."""
    return KafkaAdminClient(**common_options(config))


def consumer(config: Kafka) -> KafkaConsumer:
    """A reader of committed records that belongs to no group. Close it."""
    return KafkaConsumer(
        **common_options(config),
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        allow_auto_create_topics=False,
        fetch_max_wait_ms=100,
    )


def producer(config: Kafka, transactional_id: str, batch_bytes: int = BATCH_BYTES) -> KafkaProducer:
    """A transactional producer, not yet initialised. Close it."""
    options = common_options(config)
    return KafkaProducer(
        **options,
        transactional_id=transactional_id,
        transaction_timeout_ms=int(config.transaction_seconds * 1000),
        # After a broker's crash the client may keep a batch without sending it. To give up soon costs nothing: a new
        # producer sends the same again.
        delivery_timeout_ms=options["request_timeout_ms"] + 1_000,
        max_block_ms=options["request_timeout_ms"],
        max_request_size=MAX_REQUEST,
        allow_auto_create_topics=False,
        partitioner=KeyPartitioner(),
        linger_ms=5,
        batch_size=batch_bytes,
        metrics_enabled=False,
    )


class KeyPartitioner(DefaultPartitioner):  # type: ignore[misc] # the library has no types
    """The partition that the client itself would choose, each key's hash computed once.

    An event and the state that it leaves have the same key, and the client's hash, Java's murmur2 in plain Python, is a
    twentieth of the time that it takes to publish them.
    """

    def partition(
        self, topic: str, key: Any, serialized_key: bytes | None, value: Any, serialized_value: Any, cluster: Any
    ) -> int:
        """A number from 0; without a key any that has a leader. Raises ValueError for a topic that is not there."""
        count = len(cluster.partitions_for_topic(topic) or ())
        if serialized_key is None or not count:
            partition: int = super().partition(topic, key, serialized_key, value, serialized_value, cluster)
            return partition
        return hash_key(serialized_key) % count


@lru_cache(maxsize=2**15)  # a batch's states come after its events: as many keys as a batch may have
def hash_key(key: bytes) -> int:
    """A key's hash as all clients of Kafka compute it, from 0."""
    return int(murmur2(key)) & 0x7FFFFFFF


@contextlib.contextmanager
def translated_errors(config: Kafka) -> Iterator[None]:
    """Errors of Kafka, as what a person can do something about."""
    with _capture_logged_errors() as heard:
        try:
            yield
        except (kafka_errors.KafkaError, OSError) as error:
            raise translate_error(error, config, heard) from error


def translate_error(error: BaseException, config: Kafka, heard: Sequence[BaseException] = ()) -> GazetteError:
    """The sentence for an error of Kafka's client, and for what it only logged. Never says a secret."""
    found = [e for one in (error, *heard) for e in walk_causes(one)]
    servers = config.bootstrap_servers
    if any(isinstance(e, FENCED) for e in found):
        return TakenOverError(f"Another publisher named “{config.publisher}” has taken over at {servers}.")
    for e in found:
        if isinstance(e, GazetteError):
            return e
        if isinstance(e, REFUSED):
            who = f" as {config.username}" if config.username else ""
            return SettingsError(
                f"Kafka at {servers} refuses access{who}: {_words(e)}.",
                "Check GONGBAO_KAFKA__SASL_MECHANISM, USERNAME, PASSWORD or the OAUTH settings, and the rights.",
            )
        if isinstance(e, MISSING):
            return SettingsError(f"A topic is missing at {servers}: {_words(e)}.", "Run `gongbao topics apply`.")
        if "CERTIFICATE_VERIFY_FAILED" in str(e):
            return SettingsError(f"The certificate of {servers} is not to be trusted.", "Check GONGBAO_KAFKA__TLS_CA.")
    return UnavailableError(f"Kafka at {servers} does not answer: {_words(error)}.")


@contextlib.contextmanager
def _capture_logged_errors() -> Iterator[Sequence[BaseException]]:
    """The errors that the client meets as it connects: it logs them, and in the end says only that it took too long."""
    heard: collections.deque[BaseException] = collections.deque(maxlen=20)

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.extend(error for error in record.args or () if isinstance(error, BaseException))

    logger, ear = logging.getLogger("kafka.net.manager"), Ear()
    if not logger.isEnabledFor(logging.WARNING):
        logger.setLevel(logging.WARNING)
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)


def walk_causes(error: BaseException) -> Iterator[BaseException]:
    """An error, what it carries along, and what caused it."""
    seen: set[int] = set()
    left = [error]
    while left:
        one = left.pop(0)
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            left += [e for e in (*one.args, one.__cause__, one.__context__) if isinstance(e, BaseException)]


def _words(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".")[:300] or type(error).__name__


def _tls(config: Kafka) -> dict[str, Any]:
    import ssl

    try:
        context = ssl.create_default_context(cafile=str(config.tls_ca) if config.tls_ca else None)
        if config.tls_certificate is not None:
            password = config.tls_key_password
            context.load_cert_chain(
                config.tls_certificate, config.tls_key, password.get_secret_value() if password else None
            )
    except (OSError, ssl.SSLError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__
        raise SettingsError(
            f"A certificate or key can't be read: {reason}.",
            "Check GONGBAO_KAFKA__TLS_CA, TLS_CERTIFICATE, TLS_KEY and TLS_KEY_PASSWORD.",
        ) from error
    return {"ssl_context": context}


def _sasl(config: Kafka) -> dict[str, Any]:
    options: dict[str, Any] = {"sasl_mechanism": config.sasl_mechanism}
    if config.sasl_mechanism == "OAUTHBEARER":
        from connectors.kafka.oauth import Tokens

        return options | {"sasl_oauth_token_provider": Tokens(config)}
    if config.username is None or config.password is None:
        raise SettingsError(
            f"{config.sasl_mechanism} needs a name and a password.",
            "Set GONGBAO_KAFKA__USERNAME and GONGBAO_KAFKA__PASSWORD.",
        )
    return options | {"sasl_plain_username": config.username, "sasl_plain_password": config.password.get_secret_value()}
