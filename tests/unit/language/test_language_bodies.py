"""Names of bodies, and lists of them."""

import pytest

from gongbao.language.bodies import is_addressees, is_body_name, is_red_head


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
    assert is_body_name(text) is is_name


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
    assert is_addressees(text) is addressed


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
