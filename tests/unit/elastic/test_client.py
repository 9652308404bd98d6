"""Whom the client of Elasticsearch trusts, and what it says of itself."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from stand_in import answer_as_elasticsearch, fingerprint, make_certificate, stand_in

from connectors.elastic.client import examine
from gongbao.errors import SettingsError
from gongbao.settings import ElasticsearchSettings


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate that signs itself."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


def test_a_certificate_is_trusted_by_its_ca_or_its_fingerprint_and_not_otherwise(certificate: Path) -> None:
    """https by a stand-in: the test node has no security of its own."""
    with stand_in(answer_as_elasticsearch, certificate) as server:
        for good in ({"ca": certificate / "cert.pem"}, {"fingerprint": fingerprint(certificate)}):
            assert "7 documents" in examine(ElasticsearchSettings(url=server.url, **good))
        for bad in ({}, {"fingerprint": "00" * 32}):
            with pytest.raises(SettingsError, match="not trusted"):
                examine(ElasticsearchSettings(url=server.url, **bad))


@pytest.mark.parametrize(
    ("connection", "header"),
    [
        ({"api_key": SecretStr("a-key")}, "ApiKey a-key"),
        ({"user": "reader", "password": SecretStr("pass")}, "Basic cmVhZGVyOnBhc3M="),
    ],
)
def test_credentials_go_along_and_are_never_shown(connection: dict[str, Any], header: str) -> None:
    """API key or user go in the header; repr and errors hold neither."""
    with stand_in(answer_as_elasticsearch) as server:
        settings = ElasticsearchSettings(url=server.url, **connection)
        examine(settings)
    assert {headers.get("authorization") for _, _, headers, _ in server.requests} == {header}
    assert "a-key" not in repr(settings)
    assert "pass'" not in repr(settings)
    with stand_in(lambda method, path: (401, {})) as server, pytest.raises(SettingsError) as raised:
        examine(ElasticsearchSettings(url=server.url, **connection))
    assert "refuses this login" in str(raised.value)
    assert "a-key" not in str(raised.value)
