"""What entries of a chronicle tell, and where; each row says why."""

import pytest

from transforms.tag.happenings import find_happening, find_place

CASES = [
    (
        "1日，市长于永生主持召开市政府常务会议，研究督导工作。",
        "meeting",
        None,
        "what is studied at a meeting is no other",
    ),
    ("1日，全市安全生产督导工作会议在柳原宾馆召开。", "meeting", "柳原宾馆", "督导 in a name is no inspection"),
    ("2日，市长于永生到清水县调研，并召开座谈会。", "inspection", "清水县", "what is said first counts"),
    ("△副市长何立对防汛工作进行督导。", "inspection", None, "no place is named"),
    ("3日，市长于永生在市会议中心会见某公司董事长一行。", "reception", "市会议中心", "guests"),
    ("4日，市长于永生赴浙江省杭州市开展招商活动。", "visit", "浙江省杭州市", "a journey"),
    ("5日，柳原市与某大学战略合作签约仪式举行。", "ceremony", None, "a ceremony"),
    ("6日，市政府常务会议开展会前学法活动。", "study", None, "learning"),
    ("7日，市长于永生到东河区走访慰问老党员。", "condolence", "东河区", "a visit to those who are honoured"),
    ("8日，市政府印发《某办法》。", "issue", None, "a text"),
    ("9日，全国运动会开幕式在我市举行。", "ceremony", None, "我市 names no place"),
    ("9日，副省长到我市东河区调研。", "inspection", "东河区", "the place within it does"),
    ("10日，全省视频会议召开。市长于永生出席柳原分会场会议。", "meeting", None, "only the first sentence is asked"),
    ("11日，市长于永生主持召开会议，传达学习在江苏考察时的讲话精神。", "meeting", None, "what was said elsewhere"),
    ("12日，气温降至零下十度。", "other", None, "none of these"),
]


@pytest.mark.parametrize(("text", "happening", "place", "why"), CASES)
def test_an_entry(text: str, happening: str, place: str | None, why: str) -> None:
    """By the verbs of its first sentence."""
    assert (find_happening(text), find_place(text)) == (happening, place), why
