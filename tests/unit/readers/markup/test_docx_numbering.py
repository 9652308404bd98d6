"""The numbers that Word sets before paragraphs."""

import pytest
from documents import add_numbered, write_docx

from connectors.readers.markup.docx import parse_docx
from connectors.readers.markup.docx_numbering import FORMATS

# levels (or list and level) of paragraphs, and the labels that they get
LISTS = [
    ([0, 0, 0], ["一、", "二、", "三、"], "a count"),
    (
        [0, 1, 1, 0, 1],
        ["一、", "（一）", "（二）", "二、", "（一）"],
        "a level begins anew below the next number above it",
    ),
    ([0, 2, 2], ["一、", "1.", "2."], "a level left out"),
    ([0, 0, 3], ["一、", "二、", "2.1　"], "numbers above in figures, where the level says so"),
    ([0, 4], ["一、", ""], "a bullet is no number"),
    ([("78", 0), ("78", 0)], ["第一条　", "第二条　"], "articles"),
    ([0, ("78", 0), 0], ["一、", "第一条　", "二、"], "each list has its own count"),
    ([0, ("79", 0), ("79", 0)], ["一、", "五、", "六、"], "a list that is told to begin at five"),
    ([("99", 0)], [""], "a list that is not there"),
    ([("0", 0)], [""], "a paragraph taken out of its list"),
]


@pytest.mark.parametrize(("levels", "labels", "why"), LISTS, ids=[row[2] for row in LISTS])
def test_paragraphs_are_numbered(levels, labels, why):
    """As Word shows them."""

    def write(document):
        for level in levels:
            number, at = level if isinstance(level, tuple) else ("77", level)
            add_numbered(document, "文", at, number)

    (page,) = parse_docx(write_docx(write))
    assert [line.text.removesuffix("文") for line in page] == labels, why


@pytest.mark.parametrize(
    ("name", "number", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 101, "一百〇一"),
        ("ideographDigital", 101, "一〇一"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, "11"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
    ],
)
def test_numbers_have_formats(name, number, text):
    """Those of ECMA-376, 17.18.59, that Chinese documents use."""
    assert FORMATS[name](number) == text
