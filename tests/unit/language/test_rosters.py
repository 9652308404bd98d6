"""Lists of people."""

import pytest

from gongbao.language.rosters import find_listed, is_member


@pytest.mark.parametrize(
    ("text", "member", "why"),
    [
        ("组长：王小明市政府市长", True, "behind a role"),
        ("李兰市政府副市长", True, "a name and a post"),
        ("李兰（女）市财政局局长", True, "with a remark"),
        ("李兰，市财政局局长", False, "a clause"),
        ("李兰（市财政局）", True, "a body in brackets"),
        ("副组长：李兰", True, "a name alone behind a role"),
        ("李兰", True, "a name alone"),
        ("阿依古丽·买买提", True, "a name in parts"),
        ("李兰市财政局", True, "a name and a body"),
        ("1.李兰（市财政局）", True, "numbered"),
        ("组长", True, "a role on a line of its own"),
        ("市政府", True, "a body is a member too"),
        ("成员：王小明、李兰", False, "several names: the list may go on"),
        ("领导小组下设办公室，设在市财政局。", False, "a sentence"),
    ],
)
def test_members(text, member, why):
    """A line of a list names one member, with a post or a body, or alone."""
    assert is_member(text) is member, why


@pytest.mark.parametrize(
    ("text", "following", "member", "why"),
    [
        ("副组长：李兰", "王小明（市财政局）", True, "the next line names another"),
        ("成员：王小", "明、李兰、赵刚", False, "a name torn by the end of the line"),
        ("成员：王小明市财政局", "副局长", False, "the office of the body stands on the next line"),
        ("李兰（市财政局）", "局长、党组书记", True, "a bracket closes what is said of a member"),
    ],
)
def test_what_follows_shows_whether_a_member_is_whole(text, following, member, why):
    """A line that the next one goes on with is no whole member."""
    assert is_member(text, following) is member, why


def test_a_list_goes_on_until_something_else_comes() -> None:
    """Members belong to a list only where one has been opened."""
    texts = [
        "李兰市政府副市长",
        "领导小组成员名单",
        "李兰市政府副市长",
        "（共12人）",
        "各有关单位要加强管理。",
        "李兰市政府副市长",
    ]
    assert find_listed(texts) == [False, True, True, True, False, False]
