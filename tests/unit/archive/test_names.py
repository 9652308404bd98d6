"""By what names a text is known."""

import pytest
from builders import make_document
from hypothesis import given
from hypothesis import strategies as st

from gongbao.archive.names import part_issuer, text_number, title_key, title_keys

NUMBERS = [
    ("示政发〔2015〕9号", "示政发〔2015〕9号", "as GB/T 9704 has it"),
    ("示政发[2015]09号", "示政发〔2015〕9号", "other brackets, a nought before"),
    (" 示政发 ﹝2015﹞ 第9号", "示政发〔2015〕9号", "blanks, and 第"),
    ("示政发【2015】9号", "示政发〔2015〕9号", "what OCR takes the brackets for"),
    ("第9号", None, "it does not tell a text from others"),
    (None, None, "none"),
]


@pytest.mark.parametrize(("number", "known", "why"), NUMBERS, ids=[case[-1] for case in NUMBERS])
def test_number(number: str | None, known: str | None, why: str) -> None:
    assert text_number(number) == known, why


SAME = [
    ("示例市人民政府关于印发示例市湿地保护办法的通知", "《关于印发示例市湿地保护办法的通知》", "without who issued it"),
    ("示例市人民政府关于印发《示例市湿地保护办法》的通知", "关于印发示例市湿地保护办法的通知", "marks within"),
    ("示例市湿地保护办法（试行）", "《示例市湿地保护办法(试行)》", "the width of brackets"),
    ("关于 加强 湿地保护 的通知", "关于加强湿地保护的通知", "blanks"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[case[-1] for case in SAME])
def test_two_ways_to_quote_a_title_are_one(one: str, other: str, why: str) -> None:
    assert title_key(one) == title_key(other), why


def test_trial_is_another_text() -> None:
    """What was issued for trial is followed by another text without that word."""
    assert title_key("示例市湿地保护办法（试行）") != title_key("示例市湿地保护办法")


def test_issuer_is_what_the_title_opens_with() -> None:
    assert part_issuer("《示例市人民政府关于加强湿地保护的通知》") == ("示例市人民政府", "关于加强湿地保护的通知")
    assert part_issuer("关于加强湿地保护的通知") == (None, "关于加强湿地保护的通知")
    assert part_issuer("示例市湿地保护办法") == (None, "示例市湿地保护办法")


def test_document_is_known_by_the_texts_that_it_issues() -> None:
    document = make_document(title="示例市人民政府关于印发示例市湿地保护办法的通知")
    assert title_keys(document) == ("关于印发示例市湿地保护办法的通知", "示例市湿地保护办法")


@given(st.text(max_size=300))
def test_key_of_a_key_is_itself(title: str) -> None:
    assert len(title_key(title)) <= 200
