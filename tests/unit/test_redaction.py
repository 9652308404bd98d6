"""Secrets are not said, and what is no secret is."""

from collections.abc import Iterator

import pytest

from gongbao import redaction
from gongbao.redaction import find_secrets, redact, redact_url, remember_secrets


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What other tests' settings held is no matter here."""
    monkeypatch.setattr(redaction, "_known", set())
    yield


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        ("at http://u:pa55@h:9200/x", "at http://***@h:9200/x", "a login in an address"),
        ("postgresql+psycopg://u:p@55/w@h/db", "postgresql+psycopg://***@h/db", "a password with marks in it"),
        ("postgresql://h/db?user=u&password=pa55&x=1", "postgresql://h/db?user=u&password=***&x=1", "in a query"),
        ("connect: host=h password=pa55 port=1", "connect: host=h password=*** port=1", "in libpq's words"),
        ("https://h/t?access_token=abc", "https://h/t?access_token=***", "a token"),
        ("see http://h/a and b@c.example", "see http://h/a and b@c.example", "no secret"),
        ("聊政发〔2021〕5号", "聊政发〔2021〕5号", "no secret"),
    ],
)
def test_addresses_in_running_text(text: str, said: str, why: str) -> None:
    """The words of a library's error are kept, but for what is secret in them."""
    assert redact(text) == said, why


def test_what_is_remembered_is_never_said() -> None:
    """In the forms that it may be written down in; what is too short to be told from words is left."""
    remember_secrets(["tops3cret%21", "abc", "quote'd\\one"])
    assert redact("x tops3cret%21 tops3cret! abc") == "x *** *** abc"
    assert redact(repr({"key": "quote'd\\one"})) == "{'key': \"***\"}"


@pytest.mark.parametrize(
    ("url", "said", "why"),
    [
        ("http://u:p@h:9200/", "http://h:9200", "the place is said"),
        ("postgresql://u:p@h/db?sslpassword=x", "postgresql://h/db", "and the database"),
        ("sqlite:////srv/a@b/ledger.db", "sqlite:////srv/a@b/ledger.db", "a file has no login"),
        ("http://u:12/3@h/x", "***", "a password that was not encoded can't be told from a path"),
        ("http://u:p#q@h/x", "***", "nor from a fragment"),
        ("http://u:p[q@h/x", "***", "nor is every address one"),
        ("http://u:pw@h:port/x", "***", "nor every port"),
        (None, "://", "nothing"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str | None, said: str, why: str) -> None:
    """All that is said of it is where it leads."""
    assert redact_url(url) == said, why


def test_secrets_of_an_address_are_found() -> None:
    """Its password, and what its query names so."""
    assert list(find_secrets("postgresql://u:p%40s@h/db?sslmode=require&sslpassword=k")) == ["p%40s", "k"]
    assert list(find_secrets("http://h/x")) == []
