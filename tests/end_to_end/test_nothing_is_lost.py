"""The law of the house: nothing printed is lost."""

import random
from pathlib import Path

import pytest
from laws import find_broken, find_unaccounted

from gongbao.model import Artifact, Issue, Line, Page
from transforms.segment.assemble import segment

ISSUES = sorted((Path(__file__).parent.parent / "data" / "issues").glob("*.txt"))


def read(text: str) -> Issue:
    """The issue that a text holds."""
    pages = [Page(0, tuple(Line(t, 0, i) for i, t in enumerate(text.split("\n"))))]
    return segment(Artifact("a.txt", "0" * 64, "text/plain", len(text)), pages, ())


@pytest.mark.parametrize("path", ISSUES, ids=lambda p: p.stem)
def test_every_character_of_a_real_issue_is_accounted_for(path):
    """Each printed character is somewhere, only once among the paragraphs, and leads back to its place."""
    assert find_broken(read(path.read_text("utf-8"))) == {}


@pytest.mark.parametrize("seed", range(12))
def test_every_character_of_a_torn_issue_is_accounted_for(seed):
    """Lines lost, doubled, cut and shuffled: what is left is still all there."""
    chance = random.Random(seed)
    lines = ISSUES[seed % len(ISSUES)].read_text("utf-8").split("\n")
    start = chance.randrange(len(lines) // 2)
    lines = lines[start : start + 400] if seed % 3 else lines[:300]
    for _ in range(40):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        move = chance.choice(["swap", "drop", "double", "cut"])
        if move == "swap":
            lines[at], lines[to] = lines[to], lines[at]
        elif move == "drop":
            del lines[at]
        elif move == "double":
            lines.insert(to, lines[at])
        else:
            cut = chance.randrange(len(lines[at]) + 1)
            lines[at : at + 1] = [lines[at][:cut], "", lines[at][cut:]]
    assert find_unaccounted(read("\n".join(lines))) == []
