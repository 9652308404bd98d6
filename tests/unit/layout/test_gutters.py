"""The white between columns."""

import pytest
from cells import strip_of
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Gap
from transforms.layout.gutters import count_votes, find_gaps, find_gutter
from transforms.layout.strips import Strip


def set_columns(left: str, right: str, rows: int, start: float = 280, size: float = 10) -> list[Strip]:
    """Rows of a left column from 60 on and a right one from `start` on."""
    pairs = ((strip_of(left, 60, 100 + 16 * i, size), strip_of(right, start, 100 + 16 * i, size)) for i in range(rows))
    return [strip for pair in pairs for strip in pair]


FULL = "左栏文字" * 5  # twenty characters: up to 260
CENTRED = [strip_of("居中的标题", 245, 40 + 30 * i) for i in range(2)]


@pytest.mark.parametrize(
    ("why", "strips", "gutter"),
    [
        ("two columns of full lines", set_columns(FULL, FULL, 8), Gap(260, 280)),
        ("titles that span them", [*CENTRED, *set_columns(FULL, FULL, 8)], Gap(260, 280)),
        ("one column", [strip_of(FULL * 2, 60, 100 + 16 * i) for i in range(8)], None),
        ("page numbers at the ends of lines", set_columns(FULL, "12", 8, 440), None),
        ("a list of dates beside their entries is no column", set_columns("3日", FULL * 2, 8, 100), None),
        ("nothing", [], None),
    ],
)
def test_the_gutter_is_found(why: str, strips: list[Strip], gutter: Gap | None) -> None:
    """Where most of what stands side by side agrees on white, and both sides are columns."""
    strips.sort(key=lambda strip: strip.baseline)
    right = max((strip.x1 for strip in strips), default=540.0)
    assert find_gutter(strips, 10, 60, right) == gutter, why


def scatter(ends: list[int], starts: list[int]) -> list[Strip]:
    """Rows of two words that end and begin at such places."""
    rows = enumerate(zip(ends, starts, strict=True))
    words = [(strip_of("左" * 12, x - 120, 100 + 16 * i), strip_of("右" * 12, y, 100 + 16 * i)) for i, (x, y) in rows]
    return [strip for pair in words for strip in pair]


RAGGED = [250, 236, 244, 229, 258, 221]


@pytest.mark.parametrize(
    ("why", "strips", "columns"),
    [
        ("words that end and begin anywhere", scatter(RAGGED, [283, 291, 302, 276, 311, 269]), False),
        ("a column of entries, the other ragged", scatter(RAGGED, [280, 300, 280, 300, 280, 280]), True),
        ("a column of full lines beside centred ones", scatter([260] * 6, [283, 291, 302, 276, 311, 269]), True),
        (
            "one word set apart, where other lines run across",
            [*scatter([180], [270])[:1], strip_of("则", 280, 100), *(strip_of(FULL * 2, 60, y) for y in (60, 80, 120))],
            False,
        ),
        ("one row of two columns under a title", [CENTRED[0], *set_columns(FULL, FULL, 1)], True),
    ],
)
def test_words_set_apart_are_no_columns(why: str, strips: list[Strip], columns: bool) -> None:
    """Lines of a column end, or begin, in one place."""
    strips.sort(key=lambda strip: strip.baseline)
    assert (find_gutter(strips, 10, 60, 480) is not None) == columns, why


def test_first_lines_set_in_do_not_widen_the_gutter() -> None:
    """Where most lines of the right column are first lines, the one that wraps shows where it begins."""
    strips = [strip_of(FULL, 60, 100 + 16 * i) for i in range(8)]
    strips += [strip_of("首行文字" * 4, 300, 100 + 16 * i) for i in range(7)] + [strip_of(FULL, 280, 212)]
    strips.sort(key=lambda strip: strip.baseline)
    assert find_gutter(strips, 10, 60, 480) == Gap(260, 280)


@given(st.floats(0.3, 4))
def test_sizes_do_not_matter(scale: float) -> None:
    """All thresholds are in ems: a page set larger has its gutter in the same place, as large."""
    strips = [
        strip_of(text, x * scale, (100 + 16 * i) * scale, 10 * scale)
        for i in range(8)
        for text, x in ((FULL, 60), (FULL, 280))
    ]
    found = find_gutter(strips, 10 * scale, 60 * scale, 480 * scale)
    assert found is not None
    assert found == pytest.approx((260 * scale, 280 * scale))


@pytest.mark.parametrize(
    ("why", "gaps", "least", "found"),
    [
        ("each gap is a vote", [Gap(10, 20)], 1, [(1, Gap(10, 20))]),
        ("where they overlap is agreed", [Gap(10, 20), Gap(15, 30)], 2, [(2, Gap(15, 20))]),
        ("the most votes of a stretch", [Gap(10, 20), Gap(15, 30)], 1, [(2, Gap(10, 30))]),
        ("gaps that touch overlap", [Gap(10, 20), Gap(20, 30)], 2, [(2, Gap(20, 20))]),
        ("none where too few agree", [Gap(10, 20), Gap(40, 50)], 2, []),
    ],
)
def test_votes_are_counted(why: str, gaps: list[Gap], least: float, found: list[tuple[int, Gap]]) -> None:
    """From left to right, each stretch where enough gaps overlap."""
    assert list(count_votes(gaps, least)) == found, why


def test_white_is_seen_between_neighbours_at_one_height() -> None:
    """From a strip to the next at its right; a baseline half an em off is still beside it, two ems are not."""
    strips = [strip_of("甲", 60, 100), strip_of("乙", 100, 105), strip_of("丙", 200, 100), strip_of("丁", 300, 120)]
    strips.sort(key=lambda strip: strip.baseline)
    assert sorted(find_gaps(strips)) == [Gap(70, 100), Gap(110, 200)]
