"""Ids name the thing, not its text."""

import datetime as dt

import pytest

from gongbao.ids import document_id, issue_id, parse_issue_id, titled_document_id


@pytest.mark.parametrize(
    ("numbers", "issue", "why"),
    [((4,), "shili/2021/4", "an issue"), ((6, 7), "shili/2021/6-7", "a joint issue")],
)
def test_issues(numbers: tuple[int, ...], issue: str, why: str) -> None:
    """An issue is called by its gazette, year and number."""
    assert issue_id("shili", 2021, numbers) == issue, why


@pytest.mark.parametrize(
    ("number", "document", "why"),
    [
        ("示政发〔2021〕5号", "shili/示政发/2021/5", "its number"),
        ("示政发[2021]第05号", "shili/示政发/2021/5", "the same number, spelt otherwise"),
        (
            "示政发〔2021〕123456号",
            "shili/示政发/2021/123456",
            "a serial longer than most",
        ),
        ("示例市人民政府令第5号", "shili/2021/4/11", "a number of another form"),
        (None, "shili/2021/4/11", "none"),
    ],
)
def test_documents(number: str | None, document: str, why: str) -> None:
    """A document is called by its number, else by where it stands."""
    assert document_id("shili", "shili/2021/4", 11, number) == document, why


@pytest.mark.parametrize(
    ("name", "says", "why"),
    [
        ("shili/2021/4", ("shili", 2021, (4,)), "an issue"),
        ("shili/2021/6-8", ("shili", 2021, (6, 7, 8)), "a joint issue"),
        ("某城市/2021/4", ("某城市", 2021, (4,)), "an issue of a gazette that is not described"),
        ("shili/2021/04", None, "not as ids are written"),
        ("shili/2021/6-6", None, "neither one nor two"),
        ("shili/2021/8-6", None, "backwards"),
        ("shili/2021/1-999", None, "more than a year has"),
        ("unknown/3fa9", None, "named by its hash"),
        ("../2021/4", None, "no gazette"),
    ],
)
def test_what_an_id_says(name: str, says: object, why: str) -> None:
    """Gazette, year and numbers, where it is the id of an issue that says them."""
    assert parse_issue_id(name) == says, why


@pytest.mark.parametrize(
    ("issuer", "date", "kind", "title", "same", "why"),
    [
        ("某市财政局", dt.date(2021, 4, 6), "notice", "关于 “甲类”工作的通知", True, "blanks and marks don't count"),
        ("某市财政局", dt.date(2021, 4, 6), "notice", "关于乙类工作的通知", False, "another title"),
        ("某市财政局", dt.date(2021, 4, 6), "opinion", "关于甲类工作的通知", False, "another kind"),
        ("某市教育局", dt.date(2021, 4, 6), "notice", "关于甲类工作的通知", False, "another issuer"),
        ("某市财政局", dt.date(2022, 4, 6), "notice", "关于甲类工作的通知", False, "another day"),
        (None, None, "notice", "关于甲类工作的通知", False, "nobody, and no day"),
    ],
)
def test_documents_without_number_that_stand_alone(issuer, date, kind, title, same, why):
    """They are called by issuer, day, kind and title, wherever they stand."""
    known = titled_document_id("shili", "某市财政局", dt.date(2021, 4, 6), "notice", "关于甲类工作的通知")
    assert (titled_document_id("shili", issuer, date, kind, title) == known) is same, why
