"""Abbreviated names of bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.archive.abbreviations import abbreviates, find_whole, is_whole

ROWS = [
    ("卫健委", "卫生健康委员会", 2, "委 of 委员会"),
    ("卫生健康委", "卫生健康委员会", 2, "the last word alone is short"),
    ("市监局", "市场监督管理局", 2, "first characters of words"),
    ("教体局", "教育和体育局", 2, "without what joins them"),
    ("扶贫办", "扶贫开发办公室", 2, "办 of 办公室"),
    ("审批局", "行政审批服务局", 1, "what stands together in the middle"),
    ("审批局", "审计批复局", 2, "it begins alike"),
    ("健卫委", "卫生健康委员会", 0, "another order"),
    ("卫健局", "卫生健康委员会", 0, "another last word"),
    ("水利局", "水利局", 0, "the same is no abbreviation"),
    ("水局", "水利局", 0, "too short to tell"),
    ("卫生健康委员会", "卫健委", 0, "the other way round"),
    ("理务局", "管理事务局", 0, "it neither begins alike nor stands together"),
]


@pytest.mark.parametrize(("short", "whole", "rate", "why"), ROWS, ids=[why for *_, why in ROWS])
def test_characters_are_left_out_in_order(short: str, whole: str, rate: int, why: str) -> None:
    """How well one name abbreviates another."""
    assert abbreviates(short, whole) == rate, why


def test_the_one_best_name_is_meant() -> None:
    """None where several are as good."""
    assert find_whole("审批局", ["行政审批服务局", "审计批复局"]) == "审计批复局"
    assert find_whole("教体局", ["教育和体育局", "教育体育局"]) is None
    assert find_whole("教体局", []) is None


def test_whole_names_have_their_last_word_whole() -> None:
    """委 and 办 are short."""
    assert [is_whole(name) for name in ("卫生健康委员会", "卫生健康委", "扶贫办", "水利局")] == [
        True,
        False,
        False,
        True,
    ]


@given(st.text("水利卫生健康局委员会办公室", max_size=8), st.text("水利卫生健康局委员会办公室", max_size=12))
def test_an_abbreviation_is_shorter_and_in_order(short: str, whole: str) -> None:
    """Whatever the names: no character comes from elsewhere, and nothing abbreviates itself."""
    if abbreviates(short, whole):
        left = iter(whole)
        assert len(short) < len(whole)
        assert all(character in left for character in short)
        assert not abbreviates(whole, short)
