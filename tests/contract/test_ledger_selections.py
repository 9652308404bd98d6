"""Documents and facts of the whole ledger by filters, in SQLite and PostgreSQL."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import GAZETTE, commit_shrunk, make_documents, make_issue

from connectors.ledger import SqlLedger, open_ledger
from gongbao.errors import NotFoundError
from gongbao.facts import kinds
from gongbao.ids import issue_id
from gongbao.model import Kind
from gongbao.ports import Selection


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlLedger]:
    """A ledger with two issues, the later one taken in first."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'ledger.db'}" if sqlite else request.getfixturevalue("postgresql_url")
    with open_ledger(url) as one:
        for year, number in ((2022, 1), (2021, 4)):
            documents = make_documents(issue_id(GAZETTE, year, [number]))
            one.commit(make_issue(documents if year == 2021 else documents[1:], number, year))
        yield one


@pytest.mark.parametrize(
    ("selection", "numbers", "why"),
    [
        (Selection(), ["示政发〔2021〕5号", "示政任〔2021〕3号", "示政任〔2021〕3号"], "all, by year and place"),
        (Selection(issue="shili/2022/1"), ["示政任〔2021〕3号"], "of one issue"),
        (Selection(gazette="elsewhere"), [], "of no gazette that is there"),
        (Selection(year=2021), ["示政发〔2021〕5号", "示政任〔2021〕3号"], "of the issues of a year"),
        (Selection(year=2021, kind=Kind.APPOINTMENT), ["示政任〔2021〕3号"], "of one kind"),
        (Selection(year=2021, issuer="示例市人民政府"), ["示政发〔2021〕5号", "示政任〔2021〕3号"], "of one issuer"),
        (Selection(issuer="示例"), [], "an issuer is named whole"),
        (Selection(year=2021, since=dt.date(2021, 4, 7)), ["示政任〔2021〕3号"], "dated on or after"),
        (Selection(year=2021, until=dt.date(2021, 4, 7)), ["示政发〔2021〕5号"], "dated on or before"),
    ],
)
def test_documents_are_chosen(ledger: SqlLedger, selection: Selection, numbers: list[str], why: str) -> None:
    """Every filter that is given holds; the order is that of issues and of their contents."""
    assert [document.number for document in ledger.documents(selection)] == numbers, why


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_facts_are_those_of_their_documents(ledger: SqlLedger, kind) -> None:
    """Each kind's table gives back just the facts that the documents state, in their order."""
    stated = [(d.issue, d.id, f) for d in ledger.documents(Selection()) for f in d.facts.of(kind.name)]
    assert [(one.issue, one.document, one.fact) for one in ledger.facts(kind.name, Selection())] == stated


def test_facts_of_some_documents(ledger: SqlLedger) -> None:
    """Facts are chosen by what their document is."""
    [one] = ledger.facts("appointments", Selection(issue="shili/2021/4"))
    assert (one.fact.person, one.issue) == ("钱多", "shili/2021/4")
    assert ledger.facts("duties", Selection(kind=Kind.APPOINTMENT)) == []


def test_an_unknown_kind_is_named(ledger: SqlLedger) -> None:
    """The error says which kinds there are."""
    with pytest.raises(NotFoundError, match="omens") as caught:
        ledger.facts("omens", Selection())
    assert "appointments" in caught.value.next_step


def test_what_was_withdrawn_states_nothing(ledger: SqlLedger) -> None:
    """Documents that left their issue, and their facts, are not among them."""
    notice, _ = make_documents()
    commit_shrunk(ledger, make_issue((notice,)))
    assert [d.number for d in ledger.documents(Selection(year=2021))] == ["示政发〔2021〕5号"]
    assert ledger.facts("appointments", Selection(year=2021)) == []
