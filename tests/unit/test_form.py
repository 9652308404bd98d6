"""The forms of official documents: numerals, markers, titles, names, dates."""

import datetime as dt

import pytest

from transforms import form


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("二十一", 21),
        ("一百零五", 105),
        ("二〇二一", 2021),
        ("甲", None),
        ("", None),
    ],
)
def test_han_numerals(text, number):
    """Chinese numerals are read as they are said."""
    assert form.parse_han(text) == number


MARKERS = [
    ("一、总体要求", ("han", 1), "first level"),
    ("（十二）完善制度。", ("han-bracket", 12), "second level"),
    ("1.围绕", ("arabic", 1), "third level"),
    ("12．围绕", ("arabic", 12), "full-width stop"),
    ("1.42：1以上", None, "a decimal is no number of a paragraph"),
    ("（1）先", ("arabic-bracket", 1), "fourth level"),
    ("①企业", ("circled", 1), "fifth level"),
    ("第三章总则", ("chapter", 3), "chapter"),
    ("第二十一条为了", ("article", 21), "article"),
    ("第三条、第四条规定", None, "articles that are spoken of, not opened"),
    ("（一）（二）项所列", None, "items that are spoken of"),
    ("（一）、（二）项", None, "items in a list of them"),
    ("2021年", None, "a year"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MARKERS, ids=[m[2] for m in MARKERS])
def test_markers(text, expected, why):
    """A paragraph's number is told from what only looks like one."""
    marker = form.find_marker(text)
    assert (None if marker is None else (marker.style, marker.number)) == expected, why


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年4月22日", dt.date(2021, 4, 22)),
        ("二〇二一年四月二十二日", dt.date(2021, 4, 22)),
        ("2021年2月30日", None),
        ("2021年4月", None),
        ("自2021年4月22日起", None),
    ],
)
def test_dates(text, day):
    """A date is a date only when the whole text is one that the calendar has."""
    assert form.parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("制定政策、", True),
        ("予以公布。", False),
        ("（牵头单位：市某局）", False),
        ("（牵头单位：市某局、", True),
        ("结合“一窗受理”", True),
        ("他说：“好。”", False),
        ("印发《某办法》", True),
        ("", False),
    ],
)
def test_open_texts(text, open_):
    """A text is open until a mark closes its last sentence and all its brackets."""
    assert form.is_open(text) is open_


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("某某市人民政府", True),
        ("某某市人民政府办公室", True),
        ("国家税务总局某某市税务局", True),
        ("各县（市、区）人民政府", False),
        ("一、市政府", False),
        ("按照职责分工负责的市财政局", False),
        ("2021年", False),
        ("某某有限责任公司", True),
        ("某市任城区人民政府", True),
        ("任命王小明同志为某某市财政局", False),
        ("王小明为某某市财政局", False),
        ("王小明（女）为某某市财政局", False),
        ("王小明任某某市财政局", False),
    ],
)
def test_body_names(text, is_name):
    """A signature is a body's name and nothing else."""
    assert form.is_body_name(text) is is_name


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("各县（市、区）人民政府，市属开发区管委会，市政府各部门、直属机构：", True),
        ("各有关单位：", True),
        ("市人民政府决定，任命：", False),
        ("现将有关事项通知如下：", False),
        ("为加强管理，各县（市、区）人民政府要：", False),
    ],
)
def test_addressees(text, addressed):
    """Addressees are bodies before a colon, not any words before a colon."""
    assert form.is_addressees(text) is addressed


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("三、本通告自2023年4月1日", True, "自 wants 起"),
        ("三、本通告自2023年4月1日起施", True, "torn in the word"),
        ("2023年4月1日", False, "a date"),
        ("（二）推进产业和", True, "和 wants another"),
        ("（三）公众参与", False, "与 closes a word"),
        ("（四）科学普及", False, "及 closes a word"),
    ],
)
def test_words_after_which_something_must_come(text, expected, why):
    """No heading ends so; words that only look alike do."""
    assert form.hangs(text) is expected, why
