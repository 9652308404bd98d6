"""`gongbao facts`: one kind over the whole ledger."""

import json
from pathlib import Path

import pytest
from builders import make_issue
from typer.testing import CliRunner

from connectors.ledger import open_ledger
from gongbao.cli import app
from gongbao.facts import kinds
from gongbao.settings import settings


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs the command over a ledger with one issue."""
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        ledger.commit(make_issue())
    settings.cache_clear()  # they are read once a process
    yield lambda *words: CliRunner().invoke(app, ["facts", *words])
    settings.cache_clear()


def test_kinds_are_listed(run) -> None:
    """Without a kind it says which there are, each in a line."""
    lines = run().stdout.splitlines()
    assert [line.split()[0] for line in lines] == [kind.name for kind in kinds()]


def test_facts_are_told_with_their_document(run) -> None:
    """A line each for people, tabs between, so that `cut` can read it."""
    assert run("appointments").stdout == "shili/示政任/2021/3\t钱多: appoint 示例市审计局副局长\n"


def test_facts_as_json_lines(run) -> None:
    """All fields by their public names, and where they stand."""
    [line] = run("duties", "--json").stdout.splitlines()
    row = json.loads(line)
    assert (row["document"], row["lead"], row["due"]) == ("shili/示政发/2021/5", ["市林业局"], None)


@pytest.mark.parametrize(
    ("words", "count", "why"),
    [
        (("--year", "2021"), 1, "of the issues of a year"),
        (("--year", "2020"), 0, "of another"),
        (("--since", "2021-04-08"), 1, "of documents dated on or after"),
        (("--until", "2021-04"), 1, "until the last day of a month"),
        (("--until", "2021-03"), 0, "until that of the month before"),
    ],
)
def test_filters(run, words: tuple[str, ...], count: int, why: str) -> None:
    """Filters are those of the documents."""
    assert len(run("appointments", *words).stdout.splitlines()) == count, why


def test_an_unknown_kind_is_an_error(run) -> None:
    """It says so, and which there are."""
    from gongbao.errors import NotFoundError

    assert isinstance(run("omens").exception, NotFoundError)
