"""Kibana's saved objects: what they refer to is there, and importing them posts them rightly, again where needed."""

import hashlib
import importlib.util
import json
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from connectors.elastic.client import examine
from connectors.elastic.kibana import HOME, Kibana
from connectors.elastic.templates import fields, kinds
from gongbao.errors import InputError, SettingsError, UnavailableError
from gongbao.settings import ConnectionSettings, ElasticsearchSettings, Settings

FILES = sorted(HOME.glob("*.ndjson"))
OBJECTS = [json.loads(line) for path in FILES for line in path.read_text("utf-8").splitlines()]
BY_ID = {(item["type"], item["id"]): item for item in OBJECTS}
LENSES = [item for item in OBJECTS if item["type"] == "lens"]


def kind_of(item: dict[str, Any]) -> str:
    """The kind of entries that an object looks at."""
    view = next(r for r in item["references"] if r["type"] == "index-pattern")
    title: str = BY_ID["index-pattern", view["id"]]["attributes"]["title"]
    return title.removeprefix("gongbao-")


def columns_of(lens: dict[str, Any]) -> dict[str, Any]:
    """What a panel asks."""
    (layer,) = lens["attributes"]["state"]["datasourceStates"]["formBased"]["layers"].values()
    columns: dict[str, Any] = layer["columns"]
    return columns


def test_the_files_are_what_the_description_makes(tmp_path: Path) -> None:
    """Nobody changed a saved object by hand, and none is left over."""
    spec = importlib.util.spec_from_file_location("write_kibana", HOME / "write.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = {path.name: path.read_text("utf-8") for path in module.write(tmp_path)}
    assert made == {path.name: path.read_text("utf-8") for path in FILES}


def test_every_reference_leads_to_an_object() -> None:
    """Every reference is to an object of these files; what is shared comes in the first."""
    shared = {(i["type"], i["id"]) for i in map(json.loads, FILES[0].read_text("utf-8").splitlines())}
    for path in FILES:
        own = {(i["type"], i["id"]) for i in map(json.loads, path.read_text("utf-8").splitlines())}
        for item in map(json.loads, path.read_text("utf-8").splitlines()):
            for reference in item["references"]:
                assert (reference["type"], reference["id"]) in own | shared, item["id"]


def test_ids_are_unique_and_ours() -> None:
    """No two objects share an id; all begin alike, so that they are told from others'."""
    assert len(BY_ID) == len(OBJECTS)
    assert all(item["id"].startswith("gongbao-") for item in OBJECTS)


def test_there_is_a_dashboard_for_each_matter() -> None:
    """Issues, documents, appointments, duties, validity, health."""
    titles = {i["id"] for i in OBJECTS if i["type"] == "dashboard"}
    matters = ("issues", "documents", "appointments", "duties", "validity", "health")
    assert titles == {f"gongbao-dashboard-{m}" for m in matters}


@pytest.mark.parametrize("dashboard", [i for i in OBJECTS if i["type"] == "dashboard"], ids=lambda i: i["id"])
def test_every_panel_of_a_dashboard_is_referred_to(dashboard: dict[str, Any]) -> None:
    """Panels and references are one to one, and no two panels lie over each other."""
    panels = json.loads(dashboard["attributes"]["panelsJSON"])
    named = {f"{p['panelIndex']}:{p['panelRefName']}" for p in panels}
    assert named == {r["name"] for r in dashboard["references"]}
    cells = [(x, y) for p in panels for g in [p["gridData"]] for x in range(g["x"], g["x"] + g["w"])
             for y in range(g["y"], g["y"] + g["h"])]  # fmt: skip
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 48


def test_every_data_view_has_its_alias_and_its_time() -> None:
    """A view's title is a read alias, its time a date in the mapping."""
    for item in (i for i in OBJECTS if i["type"] == "index-pattern"):
        kind = item["attributes"]["title"].removeprefix("gongbao-")
        assert kind in kinds()
        assert fields(kind)[item["attributes"]["timeFieldName"]] == "date"


@pytest.mark.parametrize("lens", LENSES, ids=lambda item: item["id"])
def test_every_field_of_a_panel_is_in_the_mapping(lens: dict[str, Any]) -> None:
    """Terms are of keywords or numbers, histograms of dates, measures of what can be measured."""
    allowed = {
        "terms": {"keyword", "integer", "boolean"},
        "date_histogram": {"date"},
        "average": {"float", "integer"},
        "sum": {"float", "integer"},
        "min": {"float", "integer", "date"},
        "max": {"float", "integer", "date"},
        "unique_count": {"keyword"},
    }
    known = fields(kind_of(lens))
    columns = columns_of(lens)
    for column in columns.values():
        if column["sourceField"] != "___records___":
            assert known[column["sourceField"]] in allowed[column["operationType"]]
    drawn = json.dumps(lens["attributes"]["state"]["visualization"])
    assert all(f'"{name}"' in drawn for name in columns)
    said = lens["attributes"]["state"]["query"]["query"]
    assert not said or said.split()[0].rstrip(":") in known


def test_every_column_of_a_search_is_in_the_mapping() -> None:
    """Columns and sort are fields of the index."""
    for item in (i for i in OBJECTS if i["type"] == "search"):
        known = fields(kind_of(item))
        ((field, _),) = item["attributes"]["sort"]
        assert {*item["attributes"]["columns"], field} <= known.keys()


class Standin:
    """Stands in for Kibana or Elasticsearch: keeps requests, answers what it is told."""

    def __init__(self, answers: Callable[[str, str], tuple[int, Any]], tls: Path | None = None) -> None:
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        standin = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                standin.requests.append(
                    (self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                )
                status, data = answers(self.command, self.path)
                said = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST = do_HEAD = _answer  # noqa: N815 names that http.server asks for

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        scheme = "http"
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls / "cert.pem", tls / "key.pem")
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            scheme = "https"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def standin(answers: Callable[[str, str], tuple[int, Any]], tls: Path | None = None) -> Iterator[Standin]:
    """A stand-in while it is needed."""
    found = Standin(answers, tls)
    try:
        yield found
    finally:
        found.close()


def settings_for(url: str | None, **more: Any) -> Settings:
    """Settings with a Kibana."""
    server = more.pop("elasticsearch", ElasticsearchSettings())
    return Settings(_env_file=None, kibana=ConnectionSettings(url=url, timeout=5.0, **more), elasticsearch=server)  # type: ignore[call-arg]


def test_import_posts_each_file_as_kibana_asks() -> None:
    """Each file goes as a form's file with overwrite and the header against forgery, the shared one first."""
    with standin(lambda method, path: (200, {"success": True, "successCount": 3})) as kibana:
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
    with standin(lambda method, path: next(answers)) as kibana:
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
    with standin(lambda method, path: (status, answer)) as kibana, pytest.raises(error, match=says):
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
    folder = tmp_path_factory.mktemp("tls")
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"]
    keys = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", "-x509", *keys, *subject, *files], check=True, capture_output=True)
    return folder


def fingerprint(folder: Path) -> str:
    """SHA-256 of the certificate, as `openssl x509 -fingerprint` prints it."""
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert((folder / "cert.pem").read_text("ascii"))).hexdigest().upper()
    return ":".join(digest[n : n + 2] for n in range(0, len(digest), 2))


def elasticsearch(method: str, path: str) -> tuple[int, Any]:
    """What an Elasticsearch says to the doctor."""
    return 200, {"version": {"number": "9.5.3"}, "count": 7}


def test_a_certificate_is_trusted_by_its_ca_or_its_fingerprint_and_not_otherwise(certificate: Path) -> None:
    """https to Elasticsearch and to Kibana, by a stand-in: the test node has no security of its own."""
    print_, ca = fingerprint(certificate), certificate / "cert.pem"
    with standin(elasticsearch, certificate) as server:
        for good in ({"ca": ca}, {"fingerprint": print_}):
            assert "7 documents" in examine(ElasticsearchSettings(url=server.url, **good))
            assert "9.5.3" in Kibana(settings_for(server.url, **good)).examine()
        for bad in ({}, {"fingerprint": "00" * 32}):
            with pytest.raises(SettingsError, match="not trusted"):
                examine(ElasticsearchSettings(url=server.url, **bad))
            with pytest.raises(SettingsError, match="not trusted"):
                Kibana(settings_for(server.url, **bad)).examine()


def test_nothing_is_sent_to_another_than_the_one_with_the_fingerprint(certificate: Path) -> None:
    """The handshake ends it: no request, and so no login, goes to whoever shows another certificate."""
    with standin(elasticsearch, certificate) as server:
        connection = settings_for(server.url, fingerprint="00" * 32, api_key=SecretStr("a-key"))
        with pytest.raises(SettingsError, match="not trusted"):
            Kibana(connection).examine()
    assert server.requests == []


def test_certificates_that_can_not_be_read_are_told(tmp_path: Path) -> None:
    """At once, and as what they are: Kibana itself may be well."""
    with pytest.raises(SettingsError, match=r"The certificates in .*none\.pem can't be read"):
        Kibana(settings_for("https://127.0.0.1:9", ca=tmp_path / "none.pem")).examine()


def test_only_the_login_of_the_settings_goes_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the address, nor `.netrc`, nor a proxy of the environment is heeded."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with standin(elasticsearch) as server:
        Kibana(settings_for(server.url.replace("//", "//someone:secret@"))).examine()
    assert ["authorization" in headers for _, _, headers, _ in server.requests] == [False]


@pytest.mark.parametrize(
    ("connection", "header"),
    [
        ({"api_key": SecretStr("a-key")}, "ApiKey a-key"),
        ({"user": "reader", "password": SecretStr("pass")}, "Basic cmVhZGVyOnBhc3M="),
    ],
)
def test_a_login_goes_along_and_is_never_shown(connection: dict[str, Any], header: str) -> None:
    """API key or user go in the header; repr and errors hold neither. By a stand-in."""
    with standin(elasticsearch) as server:
        chosen = ElasticsearchSettings(url=server.url, **connection)
        examine(chosen)
        Kibana(settings_for(server.url, elasticsearch=chosen)).examine()
    assert {headers.get("authorization") for _, _, headers, _ in server.requests} == {header}
    assert "a-key" not in repr(chosen)
    assert "pass'" not in repr(chosen)
    with standin(lambda method, path: (401, {})) as server, pytest.raises(SettingsError) as raised:
        examine(ElasticsearchSettings(url=server.url, **connection))
    assert "refuses this login" in str(raised.value)
    assert "a-key" not in str(raised.value)


def test_roles_name_only_our_indices() -> None:
    """The reader may not write; neither reaches beyond gongbao's indices."""
    folder = HOME.parent / "elasticsearch" / "roles"
    roles = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    assert roles.keys() == {"gongbao_writer", "gongbao_reader"}
    assert {name for role in roles.values() for i in role["indices"] for name in i["names"]} == {"gongbao-*"}
    assert roles["gongbao_reader"]["indices"][0]["privileges"] == ["read", "view_index_metadata"]


def test_compose_binds_to_loopback_and_knows_when_servers_are_well() -> None:
    """Elasticsearch and Kibana have health checks, of one version, and no port that others reach."""
    services = yaml.safe_load((HOME.parent / "compose.yaml").read_text("utf-8"))["services"]
    assert {services[name]["image"].split(":")[1] for name in ("elasticsearch", "kibana")} == {"9.5.3"}
    for name in ("elasticsearch", "kibana"):
        assert services[name]["healthcheck"]["test"]
        assert all(port.startswith("127.0.0.1:") for port in services[name]["ports"])
    assert services["kibana"]["depends_on"]["elasticsearch-accounts"]["condition"] == "service_completed_successfully"
    mounted = services["elasticsearch-accounts"]["volumes"][0].split(":")[0]
    assert (HOME.parent / mounted).is_dir()
