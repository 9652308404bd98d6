"""How it stands with texts: joined from all issues, whatever the order in which they come."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from archives import Archive, make_archive, shuffled
from builders import GAZETTE, make_document, make_issue

from connectors.ledger import SqlLedger, open_ledger
from gongbao.archive.force import find_phase
from gongbao.errors import NotFoundError
from gongbao.model import Facts, FindingCode, Force, Issue, RelationKind, TextRelation, Validity
from gongbao.ports import Query

OLD, NEW = "示政发〔2015〕9号", "示政发〔2021〕5号"
TITLE = "示例市人民政府关于印发示例市湿地保护办法的通知"
D = dt.date


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlLedger]:
    """An empty ledger."""
    url = (
        f"sqlite:///{tmp_path / 'ledger.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgresql_url")
    )
    with open_ledger(url) as found:
        yield found


def states(ledger: SqlLedger) -> dict[str, object]:
    """What the state topic would hold in the end: by id, what the last event says, but for its cause and version."""
    found = {}
    for event in ledger.events(types=("gongbao.text.*",)):
        if event.type.endswith(".withdrawn"):
            found.pop(event.subject, None)
        else:
            found[event.subject] = {k: v for k, v in event.data.items() if k not in ("cause", "version")}
    return found


def old_issue() -> Issue:
    """An issue with the text that others speak of."""
    facts = Facts(validity=Validity(D(2015, 5, 1), None, None, 1))
    return make_issue((make_document(1, OLD, TITLE, date=D(2015, 4, 6), facts=facts),), 4, 2015)


def new_issue(*relations: TextRelation, number: str | None = NEW, month: int = 4) -> Issue:
    """An issue with a text that states these relations."""
    facts = Facts(relations=relations)
    document = make_document(
        1,
        number,
        "示例市人民政府关于清理文件的决定",
        date=D(2021, month, 6),
        facts=facts,
        issue=f"{GAZETTE}/2021/{month}",
    )
    return make_issue((document,), month, 2021)


def repeal(number: str | None = OLD, title: str | None = None) -> TextRelation:
    return TextRelation(RelationKind.REPEALS, number, title, paragraph=1, start=0, end=9)


WAYS = [
    (repeal(), "by its number"),
    (repeal(None, "示例市人民政府关于印发示例市湿地保护办法的通知"), "by its whole title"),
    (repeal(None, "关于印发示例市湿地保护办法的通知"), "by its title without who issued it"),
    (repeal(None, "示例市湿地保护办法"), "by the title of the text that it issues"),
    (repeal("示政发[2015]09号"), "by its number in other brackets"),
]


@pytest.mark.parametrize(("relation", "why"), WAYS, ids=[why for _, why in WAYS])
@pytest.mark.parametrize("first", ["old", "new"])
def test_a_repeal_finds_its_text(ledger: SqlLedger, relation: TextRelation, why: str, first: str) -> None:
    """Whichever way a text is named, and whichever comes first, it is repealed from the day of the repeal on."""
    issues = [old_issue(), new_issue(relation)]
    for issue in issues if first == "old" else reversed(issues):
        ledger.commit(issue)
    text = ledger.text(OLD)
    assert text.documents == (f"{GAZETTE}/示政发/2015/9",), why
    assert find_phase(text.phases, D(2021, 4, 5)).force is Force.IN_FORCE
    assert find_phase(text.phases, D(2021, 4, 6)).force is Force.REPEALED
    assert set(states(ledger)) == {OLD}


def test_a_text_that_nobody_holds_is_known_by_what_is_said_of_it(ledger: SqlLedger) -> None:
    """By its number, or by its title within the gazette; it has no document."""
    ledger.commit(new_issue(repeal(), repeal(None, "示例市供水办法")))
    assert ledger.text(OLD).documents == ()
    assert ledger.text("《示例市供水办法》").id == f"{GAZETTE}/《示例市供水办法》"


def test_a_withdrawn_repeal_is_none(ledger: SqlLedger) -> None:
    """When an issue says no longer what it said, or something else, its texts stand as before."""
    ledger.commit(old_issue())
    before = states(ledger)
    ledger.commit(new_issue(repeal()))
    assert states(ledger) != before
    ledger.commit(replace(new_issue(), pipeline="2"))
    assert states(ledger) == before


def test_a_title_that_several_texts_bear_means_none_of_them(ledger: SqlLedger) -> None:
    """Two texts of one title and one issuer: a repeal by title alone ends neither."""
    again = make_issue((make_document(1, "示政发〔2016〕8号", TITLE, date=D(2016, 4, 6)),), 4, 2016)
    for issue in (old_issue(), again, new_issue(repeal(None, "示例市湿地保护办法"))):
        ledger.commit(issue)
    assert find_phase(ledger.text(OLD).phases, D(2022, 1, 1)).force is Force.IN_FORCE
    assert ledger.text("示政发〔2016〕8号").force is Force.UNSTATED
    with pytest.raises(NotFoundError, match="Several texts"):
        ledger.text("《示例市湿地保护办法》")
    (found,) = (f for f in ledger.findings() if f.finding.code is FindingCode.TEXT_UNCLEAR)
    assert (found.issue, found.finding.document) == (f"{GAZETTE}/2021/4", f"{GAZETTE}/示政发/2021/5")
    assert "示政发〔2015〕9号, 示政发〔2016〕8号" in found.finding.message
    ledger.commit(replace(new_issue(repeal(OLD)), pipeline="2"))
    assert ledger.findings() == []


def test_a_new_text_does_not_repeal_itself(ledger: SqlLedger) -> None:
    """A text that says of an older one of the same title that it ends: the older one is meant."""
    facts = Facts(relations=(repeal(None, "示例市湿地保护办法"),), validity=Validity(D(2021, 6, 1), None, None, 1))
    new = make_document(1, NEW, TITLE, date=D(2021, 4, 6), facts=facts)
    ledger.commit(make_issue((new,)))
    assert find_phase(ledger.text(NEW).phases, D(2022, 1, 1)).force is Force.IN_FORCE
    ledger.commit(old_issue())
    assert find_phase(ledger.text(NEW).phases, D(2022, 1, 1)).force is Force.IN_FORCE
    assert find_phase(ledger.text(OLD).phases, D(2021, 5, 31)).force is Force.IN_FORCE
    assert find_phase(ledger.text(OLD).phases, D(2021, 6, 1)).force is Force.REPEALED


def test_a_day_that_comes_is_told_once(ledger: SqlLedger) -> None:
    """A text whose term runs out says so on the day after, in one event."""
    facts = Facts(validity=Validity(D(2021, 5, 1), D(2030, 4, 30), None, 1))
    ledger.commit(make_issue((make_document(1, NEW, TITLE, facts=facts),)))
    assert ledger.text(NEW).force is Force.IN_FORCE
    last = ledger.last_event()
    ledger.note_expiries(D(2030, 5, 1))
    ledger.note_expiries(D(2030, 5, 1))
    said = [event.data["force"] for event in ledger.events(last, types=("gongbao.text.*",))]
    assert said == ["expired"]
    assert ledger.text(NEW).force is Force.EXPIRED


FILTERS = [
    ({"in_force_on": D(2021, 4, 5)}, {OLD}, "the day before the repeal"),
    ({"in_force_on": D(2021, 4, 6)}, set(), "the day of the repeal"),
    ({"repealed": True}, {OLD}, "it is by now"),
    ({"repealed": False}, {NEW}, "of the other nothing is stated"),
    ({"expires_before": D(2100, 1, 1)}, set(), "what is repealed does not expire"),
]


@pytest.mark.parametrize(("filters", "found", "why"), FILTERS, ids=[why for *_, why in FILTERS])
def test_a_search_may_ask_for_what_is_in_force(
    ledger: SqlLedger, filters: dict[str, Any], found: set[str], why: str
) -> None:
    """Filters by force ask the same states; of which nothing is stated is none of them."""
    for issue in (old_issue(), new_issue(repeal())):
        ledger.commit(issue)
    assert {hit.number for hit in ledger.search(Query("", **filters)).hits} == found, why


def test_a_search_may_ask_for_what_expires(ledger: SqlLedger) -> None:
    """In force today, and on a day to come no more."""
    year = dt.date.today().year
    facts = Facts(validity=Validity(D(2021, 5, 1), D(year + 2, 4, 30), None, 1))
    ledger.commit(make_issue((make_document(1, NEW, TITLE, facts=facts),)))
    assert ledger.search(Query("", expires_before=D(year + 2, 4, 30))).total == 0
    assert ledger.search(Query("", expires_before=D(year + 2, 5, 1))).total == 1


def check(ledger: SqlLedger, archive: Archive) -> None:
    """Every text stands on every day of its archive as it truly does; days on which anything may change are asked."""
    edges = {
        day + dt.timedelta(days=by)
        for truth in archive.truths
        for day in (truth.day, truth.starts, truth.ends, *(truth.extended or ()), *(truth.paused or ()))
        if day
        for by in (-1, 0, 1)
    }
    days = sorted(edges)
    for truth in archive.truths:
        text = ledger.text(truth.names[-1])
        for day in days:
            assert find_phase(text.phases, day).force is truth.on(day), (truth, day)


def test_every_text_stands_as_it_truly_does(tmp_path: Path) -> None:
    """Fifty issues over ten years with three hundred relations, in two orders of arrival: the same states."""
    archive = make_archive(seed=13)
    assert archive.relations == 300
    found = []
    for n, issues in enumerate((archive.issues, tuple(shuffled(archive, Random(7))))):
        with open_ledger(f"sqlite:///{tmp_path / f'{n}.db'}") as ledger:
            for issue in issues:
                ledger.commit(issue)
            check(ledger, archive)
            found.append(states(ledger))
    assert found[0] == found[1]
