"""How it stands with texts."""

import datetime as dt

import pytest
from builders import GAZETTE, make_issue

from connectors.ledger import SqlLedger
from gongbao.app.force import judge_text, list_texts
from gongbao.errors import NotFoundError
from gongbao.model import Force

D = dt.date


def test_a_text_is_judged_as_of_a_day(ledger: SqlLedger) -> None:
    """By number, by a document's id, by title; one of whose force nothing is stated is so stated."""
    ledger.commit(make_issue())
    for name in ("示政发[2021]5号", f"{GAZETTE}/示政发/2021/5", "《湿地保护办法》"):
        assert judge_text(ledger, name, D(2021, 6, 1)).phase.force is Force.IN_FORCE
        assert judge_text(ledger, name, D(2026, 6, 1)).phase.force is Force.EXPIRED
    assert judge_text(ledger, "示政任〔2021〕3号", D(2021, 6, 1)).phase.force is Force.UNSTATED
    with pytest.raises(NotFoundError, match="knows no text"):
        judge_text(ledger, "示政发〔1999〕1号", D(2021, 6, 1))


@pytest.mark.parametrize(
    ("day", "force", "before", "found", "why"),
    [
        (D(2021, 6, 1), None, None, ["示政发〔2015〕9号", "示政发〔2021〕5号"], "all of which something is stated"),
        (D(2021, 6, 1), Force.REPEALED, None, ["示政发〔2015〕9号"], "those that are repealed"),
        (D(2021, 6, 1), None, D(2026, 6, 1), ["示政发〔2021〕5号"], "what ends before a day"),
        (D(2021, 6, 1), None, D(2026, 5, 31), [], "the last day is still in force"),
    ],
)
def test_texts_are_listed(
    ledger: SqlLedger, day: dt.date, force: Force | None, before: dt.date | None, found: list[str], why: str
) -> None:
    ledger.commit(make_issue())
    assert [one.text.id for one in list_texts(ledger, day, force, before)] == found, why
