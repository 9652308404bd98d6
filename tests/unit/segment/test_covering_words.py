"""The words of covering notices, and which of them stand side by side."""

import pytest

from transforms.segment.covering_words import COVERING


@pytest.mark.parametrize(
    ("words", "known", "why"),
    [
        ("政府同意", True, "who agreed, where nothing says how"),
        ("》已经", True, "the title of what was agreed to"),
        ("将《", True, "or of what is sent"),
        ("印发给你", True, "what is done, and for whom"),
        ("贯彻执行", True, "what is asked"),
        ("直属机构：", True, "the end of the addressees"),
        ("同意请", False, "a comma stands between"),
        ("各县（市、区）给你", False, "addressees and words are never neighbours"),
    ],
)
def test_neighbours(words, known, why):
    """A pair is a slot's word and one that may follow it."""
    assert (words in COVERING) is known, why
