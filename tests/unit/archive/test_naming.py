"""What a document teaches of the names of bodies."""

import pytest
from builders import make_document

from gongbao.archive.naming import find_context, find_names, find_posts
from gongbao.model import Action, Appointment, Entity, EntityType, Facts, Naming

CITY = "潍坊市人民政府"

STATED = [
    ("潍坊市水利局更名为潍坊市水务局。", [("renamed", "潍坊市水利局", "潍坊市水务局")], "renamed"),
    ("将市水利局更名为市水务局，", [("renamed", "潍坊市水利局", "潍坊市水务局")], "by rank"),
    ("原市水利局已更名为“市水务局”。", [("renamed", "潍坊市水利局", "潍坊市水务局")], "in marks"),
    ("该公司更名为东海集团。", [], "no body is named"),
    ("课程更名为水利管理。", [], "something else is renamed"),
    (
        "组建市水务局，作为市政府工作部门，不再保留市水利局、市节水办公室。",
        [("merged", "潍坊市水利局", "潍坊市水务局"), ("merged", "潍坊市节水办公室", "潍坊市水务局")],
        "several become one",
    ),
    ("不再保留市水利局。", [], "in what it is merged is not said"),
]


@pytest.mark.parametrize(("text", "found", "why"), STATED, ids=[why for *_, why in STATED])
def test_renamings_and_mergers(text: str, found: list[tuple[str, str, str]], why: str) -> None:
    """In a city's document."""
    names = find_names(make_document(texts=(text,), issuer=CITY))
    stated = [(n.naming.value, n.name.name, n.other.name) for n in names if n.other]
    assert stated == found, why


def test_a_short_name_is_of_the_body_before_it() -> None:
    """Which is a mention; whatever else stands before the bracket."""
    text = "统筹由市水系联通中心（以下简称市水联办）负责，本办法（以下简称《办法》）施行。"
    body = Entity(EntityType.ORG, 0, 3, 10, "市水系联通中心")
    document = make_document(texts=(text,), issuer=CITY, facts=Facts(entities=(body,)))
    stated = [(n.naming, n.name.name, n.other.name) for n in find_names(document) if n.other]
    assert stated == [(Naming.SHORT, "潍坊市水系联通中心", "潍坊市水联办")]


def test_names_that_are_seen_and_official_ones() -> None:
    """A body that issues or in which somebody is appointed is called officially; running text prints all sorts."""
    entities = (Entity(EntityType.ORG, 0, 0, 6, "潍坊市教育局"), Entity(EntityType.ORG, 0, 0, 3, "市财局"))
    posts = (
        Appointment(
            "赵一",
            Action.APPOINT,
            "潍坊市水利局（潍坊市水务局）局长",
            body="潍坊市水利局（潍坊市水务局）",
            office="局长",
        ),
    )
    document = make_document(texts=("略",), issuer=CITY, facts=Facts(entities=entities, appointments=posts))
    found = {n.name.name: n.naming for n in find_names(document) if n.other is None}
    assert found["潍坊市人民政府"] is Naming.OFFICIAL
    assert found["潍坊市教育局"] is Naming.SEEN
    assert "潍坊市财局" not in found, "without its place, no name is whole"
    (short,) = [n for n in find_names(document) if n.other]
    assert (short.naming, short.other and short.other.name) == (Naming.SHORT, "潍坊市水务局")


def test_posts_are_read_where_they_are_printed() -> None:
    """By the place of who issued the document; an office without a body is of that body."""
    posts = tuple(
        Appointment("赵一", Action.APPOINT, post)
        for post in ("市水利局局长", "副市长", "首席专家", "技工学院副院长（高级技工学校副校长）")
    )
    document = make_document(issuer=CITY, facts=Facts(appointments=posts))
    assert [(p.ordinal, p.body.name, p.office) for p in find_posts(document)] == [
        (0, "潍坊市水利局", "局长"),
        (1, "潍坊市人民政府", "副市长"),
        (2, "潍坊市人民政府", "首席专家"),
        (3, "技工学院", "副院长"),
        (3, "高级技工学校", "副校长"),
    ]


def test_where_a_document_is_read() -> None:
    """By who issued it; else by its gazette, where that is known."""
    place, gazette = find_context(make_document(issuer=CITY))
    assert (place and place.name, gazette) == ("潍坊市", "shili")
    nobody = make_document(issuer=None, issue="chongqing/2021/4")
    place, _ = find_context(nobody)
    assert place and place.name == "重庆市"
    assert find_context(make_document(issuer=None))[0] is None
