"""What one file may cost in trouble."""

from pathlib import Path

import pytest

from connectors.readers.pdf.budget import FILES, FileBudget, FileBudgets

HANGS, CRASHES = "it hangs", "it crashes"


@pytest.mark.parametrize(
    ("failures", "refused", "why"),
    [
        ([HANGS, HANGS], False, "two may be chance"),
        ([HANGS, HANGS, HANGS], True, "three alike are a file"),
        ([HANGS, CRASHES, HANGS, CRASHES], False, "each in its own way: the next may go well"),
        ([HANGS, HANGS, None, HANGS], False, "a page that went well shows that pages do"),
    ],
)
def test_pages_that_fail_alike_are_not_all_tried(failures: list[str | None], refused: bool, why: str) -> None:
    """The reason says after how many, and how they failed."""
    budget = FileBudget(40)
    for reason in failures:
        budget.note_failure(reason) if reason else budget.note_success()
    assert bool(budget.refuse()) is refused, why
    assert not refused or f"3 pages before it failed alike: {HANGS}" in (budget.refuse() or "")


def test_damage_may_take_so_long() -> None:
    """After that no damaged page is tried; a sound one is, but has less time to hang."""
    budget = FileBudget(40)
    assert (budget.refuse(damaged=True), budget.limit(20)) == (None, 20)
    budget.charge(30)
    assert (budget.refuse(damaged=True), budget.limit(20)) == (None, 10)
    budget.charge(11)
    assert "has taken 41 s (limits.trouble_seconds" in (budget.refuse(damaged=True) or "")
    assert (budget.refuse(), budget.limit(20)) == (None, 1)


def test_each_file_has_its_own_and_a_new_one_when_read_anew() -> None:
    """What one file did is not held against another, nor against its next reading."""
    budgets = FileBudgets(40)
    budgets.find(Path("a.pdf")).charge(50)
    assert budgets.find(Path("b.pdf")).refuse(damaged=True) is None
    assert budgets.find(Path("a.pdf")).refuse(damaged=True) is not None
    budgets.renew(Path("a.pdf"))
    assert budgets.find(Path("a.pdf")).refuse(damaged=True) is None


def test_budgets_of_long_ago_are_forgotten() -> None:
    """A watcher reads files for months."""
    budgets = FileBudgets(40)
    for number in range(FILES + 1):
        budgets.find(Path(f"{number}.pdf")).charge(50)
    assert budgets.find(Path(f"{FILES}.pdf")).spent == 50
    assert budgets.find(Path("0.pdf")).spent == 0
