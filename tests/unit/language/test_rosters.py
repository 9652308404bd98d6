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
        ("市政府", False, "no post"),
    ],
)
def test_members(text, member, why):
    """A member is a name with a post behind it."""
    assert is_member(text) is member, why


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
