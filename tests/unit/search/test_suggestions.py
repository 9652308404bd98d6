"""The word that is meant where one was mistyped."""

import pytest

from gongbao.search.suggestions import contexts, suggest


@pytest.mark.parametrize(
    ("word", "texts", "other", "why"),
    [
        ("营商坏境", ["优化营商环境", "环境"], "营商环境", "a confusable character in the middle"),
        ("卿城市", ["聊城市人民政府"], "聊城市", "at the beginning"),
        ("黄河防讯", ["黄河防汛，黄河防汛", "黄河防线"], "黄河防汛", "what is there more often"),
        ("规范化", ["规范文", "规范性", "规范性"], "规范性", "of two that fit the more frequent"),
        ("残疾入", ["残疾猫，残疾猫", "残疾人"], "残疾人", "a confusable character before what is more often"),
        ("营商环境", ["营商环境"], None, "it is there"),
        ("营商", ["经商"], None, "too short to tell"),
        ("ABC制度", ["ABD制度"], None, "only words all in Chinese"),
        ("甲乙丙丁", ["甲，乙丙丁"], None, "a mark is no character"),
    ],
)
def test_the_word_that_is_meant(word: str, texts: list[str], other: str | None, why: str) -> None:
    """A word with one character wrong is found, a confusable one first, then the most frequent."""
    assert suggest(word, texts) == other, why


def test_contexts_leave_out_each_character_in_turn() -> None:
    """What stands before and after each character, in the order of the characters."""
    assert contexts("审计局") == [("", "计局"), ("审", "局"), ("审计", "")]
