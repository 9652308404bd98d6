"""What a disk has changed in a ledger: the right answer all the same, or a LedgerError, never another answer."""

import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import make_documents, make_issue
from rights import bound_by_rights

from connectors.ledger import SqlLedger, open_ledger, opening
from connectors.ledger.opening import LOOK
from gongbao.errors import LedgerError
from gongbao.facts import kinds
from gongbao.identity import name_within
from gongbao.model import Finding, FindingCode
from gongbao.ports import Query, Selection

ASKED: dict[str, Callable[[SqlLedger], Any]] = {
    "issues": lambda ledger: ledger.issues(),
    "issue": lambda ledger: ledger.issue("shili/2021/4"),
    "document": lambda ledger: ledger.document(name_within("shili/2021/5", make_documents()[0])),
    "findings": lambda ledger: ledger.findings(),
    "facts": lambda ledger: [ledger.facts(kind.name, Selection()) for kind in kinds()],
    "events": lambda ledger: [
        (e.position, e.id, e.type, e.source, e.subject, e.data, e.written) for e in ledger.events()
    ],
    "snapshot": lambda ledger: ledger.snapshot("shili/2021/4"),
}


def flip_bit(data: bytearray, chance: random.Random) -> None:
    """One bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flip_bit_of_header(data: bytearray, chance: random.Random) -> None:
    """One bit of what describes the file and its first page."""
    data[chance.randrange(200)] ^= 1 << chance.randrange(8)


def write_noise(data: bytearray, chance: random.Random) -> None:
    """Some bytes of another file."""
    size = chance.choice([16, 300, 3000])
    at = chance.randrange(len(data) - size)
    data[at : at + size] = chance.randbytes(size)


def zero_page(data: bytearray, chance: random.Random) -> None:
    """A page that was never written."""
    at = chance.randrange(len(data) // 4096) * 4096
    data[at : at + 4096] = bytes(4096)


def cut(data: bytearray, chance: random.Random) -> None:
    """The end is missing."""
    del data[chance.randrange(len(data)) :]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger of some issues, most of whose pages hold something."""
    path = tmp_path_factory.mktemp("sound") / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        for number in range(1, 25):
            missing = Finding(FindingCode.ISSUES_MISSING, f"Issue {number - 1} is missing.")
            ledger.commit(make_issue(number=number, findings=(missing,)))
    return path.read_bytes()


def ask(path: Path, question: Callable[[SqlLedger], Any]) -> Any:
    """What a ledger, opened for it, answers; None where it says that it can't."""
    try:
        with open_ledger(f"sqlite:///{path}", timeout=0.1) as ledger:
            return question(ledger)
    except LedgerError as error:
        assert "\n" not in str(error) and error.next_step
        return None


@pytest.mark.parametrize("damage", [flip_bit, flip_bit_of_header, write_noise, zero_page, cut])
def test_no_damage_is_an_answer(
    tmp_path: Path, sound: bytes, damage: Callable[[bytearray, random.Random], None]
) -> None:
    """By seed, over the whole file. Search may miss what its index has lost, but shows nothing that was not printed."""
    path = tmp_path / "ledger.db"
    path.write_bytes(sound)
    right = {name: ask(path, question) for name, question in ASKED.items()}
    documents = [document for number in range(1, 25) for document in make_issue(number=number).documents]
    printed = {text for d in documents for text in (d.title, *(p.text for p in d.paragraphs))}
    answers = refusals = 0
    for seed in range(15):
        data = bytearray(sound)
        damage(data, random.Random(seed))
        for name, question in {**ASKED, "search": lambda ledger: ledger.search(Query("湿地保护办法"))}.items():
            for file in tmp_path.iterdir():
                file.unlink()
            path.write_bytes(data)
            answer = ask(path, question)
            if answer is None:
                refusals += 1
            elif name == "search":
                assert {hit.text for hit in answer.hits} <= printed, seed
            else:
                answers += 1
                assert answer == right[name], (seed, name)
    assert refusals > 0 and (answers > 0 or damage is cut)


@pytest.mark.parametrize("open_elsewhere", [False, True], ids=["alone", "while another process writes it"])
def test_a_ledger_that_can_only_be_read_is_read(open_elsewhere: bool) -> None:
    """In a folder without the right to write it answers as ever; to write it says what is wrong with the place."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ledger #1%.db"
        writer = open_ledger(f"sqlite:///{path}")
        writer.commit(make_issue())
        if not open_elsewhere:
            writer.close()
        for file in path.parent.iterdir():
            file.chmod(0o444)
        path.parent.chmod(0o555)
        with bound_by_rights(), open_ledger(f"sqlite:///{path}", timeout=0.1) as ledger:
            assert ledger.issue("shili/2021/4") == make_issue()
            assert ledger.search(Query("湿地")).total == 1
            with pytest.raises(LedgerError, match="can't be written") as caught:
                ledger.commit(make_issue(number=5))
            assert "room" in caught.value.next_step
        path.parent.chmod(0o755)
        writer.close()


FULL = """
import resource, sys
from connectors.ledger import open_ledger
from gongbao.errors import LedgerError
from builders import make_documents, make_issue
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with open_ledger(sys.argv[1]) as ledger:
    print(len(ledger.issues()))
    try:
        ledger.commit(make_issue(number=5))
    except LedgerError as error:
        print(error)
"""


def test_a_full_disk_stops_no_reader(tmp_path: Path) -> None:
    """Where not one byte can be written any more, what is there is read, and a writer is told."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with open_ledger(url) as ledger:
        ledger.commit(make_issue())
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])
    done = subprocess.run(
        [sys.executable, "-c", FULL, url],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    issues, refusal = done.stdout.splitlines()
    assert issues == "1" and "can't be written: disk I/O error" in refusal
    with open_ledger(url) as ledger:
        assert ledger.commit(make_issue(number=5)).new, "once there is room, it is written again"


def test_who_finds_it_locked_waits(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than SQLite itself would at once, says so once, and goes on when it is free."""
    monkeypatch.setattr(opening, "SAY", LOOK)
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with open_ledger(url) as ledger, open_ledger(url, timeout=60) as other:
        with ledger._writer():
            thread = threading.Thread(target=lambda: other.commit(make_issue()))
            thread.start()
            while "waiting for it" not in caplog.text:
                thread.join(0.01)
                assert thread.is_alive()
            thread.join(2 * LOOK)
            assert thread.is_alive()
        thread.join(60)
        assert len(ledger.issues()) == 1
    assert caplog.text.count("waiting for it") == 1
