"""Abbreviated names of bodies in queries."""

from collections.abc import Iterable

import pytest

from gongbao.archive.spelling import part_body, spell_out
from gongbao.search.query import parse

NAMES = (
    "山东省卫生健康委",
    "市卫生健康委员会",
    "市教育体育局",
    "山东省教育和体育局",
    "市行政审批服务局",
    "市场监管局 知识产权局",
    "市市场监管局",
    "市发展改革委",
)


def find_names(characters: str) -> Iterable[str]:
    """The archive's: all, which hold more than what was asked for."""
    return NAMES


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("卫健委", "卫健委 OR 卫生健康委 OR 卫生健康委员会", "all whole names that the archive has"),
        ("市卫健委", "市卫健委 OR 市卫生健康委 OR 市卫生健康委员会", "with the rank it was named with"),
        ("教体局 足球", "教体局 OR 教育体育局 OR 教育和体育局 足球", "beside other words"),
        ("足球 -卫健委", None, "what is excluded is excluded as typed"),
        ("教体局 -足球", "教体局 OR 教育体育局 OR 教育和体育局 -足球", "and stays so"),
        ("谁是市教体局副局长", "市教体局副局长 OR 市教育体育局副局长 OR 市教育和体育局副局长", "who heads it"),
        ("市监局", "市监局 OR 市场监管局 OR 市场监督管理局", "no rank of a place; a name with a blank is two"),
        ("财政局", None, "a whole name"),
        ("“卫健委”", None, "a quoted phrase is found as it stands"),
        ("教体局 OR 足球", None, "nor are alternatives added to"),
        ("足球 比赛", None, "no body"),
        ("乙丙局", None, "a body that nobody knows"),
        ("联席会议", None, "what does not end as bodies do"),
    ],
)
def test_spell_out(text: str, expected: str | None, why: str) -> None:
    """The query with whole names beside abbreviated ones."""
    assert spell_out(parse(text), find_names) == expected, why


def test_a_spelt_out_query_is_spelt_out() -> None:
    """Once is enough: the answer is asked for by the same rules."""
    said = spell_out(parse("卫健委 职责"), find_names)
    assert said is not None
    assert spell_out(parse(said), find_names) is None


@pytest.mark.parametrize(
    ("name", "parts", "why"),
    [
        ("市卫健委", ("市", "卫健委"), "a rank"),
        ("市监局", ("", "市监局"), "a word that begins as a rank does"),
        ("市市监局", ("市", "市监局"), "both"),
        ("山东省教育厅", ("山东省", "教育厅"), "a place"),
    ],
)
def test_part_body(name: str, parts: tuple[str, str], why: str) -> None:
    """Place and rest."""
    assert part_body(name) == parts, why
