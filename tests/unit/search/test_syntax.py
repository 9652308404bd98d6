"""What of a query is words, phrases, numbers, alternatives, and what is excluded."""

import pytest
from growth import ADVERSARIAL, STEEPEST, find_steepness
from hypothesis import given
from hypothesis import strategies as st

from gongbao.search.syntax import normalize, part_excluded, read_words


@pytest.mark.parametrize(
    ("text", "groups", "excluded", "why"),
    [
        ("审计 监督", [["审计"], ["监督"]], [], "words"),
        ("贯彻“审计 监督”制度", [["贯彻"], ["审计 监督"], ["制度"]], [], "a phrase within a word"),
        ("审计 -监督", [["审计"]], ["监督"], "excluded"),
        ("－监督", [], ["监督"], "in full width, and nothing else"),
        ('-"内部 控制" 审计', [["审计"]], ["内部 控制"], "a phrase excluded"),
        ("审计-监督", [["审计-监督"]], [], "a dash within a word"),
        ("2021-06 - 07", [["2021-06"], ["-"], ["07"]], [], "a dash that stands alone"),
        ("审计 OR 监督 制度", [["审计", "监督"], ["制度"]], [], "either of two"),
        ("甲甲 OR 乙乙 OR 丙丙", [["甲甲", "乙乙", "丙丙"]], [], "any of three"),
        ("OR 审计 OR", [["OR"], ["审计"], ["OR"]], [], "between nothing it is a word"),
        ("审计 or 监督", [["审计"], ["or"], ["监督"]], [], "as it is in small letters"),
        ("审计 OR -监督", [["审计"], ["OR"]], ["监督"], "nor does it join what is excluded"),
        ("示政发2021年第5号", [["示政发〔2021〕5号", "示政发2021年第5号"]], [], "a number, in two spellings"),
        ("示政发二〇二一年十二号文", [["示政发〔2021〕12号", "示政发二〇二一年十二号"]], [], "in words"),
        ("-示政发〔2021〕5号", [], ["示政发〔2021〕5号"], "a number excluded"),
        ("2021年5号线", [["2021年5号线"]], [], "a year and a number are no 文号 without a code"),
        ("「审计", [["「"], ["审计"]], [], "a mark without its other half"),
    ],
)
def test_read_words(text: str, groups: list[list[str]], excluded: list[str], why: str) -> None:
    """A query in its parts."""
    words = read_words(normalize(text))
    assert [[way for word in group for way in word.texts] for group in words.groups] == groups, why
    assert [word.texts[0] for word in words.excluded] == excluded, why


@given(st.text('审计 -"OR”“', max_size=30))
def test_both_parts_are_queries(text: str) -> None:
    """What is found and what is excluded, read each by itself, is what the query reads as."""
    found, without = part_excluded(text)
    assert read_words(without).excluded == read_words(text).excluded
    assert not read_words(found).excluded


@pytest.mark.parametrize("text", ADVERSARIAL)
def test_four_times_the_text_takes_little_more_than_four_times_as_long(text: str) -> None:
    """Whatever it is made of."""
    assert find_steepness(read_words, ADVERSARIAL[text]) <= STEEPEST
