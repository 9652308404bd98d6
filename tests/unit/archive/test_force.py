"""From when to when a text is in force."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.archive.force import find_phase, next_change, trace_force
from gongbao.model import Effect, Force, Statement

D = dt.date
START, TERM_END = D(2016, 2, 1), D(2021, 1, 31)


def say(effect: Effect, since: dt.date | None = None, until: dt.date | None = None, by: str = "a") -> Statement:
    return Statement(effect, by, since, since, until)


ENTERS = say(Effect.ENTERS, START)
EXPIRES = say(Effect.EXPIRES, until=TERM_END)

CASES = [
    ([ENTERS], D(2016, 1, 31), Force.NOT_YET, "the day before it enters into force"),
    ([ENTERS], START, Force.IN_FORCE, "its first day"),
    ([ENTERS, EXPIRES], TERM_END, Force.IN_FORCE, "its last day"),
    ([ENTERS, EXPIRES], D(2021, 2, 1), Force.EXPIRED, "the day after"),
    ([EXPIRES], D(2000, 1, 1), Force.IN_FORCE, "nobody says from when"),
    ([ENTERS, say(Effect.REPEALS, D(2018, 5, 1))], D(2018, 4, 30), Force.IN_FORCE, "the day before the repeal"),
    ([ENTERS, say(Effect.REPEALS, D(2018, 5, 1))], D(2018, 5, 1), Force.REPEALED, "the day of the repeal"),
    ([ENTERS, EXPIRES, say(Effect.REPEALS, D(2018, 5, 1))], D(2022, 1, 1), Force.REPEALED, "a term does not undo it"),
    ([ENTERS, EXPIRES, say(Effect.REPEALS, D(2023, 5, 1))], D(2022, 1, 1), Force.EXPIRED, "repealed after it expired"),
    ([ENTERS, EXPIRES, say(Effect.REPEALS, D(2023, 5, 1))], D(2024, 1, 1), Force.REPEALED, "the later word stays"),
    (
        [ENTERS, say(Effect.LAPSES, D(2018, 5, 1)), say(Effect.REPEALS, D(2018, 5, 1), by="b")],
        D(2019, 1, 1),
        Force.REPEALED,
        "of one day the stronger word",
    ),
    (
        [ENTERS, say(Effect.LAPSES, D(2018, 5, 1)), say(Effect.REPEALS, D(2019, 5, 1), by="b")],
        D(2020, 1, 1),
        Force.LAPSED,
        "what has lapsed can't be repealed any more",
    ),
    ([ENTERS, say(Effect.REPEALS)], D(2017, 1, 1), Force.REPEALED, "a repeal of no known day"),
    (
        [ENTERS, say(Effect.REPEALS), say(Effect.REPEALS, D(2018, 5, 1))],
        D(2017, 1, 1),
        Force.IN_FORCE,
        "another says the day",
    ),
    (
        [ENTERS, EXPIRES, say(Effect.EXTENDS, D(2021, 1, 5), D(2023, 12, 31))],
        D(2022, 1, 1),
        Force.IN_FORCE,
        "its term was made longer in time",
    ),
    (
        [ENTERS, EXPIRES, say(Effect.EXTENDS, D(2021, 6, 1), D(2023, 12, 31))],
        D(2021, 3, 1),
        Force.EXPIRED,
        "made longer after it had run out: between the two it was not in force",
    ),
    (
        [ENTERS, EXPIRES, say(Effect.EXTENDS, D(2021, 6, 1), D(2023, 12, 31))],
        D(2021, 6, 1),
        Force.IN_FORCE,
        "and then it is again",
    ),
    (
        [ENTERS, EXPIRES, say(Effect.KEEPS, D(2022, 6, 1))],
        D(2030, 1, 1),
        Force.IN_FORCE,
        "a review kept it after its term, without saying how long",
    ),
    ([ENTERS, EXPIRES, say(Effect.KEEPS, D(2020, 6, 1))], D(2030, 1, 1), Force.EXPIRED, "kept before: its term stays"),
    (
        [ENTERS, say(Effect.SUSPENDS, D(2020, 2, 1), D(2020, 5, 31))],
        D(2020, 5, 31),
        Force.SUSPENDED,
        "the last day of a suspension",
    ),
    (
        [ENTERS, say(Effect.SUSPENDS, D(2020, 2, 1), D(2020, 5, 31))],
        D(2020, 6, 1),
        Force.IN_FORCE,
        "the day after",
    ),
    ([ENTERS, say(Effect.SUSPENDS, D(2020, 2, 1))], D(2030, 1, 1), Force.SUSPENDED, "until somebody says otherwise"),
    ([ENTERS, say(Effect.AMENDS, D(2020, 2, 1))], D(2021, 1, 1), Force.IN_FORCE, "what is amended stays"),
    ([say(Effect.AMENDS, D(2020, 2, 1))], D(2021, 1, 1), Force.IN_FORCE, "who amends it takes it to be in force"),
    ([], D(2021, 1, 1), Force.UNSTATED, "nobody says anything"),
]


@pytest.mark.parametrize(("statements", "day", "force", "why"), CASES, ids=[case[-1] for case in CASES])
def test_force_on_a_day(statements: list[Statement], day: dt.date, force: Force, why: str) -> None:
    assert find_phase(trace_force(statements), day).force is force, why


def test_text_is_taken_to_be_in_force_from_its_date() -> None:
    phases = trace_force([say(Effect.REPEALS, D(2018, 5, 1))], issued=D(2015, 3, 1))
    said = [(phase.first, phase.last, phase.force) for phase in phases]
    assert said == [
        (None, D(2015, 2, 28), Force.NOT_YET),
        (D(2015, 3, 1), D(2018, 4, 30), Force.IN_FORCE),
        (D(2018, 5, 1), None, Force.REPEALED),
    ]


def test_phase_names_the_statement_it_follows_from() -> None:
    repeal = say(Effect.REPEALS, D(2018, 5, 1), by="b")
    assert [phase.because for phase in trace_force([repeal, ENTERS])] == [None, ENTERS, repeal]


def test_next_change_is_the_first_day_on_which_it_stands_otherwise() -> None:
    phases = trace_force([ENTERS, EXPIRES])
    assert next_change(phases, D(2016, 1, 1)) == START
    assert next_change(phases, START) == D(2021, 2, 1)
    assert next_change(phases, D(2021, 2, 1)) is None


DAYS = st.dates(D(2010, 1, 1), D(2010, 3, 1)) | st.just(dt.date.max)
STATEMENTS = st.lists(
    st.builds(
        Statement,
        st.sampled_from(list(Effect)),
        st.sampled_from("abc"),
        st.none() | DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
    ).filter(lambda s: (s.effect is not Effect.EXPIRES or s.until) and (s.effect is not Effect.ENTERS or s.since)),
    max_size=8,
)


@given(STATEMENTS, st.randoms(use_true_random=False), st.none() | DAYS)
def test_order_does_not_matter(statements: list[Statement], random: object, issued: dt.date | None) -> None:
    shuffled = list(statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert trace_force(shuffled, issued) == trace_force(statements, issued)


@given(STATEMENTS, st.none() | DAYS)
def test_phases_cover_all_days_and_differ_from_their_neighbours(
    statements: list[Statement], issued: dt.date | None
) -> None:
    phases = trace_force(statements, issued)
    if not statements:
        assert phases == ()
        return
    assert phases[0].first is None
    assert phases[-1].last is None
    for before, after in itertools.pairwise(phases):
        assert before.last is not None
        assert after.first == before.last + dt.timedelta(days=1)
        assert after.force is not before.force


@given(STATEMENTS, DAYS)
def test_repeal_ends_a_text_for_good(statements: list[Statement], day: dt.date) -> None:
    phases = trace_force([*statements, say(Effect.REPEALS, day, by="z")])
    ended = (Force.REPEALED, Force.REPLACED, Force.LAPSED)
    assert all(p.force in ended for p in phases if p.first and p.first > day)
    assert find_phase(phases, day).force in ended
