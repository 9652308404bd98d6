"""`gongbao backup` and `restore`, as an operator uses them: while issues are being taken in."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builders import make_issue

from connectors.ledger import open_ledger

TESTS = Path(__file__).resolve().parents[1]

# Takes in one issue after the other, as `ingest` does: its bytes first, then what is known of them, then the issue.
WRITE = """
import sys
from pathlib import Path
from builders import make_artifact, make_document, make_issue
from connectors.blobs.folder import FolderBlobs
from connectors.ledger import open_ledger
from gongbao.ports import SourceItem

home, number = Path(sys.argv[1]), 0
blobs = FolderBlobs(home / "blobs")
with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
    while not (home / "stop").exists():
        number += 1
        data = f"issue {number}".encode() * 1000
        artifact = make_artifact(f"{number}.txt", data)
        blobs.put(data)
        item = SourceItem("folder", artifact.uri, "1")
        ledger.register(item, artifact)
        documents = (make_document(1, f"示政发〔2021〕{number}号", issue=f"shili/2021/{number}"),)
        ledger.commit(make_issue(documents, number=number, artifact=artifact), item)
"""


def gongbao(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    environment = {"PATH": os.environ["PATH"], "GONGBAO_HOME": str(home), **settings}
    command = [Path(sys.executable).with_name("gongbao"), *words]
    return subprocess.run(command, env=environment, cwd=home.parent, capture_output=True, text=True, timeout=120)


def check_whole(folder: Path) -> int:
    """A backup is whole: the file is sound, and the bytes of every artifact are there and right; how many there are."""
    with sqlite3.connect(f"{(folder / 'ledger.db').as_uri()}?immutable=1", uri=True) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [name for (name,) in db.execute("SELECT sha256 FROM artifacts")]
        events = db.execute("SELECT count(*), max(position) FROM outbox").fetchone()
    assert events[0] == events[1], "the outbox has no gaps"
    for name in names:
        data = (folder / "blobs" / name[:2] / name[2:4] / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == name
    return len(names)


def test_a_backup_under_way_is_whole_and_goes_on(tmp_path: Path) -> None:
    """Three backups while a process writes: each is whole and has more; put back, it goes on as if nothing was."""
    home, folder = tmp_path / "home", tmp_path / "backup"
    home.mkdir()
    environment = {"PYTHONPATH": str(TESTS), "PATH": os.environ["PATH"]}
    with subprocess.Popen([sys.executable, "-c", WRITE, str(home)], env=environment, cwd=TESTS.parent) as writer:
        try:
            counts = [0]
            for _ in range(3):
                wait_for_more(home, counts[-1] + 3)
                done = gongbao(home, "backup", str(folder))
                assert done.returncode == 0, done.stderr
                counts.append(check_whole(folder))
                assert counts[-1] > counts[-2]
            assert writer.poll() is None, "it wrote all the while"
        finally:
            (home / "stop").touch()
            assert writer.wait(60) == 0
    assert {path.name for path in folder.iterdir()} == {"ledger.db", "blobs"}

    new = tmp_path / "new"
    done = gongbao(new, "restore", str(folder))
    assert done.returncode == 0, done.stderr
    assert check_whole(new) == counts[-1]
    with open_ledger(f"sqlite:///{new / 'ledger.db'}") as ledger:
        last = ledger.last_event()
        ledger.commit(make_issue(year=2022))
        assert next(event.position for event in ledger.events(last)) == last + 1
    assert gongbao(new, "restore", str(folder)).returncode == 6


def wait_for_more(home: Path, count: int) -> None:
    """Wait until the ledger has so many artifacts."""
    end = time.monotonic() + 60
    while True:
        assert time.monotonic() < end
        with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
            if len(ledger.artifacts()) >= count:
                return
        time.sleep(0.05)


def test_bytes_that_are_gone_are_named(tmp_path: Path) -> None:
    """All else is copied; the exit code says that something is wanting."""
    home = tmp_path / "home"
    (tmp_path / "issue.txt").write_text("示例市人民政府公报\n2021年第4期\n")
    gongbao(home, "ingest", "issue.txt")
    shutil.rmtree(home / "blobs")
    done = gongbao(home, "backup", "copy")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert (tmp_path / "copy" / "ledger.db").is_file()


@pytest.mark.server
def test_a_ledger_in_postgresql_is_dumped_first(tmp_path: Path, postgresql: str, postgresql_url: str) -> None:
    """As docs/operating.md says: pg_dump, then the artifacts; pg_restore into another database, then the artifacts."""
    import psycopg

    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    home, folder, new = tmp_path / "home", tmp_path / "backup", tmp_path / "new"
    with open_ledger(postgresql_url) as ledger:
        (home / "blobs").mkdir(parents=True)
        from connectors.blobs.folder import FolderBlobs

        FolderBlobs(home / "blobs").put(b"2021-04.txt")
        ledger.commit(make_issue())
        events = list(ledger.events())
    folder.mkdir()
    dump = str(folder / "ledger.dump")
    subprocess.run([programs / "pg_dump", "--format=custom", f"--file={dump}", postgresql_url], check=True)
    done = gongbao(home, "backup", str(folder), GONGBAO_DATABASE_URL=postgresql_url)
    assert done.returncode == 0, done.stderr
    assert "pg_dump" in done.stdout
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS restored")
        admin.execute("CREATE DATABASE restored")
    url = f"{postgresql}/restored"
    subprocess.run([programs / "pg_restore", f"--dbname={url}", dump], check=True)
    done = gongbao(new, "restore", str(folder), GONGBAO_DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert (new / "blobs").is_dir()
    with open_ledger(url) as ledger:
        assert list(ledger.events()) == events
        ledger.commit(make_issue(number=5))
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute("DROP DATABASE restored WITH (FORCE)")
