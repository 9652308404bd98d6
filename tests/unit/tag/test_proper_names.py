"""Where a name begins that is known by its kind."""

import pytest

from gongbao.language.segmentation import Words
from transforms.tag.proper_names import ProperNames

NAMES = ProperNames({"柳原", "东河"}.__contains__)


@pytest.mark.parametrize(
    ("text", "kind", "of_any", "right_before", "name", "why"),
    [
        ("打造柳原机场", "机场", True, False, "柳原机场", "the verb before it is none of it"),
        ("柳原东河联运机场", "机场", True, False, "柳原东河联运机场", "the first of two names"),
        ("柳原的机场", "机场", True, False, None, "what parts a stretch ends it"),
        ("柳原推进机场", "机场", True, False, None, "so does a verb"),
        ("建设国际机场", "机场", True, False, None, "no name at all"),
        ("做强海丝示范区", "示范区", True, False, "海丝示范区", "a verb that the segmenter took into the name"),
        ("打造海丝示范区", "示范区", False, False, None, "a name of no place, where it must be one"),
        ("柳原组合港", "港", True, True, None, "a word between, where none may stand"),
    ],
)
def test_heads(text, kind, of_any, right_before, name, why):
    """The first proper name before the kind."""
    head = NAMES.find_head(text, Words(text), text.index(kind), of_any, right_before)
    assert (None if head is None else text[head:]) == name, why
