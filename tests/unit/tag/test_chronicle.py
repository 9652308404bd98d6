"""Entries of a chronicle; each row says why."""

import pytest
from tagging import tag_texts

from gongbao.model import Kind

CHRONICLE = [
    (("1日，市长于永生出席会议。",), [("2022-04-01", None, ("于永生",))], "a day of the title's month"),
    (
        ("1日，市长于永生出席会议。", "△副市长何立陪同。"),
        [("2022-04-01", None, ("于永生",)), ("2022-04-01", None, ("何立",))],
        "△ is the same day as the entry before",
    ),
    (("12—13日，市长于永生赴外地考察。",), [("2022-04-12", "2022-04-13", ("于永生",))], "a range"),
    (("10-11日，市长于永生赴外地考察。",), [("2022-04-10", "2022-04-11", ("于永生",))], "a range with a hyphen"),
    (("30日至5月2日，市长于永生赴外地考察。",), [("2022-04-30", "2022-05-02", ("于永生",))], "into the next month"),
    (("29—2日，市长于永生赴外地考察。",), [("2022-04-29", "2022-05-02", ("于永生",))], "into the next month, unsaid"),
    (
        ("1日，召开会议。", "市长于永生主持。"),
        [("2022-04-01", None, ("于永生",))],
        "a paragraph without a day goes on with the entry before",
    ),
    (
        ("1日，市长于永生主持会议，学习习近平总书记近期重要讲话精神，传达省委书记林红在柳调研时的讲话精神。",),
        [("2022-04-01", None, ("于永生",))],
        "who is quoted did not take part",
    ),
    (
        ("1日，省委书记林红讲话，市长于永生作动员讲话。",),
        [("2022-04-01", None, ("林红", "于永生"))],
        "who speaks took part",
    ),
    (
        ("1日，市长于永生会见匈牙利佩奇市长安娜·科瓦奇。于永生介绍情况。",),
        [("2022-04-01", None, ("于永生", "安娜·科瓦奇"))],
        "guests took part; each once",
    ),
    (
        ("1日市长于永生出席会议。", "2日副市长何立到清水县调研。"),
        [("2022-04-01", None, ("于永生",)), ("2022-04-02", None, ("何立",))],
        "a day that only a blank set off",
    ),
    (
        ("三月", "30日，市长于永生出席会议。", "4月份", "2日，召开会议。"),
        [("2022-03-30", None, ("于永生",)), ("2022-04-02", None, ())],
        "a heading names the month",
    ),
    (
        ("1日，召开会议。", "十三月", "2日，召开会议。"),
        [("2022-04-01", None, ()), ("2022-04-02", None, ())],
        "a month that is none names nothing",
    ),
    (
        ("前言：本月大事如下。", "3日，召开会议。"),
        [("2022-04-03", None, ())],
        "what comes before the first day is no entry",
    ),
]


@pytest.mark.parametrize(("texts", "expected", "why"), CHRONICLE)
def test_chronicle(texts: tuple[str, ...], expected: list[tuple[object, ...]], why: str) -> None:
    """Every entry of a chronicle has its days and those who took part."""
    found = tag_texts(
        *texts, kind=Kind.CHRONICLE, title="柳原市人民政府大事记（2022年4月）", number=None, date=None
    ).chronicle
    got = [(str(i.date), str(i.end) if i.end else None, i.people) for i in found]
    assert got == expected, why
