"""The flow under Prefect's test harness: one for the whole run, since it takes seconds to start."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gongbao import composition

ISSUE = Path(__file__).parent.parent / "data" / "issues" / "liaocheng-2021-04.txt"


@pytest.fixture(scope="module")
def prefect():
    """Prefect with a database of its own."""
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home and a watched folder of their own."""
    from gongbao.settings import settings

    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GONGBAO_LIMITS__ISSUE_SECONDS", "0")  # in this process, where a test can break a rule
    settings.cache_clear()
    (tmp_path / "in").mkdir()
    yield tmp_path
    settings.cache_clear()


def test_a_round_takes_in_what_is_new_and_leaves_its_table(prefect, home):
    """New issues are ingested, bad ones told, the table is an artifact; a second round finds nothing new."""
    from prefect.client.orchestration import get_client

    from flows.watch import watch_folder

    shutil.copy(ISSUE, home / "in" / "issue.txt")
    (home / "in" / "empty.txt").write_text("")
    (home / "in" / "page.txt").write_text("<html><title>[打开](http://evil.example)</title>", "utf-8")
    done = watch_folder(str(home / "in"))
    assert {o.state for o in done.outcomes} == {"new", "rejected"}
    with get_client(sync_client=True) as client:
        response = client._client.post("/artifacts/latest/filter", json={})
        (table,) = [a for a in response.json() if a["key"] == "ingested-issues"]
    assert "liaocheng/2021/4" in table["data"]
    # Prefect renders the texts of a table, and the description of an artifact, as Markdown.
    assert r"\[打开\]\(http\://evil.example\)" in "".join(str(row["rejected"]) for row in json.loads(table["data"]))
    assert "](http" not in table["data"] + table["description"]
    assert watch_folder(str(home / "in")).outcomes == []


def test_what_can_not_be_delivered_is_said_and_kept(prefect, home, monkeypatch):
    """The round goes through, its error is told by the step's name, and the events wait in the ledger."""
    from flows.watch import watch_folder
    from gongbao.errors import UnavailableError
    from gongbao.settings import settings

    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("GONGBAO_KAFKA__BOOTSTRAP_SERVERS", f"127.0.0.1:{nobody.getsockname()[1]}")
        monkeypatch.setenv("GONGBAO_KAFKA__REQUEST_SECONDS", "1")
        settings.cache_clear()
        shutil.copy(ISSUE, home / "in" / "issue.txt")
        done = watch_folder(str(home / "in"), deliver=True)
    assert [o.state for o in done.outcomes] == ["new"]
    assert {name: type(error) for name, error in done.undelivered.items()} == {"kafka": UnavailableError}
    with composition.open_ledger(settings()) as ledger:
        assert ledger.last_event() > ledger.last_published() == 0


def test_a_round_goes_on_after_what_fails_and_what_vanishes(prefect, home, monkeypatch):
    """A rule that raises and a file that is gone end their own issue; the next round does not stop at them."""
    from connectors.sources.folder import FolderSource
    from flows.watch import watch_folder
    from transforms import pipeline

    text = "某城市人民政府文件\n某政发〔2022〕1号\n某城市人民政府关于{0}的通知\n各县：\n{0}。\n"
    for name in ("a", "坏", "同"):
        (home / "in" / f"{name}.txt").write_text(text.format(name.replace("同", "a")), "utf-8")
    (home / "in" / "gone.txt").write_text("…", "utf-8")
    fetch, tag = FolderSource.fetch, pipeline.tag

    def vanishing(source, item):
        if item.uri.endswith("gone.txt"):
            (home / "in" / "gone.txt").unlink(missing_ok=True)
        return fetch(source, item)

    def raising(document, *more):
        if "坏" in document.title:
            raise KeyError("x")
        return tag(document, *more)

    monkeypatch.setattr(FolderSource, "fetch", vanishing)
    monkeypatch.setattr(pipeline, "tag", raising)
    done = watch_folder(str(home / "in"))
    assert sorted(o.state for o in done.outcomes) == ["failed", "new", "skipped", "unchanged"]
    assert watch_folder(str(home / "in")).outcomes == []


def test_a_step_done_twice_changes_nothing(home):
    """The task's own function, without Prefect: what it does can be done again."""
    from flows.watch import find_new, ingest_one

    shutil.copy(ISSUE, home / "in" / "issue.txt")
    (found,) = find_new.fn(str(home / "in"))
    for state in ("new", "unchanged"):
        (outcome,) = ingest_one.fn([found], found.artifact.uri)
        assert outcome.state == state


def test_what_a_watch_leaves_is_for_its_owner_alone(home):
    """The ledger, artifacts, and all that Prefect and its server write, where the umask would let everyone read."""
    shutil.copy(ISSUE, home / "in" / "issue.txt")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    command = [str(Path(sys.executable).parent / "gongbao"), "watch", str(home / "in"), "--once", "--json"]
    more = {"GONGBAO_HOME": str(home / "home"), "GONGBAO_SOURCES__SETTLE_SECONDS": "0"}
    subprocess.run(command, env=environment | more, umask=0o022, check=True, timeout=240)
    kept = [home / "home", *(home / "home").rglob("*")]
    assert {"ledger.db", "blobs", "readings", "prefect.db"} <= {path.name for path in kept}
    assert [path for path in kept if path.stat().st_mode & 0o077] == []
