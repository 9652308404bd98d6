"""Titles: of documents, of the texts they issue, of chronicles (大事记)."""

import re

from gongbao.language.numbering import find_marker

CHRONICLE_NAME = "大事(?:[记纪]要?|要览)|要事记"
_ISSUED_KINDS = "通知|意见|决定|公告|通告|通报|批复|函|纪要"  # kinds of documents (文种) with a number of their own
# What else a title ends in: kinds of the texts that documents issue.
TITLE_END = (
    f"{_ISSUED_KINDS}|办法|规定|细则|方案|规则|条例|制度|措施|计划|规划|要点|要求|章程|报告|预案|目录|清单|标准|职责|"
    "名单|政策|条件|指南|指引|规程|准则|导则|纲要|安排|分工|机制|行动|规范|令"
)
_REMARK = "(?:（[^（）]{1,30}）)?"  # （试行）, （2021—2025年）
_TITLE = re.compile(rf"[^。；！？：]{{2,200}}(?:{TITLE_END}){_REMARK}")
_ISSUED_TITLE = re.compile(rf"[^。；！？]{{2,200}}(?:{_ISSUED_KINDS}){_REMARK}")


def is_title(text: str) -> bool:
    """Whether a text may stand as the title of a document or of a text that it issues."""
    return _TITLE.fullmatch(text) is not None and find_marker(text) is None


def is_issued_title(text: str) -> bool:
    """Whether a text may stand as the title of a document that has a number of its own."""
    return _ISSUED_TITLE.fullmatch(text) is not None
