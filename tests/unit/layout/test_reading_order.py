"""The order in which what stands on a page is read."""

from cells import make_cell, make_raw_page
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Box
from transforms.layout.reading_order import arrange


def test_text_drawn_twice_is_read_once_and_bold() -> None:
    """Fake bold is one line."""
    page = arrange(
        make_raw_page(make_cell("标题", 100, 100), make_cell("标题", 100.4, 100.1), make_cell("正文在这里", 100, 120))
    )
    assert [(line.text, line.bold) for line in page.lines] == [("标题", True), ("正文在这里", False)]


def test_what_stands_below_a_ruling_in_its_own_column_is_read_after_the_page() -> None:
    """The tail of another document at the foot of the left column waits for the host's right column."""
    left = [make_cell("左栏文字" * 5, 60, 100 + 16 * i) for i in range(8)]
    right = [make_cell("右栏文字" * 5, 300, 100 + 16 * i) for i in range(12)]
    tail = [make_cell("别处来的" * 5, 60, 260 + 16 * i) for i in range(2)]
    page = arrange(make_raw_page(*tail, *right, *left, rulings=(Box(60, 240, 260, 240),)))
    assert [line.text[:2] for line in page.lines] == ["左栏"] * 8 + ["右栏"] * 12 + ["别处"] * 2
    assert [line.region for line in page.lines] == [0] * 20 + [1] * 2


def test_an_underline_parts_nothing() -> None:
    """A ruling right below words is theirs."""
    page = arrange(
        make_raw_page(
            make_cell("画了线的文字在此", 60, 100), make_cell("下一行", 60, 120), rulings=(Box(60, 102, 140, 102),)
        )
    )
    assert [line.region for line in page.lines] == [0, 0]


def test_words_set_apart_in_a_line_are_no_column() -> None:
    """第一条 and its text stand one em apart, in one line."""
    lines = []
    for i in range(24):
        y = 100 + 16 * i
        if i % 4 == 0:
            lines += [make_cell("第一条", 80, y), make_cell("条文" * 10, 120, y)]
        else:
            lines.append(make_cell("条文" * 13, 60, y))
    page = arrange(make_raw_page(*lines))
    assert len(page.lines) == 24
    assert {line.column for line in page.lines} == {0}


def test_an_empty_page_has_no_lines() -> None:
    """Nothing on the page is no error."""
    assert arrange(make_raw_page()).lines == ()


PLACES = st.tuples(st.floats(0, 560), st.floats(20, 780), st.sampled_from([6.0, 9.5, 10.0, 10.5, 16.0, 22.0]))

LEVEL_RULINGS = st.tuples(st.floats(0, 300), st.floats(0, 800), st.floats(20, 300)).map(
    lambda r: Box(r[0], r[1], r[0] + r[2], r[1])
)


@given(st.lists(PLACES, max_size=60), st.lists(LEVEL_RULINGS, max_size=4).map(tuple))
def test_no_character_is_lost_wherever_cells_stand(
    places: list[tuple[float, float, float]], rulings: tuple[Box, ...]
) -> None:
    """Each character of a page is in one of its lines, once, even where order makes no sense."""
    texts = [chr(0x4E00 + 2 * i) + chr(0x4E01 + 2 * i) for i in range(len(places))]
    cells = [make_cell(text, x, y, size) for text, (x, y, size) in zip(texts, places, strict=True)]
    lines = arrange(make_raw_page(*cells, rulings=rulings)).lines
    assert sorted("".join("".join(line.text.split()) for line in lines)) == sorted("".join(texts))
    assert [line.index for line in lines] == list(range(len(lines)))
