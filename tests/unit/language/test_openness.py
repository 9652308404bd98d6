"""Whether a text is whole."""

import pytest

from gongbao.language.openness import ends_incomplete, is_open


@pytest.mark.parametrize(
    ("text", "open_", "why"),
    [
        ("制定政策、", True, "a list goes on"),
        ("予以公布。", False, "closed"),
        ("（牵头单位：市某局）", False, "a bracket closes"),
        ("（牵头单位：市某局、", True, "a bracket is open"),
        ("结合“一窗受理”", True, "a quotation closes no sentence"),
        ("他说：“好。”", False, "a sentence within it does"),
        ("印发《某办法》", True, "nor does a title"),
        ("〔责任单位：市某局〕", False, "this bracket closes too"),
        ("（某政发〔2021〕", True, "the year of a document's number wants the rest of it"),
        ("", False, "nothing"),
    ],
)
def test_open_texts(text, open_, why):
    """A text is open until a mark closes its last sentence and all its brackets."""
    assert is_open(text) is open_, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("三、本通告自2023年4月1日", True, "自 wants 起"),
        ("三、本通告自2023年4月1日起施", True, "torn in the word"),
        ("2023年4月1日", False, "a date"),
        ("（二）推进产业和", True, "和 wants another"),
        ("（三）公众参与", False, "与 closes a word"),
        ("（四）科学普及", False, "及 closes a word"),
    ],
)
def test_words_after_which_something_must_come(text, expected, why):
    """No heading ends so; words that only look alike do."""
    assert ends_incomplete(text) is expected, why
