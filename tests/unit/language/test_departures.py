"""Why somebody leaves a post."""

import pytest

from gongbao.language.departures import find_leaving
from gongbao.model import Leaving

ROWS = [
    ("免去赵一的市水利局局长职务（退休）", Leaving.RETIREMENT, "in brackets"),
    ("接受赵一辞去市长职务的请求", Leaving.RESIGNATION, "who asks for it"),
    ("撤销赵一的市水利局局长职务", Leaving.DISMISSAL, "who is dismissed"),
    ("免去赵一的市水利局局长职务，另有任用", Leaving.TRANSFER, "who is needed elsewhere"),
    ("挂职期满，免去赵一的副局长职务", Leaving.EXPIRY, "whose term is over"),
    ("任期届满前，接受赵一辞去院长职务", Leaving.RESIGNATION, "who resigns before the term is over"),
    ("免去赵一的市水利局局长职务", None, "nothing is said"),
    ("", None, "nothing at all"),
]


@pytest.mark.parametrize(("text", "leaving", "why"), ROWS, ids=[why for *_, why in ROWS])
def test_words_say_why(text: str, leaving: Leaving | None, why: str) -> None:
    """By a table of words."""
    assert find_leaving(text) is leaving, why
