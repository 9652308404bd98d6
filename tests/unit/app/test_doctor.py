"""What the doctor says of what works and of what does not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_artifact, make_issue

from connectors.ledger import SqlLedger
from gongbao.app.doctor import Check, Diagnosis, diagnose, examine_gazettes, examine_home, examine_ledger
from gongbao.errors import SettingsError
from gongbao.gazette import HOME


def fail(error: Exception) -> Callable[[], str]:
    """A check that finds something wrong."""

    def examine() -> str:
        raise error

    return examine


@pytest.mark.parametrize(
    ("examine", "ok", "said", "why"),
    [
        (lambda: "fine", True, "fine", "what works says what it is"),
        (fail(SettingsError("Wrong.", "Right it.")), False, "Wrong. Right it.", "what is wrong says what to do"),
        (fail(PermissionError(13, "Permission denied", "/x")), False, "Permission denied: /x", "the system's own word"),
    ],
)
def test_a_check_is_a_sentence(examine: Callable[[], str], ok: bool, said: str, why: str) -> None:
    """Whether it works, and what was said; the next check is made all the same."""
    assert diagnose([Check("a", examine), Check("b", lambda: "there")]) == [
        Diagnosis("a", ok, said),
        Diagnosis("b", True, "there"),
    ], why


def test_a_fault_of_the_program_is_not_explained_away() -> None:
    """It raises as it is."""
    with pytest.raises(ZeroDivisionError):
        diagnose([Check("a", fail(ZeroDivisionError()))])


def test_home_and_gazettes(tmp_path: Path) -> None:
    """A home is made where there is none; a folder without gazettes is a slip, since issues would get other ids."""
    assert "GB free" in examine_home(tmp_path / "home")
    assert list((tmp_path / "home").iterdir()) == []
    assert "聊城市人民政府公报" in examine_gazettes(HOME)
    with pytest.raises(SettingsError, match="holds no description"):
        examine_gazettes(tmp_path / "home")


def test_a_ledger_tells_what_waits(ledger: SqlLedger) -> None:
    """Only where something does, with the command that lists it."""
    assert examine_ledger(ledger, "sqlite") == "sqlite, 1 issues, 2 documents"
    for name in ("a", "b"):
        ledger.commit(replace(make_issue(make_issue().documents[:1]), artifact=make_artifact(name)))
    assert examine_ledger(ledger, "sqlite").endswith(", 2 files in quarantine (gongbao files --waiting)")
