"""The words that the rules know, and patterns of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.tag.lexicon import alternation, word_set, words


@pytest.mark.parametrize(
    ("choices", "text", "found", "why"),
    [
        (("市长", "市长助理"), "市长助理某某", "市长助理", "the longest first"),
        (("市长", "市长助理"), "市长某某", "市长", "the shorter where the longer does not go on"),
        (("局.", "局"), "局长", "局", "a mark of patterns is a mark"),
        (("局",), "厅", None, "another word"),
        ((), "局", None, "no words match nothing"),
        (("",), "局", None, "nor does an empty one"),
    ],
)
def test_the_longest_word_is_found(choices: tuple[str, ...], text: str, found: str | None, why: str) -> None:
    """Whatever the order of the list."""
    match = re.match(alternation(choices), text)
    assert (match and match.group()) == found, why


@given(st.sets(st.text("甲乙丙.", min_size=1, max_size=4), min_size=1), st.text("甲乙丙.", max_size=6))
def test_a_pattern_is_as_good_as_its_list(choices: set[str], text: str) -> None:
    """It finds the longest word that the text begins with, or none."""
    match = re.match(alternation(choices), text)
    assert (match.group() if match else "") == max((c for c in choices if text.startswith(c)), key=len, default="")


def test_a_list_is_asked_for_by_its_name() -> None:
    """Each word once, in the order of the file."""
    listed = words("bodies", "kinds")
    assert len(listed) == len(set(listed)) and set(listed) == word_set("bodies", "kinds")
    with pytest.raises(KeyError):
        words("bodies", "wishes")
