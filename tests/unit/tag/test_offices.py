"""Posts of a clause; each row says why."""

import pytest

from transforms.tag.offices import has_post, part_office, read_posts


@pytest.mark.parametrize(
    ("post", "body", "office", "why"),
    [
        ("柳原市财政局局长", "柳原市财政局", "局长", "a body and an office"),
        ("柳原市财政局党组书记", "柳原市财政局", "党组书记", "of the party group in the body"),
        ("柳原市公安局刑侦支队副支队长", "柳原市公安局刑侦支队", "副支队长", "the office repeats the body's end"),
        ("柳原市水利局一级调研员", "柳原市水利局", "一级调研员", "a rank"),
        ("柳原市发展集团（柳原市城投公司）董事长", "柳原市发展集团（柳原市城投公司）", "董事长", "a second name stays"),
        ("柳原技师学院副院长（柳原学校副校长）", "柳原技师学院", "副院长", "a second post in brackets"),
        ("代理市长", None, "代理市长", "an office alone"),
        ("柳原市财政局", None, None, "no office"),
    ],
)
def test_body_and_office_apart(post: str, body: str | None, office: str | None, why: str) -> None:
    """The office is the title with what ranks it."""
    assert part_office(post) == (body, office), why


@pytest.mark.parametrize(
    ("text", "posts", "why"),
    [
        (
            "柳原市水利局党组书记、局长",
            [("柳原市水利局党组书记", "柳原市水利局"), ("局长", "柳原市水利局")],
            "named once",
        ),
        ("柳原市省、市联合办公室主任", [("柳原市省、市联合办公室主任", "柳原市省、市联合办公室")], "、 within a body"),
        ("局长", [("局长", "柳原市体育局")], "in the body that was named before"),
        (
            "柳原市水利局副局长（试用期一年）、党组成员",
            [("柳原市水利局副局长", "柳原市水利局"), ("党组成员", "柳原市水利局")],
            "a remark behind the first of two",
        ),
        ("副局长兼总工程师", [("副局长", "柳原市体育局"), ("总工程师", "柳原市体育局")], "兼"),
    ],
)
def test_several_posts(text: str, posts: list[tuple[str, str]], why: str) -> None:
    """Each post is printed as it stands, and has its body."""
    found = read_posts(text, 3, "柳原市体育局")
    assert [(post.text, post.body) for post in found.posts] == posts, why
    assert [text[p.at.start - 3 : p.at.end - 3] for p in found.posts] == [post for post, _ in posts]


def test_remarks_are_told_from_posts() -> None:
    """What stands behind a post is a note, but for the time of probation."""
    found = read_posts("柳原市信访局督查专员（副县级）（试用期一年）", 0)
    assert ([p.text for p in found.posts], found.note, found.probation) == (["柳原市信访局督查专员"], "副县级", "一年")
    assert has_post("局长职务", whole=True) and not has_post("副县级", whole=True)
