"""What expires by the day: events that no commit causes."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from builders import NOW, commit_shrunk, make_artifact, make_document, make_issue, with_document

from connectors.ledger import SqlLedger, open_ledger
from gongbao.model import Facts, Validity

LAST = dt.date(2026, 5, 31)  # of the notice in `builders`


def statuses(ledger: SqlLedger) -> list[str]:
    """What was said of the notice, in order."""
    found = ledger.events(types=["gongbao.status.changed"])
    return [event.data["status"] for event in found if event.subject == "shili/示政发/2021/5"]


@pytest.mark.parametrize(
    ("today", "said", "why"),
    [
        (LAST - dt.timedelta(days=91), [], "there is time yet"),
        (LAST - dt.timedelta(days=90), ["expiring-soon"], "three months before"),
        (LAST, ["expiring-soon"], "the last day is still in force"),
        (LAST + dt.timedelta(days=1), ["expired"], "the day after it is not"),
        (dt.date(2030, 1, 1), ["expired"], "long ago, and never announced"),
    ],
)
def test_the_day_tells_what_expires(ledger: SqlLedger, today: dt.date, said: list[str], why: str) -> None:
    """Soon, or already; each is said once, however often it is asked."""
    ledger.note_expiries(today)
    assert ledger.note_expiries(today) == 0
    assert statuses(ledger) == ["in-force", *said], why


def test_a_document_expires_after_it_was_announced(ledger: SqlLedger) -> None:
    """Both are said, in that order, with the last day."""
    ledger.note_expiries(LAST)
    ledger.note_expiries(LAST + dt.timedelta(days=1))
    assert statuses(ledger) == ["in-force", "expiring-soon", "expired"]
    *_, last = ledger.events()
    assert (last.data["expires"], last.data["cause"]) == ("2026-05-31", "new")


def test_a_corrected_day_is_said_anew(ledger: SqlLedger) -> None:
    """Another last day is another event; a withdrawn document expires no more."""
    ledger.note_expiries(LAST)
    issue = replace(make_issue(), artifact=make_artifact("2021-04.txt", b"again"))
    document = issue.documents[0]
    validity = Validity(document.facts.validity.effective_from, LAST + dt.timedelta(days=1))
    changed = with_document(issue, 0, replace(document, facts=document.facts.having(validity=validity)))
    ledger.commit(changed)
    assert ledger.note_expiries(LAST) == 1
    commit_shrunk(ledger, replace(changed, documents=changed.documents[1:], artifact=make_artifact("less.txt")))
    assert ledger.note_expiries(dt.date(2030, 1, 1)) == 0


def test_a_document_enters_into_force_on_its_day(tmp_path: Path) -> None:
    """Committed before its first day, it says so on that day, once; not before."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", clock=lambda: NOW) as early:
        early.commit(make_issue())
        assert statuses(early) == []
        early.note_expiries(dt.date(2021, 5, 31))
        assert statuses(early) == []
        early.note_expiries(dt.date(2021, 6, 1))
        early.note_expiries(dt.date(2021, 6, 2))
        assert statuses(early) == ["in-force"]


def test_a_term_in_years_has_a_last_day(tmp_path: Path) -> None:
    """Who says five years from a day says the last day: events name it."""
    facts = Facts(validity=Validity(dt.date(2021, 4, 6), None, "五年", 1))
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        ledger.commit(make_issue((make_document(facts=facts),)))
        (event,) = ledger.events(types=["gongbao.status.changed"])
    assert (event.data["expires"], event.data["valid_for"]) == ("2026-04-05", "五年")
