"""Phrases in which nothing is marked."""

import pytest

from gongbao.gazette import Gazette
from transforms.tag.masks import neutral_phrases

GAZETTE = Gazette("liuyuan", "柳原市人民政府公报", neutral=("北湖学者",))


@pytest.mark.parametrize(
    ("text", "phrase", "why"),
    [
        ("习近平新时代中国特色社会主义思想", "习近平新时代中国特色社会主义思想", "a doctrine"),
        ("获“某某杯”", "“某某杯”", "a prize"),
        ("建设中央厨房", "中央厨房", "no body of the central government"),
        ("培养北湖学者", "北湖学者", "a programme of the gazette's own"),
        ("培养南湖学者", None, "of another"),
    ],
)
def test_neutral_phrases(text: str, phrase: str | None, why: str) -> None:
    """Fixed words are hidden from the rules, those of a gazette from its own documents."""
    match = neutral_phrases(GAZETTE).search(text)
    assert (match.group() if match else None) == phrase, why
