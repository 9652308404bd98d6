"""A real Elasticsearch node for tests, started from jars, and a proxy that fails on purpose.

A module that wants them says `from elasticsearch_server import …`.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

START = Path(__file__).resolve().parents[2] / "deploy" / "local" / "elasticsearch" / "start.sh"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Node:
    """A node of its own, with its data in a folder; it can be killed and started again."""

    def __init__(self, home: Path, *settings: str) -> None:
        self.home = home
        self.settings = settings
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, seconds: float = 300.0) -> None:
        """Start it and wait until it answers. The first time takes its jars from Maven."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "node.log").open("ab") as log:
            self.process = subprocess.Popen(
                [START, str(self.port), str(self.home / "data"), *self.settings],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError("Elasticsearch ended as it started:\n" + self.log()[-2000:])
            if self.answers():
                return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError("Elasticsearch did not start in time:\n" + self.log()[-2000:])

    def answers(self) -> bool:
        """Whether it answers and knows its indices."""
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/_cluster/health")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def log(self) -> str:
        """What it said."""
        return (self.home / "node.log").read_text("utf-8", "replace")

    def kill(self) -> None:
        """kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop it as one should."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)
        self.process = None


def missing() -> str | None:
    """What keeps a node from running here."""
    if shutil.which("mvn") is None:
        return "Elasticsearch is started from jars, and Maven (mvn) is not installed."
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    homes += [*Path("/usr/lib/jvm").glob("*"), *Path("/opt").glob("*")]
    for home in homes:
        javac = home / "bin" / "javac"
        if javac.exists():
            said = subprocess.run([javac, "-version"], capture_output=True, text=True, check=False)
            version = (said.stdout or said.stderr).split()
            if len(version) > 1 and version[1].split(".")[0].isdigit() and int(version[1].split(".")[0]) >= 21:
                return None
    return "Elasticsearch 9 needs a JDK of 21 or later; set JAVA_HOME."


def start_or_skip(*settings: str) -> Node:
    """A running node in a new folder; skips where there can be none, or fails where one is required."""
    lacking = missing()
    if lacking and os.environ.get("GONGBAO_REQUIRE_SERVERS") == "1":
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    node = Node(Path(tempfile.mkdtemp(prefix="gongbao-es-")), *settings)
    try:
        node.start()
    except BaseException:
        node.stop()
        raise
    return node


def remove(node: Node) -> None:
    """Stop a node and forget its data."""
    node.kill()
    shutil.rmtree(node.home, ignore_errors=True)


@pytest.fixture(scope="session")
def elasticsearch_node() -> Iterator[Node]:
    """The node of this test run."""
    node = start_or_skip()
    yield node
    remove(node)


@pytest.fixture
def elasticsearch_url(elasticsearch_node: Node) -> str:
    """The address of a node without indices of gongbao."""
    clean(elasticsearch_node.url)
    return elasticsearch_node.url


def clean(url: str) -> None:
    """Delete all indices of gongbao."""
    with Elasticsearch(url, request_timeout=60) as client:
        for name in client.indices.get(index="gongbao-*"):
            client.indices.delete(index=name)


Fault = Callable[[str, str], int | None]  # method and path to: a status to answer, 0 to hang up, None to pass on


class Proxy:
    """Stands between client and node, and answers in the node's stead as `fault` says."""

    def __init__(self, port: int, fault: Fault = lambda method, path: None) -> None:
        self.fault = fault
        self.seen: list[tuple[str, str]] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size) if size else None
                proxy.seen.append((self.command, self.path))
                status = proxy.fault(self.command, self.path)
                if status == 0:
                    self.close_connection = True
                    self.connection.close()
                    return
                if status is not None:
                    self._answer(status, b'{"error":{"type":"made_up","reason":"by a proxy"}}', "application/json")
                    return
                upstream = HTTPConnection("127.0.0.1", port, timeout=60)
                upstream.request(self.command, self.path, body, dict(self.headers.items()))
                response = upstream.getresponse()
                self._answer(response.status, response.read(), response.headers.get("Content-Type", ""))
                upstream.close()

            def _answer(self, status: int, body: bytes, media: str) -> None:
                self.send_response(status)
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Type", media)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass  # noqa: N815 names that http.server asks for

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
