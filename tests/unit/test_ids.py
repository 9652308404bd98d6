"""Ids name the thing, not its text."""

import pytest

from gongbao.ids import document_id, issue_id


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
