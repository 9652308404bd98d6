"""Whether a text is whole, or something must come after it."""

import re

from gongbao.language.brackets import unclosed
from gongbao.language.characters import QUOTES, TERMINAL
from gongbao.language.dates import YEAR

# No 与, 及, 在, 由, 并, 对 or 向: 公众参与, 科学普及, 问题所在, 申请理由, 机构合并, 风险应对, 努力方向 are whole.
_HANGING = re.compile(r"(?:[的和或将把被各该其]|以及|自[^，。；：]{0,8}\d日(?:起[施实执]?)?)$")
# Their governments come next; the number of a document does.
_GOES_ON = re.compile(rf"(?:各[县市区旗]（[县市区旗、]{{1,7}}）|〔{YEAR}〕)$")


def is_open(text: str) -> bool:
    """Whether a text breaks off: no mark closes its last sentence, or a bracket or quotation is still open."""
    words = text.rstrip(QUOTES)
    if not words:
        return False
    closed = words[-1] in TERMINAL + "：）)】」〕" and not _GOES_ON.search(words)
    return not closed or bool(unclosed(text))


def ends_incomplete(text: str) -> bool:
    """Whether a text ends with a word after which something must come: no heading, name or date ends so."""
    return _HANGING.search(text) is not None
