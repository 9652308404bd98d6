"""Kibana's API: what is posted, again where needed, and whom it is posted to."""

import socket
import time
from collections.abc import Callable
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from saved_objects import FILES
from stand_in import (
    answer_as_elasticsearch,
    fingerprint,
    make_certificate,
    raw_server,
    send_a_byte_now_and_then,
    send_elsewhere,
    send_without_end,
    stand_in,
)

from connectors.elastic.kibana import Kibana
from gongbao.errors import InputError, SettingsError, UnavailableError
from gongbao.settings import ConnectionSettings, ElasticsearchSettings, Settings


def settings_for(url: str | None, **more: Any) -> Settings:
    """Settings with a Kibana."""
    server = more.pop("elasticsearch", ElasticsearchSettings())
    return Settings(_env_file=None, kibana=ConnectionSettings(url=url, timeout=3.0, **more), elasticsearch=server)  # type: ignore[call-arg]


def test_import_posts_each_file_as_kibana_asks() -> None:
    """Each file goes as a form's file with overwrite and the header against forgery, the shared one first."""
    with stand_in(lambda method, path: (200, {"success": True, "successCount": 3})) as kibana:
        imported = Kibana(settings_for(kibana.url, api_key=SecretStr("k"))).import_files()
    assert [i.file for i in imported] == [path.name for path in FILES]
    assert imported[0].file.startswith("0-")
    for (method, path, headers, body), file in zip(kibana.requests, FILES, strict=True):
        assert (method, path) == ("POST", "/api/saved_objects/_import?overwrite=true")
        assert headers["kbn-xsrf"]
        assert headers["authorization"] == "ApiKey k"
        form = message_from_bytes(f"Content-Type: {headers['content-type']}\r\n\r\n".encode() + body, policy=HTTP)
        (part,) = form.iter_parts()
        assert part.get_param("name", header="content-disposition") == "file"
        assert (part.get_filename() or "").endswith(".ndjson")
        assert part.get_payload(decode=True).strip() == file.read_bytes().strip()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds between tries, which nobody waits for."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


def test_import_waits_until_kibana_is_up(pauses: list[float]) -> None:
    """503 while it starts is tried again, each time later, and then it goes through."""
    answers = iter([(503, {}), (429, {}), (200, {"success": True, "successCount": 1})])
    with stand_in(lambda method, path: next(answers)) as kibana:
        imported = Kibana(settings_for(kibana.url)).import_files([FILES[0]])
    assert imported[0].objects == 1
    assert len(pauses) == 2
    assert pauses == sorted(pauses)


@pytest.mark.parametrize(
    ("status", "answer", "error", "says"),
    [
        (
            200,
            {"success": False, "errors": [{"type": "lens", "id": "x", "error": {"type": "missing_references"}}]},
            InputError,
            "lens x: missing_references",
        ),
        (401, {}, SettingsError, "refuses this login"),
        (400, {"message": "bad ndjson"}, UnavailableError, "bad ndjson"),
        (503, {}, UnavailableError, "answers 503"),
    ],
)
@pytest.mark.usefixtures("pauses")
def test_import_says_why_not(status: int, answer: Any, error: type[Exception], says: str) -> None:
    """Kibana's own reason reaches the person."""
    with stand_in(lambda method, path: (status, answer)) as kibana, pytest.raises(error, match=says):
        Kibana(settings_for(kibana.url)).import_files([FILES[0]])


def test_without_an_address_there_is_no_kibana() -> None:
    """The setting that lacks is named, and a Kibana that is away is told as such."""
    with pytest.raises(SettingsError, match="No Kibana is set"):
        Kibana(settings_for(None))
    with pytest.raises(UnavailableError, match="does not answer"):
        Kibana(settings_for("http://127.0.0.1:9")).examine()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate that signs itself."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


def test_a_certificate_is_trusted_by_its_ca_or_its_fingerprint_and_not_otherwise(certificate: Path) -> None:
    """https to Kibana, by a stand-in."""
    with stand_in(answer_as_elasticsearch, certificate) as server:
        for good in ({"ca": certificate / "cert.pem"}, {"fingerprint": fingerprint(certificate)}):
            assert "9.5.3" in Kibana(settings_for(server.url, **good)).examine()
        for bad in ({}, {"fingerprint": "00" * 32}):
            with pytest.raises(SettingsError, match="not trusted"):
                Kibana(settings_for(server.url, **bad)).examine()


def test_nothing_is_sent_to_another_than_the_one_with_the_fingerprint(certificate: Path) -> None:
    """The handshake ends it: no request, and so no credentials, go to whoever shows another certificate."""
    with stand_in(answer_as_elasticsearch, certificate) as server:
        connection = settings_for(server.url, fingerprint="00" * 32, api_key=SecretStr("a-key"))
        with pytest.raises(SettingsError, match="not trusted"):
            Kibana(connection).examine()
    assert server.requests == []


def test_certificates_that_can_not_be_read_are_told(tmp_path: Path) -> None:
    """At once, and as what they are: Kibana itself may be well."""
    with pytest.raises(SettingsError, match=r"The certificates in .*none\.pem can't be read"):
        Kibana(settings_for("https://127.0.0.1:9", ca=tmp_path / "none.pem")).examine()


def test_only_the_credentials_of_the_settings_go_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the address, nor `.netrc`, nor a proxy of the environment is heeded."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with stand_in(answer_as_elasticsearch) as server:
        Kibana(settings_for(server.url.replace("//", "//someone:secret@"))).examine()
    assert ["authorization" in headers for _, _, headers, _ in server.requests] == [False]


@pytest.mark.parametrize(
    ("connection", "header"),
    [
        ({"api_key": SecretStr("a-key")}, "ApiKey a-key"),
        ({"user": "reader", "password": SecretStr("pass")}, "Basic cmVhZGVyOnBhc3M="),
    ],
)
def test_credentials_of_elasticsearch_are_good_for_kibana(connection: dict[str, Any], header: str) -> None:
    """Where Kibana has none of its own, API key or user of Elasticsearch go in the header."""
    with stand_in(answer_as_elasticsearch) as server:
        Kibana(settings_for(server.url, elasticsearch=ElasticsearchSettings(url=server.url, **connection))).examine()
    assert [headers.get("authorization") for _, _, headers, _ in server.requests] == [header]


@pytest.mark.parametrize("connection", [{"api_key": SecretStr("a-key")}, {"user": "u", "password": SecretStr("pass")}])
def test_credentials_of_elasticsearch_go_to_no_other_host(connection: dict[str, Any]) -> None:
    """Whoever names another Kibana, in a `.env` of the folder for one, is not sent them; the error says what to set."""
    elasticsearch = ElasticsearchSettings(url="https://es.example:9200", **connection)
    with stand_in(lambda method, path: (401, {})) as server, pytest.raises(SettingsError) as raised:
        Kibana(settings_for(server.url, elasticsearch=elasticsearch)).examine()
    assert ["authorization" in headers for _, _, headers, _ in server.requests] == [False]
    assert "GONGBAO_KIBANA__API_KEY" in raised.value.next_step


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (send_without_end, UnavailableError, "an answer of more than"),
        (send_a_byte_now_and_then, UnavailableError, "an answer that is not over"),
        (send_elsewhere, SettingsError, r"points elsewhere \(307\)"),
    ],
)
def test_an_answer_without_end_ends(
    answer: Callable[[socket.socket], None], error: type[Exception], says: str, pauses: list[float]
) -> None:
    """Soon, and at the first try; one that points elsewhere is told, and not taken for a Kibana."""
    with raw_server(answer) as url, pytest.raises(error, match=says):
        Kibana(settings_for(url, api_key=SecretStr("k"))).import_files([FILES[0]])
    assert pauses == []
