"""Ids name the thing, not its text."""

import datetime as dt

import pytest

from gongbao.ids import issue_id, numbered_document_id, parse_issue_id, titled_document_id


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
        ("示例市人民政府令第5号", None, "a number of another form"),
        (None, None, "none"),
    ],
)
def test_documents(number: str | None, document: str, why: str) -> None:
    """A document is called by its number, as long as that is one that tells by itself."""
    assert numbered_document_id("shili", number) == document, why


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


DAY = dt.date(2021, 4, 6)
TITLE = "关于甲类工作的通知"


@pytest.mark.parametrize(
    ("issuer", "date", "kind", "title", "number", "same", "why"),
    [
        ("某市财政局", DAY, "notice", "关于 “甲类”工作的通知", None, True, "blanks and marks don't count"),
        ("某市财政局", DAY, "notice", "关于乙类工作的通知", None, False, "another title"),
        ("某市财政局", DAY, "opinion", TITLE, None, False, "another kind"),
        ("某市教育局", DAY, "notice", TITLE, None, False, "another issuer"),
        ("某市财政局", dt.date(2022, 4, 6), "notice", TITLE, None, False, "another day"),
        ("某市财政局", DAY, "notice", TITLE, "第12号", False, "a number of 公告 tells two of one day apart"),
        (None, None, "notice", TITLE, None, False, "nobody, and no day"),
    ],
)
def test_documents_without_number(issuer, date, kind, title, number, same, why):
    """They are called by issuer, day, kind and title, in whatever issue they stand."""
    known = titled_document_id("shili", "shili/2021/4", "某市财政局", DAY, "notice", TITLE)
    assert (titled_document_id("shili", "shili/2021/5", issuer, date, kind, title, number) == known) is same, why


@pytest.mark.parametrize(
    ("issuer", "date", "why"),
    [(None, DAY, "nobody knows who issued it"), ("某市财政局", None, "it bears no day"), (None, None, "neither")],
)
def test_what_nothing_identifies_is_known_within_its_issue(issuer, date, why):
    """Every issue has a 大事记 without issuer or day: they are not one document."""
    one, other = (titled_document_id("shili", f"shili/2021/{n}", issuer, date, "chronicle", "大事记") for n in (4, 5))
    assert one != other, why
    assert one.startswith("shili/2021/4/"), why


def test_numbers_of_another_form_count_by_their_digits():
    """第12号 in brackets or behind the body's name is one number."""
    names = {
        titled_document_id("shili", "", "某市财政局", DAY, "notice", TITLE, number)
        for number in ("第12号", "（第12号）", "某市财政局公告第１２号")
    }
    assert len(names) == 1
