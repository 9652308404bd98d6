"""What questions of days and of persons ask for."""

import datetime as dt

import pytest

from gongbao.search.query import parse
from gongbao.search.questions import QuestionKind, find_repealed, parse_question, strip_question

D = dt.date


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "words", "why"),
    [
        ("2021年到期的文件", QuestionKind.EXPIRES, D(2021, 1, 1), D(2021, 12, 31), "", "a year"),
        ("2024年2月失效", QuestionKind.EXPIRES, D(2024, 2, 1), D(2024, 2, 29), "", "a month that is longer this year"),
        (
            "有效期至2026年7月31日",
            QuestionKind.EXPIRES,
            D(2026, 7, 31),
            D(2026, 7, 31),
            "",
            "a day, the mark before it",
        ),
        ("2021年6月1日起施行的办法", QuestionKind.EFFECTIVE, D(2021, 6, 1), D(2021, 6, 1), "办法", "words remain"),
        ("2021年4月大事记", QuestionKind.HAPPENED, D(2021, 4, 1), D(2021, 4, 30), "", "what a chronicle is called"),
        ("2021年4月22日发生了什么", QuestionKind.HAPPENED, D(2021, 4, 22), D(2021, 4, 22), "", "as a question"),
        ("2023年7月有哪些防汛活动", QuestionKind.HAPPENED, D(2023, 7, 1), D(2023, 7, 31), "防汛", "of one kind"),
        ("2021-06 发布的文件", QuestionKind.ISSUED, D(2021, 6, 1), D(2021, 6, 30), "", "a month in digits"),
        ("2021年第二季度任命的干部", QuestionKind.APPOINTED, D(2021, 4, 1), D(2021, 6, 30), "", "a quarter"),
        ("2021年4季度任免了哪些人", QuestionKind.APPOINTED, D(2021, 10, 1), D(2021, 12, 31), "", "in digits"),
        ("2023年上半年到期", QuestionKind.EXPIRES, D(2023, 1, 1), D(2023, 6, 30), "", "a half"),
        ("2023年下半年审计局任免", QuestionKind.APPOINTED, D(2023, 7, 1), D(2023, 12, 31), "审计局", "where"),
        ("2023年7月印发的博士后文件", QuestionKind.ISSUED, D(2023, 7, 1), D(2023, 7, 31), "博士后", "of one matter"),
    ],
)
def test_a_question_of_days_is_understood(
    text: str, kind: QuestionKind, first: D, last: D, words: str, why: str
) -> None:
    """A day, a month or a year with what is to be of it makes a span and the words that remain."""
    question = parse_question(text)
    assert question is not None
    assert (question.kind, question.first, question.last, question.words) == (kind, first, last, words), why


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
    ("text", "words", "why"),
    [
        ("谁是市审计局副局长", "市审计局副局长", "the word of asking first"),
        ("请问谁是市审计局副局长？", "市审计局副局长", "politely, with its mark"),
        ("市审计局副局长是谁", "市审计局副局长", "last"),
        ("市审计局副局长由谁担任", "市审计局副局长", "in several words"),
        ("谁是", "谁是", "nothing else is left"),
        ("关于加强管理的通知", "关于加强管理的通知", "a title keeps its words"),
    ],
)
def test_words_of_asking_are_taken_off(text: str, words: str, why: str) -> None:
    """Words of asking go, the words asked for stay."""
    assert strip_question(text) == words, why
    assert parse(text).words == words, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("什么废止了示政发〔2016〕5号", ("示政发〔2016〕5号", "废止"), "what does it"),
        ("哪个文件取代了湿地保护办法？", ("湿地保护办法", "取代"), "of a title, with a mark"),
        ("示政发〔2016〕5号被哪个文件废止了", ("示政发〔2016〕5号", "废止"), "what is done to it"),
        ("湿地保护办法废止", None, "no question"),
        ("", None, "nothing"),
    ],
)
def test_what_repeals_a_text(text: str, expected: tuple[str, str] | None, why: str) -> None:
    """The text is told from the question, and is not itself the answer."""
    assert find_repealed(text) == expected, why
    assert (parse(text).numbers == ()) is (expected is not None)
