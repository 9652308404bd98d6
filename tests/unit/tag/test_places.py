"""Places in a text."""

import pytest
from tagging import make_paper, mark_again

from gongbao.gazette import HOME, Gazette, find, load_all
from transforms.tag import tag

LOC = [
    ("在[LOC 广东省深圳市]招商", "a chain from whole to part is one"),
    ("在[LOC 江苏无锡]举行", "a chain of short names"),
    ("到[LOC 东河区河口街道]调研", "down to the street"),
    ("推动[LOC 天府新区]、[LOC 兰州新区]发展", "the State's new areas, by its list"),
    ("推进[LOC 凉山州]改革", "an autonomous prefecture as it is mostly called"),
    ("打造“全国一流、可比[LOC 浙江]”的服务", "江 at the end of a province is no water"),
    ("让数据多跑路、群众少跑腿，破路、修桥", "路 that is walked is no road"),
    ("坚持产业强市、工业强县", "市 and 县 that are made strong are no places"),
    ("到[LOC 宝鸡县石桥镇]调研", "a county that bears the name of a city elsewhere"),
    ("[LOC 清水][LOC 黄河]鲤鱼", "places that are not whole and part are apart"),
    ("参加[LOC 柳原]分会场会议", "inside the name of an event"),
    ("制定[LOC 河北省]地方标准", "inside the name of a standard"),
    ("[LOC 清水县]鸭梨", "inside the name of a product"),
    ("[LOC 东河区]、[LOC 清水县]要落实", "a bare place that stands for its government"),
    ("我市、全市、全省、市城区", "none of these"),
    ("来柳调研，驻冀单位", "one-letter forms are none"),
    ("推广东部地区经验", "广东 across two words is none"),
    ("纳入医保定点管理", "保定 across two words is none"),
    ("建设创新乡村，使用复合肥料", "新乡 and 合肥 across two words are none"),
    ("坚持中国特色社会主义道路", "中国 in a fixed phrase is none"),
    ("通行路段：[LOC 石桥隧道]、[LOC 滨湖大道]、[LOC 清水路]", "roads that fill the items of a list"),
    ("完善铁路、公路、道路网络", "roads in general are none"),
    ("[LOC 英国英格兰肯特郡]友好城市", "a chain abroad"),
    ("到[LOC 高新区]调研", "a zone by its kind alone where somebody goes"),
    ("支持高新区、开发区发展", "zones in general are none"),
    ("以[LOC 北门街道]、[LOC 石桥街道]为重点", "streets in a list"),
    ("带队到[LOC 清水县化工园区]检查", "a zone of a place"),
    ("到[LOC 汶上县]督导防汛", "a county in no list, where somebody goes"),
]


@pytest.mark.parametrize(("marked", "why"), LOC, ids=[row[1] for row in LOC])
def test_places_are_marked(marked: str, why: str) -> None:
    """Places, and no characters that are one by chance."""
    assert mark_again(marked) == marked, why


ELSEWHERE = Gazette("liuyuan", "柳原市人民政府公报", place="柳原市", province="河北省")


@pytest.mark.parametrize(
    ("text", "here", "there", "why"),
    [
        ("疏浚徒骇河。", ["徒骇河"], [], "a river of one province"),
        ("培养泰山学者。", [], [], "a programme that is called after a mountain is no place, here or there"),
        ("在高铁新区考察。", ["高铁新区"], [], "a zone that not every city has"),
        ("在高新区考察。", ["高新区"], ["高新区"], "one that every city has"),
        ("治理黄河。", ["黄河"], ["黄河"], "a river of the whole country"),
    ],
)
def test_words_of_one_province_are_for_its_gazettes(text: str, here: list[str], there: list[str], why: str) -> None:
    """A rule knows the places of the gazette that it reads, and of no other."""
    home = find("聊城市人民政府公报", load_all(HOME))
    assert [find_places(text, gazette) for gazette in (home, ELSEWHERE)] == [here, there], why


def find_places(text: str, gazette: Gazette) -> list[str]:
    """The places that a gazette's rules find in a text."""
    return [e.text for e in tag(make_paper(text), gazette, 2022).of("entities") if e.type == "LOC"]
