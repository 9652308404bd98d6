"""Facilities: places by their kind and a proper name."""

import pytest
from tagging import mark_again

ROWS = [
    ("加快[LOC 花山港]一类口岸验收", "a port with a name that no list has"),
    ("复制组合港模式，提升出入港效率", "what stands before is no name"),
    ("推动[LOC 武汉天河机场]拓展航线", "an airport of a city"),
    ("建设支线机场和国际机场", "airports in general are none"),
    ("打造[LOC 武汉]物流枢纽，建设产业园区", "a kind without a name is none"),
    ("建设[LOC 广东数字金融产业园]", "a park of a province"),
    ("建设数字金融产业园", "the same of nobody"),
    ("推进[LOC 杭甬高速公路]改造", "a road"),
    ("高质量建设[LOC 东湖高新区进口贸易促进创新示范区]", "a zone whose name says what it is for"),
    ("打造共同富裕示范区、低碳节能示范区", "aims are no zones"),
    ("深化[LOC 武汉]对标湾区改革", "a verb ends the stretch"),
    ("[LOC 武汉港江阴港区]5G改造", "the part stands right behind the whole"),
    ("[LOC 东侨经济技术开发区]、[LOC 屈家岭管理区]要落实", "zones with names that no list has"),
    ("推进铁路货运、港口建设", "kinds alone"),
]


@pytest.mark.parametrize(("marked", "why"), ROWS, ids=[row[1] for row in ROWS])
def test_facilities_are_marked(marked: str, why: str) -> None:
    """From the first proper name to the kind."""
    assert mark_again(marked) == marked, why
