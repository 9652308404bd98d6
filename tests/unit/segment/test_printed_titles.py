"""Where a title of the contents may be printed, and how like two titles are."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.segment.printed_titles import ALIKE, LOOK_AHEAD, find_places, measure_likeness

TITLE = "某城市人民政府关于加强湿地保护工作的实施意见"

LIKE = [
    (TITLE, 1.0, "the same"),
    ("某省某城市委员会" + TITLE, 0.95, "the issuer's name before it does not count"),
    (TITLE.replace("湿", "温"), 0.95, "one character was misread"),
    ("关于加强渔业管理工作的通知", 0.0, "another title"),
]


@pytest.mark.parametrize(("text", "least", "why"), LIKE, ids=[row[2] for row in LIKE])
def test_titles_are_compared(text, least, why):
    """From 0 to 1; only another title is less than asked."""
    likeness = measure_likeness(text, TITLE)
    assert likeness >= least and (likeness >= ALIKE) is (least > 0), why


@pytest.mark.parametrize("title", ["", "办法" * 200], ids=["empty", "longer than any title"])
def test_what_is_no_title_is_like_nothing(title):
    """Even itself: comparing it would only cost time."""
    assert measure_likeness(title, title) == 0.0


def test_a_title_is_found_where_it_is_printed():
    """On one line, on several, and misread; not where other words stand, and not above the first line that counts."""
    texts = [TITLE, "其他内容。", TITLE, "甲。", TITLE[:9], TITLE[9:], "乙。", TITLE.replace("湿", "温"), "丙" * 30]
    found = find_places(texts, 1, {7: TITLE})[7]
    assert {2, 4, 7} <= set(found)
    assert 0 not in found and 8 not in found


LETTERS = "甲乙丙丁戊己庚辛"


@given(st.text(LETTERS, min_size=6, max_size=40), st.integers(0, 5), st.randoms(use_true_random=False))
def test_no_title_that_is_like_enough_is_missed(title: str, wrong: int, chance: random.Random) -> None:
    """However its characters were misread, left out or doubled, and wherever its lines break."""
    printed = list(title)
    for _ in range(wrong):
        at = chance.randrange(len(printed))
        printed[at] = chance.choice(["", "子", printed[at] * 2])
    text = "".join(printed)
    breaks = (
        sorted(chance.sample(range(1, len(text)), min(len(text) - 1, chance.randrange(LOOK_AHEAD)))) if text else []
    )
    lines = [text[a:b] for a, b in zip([0, *breaks], [*breaks, len(text)], strict=True)]
    if text and measure_likeness(text, title) >= ALIKE:
        assert 1 in find_places(["丑" * 9, *lines], 0, {0: title})[0]
