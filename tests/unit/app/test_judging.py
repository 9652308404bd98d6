"""Deciding by the names that people use: issues, files by hash, URI or path, findings by the beginning of their id."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_artifact, make_issue

from connectors.ledger import SqlLedger
from gongbao.app import judging
from gongbao.errors import InputError, NotFoundError
from gongbao.model import Artifact, Finding, FindingCode, Judgement, Standing

ISSUE = "shili/2021/4"
EXCERPT = replace(make_issue(make_issue().documents[:1]), artifact=make_artifact("excerpt.txt"))


@pytest.fixture
def waiting(ledger: SqlLedger) -> SqlLedger:
    """A ledger with an excerpt of its issue in quarantine."""
    assert ledger.commit(EXCERPT).standing is Standing.QUARANTINED
    return ledger


@pytest.mark.parametrize("name", [ISSUE, EXCERPT.artifact.sha256[:6], EXCERPT.artifact.sha256, "file:///excerpt.txt"])
def test_a_file_goes_by_its_issue_its_hash_or_its_uri(waiting: SqlLedger, name: str) -> None:
    """The issue means the one that waits."""
    judging.accept(waiting, name, "shorter", "li")
    assert [r.standing for r in waiting.readings() if r.sha256 == EXCERPT.artifact.sha256] == [Standing.STANDS]
    (decision,) = waiting.decisions()
    assert (decision.judgement, decision.why, decision.who) == (Judgement.ACCEPT, "shorter", "li")


def test_a_file_goes_by_its_path(ledger: SqlLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the folder one is in."""
    path = tmp_path / "a b.txt"
    path.write_text("…")
    artifact = Artifact(path.as_uri(), "9" * 64, "text/plain", 3)
    ledger.commit(replace(EXCERPT, artifact=artifact))
    monkeypatch.chdir(tmp_path)
    assert judging.find_file(ledger, "a b.txt") == (ISSUE, artifact.sha256)
    assert judging.reject(ledger, "a b.txt").standing is Standing.WITNESS


@pytest.mark.parametrize("name", ["", "abc", "shili/2021/5", "0" * 64, "file:///no.txt"])
def test_a_name_that_nothing_has_is_not_found(waiting: SqlLedger, name: str) -> None:
    """It says where to look; a hash must be long enough to mean one."""
    with pytest.raises(NotFoundError) as caught:
        judging.accept(waiting, name)
    assert "gongbao files" in caught.value.next_step


def test_a_hash_must_mean_one_file(ledger: SqlLedger) -> None:
    """Else the files are named."""
    for end in "12":
        artifact = replace(EXCERPT.artifact, sha256="abcdef" + end * 58)
        ledger.commit(replace(EXCERPT, artifact=artifact))
    with pytest.raises(InputError, match=r"abcdef111111, abcdef222222"):
        judging.find_file(ledger, "abcdef")


def test_an_issue_is_withdrawn_and_merged(ledger: SqlLedger) -> None:
    """Each with its reason."""
    judging.merge(ledger, ISSUE, "shili/2021/6", "misprinted", "li")
    assert [issue.id for issue in ledger.issues()] == ["shili/2021/6"]
    judging.withdraw(ledger, "shili/2021/6", "of another city", "li")
    assert ledger.issues() == []
    assert [(d.judgement, d.why) for d in ledger.decisions()] == [
        (Judgement.MERGE, "misprinted"),
        (Judgement.WITHDRAW, "of another city"),
    ]


def test_a_finding_goes_by_the_beginning_of_its_id(ledger: SqlLedger) -> None:
    """As long as that means one; it can be listed again."""
    ledger.commit(make_issue(findings=(Finding(FindingCode.NO_DATE, "甲"), Finding(FindingCode.NO_DATE, "乙"))))
    one, other = ledger.findings()
    short = next(one.id[:n] for n in range(1, 13) if not other.id.startswith(one.id[:n]))
    assert judging.acknowledge(ledger, short, "known").id == one.id
    assert [f.acknowledged for f in ledger.findings()] == [True, False]
    judging.acknowledge(ledger, short, reopen=True)
    assert [f.acknowledged for f in ledger.findings()] == [False, False]
    for name in ("", "no such id"):
        with pytest.raises(NotFoundError, match="begin"):
            judging.acknowledge(ledger, name)


def test_who_decides_is_the_user_or_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without a user still decides."""
    monkeypatch.setattr("getpass.getuser", lambda: "li")
    assert judging.find_user() == "li"

    def none() -> str:
        raise KeyError("no such uid")

    monkeypatch.setattr("getpass.getuser", none)
    assert judging.find_user() == ""
