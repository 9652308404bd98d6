"""Laws and regulations: their titles, and the history (题注) below a title that says who passed them and when.

What laws and regulations are called is laid down in 立法法, and in 行政法规制定程序条例 (article 5) and
规章制定程序条例 (article 7).
"""

import re

from gongbao.language.dates import HAN_YEAR, YEAR
from gongbao.language.numbering import find_marker
from gongbao.language.numerals import ORDINAL

_KINDS = "法|法典|条例|规定|办法|细则|规则|规程|准则|通则|修正案|章程"
_REMARK = "(?:（[^（）]{1,30}）){0,2}"
_TITLE = re.compile(rf"[^。；！？：，]{{2,80}}(?:{_KINDS}){_REMARK}")
_DAY = rf"(?:{YEAR}|{HAN_YEAR})年(?:\d{{1,2}}|[{ORDINAL}]{{1,3}})月(?:\d{{1,2}}|[{ORDINAL}]{{1,3}})日"
_OPENING = re.compile(rf"[（(]?(?:根据|自)?{_DAY}(?!$)")
_BEGINS = re.compile(r"[（(]?(?:根据|自)?(?:[\d〇○零一二三四五六七八九十]{1,4}(?:年.{0,12})?)?")
_DONE = re.compile("(?:通过|批准|公布|发布|颁布|修订|修正|制定)(?![后前之]|的(?!《))")
_SENTENCE = re.compile("为了?|根据|依照|按照|依据|违反|经|由|在|对")  # what a sentence opens with
_ENACTED = re.compile(f"{_DAY}(?P<words>[^。；]{{2,80}}?)(?:{_DONE.pattern})")
_SESSION = re.compile(rf"第[{ORDINAL}\d]{{1,5}}届")
_BODY = re.compile(
    rf"(?:经|由)?(?P<body>[^，。；、（）《》\d第令]{{2,40}}?)(?:{YEAR}年)?(?:第[{ORDINAL}\d]{{1,5}}[次号]|令|公告|\d|$)"
)
_FORM = re.compile("(?:大会|委员会|国务院|主席|政府|部|局|署|院|会|行|委|办公厅|办公室)$")


def is_law_title(text: str) -> bool:
    """Whether a text may be the title of a law or a regulation."""
    return not (_TITLE.fullmatch(text) is None or find_marker(text) or text.startswith("《") or _SENTENCE.match(text))


def opens_history(text: str, whole: bool) -> bool:
    """Whether a text opens as the history of a law does, in brackets or not: （1990年5月1日某大会第三次会议通过.

    Args:
        text: The first words below a title.
        whole: Whether they must say what was done; else they may still be on their way to it.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return not whole and len(text) < 24 and _BEGINS.fullmatch(text) is not None
    done = _DONE.search(text, opening.end())
    if done is not None:
        return "。" not in text[: done.start()]
    return not whole and "。" not in text


def read_enacting_body(history: str) -> str | None:
    """Who passed a law, by the first words of its history, without the number of its term and of the meeting."""
    match = _ENACTED.search(history)
    if match is None:
        return None
    words = _SESSION.sub("", match["words"])
    body = _BODY.match(words)
    return body["body"] if body and _FORM.search(body["body"]) else None
