"""A server of HTTP that answers what it is told, with a certificate of its own where one is wanted."""

import gzip
import hashlib
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class StandIn:
    """Stands in for Kibana or Elasticsearch: keeps requests, answers what it is told."""

    def __init__(self, answers: Callable[[str, str], tuple[int, Any]], tls: Path | None = None) -> None:
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                server.requests.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
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
def stand_in(answers: Callable[[str, str], tuple[int, Any]], tls: Path | None = None) -> Iterator[StandIn]:
    """A stand-in while it is needed."""
    found = StandIn(answers, tls)
    try:
        yield found
    finally:
        found.close()


def fingerprint(folder: Path) -> str:
    """SHA-256 of the certificate, as `openssl x509 -fingerprint` prints it."""
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert((folder / "cert.pem").read_text("ascii"))).hexdigest().upper()
    return ":".join(digest[n : n + 2] for n in range(0, len(digest), 2))


def make_certificate(folder: Path) -> Path:
    """A certificate that signs itself, `cert.pem` and `key.pem` in the folder."""
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"]
    keys = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", "-x509", *keys, *subject, *files], check=True, capture_output=True)
    return folder


def answer_as_elasticsearch(method: str, path: str) -> tuple[int, Any]:
    """What an Elasticsearch, or a Kibana, says to the doctor."""
    return 200, {"version": {"number": "9.5.3"}, "count": 7}


@contextmanager
def raw_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that reads a request, and then does to the connection whatever it likes."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.recv(65536)
            answer(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        listening.close()


PACKED = gzip.compress(b" " * 5_000_000, 1)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Elastic-Product: Elasticsearch\r\n"


def send_without_end(connection: socket.socket) -> None:
    """An answer as long as whoever reads it can bear."""
    connection.sendall(HEAD + b"\r\n")
    while True:
        connection.sendall(b" " * 65536)


def send_a_byte_now_and_then(connection: socket.socket) -> None:
    """An answer that is never silent, and never over."""
    connection.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        threading.Event().wait(0.05)  # tests take time.sleep for themselves


def send_packed(connection: socket.socket) -> None:
    """A small answer that is large when it is unpacked."""
    body = PACKED
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    connection.sendall(head + body)


def send_elsewhere(connection: socket.socket) -> None:
    """An answer that points to another server."""
    connection.sendall(b"HTTP/1.1 307 Temporary\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")
