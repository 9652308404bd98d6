"""gongbao offices, gongbao who."""

import datetime as dt
import json
from pathlib import Path

import pytest
from builders import make_document, make_issue
from typer.testing import CliRunner

from connectors.ledger import open_ledger
from gongbao.cli import app
from gongbao.errors import InputError
from gongbao.model import Action, Appointment, Facts
from gongbao.settings import settings


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command on a ledger in which somebody was appointed, and somebody of a like name removed."""
    monkeypatch.setenv("GONGBAO_HOME", str(tmp_path))
    settings.cache_clear()
    notice = make_document(
        1,
        "潍政任〔2021〕3号",
        date=dt.date(2021, 4, 6),
        facts=Facts(
            appointments=(
                Appointment("李小明", Action.APPOINT, "潍坊市水利局副局长", "一年"),
                Appointment("王大山", Action.REMOVE, "潍坊市审计局局长", note="退休"),
            )
        ),
    )
    later = make_document(
        2,
        "潍政任〔2021〕4号",
        date=dt.date(2021, 6, 6),
        facts=Facts(appointments=(Appointment("李小朋", Action.REMOVE, "潍坊市水利局副局长"),)),
    )
    with open_ledger(settings().database) as ledger:
        ledger.commit(make_issue((notice, later)))
    yield lambda *words: CliRunner().invoke(app, words)
    settings.cache_clear()


def test_offices_are_a_table(run) -> None:
    """One line a tenure, with its documents; what does not fit is said beside it."""
    found = run("offices", "潍坊市水利局")
    assert found.exit_code == 0
    head, row = found.stdout.splitlines()[:2]
    assert head.split("\t")[:5] == ["body", "office", "person", "since", "until"]
    assert row.split("\t") == [
        "潍坊市水利局",
        "副局长",
        "李小明",
        "2021-04-06",
        "",
        "试用期一年",
        "shili/潍政任/2021/3",
        "",
    ]
    assert "李小朋 misread name (李小明)" in found.stderr


def test_who_as_json_lines(run) -> None:
    """One object an office, whole."""
    found = run("who", "王大山", "--json")
    (line,) = found.stdout.splitlines()
    data = json.loads(line)
    assert (data["body"], data["office"]) == ("潍坊市审计局", "局长")
    assert data["tenure"] == {
        "person": "王大山",
        "until": "2021-04-06",
        "removed_by": "shili/潍政任/2021/3",
        "leaving": "retirement",
        "note": "退休",
    }


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (("who", "李小兰"), "李小明", "a name that nobody bears"),
        (("offices", "潍坊市水力局"), "潍坊市水利局", "a body that is not known"),
        (("who", "李小明", "--on", "2020-01-01"), "Nobody", "no office on that day"),
        (("who", "慕容复"), "Look for another name", "nothing is like it"),
    ],
)
def test_nothing_found_is_exit_code_1(run, words: tuple[str, ...], said: str, why: str) -> None:
    """With what may have been meant."""
    found = run(*words)
    assert found.exit_code == 1, why
    assert said in found.stderr, why
    assert found.stdout == ""


def test_a_day_that_is_none_is_an_error(run) -> None:
    """As with every command."""
    assert isinstance(run("offices", "--on", "tomorrow").exception, InputError)
