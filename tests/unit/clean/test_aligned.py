"""Text that remembers where each of its characters was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import SourceSpan
from transforms.clean.aligned import AlignedText, join


def print_line(text: str, line: int = 0, offset: int = 0) -> AlignedText:
    """A text as one line has it, from a character on."""
    return AlignedText(text, (SourceSpan(0, len(text), 0, line, offset),) if text else ())


def trace(aligned: AlignedText) -> dict[int, tuple[int, int]]:
    """Line and offset of each character that was printed."""
    return {s.start + i: (s.line, s.offset + i) for s in aligned.spans for i in range(s.length)}


TEXTS = st.text("甲乙丙 ", max_size=8)
ENDS = st.one_of(st.none(), st.integers(-12, 12))


@given(TEXTS, TEXTS, ENDS, ENDS)
def test_a_part_keeps_its_places(first: str, second: str, start: int | None, end: int | None) -> None:
    """A part is what slicing gives, and each of its characters stands where it stood."""
    whole = join([print_line(first, 0), print_line(second, 1)])
    low = start or 0
    part = whole.cut(low, end)
    assert part.text == whole.text[low:end]
    at = slice(low, end).indices(len(whole.text))[0]
    assert trace(part) == {i: trace(whole)[at + i] for i in range(len(part.text))}


@given(st.lists(TEXTS, max_size=4), st.sampled_from(["", "\t"]))
def test_a_whole_keeps_the_places_of_its_parts(texts: list[str], between: str) -> None:
    """What was put between was printed nowhere."""
    whole = join([print_line(text, line) for line, text in enumerate(texts)], between)
    printed = [(line, offset) for line, text in enumerate(texts) for offset in range(len(text))]
    assert [trace(whole)[at] for at in sorted(trace(whole))] == printed
    assert whole.text.replace("\t", "") == "".join(texts)


@pytest.mark.parametrize(
    ("parts", "count", "why"),
    [
        ((print_line("甲"), print_line("乙", offset=1)), 1, "what follows in its line goes on with it"),
        ((print_line("甲"), print_line("乙", offset=2)), 2, "a character between was taken out"),
        ((print_line("甲"), print_line("乙", line=1)), 2, "another line"),
    ],
)
def test_neighbours_are_one_span(parts: tuple[AlignedText, ...], count: int, why: str) -> None:
    """So that places stay few however often a text was cut."""
    assert len(join(parts).spans) == count, why


@pytest.mark.parametrize(
    ("text", "stripped", "first", "why"),
    [
        (" 甲 乙 ", "甲 乙", (0, 1), "blanks within stay"),
        ("甲", "甲", (0, 0), "nothing to take"),
        ("  ", "", None, "nothing but blanks"),
    ],
)
def test_blanks_at_the_ends_go(text: str, stripped: str, first: tuple[int, int] | None, why: str) -> None:
    """With their places."""
    found = print_line(text).strip()
    assert (found.text, trace(found).get(0)) == (stripped, first), why
