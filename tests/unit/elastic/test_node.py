"""Servers that answer what no Elasticsearch would: each ends in a sentence, soon, and takes little memory."""

import socket
import time
from collections.abc import Callable

import pytest
from pydantic import SecretStr
from stand_in import (
    answer_as_elasticsearch,
    raw_server,
    send_a_byte_now_and_then,
    send_elsewhere,
    send_packed,
    send_without_end,
    stand_in,
)

from connectors.elastic import node
from connectors.elastic.client import examine
from connectors.elastic.index import ElasticsearchIndex
from connectors.network import warn_in_clear
from gongbao.errors import GazetteError, SettingsError, UnavailableError
from gongbao.settings import ElasticsearchSettings


@pytest.mark.parametrize(
    ("answer", "seconds", "error", "says"),
    [
        (send_without_end, 20.0, UnavailableError, "an answer of more than 1,000,000 bytes"),
        (send_packed, 20.0, UnavailableError, "an answer of more than 1,000,000 bytes"),
        (send_a_byte_now_and_then, 1.0, UnavailableError, "not over after 1 s"),
        (send_elsewhere, 20.0, SettingsError, r"points elsewhere \(307\)"),
    ],
)
def test_an_answer_without_end_ends(
    answer: Callable[[socket.socket], None],
    seconds: float,
    error: type[GazetteError],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`doctor` and the indexer alike: what would be the same again is not tried again."""
    monkeypatch.setattr(node, "MAX_ANSWER", 1_000_000)
    with raw_server(answer) as url:
        connection = ElasticsearchSettings(
            url=url, timeout=seconds, search_timeout=seconds, patience=60.0, api_key=SecretStr("k")
        )
        started = time.monotonic()
        with pytest.raises(error, match=says):
            examine(connection)
        with pytest.raises(error, match=says):
            ElasticsearchIndex(connection, None).names()  # type: ignore[arg-type]
        assert time.monotonic() - started < 50


def test_an_answer_within_limits_is_whole() -> None:
    """And one connection takes several."""
    with stand_in(answer_as_elasticsearch) as server:
        assert "7 documents, 7 dead letters" in examine(ElasticsearchSettings(url=server.url))
    assert len(server.requests) == 3


def test_a_login_in_clear_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    """Before anything is sent, and only where it leaves this machine."""
    warn_in_clear.cache_clear()
    for url in ("http://es.invalid:9200", "http://u:p@es.invalid:9200", "http://127.0.0.1:9", "https://es.invalid"):
        with pytest.raises(GazetteError):
            examine(ElasticsearchSettings(url=url, api_key=SecretStr("k"), search_timeout=1))
    assert [record.args for record in caplog.records if "in clear" in record.message] == [
        ("The login for Elasticsearch", "es.invalid")
    ]
