"""Words of running text."""

from hypothesis import given
from hypothesis import strategies as st

from gongbao.language.segmentation import Words, is_word, word_class

TEXT = "社会理念，推广经验"
WORDS = Words(TEXT)


def test_words_have_bounds():
    """理 and 广 begin no word here, though 会理 and 广东 are places."""
    assert [WORDS.bounds(at) for at in (0, 1, 2, 4, 5)] == [True, False, True, True, True]


def test_words_beside_a_place():
    """The word that ends or begins there, or the one that it lies in."""
    assert (WORDS.before(2), WORDS.before(3), WORDS.after(2), WORDS.after(3)) == (0, 2, 4, 4)
    assert list(WORDS.between(TEXT, 1, 6)) == ["会", "理念", "，", "推"]


def test_the_dictionary_tells_classes():
    """A place, a verb, and what it does not have."""
    assert word_class("西昌") == "ns"
    assert word_class("已经") == "d"
    assert word_class("西昌已经") == ""
    assert is_word("部署")
    assert not is_word("作部")


@given(st.text(max_size=60))
def test_words_cover_the_text(text):
    """Whatever it holds, one word begins where the one before ends."""
    words = Words(text)
    assert "".join(words.between(text, 0, len(text))) == text
    assert all(words.before(at) < at <= words.after(at - 1) for at in range(1, len(text) + 1))
