"""Folding, tokens, parsing and marking, row by row."""

from collections.abc import Callable

import pytest
from growth import ADVERSARIAL, STEEPEST, find_steepness
from hypothesis import given
from hypothesis import strategies as st

from gongbao.search.query import (
    Match,
    Phrase,
    TokenizedText,
    coverage,
    fold,
    highlights,
    key,
    names_post,
    number_key,
    parse,
    phrase,
    score,
    tokens,
    words,
)

Step = Callable[[str], object]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("审计局", ["审计", "计局", "局"], "pairs that overlap, and the last character alone"),
        ("局", ["局"], "a run of one"),
        ("审计，监督", ["审计", "计", "监督", "督"], "marks part runs"),
        ("王　刚", ["王刚", "刚"], "blanks within a name part nothing"),
        ("甲\t乙", ["甲", "乙"], "cells of a table are apart"),
        ("2021年6月", ["2021", "年", "6", "月"], "numbers are words"),
        ("ＧＤＰ增长３．５％", ["gdp", "增长", "长", "3", "5"], "half width and lower case"),
        ("GB/T 9704", ["gb", "t", "9704"], "Latin words part at blanks and marks"),
        ("聊政发〔2021〕5号", ["聊政", "政发", "发", "2021", "5", "号"], "a 文号 without its brackets"),
        ("㈠加强", ["一", "加强", "强"], "one character that stands for three"),
        ("𠮷野", ["𠮷野", "野"], "characters beyond the first plane"),
        ("a" * 100, ["a" * 64], "very long words are cut"),
        ("，。 \0", [], "nothing to find"),
    ],
)
def test_words(text: str, expected: list[str], why: str) -> None:
    """What a text is found by."""
    assert words(text) == expected, why
    assert [token.text for token in tokens(text)] == expected, why


@pytest.mark.parametrize(
    ("spelling", "why"),
    [
        ("示政发〔2021〕5号", "as it should be"),
        ("示政发[2021]5号", "square brackets"),
        ("示政发（2021）5号", "round ones"),
        ("示政发(2021)5号", "in half width"),
        ("示政发【2021】5号", "black ones"),
        ("示政发﹝2021﹞5号", "small ones"),
        ("示政发〔２０２１〕５号", "full-width digits"),
        ("示政发 〔2021〕 5 号", "blanks"),
        ("示政发〔2021〕第5号", "第"),
        ("示政发〔2021〕05号", "a leading nought"),
    ],
)
def test_number_key(spelling: str, why: str) -> None:
    """All spellings of a 文号 are one."""
    assert number_key(spelling) == "示政发 2021 5 号", why


def test_key_of_other_numbers() -> None:
    """What has not the usual form is compared by its words."""
    assert number_key("示例市人民政府令第51号") == key("示例市人民政府令 第５１号".replace(" ", ""))
    assert number_key("示政发〔2021〕5号") != number_key("示政发〔2021〕51号")


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("审计局", Phrase(("审计", "计局")), "its last character may start another pair in a text"),
        ("局", Phrase(("局",), open=True), "one character is how a pair begins"),
        ("2021年", Phrase(("2021", "年"), open=True), "so is one at the end"),
        ("第5", Phrase(("第", "5")), "a number is whole"),
        ("审计 2021", Phrase(("审计", "计", "2021")), "a run that ends within the phrase ends in the text too"),
        ("《》", None, "nothing to find"),
    ],
)
def test_phrase(text: str, expected: Phrase | None, why: str) -> None:
    """A phrase is its tokens, open at the end where Chinese may go on."""
    assert phrase(text) == expected, why


@pytest.mark.parametrize(
    ("text", "terms", "whole", "grams", "why"),
    [
        ("审计局", 1, False, 2, "one word"),
        ("审计 监督", 2, True, 2, "two words, and both as one phrase"),
        ("“审计 监督”", 1, False, 0, "a quoted phrase only"),
        ('"审计" 监督', 2, False, 0, "a quoted phrase and a word"),
        ("「审计", 1, False, 1, "a quotation mark without its other half is a mark"),
        ("审计 审计", 1, False, 1, "the same word twice is once"),
        ("a b c d e f g h i j", 8, True, 10, "so many words are looked at"),
        ("", 0, False, 0, "nothing"),
        ("审计 OR 监督", 1, False, 0, "one term in two ways"),
        ("审计 -监督", 1, False, 1, "what is excluded is not looked for"),
        ("示政发2021年第5号 审计", 2, True, 7, "a 文号 is one term however it is said"),
    ],
)
def test_parse(text: str, terms: int, whole: bool, grams: int, why: str) -> None:
    """A query is understood as terms, a phrase, and pairs."""
    search = parse(text)
    assert (len(search.terms), search.whole is not None, len(search.grams)) == (terms, whole, grams), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("示政发〔2021〕5号", "as it is printed"),
        ("示政发2021年第5号", "as it is said"),
        ("示政发二〇二一年五号", "in words"),
        ("示政发〔二〇二一〕五号", "in words, with brackets"),
        ("示政发２０２１年５号", "full-width digits"),
        ("示政发[2021]第5号 审计监督", "with a word"),
        ("审计 示政发 2021年 第 5 号文件", "behind a word, with blanks, called a paper"),
    ],
)
def test_numbers_in_words(text: str, why: str) -> None:
    """A 文号 is told however people say it."""
    assert number_key("示政发〔2021〕5号") in parse(text).numbers, why


def test_what_is_excluded_is_a_term() -> None:
    """With all of its words, and none of what is looked for."""
    search = parse("审计 -监督 －“内部 控制”")
    assert [term.texts for term in search.terms] == [("审计",)]
    assert [term.texts for term in search.excluded] == [("监督",), ("内部 控制",)]
    assert (search.words, search.keys) == ("审计", ("审计",))


@pytest.mark.parametrize(
    ("text", "wanted", "marked", "why"),
    [
        ("市审计局副局长", "审计局", ["审计局"], "a phrase within a run"),
        ("局局局", "局", ["局局局"], "marks that meet are one"),
        ("审计，审计。", "审计", ["审计", "审计"], "each place"),
        ("李　四出席", "李四", ["李　四"], "with the blank between"),
        ("（㈠加强）", "加强", ["加强"], "places are right after a character that folds to three"),
        ("ﬁ湿地ﬁ", "湿地", ["湿地"], "and after a ligature"),
        ("自２０２１年６月起", "2021年6月", ["２０２１年６月"], "in the width of the text"),
        ("聊政发[2021]5号文", "聊政发〔2021〕5号", ["聊政发[2021]5号"], "with the brackets of the text"),
        ("12021年", "2021年", [], "not within another number"),
        ("审 计", "审计局", [], "not a part of it"),
    ],
)
def test_highlights(text: str, wanted: str, marked: list[str], why: str) -> None:
    """Spans mark the phrase as the text spells it."""
    found = phrase(wanted)
    assert found is not None
    assert [text[start:end] for start, end in highlights(text, [found])] == marked, why


def test_coverage() -> None:
    """The part of a query's pairs that a text holds."""
    grams = parse("凡是市审计局").grams
    assert coverage("示例市审计局局长", grams) == pytest.approx(3 / 5)
    assert coverage("", grams) == coverage("甲", ()) == 0


WAYS = [
    Match(number=True),
    Match(in_period=True),
    Match(name=True),
    Match(office=True),
    Match(post="appoint"),
    Match(post="remove"),
    Match(title=True, phrase=1),
    Match(entity=True),
    Match(phrase=1),
    Match(together=1, title=True),
    Match(together=1),
    Match(apart=True),
    Match(coverage=1.0, title=True),
    Match(coverage=1.0),
    Match(coverage=0.5),
]

AMOUNTS = [
    Match(number=True),
    Match(name=True, phrase=1, title=True),
    Match(office=True),
    Match(phrase=3, title=True),
    Match(entity=True, phrase=9),
    Match(phrase=9),
    Match(phrase=1),
    Match(together=1, title=True, apart=True),
    Match(together=1, apart=True),
    Match(apart=True),
    Match(coverage=0.9),
    Match(coverage=0.5),
]


@pytest.mark.parametrize(
    ("ranks", "why"),
    [
        (WAYS, "what a document is before what it says; whole phrases before parts; the title before the body"),
        (AMOUNTS, "each way to answer is worth more than the next, whatever the counts"),
    ],
    ids=["ways", "amounts"],
)
def test_the_order_of_ranks(ranks: list[Match], why: str) -> None:
    """Better matches score higher, and no two kinds of match score alike."""
    scores = [score(match) for match in ranks]
    assert scores == sorted(scores, reverse=True), why
    assert len(set(scores)) == len(scores), why


def test_no_count_lifts_a_match_over_the_next_kind() -> None:
    """A million phrases are worth less than what a document is about."""
    assert score(Match(phrase=10**6)) < score(Match(entity=True))


@given(st.text())
def test_folding_keeps_places(text: str) -> None:
    """Every folded character has the place it came from, in order, and tokens lie within the text."""
    folded, places = fold(text)
    places = list(range(len(text))) if places is None else places
    assert len(places) == len(folded)
    assert places == sorted(places)
    assert set(places) == set(range(len(text)))
    for token in tokens(text):
        assert 0 <= token.start < token.middle <= token.end <= len(text)


@given(st.text(), st.text())
def test_words_and_tokens_agree(text: str, more: str) -> None:
    """What fills the index is what marks are made from; a line's end parts two texts."""
    assert words(text) == [token.text for token in tokens(text)]
    assert words(f"{text}\n{more}") == words(text) + words(more)


@pytest.mark.parametrize(
    ("wanted", "post", "named", "why"),
    [
        ("市审计局副局长", "聊城市审计局副局长", True, "as it is called within the city"),
        ("审计局", "聊城市审计局副局长", False, "a body is no post"),
        ("局长", "聊城市审计局局长", False, "too short to name one"),
        ("党组书记", "示例市审计局局长、党组书记", True, "each of several"),
    ],
)
def test_a_query_names_a_post(wanted: str, post: str, named: bool, why: str) -> None:
    """The end of a post names it."""
    assert names_post([wanted], post) is named, why


def find_naively(text: str, wanted: Phrase) -> list[tuple[int, int]]:
    """Where a phrase stands, token by token."""
    found, size = list(tokens(text)), len(wanted.tokens)
    spans = []
    for at in range(len(found) - size + 1):
        *firm, last = found[at : at + size]
        ends = last.text.startswith(wanted.tokens[-1]) if wanted.open else last.text == wanted.tokens[-1]
        if ends and all(a.text == b for a, b in zip(firm, wanted.tokens, strict=False)):
            spans.append((found[at].start, last.middle if wanted.open else last.end))
    return spans


@given(st.text("审计局 a1，", max_size=30), st.text("审计局 a1，", min_size=1, max_size=5))
def test_phrases_are_found_as_token_by_token(text: str, words_: str) -> None:
    """Looking for a phrase in all tokens at once finds what comparing each would."""
    wanted = phrase(words_)
    assert wanted is None or list(TokenizedText(text).find(wanted)) == find_naively(text, wanted)


@pytest.mark.parametrize("text", ADVERSARIAL)
@pytest.mark.parametrize(
    "step",
    [
        pytest.param(words, id="words"),
        pytest.param(key, id="key"),
        pytest.param(number_key, id="number_key"),
        pytest.param(lambda text: highlights(text, parse(text).phrases), id="highlights"),
        pytest.param(lambda text: coverage(text, parse(text).grams), id="coverage"),
    ],
)
def test_four_times_the_text_takes_little_more_than_four_times_as_long(step: Step, text: str) -> None:
    """Whatever it is made of; a query of the same stuff is the hardest to find in it."""
    assert find_steepness(step, ADVERSARIAL[text]) <= STEEPEST
