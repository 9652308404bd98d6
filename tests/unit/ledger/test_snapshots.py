"""What an index is filled from: an issue as it is at one moment, and the name of its state."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import commit_shrunk, make_issue, take_snapshot, with_text

from connectors.ledger import SqlLedger
from gongbao.model import Finding, FindingCode

NAME = "shili/2021/4"


@pytest.mark.parametrize(
    ("change", "differs", "why"),
    [
        (lambda ledger: ledger.commit(make_issue()), False, "the same again"),
        (lambda ledger: ledger.commit(with_text(make_issue(), 0, 2, "另有规定的除外。")), True, "a word"),
        (
            lambda ledger: ledger.commit(
                make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "An issue lacks."),))
            ),
            True,
            "a finding",
        ),
        (lambda ledger: ledger.commit(make_issue(pipeline="2")), True, "read in another way"),
        (lambda ledger: commit_shrunk(ledger, make_issue(make_issue().documents[:1])), True, "one withdrawn"),
        (lambda ledger: ledger.commit(make_issue(number=5, documents=())), False, "another issue"),
    ],
)
def test_a_state_differs_where_anything_may_differ(
    ledger: SqlLedger, change: Callable[[SqlLedger], Any], differs: bool, why: str
) -> None:
    """The name of an issue's state changes with what an index takes of it, and only then."""
    before = ledger.states()[NAME]
    change(ledger)
    assert (ledger.states()[NAME] != before) is differs, why
    assert take_snapshot(ledger).state == ledger.states()[NAME]


def test_a_snapshot_is_of_one_moment_and_whole(ledger: SqlLedger) -> None:
    """It has the documents, running numbers of withdrawn ones too; what is unknown is None."""
    commit_shrunk(ledger, make_issue(make_issue().documents[:1]))
    found = take_snapshot(ledger)
    assert [s.document.id for s in found.documents] == ["shili/示政发/2021/5"]
    assert found.sequence_numbers.keys() == {"shili/示政发/2021/5", "shili/示政任/2021/3"}
    assert found.sequence_numbers["shili/示政任/2021/3"] > found.sequence_numbers["shili/示政发/2021/5"]
    assert ledger.snapshot("shili/1999/1") is None


def test_a_change_of_a_document_raises_its_running_number(ledger: SqlLedger) -> None:
    """Also where only the place of its words changed: no two writes of a document share a number."""
    before = take_snapshot(ledger).sequence_numbers["shili/示政发/2021/5"]
    issue = make_issue()
    moved = replace(issue.documents[0], heading=())
    shifted = tuple(replace(p, spans=()) for p in moved.paragraphs)
    ledger.commit(make_issue((replace(moved, paragraphs=shifted), issue.documents[1])))
    after = take_snapshot(ledger)
    assert after.sequence_numbers["shili/示政发/2021/5"] > before
    assert after.documents[0].version == 1
