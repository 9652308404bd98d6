"""Opening a ledger: made, brought up to date, shared, or refused with a reason."""

import gzip
import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders import GAZETTE, make_document, make_first_issue, make_issue
from sqlalchemy import text

from connectors.ledger import migrations as migrations_package
from connectors.ledger import open_ledger
from connectors.ledger.schema import metadata
from gongbao.errors import LedgerError
from gongbao.identity import name_by_title
from gongbao.ids import issue_id
from gongbao.model import Force
from gongbao.ports import Query, SourceItem

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


def test_migrations_make_the_tables(url: str) -> None:
    """The migrations make just the tables that the code uses, and HEAD is the last of them."""
    with open_ledger(url) as ledger, ledger.engine.connect() as db:

        def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
            return not (kind == "table" and name and name.startswith(("passages_fts", "passage_words")))

        context = MigrationContext.configure(db, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    folder = Path(migrations_package.__file__).parent
    assert ScriptDirectory(str(folder)).get_heads() == [migrations_package.HEAD]


def test_a_newer_ledger_is_refused(url: str) -> None:
    """A database that a later program made is left alone, with a word on what to do."""
    with open_ledger(url) as ledger, ledger.engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(LedgerError, match=r"9999.*newer") as caught:
            open_ledger(url)
        assert "Update gongbao" in caught.value.next_step
    finally:
        with ledger.engine.begin() as db:
            db.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": migrations_package.HEAD})
        ledger.close()


def test_writers_wait_for_each_other(url: str) -> None:
    """Many writers at once leave a whole outbox: positions without gaps, each in the order of its commit."""
    with open_ledger(url) as ledger:

        def write(number: int) -> None:
            with open_ledger(url) as mine:
                for year in (2019, 2020, 2021):
                    document = make_document(issue=issue_id(GAZETTE, year, [number]))
                    mine.commit(make_issue((document,), number=number, year=year))

        threads = [threading.Thread(target=write, args=(number,)) for number in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        positions = [event.position for event in ledger.events()]
        assert positions == list(range(1, 25))
        assert len(ledger.issues()) == 12


def test_a_locked_ledger_says_so(url: str) -> None:
    """A writer that waited in vain gets a LedgerError; readers are not kept waiting."""
    with open_ledger(url) as ledger, open_ledger(url, timeout=0.1) as other:
        ledger.commit(make_issue())
        with ledger._writer():
            with pytest.raises(LedgerError, match="locked by another process"):
                other.commit(make_issue(number=5))
            assert len(other.issues()) == 1


def test_an_index_of_another_folding_is_filled_anew(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When text is folded in another way than when it was indexed, opening fills the index again, whole."""
    with open_ledger(url) as ledger:
        ledger.commit(make_issue())
        before = [ledger.search(Query(q)) for q in ("湿地", "钱多", "示政发(2021)5号", "示例市林业局")]
        with ledger.engine.begin() as db:
            db.execute(text("UPDATE meta SET value = '0' WHERE name = 'folding'"))
    with open_ledger(url) as ledger:
        assert [ledger.search(Query(q)) for q in ("湿地", "钱多", "示政发(2021)5号", "示例市林业局")] == before
        with ledger.engine.connect() as db:
            assert db.execute(text("SELECT value FROM meta WHERE name = 'folding'")).scalar() != "0"


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """Another file in the ledger's place is named, and not touched."""
    path = tmp_path / "ledger.db"
    path.write_bytes(b"something else entirely" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.db is damaged: file is not a database"):
        open_ledger(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"something else")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file where the folder should be is one clear sentence."""
    (tmp_path / "home").write_text("")
    with pytest.raises(LedgerError, match="folder of the ledger can't be made"):
        open_ledger(f"sqlite:///{tmp_path / 'home' / 'ledger.db'}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_ledger_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    """A folder without the right to write is a LedgerError."""
    tmp_path.chmod(0o500)
    with pytest.raises(LedgerError, match="can't be used"):
        open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")


@pytest.mark.parametrize("address", ["no url", "mysql://localhost/x", "nosuch://x"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """What is no URL of a database that we know is a LedgerError."""
    with pytest.raises(LedgerError):
        open_ledger(address)


def test_a_server_that_is_away_is_named_without_the_password() -> None:
    """Nobody listens: the address shows, the password does not."""
    with pytest.raises(LedgerError, match="can't be used") as caught:
        open_ledger("postgresql://me:secret@127.0.0.1:9/ledger", timeout=2)
    assert "127.0.0.1:9" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_opening_a_current_ledger_loads_little(tmp_path: Path) -> None:
    """Neither Alembic nor Beam nor Prefect nor what writes is imported to read a ledger that is up to date."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    open_ledger(url).close()
    code = (
        "import sys; from connectors.ledger import open_ledger; open_ledger(sys.argv[1]).issues();"
        "heavy = ('alembic', 'apache_beam', 'prefect', 'psycopg', 'connectors.ledger.writing');"
        "print([m for m in heavy if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code, url], check=True, capture_output=True, text=True)
    assert shown.stdout.strip() == "[]"


def test_sqlite_is_opened_for_keeps(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation and foreign keys are on."""
    path = tmp_path / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger, ledger.engine.connect() as db:
        found = [
            db.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM outbox").fetchone() == (0,)


def test_a_ledger_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """What the first version wrote is read whole, found, and the same again when it is read anew: no event is caused.

    The database in tests/data was written by the program as it was then, with the issue of `builders`.
    """
    path = tmp_path / "ledger.db"
    path.write_bytes(gzip.decompress((DATA / "ledgers" / "0001.db.gz").read_bytes()))
    with open_ledger(f"sqlite:///{path}") as ledger:
        issue = make_first_issue()
        assert ledger.issue(issue.id) == issue
        told = [(e.type, e.subject, e.data["cause"]) for e in ledger.events(types=("gongbao.text.*",))]
        assert told == [
            ("gongbao.text.changed", name, "reprocessed") for name in ("示政发〔2015〕9号", issue.documents[0].number)
        ]
        assert ledger.text("示政发〔2015〕9号").force is Force.REPEALED
        assert ledger.commit(issue).empty
        assert ledger.search(Query("湿地保护")).total == 1
        with ledger.engine.connect() as db:
            assert str(db.execute(text("SELECT last_day FROM validity")).scalar()) == "2026-05-31"


def test_ids_by_place_go_on_resolving(tmp_path: Path) -> None:
    """A ledger of version 8 keeps its ids; read again, documents go by others, and the old ones lead there.

    The database in tests/data was written by the program as it was then; a third document has no 文号.
    """
    path = tmp_path / "ledger.db"
    path.write_bytes(gzip.decompress((DATA / "ledgers" / "0008.db.gz").read_bytes()))
    by_place = f"{GAZETTE}/2021/4/3"
    with open_ledger(f"sqlite:///{path}") as ledger:
        before, position = ledger.document(by_place), ledger.last_event()
        assert before.document.title == "关于召开会议的公告"
        issue = ledger.issue(f"{GAZETTE}/2021/4")
        *others, bare = issue.documents
        named = replace(bare, id=name_by_title(GAZETTE, bare))
        done = ledger.commit(replace(issue, documents=(*others, named), pipeline="2"))
        assert (done.new, done.withdrawn) == ((named.id,), (by_place,))
        assert ledger.document(by_place).document == ledger.document(named.id).document == named
        (gone,) = ledger.events(position, ["gongbao.document.withdrawn"])
        assert (gone.subject, gone.data["replaced_by"]) == (by_place, named.id)
        assert ledger.commit(issue).new == (by_place,), "and back again, as a person may want it"
        assert ledger.document(named.id).document == ledger.document(by_place).document == bare


def test_files_that_were_only_not_read_are_to_be_read_again(tmp_path: Path) -> None:
    """What the first version rejected as `unread`, for want of a reading, is no finding and not dealt with any more."""
    path = tmp_path / "ledger.db"
    path.write_bytes(gzip.decompress((DATA / "ledgers" / "0001.db.gz").read_bytes()))
    with sqlite3.connect(path) as db:
        (sha256,) = db.execute("SELECT sha256 FROM artifacts").fetchone()
        db.execute("UPDATE artifacts SET status = 'rejected', reason = 'unread: …'")
        db.execute("INSERT INTO sightings VALUES ('folder', 'file:///b.txt', '1', ?, 1, '2021-04-30')", (sha256,))
        columns = "key, sha256, code, message, severity"
        db.execute(f"INSERT INTO findings ({columns}) VALUES (9, ?, 'unread', '…', 'error')", (sha256,))
    db.close()
    with open_ledger(f"sqlite:///{path}") as ledger:
        assert [stored for stored in ledger.findings() if stored.issue is None] == []
        assert not ledger.seen(SourceItem("folder", "file:///b.txt", "1"))
        with ledger.engine.connect() as connection:
            assert connection.execute(text("SELECT status, reason FROM artifacts")).all() == [("found", None)]
