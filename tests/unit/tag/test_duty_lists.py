"""Lists of bodies: parted where the author parts them; each row says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.tag.duty_lists import is_body, read_clauses, split_bodies

LISTS = [
    ("市甲局、市乙局，丙县人民政府", ["市甲局", "市乙局", "丙县人民政府"], "、 and ，"),
    ("市甲局；市乙局", ["市甲局", "市乙局"], "a semicolon"),
    ("各县（市、区）人民政府、市甲局", ["各县（市、区）人民政府", "市甲局"], "a bracket within a name"),
    ("市甲局（市丙办、市丁办）、市乙局", ["市甲局（市丙办、市丁办）", "市乙局"], "second names in a bracket"),
    ("市工业和信息化局", ["市工业和信息化局"], "the 和 of a name"),
    ("市甲局和市工业和信息化局", ["市甲局", "市工业和信息化局"], "和 between bodies, and that of a name"),
    ("省直有关部门及各县", ["省直有关部门", "各县"], "及 between bodies"),
    ("市甲局以及其他成员单位", ["市甲局", "其他成员单位"], "以及"),
    ("市甲局会同市乙局", ["市甲局", "市乙局"], "会同"),
    ("会同县人民政府", ["会同县人民政府"], "a county called 会同"),
    ("有关部门和单位", ["有关部门和单位"], "a sort of bodies is no second body"),
    ("市直有关部门、单位，各县", ["市直有关部门、单位", "各县"], "nor is it behind 、"),
    ("各市、县（市、区）人民政府", ["各市、县（市、区）人民政府"], "levels of government that share an end"),
    ("各市、州、县人民政府", ["各市、州、县人民政府"], "three of them"),
    ("县、区政府，市甲局", ["县、区政府", "市甲局"], "without 各"),
    ("甲县发展和改革局会同县财政局", ["甲县发展和改革局", "县财政局"], "会同 and a county's own bureau"),
    ("怀化市会同县人民政府", ["怀化市会同县人民政府"], "that county behind its city"),
    ("各盟市行政公署、人民政府", ["各盟市行政公署、人民政府"], "the governments of leagues and of cities"),
    ("各旗县区、自治区直属机关", ["各旗县区", "自治区直属机关"], "直属 is no level that shares an end"),
    ("各自治州、自治县人民政府", ["各自治州、自治县人民政府"], "levels of more than one character"),
    ("各区、市直有关部门", ["各区", "市直有关部门"], "市直 is no level that shares an end"),
    ("市甲局、市乙局等部门", ["市甲局", "市乙局"], "others that are not named"),
    ("市甲局、市乙局等单位及各地", ["市甲局", "市乙局", "各地"], "nor before 及"),
    ("市甲局等市直有关部门及各地", ["市甲局", "市直有关部门", "各地"], "others of a sort"),
    ("各水电信等专营单位", ["各水电信等专营单位"], "等 within one sort"),
    ("省甲厅，东山、西山等市人民政府", ["省甲厅", "东山", "西山"], "places, and governments like theirs"),
    ("由市甲局", ["市甲局"], "who does it stands behind 由"),
    ("市甲局按职责分工负责", ["市甲局"], "how they share it"),
    ("市甲局依据各自职责共同抓好落实", ["市甲局"], "in other words"),
    ("市甲局均为责任单位", ["市甲局"], "what they are is no name"),
    ("市甲局，下同", ["市甲局"], "下同"),
    ("市甲局（逗号前为牵头单位，下同）", ["市甲局"], "a legend in brackets"),
    ("市甲局。以下均需各县，开发区管委会落实，不再列出", ["市甲局"], "a legend goes on to the end of its sentence"),
    ("市甲局、县、单位", ["市甲局"], "no bodies"),
    ("市甲局、市乙局（各县（市）、区", ["市甲局", "市乙局（各县（市）、区"], "a bracket that nothing closes"),
    ("市甲局、 \t，", ["市甲局"], "blanks"),
]


@pytest.mark.parametrize(("text", "expected", "why"), LISTS)
def test_bodies_of_a_list(text: str, expected: list[str], why: str) -> None:
    """Each body once, as printed, in its order."""
    assert [text[slice(*span)] for span in split_bodies(text, 0, len(text))] == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("市甲局牵头", ["lead"], "牵头"),
        ("市甲局牵头负责", ["lead"], "牵头 weighs more than 负责"),
        ("市甲局负责，市乙局配合落实", ["responsible", "cooperating"], "配合 weighs more than 落实"),
        ("市甲局", [None], "no verb"),
        ("市甲局为牵头单位", ["lead"], "said of them"),
    ],
)
def test_roles_of_clauses(text: str, expected: list[str | None], why: str) -> None:
    """The verb behind bodies says what they have to do."""
    assert [clause.role for clause in read_clauses(text, 0, len(text))] == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("市甲局", True, "its end"),
        ("甲市乙局（丙办）", True, "a second name"),
        ("各成员单位", True, "各"),
        ("科技处", True, "within a body"),
        ("单位", False, "a sort alone"),
        ("市、区", False, "levels alone"),
        ("各负其责", False, "各 of a phrase"),
        ("法定代表人", False, "a person"),
        ("甲项整治由各区部门", False, "a clause"),
        ("自由贸易试验区", True, "由 within a name"),
        ("", False, "nothing"),
    ],
)
def test_what_may_be_a_body(text: str, expected: bool, why: str) -> None:
    """By its form alone."""
    assert is_body(text) is expected, why


@given(st.text("市县各局部单位和及等、，；（）〔〕由负责牵头下同 ", max_size=60))
def test_bodies_are_parts_of_the_text_in_order(text: str) -> None:
    """No body is empty, and none begins before the one before it has ended."""
    at = 0
    for start, end in split_bodies(text, 0, len(text)):
        assert at <= start < end <= len(text)
        at = end
