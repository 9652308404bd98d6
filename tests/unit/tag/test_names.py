"""Where names end, and what is one."""

import pytest

from transforms.tag.names import is_name, name_behind, name_ends


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("王小明出席会议", "王小明", "a verb of persons behind it"),
        ("欧阳修远参加会议", "欧阳修远", "a surname of two characters"),
        ("王小明", "王小明", "the end of the text"),
        ("王小𠮷，", "王小𠮷", "a rare character"),
        ("高度重视", None, "an ordinary word that begins like a name"),
        ("王市长出席", None, "a post is no part of a name"),
        ("的小明出席", None, "no surname"),
    ],
)
def test_where_a_name_ends(text: str, name: str | None, why: str) -> None:
    """A surname begins a name, and what goes with persons ends it."""
    ends = name_ends(text, 0)
    assert (text[: ends[0]] if ends else None) == name, why


@pytest.mark.parametrize(
    ("text", "foreign", "sure", "name", "why"),
    [
        ("安娜·科瓦奇会见", False, False, "安娜·科瓦奇", "a dot parts a foreign name"),
        ("伊万诺娃，", False, False, "伊万诺娃", "sounds of a foreign name"),
        ("岂小明，", False, True, "岂小明", "a rare surname between a sure post and a mark"),
        ("岂小明，", False, False, None, "a rare surname where nothing is sure"),
        ("崎田，", True, False, "崎田", "behind a post of another country any few letters are one"),
    ],
)
def test_the_name_behind_a_post(text: str, foreign: bool, sure: bool, name: str | None, why: str) -> None:
    """How little a name must look like one depends on the post before it."""
    end = name_behind(text, 0, frozenset(), foreign, sure)
    assert (None if end is None else text[:end]) == name, why


def test_a_known_name_needs_no_surname_check() -> None:
    """A name found elsewhere in the document ends where it ended there."""
    assert name_ends("王长出席", 0, frozenset({"王长"}))[:1] == [2]
    assert is_name("李兰") and not is_name("李")
