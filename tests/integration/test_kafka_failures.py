"""Broker away, credentials wrong, kills at random: what is said, and that nothing is lost."""

import itertools
import json
import logging
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from builders import make_document, make_issue
from chaos_kafka import chaos
from kafka_broker import Broker, free_ports, running
from kafka_server import make_topics, need_kafka
from pydantic import SecretStr

from connectors.kafka import topics
from connectors.kafka.cloudevents import read_event
from connectors.kafka.connection import admin, translated_errors
from connectors.kafka.publisher import Publisher, run
from connectors.kafka.reading import read
from connectors.ledger import SqlLedger, open_ledger
from gongbao.errors import GazetteError, SettingsError, UnavailableError
from gongbao.settings import Kafka

pytestmark = pytest.mark.server


class StopError(Exception):
    """Ends a publisher that follows."""


def test_kills_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    """A few seeded runs of `make chaos`: publisher and broker are killed, a reader gets each event once, in order."""
    need_kafka()
    tally = chaos(runs=4, seed=11, folder=tmp_path)
    assert tally.clean, str(tally)
    assert tally.publisher_kills + tally.broker_kills >= 4
    assert tally.events > 100


ASKED = 3  # times in vain, while the broker is away


def test_a_broker_that_is_away_is_waited_for(own_broker: Broker, ledger: SqlLedger, tmp_path: Path) -> None:
    """Issues are taken in all the while; when the broker is back, publishing catches up by itself."""
    config = own_broker.kafka(request_seconds=2)
    make_topics(config)
    ledger.commit(make_issue())
    said: list[GazetteError] = []
    ended = threading.Event()

    def sleep(seconds: float) -> None:
        if ended.wait(seconds):
            raise StopError

    def follow() -> None:
        with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as book, pytest.raises(StopError):
            run(book, config, follow=True, on_wait=lambda error, _: said.append(error), sleep=sleep)

    publisher = threading.Thread(target=follow)
    publisher.start()
    try:
        wait_until(lambda: ledger.last_published() == ledger.last_event())
        own_broker.stop()
        published, numbers = ledger.last_event(), itertools.count(5)

        def commit_while_away() -> bool:
            number = next(numbers)
            ledger.commit(make_issue((make_document(1, issue=f"shili/2021/{number}"),), number))
            return len(said) >= ASKED

        wait_until(commit_while_away, every=1.0)
        assert ledger.last_published() == published < ledger.last_event()
        own_broker.start()
        wait_until(lambda: ledger.last_published() == ledger.last_event())
    finally:
        ended.set()
        publisher.join(60)
    assert all(isinstance(error, UnavailableError) for error in said)
    names = [topic.name for topic in topics.load(config).topics if topic.events]
    found = [read_event(r.headers, r.value).position for name in names for r in read(config, name)]
    assert sorted(found) == list(range(1, ledger.last_event() + 1))


def wait_until(done: Callable[[], bool], seconds: float = 60, every: float = 0.1) -> None:
    """Return once something is so."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(every)


def test_without_a_broker_publishing_says_so(ledger: SqlLedger) -> None:
    """Once, and soon, where it is not to follow."""
    ledger.commit(make_issue())
    with pytest.raises(UnavailableError, match="does not answer"):
        run(ledger, Kafka(bootstrap_servers=f"127.0.0.1:{free_ports()[0]}", request_seconds=1))
    assert ledger.last_published() == 0


USERS = 'username="admin" password="admin" user_admin="admin" user_gongbao="tops3cret"'
LOGIN = "org.apache.kafka.common.security"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Broker, int, Path]]:
    """A broker with a second listener, TLS and SASL; its port, and the certificate to trust."""
    need_kafka()
    folder = tmp_path_factory.mktemp("guarded")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run([*request, *names], check=True, capture_output=True)
    store = folder / "store.pem"
    store.write_text(key.read_text() + certificate.read_text())
    port, _ = free_ports()
    listener = "listener.name.guarded"
    with running(
        folder / "kafka",
        f"listeners=PLAINTEXT://127.0.0.1:{{port}},GUARDED://127.0.0.1:{port},CONTROLLER://127.0.0.1:{{controller}}",
        f"advertised.listeners=PLAINTEXT://127.0.0.1:{{port}},GUARDED://127.0.0.1:{port}",
        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,GUARDED:SASL_SSL",
        f"{listener}.ssl.keystore.type=PEM",
        f"{listener}.ssl.keystore.location={store}",
        f"{listener}.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER",
        f"{listener}.plain.sasl.jaas.config={LOGIN}.plain.PlainLoginModule required {USERS};",
        f"{listener}.scram-sha-256.sasl.jaas.config={LOGIN}.scram.ScramLoginModule required;",
        f"{listener}.scram-sha-512.sasl.jaas.config={LOGIN}.scram.ScramLoginModule required;",
        f"{listener}.oauthbearer.sasl.jaas.config={LOGIN}.oauthbearer.OAuthBearerLoginModule required "
        'unsecuredLoginStringClaim_sub="admin";',
        KAFKA_FORMAT=" ".join(f"--add-scram SCRAM-SHA-{bits}=[name=gongbao,password=tops3cret]" for bits in (256, 512)),
    ) as one:
        yield one, port, certificate


def guarded_settings(guarded: tuple[Broker, int, Path], **config: object) -> Kafka:
    """Settings for the guarded listener."""
    _, port, certificate = guarded
    return Kafka.model_validate(
        {"bootstrap_servers": f"127.0.0.1:{port}", "tls": True, "tls_ca": certificate, "request_seconds": 5, **config}
    )


def issued_settings(guarded: tuple[Broker, int, Path], url: str, secret: str, **config: object) -> Kafka:
    """Settings of a client that asks for its tokens."""
    client = {"oauth_url": url, "oauth_client_id": "gongbao", "oauth_client_secret": SecretStr(secret)}
    return guarded_settings(guarded, sasl_mechanism="OAUTHBEARER", **client, **config)


def unsecured_token(name: str) -> str:
    """A token that a broker without an issuer of its own accepts."""
    import base64

    now = int(time.time())
    parts = [{"alg": "none"}, {"sub": name, "iat": now, "exp": now + 600}]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return f"{encoded[0]}.{encoded[1]}."


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"])
def test_every_mechanism_gets_in_over_tls(
    guarded: tuple[Broker, int, Path], mechanism: str, ledger: SqlLedger, caplog: pytest.LogCaptureFixture
) -> None:
    """With the right secret events are published; the secret is in no line of the log, DEBUG among them."""
    secret = unsecured_token("gongbao") if mechanism == "OAUTHBEARER" else "tops3cret"
    config = guarded_settings(
        guarded,
        sasl_mechanism=mechanism,
        username="gongbao",
        password=SecretStr(secret),
        oauth_token=SecretStr(secret),
        topic_prefix=f"{mechanism}.",
    )
    ledger.commit(make_issue())
    with caplog.at_level(logging.DEBUG):
        make_topics(config)
        assert run(ledger, config) == ledger.last_event()
    assert len(caplog.records) > 20
    assert secret not in caplog.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sasl_mechanism": "PLAIN", "username": "gongbao", "password": SecretStr("wr0ng")}, "refuses access"),
        ({"sasl_mechanism": "SCRAM-SHA-512", "username": "gongbao", "password": SecretStr("wr0ng")}, "refuses access"),
        ({"sasl_mechanism": "SCRAM-SHA-256", "username": "nobody", "password": SecretStr("wr0ng")}, "refuses access"),
        ({"sasl_mechanism": "OAUTHBEARER", "oauth_token": SecretStr("wr0ng")}, "refuses access"),
        (
            {"sasl_mechanism": "PLAIN", "username": "u", "password": SecretStr("wr0ng"), "tls_ca": None},
            "not to be trusted",
        ),
    ],
    ids=["password", "scram", "name", "token", "certificate"],
)
def test_wrong_credentials_are_a_clear_error(
    guarded: tuple[Broker, int, Path], wrong: dict[str, object], said: str, ledger: SqlLedger
) -> None:
    """Soon, also where it would follow; the secret is not in it, and nothing is lost."""
    ledger.commit(make_issue())
    started = time.monotonic()
    with pytest.raises(SettingsError, match=said) as raised:
        run(ledger, guarded_settings(guarded, request_seconds=4, **wrong), follow=True)
    assert time.monotonic() - started < 30
    assert "wr0ng" not in str(raised.value)
    assert ledger.last_published() == 0


def test_a_token_that_can_not_be_had_is_an_error(guarded: tuple[Broker, int, Path]) -> None:
    """Of the place that gives tokens, not of Kafka."""
    config = issued_settings(guarded, f"http://127.0.0.1:{free_ports()[0]}/token", "tops3cret", request_seconds=2)
    with pytest.raises(UnavailableError, match="No token") as raised, translated_errors(config):
        admin(config)
    assert "tops3cret" not in str(raised.value)


@pytest.fixture
def issuer() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A place that gives tokens to who knows the secret: its address, and what it was asked."""
    asked: list[dict[str, str]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            asked.append(form)
            if self.path == "/moved":
                self.send_response(303)
                self.send_header("Location", "/token")
                self.end_headers()
                return
            known = form.get("client_secret") == "tops3cret"
            said = {"access_token": unsecured_token(form["client_id"]), "expires_in": 600} if known else {"error": "no"}
            self.send_response(200 if known else 401)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def do_GET(self) -> None:
            asked.append({})
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/token", asked
    finally:
        server.shutdown()
        answering.join()
        server.server_close()


def test_a_token_is_asked_for_with_the_clients_secret(
    guarded: tuple[Broker, int, Path],
    issuer: tuple[str, list[dict[str, str]]],
    ledger: SqlLedger,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It gets in, and is asked for once a client, not once a connection; the log has neither secret nor token."""
    address, asked = issuer
    config = issued_settings(guarded, address, "tops3cret", oauth_scope="kafka", topic_prefix="issued.")
    ledger.commit(make_issue())
    with caplog.at_level(logging.DEBUG):
        make_topics(config)
        before = len(asked)
        with Publisher(ledger, config, topics.load(config)) as publisher:
            assert publisher.publish() is not None
    # Topics, position, publishing, whether it is over; at a first start also who publishes, and if readers have any.
    assert len(asked) - before <= 6
    wanted = {"grant_type": "client_credentials", "client_id": "gongbao", "client_secret": "tops3cret"}
    assert asked[-1] == {**wanted, "scope": "kafka"}
    assert "tops3cret" not in caplog.text
    assert unsecured_token("gongbao")[:60] not in caplog.text


def test_a_clients_secret_that_is_wrong_is_named(
    guarded: tuple[Broker, int, Path], issuer: tuple[str, list[dict[str, str]]]
) -> None:
    """It is the issuer that refuses, and says how."""
    config = issued_settings(guarded, issuer[0], "wr0ng", request_seconds=2)
    with pytest.raises(SettingsError, match="HTTP 401") as raised, translated_errors(config):
        admin(config)
    assert "wr0ng" not in str(raised.value)


def test_a_place_that_sends_elsewhere_is_not_followed(
    guarded: tuple[Broker, int, Path], issuer: tuple[str, list[dict[str, str]]]
) -> None:
    """No address is asked that the settings do not name."""
    address, asked = issuer
    config = issued_settings(guarded, address.replace("/token", "/moved"), "tops3cret", request_seconds=1)
    with pytest.raises(UnavailableError, match="HTTP 303"), translated_errors(config):
        admin(config)
    assert asked and {} not in asked
