"""What questions ask for; words that are meant."""

import datetime as dt

import pytest

from gongbao.search.query import Match, names_post, parse, score
from gongbao.search.questions import QuestionKind, parse_question, strip_question
from gongbao.search.suggestions import contexts, suggest

D = dt.date


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "words"),
    [
        ("2021年到期的文件", QuestionKind.EXPIRES, D(2021, 1, 1), D(2021, 12, 31), ""),  # a year
        ("2024年2月失效", QuestionKind.EXPIRES, D(2024, 2, 1), D(2024, 2, 29), ""),  # a month that is longer this year
        ("有效期至2026年7月31日", QuestionKind.EXPIRES, D(2026, 7, 31), D(2026, 7, 31), ""),  # a day behind its mark
        ("2021年6月1日起施行的办法", QuestionKind.EFFECTIVE, D(2021, 6, 1), D(2021, 6, 1), "办法"),  # words remain
        ("2021年4月大事记", QuestionKind.HAPPENED, D(2021, 4, 1), D(2021, 4, 30), ""),  # what a chronicle is called
        ("2021年4月22日发生了什么", QuestionKind.HAPPENED, D(2021, 4, 22), D(2021, 4, 22), ""),  # as a question
        ("2023年7月有哪些防汛活动", QuestionKind.HAPPENED, D(2023, 7, 1), D(2023, 7, 31), "防汛"),  # of one kind
        ("2021-06 发布的文件", QuestionKind.ISSUED, D(2021, 6, 1), D(2021, 6, 30), ""),  # a month in digits
        ("2023年7月印发的博士后文件", QuestionKind.ISSUED, D(2023, 7, 1), D(2023, 7, 31), "博士后"),  # of one matter
    ],
)
def test_a_question_of_days_is_understood(text: str, kind: QuestionKind, first: D, last: D, words: str) -> None:
    """A day, a month or a year with what is to be of it makes a span and the words that remain."""
    question = parse_question(text)
    assert question is not None
    assert (question.kind, question.first, question.last, question.words) == (kind, first, last, words)


@pytest.mark.parametrize(
    "text",
    [
        "2021年政务公开工作要点",  # a title with a year asks for no span
        "聊政发〔2021〕5号",  # nor does a 文号
        "到期的文件",  # of when?
        "2021年2月30日到期",  # no such day
        "营商环境",
        "",
    ],
)
def test_other_words_are_no_question(text: str) -> None:
    """What names no day, or nothing that is of days, is searched as it stands."""
    assert parse_question(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("谁是市审计局副局长", "市审计局副局长"),
        ("请问谁是市审计局副局长？", "市审计局副局长"),
        ("市审计局副局长是谁", "市审计局副局长"),
        ("市审计局副局长由谁担任", "市审计局副局长"),
        ("谁是", "谁是"),  # nothing else is left
        ("关于加强管理的通知", "关于加强管理的通知"),  # a title keeps its words
    ],
)
def test_the_asking_is_taken_off(text: str, words: str) -> None:
    """Words of asking go, the words asked for stay."""
    assert strip_question(text) == words
    assert parse(text).words == words


@pytest.mark.parametrize(
    ("word", "texts", "other"),
    [
        ("营商坏境", ["优化营商环境", "环境"], "营商环境"),  # a look-alike in the middle
        ("卿城市", ["聊城市人民政府"], "聊城市"),  # at the beginning
        ("黄河防讯", ["黄河防汛，黄河防汛", "黄河防线"], "黄河防汛"),  # what is there more often
        ("规范化", ["规范文", "规范性", "规范性"], "规范性"),
        ("残疾入", ["残疾猫，残疾猫", "残疾人"], "残疾人"),  # a look-alike before what is more often
        ("营商环境", ["营商环境"], None),  # it is there
        ("营商", ["经商"], None),  # too short to tell
        ("ABC制度", ["ABD制度"], None),  # only words all in Chinese
        ("甲乙丙丁", ["甲，乙丙丁"], None),  # a mark is no character
    ],
)
def test_the_word_that_is_meant(word: str, texts: list[str], other: str | None) -> None:
    """A word with one character wrong is found, one that looks alike first, then the most frequent."""
    assert suggest(word, texts) == other


def test_contexts_leave_out_each_character_in_turn() -> None:
    """What stands before and after each character, in the order of the characters."""
    assert contexts("审计局") == [("", "计局"), ("审", "局"), ("审计", "")]


@pytest.mark.parametrize(
    ("wanted", "post", "named"),
    [
        ("市审计局副局长", "聊城市审计局副局长", True),  # as it is called within the city
        ("审计局", "聊城市审计局副局长", False),  # a body is no post
        ("局长", "聊城市审计局局长", False),  # too short to name one
        ("党组书记", "示例市审计局局长、党组书记", True),  # each of several
    ],
)
def test_a_query_names_a_post(wanted: str, post: str, named: bool) -> None:
    """The end of a post names it."""
    assert names_post(wanted, post) is named


def test_the_order_of_ranks() -> None:
    """What a document is ranks before what it says; whole phrases before pieces; the title before the body."""
    ranks = [
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
    scores = [score(match) for match in ranks]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
