"""Up to where was published, as the publisher keeps it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.kafka.positions import Position, parse_position


@given(st.one_of(st.none(), st.binary(max_size=80), st.text(max_size=80).map(str.encode)))
def test_a_position_that_is_none_is_a_value_error(value: bytes | None) -> None:
    """Never another error, and never taken for one."""
    with pytest.raises(ValueError):
        parse_position(value)


SAID: dict[str, Any] = {"position": 7, "event": "e7", "instance": "i", "time": "2021-05-01"}


@pytest.mark.parametrize(
    ("said", "position", "why"),
    [
        ({}, Position(7, "e7", "i", "2021-05-01", since=0), "the first publishers did not say where a batch began"),
        ({"since": 4}, Position(7, "e7", "i", "2021-05-01", since=4), "as they are written"),
        ({"since": 7, "doubtful": True}, Position(7, "e7", "i", "2021-05-01", 7, True), "in doubt"),
        ({"since": 8}, None, "a batch can't begin after its end"),
        ({"since": -1}, None, "below 0"),
        ({"position": "7"}, None, "a word"),
        ({"doubtful": 1}, None, "neither true nor false"),
    ],
)
def test_a_position_is_read_with_care(said: dict[str, Any], position: Position | None, why: str) -> None:
    """Others may write to the topic too; a wrong position would lose or double events."""
    value = json.dumps(SAID | said).encode()
    if position is None:
        with pytest.raises(ValueError):
            parse_position(value)
    else:
        assert parse_position(value) == position, why
