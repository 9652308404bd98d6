"""Names of bodies, and lists of them."""

import pytest

from gongbao.language.bodies import is_addressees, is_body_name, is_red_head


@pytest.mark.parametrize(
    ("text", "is_name", "why"),
    [
        ("某某市人民政府", True, "a government"),
        ("某某市人民政府办公室", True, "its office"),
        ("国家税务总局某某市税务局", True, "a branch"),
        ("各县（市、区）人民政府", False, "several bodies"),
        ("一、市政府", False, "a number before it"),
        ("按照职责分工负责的市财政局", False, "a clause before it"),
        ("2021年", False, "a year"),
        ("某某有限责任公司", True, "任 in a company is no verb"),
        ("某市任城区人民政府", True, "任 in a place is none either"),
        ("任命王小明同志为某某市财政局", False, "an appointment that breaks off"),
        ("王小明为某某市财政局", False, "the same without 任命"),
        ("王小明（女）为某某市财政局", False, "with a remark"),
        ("王小明任某某市财政局", False, "任 behind a name is a verb"),
    ],
)
def test_body_names(text, is_name, why):
    """A signature is a body's name and nothing else."""
    assert is_body_name(text) is is_name, why


@pytest.mark.parametrize(
    ("text", "addressed", "why"),
    [
        ("各县（市、区）人民政府，市属开发区管委会，市政府各部门、直属机构：", True, "a list of bodies"),
        ("各有关单位：", True, "all that are concerned"),
        ("市人民政府决定，任命：", False, "a body that acts"),
        ("现将有关事项通知如下：", False, "words that announce"),
        ("为加强管理，各县（市、区）人民政府要：", False, "a sentence that bodies are in"),
    ],
)
def test_addressees(text, addressed, why):
    """Addressees are bodies before a colon, not any words before a colon."""
    assert is_addressees(text) is addressed, why


@pytest.mark.parametrize(
    ("text", "head", "why"),
    [
        ("某某市人民政府文件", True, "a body with 文件"),
        ("某某市人民政府办公室", True, "a body alone"),
        ("中共某某市委文件", True, "a party's committee"),
        ("有关文件", False, "no body"),
        ("关于印发某某市财政局", False, "a title that breaks off"),
    ],
)
def test_red_heads(text, head, why):
    """A red head is a body's name, with or without 文件."""
    assert is_red_head(text) is head, why
