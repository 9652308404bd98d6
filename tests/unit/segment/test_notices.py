"""Covering notices that OCR wove out of two columns, and what was printed."""

import random

import pytest
from fragments import make_fragments, read_text_fragments

from transforms.segment.fragments import Seams
from transforms.segment.notices import reorder_opening

BODY, DAY = "某城市人民政府", "2022年3月1日"
TITLE, ISSUED = "某城市人民政府关于印发某城市甲类产业管理办法的通知", "某城市甲类产业管理办法"
ELSEWHERE = Seams(["各县（市、区）人民政府，市属开发区管委会，市政府有关部门、各直属机构：\n某城市甲类产业管理办法"])
TO_1, TO_2 = "各县（市、区）人民政府，市属开发区管委会，市政", "府有关部门、各直属机构："
WORDS_1, WORDS_2 = "《某城市甲类产业管理办法》已经市政府同意，现印", "发给你们，请结合实际认真贯彻执行。"
NOTICE = [TO_1, TO_2, WORDS_1, WORDS_2, BODY, DAY]

WOVEN = [
    (NOTICE, "in order already"),
    ([TO_1, WORDS_2, TO_2, BODY, WORDS_1, DAY], "row by row"),
    ([WORDS_2, BODY, DAY, TO_1, TO_2, WORDS_1], "the second column first"),
    ([TO_1, TO_2, WORDS_2, WORDS_1, BODY, DAY], "the end of the sentence behind the addressees"),
    ([TO_1, WORDS_2, TO_2, WORDS_1, BODY, DAY], "and among them"),
    ([BODY, DAY, TO_1, TO_2, WORDS_1, WORDS_2], "the signature before what it signs"),
    ([TO_1, TO_2, BODY, WORDS_1, WORDS_2, DAY], "the signature without its date"),
    ([TO_1 + WORDS_2, TO_2, WORDS_1, BODY, DAY], "the end of the sentence on a line of the addressees"),
    ([TO_1, TO_2 + WORDS_2, WORDS_1, BODY, DAY], "and behind their colon"),
    ([TO_1 + "  " + WORDS_2, TO_2 + "  " + BODY, WORDS_1 + "  " + DAY], "all rows run together, a blank between"),
    ([TO_1, WORDS_2, TO_2, WORDS_1 + DAY, BODY], "the date on a line of words"),
    ([TO_1, TO_2, WORDS_2[-4:], WORDS_1, WORDS_2[:-4], BODY, DAY], "a last line of few words, above a cited title"),
]


@pytest.mark.parametrize(("printed", "why"), WOVEN, ids=[row[1] for row in WOVEN])
def test_a_notice_is_put_in_order(printed: list[str], why: str) -> None:
    """To whom it goes, its words, its signature, its date."""
    fragments = read_text_fragments("\n\n".join([*printed, ISSUED, "第一条为了甲，制定本办法。"]))
    found = [f.text for f in reorder_opening(fragments, TITLE, ELSEWHERE)]
    assert "".join(found[:-2]) == "".join(NOTICE), why
    assert found[-2:] == [ISSUED, "第一条为了甲，制定本办法。"]


PROMULGATED = "《某城市甲类产业管理办法》已经市政府第2次常务会议通过，现予公布，自2022年5月1日起施行。"
LEFT_ALONE = [
    ("", [PROMULGATED, "市长李小明", DAY, ISSUED], "an order, signed by a person with the office"),
    ("", [PROMULGATED, "市长", "李小明", DAY, ISSUED], "the two on two lines"),
    ("", [PROMULGATED, "总理李小明", DAY, ISSUED], "an office without the body that it is of"),
    (
        "中共某城市委办公室某城市人民政府办公室印发《甲类意见》的通知",
        [
            TO_1,
            TO_2,
            "《甲类意见》已经同意，",
            "现印发给你们。",
            "中共某城市委办公室",
            "某城市人民政府办公室",
            DAY,
            "甲类意见",
        ],
        "two that issue it together sign on two lines",
    ),
    (
        "某城市市监局关于印发《甲类意见》的通知",
        [TO_1, TO_2, "《甲类意见》已经同意，", "现印发给你们。", "某城市市场监督管理局", DAY, "甲类意见"],
        "a body signs by its full name",
    ),
    (
        TITLE,
        [TO_1, TO_2, WORDS_1, WORDS_2, BODY, DAY, BODY, ISSUED],
        "the name that opens the title of what is issued is no signature",
    ),
    (TITLE, ["为了甲，现就有关事项通知如下：", "一、甲。", "二、乙。", BODY, DAY], "a notice without addressees"),
    (
        "某城市人民政府关于任免王小明职务的通知",
        [TO_1, TO_2, "市人民政府决定，任命：", "王小明为某局局长。", BODY, DAY],
        "appointments are no covering notice",
    ),
    ("某城市人民政府关于做好甲工作的意见", [TO_1, TO_2, "为了甲，", "提出意见。", "一、甲"], "nothing is issued"),
]


@pytest.mark.parametrize(("title", "printed", "why"), LEFT_ALONE, ids=[row[2] for row in LEFT_ALONE])
def test_what_is_no_torn_notice_is_left_alone(title: str, printed: list[str], why: str) -> None:
    """Only a covering notice that reads badly is touched."""
    fragments = read_text_fragments("\n\n".join(printed))
    assert reorder_opening(fragments, title, ELSEWHERE) == fragments, why


REMARK = "（此件公开发布）"
REMARKED = [
    ([*NOTICE, REMARK], "in order"),
    ([TO_1, WORDS_2, TO_2, BODY, WORDS_1, DAY, REMARK], "row by row"),
    ([TO_1, TO_2, BODY, DAY, WORDS_1, WORDS_2, REMARK], "the signature first"),
]


@pytest.mark.parametrize(("printed", "why"), REMARKED, ids=[row[1] for row in REMARKED])
def test_a_remark_stands_below_the_date(printed: list[str], why: str) -> None:
    """As GB/T 9704 has it (附注)."""
    found = reorder_opening(read_text_fragments("\n\n".join([*printed, ISSUED])), TITLE, ELSEWHERE)
    assert "".join(f.text for f in found) == "".join([*NOTICE, REMARK, ISSUED]), why


def test_what_is_asked_follows_what_is_issued() -> None:
    """请… in a sentence of its own, printed before the sentence that issues."""
    issues, asks = "《某城市甲类产业管理办法》已经市政府同意，现印发给你们。", "请结合实际，认真组织实施。"
    printed = [TO_1, TO_2, asks, issues, BODY, DAY, ISSUED]
    found = [f.text for f in reorder_opening(read_text_fragments("\n\n".join(printed)), TITLE, ELSEWHERE)]
    assert found == [TO_1, TO_2, issues, asks, BODY, DAY, ISSUED]


def test_what_geometry_ordered_is_left_alone() -> None:
    """Where indents are known the columns were read in their order."""
    from dataclasses import replace

    fragments = tuple(replace(f, begins=True) for f in make_fragments(BODY, TO_1, TO_2, WORDS_1, WORDS_2, DAY, ISSUED))
    assert reorder_opening(fragments, TITLE, ELSEWHERE) == fragments


def test_nothing_is_lost_on_the_way() -> None:
    """Whatever the order, each character is there once."""
    chance = random.Random(3)
    for _ in range(12):
        printed = chance.sample(NOTICE, len(NOTICE))
        fragments = read_text_fragments("\n\n".join([*printed, ISSUED]))
        found = "".join(f.text for f in reorder_opening(fragments, TITLE, ELSEWHERE))
        assert sorted(found) == sorted("".join([*printed, ISSUED]))
