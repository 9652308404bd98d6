"""Tokens for Kafka, asked of a stand-in for their issuer."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from pydantic import SecretStr

from connectors.kafka.oauth import MAX_ANSWER, Tokens
from gongbao.errors import GazetteError, SettingsError, UnavailableError
from gongbao.settings import Kafka

Answer = tuple[int, bytes, dict[str, str]]  # status, body, headers


@contextmanager
def issuer(answer: Callable[[str], Answer]) -> Iterator[tuple[str, list[tuple[str, dict[str, list[str]]]]]]:
    """A place that gives tokens while it is needed: its address, and the paths and forms that it was asked."""
    asked: list[tuple[str, dict[str, list[str]]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            asked.append((self.path, form))
            status, body, headers = answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            asked.append((self.path, {}))
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/token", asked
    finally:
        server.shutdown()
        server.server_close()


def config_for(url: str) -> Kafka:
    """Settings of a client that has a secret."""
    return Kafka(
        bootstrap_servers="h:1",
        sasl_mechanism="OAUTHBEARER",
        oauth_url=url,
        oauth_client_id="gongbao",
        oauth_client_secret=SecretStr("tops3cret"),
        request_seconds=5,
    )


@pytest.mark.parametrize(
    ("seconds", "requests", "why"), [(600, 1, "it is good for a while"), (20, 2, "its end is too near to use it again")]
)
def test_a_token_is_kept_until_it_ends(seconds: int, requests: int, why: str) -> None:
    """The issuer is asked no more often than it wants to be."""
    body = json.dumps({"access_token": "t", "expires_in": seconds}).encode()
    with issuer(lambda _: (200, body, {})) as (url, asked):
        tokens = Tokens(config_for(url))
        assert [tokens.token(), tokens.token()] == ["t", "t"]
    assert len(asked) == requests, why
    form = {"grant_type": ["client_credentials"], "client_id": ["gongbao"], "client_secret": ["tops3cret"]}
    assert asked[0] == ("/token", form)


@pytest.mark.parametrize(
    ("answer", "error", "says", "why"),
    [
        ((401, b"{}", {}), SettingsError, "HTTP 401", "the secret is wrong"),
        ((400, b"{}", {}), SettingsError, "HTTP 400", "RFC 6749 has 400 for an unknown client"),
        ((500, b"", {}), UnavailableError, "HTTP 500", "it may be better later"),
        ((303, b"", {"Location": "/elsewhere"}), UnavailableError, "HTTP 303", "no address but that of the settings"),
        ((307, b"", {"Location": "/elsewhere"}), UnavailableError, "HTTP 307", "which would get the secret"),
        ((200, b"[]", {}), UnavailableError, "TypeError", "no object"),
        ((200, b"{}", {}), UnavailableError, "KeyError", "no token in it"),
        ((200, b"<html>", {}), UnavailableError, "JSONDecodeError", "no JSON"),
        ((200, b" " * (MAX_ANSWER + 1), {}), UnavailableError, "AnswerError", "no end to it"),
    ],
)
def test_what_gives_no_token_is_an_error(answer: Answer, error: type[GazetteError], says: str, why: str) -> None:
    """One sentence, without the secret, of one request to the one address."""
    with issuer(lambda _: answer) as (url, asked), pytest.raises(error, match=says) as raised:
        Tokens(config_for(url)).token()
    assert [path for path, _ in asked] == ["/token"], why
    assert "tops3cret" not in f"{raised.value} {raised.value.next_step}"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://login.example/token", True),
        ("http://127.0.0.1:8080/token", True),
        ("http://localhost/token", True),
        ("http://login.example/token", False),
        ("http://127.0.0.1.example/token", False),
        ("http://[::1/token", False),
        ("ftp://login.example/token", False),
    ],
)
def test_the_secret_goes_to_no_issuer_in_clear(url: str, good: bool) -> None:
    """By https, or to this machine; else it is an error of the settings, before anything is sent."""
    if good:
        Tokens(config_for(url))
    else:
        with pytest.raises(SettingsError):
            Tokens(config_for(url))


def test_an_issuer_that_is_away_is_told() -> None:
    """By the place that was asked."""
    with pytest.raises(UnavailableError, match=r"No token from http://127\.0\.0\.1:9/token: ConnectError"):
        Tokens(config_for("http://127.0.0.1:9/token")).token()
