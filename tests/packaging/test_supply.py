"""What the program is made of can be listed, and looked up."""

import importlib.util
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("sbom", ROOT / "deploy" / "sbom.py")
assert SPEC and SPEC.loader
sbom = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(sbom)


def test_the_bill_of_materials_lists_every_pin_with_its_hashes(tmp_path: Path) -> None:
    """Each package once, each hash that may be installed, the models, and nothing of this machine or any index."""
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    sbom.write(tmp_path / "one" / "sbom.json")
    text = (tmp_path / "one" / "sbom.json").read_text("utf-8")
    data = json.loads(text)
    names = re.findall(r"^([\w.-]+)", pins, re.MULTILINE)
    components = [one for one in data["components"] if one["type"] == "library"]
    assert sorted(one["name"] for one in components) == sorted(names)
    hashes = [file["content"] for one in components for file in one["externalReferences"][0]["hashes"]]
    assert sorted(hashes) == sorted(re.findall("[0-9a-f]{64}", pins))
    assert [one["type"] for one in data["components"]].count("machine-learning-model") == 2
    [root] = data["dependencies"]
    assert root["ref"] == "gongbao" and len(root["dependsOn"]) == len(data["components"])
    assert re.findall(r"https?://[^/\"]+", text) == ["http://cyclonedx.org"] and str(ROOT) not in text
    sbom.write(tmp_path / "two.json")
    assert (tmp_path / "two.json").read_text("utf-8") == text


@pytest.fixture
def osv() -> Iterator[str]:
    """A stand-in for the database, which knows of one weakness, in typer."""
    weakness = {
        "id": "X-2026-1",
        "modified": "2026-01-01T00:00:00Z",
        "published": "2026-01-01T00:00:00Z",
        "summary": "It is weak.",
        "affected": [
            {
                "package": {"name": "typer", "ecosystem": "PyPI"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}],
            }
        ],
    }

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps({"vulns": [weakness]} if asked["package"]["name"] == "typer" else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


def audit(url: str) -> subprocess.CompletedProcess[str]:
    """Ask a database."""
    command = [sys.executable, str(ROOT / "deploy" / "audit.py"), "--osv-url", url]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


def test_a_known_weakness_is_listed(osv: str) -> None:
    """Package, version, and since when it is mended; the code says that there is one."""
    done = audit(osv)
    assert done.returncode == 1, done.stderr
    assert re.search(r"typer +[\d.]+ +X-2026-1 +99", done.stdout) and "Found 1 known" in done.stdout


def test_a_database_that_does_not_answer_is_said_in_two_lines() -> None:
    """Not known is not the same as none, and no traceback."""
    done = audit("http://127.0.0.1:9/v1/query")
    assert (done.returncode, done.stdout) == (8, "")
    assert done.stderr.startswith("audit: Nothing is known") and done.stderr.count("\n") == 2
