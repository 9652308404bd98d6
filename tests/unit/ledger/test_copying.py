"""A ledger, copied while it is in use."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import make_issue

from connectors.ledger import SqlLedger, open_ledger
from connectors.ledger.copying import copy_back, copy_out, staged_copy
from gongbao.errors import LedgerError, SettingsError, UnavailableError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a ledger lies."""
    return tmp_path / "home"


@pytest.fixture
def ledger(home: Path) -> Iterator[SqlLedger]:
    """A ledger in use, with an issue that is still in the WAL."""
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as found:
        found.commit(make_issue())
        assert (home / "ledger.db-wal").stat().st_size
        yield found


def back_up(home: Path, folder: Path) -> None:
    """Copy the ledger of a home."""
    with copy_out(f"sqlite:///{home / 'ledger.db'}", folder):
        pass


def test_a_copy_is_whole_and_one_file_of_its_owner(ledger: SqlLedger, home: Path, tmp_path: Path) -> None:
    """What is in the WAL is in it, and so it is while somebody writes; nothing else is left."""
    with ledger.engine.connect().execution_options(write=True) as writer:
        writer.begin()  # another issue is being written
        back_up(home, tmp_path / "backup")
    (copy,) = (tmp_path / "backup").iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True) as db:
        assert db.execute("SELECT id FROM issues").fetchall() == [("shili/2021/4",)]


def test_the_copy_before_stays_until_the_new_one_is_whole(ledger: SqlLedger, home: Path, tmp_path: Path) -> None:
    """What breaks off leaves no trace."""
    back_up(home, tmp_path / "backup")
    before = (tmp_path / "backup" / "ledger.db").read_bytes()
    ledger.commit(make_issue(number=6))
    with pytest.raises(KeyboardInterrupt), copy_out(f"sqlite:///{home / 'ledger.db'}", tmp_path / "backup"):
        raise KeyboardInterrupt
    assert [path.name for path in (tmp_path / "backup").iterdir()] == ["ledger.db"]
    assert (tmp_path / "backup" / "ledger.db").read_bytes() == before


def test_what_lay_beside_an_older_copy_is_not_taken_for_the_new_ones(
    ledger: SqlLedger, home: Path, tmp_path: Path
) -> None:
    """A WAL that somebody left who looked into the older copy."""
    back_up(home, tmp_path / "backup")
    (tmp_path / "backup" / "ledger.db-wal").write_bytes((home / "ledger.db-wal").read_bytes())
    back_up(home, tmp_path / "backup")
    assert [path.name for path in (tmp_path / "backup").iterdir()] == ["ledger.db"]


def test_a_damaged_ledger_is_not_copied(ledger: SqlLedger, home: Path, tmp_path: Path) -> None:
    """It would take the place of one that is whole."""
    back_up(home, tmp_path / "backup")
    before = (tmp_path / "backup" / "ledger.db").read_bytes()
    ledger.close()
    damaged = bytearray((home / "ledger.db").read_bytes())
    damaged[20_000:60_000] = b"\xaa" * 40_000
    (home / "ledger.db").write_bytes(damaged)
    with pytest.raises(LedgerError, match=r"damaged|can't be copied"):
        back_up(home, tmp_path / "backup")
    assert (tmp_path / "backup" / "ledger.db").read_bytes() == before
    assert [path.name for path in (tmp_path / "backup").iterdir()] == ["ledger.db"]


def test_a_ledger_is_put_back_only_where_none_is(ledger: SqlLedger, home: Path, tmp_path: Path) -> None:
    """It comes back as it was; a ledger that is there is never overwritten, nor the home backed up into itself."""
    back_up(home, tmp_path / "backup")
    with copy_back(tmp_path / "backup", f"sqlite:///{tmp_path / 'new' / 'ledger.db'}"):
        pass
    with open_ledger(f"sqlite:///{tmp_path / 'new' / 'ledger.db'}") as restored:
        assert restored.issue("shili/2021/4") == make_issue()
        assert list(restored.events()) == list(ledger.events())
    with pytest.raises(SettingsError, match="already"), copy_back(tmp_path / "backup", f"sqlite:///{home}/ledger.db"):
        pass
    with pytest.raises(SettingsError, match="itself"):
        back_up(home, home)


def test_what_can_not_be_copied_says_so(ledger: SqlLedger, home: Path, tmp_path: Path) -> None:
    """No backup there; a file where the folder should be."""
    with pytest.raises(LedgerError, match="no ledger"), staged_copy(tmp_path / "nowhere.db", tmp_path / "x.db"):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError, match="can't be made"):
        back_up(home, tmp_path / "file" / "folder")
