"""Up to where a ledger and the topics are the same."""

from dataclasses import replace

import pytest
from builders import make_event

from connectors.kafka.adoption import find_common, hash_data
from gongbao.ports import Event


def event(position: int, data: bytes = b"{}") -> Event:
    """The event at a position."""
    return replace(make_event(), id=f"e{position}", position=position, written=data)


OTHER = replace(event(3), id="other")
OTHER_DATA = event(3, b'{"version":9}')


@pytest.mark.parametrize(
    ("held", "published", "marked", "common", "why"),
    [
        ([1, 2, 3], [1, 2, 3], 3, 3, "the same"),
        ([1, 2], [1, 2, 3, 4], 2, 2, "a ledger that is older"),
        ([1, 2, 3, 4], [1, 2], 2, 2, "events that wait"),
        ([1, 2, 3, 4], [1, 2], 4, 4, "topics that are older: what was marked was published"),
        ([1, 2, 3], [1, 3], 3, 3, "a dead letter, which is in no topic"),
        ([1, 2, 3], [1, 3], 1, 1, "not marked and not there: it may never have been published"),
        ([1, 2, OTHER], [1, 2, 3], 2, 2, "another event at that position"),
        ([1, 2, OTHER_DATA], [1, 2, 3], 3, 2, "the same id, but it says something else"),
        ([1, 3], [1, 2, 3], 3, 1, "a position that the ledger does not have"),
        ([], [1, 2], 0, 0, "an empty ledger"),
        ([1, 2], [], 0, 0, "empty topics"),
        ([7, 8], [7, 8], 0, 8, "what came before is neither here nor there"),
    ],
)
def test_the_last_position_that_both_have(
    held: list[int | Event], published: list[int], marked: int, common: int, why: str
) -> None:
    """Only what is certain counts: what lies after it is compared, thing by thing."""
    events = [event(one) if isinstance(one, int) else one for one in held]
    there = {n: (f"e{n}", hash_data(event(n))) for n in published}
    assert find_common(events, there, marked) == common, why
