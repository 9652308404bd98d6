"""Which events a change causes, row by row, and what they look like."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import GAZETTE, make_artifact, make_document, make_issue, with_document, with_text

from gongbao.events.derivation import MAX_BYTES, derive_events
from gongbao.model import (
    Action,
    Appointment,
    Citation,
    Duty,
    Facts,
    Finding,
    FindingCode,
    Issue,
    Masthead,
    Relation,
    Validity,
)

NOW = dt.datetime(2021, 7, 1, tzinfo=dt.UTC)  # the notice is in force

ISSUE = make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "Issue 3 is missing.", page=1),))

NOTICE, APPOINTMENT = (document.id for document in ISSUE.documents)

PERSON = f"{APPOINTMENT}/钱多/appoint"

REPEALED = f"{GAZETTE}/示政发/2015/9"


def _facts(issue: Issue, index: int, **fields: object) -> Issue:
    document = issue.documents[index]
    return with_document(issue, index, replace(document, facts=document.facts.having(**fields)))  # type: ignore[arg-type]


def _appointments(*posts: str) -> Callable[[Issue], Issue]:
    return lambda issue: _facts(
        issue, 1, appointments=tuple(Appointment("钱多", Action.APPOINT, post, "试用期一年") for post in posts)
    )


POST = "示例市审计局副局长"


@pytest.mark.parametrize(
    ("change", "expected", "why"),
    [
        (lambda i: i, [], "the same"),
        (lambda i: replace(i, pipeline="9", pages=(), corrections=()), [], "read in another way"),
        (
            lambda i: with_text(i, 0, 0, "各区人民政府："),
            [("document.corrected", NOTICE, "corrected")],
            "one paragraph",
        ),
        (
            lambda i: replace(with_text(i, 0, 0, "各区人民政府："), pipeline="9"),
            [("document.corrected", NOTICE, "reprocessed")],
            "one paragraph, by another pipeline from the same bytes",
        ),
        (
            lambda i: replace(with_text(i, 0, 0, "各区人民政府："), pipeline="9", artifact=make_artifact("b.pdf")),
            [("document.corrected", NOTICE, "corrected")],
            "one paragraph, by another pipeline from other bytes",
        ),
        (
            lambda i: replace(i, masthead=Masthead(name="另一公报", year=2021, numbers=(4,), phone="0000-1234567")),
            [("issue.corrected", i_id := f"{GAZETTE}/2021/4", "corrected")],
            "the masthead",
        ),
        (
            lambda i: replace(i, contents=tuple(replace(e, page=77) for e in i.contents)),
            [],
            "page numbers of the contents",
        ),
        (
            lambda i: replace(i, documents=(*i.documents, make_document(3))),
            [("document.published", f"{GAZETTE}/2021/4/3", "new")],
            "one document more",
        ),
        (
            lambda i: replace(i, documents=i.documents[1:]),
            [
                ("document.withdrawn", NOTICE, "withdrawn"),
                ("status.changed", NOTICE, "withdrawn"),
                ("status.changed", REPEALED, "withdrawn"),
            ],
            "one document less: what it said of force is unsaid",
        ),
        (lambda i: replace(i, documents=i.documents[::-1]), [], "another order"),
        (
            _appointments(POST, "示例市审计局党组成员"),
            [
                ("document.corrected", APPOINTMENT, "corrected"),
                ("appointment.recorded", f"{PERSON}/2", "corrected"),
            ],
            "a second post of the same person",
        ),
        (
            _appointments("示例市财政局副局长"),
            [("document.corrected", APPOINTMENT, "corrected"), ("appointment.corrected", PERSON, "corrected")],
            "another post",
        ),
        (
            _appointments(),
            [("document.corrected", APPOINTMENT, "corrected"), ("appointment.withdrawn", PERSON, "withdrawn")],
            "no post",
        ),
        (
            lambda i: _facts(i, 0, validity=Validity(dt.date(2021, 6, 1), dt.date(2027, 5, 31))),
            [("document.corrected", NOTICE, "corrected"), ("status.changed", NOTICE, "corrected")],
            "another day of expiry",
        ),
        (
            lambda i: _facts(i, 0, citations=(Citation(Relation.CITES, "示政发〔2015〕9号", None, 2, 0, 11),)),
            [("document.corrected", NOTICE, "corrected"), ("status.changed", REPEALED, "withdrawn")],
            "cited, no longer repealed",
        ),
        (
            lambda i: replace(i, findings=(*i.findings, Finding(FindingCode.ISSUES_MISSING, "Issue 2 is missing."))),
            [("finding.raised", i_id, "corrected")],
            "one finding more",
        ),
        (lambda i: replace(i, findings=()), [], "a finding less"),
        (
            lambda i: replace(i, findings=tuple(replace(f, page=5, line=9) for f in i.findings)),
            [],
            "a finding seen elsewhere",
        ),
        (
            lambda i: replace(i, findings=i.findings * 2),
            [("finding.raised", i_id, "corrected")],
            "the same finding twice",
        ),
    ],
)
def test_changes(change: Callable[[Issue], Issue], expected: list[tuple[str, str, str]], why: str) -> None:
    """Each change causes the events that explain it, and no others."""
    found = derive_events(ISSUE, change(ISSUE), {NOTICE: 2, APPOINTMENT: 2, ISSUE.id: 2}, "new", NOW)
    assert [(e.type.removeprefix("gongbao."), e.subject, e.data["cause"]) for e in found] == expected, why


def test_ids_follow_from_what_is_told() -> None:
    """The same change has the same ids at any time; another version has others; none is there twice."""
    issue = replace(ISSUE, findings=ISSUE.findings * 3)
    first = derive_events(None, issue, {}, "new", NOW)
    again = derive_events(None, issue, {}, "new", NOW + dt.timedelta(days=1))
    later = derive_events(None, issue, {NOTICE: 2, APPOINTMENT: 2, ISSUE.id: 2}, "new", NOW)
    assert [event.id for event in first] == [event.id for event in again]
    assert len({event.id for event in (*first, *later)}) == len(first) + len(later)


@pytest.mark.parametrize(
    ("facts", "texts", "omitted", "why"),
    [
        (Facts(), ("短",), [], "short"),
        (Facts(), ("长" * 200_000,), ["text"], "a long text"),
        (
            Facts(
                duties=(Duty(("局" * 1000,), (), (), 0),) * 100,
                citations=(Citation(Relation.CITES, "x", None, 0, 0, 1),),
            ),
            ("短",),
            ["duties"],
            "long facts, though the text is short",
        ),
    ],
)
def test_events_stay_small(facts: Facts, texts: tuple[str, ...], omitted: list[str], why: str) -> None:
    """What doesn't fit is left out and named."""
    document = make_document(title="题" * 10_000, texts=texts, facts=facts)
    document = replace(document, parts=("部" * 9_000,) * 500, attachments=("附" * 9_000,) * 500)
    found = derive_events(None, make_issue((document,)), {}, "new", NOW)
    event = next(event for event in found if event.type == "gongbao.document.published")
    assert event.data.get("omitted", []) == omitted, why
    assert len(json.dumps(event.data, ensure_ascii=False).encode()) < 2 * MAX_BYTES, why


def test_a_repeal_by_title_alone_has_a_subject() -> None:
    """A document of which only the title is known goes by it."""
    facts = Facts(citations=(Citation(Relation.REPEALS, None, "《旧办法》", 0, 0, 5),))
    found = derive_events(None, make_issue((make_document(facts=facts),)), {}, "new", NOW)
    event = next(event for event in found if event.type == "gongbao.status.changed")
    assert event.subject == f"{GAZETTE}/《旧办法》"
    assert (event.data["status"], event.data.get("document")) == ("repealed", None)
