"""What is left to say of an issue, by what was said of it."""

from dataclasses import replace

import pytest
from builders import GAZETTE, NOW, make_document, make_event, make_issue

from gongbao.events.derivation import derive_events
from gongbao.events.reconciling import of_an_issue, reconcile, said_versions, thing
from gongbao.model import Cause
from gongbao.ports import Event

ISSUE = make_issue()
SAID = derive_events(None, ISSUE, {}, Cause.NEW, NOW)
FOUR = ISSUE.id


def test_nothing_is_left_where_all_was_said() -> None:
    """Whatever the cause, the pipeline and the spelling."""
    again = replace(ISSUE, pipeline="2", masthead=replace(ISSUE.masthead, name="示例市 人民政府公报"))
    assert reconcile(SAID, again, {}, Cause.BACKFILLED, NOW) == ()


def test_all_is_left_where_nothing_was_said() -> None:
    """The events of a new issue, ids and all."""
    assert reconcile((), ISSUE, {}, Cause.NEW, NOW) == SAID


def test_a_correction_has_an_id_of_its_own() -> None:
    """It follows from the event that it comes after: the same change after another event is another event."""
    other = replace(ISSUE, masthead=replace(ISSUE.masthead, name="示例市政府公报"))
    (first,) = reconcile(SAID, other, {}, Cause.NEW, NOW)
    (second,) = reconcile((*SAID, first), ISSUE, {}, Cause.NEW, NOW)
    (third,) = reconcile((*SAID, first, second), other, {}, Cause.NEW, NOW)
    assert [e.type for e in (first, second, third)] == ["gongbao.issue.corrected"] * 3
    assert len({e.id for e in (*SAID, first, second, third)}) == len(SAID) + 3
    assert first.data["changed"] == ["name"]


def test_a_text_that_was_left_out_is_not_compared() -> None:
    """An event too long for its text says only that it changed."""
    long = make_issue((make_document(texts=("字" * 90_000, "甲")),))
    said = derive_events(None, long, {}, Cause.NEW, NOW)
    other = make_issue((make_document(texts=("字" * 90_000, "乙")),))
    (corrected,) = reconcile(said, other, {}, Cause.NEW, NOW)
    assert corrected.data["omitted"] == ["text"]
    assert "diff" not in corrected.data
    assert corrected.type == "gongbao.document.corrected"


@pytest.mark.parametrize(
    ("revisions", "version", "why"),
    [
        ({"d": "r3"}, 3, "it is what readers have"),
        ({"d": "r2"}, 4, "an older one that they had is news again"),
        ({"d": "new"}, 4, "another one"),
        ({}, 4, "gone: the withdrawal is the next version"),
    ],
)
def test_versions_go_on_after_what_was_said(revisions: dict[str, str], version: int, why: str) -> None:
    """No version that readers saw is used for other content."""
    said = [
        make_event(subject="d", version=2, revision="r2"),
        make_event("gongbao.document.corrected", "d", version=3, revision="r3"),
        make_event(subject="e", version=1, revision="r1"),
    ]
    assert said_versions(said, revisions)["d"] == version, why


def test_a_withdrawal_that_was_said_is_known() -> None:
    """It takes no version where the document is gone, and the next one where it is there."""
    said = [make_event("gongbao.document.withdrawn", "d", version=5)]
    assert [said_versions(said, held)["d"] for held in ({}, {"d": "r"})] == [5, 6]


@pytest.mark.parametrize(
    ("event", "issue", "why"),
    [
        (make_event("gongbao.issue.published", FOUR), FOUR, "the issue itself"),
        (make_event(), FOUR, "a document of it"),
        (make_event("gongbao.status.changed", status="expired"), None, "the day caused it, not the issue"),
        (replace(make_event("gongbao.finding.raised", "ab12"), data={"code": "bad"}), None, "a file that is no issue"),
    ],
)
def test_what_waits_for_an_issue(event: Event, issue: str | None, why: str) -> None:
    """Only what an issue says is compared when it is ingested again."""
    assert of_an_issue(event) == issue, why


def test_things_are_told_apart() -> None:
    """A status by whom says it, and apart from what the day says; a finding by its words in any spelling."""
    status = [
        make_event("gongbao.status.changed", by="a", status="repealed"),
        make_event("gongbao.status.changed", by="b", status="repealed"),
        make_event("gongbao.status.changed", by="a", status="expired"),
    ]
    assert len({thing(event) for event in status}) == 3
    findings = [make_event("gongbao.finding.raised", code="c", message=text) for text in ("第3期 缺", "第3期缺", "缺")]
    assert len({thing(event) for event in findings}) == 2
    assert {thing(event) for event in SAID if event.subject.startswith(GAZETTE)} == {thing(event) for event in SAID}
