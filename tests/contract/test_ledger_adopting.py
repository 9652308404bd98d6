"""A ledger that is older than what was published, or another one: it takes that over, and goes on after it."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import GAZETTE, NOW, commit_as_it_is, make_document, make_documents, make_issue, with_document, with_text
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from connectors.kafka.adoption import find_common, hash_data
from connectors.ledger import SqlLedger, open_ledger
from connectors.ledger.schema import joined
from gongbao.events.derivation import derive_events
from gongbao.events.reconciling import STATED, thing
from gongbao.model import Action, Appointment, Cause, Facts, Issue
from gongbao.ports import Adoption, Event

LATER = NOW + dt.timedelta(days=60)  # what the notice says is in force

FOUR, FIVE = f"{GAZETTE}/2021/4", f"{GAZETTE}/2021/5"
NOTICE = f"{GAZETTE}/示政发/2021/5"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlLedger]:
    """An empty ledger: what is left after a restore."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}" if request.param == "sqlite" else None
    with open_at(url or request.getfixturevalue("postgresql_url")) as found:
        yield found


def open_at(url: str) -> SqlLedger:
    """A ledger whose events are all of one time, so that those of two can be compared."""
    return open_ledger(url, clock=lambda: LATER)


def fill(ledger: SqlLedger, *issues: Issue) -> list[Event]:
    """Commit issues, and mark all that this says as published; returns it."""
    since = ledger.last_event()
    for issue in issues:
        commit_as_it_is(ledger, issue)
    ledger.mark_published(ledger.last_event())
    return list(ledger.events(since))


def publish_elsewhere(*issues: Issue) -> list[Event]:
    """All that a ledger publishes which is lost afterwards."""
    with tempfile.TemporaryDirectory() as folder, open_at(f"sqlite:///{folder}/lost.db") as lost:
        return fill(lost, *issues)


def adopt(ledger: SqlLedger, published: Sequence[Event]) -> Adoption:
    """What `gongbao publish --adopt` does, topics apart."""
    there = {event.position: (event.id, hash_data(event)) for event in published}
    common = find_common(ledger.events(), there, ledger.last_published())
    after = [event for event in published if event.position > common]
    return ledger.adopt(after, common, max(there, default=0))


def news(ledger: SqlLedger, published: Sequence[Event]) -> list[tuple[str, str, str]]:
    """Type, subject and cause of what follows after what was published."""
    last = max(event.position for event in published)
    return [(e.type.removeprefix("gongbao."), e.subject, e.data["cause"]) for e in ledger.events(last)]


def five(post: str = "示例市审计局局长", text: str = "现将有关事项通知如下。") -> Issue:
    """Another issue, with one appointment."""
    facts = Facts(appointments=(Appointment("赵一", Action.APPOINT, post, None, None, 1, 0, 4, "appoint"),))
    document = make_document(1, "示政任〔2021〕9号", texts=("各县人民政府：", text), facts=facts, issue=FIVE)
    return make_issue((document,), number=5)


def test_what_was_published_is_not_said_again(ledger: SqlLedger) -> None:
    """The backup has issue 4; issue 5 was published after it, and is ingested again: no event, no new position."""
    published = publish_elsewhere(make_issue(), five())
    fill(ledger, make_issue())
    found = adopt(ledger, published)
    assert (found.adopted, found.news, found.awaited) == (4, 0, (FIVE,))
    assert list(ledger.events()) == published
    assert [event.written for event in ledger.events()] == [event.written for event in published]
    assert ledger.last_published() == ledger.last_event()
    assert ledger.commit(five()).new == (f"{GAZETTE}/示政任/2021/9",)
    assert list(ledger.events()) == published
    assert ledger.awaited() == ()


def test_what_was_ingested_before_adopting_is_not_said_again(ledger: SqlLedger) -> None:
    """The other order: the restored ledger has said issue 6 and issue 5 already, at positions that were taken."""
    six = replace(make_issue((make_document(1, "示政发〔2021〕66号", issue=f"{GAZETTE}/2021/6"),), number=6))
    published = publish_elsewhere(make_issue(), five())
    fill(ledger, make_issue())
    ledger.commit(six)
    ledger.commit(five())
    found = adopt(ledger, published)
    assert (found.adopted, found.news, found.awaited) == (4, 2, ())
    assert list(ledger.events())[: len(published)] == published
    assert news(ledger, published) == [
        ("issue.published", six.id, "new"),
        ("document.published", f"{GAZETTE}/示政发/2021/66", "new"),
    ]
    assert adopt(ledger, published) == Adoption(0, 2, ()), "again, with the same end"
    assert [event.position for event in ledger.events()] == list(range(1, ledger.last_event() + 1))


@pytest.mark.parametrize("before", [True, False])
def test_what_differs_is_a_correction(ledger: SqlLedger, before: bool) -> None:
    """Issue 5 reads differently now, whether it is ingested before or after: one correction each, and new ids."""
    published = publish_elsewhere(make_issue(), five())
    fill(ledger, make_issue())
    other = five(post="示例市审计局副局长", text="现将有关事项通知下发。")
    if before:
        ledger.commit(other)
    adopt(ledger, published)
    if not before:
        ledger.commit(other)
    document = f"{GAZETTE}/示政任/2021/9"
    assert news(ledger, published) == [
        ("document.corrected", document, "corrected"),
        ("appointment.corrected", f"{document}/赵一/appoint", "corrected"),
        ("office.changed", "示例市审计局/副局长", "corrected"),
        ("office.withdrawn", "示例市审计局/局长", "reprocessed"),
    ]
    corrected, appointment = list(ledger.events(published[-1].position))[:2]
    assert corrected.data["version"] == 2 == ledger.document(document).version
    assert sorted(corrected.data["changed"]) == ["facts.appointments", "paragraphs"]
    assert (corrected.data["changes"], len(corrected.data["diff"])) == (1, 1)
    assert appointment.data["post_before"] == "示例市审计局局长"
    assert appointment.data["changed"] == ["post"]
    assert ledger.awaited() == ()
    assert ledger.commit(other).empty
    assert not {e.id for e in ledger.events(published[-1].position)} & {e.id for e in published}


def test_what_is_gone_is_withdrawn_and_may_come_back(ledger: SqlLedger) -> None:
    """A document that was published and is no longer read: withdrawn with all it said; read again, it is news again."""
    published = publish_elsewhere(make_issue())
    adopt(ledger, published)
    left = replace(make_issue(), documents=make_documents()[1:])
    ledger.commit(left)
    assert news(ledger, published) == [
        ("document.withdrawn", NOTICE, "withdrawn"),
        ("status.changed", NOTICE, "withdrawn"),
        ("status.changed", f"{GAZETTE}/示政发/2015/9", "withdrawn"),
        ("text.withdrawn", "示政发〔2015〕9号", "reprocessed"),
        ("text.withdrawn", "示政发〔2021〕5号", "reprocessed"),
    ]
    assert [e.data["version"] for e in ledger.events(published[-1].position)] == [2, 2, 2, 2, 2]
    ledger.commit(make_issue())
    assert news(ledger, published)[5:] == [
        ("document.published", NOTICE, "new"),
        ("status.changed", NOTICE, "new"),
        ("status.changed", f"{GAZETTE}/示政发/2015/9", "new"),
        ("text.changed", "示政发〔2015〕9号", "new"),
        ("text.changed", "示政发〔2021〕5号", "new"),
    ]
    assert ledger.document(NOTICE).version == 3


def test_a_later_revision_that_was_published_is_known(ledger: SqlLedger) -> None:
    """The backup has the first revision, readers the second: ingested again, it takes the number that they know."""
    second = with_text(make_issue(), 0, 0, "各区人民政府：")
    published = publish_elsewhere(make_issue(), second)
    fill(ledger, make_issue())
    assert adopt(ledger, published).awaited == (FOUR,)
    ledger.commit(second)
    assert news(ledger, published) == []
    assert ledger.document(NOTICE).version == 2


def test_an_older_revision_than_published_is_a_correction_back(ledger: SqlLedger) -> None:
    """Readers have the second revision, and only the file of the first is there: the truth now is the first."""
    published = publish_elsewhere(make_issue(), with_text(make_issue(), 0, 0, "各区人民政府："))
    fill(ledger, make_issue())
    adopt(ledger, published)
    ledger.commit(make_issue())
    assert news(ledger, published) == [("document.corrected", NOTICE, "corrected")]
    assert ledger.document(NOTICE).version == 3
    assert ledger.commit(make_issue()).empty


def test_positions_are_never_used_twice(ledger: SqlLedger) -> None:
    """The last position was a dead letter, which is in no topic: what comes next lies after it all the same."""
    published = publish_elsewhere(make_issue())
    ledger.adopt(published[:-1], 0, published[-1].position)
    ledger.commit(five())
    assert min(e.position for e in ledger.events(published[-2].position)) == published[-1].position + 1


def test_what_the_day_says_is_said_once(ledger: SqlLedger) -> None:
    """An expiry that was published is not noted again, and awaits no issue."""
    with tempfile.TemporaryDirectory() as folder, open_at(f"sqlite:///{folder}/lost.db") as lost:
        fill(lost, make_issue())
        lost.note_expiries(dt.date(2026, 4, 1))
        published = list(lost.events())
    fill(ledger, make_issue())
    assert adopt(ledger, published).awaited == ()
    assert ledger.note_expiries(dt.date(2026, 4, 1)) == 0
    assert ledger.note_expiries(dt.date(2026, 7, 1)) == 2, "the status of the document, and the state of its text"


VARIANTS = (
    lambda issue: issue,
    lambda issue: with_text(issue, 0, 0, "各区人民政府："),
    lambda issue: replace(issue, documents=issue.documents[:1]),
    lambda issue: replace(issue, documents=issue.documents[1:]),
    lambda issue: with_document(issue, 0, replace(issue.documents[0], facts=Facts())),
    lambda issue: replace(issue, masthead=replace(issue.masthead, name="示例市政府公报")),
    lambda issue: replace(issue, pipeline="2"),
)


def vary(number: int, variant: int) -> Issue:
    """One of several readings of an issue whose documents are its own."""
    name = f"{GAZETTE}/2021/{number}"
    notice, appointments = make_documents(name)
    number_of = {4: "〔2021〕", 5: "〔2022〕"}[number]
    documents = (
        replace(notice, id=f"{name}/a", number=f"示政发{number_of}5号"),
        replace(appointments, id=f"{name}/b", number=f"示政任{number_of}3号"),
    )
    return VARIANTS[variant](make_issue(documents, number=number))


STEPS = st.lists(st.tuples(st.sampled_from([4, 5]), st.integers(0, len(VARIANTS) - 1)), max_size=3)


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """An empty ledger to copy: to make its tables for each example takes longer than all else."""
    with tempfile.TemporaryDirectory() as folder:
        open_ledger(f"sqlite:///{folder}/empty.db").close()
        yield Path(folder) / "empty.db"


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(STEPS, STEPS, STEPS, STEPS, st.integers(0, len(VARIANTS) - 1))
def test_readers_know_just_what_the_ledger_holds(
    empty: Path,
    kept: list[tuple[int, int]],
    lost: list[tuple[int, int]],
    early: list[tuple[int, int]],
    late: list[tuple[int, int]],
    final: int,
) -> None:
    """Whatever was lost, and whatever is ingested before and after adopting: readers end with what the ledger says,
    get nothing twice, and see positions, ids and versions that only rise."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.db", Path(folder) / "second.db"
        shutil.copy(empty, first)
        with open_at(f"sqlite:///{first}") as ledger:
            fill(ledger, *(vary(*step) for step in kept))
        shutil.copy(first, second)
        with open_at(f"sqlite:///{first}") as ledger:
            fill(ledger, *(vary(*step) for step in lost))
            published = list(ledger.events())
        with open_at(f"sqlite:///{second}") as ledger:
            for step in early:
                commit_as_it_is(ledger, vary(*step))
            adopt(ledger, published)
            for step in [*late, *((number, final) for number in (4, 5))]:
                commit_as_it_is(ledger, vary(*step))
            assert ledger.awaited() == ()
            check_readers(list(ledger.events()), published, ledger)


def check_readers(stream: list[Event], published: list[Event], ledger: SqlLedger) -> None:
    """What a reader makes of all that was ever said."""
    assert stream[: len(published)] == published
    assert len({event.id for event in stream}) == len(stream)
    known: dict[Any, Any] = {}
    versions: dict[str, int] = {}
    for event in stream:
        said = statement(event)
        if event.position > len(published) and thing(event)[0] != "finding":  # which may go, unsaid, and come back
            assert known.get(thing(event)) != said, "said twice"
        known[thing(event)] = said
        if event.type.startswith("gongbao.document."):
            assert event.data["version"] > versions.get(event.subject, 0)
            versions[event.subject] = event.data["version"]
    true: dict[Any, Any] = {}
    for summary in ledger.issues():
        issue = ledger.issue(summary.id)
        for event in derive_events(None, issue, {}, Cause.NEW, dt.datetime.now(dt.UTC)):
            true[thing(event)] = statement(event)
        assert all(ledger.document(one.id).version >= versions[one.id] for one in issue.documents)
    families = ("text", "office")
    joins = {name: said for (family, name, *_), said in known.items() if family in families and said is not None}
    assert set(joins) == {thing.id for thing in (*ledger.texts(), *ledger.offices())}
    with ledger.engine.connect() as db:
        assert {row.id: [row.revision] for row in db.execute(select(joined).where(joined.c.revision != ""))} == joins
    apart = ("finding", *families)
    held = {what: said for what, said in known.items() if said is not None and what[0] not in apart}
    assert held == {what: said for what, said in true.items() if what[0] not in apart}  # findings are not taken back


def statement(event: Event) -> Any:
    """What a reader keeps of an event, as a program of its own would: None where the thing is no longer."""
    if event.type.endswith(".withdrawn") or event.data.get("status") == "unstated":
        return None
    return [event.data.get(name) or None for name in STATED.get(event.type.split(".")[1], ())]
