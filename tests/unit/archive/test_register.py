"""Bodies by any of their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.archive.places import find_place
from gongbao.archive.register import (
    BodyName,
    NameStatement,
    Register,
    departments,
    is_concerned,
    locate,
    part_id,
    second_name,
)
from gongbao.model import Level, Naming

CITY = "潍坊市"

LOCATED = [
    ("潍坊市水利局", "潍坊市水利局", "whole"),
    ("市水利局", "潍坊市水利局", "by rank"),
    ("水利局", "潍坊市水利局", "by where it is read"),
    ("省水利厅", "山东省水利厅", "of what lies above"),
    ("市政府", "潍坊市人民政府", "an organ in short"),
    ("市政府办公室", "潍坊市人民政府办公室", "and its office"),
    ("中共潍坊市委员会", "潍坊市委", "the party's committee, whole"),
    ("市委宣传部", "潍坊市委宣传部", "a department of it"),
    ("原市水利局", "潍坊市水利局", "one that was"),
    ("潍坊市数据中心（潍坊市智慧中心）", "潍坊市数据中心", "a second name is none of it"),
    ("国家税务总局潍坊市税务局", "国家税务总局潍坊市税务局", "a central body's branch"),
    ("国务院", "国务院", "a central body"),
    ("潍坊海关", "潍坊海关", "the place is in the name"),
    ("东海集团有限公司", "东海集团有限公司", "of no place"),
    ("区水利局", "公报/区水利局", "some district's: nobody knows which"),
    ("潍坊市", "潍坊市人民政府", "a place alone is its government"),
]


@pytest.mark.parametrize(("printed", "name", "why"), LOCATED, ids=[why for *_, why in LOCATED])
def test_a_name_is_made_whole_by_where_it_is_read(printed: str, name: str, why: str) -> None:
    """In a city's document."""
    assert locate(printed, find_place(CITY), "公报").name == name, why


@given(st.sampled_from([printed for printed, *_ in LOCATED]), st.sampled_from([CITY, "临朐县", "北京市", None]))
def test_a_whole_name_stays(printed: str, around: str | None) -> None:
    """A name that was made whole is the same wherever it is read, and says its scope."""
    found = locate(printed, find_place(around), "公报")
    assert part_id(found.name) == (found.scope, found.bare)


def said(naming: Naming, name: str, other: str) -> NameStatement:
    place = find_place(CITY)
    return NameStatement(naming, locate(name, place), locate(other, place))


def register(*statements: NameStatement, official: tuple[str, ...] = (), seen: tuple[str, ...] = ()) -> Register:
    return Register(CITY, frozenset(official), frozenset(seen), statements)


RESOLVED = [
    (register(official=("教育和体育局",)), "市教体局", "潍坊市教育和体育局", "an abbreviation"),
    (register(), "市教体局", "潍坊市教体局", "of which nobody knows the whole name"),
    (register(), "市卫健委", "潍坊市卫生健康委员会", "or which every place has"),
    (register(), "市场局", "潍坊市市场监督管理局", "a word that begins as a rank does"),
    (register(), "市监局", "潍坊市市场监督管理局", "the rank is left out"),
    (register(seen=("教育和体育局",)), "市教体局", "潍坊市教育和体育局", "seen in running text"),
    (register(official=("水利水电局",)), "市水利局", "潍坊市水利局", "a whole name is no abbreviation"),
    (register(official=("河长制局", "河道长效局")), "市河长局", "潍坊市河长局", "several are as good"),
    (register(said(Naming.SHORT, "潍坊市水系联通中心", "水联办")), "市水联办", "潍坊市水系联通中心", "以下简称"),
    (register(said(Naming.RENAMED, "市水利局", "市水务局")), "市水务局", "潍坊市水利局", "a new name"),
    (register(said(Naming.RENAMED, "市水利局", "市水务局")), "市水利局", "潍坊市水利局", "and the one before"),
    (
        register(said(Naming.RENAMED, "市水电局", "市水利局"), said(Naming.RENAMED, "市水利局", "市水务局")),
        "市水务局",
        "潍坊市水电局",
        "renamed twice",
    ),
    (
        register(said(Naming.RENAMED, "市水电局", "市水务局"), said(Naming.RENAMED, "市水利局", "市水务局")),
        "市水务局",
        "潍坊市水务局",
        "two are said to be one now: it is a merger",
    ),
    (register(said(Naming.MERGED, "市水利局", "市水务局")), "市水务局", "潍坊市水务局", "a merger makes another body"),
]


@pytest.mark.parametrize(("known", "name", "body", "why"), RESOLVED, ids=[why for *_, why in RESOLVED])
def test_a_name_means_a_body(known: Register, name: str, body: str, why: str) -> None:
    """By what the archive says of names."""
    assert known.resolve(locate(name, find_place(CITY))) == body, why


def test_a_body_is_described_by_all_its_names() -> None:
    """The first is its id, the last its name; what took its place is another."""
    known = register(said(Naming.RENAMED, "市水利局", "市水务局"), said(Naming.MERGED, "市水务局", "市水系局"))
    body = known.describe("潍坊市水利局", ["水利局", "水务办"])
    assert (body.id, body.name, body.place, body.level) == ("潍坊市水利局", "潍坊市水务局", CITY, Level.PREFECTURE)
    assert body.names == ("潍坊市水利局", "潍坊市水务局", "潍坊市水务办")
    assert body.merged_into == "潍坊市水系局"


def test_names_in_a_ring_are_one_body() -> None:
    """Renamed and renamed back: one id, whichever name is asked for."""
    known = register(said(Naming.RENAMED, "市水利局", "市水务局"), said(Naming.RENAMED, "市水务局", "市水利局"))
    place = find_place(CITY)
    assert known.resolve(locate("市水利局", place)) == known.resolve(locate("市水务局", place))
    assert known.describe("潍坊市水利局").names == ("潍坊市水利局", "潍坊市水务局")


NAMES = ("水利局", "水务局", "教育和体育局", "教体局", "教育局", "水利水务局")
NAMED = st.builds(lambda bare: BodyName(CITY, bare, bare), st.sampled_from(NAMES))
STATEMENTS = st.lists(
    st.builds(NameStatement, st.sampled_from((Naming.SHORT, Naming.RENAMED, Naming.MERGED)), NAMED, NAMED), max_size=5
)


@given(STATEMENTS, st.frozensets(st.sampled_from(NAMES)), st.frozensets(st.sampled_from(NAMES)), st.randoms())
def test_any_order_of_statements_means_the_same(
    statements: list[NameStatement], official: frozenset[str], seen: frozenset[str], random: object
) -> None:
    """And a body's id means that body."""
    shuffled = list(statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = (Register(CITY, official, seen, tuple(order)) for order in (statements, shuffled))
    for name in NAMES:
        assert one.resolve(BodyName(CITY, name, name)) == two.resolve(BodyName(CITY, name, name))
        body = one.resolve(BodyName(CITY, name, name))
        assert one.describe(body) == two.describe(body)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.frozensets(st.sampled_from(NAMES)))
def test_only_what_is_concerned_means_another_body(name: str, news: str, known: frozenset[str]) -> None:
    """When a name becomes known, others that may abbreviate it are looked at, and no more."""
    named = BodyName(CITY, name, name)
    if not is_concerned(named, [news]):
        before, after = Register(CITY, known), Register(CITY, known | {news})
        assert before.resolve(named) == after.resolve(named)


def test_second_names_and_departments() -> None:
    """A name in brackets; what departments are called everywhere."""
    assert second_name("潍坊市数据中心(潍坊市智慧中心)") == "潍坊市智慧中心"
    assert second_name("潍坊市数据中心") is None
    assert {"水利局", "水利厅", "市场监督管理局", "卫生健康委员会", "人民政府", "审计局"} <= departments()
    assert not {"水利部", "国家统计局", ""} & departments()
