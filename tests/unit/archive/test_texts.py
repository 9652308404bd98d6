"""The state of a text."""

import datetime as dt

from gongbao.archive.texts import make_state, next_day
from gongbao.model import Effect, Force, Statement

D = dt.date
FIRST, LAST, TODAY = D(2021, 6, 1), D(2026, 5, 31), D(2023, 1, 1)
ENTERS = Statement(Effect.ENTERS, "a", D(2021, 4, 6), since=FIRST)
EXPIRES = Statement(Effect.EXPIRES, "a", D(2021, 4, 6), until=LAST)
AMENDS = Statement(Effect.AMENDS, "b", D(2022, 1, 1), since=D(2022, 1, 1))


def test_state_says_how_it_stands_and_why() -> None:
    state = make_state("a", None, "办法", ["a"], None, [AMENDS, EXPIRES, ENTERS, ENTERS], TODAY)
    assert state is not None
    assert (state.force, state.first, state.last) == (Force.IN_FORCE, FIRST, LAST)
    assert (state.effective_from, state.expires, state.amended) == (FIRST, LAST, (D(2022, 1, 1),))
    assert state.statements == (ENTERS, EXPIRES, AMENDS), "each once, in the order in which they were said"
    assert next_day(state, TODAY) == D(2026, 6, 1)


def test_text_of_which_nothing_is_stated_has_none() -> None:
    assert make_state("a", None, "办法", ["a"], D(2021, 4, 6), [], TODAY) is None
