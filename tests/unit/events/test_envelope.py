"""An event around what it carries: ids and the limits of its strings."""

from dataclasses import replace

import pytest
from builders import make_event

from gongbao.events.envelope import MAX_ITEM, MAX_ITEMS, MAX_STRING, clip, clip_all, with_distinct_ids


@pytest.mark.parametrize(
    ("text", "clipped", "why"),
    [
        (None, None, "nothing stays nothing"),
        ("字" * MAX_STRING, "字" * MAX_STRING, "just as long as an event may carry"),
        ("字" * (MAX_STRING + 1), "字" * (MAX_STRING - 1) + "…", "one more: the mark counts too"),
    ],
    ids=["nothing", "fits", "too long"],
)
def test_a_string_is_clipped(text: str | None, clipped: str | None, why: str) -> None:
    """What was left out shows."""
    assert clip(text) == clipped, why


def test_a_list_is_clipped_in_number_and_length() -> None:
    """So many items, each of so many characters."""
    found = clip_all(("字" * (MAX_ITEM + 1),) * (MAX_ITEMS + 1))
    assert (len(found), {len(text) for text in found}) == (MAX_ITEMS, {MAX_ITEM})


def test_equal_events_get_ids_of_their_own_and_the_same_each_time() -> None:
    """The first keeps its id, so that one more finding renames none that was told before."""
    event = replace(make_event(), id="6f1f6b0e-6c5e-5d0b-9d0e-3a3f7c1b2d4e")
    first, *others = (found.id for found in with_distinct_ids([event] * 3))
    assert first == event.id
    assert len({first, *others}) == 3
    assert [first, *others] == [found.id for found in with_distinct_ids([event] * 3)]
