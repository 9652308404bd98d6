"""What a document says of its own force; each row says why."""

import pytest
from tagging import tag_texts

VALIDITY = [
    ("本办法自2022年6月1日起施行。", ("2022-06-01", None, None), "a date"),
    ("本办法自2022年6月1日起施行，有效期至2027年5月31日。", ("2022-06-01", "2027-05-31", None), "until a date"),
    ("本意见自2022年6月1日起施行，有效期五年。", ("2022-06-01", None, "五年"), "a term without an end"),
    ("本办法自印发之日起施行。", ("2022-03-05", None, None), "the day of issue is the document's date"),
    ("本办法自发布之日起30日后施行。", ("2022-04-04", None, None), "days after the issue"),
    ("本办法自公布之日起3个月后施行。", ("2022-06-05", None, None), "months after the issue"),
    ("调整后的标准从2022年10月1日起执行。", ("2022-10-01", None, None), "从 and 执行"),
    ("本通告自6月1日起实施。", ("2022-06-01", None, None), "a day of the document's year"),
    ("中试平台有效期为三年，期满可申请复核。", (None, None, None), "the term of something else"),
    ("《某某条例》自2021年1月1日起施行，各单位要认真学习。", (None, None, None), "another text's start"),
    ("《某办法》已经常务会议通过，现予公布，自2022年5月1日起施行。", ("2022-05-01", None, None), "an order's own text"),
    ("该文件自本通知发布之日起停止执行。", (None, None, None), "an end is no start"),
    ("本办法实施前相关规定不一致的，以本办法为准。", (None, None, None), "实施前 is no start"),
    ("《某办法》（柳政发〔2019〕3号）有效期延长至2027年12月31日。", (None, None, None), "another text's term"),
    ("建立中试平台，推动政策实施。", (None, None, None), "no statement at all"),
]


@pytest.mark.parametrize(("text", "expected", "why"), VALIDITY)
def test_validity(text: str, expected: tuple[str | None, ...], why: str) -> None:
    """A document's validity is what it says of itself."""
    found = tag_texts(text).validity
    days = [str(day) if day else None for day in (found.effective_from, found.expires)]
    assert (*days, found.valid_for) == expected, why


@pytest.mark.parametrize(
    ("text", "at", "expires", "why"),
    [
        ("上述政策执行期限至2023年4月30日。", 2, None, "the term of one measure among many"),
        ("上述政策执行期限至2023年4月30日。", 19, "2023-04-30", "at the document's end it is of them all"),
        ("本办法有效期至2023年4月30日。", 2, "2023-04-30", "the document itself, wherever it says so"),
    ],
)
def test_a_measure_has_a_term_of_its_own(text: str, at: int, expires: str | None, why: str) -> None:
    """In a long document only what speaks of all of it is its own term."""
    texts = ["做好工作。"] * 20
    texts[at] = text
    found = tag_texts(*texts).validity
    assert (str(found.expires) if found.expires else None) == expires, why


def test_a_notice_that_only_makes_a_term_longer() -> None:
    """What the title says is extended is another text, though the sentence names it no more."""
    said = tag_texts("经评估，该办法有效期延长至2027年12月31日。", title="关于延长某办法有效期的通知").validity
    assert said.expires is None
