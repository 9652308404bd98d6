"""What every ledger does, on SQLite and on PostgreSQL."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    GAZETTE,
    commit_shrunk,
    make_artifact,
    make_document,
    make_documents,
    make_issue,
    with_document,
    with_text,
)

from connectors.ledger import SqlLedger, open_ledger
from gongbao.errors import NotFoundError
from gongbao.identity import name_within
from gongbao.model import Action, Appointment, Correction, Finding, FindingCode, Issue, Judgement, Severity, SourceSpan
from gongbao.ports import Decision, Event, Query, SourceItem
from gongbao.search.query import MAX_QUERY

NOTICE = f"{GAZETTE}/示政发/2021/5"
APPOINTMENT = f"{GAZETTE}/示政任/2021/3"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger may be made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'ledger.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def ledger(url: str) -> Iterator[SqlLedger]:
    """An empty ledger."""
    with open_ledger(url) as found:
        yield found


def told(ledger: SqlLedger, since: int = 0) -> list[tuple[str, str, str]]:
    """Type, subject and cause of the events after a position."""
    return [(e.type.removeprefix("gongbao."), e.subject, e.data["cause"]) for e in ledger.events(since)]


def last(ledger: SqlLedger) -> int:
    """The position of the last event."""
    return max((event.position for event in ledger.events()), default=0)


def test_what_was_committed_comes_back_whole(ledger: SqlLedger) -> None:
    """An issue, and each document of it, reads back as it was, and still does when the ledger is opened again."""
    issue = make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "Issue 3 is missing."),))
    commit = ledger.commit(issue)
    assert commit.new == (NOTICE, APPOINTMENT)
    with open_ledger(ledger.engine.url.render_as_string(hide_password=False)) as again:
        assert again.issue(issue.id) == issue
        stored = again.document(NOTICE)
    assert (stored.document, stored.version) == (issue.documents[0], 1)
    assert stored.committed.tzinfo is not None


def test_a_new_issue_is_told_once(ledger: SqlLedger) -> None:
    """A new issue causes one event for itself and for each document, appointment, status and finding."""
    ledger.commit(make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "Issue 3 is missing."),)))
    assert told(ledger) == [
        ("issue.published", f"{GAZETTE}/2021/4", "new"),
        ("document.published", NOTICE, "new"),
        ("status.changed", NOTICE, "new"),
        ("status.changed", f"{GAZETTE}/示政发/2015/9", "new"),
        ("document.published", APPOINTMENT, "new"),
        ("appointment.recorded", f"{APPOINTMENT}/钱多/appoint", "new"),
        ("finding.raised", f"{GAZETTE}/2021/4", "new"),
        ("text.changed", "示政发〔2015〕9号", "new"),
        ("text.changed", "示政发〔2021〕5号", "new"),
        ("office.changed", "示例市审计局/副局长", "new"),
    ]
    assert [event.position for event in ledger.events()] == list(range(1, 11))


def test_the_same_again_changes_nothing(ledger: SqlLedger) -> None:
    """Committing an issue twice makes no revision and no event, and leaves its time."""
    issue = make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "Issue 3 is missing."),))
    ledger.commit(issue)
    before = ledger.issues(), list(ledger.events()), ledger.document(NOTICE)
    commit = ledger.commit(issue)
    assert commit.empty
    assert (ledger.issues(), list(ledger.events()), ledger.document(NOTICE)) == before


def _shifted(issue: Issue) -> Issue:
    first = issue.documents[0]
    paragraphs = tuple(replace(p, spans=(SourceSpan(0, len(p.text), 3, 7, 1),)) for p in first.paragraphs)
    return with_document(
        issue, 0, replace(first, paragraphs=paragraphs, pages=(4, 5), heading=(SourceSpan(0, 3, 3, 1, 0),))
    )


def _surer(issue: Issue) -> Issue:
    first = issue.documents[0]
    entities = tuple(replace(e, rule="another", confidence=0.5) for e in first.facts.entities)
    return with_document(issue, 0, replace(first, facts=first.facts.having(entities=entities)))


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(_shifted, id="lines moved to another page"),
        pytest.param(_surer, id="another rule found the same facts"),
        pytest.param(lambda i: replace(i, corrections=(Correction("x", 0, 1, 0, "a"),)), id="cleaned in another way"),
        pytest.param(lambda i: replace(i, pipeline="2"), id="another pipeline read the same"),
        pytest.param(lambda i: with_text(i, 0, 0, "各县 人民政府:"), id="a blank and a half-width colon"),
        pytest.param(lambda i: with_text(i, 0, 2, "**示政发〔2015〕9号**同时废止。"), id="Markdown marks"),
    ],
)
def test_another_reading_of_the_same_words_is_no_news(ledger: SqlLedger, again: Callable[[Issue], Issue]) -> None:
    """Provenance and spelling marks are kept as last read, without a revision and without an event."""
    issue = make_issue()
    ledger.commit(issue)
    other = again(issue)
    assert other != issue
    assert ledger.commit(other).empty
    assert ledger.issue(issue.id) == other
    assert ledger.document(NOTICE).version == 1


def test_one_changed_paragraph_is_one_revision_and_one_event(ledger: SqlLedger) -> None:
    """A corrected document says which fields changed and shows what changed in its text."""
    issue = make_issue()
    ledger.commit(issue)
    position = last(ledger)
    commit = ledger.commit(with_text(issue, 0, 2, "示政发〔2015〕9号同时予以废止。"))
    assert (commit.new, commit.changed, commit.withdrawn) == ((), (NOTICE,), ())
    (event,) = ledger.events(position)
    assert (event.type, event.subject, event.position) == ("gongbao.document.corrected", NOTICE, position + 1)
    assert event.data["cause"] == "corrected"
    assert event.data["changed"] == ["paragraphs"]
    assert event.data["changes"] == 1
    (change,) = event.data["diff"]
    assert (change["paragraph"], change["after"].endswith("9号同时予以废止。")) == (2, True)
    stored = ledger.document(NOTICE)
    assert (stored.version, stored.revision) == (2, event.data["revision"])


def test_a_changed_post_is_told_with_its_document(ledger: SqlLedger) -> None:
    """A corrected appointment keeps its id and says what it was; the other facts cause nothing."""
    issue = make_issue()
    ledger.commit(issue)
    position = last(ledger)
    second = issue.documents[1]
    appointment = replace(second.facts.appointments[0], post="示例市财政局副局长")
    facts = second.facts.having(appointments=(appointment,))
    ledger.commit(with_document(issue, 1, replace(second, facts=facts)))
    assert told(ledger, position) == [
        ("document.corrected", APPOINTMENT, "corrected"),
        ("appointment.corrected", f"{APPOINTMENT}/钱多/appoint", "corrected"),
        ("office.withdrawn", "示例市审计局/副局长", "corrected"),
        ("office.changed", "示例市财政局/副局长", "corrected"),
    ]
    data = list(ledger.events(position))[1].data
    assert (data["post_before"], data["post"]) == ("示例市审计局副局长", "示例市财政局副局长")


def test_the_same_bytes_read_by_another_pipeline_are_reprocessed(ledger: SqlLedger) -> None:
    """A change that a new pipeline makes is told apart from a correction of the file."""
    ledger.commit(make_issue(pipeline="1"))
    position = last(ledger)
    ledger.commit(with_text(make_issue(pipeline="2"), 0, 0, "各县（区）人民政府："))
    (event,) = ledger.events(position)
    assert (event.data["cause"], event.data["pipeline"]) == ("reprocessed", "2")


def test_a_backfill_says_so(ledger: SqlLedger) -> None:
    """Everything that a backfill finds is told apart from news."""
    ledger.commit(make_issue(), cause="backfilled")
    assert {cause for _, _, cause in told(ledger)} == {"backfilled"}


@pytest.mark.parametrize(
    ("year", "number", "cause", "why"),
    [
        (2021, 3, "backfilled", "an earlier number of the same year"),
        (2020, 12, "backfilled", "a higher number of an earlier year"),
        (2021, 5, "new", "the next number"),
        (2022, 1, "new", "a lower number of a later year"),
    ],
)
def test_an_issue_before_one_that_is_held_is_history(
    ledger: SqlLedger, year: int, number: int, cause: str, why: str
) -> None:
    """What comes late is no news, though nobody said so; what corrects it is a correction all the same."""
    ledger.commit(make_issue())
    position = last(ledger)
    notice = make_document(1, f"示政发〔{year}〕99号", issue=f"{GAZETTE}/{year}/{number}")
    issue = make_issue((notice,), number, year)
    ledger.commit(issue)
    assert {said for _, _, said in told(ledger, position)} == {cause}, why
    position = last(ledger)
    ledger.commit(replace(with_text(issue, 0, 1, "现通知如下。"), artifact=make_artifact("again.txt")))
    assert {said for _, _, said in told(ledger, position)} == {"corrected"}


def test_an_earlier_issue_of_another_gazette_is_news(ledger: SqlLedger) -> None:
    """Each gazette has an order of its own; one that was withdrawn makes nothing late."""
    ledger.commit(replace(make_issue((), 4), id="other/2021/4", gazette="other"))
    ledger.commit(make_issue((), 6))
    ledger.decide(Decision(Judgement.WITHDRAW, issue=f"{GAZETTE}/2021/6", why="It is none."))
    position = last(ledger)
    ledger.commit(make_issue((), 3))
    assert told(ledger, position) == [("issue.published", f"{GAZETTE}/2021/3", "new")]


def test_a_document_that_vanished_is_withdrawn_and_may_come_back(ledger: SqlLedger) -> None:
    """Withdrawal and return are revisions of their own; what was withdrawn is not found."""
    issue = make_issue()
    ledger.commit(issue)
    commit = commit_shrunk(ledger, replace(issue, documents=issue.documents[:1]))
    position = last(ledger) - 3
    assert commit.withdrawn == (APPOINTMENT,)
    assert told(ledger, position) == [
        ("document.withdrawn", APPOINTMENT, "withdrawn"),
        ("appointment.withdrawn", f"{APPOINTMENT}/钱多/appoint", "withdrawn"),
        ("office.withdrawn", "示例市审计局/副局长", "withdrawn"),
    ]
    with pytest.raises(NotFoundError, match="withdrawn"):
        ledger.document(APPOINTMENT)
    assert ledger.search(Query("审计局")).total == 0
    assert ledger.commit(issue).new == (APPOINTMENT,)
    assert ledger.document(APPOINTMENT).version == 3
    assert ledger.search(Query("审计局")).total == 1
    assert ledger.issue(issue.id) == issue


def test_there_and_back_are_events_of_their_own(ledger: SqlLedger) -> None:
    """Ids of events differ however often a text changes to and fro, and never depend on the time."""
    one, other = make_issue(), with_text(make_issue(), 0, 0, "各区人民政府：")
    for issue in (one, other, one, other):
        ledger.commit(issue)
    events = list(ledger.events())
    assert len({event.id for event in events}) == len(events)
    assert ledger.document(NOTICE).version == 4


def test_findings_follow_their_issue(ledger: SqlLedger) -> None:
    """Findings are those of the last reading; only those that were not there before cause events."""
    old, new = (
        Finding(FindingCode.ISSUES_MISSING, "Issue 3 is missing."),
        Finding(FindingCode.JUMP_WITHOUT_HEAD, "A jump has no head.", page=3),
    )
    ledger.commit(make_issue(findings=(old,)))
    position = last(ledger)
    ledger.commit(make_issue(findings=(old, new)))
    (event,) = ledger.events(position)
    assert event.data["code"] == "jump-without-head"
    assert [stored.finding for stored in ledger.findings(f"{GAZETTE}/2021/4")] == [old, new]
    ledger.commit(make_issue(findings=()))
    assert ledger.findings() == []
    ledger.commit(make_issue(findings=(new,)))
    assert [event.data["code"] for event in ledger.events(position)] == ["jump-without-head", "jump-without-head"]


def test_a_rejected_artifact_is_kept_with_its_reason(ledger: SqlLedger) -> None:
    """What can't be read is a finding and an event, once; when it can be read, the finding is gone."""
    artifact = make_artifact("photo.txt")
    item = SourceItem("folder", artifact.uri, "1")
    finding = Finding(FindingCode.BAD_INPUT, "The file is a picture.", Severity.ERROR)
    ledger.register(item, artifact)
    assert not ledger.seen(item)
    ledger.reject(artifact, finding, item)
    ledger.reject(artifact, finding, item)
    assert ledger.seen(item)
    (stored,) = ledger.findings()
    assert (stored.finding, stored.issue, stored.uri, stored.sha256) == (finding, None, artifact.uri, artifact.sha256)
    assert told(ledger) == [("finding.raised", artifact.sha256, "new")]
    ledger.commit(make_issue(artifact=artifact))
    assert ledger.findings() == []


def test_a_source_item_is_seen_once_it_was_dealt_with(ledger: SqlLedger) -> None:
    """Registering alone leaves a file to be read; another etag is another item."""
    artifact = make_artifact()
    item = SourceItem("folder", artifact.uri, "1")
    ledger.register(item, artifact)
    ledger.register(item, artifact)
    assert not ledger.seen(item)
    ledger.commit(make_issue(artifact=artifact), item)
    assert ledger.seen(item)
    assert not ledger.seen(replace(item, etag="2"))


def test_events_are_chosen_by_type_position_and_number(ledger: SqlLedger) -> None:
    """`types` are whole or end in a star, and `since` and `limit` page through."""
    ledger.commit(make_issue())

    def kinds(events: Iterator[Event]) -> list[str]:
        return [event.type for event in events]

    assert kinds(ledger.events(types=["gongbao.document.*", "gongbao.issue.published"], limit=2)) == [
        "gongbao.issue.published",
        "gongbao.document.published",
    ]
    assert kinds(ledger.events(types=["gongbao.doc"])) == []
    assert kinds(ledger.events(types=[])) == []
    assert [event.position for event in ledger.events(since=2, limit=3)] == [3, 4, 5]


def test_events_bear_their_data_as_it_was_written(ledger: SqlLedger) -> None:
    """As JSON in UTF-8, not escaped: Chinese text takes half the bytes so."""
    ledger.commit(make_issue())
    for event in ledger.events():
        assert event.written is not None
        assert json.loads(event.written) == event.data
        assert b"\\u" not in event.written


def test_issues_are_listed_in_order(ledger: SqlLedger) -> None:
    """Issues come by year and number, as numbers."""
    for year, number in ((2021, 10), (2021, 9), (2020, 12)):
        issue = make_issue((make_document(),), number=number, year=year)
        ledger.commit(issue)
    summaries = ledger.issues()
    assert [summary.id for summary in summaries] == [f"{GAZETTE}/{n}" for n in ("2020/12", "2021/9", "2021/10")]
    assert (summaries[0].documents, summaries[0].facts, summaries[0].numbers) == (1, 0, (12,))


@pytest.mark.parametrize(
    "name", ["示政发〔2021〕5号", "示政发[2021]5号", "示政发（2021）5号", "示政发﹝２０２１﹞第5号", NOTICE]
)
def test_a_document_goes_by_its_number_in_any_spelling(ledger: SqlLedger, name: str) -> None:
    """Brackets and width of a 文号 don't matter."""
    ledger.commit(make_issue())
    assert ledger.document(name).document.id == NOTICE


def test_what_is_not_there_is_not_found(ledger: SqlLedger) -> None:
    """Asking for an unknown thing raises NotFoundError."""
    for ask in (ledger.issue, ledger.document, ledger.findings):
        with pytest.raises(NotFoundError):
            ask("示政发〔1999〕1号")


def test_a_number_printed_twice_makes_no_document_vanish(ledger: SqlLedger) -> None:
    """A second document of the same 文号, in this issue or another, goes by its title there, and a finding says so."""
    notice = make_documents()[0]
    twice = make_issue((notice, replace(notice, ordinal=2, title="另一通知")))
    assert ledger.commit(twice).new == (NOTICE, name_within(twice.id, twice.documents[1]))
    later = make_issue((notice,), number=5)
    assert ledger.commit(later).new == (name_within(later.id, notice),)
    assert [stored.finding.code for stored in ledger.findings()] == ["document-number-taken"] * 2
    assert ledger.commit(twice).empty
    assert ledger.commit(later).empty


def test_documents_move_with_an_issue_whose_name_was_misread(ledger: SqlLedger) -> None:
    """The same bytes read as another issue take their documents along, which is no news of the documents."""
    artifact = make_artifact("scan.txt")
    ledger.commit(make_issue(make_documents(), number=9, artifact=artifact))
    position = last(ledger)
    ledger.commit(make_issue(make_documents(), number=4, artifact=artifact))
    assert told(ledger, position) == [
        ("issue.published", f"{GAZETTE}/2021/4", "new"),
        ("issue.withdrawn", f"{GAZETTE}/2021/9", "withdrawn"),
    ]
    assert [issue.id for issue in ledger.issues()] == [f"{GAZETTE}/2021/4"]
    assert ledger.document(NOTICE).document.issue == f"{GAZETTE}/2021/4"


def test_a_long_document_carries_its_text_by_reference(ledger: SqlLedger) -> None:
    """An event stays well below Kafka's default limit of a megabyte, and names what it leaves out."""
    texts = tuple("长文" * 500 for _ in range(1_000))
    ledger.commit(make_issue((make_document(texts=texts, title="题" * 5_000),)))
    event = next(ledger.events(types=["gongbao.document.*"]))
    assert len(str(event.data).encode()) < 300_000
    assert (event.data["omitted"], event.data["characters"]) == (["text"], 1_000_000)
    assert ledger.document(event.subject).document.paragraphs[999].text == texts[999]


def test_text_of_any_kind_is_kept(ledger: SqlLedger) -> None:
    """NUL bytes, rare characters, private use and very long words break neither the tables nor the index."""
    texts = ("甲\0乙", "𠮷野家𪚥", "\ue000\ue001", "a" * 5_000, "''\"\\ :* & | ! <-> AND OR NOT NEAR(", "\ufffd\u200b")
    person = Appointment("李\0四", Action.APPOINT, "长" * 4_000, None, None, 0)
    document = make_document(texts=texts)
    document = replace(document, facts=document.facts.having(appointments=(person,)))
    issue = make_issue((document,))
    ledger.commit(issue)
    assert ledger.issue(issue.id) == issue
    assert ledger.commit(issue).empty
    assert ledger.search(Query("𠮷野")).hits[0].paragraph == 1
    for text in texts:
        ledger.search(Query(text.replace("\0", "")[:MAX_QUERY]))


def test_the_clock_is_kept_with_its_zone(url: str) -> None:
    """Times come back as the moments they were."""
    moment = dt.datetime(2021, 5, 6, 7, 8, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    with open_ledger(url, clock=lambda: moment) as ledger:
        ledger.commit(make_issue())
        assert {event.time for event in ledger.events()} == {moment}
        assert ledger.issues()[0].committed == moment


@pytest.mark.parametrize("marks", [[3], [2, 3], [3, 2], [3, 3]])
def test_marks_are_set_in_order_and_never_taken_back(ledger: SqlLedger, marks: list[int]) -> None:
    """A later mark covers what lies before it; an earlier one changes nothing."""
    assert (ledger.last_event(), ledger.last_published()) == (0, 0)
    ledger.commit(make_issue())
    assert ledger.last_published() == 0
    for mark in marks:
        ledger.mark_published(mark)
    assert ledger.last_published() == 3
    assert ledger.last_event() > 3
