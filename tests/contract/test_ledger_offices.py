"""Who holds which office: joined from all issues, whatever the order in which they come."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from builders import GAZETTE, make_document, make_issue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.ledger import SqlLedger, open_ledger
from gongbao.app.offices import find_person, list_offices
from gongbao.errors import NotFoundError
from gongbao.model import (
    Action,
    Appointment,
    Cause,
    Facts,
    FindingCode,
    Issue,
    Leaving,
    Manner,
    MisfitKind,
    Severity,
    Tenure,
)

D = dt.date
CITY = "潍坊市人民政府"


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


def appoint(person: str, post: str, note: str | None = None, probation: str | None = None) -> Appointment:
    """An appointment to a post, whose body and office the ledger parts."""
    return Appointment(person, Action.APPOINT, post, probation, note, 1)


def remove(person: str, post: str, note: str | None = None) -> Appointment:
    """A removal from a post."""
    return Appointment(person, Action.REMOVE, post, None, note, 1)


def notice(day: dt.date, *said: Appointment, text: str = "经研究决定：", issuer: str = CITY, serial: int = 0) -> Issue:
    """An issue with one document, of a day, that appoints and removes."""
    name = f"{GAZETTE}/{day.year}/{day.month}"
    number = f"潍政任〔{day.year}〕{serial or day.month}号"
    document = make_document(
        1, number, "关于任免职务的通知", ("各县人民政府：", text), name, Facts(appointments=said), day, issuer=issuer
    )
    return make_issue((document,), day.month, day.year)


def held(ledger: SqlLedger, body: str | None = None, on: dt.date | None = None) -> list[tuple[Any, ...]]:
    """Who holds what: body, office, person, since, until."""
    found = list_offices(ledger, body, on)
    return [(h.office.body_name, h.office.office, h.tenure.person, h.tenure.since, h.tenure.until) for h in found]


def states(ledger: SqlLedger) -> dict[str, object]:
    """What the state topic would hold in the end: by id, what the last event says, but for its cause and version."""
    found = {}
    for event in ledger.events(types=("gongbao.office.*",)):
        if event.type.endswith(".withdrawn"):
            found.pop(event.subject, None)
        else:
            found[event.subject] = {k: v for k, v in event.data.items() if k not in ("cause", "version")}
    return found


COMES = notice(D(2019, 3, 5), appoint("赵一", "市水利局局长", probation="一年"), appoint("赵一", "市国资委主任"))
GOES = notice(D(2021, 4, 6), remove("赵一", "潍坊市水利局局长"), remove("赵一", "市国有资产监督管理委员会主任"))
NEXT = notice(D(2021, 5, 6), appoint("钱二", "市水务局局长"), remove("孙三", "市水利局副局长", "另有任用"))
NAMED = notice(D(2021, 3, 1), text="潍坊市水利局更名为潍坊市水务局。")
ARCHIVE = (COMES, GOES, NEXT, NAMED)
WATER = "潍坊市水务局"


@pytest.mark.parametrize("order", [*permutations(range(4))][::5])
def test_any_order_of_arrival_gives_the_same(ledger: SqlLedger, order: Sequence[int]) -> None:
    """A removal may come before the appointment, the new name of a body before or after both."""
    for at in order:
        ledger.commit(ARCHIVE[at])
    assert held(ledger) == [
        ("潍坊市国有资产监督管理委员会", "主任", "赵一", D(2019, 3, 5), D(2021, 4, 6)),
        (WATER, "副局长", "孙三", None, D(2021, 5, 6)),
        (WATER, "局长", "赵一", D(2019, 3, 5), D(2021, 4, 6)),
        (WATER, "局长", "钱二", D(2021, 5, 6), None),
    ]
    assert set(states(ledger)) == {office.id for office in ledger.offices()}


def test_each_office_says_by_which_documents(ledger: SqlLedger) -> None:
    """A tenure names the documents that appoint and remove, how it was held, and why it ended."""
    for issue in ARCHIVE:
        ledger.commit(issue)
    (first, second) = [one.tenure for one in list_offices(ledger, WATER) if one.office.office == "局长"]
    comes, goes = (f"{GAZETTE}/潍政任/{year}/{n}" for year, n in ((2019, 3), (2021, 4)))
    assert (first.appointed_by, first.removed_by) == (comes, goes)
    assert (first.manner, first.probation) == (Manner.PROBATION, "一年")
    assert second.removed_by is None
    assert [h.tenure.leaving for h in find_person(ledger, "孙三")] == [Leaving.TRANSFER]


NAMES = [
    ("潍坊市水务局", "its name now"),
    ("潍坊市水利局", "its name before"),
    ("市水利局", "without the place, in whose gazette it is clear"),
    ("水利局", "without even the rank of the place"),
    ("山东省潍坊市水利局", "with what lies above the place"),
    ("潍坊市 水务局", "with a blank"),
]


@pytest.mark.parametrize(("name", "why"), NAMES, ids=[why for _, why in NAMES])
def test_a_body_is_found_by_any_of_its_names(ledger: SqlLedger, name: str, why: str) -> None:
    """The offices of one body, however it is called."""
    for issue in ARCHIVE:
        ledger.commit(issue)
    assert {(h[0], h[1]) for h in held(ledger, name)} == {(WATER, "局长"), (WATER, "副局长")}, why


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (D(2019, 3, 4), {"孙三"}),
        (D(2019, 3, 5), {"孙三", "赵一"}),
        (D(2021, 4, 6), {"孙三"}),
        (D(2021, 5, 6), {"钱二"}),
    ],
)
def test_who_holds_an_office_on_a_day(ledger: SqlLedger, day: dt.date, who: set[str]) -> None:
    """From the day of the appointment to the day before the removal."""
    for issue in ARCHIVE:
        ledger.commit(issue)
    assert {h[2] for h in held(ledger, WATER, day)} == who


def test_a_person_is_found_with_all_offices(ledger: SqlLedger) -> None:
    """In order of time, over all bodies."""
    for issue in ARCHIVE:
        ledger.commit(issue)
    assert [h.office.body_name for h in find_person(ledger, "赵 一")] == ["潍坊市国有资产监督管理委员会", WATER]
    assert find_person(ledger, "赵一", D(2022, 1, 1)) == []


def test_a_name_that_nobody_bears_is_told_with_near_ones(ledger: SqlLedger) -> None:
    """A person or a body."""
    ledger.commit(notice(D(2021, 4, 6), appoint("李小明", "市水利局局长")))
    with pytest.raises(NotFoundError) as error:
        ledger.held_by("李小朋")
    assert "李小明" in error.value.next_step
    with pytest.raises(NotFoundError) as error:
        ledger.offices("潍坊市水力局")
    assert "潍坊市水利局" in error.value.next_step


def test_a_withdrawn_document_takes_its_appointments_out(ledger: SqlLedger) -> None:
    """The office is as if it had never been said; what others say of it stays."""
    for issue in (COMES, GOES):
        ledger.commit(issue)
    gone = make_issue((make_document(1, issue=COMES.id, issuer=CITY, date=D(2019, 3, 5)),), 3, 2019)
    ledger.commit(gone, cause=Cause.CORRECTED)
    water = [h for h in held(ledger) if "水利" in h[0]]
    assert water == [("潍坊市水利局", "局长", "赵一", None, D(2021, 4, 6))]
    empty = make_issue((make_document(1, issue=GOES.id, issuer=CITY),), 4, 2021)
    ledger.commit(empty, cause=Cause.CORRECTED)
    assert held(ledger) == []
    assert states(ledger) == {}


def test_a_corrected_date_reaches_tenures_and_events(ledger: SqlLedger) -> None:
    """The appointment is said anew with the day, and so is the office."""
    ledger.commit(notice(D(2021, 4, 6), appoint("赵一", "市水利局局长")))
    last = ledger.last_event()
    ledger.commit(notice(D(2021, 4, 8), appoint("赵一", "市水利局局长")))
    told = [(e.type, e.data.get("changed"), e.data.get("date")) for e in ledger.events(last)]
    assert told == [
        ("gongbao.document.corrected", ["date"], "2021-04-08"),
        ("gongbao.appointment.corrected", ["date"], "2021-04-08"),
        ("gongbao.office.changed", None, None),
    ]
    assert held(ledger) == [("潍坊市水利局", "局长", "赵一", D(2021, 4, 8), None)]


def test_an_abbreviation_is_understood_when_the_whole_name_comes(ledger: SqlLedger) -> None:
    """Until then it is a body by itself, and is then withdrawn."""
    ledger.commit(notice(D(2021, 4, 6), appoint("赵一", "市教体局局长")))
    assert set(states(ledger)) == {"潍坊市教体局/局长"}
    ledger.commit(notice(D(2021, 5, 6), remove("赵一", "潍坊市教育和体育局局长")))
    assert set(states(ledger)) == {"潍坊市教育和体育局/局长"}
    assert held(ledger) == [("潍坊市教育和体育局", "局长", "赵一", D(2021, 4, 6), D(2021, 5, 6))]


def test_bodies_of_two_places_are_apart(ledger: SqlLedger) -> None:
    """市水利局 is that of the place whose government issues; a county's is the county's."""
    ledger.commit(notice(D(2021, 4, 6), appoint("赵一", "市水利局局长")))
    ledger.commit(notice(D(2021, 5, 6), appoint("钱二", "市水利局局长"), issuer="烟台市人民政府"))
    ledger.commit(notice(D(2021, 6, 6), appoint("孙三", "县水利局局长"), issuer="临朐县人民政府"))
    assert {h[0]: h[2] for h in held(ledger)} == {
        "潍坊市水利局": "赵一",
        "烟台市水利局": "钱二",
        "临朐县水利局": "孙三",
    }
    assert {h[2] for h in held(ledger, "市水利局")} == {"赵一", "钱二"}, "asked without a place, all are meant"


def test_what_does_not_fit_stands_with_the_office(ledger: SqlLedger) -> None:
    """Somebody is removed who was never appointed, and whose name differs in one character from who was."""
    ledger.commit(notice(D(2020, 4, 6), appoint("李小明", "市水利局副局长")))
    ledger.commit(notice(D(2021, 5, 6), remove("李小朋", "市水利局副局长")))
    (office,) = ledger.offices("市水利局")
    assert [(m.kind, m.person, m.other) for m in office.misfits] == [(MisfitKind.MISREAD_NAME, "李小朋", "李小明")]
    removal = f"{GAZETTE}/潍政任/2021/5"
    raised = [f.finding for f in ledger.findings() if f.finding.code is FindingCode.OFFICE_MISFIT]
    assert [(f.document, f.severity) for f in raised] == [(removal, Severity.INFO)]
    assert not [f for f in ledger.findings(f"{GAZETTE}/2020/4") if f.finding.code is FindingCode.OFFICE_MISFIT]


PEOPLE = ("赵一", "钱二")
POSTS = ("潍坊市水利局局长", "市水利局副局长", "市水务局局长", "市教体局局长", "潍坊市教育和体育局局长")
SAID = st.lists(
    st.builds(lambda make, who, post: make(who, post), st.sampled_from((appoint, remove)), st.sampled_from(PEOPLE),
              st.sampled_from(POSTS)),
    max_size=3,
)  # fmt: skip
TEXT = st.sampled_from(("经研究决定：", "潍坊市水利局更名为潍坊市水务局。", "组建潍坊市水务局，不再保留潍坊市水利局。"))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(SAID, TEXT), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_any_archive_in_any_order_ends_in_the_same_states(archive: list[tuple[Any, str]], random: Any) -> None:
    """Whatever is said, read again differently or not: the final states are those of the last readings alone."""
    issues = [notice(D(2021, 1 + n, 5), *said, text=text) for n, (said, text) in enumerate(archive)]
    early = [notice(D(2021, 1 + n, 5)) for n in range(len(archive))]
    steps = [*early, *issues]
    random.shuffle(issues)
    with tempfile.TemporaryDirectory() as folder:
        with open_ledger(f"sqlite:///{Path(folder) / 'one.db'}") as one:
            for issue in issues:
                one.commit(issue)
            first = states(one)
        with open_ledger(f"sqlite:///{Path(folder) / 'two.db'}") as two:
            for issue in steps:
                two.commit(issue, cause=Cause.CORRECTED)
            assert states(two) == first
            assert {office.id for office in two.offices()} == set(first)


def test_an_older_ledger_is_joined_when_it_is_opened(ledger: SqlLedger) -> None:
    """What was kept before offices were is filled anew from the records."""
    from sqlalchemy import delete, update

    from connectors.ledger.schema import body_names, joined, meta, posts, tenures

    for issue in ARCHIVE:
        ledger.commit(issue)
    before = held(ledger)
    with ledger.engine.begin() as db:
        for table in (body_names, posts, tenures):
            db.execute(delete(table))
        db.execute(delete(joined).where(joined.c.join == "offices"))
        db.execute(update(meta).where(meta.c.name == "joining").values(value="0"))
    with open_ledger(ledger.engine.url.render_as_string(hide_password=False)) as again:
        assert held(again) == before


def test_no_tenure_is_lost(ledger: SqlLedger) -> None:
    """A post that can't be parted is an office as printed, of who issued it."""
    ledger.commit(notice(D(2021, 4, 6), appoint("赵一", "首席专家"), appoint("钱二", "副市长")))
    assert held(ledger) == [
        (CITY, "副市长", "钱二", D(2021, 4, 6), None),
        (CITY, "首席专家", "赵一", D(2021, 4, 6), None),
    ]
    assert isinstance(ledger.offices()[0].tenures[0], Tenure)
