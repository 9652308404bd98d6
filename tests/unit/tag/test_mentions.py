"""Stretches of a paragraph that a rule recognised."""

import re

import pytest

from transforms.tag.mentions import TAKEN, Mention, hide, hide_matches, without_overlap


def make_mention(start: int, end: int) -> Mention:
    """A mention of these characters."""
    return Mention(start, end, "ORG", "made-up")


@pytest.mark.parametrize(
    ("spans", "taken", "kept", "why"),
    [
        ([(0, 2), (2, 4)], [], [(0, 2), (2, 4)], "mentions that touch do not overlap"),
        ([(0, 3), (2, 4)], [], [(0, 3)], "the first of two that do"),
        ([(2, 4), (0, 3)], [], [(2, 4)], "by the order given, not by place"),
        ([(0, 2), (3, 5)], [(1, 2)], [(3, 5)], "what is taken is taken"),
        ([(1, 1)], [], [], "nothing is no mention"),
    ],
)
def test_no_two_overlap(
    spans: list[tuple[int, int]], taken: list[tuple[int, int]], kept: list[tuple[int, int]], why: str
) -> None:
    """Each character belongs to one mention at most."""
    found = without_overlap([make_mention(*span) for span in spans], [make_mention(*span) for span in taken])
    assert [(m.start, m.end) for m in found] == kept, why


def test_what_is_hidden_keeps_its_length() -> None:
    """So that places behind it stay true."""
    assert hide("市财政局负责", [make_mention(0, 4)]) == TAKEN * 4 + "负责"
    assert hide_matches("甲《乙》丙", re.compile("《.*?》")) == "甲" + TAKEN * 3 + "丙"
