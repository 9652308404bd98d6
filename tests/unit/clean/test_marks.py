"""Which half-width marks stand for full-width ones: those beside what is set wide, and those that this makes so."""

import pytest

from transforms.clean.marks import find_wide_marks

# text, with ^ under each mark that is found, why
MARKED = [
    ("甲,b", " ^ ", "behind an ideograph"),
    ("a,乙", " ^ ", "before one"),
    ("a,b", "   ", "among Latin letters"),
    ("1,200", "     ", "in a number"),
    ("甲 ,b", "  ^ ", "blanks between them will go"),
    ("甲,,,b", " ^^^ ", "each makes the next so"),
    ("甲, , ,b", " ^ ^ ^ ", "across blanks too"),
    ("b,,,甲", " ^^^ ", "from either side"),
    ("(a)甲", "^ ^ ", "the pair of a bracket that touches an ideograph"),
    ("(a甲b)", "^   ^", "the pair of brackets around one"),
    ("(a),(b)甲", "^ ^^^ ^ ", "a pair, what stands beside it, and the next pair"),
    ("(,a甲b)", "^^   ^", "a bracket that was found makes what it holds so"),
    ("(a)b甲", "    ", "a pair that touches nothing wide"),
    ("(" + "a" * 61 + ")甲", " " * 62 + "^ ", "a pair so far apart is none"),
]


@pytest.mark.parametrize(("text", "found", "why"), MARKED, ids=[row[2] for row in MARKED])
def test_marks_are_found(text, found, why):
    """Whatever the order in which they are looked at."""
    assert find_wide_marks(text) == [at for at, sign in enumerate(found) if sign == "^"], why
