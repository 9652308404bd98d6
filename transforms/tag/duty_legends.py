"""Legends of duties: how a document says that its lists of bodies are to be read (逗号前为牵头单位)."""

import re
from typing import NamedTuple

_BODIES = "(?:的|所列|各?责任|牵头|主办|主要|第一|均|都|单位|部门|处室|科室|机构|者|个){0,4}"
_LEADS = f"{_BODIES}(?:为|是|作为)(?:主要|第一)?(?:牵头|主办|主责|主要责任|第一责任)"
_BEFORE = re.compile(f"(?P<mark>[逗分顿])号(?:之|以)?前(?:面)?{_LEADS}")
_FIRST = re.compile(
    f"(?:排|列|名列|位列|位于|处于|处在|序列)?(?:名|序|位)?(?:在|列|居)?(?:第一|首|最前)(?:位|名|个|家)?{_LEADS}"
)
_REST = re.compile(f"(?:其余|其他|其它|号(?:之|以)?后(?:面)?){_BODIES}(?:为|是|作为)(?P<role>配合|协助|协办|参与|协同)")
_NOTE = re.compile("(?:注|备注|说明|注释)[：:]|.{0,12}?(?:上述|以上)")
_MARKS = {"逗": "，,", "分": "；;", "顿": "、"}


class Legend(NamedTuple):
    """Who of a list leads: the bodies before the first of the `marks`, or the first body alone; and the rest's role."""

    marks: str | None
    rest: str = "responsible"


def read_legend(text: str) -> Legend | None:
    """What a text says of how lists are to be read, if it does."""
    before = _BEFORE.search(text)
    if before is None and _FIRST.search(text) is None:
        return None
    marks = _MARKS[before["mark"]] if before else None
    return Legend(None if marks == "、" else marks, "cooperating" if _REST.search(text) else "responsible")


def is_note(text: str) -> bool:
    """Whether a paragraph is a note (注：…, 以上任务…), which is of all that it stands below."""
    return _NOTE.match(text.lstrip()) is not None
