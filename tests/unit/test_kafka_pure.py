"""What needs no broker: topics as code, records, positions, replays, settings and their secrets."""

import datetime as dt
import gc
import json
import logging
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka import errors as kafka_errors
from kafka.net.transport import KafkaTCPTransport
from kafka.partitioner import DefaultPartitioner
from pydantic import SecretStr

from connectors.kafka import topics
from connectors.kafka.cloudevents import event_record, read_event, state_record
from connectors.kafka.connection import KeyPartitioner, common_options, translate_error
from connectors.kafka.oauth import Tokens
from connectors.kafka.positions import Position, parse_position
from connectors.kafka.publisher import paused_garbage_collection
from connectors.kafka.routing import find_rejection, keep_last_states, route
from connectors.kafka.topics import BrokerTopic, Topic, plan
from gongbao.errors import InputError, LimitError, SettingsError, TakenOverError, UnavailableError
from gongbao.events.dead_letters import describe_error
from gongbao.events.history import parse_since
from gongbao.events.types import PAYLOADS
from gongbao.ports import Event
from gongbao.settings import Kafka, Settings

NOW = dt.datetime(2021, 5, 1, 8, 30, 0, 123456, tzinfo=dt.UTC)


def make_event(kind: str = "gongbao.document.published", subject: str = "shili/2021/4/1", **data: Any) -> Event:
    """An event with some data."""
    said = {"id": subject, "issue": "shili/2021/4", "cause": "new", **data}
    return Event("e1", kind, "/gazettes/shili", subject, NOW, said, 7)


def test_every_type_of_event_has_a_topic() -> None:
    """No event of the contract is without one, and each goes to one only."""
    routes = topics.load(Kafka(topic_prefix="p."))
    for kind in PAYLOADS:
        taking = [t for t in routes.topics if topics.Routes([t]).topic(kind)]
        assert len(taking) == 1, kind
        assert taking[0].name.startswith("p.gongbao.")


ONE = Topic("a", partitions=3, configs={"cleanup.policy": "compact"})


@pytest.mark.parametrize(
    ("found", "actions", "why"),
    [
        ({}, ["create"], "it is not there"),
        ({"a": BrokerTopic(3, {"cleanup.policy": "compact", "x": "y"})}, [], "what is not described is left alone"),
        ({"a": BrokerTopic(3, {"cleanup.policy": "delete"})}, ["configure"], "a config differs"),
        ({"a": BrokerTopic(6, {"cleanup.policy": "compact"})}, ["blocked"], "partitions can't be changed"),
        ({"a": BrokerTopic(1, {})}, ["blocked", "configure"], "both"),
        (
            {"a": BrokerTopic(3, {"cleanup.policy": "compact"}), "b": BrokerTopic(1, {})},
            [],
            "other topics are none of ours",
        ),
    ],
)
def test_the_plan_leads_from_what_is_to_what_should_be(found: Any, actions: list[str], why: str) -> None:
    """Only what differs is touched."""
    assert [step.action for step in plan([ONE], found)] == actions, why


def test_what_the_ledger_wrote_is_published_byte_for_byte() -> None:
    """It is not parsed and written anew, which could write it otherwise; a state without what changed is."""
    event = replace(make_event(title="关于公布的通知"), written=b'{"title": "as it was written"}')
    assert event_record(event, "t").value == b'{"title": "as it was written"}'
    assert state_record(event, "t", like=event_record(event, "t")).value == b'{"title": "as it was written"}'
    corrected = replace(make_event(title="b", changed=["title"]), written=b'{"title":"b","changed":["title"]}')
    assert b"changed" not in (state_record(corrected, "t", like=event_record(corrected, "t")).value or b"")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no topics"),
        ("[[topics]]\npartitions = 1", "no name"),
        ("[[topics]]\nname = 'a'\ncolour = 'red'", "an unknown key is a slip of the pen"),
        ("[[topics]]\nname = 'a'\npartitions = 0", "no partition"),
        ("[[topics]]\nname = 'a'", "the dead letters and positions are missing"),
        ("[[topics", "no TOML"),
        (
            "[[topics]]\nname = 'gongbao.dead-letters.v1'\n"
            "[[topics]]\nname = 'gongbao.publisher.positions'\npartitions = 2",
            "positions in two partitions have no last one",
        ),
    ],
)
def test_a_wrong_description_of_topics_is_an_error(text: str, why: str, tmp_path: Path) -> None:
    """It is said before anything is done."""
    path = tmp_path / "topics.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError):
        topics.load(Kafka(topics=path))


@given(st.text(max_size=200).filter(lambda s: max(s, default="a") < "\ud800"), st.text(max_size=50))
def test_an_event_comes_back_from_its_record(title: str, name: str) -> None:
    """Whatever characters it holds."""
    event = make_event(subject=f"shili/{name}", title=title)
    record = event_record(event, "t")
    assert read_event(record.headers, record.value) == event
    assert record.key == event.subject.encode()


@pytest.mark.parametrize(
    ("headers", "value"),
    [
        ([], b"{}"),
        ([("ce_specversion", b"0.3")], b"{}"),
        ([("ce_specversion", b"1.0"), ("ce_id", b"\xff")], b"{}"),
        (event_record(make_event(), "t").headers, b"{"),
        ([h for h in event_record(make_event(), "t").headers if h[0] != "ce_time"], b"{}"),
    ],
)
def test_what_is_no_cloudevent_is_a_value_error(headers: Any, value: bytes) -> None:
    """Never another error, whatever a record holds."""
    with pytest.raises(ValueError):  # UnicodeDecodeError and JSONDecodeError are such
        read_event(headers, value)


def test_size_of_a_record_is_never_told_too_small() -> None:
    """What we count is no less than what Kafka's client counts."""
    from kafka.record.default_records import DefaultRecordBatchBuilder

    for length in (0, 1, 200, 70_000):
        record = event_record(make_event(title="长" * length), "t")
        counted = DefaultRecordBatchBuilder.estimate_size_in_bytes(record.key, record.value, record.headers)
        assert counted <= record.size


def test_of_several_states_of_one_thing_the_last_is_sent() -> None:
    """Within one transaction only; all events are sent."""
    events = [make_event(subject=s, version=n) for n, s in enumerate("abab")]
    records = [r for e in events for r in (event_record(e, "h"), state_record(e, "s"))]
    sent = list(keep_last_states(records, frozenset("s")))
    assert [r.key for r in sent if r.topic == "h"] == [b"a", b"b", b"a", b"b"]
    assert [r.key for r in sent if r.topic == "s"] == [b"a", b"b"]
    assert all(b'"version":2' in r.value or b'"version":3' in r.value for r in sent if r.topic == "s" and r.value)


def test_what_no_topic_takes_is_an_error() -> None:
    """An unknown type, and a record over the limit, each with a sentence."""
    routes = topics.load(Kafka())
    limits = dict.fromkeys(routes.names, 1000)
    with pytest.raises(SettingsError, match=r"gongbao\.weather"):
        route(make_event("gongbao.weather"), routes, limits)
    with pytest.raises(LimitError, match="takes 1,000"):
        route(make_event(title="长" * 1000), routes, limits)


@pytest.mark.parametrize(
    ("data", "is_letter", "why"),
    [
        ({"code": "not-a-pdf", "issue": None}, True, "a file that is no issue"),
        ({"code": "page-rejected", "issue": "shili/2021/4", "page": 3}, True, "a page that can't be read"),
        ({"code": "gap", "issue": "shili/2021/4"}, False, "a finding is for people, no letter"),
    ],
)
def test_rejected_files_and_pages_are_dead_letters(data: dict[str, Any], is_letter: bool, why: str) -> None:
    """What could not be read, and nothing else."""
    event = make_event("gongbao.finding.raised", message="m", **data)
    assert (find_rejection(event) is not None) == is_letter, why
    assert find_rejection(make_event(**data)) is None


@given(st.one_of(st.none(), st.binary(max_size=80), st.text(max_size=80).map(str.encode)))
def test_a_position_that_is_none_is_a_value_error(value: bytes | None) -> None:
    """Never another error, and never taken for one."""
    with pytest.raises(ValueError):
        parse_position(value)


SAID: dict[str, Any] = {"position": 7, "event": "e7", "instance": "i", "time": "2021-05-01"}


@pytest.mark.parametrize(
    ("said", "position", "why"),
    [
        ({}, Position(7, "e7", "i", "2021-05-01", since=0), "the first publishers did not say where a batch began"),
        ({"since": 4}, Position(7, "e7", "i", "2021-05-01", since=4), "as they are written"),
        ({"since": 7, "doubtful": True}, Position(7, "e7", "i", "2021-05-01", 7, True), "in doubt"),
        ({"since": 8}, None, "a batch can't begin after its end"),
        ({"since": -1}, None, "below 0"),
        ({"position": "7"}, None, "a word"),
        ({"doubtful": 1}, None, "neither true nor false"),
    ],
)
def test_a_position_is_read_with_care(said: dict[str, Any], position: Position | None, why: str) -> None:
    """Others may write to the topic too; a wrong position would lose or double events."""
    value = json.dumps(SAID | said).encode()
    if position is None:
        with pytest.raises(ValueError):
            parse_position(value)
    else:
        assert parse_position(value) == position, why


@pytest.mark.parametrize(
    ("since", "issue", "reached"),
    [
        ("2021/4", "liaocheng/2021/4", True),
        ("2021/4", "liaocheng/2021/3", False),
        ("2021/4", "liaocheng/2021/12", True),
        ("2021/4", "liaocheng/2022/1", True),
        ("2021", "liaocheng/2021/1", True),
        ("2023/7", "liaocheng/2023/6-7", True),
        ("2023/8", "liaocheng/2023/6-7", False),
        ("chongqing/2021", "liaocheng/2021/4", False),
        ("2021/4", "liaocheng", False),
    ],
)
def test_a_replay_reaches_back_to_an_issue(since: str, issue: str, reached: bool) -> None:
    """By year and number, a joint issue by its last; an event of no issue is not reached."""
    assert parse_since(since).reaches(make_event(issue=issue)) == reached
    assert parse_since(since).reaches(make_event("gongbao.issue.published", issue)) == reached


@pytest.mark.parametrize("text", ["", "4", "2021/", "2021/x", "a b/2021", "../2021", "2021/4/5/6"])
def test_what_names_no_issue_is_an_error(text: str) -> None:
    """With a sentence that says how to write it."""
    with pytest.raises(InputError):
        parse_since(text)


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
    ("config", "said"),
    [
        ({}, "No Kafka is configured"),
        ({"bootstrap_servers": "h:1", "sasl_mechanism": "PLAIN", "username": "u"}, "a name and a password"),
        ({"bootstrap_servers": "h:1", "sasl_mechanism": "OAUTHBEARER"}, "needs a token"),
        ({"bootstrap_servers": "h:1", "tls": True, "tls_ca": "/nowhere.pem"}, "can't be read"),
    ],
)
def test_settings_that_can_not_work_are_an_error(config: dict[str, Any], said: str) -> None:
    """Before anything is connected."""
    with pytest.raises(SettingsError, match=said):
        common_options(Kafka.model_validate(config))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (kafka_errors.ProducerFencedError(), TakenOverError),
        (kafka_errors.KafkaError("failed", kafka_errors.InvalidProducerEpochError()), TakenOverError),
        (kafka_errors.SaslAuthenticationFailedError("wrong"), SettingsError),
        (kafka_errors.TopicAuthorizationFailedError({"t"}), SettingsError),
        (kafka_errors.UnknownTopicOrPartitionError("t"), SettingsError),
        (kafka_errors.KafkaTimeoutError("late"), UnavailableError),
        (ConnectionRefusedError(111, "refused"), UnavailableError),
    ],
)
def test_an_error_of_the_client_becomes_a_sentence(error: Exception, kind: type[Exception]) -> None:
    """The kind says whether trying again can help."""
    assert type(translate_error(error, Kafka(bootstrap_servers="h:1"))) is kind


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


def test_a_chain_of_errors_is_told_outermost_first() -> None:
    """One line each, and no end in a circle."""
    inner = ValueError("inner\nline")
    outer = RuntimeError("outer")
    outer.__cause__, inner.__cause__ = inner, outer
    assert describe_error(outer) == ("RuntimeError: outer", "ValueError: inner line")


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


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_afterwards_as_it_was(before: bool) -> None:
    """Who runs us without it keeps it so; who has it gets it back, after an error too."""
    was = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        with pytest.raises(RuntimeError), paused_garbage_collection():
            assert not gc.isenabled()
            raise RuntimeError
        assert gc.isenabled() is before
    finally:
        (gc.enable if was else gc.disable)()
