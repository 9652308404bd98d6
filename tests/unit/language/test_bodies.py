"""Names of bodies, and lists of them."""

import pytest

from gongbao.language.bodies import is_addressees, is_body_name, is_red_head, opens_name, part_bodies, signs, unseal


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


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("甲省人民政府办公厅乙市人民政府办公厅", ("甲省人民政府办公厅", "乙市人民政府办公厅"), "two places"),
        (
            "甲市发展和改革委员会甲市财政局",
            ("甲市发展和改革委员会", "甲市财政局"),
            "委 is no end in 委员会",
        ),
        ("甲市人力资源和社会保障局甲市财政局", ("甲市人力资源和社会保障局", "甲市财政局"), "nor 社 in 社会"),
        ("省教育厅省财政厅省卫生健康委", ("省教育厅", "省财政厅", "省卫生健康委"), "ranks"),
        ("甲省商务厅乙丙海关", ("甲省商务厅", "乙丙海关"), "a custom house"),
        ("中共甲市委甲市人民政府", ("中共甲市委", "甲市人民政府"), "a party's committee and a government"),
        ("教育部财政部", ("教育部", "财政部"), "ministries"),
        ("教育部办公厅财政部办公厅", ("教育部办公厅", "财政部办公厅"), "their offices"),
        (
            "甲市管理局国家税务总局甲市税务局",
            ("甲市管理局", "国家税务总局甲市税务局"),
            "a branch behind",
        ),
        ("国家税务总局甲省税务局", ("国家税务总局甲省税务局",), "one branch of a central body"),
        ("甲市人民政府办公室", ("甲市人民政府办公室",), "an office is its government's"),
        ("甲市人民代表大会常务委员会", ("甲市人民代表大会常务委员会",), "a committee is its congress's"),
        ("甲市重点工作", ("甲市重点工作",), "no body"),
    ],
)
def test_bodies_that_stand_one_behind_the_other(text, names, why):
    """A name ends where another may begin."""
    assert part_bodies(text) == names, why


@pytest.mark.parametrize(
    ("text", "following", "known", "why"),
    [
        ("某市财政局", "2022年1月1日", True, "a body above a date"),
        ("某市财政局", "某市教育局", True, "above another body"),
        ("某市工作领导小组办公室（代章）", "2022年1月1日", True, "with 代章"),
        ("某市工作领导小组办公室", "（某市财政局代章）", True, "above who seals in its stead"),
        ("（某市财政局代章）", "2022年1月1日", True, "who seals in its stead"),
        ("某市财政局", "要做好工作。", False, "above a sentence"),
        ("做好工作。", "2022年1月1日", False, "a sentence above a date"),
    ],
)
def test_what_signs(text, following, known, why):
    """A line signs by what it is and what stands below it."""
    assert signs(text, following) is known, why


def test_a_seal_is_no_part_of_a_name():
    """代章 says that another seals."""
    assert unseal("某市工作领导小组办公室（代章）") == "某市工作领导小组办公室"


@pytest.mark.parametrize(
    ("text", "opens"), [("某市重点项目审批", True), ("省重点项目审批", True), ("改革办公室", False)]
)
def test_names_open_with_a_place_or_a_rank(text, opens):
    """The second line of a name does not."""
    assert opens_name(text) is opens
