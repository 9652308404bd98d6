"""Legends: how a document's lists are to be read; each row says why."""

import pytest

from transforms.tag.duty_legends import Legend, is_note, read_legend

FIRST, COMMA = Legend(None), Legend("，,")


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("逗号前为牵头单位，下同", COMMA, "before the comma"),
        ("责任单位中逗号之前的单位均为牵头部门", COMMA, "in other words"),
        ("分号前为牵头单位", Legend("；;"), "before the semicolon"),
        ("顿号前的为牵头单位", FIRST, "before the first 、 stands the first body"),
        ("排名第一位的为牵头责任单位", FIRST, "the first in rank"),
        ("列首位的为牵头单位", FIRST, "the first in place"),
        ("排在第一的部门为牵头部门", FIRST, "with a noun"),
        ("第一个单位为牵头单位", FIRST, "by number"),
        ("列首位的为牵头单位，其余为配合单位", Legend(None, "cooperating"), "the rest has a role of its own"),
        ("逗号前为牵头单位，逗号后的为配合单位", Legend("，,", "cooperating"), "so has what stands behind"),
        ("以下任务均由各县（市、区）负责，不再列出", None, "a scope, no order"),
        ("综合排名第一的企业给予奖励", None, "a rank of anything else"),
        ("首位度明显提升", None, "a word that only begins so"),
    ],
)
def test_legends(text: str, expected: Legend | None, why: str) -> None:
    """Who leads, and what the rest do."""
    assert read_legend(text) == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("注：列首位的为牵头单位。", True, "a note"),
        ("以上任务，列首位的为牵头单位。", True, "what stands above"),
        ("为此，注：", False, "no note opens so"),
    ],
)
def test_notes(text: str, expected: bool, why: str) -> None:
    """A note is of all above it."""
    assert is_note(text) is expected, why
