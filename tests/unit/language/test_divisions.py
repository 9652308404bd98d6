"""The country's divisions."""

import pytest

from gongbao.language.divisions import (
    cities,
    divisions_by_name,
    named_provinces,
    plain_prefectures,
    provinces,
    read_divisions,
    shorten,
)


@pytest.mark.parametrize(
    ("name", "short", "why"),
    [
        ("四川省", "四川", "a province"),
        ("广西壮族自治区", "广西", "a region, without its people"),
        ("恩施土家族苗族自治州", "恩施", "two peoples"),
        ("融水苗族自治县", "融水", "the last character before a people is that of another people"),
        ("东乡族自治县", "东乡", "a people that gave the name"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江", "four peoples"),
        ("伊金霍洛旗", "伊金霍洛", "a banner"),
        ("碑林区", "碑林", "no 林区"),
        ("神农架林区", "神农架", "the one that there is"),
        ("莘县", None, "nothing is left that could stand alone"),
        ("西昌", None, "short already"),
    ],
)
def test_short_names(name, short, why):
    """What is left of a name without its rank and its peoples."""
    assert shorten(name) == short, why


def test_all_levels_are_there():
    """Thirty-four provinces, some 340 prefectures, some 2,850 counties; the levels nest."""
    assert len(provinces()) == 34
    assert {"四川省", "四川"} <= set(named_provinces())
    assert 340 < len(cities()) < 370
    counties = [county for below in read_divisions().values() for listed in below.values() for county in listed]
    assert {"凉山州", "恩施州"} <= set(plain_prefectures())
    assert 2800 < len(counties) < 2900
    assert not [name for name in counties if name.endswith("开发区")], "zones are no divisions"


def test_a_name_knows_its_bearers():
    """By the whole name and by the short one; where several bear it, all of them."""
    (division,) = divisions_by_name()["西昌"]
    assert (division.name, division.prefecture, division.province) == ("西昌市", "凉山彝族自治州", "四川省")
    assert len({division.province for division in divisions_by_name()["鼓楼区"]}) > 1
    assert divisions_by_name()["成都市"][0].prefecture == ""
