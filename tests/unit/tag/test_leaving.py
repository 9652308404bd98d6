"""Why somebody leaves a post; each row says why it is so."""

import pytest
from tagging import tag_texts

from gongbao.model import Kind

CASES = [
    ("免去王小明的市财政局局长职务，退休。", ["retirement"], "behind the post"),
    ("免去王小明的市财政局局长职务（另有任用）。", ["transfer"], "in brackets"),
    (
        "免去王小明的市财政局局长职务（退休），李兰的市水利局局长职务（调离）。",
        ["retirement", "transfer"],
        "each its own",
    ),
    ("因年龄原因，免去王小明的市财政局局长职务。", ["retirement"], "before the removal"),
    ("接受王小明辞去市长职务的请求。", ["resignation"], "a resignation"),
    ("决定撤销王小明的市财政局局长职务。", ["dismissal"], "a dismissal"),
    ("挂职期满，免去王小明的市财政局副局长职务。", ["expiry"], "a term is over"),
    ("免去王小明的市财政局局长职务。", [None], "nothing is said"),
    ("任命李兰为市水利局局长，试用期满后正式任职。", [None], "who comes does not leave"),
    ("因机构撤销，王小明原任的市粮食局局长职务自然免除。", [None], "the body ends, nobody is dismissed"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_leaving(text: str, expected: list[str | None], why: str) -> None:
    """By the words in, behind and before the removal."""
    found = tag_texts(text, kind=Kind.APPOINTMENT, title="关于任免职务的通知").appointments
    assert [one.leaving for one in found] == expected, why
