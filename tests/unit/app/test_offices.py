"""Who holds which office."""

import datetime as dt

import pytest
from builders import make_document, make_issue

from connectors.ledger import SqlLedger
from gongbao.app.offices import find_person, list_offices
from gongbao.errors import NotFoundError
from gongbao.model import Action, Appointment, Facts

D = dt.date


@pytest.fixture
def filled(ledger: SqlLedger) -> SqlLedger:
    """A ledger with three documents: somebody moves from one office to another."""
    posts = (
        (D(2019, 3, 5), Action.APPOINT, "潍坊市水利局副局长"),
        (D(2021, 4, 6), Action.REMOVE, "潍坊市水利局副局长"),
        (D(2021, 4, 6), Action.APPOINT, "潍坊市审计局局长"),
    )
    documents = [
        make_document(
            n, f"潍政任〔{day.year}〕{n}号", facts=Facts(appointments=(Appointment("赵一", action, post),)), date=day
        )
        for n, (day, action, post) in enumerate(posts, start=1)
    ]
    ledger.commit(make_issue(tuple(documents)))
    return ledger


@pytest.mark.parametrize(
    ("body", "day", "found", "why"),
    [
        (None, None, ["审计局", "水利局"], "all, by body"),
        ("潍坊市水利局", None, ["水利局"], "of one body"),
        ("潍坊市水利局", D(2020, 1, 1), ["水利局"], "on a day"),
        ("潍坊市水利局", D(2021, 4, 6), [], "no longer on that of the removal"),
    ],
)
def test_offices_of_a_body(
    filled: SqlLedger, body: str | None, day: dt.date | None, found: list[str], why: str
) -> None:
    """Of one or of all, ever or on a day."""
    held = list_offices(filled, body, day)
    assert [one.office.body_name.removeprefix("潍坊市") for one in held] == found, why


@pytest.mark.parametrize(
    ("day", "offices"),
    [(None, ["副局长", "局长"]), (D(2020, 1, 1), ["副局长"]), (D(2022, 1, 1), ["局长"]), (D(2018, 1, 1), [])],
)
def test_offices_of_a_person(filled: SqlLedger, day: dt.date | None, offices: list[str]) -> None:
    """In order of time."""
    assert [one.office.office for one in find_person(filled, " 赵一", day)] == offices


def test_nobody_of_that_name(filled: SqlLedger) -> None:
    """Is an error, and no empty list."""
    with pytest.raises(NotFoundError):
        find_person(filled, "钱二")
    with pytest.raises(NotFoundError):
        list_offices(filled, "潍坊市教育局")
