"""Tenures, from appointments and removals in any order."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.archive.offices import Step, held_on, make_office, make_step, trace_tenures
from gongbao.model import Action, Appointment, Body, Leaving, Manner, MisfitKind, Tenure

D = dt.date
A, R = Action.APPOINT, Action.REMOVE


def step(person: str, action: Action, by: str, on: dt.date | None, note: str | None = None) -> Step:
    return make_step(Appointment(person, action, "市水利局局长", note=note), by, on)


Row = tuple[list[Step], bool, list[tuple[str, dt.date | None, dt.date | None]], str]
ROWS: list[Row] = [
    ([step("赵一", A, "a", D(2019, 3, 5))], True, [("赵一", D(2019, 3, 5), None)], "appointed"),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("赵一", R, "b", D(2021, 4, 6))],
        True,
        [("赵一", D(2019, 3, 5), D(2021, 4, 6))],
        "and removed",
    ),
    ([step("赵一", R, "b", D(2021, 4, 6))], True, [("赵一", None, D(2021, 4, 6))], "removed: from when is not known"),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("钱二", A, "b", D(2021, 4, 6))],
        True,
        [("赵一", D(2019, 3, 5), D(2021, 4, 6)), ("钱二", D(2021, 4, 6), None)],
        "another is appointed to the only such office",
    ),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("钱二", A, "b", D(2021, 4, 6))],
        False,
        [("赵一", D(2019, 3, 5), None), ("钱二", D(2021, 4, 6), None)],
        "or to one of several",
    ),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("钱二", A, "b", D(2021, 4, 6)), step("赵一", R, "c", D(2021, 4, 9))],
        True,
        [("赵一", D(2019, 3, 5), D(2021, 4, 9)), ("钱二", D(2021, 4, 6), None)],
        "who is followed may be removed some days later",
    ),
    (
        [step("赵一", A, "a", D(2015, 3, 5)), step("钱二", A, "b", D(2018, 4, 6)), step("赵一", A, "c", D(2021, 4, 9))],
        True,
        [("赵一", D(2015, 3, 5), D(2018, 4, 6)), ("钱二", D(2018, 4, 6), D(2021, 4, 9)), ("赵一", D(2021, 4, 9), None)],
        "who was followed may come back",
    ),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("赵一", A, "b", D(2019, 3, 5))],
        True,
        [("赵一", D(2019, 3, 5), None)],
        "printed twice",
    ),
    (
        [step("赵一", R, "a", D(2019, 3, 5)), step("赵一", R, "b", D(2019, 4, 5))],
        True,
        [("赵一", None, D(2019, 3, 5))],
        "removed twice",
    ),
    (
        [step("赵一", R, "a", D(2015, 3, 5)), step("赵一", R, "b", D(2019, 4, 5))],
        True,
        [("赵一", None, D(2015, 3, 5)), ("赵一", None, D(2019, 4, 5))],
        "removed again years later: an appointment between is missing",
    ),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("赵一", R, "b", D(2019, 3, 5))],
        True,
        [("赵一", None, D(2019, 3, 5)), ("赵一", D(2019, 3, 5), None)],
        "of one day, the removal comes first",
    ),
    ([step("赵一", A, "a", None)], True, [("赵一", None, None)], "of a document without a date"),
]


@pytest.mark.parametrize(("steps", "single", "found", "why"), ROWS, ids=[why for *_, why in ROWS])
def test_tenures_follow_from_what_is_said(
    steps: list[Step], single: bool, found: list[tuple[str, dt.date | None, dt.date | None]], why: str
) -> None:
    """Who, from when to when."""
    tenures, _ = trace_tenures(reversed(steps), single)
    assert [(t.person, t.since, t.until) for t in tenures] == found, why


def test_what_else_is_said_of_a_tenure() -> None:
    """How the office is given, for how long, why it is left, and when it was given again."""
    lent = make_step(Appointment("赵一", A, "副局长（挂职）", note="挂职，时间一年"), "a", D(2021, 3, 5))
    tried = make_step(Appointment("钱二", A, "副局长", "一年"), "a", D(2021, 3, 5))
    kept = make_step(Appointment("钱二", A, "副局长", note="试用期满"), "b", D(2022, 3, 9))
    left = make_step(Appointment("钱二", R, "副局长", note="退休"), "c", D(2024, 1, 9))
    (first, second), misfits = trace_tenures([left, kept, tried, lent], False)
    assert second == Tenure(
        "赵一",
        D(2021, 3, 5),
        appointed_by="a",
        note="挂职，时间一年",
        manner=Manner.SECONDED,
        expected_until=D(2022, 3, 4),
    )
    assert (first.leaving, first.removed_by, first.appointed_again) == (Leaving.RETIREMENT, "c", (D(2022, 3, 9),))
    assert (first.manner, first.probation, misfits) == (None, None, ())


MISFITS = [
    (
        [step("赵一", A, "a", D(2021, 3, 5)), step("赵一", A, "b", D(2021, 6, 5))],
        True,
        [(MisfitKind.APPOINTED_TWICE, "赵一", "a")],
        "twice within a year",
    ),
    (
        [step("赵一", A, "a", D(2016, 3, 5)), step("赵一", A, "b", D(2021, 6, 5))],
        True,
        [],
        "another term",
    ),
    (
        [step("赵一", A, "a", D(2021, 3, 5)), step("赵一", A, "b", D(2021, 6, 5), "续聘")],
        True,
        [],
        "it is said to be another term",
    ),
    ([step("孙三", R, "b", D(2021, 6, 5))], True, [], "removed, and nothing is known from before"),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("孙三", R, "b", D(2021, 6, 5))],
        True,
        [(MisfitKind.HELD_BY_ANOTHER, "孙三", "赵一")],
        "another has held the only such office for years",
    ),
    (
        [step("赵一", A, "a", D(2019, 3, 5)), step("孙三", R, "b", D(2021, 6, 5))],
        False,
        [],
        "or one of several",
    ),
    (
        [step("赵一", A, "a", D(2021, 5, 5)), step("孙三", R, "b", D(2021, 6, 5))],
        True,
        [],
        "who is followed is removed a month later",
    ),
    (
        [step("李小明", A, "a", D(2021, 5, 5)), step("李小朋", R, "b", D(2021, 6, 5))],
        False,
        [(MisfitKind.MISREAD_NAME, "李小朋", "李小明")],
        "a name is read otherwise than before",
    ),
]


@pytest.mark.parametrize(("steps", "single", "found", "why"), MISFITS, ids=[why for *_, why in MISFITS])
def test_what_does_not_fit(steps: list[Step], single: bool, found: list[tuple[MisfitKind, str, str]], why: str) -> None:
    """Only what the archive itself contradicts: that an appointment is missing is the rule in a young archive."""
    _, misfits = trace_tenures(steps, single)
    assert [(m.kind, m.person, m.other) for m in misfits] == found, why


@pytest.mark.parametrize(
    ("tenure", "held"),
    [
        (Tenure("赵一", D(2021, 3, 5), appointed_by="a"), True),
        (Tenure("赵一", D(2021, 3, 6), appointed_by="a"), False),
        (Tenure("赵一", D(2020, 3, 6), D(2021, 3, 5), "a", "b"), False),
        (Tenure("赵一", None, D(2021, 3, 6), None, "b"), True),
        (Tenure("赵一", None, None, "a"), True),
        (Tenure("赵一", D(2020, 1, 1), None, "a", "b"), False),
    ],
)
def test_who_holds_an_office_on_a_day(tenure: Tenure, held: bool) -> None:
    """From the day of the appointment on, no longer on that of the removal, nor after one of which no day is known."""
    assert held_on(tenure, D(2021, 3, 5)) is held


def test_an_office_says_whose_it_is() -> None:
    """And nothing where nothing is said."""
    body = Body("潍坊市水利局", "潍坊市水务局", ("潍坊市水利局", "潍坊市水务局"))
    office = make_office("潍坊市水利局/局长", body, "局长", [step("赵一", A, "a", D(2019, 3, 5))])
    assert office and (office.body, office.body_name, office.names) == (body.id, body.name, body.names)
    assert make_office("潍坊市水利局/局长", body, "局长", []) is None


DAYS = st.sampled_from([None, *(D(2019 + n // 4, 1 + 3 * (n % 4), 5) for n in range(12))])
STEPS = st.lists(
    st.builds(
        step,
        st.sampled_from(("赵一", "赵二", "钱三")),
        st.sampled_from((A, R)),
        st.sampled_from("abcd"),
        DAYS,
        st.sampled_from((None, "挂职，时间一年", "续聘", "退休")),
    ),
    max_size=8,
)


@given(STEPS, st.booleans(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same(steps: list[Step], single: bool, random: object) -> None:
    """Tenures and misfits alike, and nobody is lost who was ever named."""
    shuffled = list(steps)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = trace_tenures(steps, single)
    assert trace_tenures(shuffled, single) == found
    assert {t.person for t in found[0]} == {s.person for s in steps}


@given(STEPS, st.booleans())
def test_tenures_are_sound(steps: list[Step], single: bool) -> None:
    """Each ends no earlier than it begins; of the only such office, nobody who is followed holds it still."""
    tenures, _ = trace_tenures(steps, single)
    for tenure in tenures:
        assert not (tenure.since and tenure.until and tenure.until < tenure.since)
        assert tenure.appointed_by or tenure.removed_by
        assert not (tenure.followed_by and (tenure.removed_by or not single))
