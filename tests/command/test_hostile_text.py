"""What a file holds is shown and not obeyed, whichever command shows it: every trick, as a person runs it."""

import datetime as dt
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import ALL, STYLES, list_unsafe
from typer.testing import CliRunner

from gongbao import composition
from gongbao.cli import app
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.settings import settings

GONGBAO = str(Path(sys.executable).parent / "gongbao")

ISSUE = f"""某城市人民政府公报
2022年第1期
某城市人民政府文件
某政任〔2022〕1号
某城市人民政府关于{ALL}的通知
各县：
为了{ALL}，同一。到2025年，{ALL}覆盖率达到90%。
任命：
张三为某城市{ALL}局局长。
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an issue full of tricks, and web pages that are none."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    (folder / "in" / "issue.txt").write_text(ISSUE, "utf-8", newline="")
    for at in range(0, len(ALL), 80):  # as much as is quoted of a title
        page = folder / "in" / f"page{at}\x1b[31m\u202e.txt"
        page.write_text(f"<html><title>{ALL[at : at + 80]}</title></html>", "utf-8", newline="")
    run(folder, "ingest", str(folder / "in"))
    return folder


def run(home: Path, *words: str | bytes, **more: str) -> tuple[str, str]:
    """What the command prints, and what it says besides, byte for byte."""
    environment = {**os.environ, "GONGBAO_HOME": str(home / "home"), **more}
    done = subprocess.run([GONGBAO, *words], capture_output=True, env=environment, timeout=120)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


ID, NUMBER = "某城市/2022/1", "某政任〔2022〕1号"
ROWS = [
    (["ingest", "{home}/in"], "the line of a rejection quotes a page's title"),
    (["ingest", "{home}/in", "--json"], "as JSON"),
    (["issues"], "names of files"),
    (["show", NUMBER], "a title and a text"),
    (["show", NUMBER, "--pages", "--why"], "with what is known of each paragraph"),
    (["show", NUMBER, "--json"], "as JSON"),
    (["search", "同一"], "a title, and words around what was found"),
    (["search", "同一", "--json"], "as JSON"),
    (["search", "\x1b]0;x\x07", "--kind", "\u202e"], "what was asked for"),
    (["findings"], "findings quote titles"),
    (["findings", "--json"], "as JSON"),
    (["events"], "events carry titles, posts and findings"),
    (["events", "--json"], "as JSON"),
    (["facts", "entities"], "facts carry words"),
    (["facts", "appointments"], "and posts"),
    (["facts", "appointments", "--json"], "as JSON"),
    (["export", ID], "all of it"),
    (["export", ID, "--lines"], "the lines as they were read"),
    (["page", ID, "0"], "the lines, for people"),
    (["show", "\x1b[31m\u202e"], "a name that nobody has is quoted"),
    (["ingest", "\x1b[31m\u202e"], "and a path"),
    (["--\x1b[31m\u202e"], "and an option"),
    (["search", "x", "--since", "\x1b[31m\n\u202e"], "and a date"),
    (["search", b"\xff\xfe"], "bytes that are no text become lone surrogates"),
    (["show", b"\xff\xfe"], "and are quoted"),
    (["--debug", "show", "\x1b[31m\u202e"], "a traceback quotes it too"),
    (["doctor"], "folders have names"),
]


@pytest.mark.parametrize(("words", "why"), ROWS, ids=[f"{at}-{row[0][0]}" for at, row in enumerate(ROWS)])
def test_no_trick_reaches_the_terminal(words: list[str | bytes], why: str, home: Path) -> None:
    """Nothing but text, tabs and line ends is printed, and neither output breaks off with a traceback of its own."""
    called = [word.replace("{home}", str(home)) if isinstance(word, str) else word for word in words]
    for printed in run(home, *called):
        assert not list_unsafe(printed), why
        assert "UnicodeEncodeError" not in printed and "damaged" not in printed


def test_what_was_there_can_be_seen(home: Path) -> None:
    """The tricks do get as far as the printing: as people read them they are written out, as data they are exact."""
    page, _ = run(home, "page", ID, "0")
    assert "甲\\x1b]0;owned\\x07乙" in page and "甲\\u202e乙" in page
    lines = json.loads(run(home, "export", ID, "--lines")[0])
    assert any("甲\x1b]0;owned\x07乙" in line["text"] for line in lines)
    for shown in (["show", NUMBER], ["events"], ["search", "同一"]):
        assert "\\u2067" in run(home, *shown)[0]
    assert "\\x1b[31m" in run(home, "findings")[0]


def test_on_a_terminal_only_our_own_styles_are_obeyed(home: Path) -> None:
    """With colours on, a title's escapes are still text."""
    for words in (["search", "同一"], ["findings"], ["show", NUMBER]):
        printed = run_on_terminal(home, words)
        assert STYLES.search(printed)
        assert not list_unsafe(STYLES.sub("", printed).replace("\r\n", "\n"))


def run_on_terminal(home: Path, words: list[str]) -> str:
    """What the command prints where standard output is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "GONGBAO_HOME": str(home / "home"), "TERM": "xterm", "COLUMNS": "200"}
    with subprocess.Popen([GONGBAO, *words], stdout=theirs, stderr=theirs, env=environment) as command:
        os.close(theirs)
        printed = b""
        while chunk := read_terminal(ours):
            printed += chunk
        command.wait(60)
    os.close(ours)
    return printed.decode("utf-8")


def read_terminal(ours: int) -> bytes:
    """What has come, nothing at the end; Linux says that by an error."""
    try:
        return os.read(ours, 65536)
    except OSError:
        return b""


@dataclass(frozen=True)
class Listed:
    """A dead letter as Kafka gives it."""

    letter: DeadLetter | None
    key: str = "5e0c"
    partition: int = 0
    offset: int = 1
    reason: str = ALL


@pytest.fixture
def _letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two dead letters wait: one that anybody may have written to the topic, and one that is unreadable."""
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    letter = DeadLetter(id="5e0c", stage=Stage.READ, reason=ALL, time=now, errors=(ALL,), subject=ALL, uri=ALL)
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    monkeypatch.setattr(composition, "list_dead_letters", lambda _: [Listed(letter), Listed(None)])
    monkeypatch.setattr(composition, "choose_dead_letter", lambda waiting, _: waiting[0])
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("_letters")
@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["show", "5e0c"]], ids=" ".join)
def test_no_trick_of_a_topic_reaches_the_terminal(words: list[str]) -> None:
    """Whoever may write to the topic of dead letters writes what he likes."""
    done = CliRunner().invoke(app, ["dead-letters", *words])
    assert done.exit_code == 0 and "u202e" in done.stdout
    assert not list_unsafe(done.output)
