"""How a client is connected: settings and their secrets, errors, logs, partitions."""

import logging
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka import errors as kafka_errors
from kafka.net.transport import KafkaTCPTransport
from kafka.partitioner import DefaultPartitioner
from pydantic import SecretStr

from connectors.kafka.connection import KeyPartitioner, common_options, translate_error
from connectors.kafka.oauth import Tokens
from connectors.network import warn_in_clear
from gongbao.errors import SettingsError, TakenOverError, UnavailableError
from gongbao.settings import Kafka, Settings

SECRETS = {
    "password": SecretStr("tops3cret"),
    "oauth_token": SecretStr("tops3cret"),
    "oauth_client_secret": SecretStr("tops3cret"),
    "tls_key_password": SecretStr("tops3cret"),
}


def test_secrets_show_in_no_repr_and_no_error() -> None:
    """Neither of the settings, nor of what is made from them."""
    config = Kafka(bootstrap_servers="h:1", sasl_mechanism="OAUTHBEARER", username="u", **SECRETS)
    whole = Settings(kafka=config)
    said = [repr(config), str(config), repr(whole), whole.model_dump_json(), repr(Tokens(config))]
    said.append(str(translate_error(kafka_errors.SaslAuthenticationFailedError("no"), config)))
    assert not any("tops3cret" in text for text in said)


def test_the_environment_sets_kafka(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two underscores lead into it."""
    monkeypatch.setenv("GONGBAO_KAFKA__BOOTSTRAP_SERVERS", "one:9092, two:9092")
    monkeypatch.setenv("GONGBAO_KAFKA__SASL_MECHANISM", "SCRAM-SHA-512")
    monkeypatch.setenv("GONGBAO_KAFKA__USERNAME", "u")
    monkeypatch.setenv("GONGBAO_KAFKA__PASSWORD", "p")
    monkeypatch.setenv("GONGBAO_KAFKA__TLS", "true")
    options = common_options(Settings().kafka)
    assert options["bootstrap_servers"] == ["one:9092", "two:9092"]
    assert (options["security_protocol"], options["sasl_mechanism"]) == ("SASL_SSL", "SCRAM-SHA-512")


@pytest.mark.parametrize(
    ("config", "said", "why"),
    [
        ({}, "No Kafka is configured", "no brokers"),
        (
            {"bootstrap_servers": "h:1", "sasl_mechanism": "PLAIN", "username": "u"},
            "a name and a password",
            "half of what PLAIN needs",
        ),
        (
            {"bootstrap_servers": "h:1", "sasl_mechanism": "OAUTHBEARER"},
            "needs a token",
            "neither a token nor where to ask for one",
        ),
        (
            {"bootstrap_servers": "h:1", "tls": True, "tls_ca": "/nowhere.pem"},
            "can't be read",
            "a file that is not there",
        ),
    ],
)
def test_settings_that_can_not_work_are_an_error(config: dict[str, Any], said: str, why: str) -> None:
    """Before anything is connected."""
    with pytest.raises(SettingsError, match=said):
        common_options(Kafka.model_validate(config))


@pytest.mark.parametrize(
    ("error", "kind", "why"),
    [
        (kafka_errors.ProducerFencedError(), TakenOverError, "another publisher of the name"),
        (
            kafka_errors.KafkaError("failed", kafka_errors.InvalidProducerEpochError()),
            TakenOverError,
            "the same, as a cause",
        ),
        (kafka_errors.SaslAuthenticationFailedError("wrong"), SettingsError, "credentials"),
        (kafka_errors.TopicAuthorizationFailedError({"t"}), SettingsError, "rights"),
        (kafka_errors.UnknownTopicOrPartitionError("t"), SettingsError, "a topic that nobody made"),
        (kafka_errors.KafkaTimeoutError("late"), UnavailableError, "it may be back"),
        (ConnectionRefusedError(111, "refused"), UnavailableError, "nobody listens yet"),
    ],
)
def test_an_error_of_the_client_becomes_a_sentence(error: Exception, kind: type[Exception], why: str) -> None:
    """The kind says whether trying again can help."""
    assert type(translate_error(error, Kafka(bootstrap_servers="h:1"))) is kind, why


def test_what_a_broker_says_before_it_hangs_up_is_heard() -> None:
    """The words first, the end of the connection the next time: else a refusal looks like no answer."""
    ours, brokers = socket.socketpair()
    ours.setblocking(False)
    transport = KafkaTCPTransport(None, ours)
    brokers.sendall(b"refused")
    brokers.close()
    assert transport._sock_recv() == (b"refused", None)
    data, error = transport._sock_recv()
    assert (data, type(error)) == (b"", kafka_errors.KafkaConnectionError)
    ours.close()


def test_the_log_never_has_what_is_sent(caplog: pytest.LogCaptureFixture) -> None:
    """The client's loggers that write whole requests stay silent at DEBUG."""
    with caplog.at_level(logging.DEBUG):
        for name in ("kafka.net.connection", "kafka.protocol.parser"):
            logging.getLogger(name).debug("Send: %r", b"\0user\0tops3cret")
            logging.getLogger(name).warning("closed")
    assert "tops3cret" not in caplog.text
    assert caplog.text.count("closed") == 2


class Cluster:
    """Topics of any number of partitions, each with a leader."""

    def __init__(self, **partitions: int) -> None:
        self.partitions = partitions

    def topics(self) -> set[str]:
        return set(self.partitions)

    def partitions_for_topic(self, topic: str) -> set[int] | None:
        return set(range(self.partitions[topic])) if topic in self.partitions else None

    available_partitions_for_topic = partitions_for_topic


@given(st.binary(max_size=40), st.integers(1, 100))
def test_a_key_goes_where_any_client_would_send_it(key: bytes, count: int) -> None:
    """Remembering hashes moves nothing: what other producers of a key wrote lies in the same partition."""
    cluster = Cluster(t=count)
    ours, theirs = (
        made.partition("t", key, key, None, None, cluster) for made in (KeyPartitioner(), DefaultPartitioner())
    )
    assert ours == theirs


def test_partitions_without_a_key_and_of_no_topic_are_the_clients() -> None:
    """No key: any partition; no topic: the client's own error."""
    assert KeyPartitioner().partition("t", None, None, None, None, Cluster(t=3)) in range(3)
    with pytest.raises(ValueError, match="not found"):
        KeyPartitioner().partition("u", b"k", b"k", None, None, Cluster(t=3))


@pytest.mark.parametrize(
    ("config", "warned", "why"),
    [
        ({"bootstrap_servers": "a.example:9092", "sasl_mechanism": "PLAIN"}, True, "the password itself goes"),
        ({"bootstrap_servers": "127.0.0.1:9092, b.example:9092", "sasl_mechanism": "PLAIN"}, True, "to one of them"),
        ({"bootstrap_servers": "c.example:9092", "sasl_mechanism": "PLAIN", "tls": True}, False, "by TLS"),
        ({"bootstrap_servers": "d.example:9092", "sasl_mechanism": "SCRAM-SHA-512"}, False, "it proves the password"),
        ({"bootstrap_servers": "127.0.0.1:9092,[::1]:9092", "sasl_mechanism": "PLAIN"}, False, "this machine"),
        ({"bootstrap_servers": "e.example:9092"}, False, "no password"),
    ],
)
def test_a_password_in_clear_is_warned_of(
    config: dict[str, Any], warned: bool, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Before it goes."""
    warn_in_clear.cache_clear()
    login = {"username": "u", "password": SecretStr("p")}
    common_options(Kafka(**config, **login))
    assert ("in clear" in caplog.text) is warned, why
