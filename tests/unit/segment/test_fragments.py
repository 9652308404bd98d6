"""Pages to fragments: parted at jump marks, and what their edges tell."""

import pytest
from fragments import make_fragment, read_text_fragments

from transforms.segment.fragments import Seams, breaks_off, measure_column

JUMPS = [
    ("甲类（下转第8页）", [("甲类", None, 8)], "a mark behind the words that break off"),
    ("（上接第3页）工作。", [("工作。", 3, None)], "a mark before the words that go on"),
    ("甲类（下转第8页）（上接第3页）工作。", [("甲类", None, 8), ("工作。", 3, None)], "two marks part a line"),
    ("甲类\n（下转第8页）", [("甲类", None, 8)], "a mark alone belongs to the line before it"),
    ("（上接第3页）\n工作。", [("工作。", 3, None)], "a mark alone belongs to the line after it"),
    ("甲类。", [("甲类。", None, None)], "no mark"),
]


@pytest.mark.parametrize(("text", "found", "why"), JUMPS, ids=[row[2] for row in JUMPS])
def test_fragments_are_parted_at_jumps(text: str, found: list[tuple[str, int | None, int | None]], why: str) -> None:
    """The pages of the marks are kept, the marks are no words."""
    assert [(f.text, f.jump_in, f.jump_out) for f in read_text_fragments(text)] == found, why


def test_a_line_below_another_without_a_blank_one_wraps() -> None:
    """The first never does."""
    assert [f.soft_wrapped for f in read_text_fragments("甲类\n工作。\n\n乙类")] == [False, True, False]


BROKEN = [
    ("各部门要落实各项扶持政策、", True, "a comma of a list"),
    ("三、本通告自2023年4月1日", True, "自 wants 起"),
    ("各部门要按照职责分工抓紧推进各项工作落实", True, "a long line that nothing closes"),
    ("（六）", True, "a number stands before words"),
    ("做好工作。", False, "closed"),
    ("一、总体要求", False, "a heading needs no mark"),
    ("2022年3月1日", False, "nor does a date"),
    ("某某市人民政府", False, "nor a body's name"),
    ("序号\t事项", False, "nor a row of a table"),
]


@pytest.mark.parametrize(("text", "broken", "why"), BROKEN, ids=[row[2] for row in BROKEN])
def test_words_break_off(text: str, broken: bool, why: str) -> None:
    """By their last words, and by how far they reach."""
    assert breaks_off(text, 20) is broken, why


@pytest.mark.parametrize(
    ("count", "width", "why"),
    [(14, 20, "lines that wrap are full"), (6, 0, "too few to tell")],
)
def test_a_column_is_as_wide_as_its_full_lines(count: int, width: int, why: str) -> None:
    """In characters."""
    assert measure_column([make_fragment("甲" * 20, soft_wrapped=True) for _ in range(count)]) == width, why


@pytest.mark.parametrize(
    ("before", "after", "score", "why"),
    [
        ("抓好工作", "落实到位", 1.0, "both words as they stand"),
        ("各项工作", "落细到位", 0.7, "a word and a character"),
        ("劳作", "落后", 0.3, "the two characters at the seam"),
        ("落实", "工作", 0.0, "never seen"),
        ("", "工作", 0.0, "nothing before"),
    ],
)
def test_words_that_stand_side_by_side_elsewhere_join(before: str, after: str, score: float, why: str) -> None:
    """Two characters on each side of the seam are looked at."""
    assert Seams(["工作落实"]).join_score(before, after) == score, why
