"""Formulas in the notation of LaTeX, and what was printed."""

import pytest

from gongbao.model import Line
from transforms.clean.formulas import COMMANDS, read_formulas
from transforms.clean.lines import clean_line

ROWS = [
    (r"新建$2\times66$万千瓦", "新建2×66万千瓦", "a command that is one character"),
    (r"增长$ 50 \% $以上", "增长50%以上", "an escaped mark, and blanks within"),
    (r"$10\%$和$20\%$", "10%和20%", "two formulas on a line"),
    (r"占地$66\,\mathrm{m}^{2}$", "占地66m²", "a thin space, upright letters, a power"),
    (r"不低于$25^{\circ}$", "不低于25°", "degrees"),
    (r"$\textcircled{3}$做甲", "③做甲", "a circled number"),
    (r"设$3\times2$6台", "设3×26台", "a command shows a formula, whatever figure follows"),
    (r"\(3\times4\)台", "3×4台", "the other marks around a formula"),
    ("共$5-10$人", "共5-10人", "figures and marks alone"),
    ("每人$100至$200", "每人$100至$200", "dollars before figures are no formula"),
    (r"按$\frac{1}{2}$计", r"按$\frac{1}{2}$计", "what has no character of its own stays"),
    ("甲$乙$丙", "甲$乙$丙", "Chinese words are no formula"),
]


@pytest.mark.parametrize(("raw", "printed", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_a_formula_is_read(raw, printed, why):
    """What has a character in print becomes it; each character leads back to its place."""
    clean = clean_line(Line(raw, 0, 0))[0]
    assert clean.text == printed, why
    assert sum(span.length for span in clean.spans) == len(printed)


def test_nothing_grows():
    """In place of a part of a formula stand as many characters at most: each has a place."""
    for command in COMMANDS:
        for start, end, printed in read_formulas(f"$1\\{command} 2$"):
            assert len(printed) <= end - start
