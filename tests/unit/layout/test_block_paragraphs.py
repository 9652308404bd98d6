"""Paragraphs set off by white: where first lines are not set in, the white between them says where they begin."""

from gongbao.model import Box, Line, Page
from transforms.layout.block_paragraphs import find_block_beginnings

SIZE, LEADING, WHITE = 10.0, 15.0, 25.0


def make_page(drops: list[float], indents: list[float] | None = None, size: float = SIZE) -> Page:
    """A page of one column whose lines stand so many points below one another."""
    lines, at = [], 80.0
    for i, drop in enumerate(drops):
        at += drop
        box = Box(60.0, at - size, 500.0, at)
        indent = indents[i] if indents else 0.0
        lines.append(Line("甲" * 40, 0, i, box, at, size, indent=indent, room=0.0, column=1))
    return Page(0, tuple(lines), width=595.0, height=842.0)


BLOCKS = [0.0, LEADING, LEADING, WHITE, LEADING, WHITE, LEADING, LEADING, WHITE, LEADING]


def test_white_sets_paragraphs_off() -> None:
    """What follows more white than lines that wrap have begins one; nothing says whether the first line does."""
    begun = [i for i, begins in find_block_beginnings(make_page(BLOCKS)).items() if begins]
    assert begun == [3, 5, 8]
    assert find_block_beginnings(make_page(BLOCKS))[0] is None


def test_nothing_is_said_where_first_lines_are_set_in() -> None:
    """The indent tells, and white says other things: a heading, a signature."""
    indents = [2.0 if drop == WHITE else 0.0 for drop in BLOCKS]
    assert find_block_beginnings(make_page(BLOCKS, indents)) == {}


def test_nothing_is_said_of_a_page_of_one_leading() -> None:
    """One paragraph, or lines that each are one: the white does not tell which."""
    assert find_block_beginnings(make_page([0.0] + [LEADING] * 11)) == {}
    assert find_block_beginnings(make_page([0.0, *[LEADING] * 9, WHITE])) == {}


def test_other_sizes_of_type_say_nothing() -> None:
    """Headings stand off from the text by more white than paragraphs; no leading is measured across them."""
    page = make_page([0.0, LEADING, LEADING, LEADING])
    heading = Line("乙" * 8, 0, 4, Box(60.0, 160.0, 200.0, 180.0), 180.0, 2 * SIZE, indent=0.0, column=1)
    assert find_block_beginnings(Page(0, (*page.lines, heading), width=595.0, height=842.0)) == {}
