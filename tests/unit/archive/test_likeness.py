"""Names that are like one that nobody bears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.archive.likeness import MOST, find_near

KNOWN = ("潍坊市水利局", "潍坊市水务局", "潍坊市财政局", "李小明", "李小兰", "王大山")


@pytest.mark.parametrize(
    ("name", "first", "why"),
    [
        ("潍坊市水力局", "潍坊市水利局", "one character is wrong"),
        ("水利", "潍坊市水利局", "a part of it"),
        ("李小朋", "李小兰", "a person's"),
        ("慕容", None, "nothing is like it"),
        ("", None, "nothing is asked"),
    ],
)
def test_the_likest_comes_first(name: str, first: str | None, why: str) -> None:
    """Of those that are like it at all."""
    assert next(iter(find_near(name, KNOWN)), None) == first, why


@given(st.text(max_size=5), st.lists(st.text(max_size=6)))
def test_only_known_names_are_suggested(name: str, known: list[str]) -> None:
    """A few, each once."""
    found = find_near(name, known)
    assert set(found) <= set(known)
    assert len(found) == len(set(found)) <= MOST
