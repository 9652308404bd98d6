"""`watch` goes on: what is away is waited for, in one line; issues are taken in as far as they can be."""

import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from processes import Command, wait_for

from connectors.ledger import open_ledger

TEXT = "某城市人民政府公报\n2022年第{0}期\n某城市人民政府文件\n某政发〔2022〕{0}号\n关于湿地的通知\n各县：\n湿。\n"
AWAY = "Prefect can't be used, rounds go on without it"


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Command]:
    """The command, and a folder with one issue."""
    (tmp_path / "in").mkdir()
    put(tmp_path, 1)
    made = Command(tmp_path)
    yield made
    made.end()


@pytest.fixture
def nobody() -> Iterator[int]:
    """A port at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def put(folder: Path, number: int) -> None:
    """One more issue."""
    (folder / "in" / f"{number}.txt").write_text(TEXT.format(number), "utf-8")


def issues(command: Command) -> set[str]:
    """The issues in its ledger."""
    try:
        with closing(sqlite3.connect(f"file:{command.home / 'ledger.db'}?mode=ro", uri=True)) as ledger:
            return {name for (name,) in ledger.execute("SELECT id FROM issues")}
    except sqlite3.OperationalError:  # it is not made yet
        return set()


def test_rounds_go_on_without_prefect(command: Command, nobody: int) -> None:
    """Its server is for looking at runs. That it does not answer is said once, however many rounds that lasts."""
    command.environment["PREFECT_API_URL"] = f"http://127.0.0.1:{nobody}/api"
    command.start("watch", "in", "--interval", "1")
    assert wait_for(lambda: issues(command) == {"某城市/2022/1"})
    put(command.folder, 2)
    assert wait_for(lambda: issues(command) == {"某城市/2022/1", "某城市/2022/2"})
    code, _, said = command.stop(signal.SIGTERM)
    told, stopped = said.splitlines()
    assert code == 143 and AWAY in told and stopped.startswith("gongbao: stopped")


def test_a_server_of_prefect_that_dies_is_started_again(command: Command) -> None:
    """No round is lost with it."""
    command.start("watch", "in", "--interval", "1")
    assert wait_for(lambda: issues(command) == {"某城市/2022/1"})
    (server,) = command.find("server")
    command.kill(server)
    put(command.folder, 2)
    assert wait_for(lambda: issues(command) == {"某城市/2022/1", "某城市/2022/2"})
    assert wait_for(lambda: [found for found in command.find("server") if found != server] != [])
    code, _, said = command.stop(signal.SIGTERM)
    assert code == 143 and said.count(AWAY) <= 1 and len(said.splitlines()) <= 3


def test_a_ledger_that_is_away_is_waited_for(command: Command, nobody: int) -> None:
    """It may be a database that starts later than we do: one line, no end, and a stop is heard meanwhile."""
    url = f"postgresql://gongbao@127.0.0.1:{nobody}/gongbao"
    command.environment |= {"PREFECT_API_URL": f"http://127.0.0.1:{nobody}/api", "GONGBAO_DATABASE_URL": url}
    command.start("watch", "in", "--interval", "1")
    told = command.read_error()
    assert told.startswith("gongbao: The ledger postgresql") and told.endswith("The next round tries again.\n")
    assert not wait_for(lambda: command.process.poll() is not None, 8)
    code, _, said = command.stop(signal.SIGTERM)
    assert code == 143 and said.startswith("gongbao: stopped") and len(said.splitlines()) == 1


def test_a_ledger_that_is_locked_is_waited_for(command: Command, nobody: int) -> None:
    """What lies in the folder is taken in once the other process is done."""
    command.environment["PREFECT_API_URL"] = f"http://127.0.0.1:{nobody}/api"
    with open_ledger(f"sqlite:///{command.home / 'ledger.db'}"):
        pass
    other = sqlite3.connect(command.home / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    command.start("watch", "in", "--interval", "1")
    told = command.read_error()
    assert "is locked by another process" in told
    other.execute("ROLLBACK")
    other.close()
    assert wait_for(lambda: issues(command) == {"某城市/2022/1"})
    assert command.stop(signal.SIGINT)[0] == 130


def test_a_folder_that_vanishes_is_waited_for(command: Command, nobody: int) -> None:
    """A disk that is not mounted, for one."""
    command.environment["PREFECT_API_URL"] = f"http://127.0.0.1:{nobody}/api"
    command.start("watch", "in", "--interval", "1")
    assert wait_for(lambda: issues(command) == {"某城市/2022/1"})
    (command.folder / "in").rename(command.folder / "away")
    told = [command.read_error(), command.read_error()]
    assert any("The next round tries again." in line for line in told), told
    (command.folder / "away").rename(command.folder / "in")
    put(command.folder, 2)
    assert wait_for(lambda: issues(command) == {"某城市/2022/1", "某城市/2022/2"})
    assert command.stop(signal.SIGTERM)[0] == 143
