"""How long a server is waited for."""

import pytest

from connectors.elastic.patience import LONGEST_PAUSE, Patience


def test_patience_waits_longer_each_time_and_begins_anew_where_it_moves() -> None:
    """Pauses double up to the longest; what moved is waited for as if it were the first time."""
    patience = Patience(60.0, lambda _: True)
    pauses = [float(patience(ValueError())) for _ in range(8)]
    assert all(later > 0.9 * earlier for earlier, later in zip(pauses[::2], pauses[2::2], strict=False))
    assert max(pauses) <= LONGEST_PAUSE
    patience.renew()
    assert 0 < float(patience(ValueError())) <= 0.1


@pytest.mark.parametrize(
    ("seconds", "passes", "why"),
    [(0.0, True, "time is up"), (60.0, False, "waiting can not help")],
)
def test_patience_says_when_to_give_up(seconds: float, passes: bool, why: str) -> None:
    """False tells stamina to raise what it has."""
    assert Patience(seconds, lambda _: passes)(ValueError()) is False, why
