"""Places before the names of bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.archive.places import bears_short, find_place, find_ranked, part_place
from gongbao.language.divisions import divisions_by_name
from gongbao.model import Level

WHOLE = [
    ("潍坊市水利局", "潍坊市", "水利局", "a city"),
    ("山东省潍坊市临朐县水利局", "临朐县", "水利局", "of several, the last"),
    ("山东省水利厅", "山东省", "水利厅", "a province"),
    ("北京市朝阳区水务局", "北京市朝阳区", "水务局", "one of several of that name, told by what lies above"),
    ("朝阳区水务局", None, "朝阳区水务局", "several bear the name and nothing tells which"),
    ("潍坊市市场监督管理局", "潍坊市", "市场监督管理局", "a word begins as a rank does"),
    ("潍坊市场监督管理局", "潍坊市", "市场监督管理局", "and takes the place's last character with it"),
    ("潍坊市民政局", "潍坊市", "民政局", "where it does not"),
    ("延边朝鲜族自治州教育局", "延边朝鲜族自治州", "教育局", "an autonomous prefecture"),
    ("东海公司", None, "东海公司", "no place that is written whole"),
    ("", None, "", "nothing"),
]


@pytest.mark.parametrize(("text", "place", "rest", "why"), WHOLE, ids=[why for *_, why in WHOLE])
def test_a_place_is_parted_from_a_name(text: str, place: str | None, rest: str, why: str) -> None:
    """The last division, and what follows."""
    found, left = part_place(text)
    assert (found and found.name, left) == (place, rest), why


RANKED = [
    ("市水利局", "潍坊市", ("潍坊市", "水利局"), "the city itself"),
    ("省水利厅", "潍坊市", ("山东省", "水利厅"), "what it lies in"),
    ("市水利局", "临朐县", ("潍坊市", "水利局"), "the city of a county"),
    ("县水利局", "临朐县", ("临朐县", "水利局"), "the county itself"),
    ("市水利局", "寿光市", ("寿光市", "水利局"), "a city at the level of a county"),
    ("区水利局", "潍坊市", (None, "水利局"), "some district"),
    ("市水务局", "重庆市", ("重庆市", "水务局"), "a city that is a province"),
    ("市场监督管理局", "潍坊市", None, "no rank"),
    ("市民服务中心", "潍坊市", None, "no rank either"),
    ("市民政局", "潍坊市", ("潍坊市", "民政局"), "a rank"),
    ("市政府", "潍坊市", ("潍坊市", "政府"), "a rank"),
    ("水利局", "潍坊市", None, "none"),
    ("市", "潍坊市", None, "a rank alone"),
]


@pytest.mark.parametrize(("text", "around", "found", "why"), RANKED)
def test_a_rank_means_a_place_where_it_is_read(
    text: str, around: str, found: tuple[str | None, str] | None, why: str
) -> None:
    """市 in a city is that city."""
    read = find_ranked(text, find_place(around))
    assert (read and (read[0] and read[0].name, read[1])) == found, why


def test_what_lies_around_tells_places_of_one_name_apart() -> None:
    """A district that several cities have is that of the city where it is read."""
    place, _ = part_place("鼓楼区水务局", find_place("徐州市"))
    assert place and place.name == "徐州市鼓楼区"


def test_a_short_name_of_the_place_is_seen() -> None:
    """A body that bears it needs no place before it."""
    assert bears_short("潍坊海关", find_place("潍坊市"))
    assert not bears_short("烟台海关", find_place("潍坊市"))
    assert not bears_short("潍坊海关", None)


def test_levels() -> None:
    """As the divisions lie."""
    names = ("山东省", "潍坊市", "临朐县", "重庆市", "渝中区")
    found = [place.level for place in map(find_place, names) if place]
    county, prefecture, province = Level.COUNTY, Level.PREFECTURE, Level.PROVINCE
    assert found == [province, prefecture, county, province, county]


@given(st.sampled_from(sorted(divisions_by_name())), st.text(max_size=5))
def test_a_place_is_found_by_its_own_name(name: str, rest: str) -> None:
    """What is found is found again by the name that it goes by."""
    place, left = part_place(name + rest)
    if place is not None:
        assert find_place(place.name) == place
        assert (name + rest).endswith(left)
