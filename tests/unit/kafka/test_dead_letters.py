"""Dead letters, as they are listed and named."""

import pytest

from connectors.kafka.dead_letters import ListedDeadLetter, choose
from gongbao.errors import NotFoundError


def test_a_dead_letter_is_chosen_by_how_its_id_begins() -> None:
    """One that fits is found; none, or several, is an error that says so."""
    listed = [ListedDeadLetter(key, 0, n, None, "") for n, key in enumerate(["ab1", "ab2", "c", "ab"])]
    assert choose(listed, "c").offset == 2
    assert choose(listed, "ab").offset == 3
    for name in ("a", "x"):
        with pytest.raises(NotFoundError):
            choose(listed, name)
