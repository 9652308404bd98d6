"""Titles and numbers of other documents in a text."""

import pytest
from tagging import mark_again

TITLES = [
    ("根据[DOC_TITLE 《甲规定》][DOC_TITLE 《乙办法》]", "adjacent titles are apart"),
    (
        "按照[DOC_TITLE 《省政府办公厅关于印发〈2021年清水县方案〉的通知》]（[DOC_NUMBER 冀政办发〔2020〕14号]）要求",
        "nothing is marked inside a title; the number without its brackets",
    ),
    ("根据[DOC_TITLE 《甲〈乙《丙》〉》]办理", "nested marks"),
    (
        "按照冀政办发〔2020〕14号文件执行".replace("冀政办发〔2020〕14号", "[DOC_NUMBER 冀政办发〔2020〕14号]"),
        "a number in running text",
    ),
    ("经[DOC_NUMBER 川经信发〔2021〕7号]同意", "经 within a prefix and 经 before it"),
    ("《没有结束的标题", "a mark that nothing closes"),
]


@pytest.mark.parametrize(("marked", "why"), TITLES, ids=[row[1] for row in TITLES])
def test_titles_are_marked(marked: str, why: str) -> None:
    """What is cited is marked, by title and by number."""
    assert mark_again(marked) == marked, why
