"""What `gongbao ingest` says and how it exits where something goes wrong: one file, the program, or the place."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from connectors.sources.folder import FolderSource
from gongbao.cli import app
from gongbao.errors import GazetteError, InputError, ReadingError, UnavailableError
from gongbao.ports import SourceItem
from gongbao.settings import settings
from transforms import pipeline


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home, and a folder with four files."""
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GONGBAO_LIMITS__ISSUE_SECONDS", "0")  # in this process, where a test can break a rule
    settings.cache_clear()
    (tmp_path / "in").mkdir()
    text = "某城市人民政府文件\n某政发〔2022〕1号\n某城市人民政府关于{0}的通知\n各县：\n{0}。\n"
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(text.format("同一"), "utf-8")
    yield tmp_path
    settings.cache_clear()


def ingest(home: Path) -> tuple[int, dict[str, dict[str, Any]], str]:
    """The exit code, the rows by file, and what is said besides."""
    done = CliRunner().invoke(app, ["ingest", str(home / "in"), "--json"])
    code = done.exception.exit_code if isinstance(done.exception, GazetteError) else done.exit_code
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return code, {Path(row["uri"]).name: row for row in rows}, str(done.exception)


def break_rule(_: Path, patch: pytest.MonkeyPatch) -> None:
    """A rule raises on one of three."""
    tag = pipeline.tag
    patch.setattr(pipeline, "tag", lambda d, *more: 1 / 0 if "坏" in d.title else tag(d, *more))


def add_bad(home: Path, _: pytest.MonkeyPatch) -> None:
    """A file that is no issue."""
    (home / "in" / "c.txt").write_text("这是一封普通的信，与政府公报没有任何关系。", "utf-8")


def vanish(_: Path, patch: pytest.MonkeyPatch) -> None:
    """A file is gone when it is fetched."""
    fetch = FolderSource.fetch

    def fetching(source: FolderSource, item: SourceItem) -> bytes:
        if item.uri.endswith("c.txt"):
            raise UnavailableError("It is gone.")
        return fetch(source, item)

    patch.setattr(FolderSource, "fetch", fetching)


@pytest.mark.parametrize(
    ("spoil", "code", "state"),
    [
        (lambda *_: None, 0, "new"),
        (break_rule, ReadingError.exit_code, "failed"),
        (add_bad, InputError.exit_code, "rejected"),
        (vanish, UnavailableError.exit_code, "skipped"),
    ],
    ids=["nothing", "the program", "the file", "the fetching"],
)
def test_the_exit_code_says_what_was_wrong(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path, pytest.MonkeyPatch], None],
    code: int,
    state: str,
) -> None:
    """The same bytes twice are two outcomes and no fault; the third file has its own end, and says why."""
    text = "某城市人民政府文件\n某政发〔2022〕2号\n某城市人民政府关于坏的通知\n各县：\n坏。\n"
    (home / "in" / "c.txt").write_text(text, "utf-8")
    spoil(home, monkeypatch)
    exit_code, rows, _ = ingest(home)
    assert exit_code == code
    assert (rows["a.txt"]["state"], rows["b.txt"]["state"]) == ("new", "unchanged")
    assert rows["c.txt"]["state"] == state
    if state != "new":
        assert rows["c.txt"][state]


def test_a_place_that_can_not_be_written_is_an_error_of_the_run(home: Path) -> None:
    """Nothing is rejected; once there is room, the same command goes on from there."""
    (home / "home").mkdir()
    (home / "home" / "readings").write_text("no folder")
    code, rows, said = ingest(home)
    assert (code, rows) == (UnavailableError.exit_code, {}) and "Nothing can be kept in" in said
    (home / "home" / "readings").unlink()
    assert ingest(home)[0] == 0


def test_a_file_that_waits_has_a_code_of_its_own(home: Path) -> None:
    """12, as often as it is found, until a person decides; its row says how it stands and why."""
    head = "某城市人民政府公报\n2022年第3期\n"
    text = "某城市人民政府文件\n某政发〔2022〕{0}号\n某城市人民政府关于{1}的通知\n各县：\n{1}一。\n"
    first, second = text.format(1, "湿地"), text.format(2, "绿化")
    (home / "in" / "a.txt").write_text(head + first + second, "utf-8")
    (home / "in" / "b.txt").write_text(head + first, "utf-8")
    for _ in range(2):
        code, rows, _ = ingest(home)
        assert (code, rows["b.txt"]["state"]) == (12, "quarantined")
        assert "lacks 1 of the 2 documents" in rows["b.txt"]["why"]
    issue = rows["b.txt"]["issue"]
    assert CliRunner().invoke(app, ["reject", issue, "--why", "an excerpt"]).exit_code == 0
    code, rows, _ = ingest(home)
    assert (code, rows["b.txt"]["state"], rows["a.txt"]["state"]) == (0, "witness", "unchanged")
