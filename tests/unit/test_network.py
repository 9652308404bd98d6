"""Where secrets may go, and how much a server may answer."""

import logging
import time
from collections.abc import Iterator

import pytest

from connectors.network import AnswerError, is_loopback, may_share, read_answer, warn_in_clear


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("a.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("[::1]", True),
        ("::1", True),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("kafka", False),
        ("", False),
        (None, False),
    ],
)
def test_this_machine_is_told_from_others(host: str | None, here: bool) -> None:
    """A name that only looks so is another's."""
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("first", "second", "shared", "why"),
    [
        ("https://es.example:9200", "https://es.example:5601", True, "the same host"),
        ("https://ES.example", "https://es.example", True, "whatever the case"),
        ("https://es.example:9200", "https://kibana.example:5601", False, "another host"),
        ("https://es.example", "https://es.example.evil", False, "another that begins so"),
        ("https://es.example", "https://es.example@evil.example", False, "a user that is called so"),
        ("https://es.example", "http://es.example", False, "it did not go in clear before"),
        ("http://es.example", "http://es.example:5601", True, "it did"),
        ("http://localhost:9200", "http://127.0.0.1:5601", True, "this machine"),
        ("http://localhost:9200", "http://evil.example", False, "from this machine to another"),
        ("", "http://localhost", False, "given for nothing"),
        ("https://[::1", "https://[::1", False, "no address"),
    ],
)
def test_a_secret_goes_where_it_was_given_for(first: str, second: str, shared: bool, why: str) -> None:
    """To that host, and not in clear if it was not meant to."""
    assert may_share(first, second) is shared, why


def test_a_warning_is_given_once_and_heard(caplog: pytest.LogCaptureFixture) -> None:
    """Also where other warnings are not; never of this machine."""
    warn_in_clear.cache_clear()
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.ERROR)
    try:
        for host in ("far.example", "far.example", "127.0.0.1"):
            warn_in_clear("The login for Kafka", host)
    finally:
        root.setLevel(before)
    assert [record.getMessage() for record in caplog.records] == [
        "The login for Kafka goes to far.example in clear: whoever is on the way can read it. Use TLS."
    ]


def test_an_answer_has_an_end() -> None:
    """In bytes and in time; what is within both is whole."""

    def drip() -> Iterator[bytes]:
        while True:
            time.sleep(0.01)
            yield b"x"

    assert read_answer([b"a", b"", b"b"], 2, 5) == b"ab"
    with pytest.raises(AnswerError, match="more than 2 bytes"):
        read_answer([b"ab", b"c"], 2, 5)
    with pytest.raises(AnswerError, match=r"not over after 0\.05 s"):
        read_answer(drip(), 1_000_000, 0.05)
