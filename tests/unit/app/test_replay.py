"""Replaying as a verb: what is asked for is understood, and handed to what sends."""

from typing import Any

import pytest

from gongbao.app.replay import replay
from gongbao.errors import InputError
from gongbao.events.history import Since


@pytest.mark.parametrize(
    ("since", "wanted", "why"),
    [
        (None, None, "all of history"),
        ("2021/4", Since(2021, 4), "from an issue on, of every gazette"),
        ("liaocheng/2021", Since(2021, 0, "liaocheng"), "from a year on, of one gazette"),
    ],
)
def test_the_first_issue_is_understood(since: str | None, wanted: Since | None, why: str) -> None:
    """What sends is given an issue, not words; how many went out comes back."""
    asked: list[Any] = []

    def resend(*words: Any) -> int:
        asked.append(words)
        return 7

    ledger: Any = object()
    assert replay(ledger, resend, since, ["gongbao.document.*"], "again") == 7, why
    assert asked == [(ledger, wanted, ["gongbao.document.*"], "again")]


def test_what_names_no_issue_is_refused_before_anything_is_sent() -> None:
    """A slip of the command line sends nothing."""
    ledger: Any = object()
    with pytest.raises(InputError, match="names no issue"):
        replay(ledger, lambda *_: 1 / 0, "last week")  # type: ignore[arg-type,return-value]
