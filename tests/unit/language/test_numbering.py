"""The numbers that paragraphs open with."""

import pytest

from gongbao.language.numbering import find_marker

MARKERS = [
    ("一、总体要求", ("han", 1), "first level"),
    ("二.工作任务", ("han", 2), "a full stop instead of 、"),
    ("（十二）完善制度。", ("han-bracket", 12), "second level"),
    ("1.围绕", ("arabic", 1), "third level"),
    ("12．围绕", ("arabic", 12), "full-width stop"),
    ("2.2022年甲类工作清单", ("arabic", 2), "a year behind the number"),
    ("1.42：1以上", None, "a decimal is no number of a paragraph"),
    ("（1）先", ("arabic-bracket", 1), "fourth level"),
    ("①企业", ("circled", 1), "fifth level"),
    ("第二编物权", ("part", 2), "part"),
    ("第三分编担保", ("subpart", 3), "part of a part"),
    ("第三章总则", ("chapter", 3), "chapter"),
    ("第一千零一条甲", ("article", 1001), "an article of a code"),
    ("第二十一条为了", ("article", 21), "article"),
    ("第三条、第四条规定", None, "articles that are spoken of, not opened"),
    ("（一）（二）项所列", None, "items that are spoken of"),
    ("（一）、（二）项", None, "items in a list of them"),
    ("2021年", None, "a year"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MARKERS, ids=[m[2] for m in MARKERS])
def test_markers(text, expected, why):
    """A paragraph's number is told from what only looks like one."""
    marker = find_marker(text)
    assert (None if marker is None else (marker.style, marker.number)) == expected, why
