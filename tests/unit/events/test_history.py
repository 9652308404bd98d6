"""From where a replay begins."""

import pytest
from builders import make_event

from gongbao.errors import InputError
from gongbao.events.history import parse_since


@pytest.mark.parametrize(
    ("since", "issue", "reached", "why"),
    [
        ("2021/4", "liaocheng/2021/4", True, "the issue itself"),
        ("2021/4", "liaocheng/2021/3", False, "the one before it"),
        ("2021/4", "liaocheng/2021/12", True, "by number, not by letters"),
        ("2021/4", "liaocheng/2022/1", True, "the year comes first"),
        ("2021", "liaocheng/2021/1", True, "a whole year"),
        ("2023/7", "liaocheng/2023/6-7", True, "a joint issue, by its last"),
        ("2023/8", "liaocheng/2023/6-7", False, "behind the last of a joint issue"),
        ("chongqing/2021", "liaocheng/2021/4", False, "another gazette"),
        ("2021/4", "liaocheng", False, "no issue"),
    ],
)
def test_a_replay_reaches_back_to_an_issue(since: str, issue: str, reached: bool, why: str) -> None:
    """By year and number, a joint issue by its last; an event of no issue is not reached."""
    assert parse_since(since).reaches(make_event(issue=issue)) == reached, why
    assert parse_since(since).reaches(make_event("gongbao.issue.published", issue)) == reached, why


@pytest.mark.parametrize("text", ["", "4", "2021/", "2021/x", "a b/2021", "../2021", "2021/4/5/6"])
def test_what_names_no_issue_is_an_error(text: str) -> None:
    """With a sentence that says how to write it."""
    with pytest.raises(InputError):
        parse_since(text)
