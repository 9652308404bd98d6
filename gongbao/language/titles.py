"""Titles: of documents, of the texts they issue, of chronicles (大事记)."""

import re

from gongbao.language.dates import DATE, YEAR
from gongbao.language.numbering import find_marker

CHRONICLE_NAME = "大事(?:[记纪]要?|要览)|要事记"
_EXPLANATIONS = "解读|问答|答记者问"  # what is published beside a document to explain it
_COVERING_KINDS = "通知|意见|决定|公告|通告|通报|批复|函|纪要"  # kinds of documents (文种) that issue others
# All kinds of article 8 of 党政机关公文处理工作条例, and 公示: what will be done. A body's 公报 is a gazette.
_ISSUED_KINDS = f"{_COVERING_KINDS}|决议|(?<![府会院部局])公报|报告|请示|议案|公示|{_EXPLANATIONS}"
# Kinds of the texts that documents issue, and that are published by themselves too.
_TEXT_KINDS = "办法|规定|细则|方案|规则|条例|措施|举措|计划|规划|要点|章程|预案|清单|指南|规程|准则|导则|纲要|守则|公约"
# What else a title ends in. Headings within a text end so as well.
TITLE_END = f"{_ISSUED_KINDS}|{_TEXT_KINDS}|制度|要求|目录|标准|职责|名单|政策|条件|指引|安排|分工|机制|行动|规范|令"
_REMARK = "(?:（[^（）]{1,30}）){0,2}"  # （试行）, （2021—2025年）（征求意见稿）
_TITLE = re.compile(rf"[^。；！？：]{{2,200}}(?:{TITLE_END}){_REMARK}")
_TEXT_TITLE = re.compile(rf"[^。；！？：]{{6,200}}(?:{_ISSUED_KINDS}|{_TEXT_KINDS}){_REMARK}")
_ISSUED_TITLE = re.compile(rf"[^。；！？]{{2,200}}(?:{_ISSUED_KINDS}){_REMARK}")
_COVERING_TITLE = re.compile(rf"[^。；！？]{{2,200}}(?:{_COVERING_KINDS}){_REMARK}")
_EXPLAINING = re.compile(rf"《[^《》]{{2,90}}》[^。；，]{{0,12}}(?:{_EXPLANATIONS})")
_SUBJECT = "关于|印发|转发|批转|公布|发布|下发|颁布|废止|批准"  # what stands between who says it and what it is about
_ISSUING = re.compile("(?:印发|转发|批转|公布|发布|下发|颁布)")
_SAID_BY = re.compile(rf"[^《》，]{{2,80}}?(?:{_SUBJECT})")
# A date in brackets behind a title: whoever put several documents together has set it there.
_DATED = re.compile(rf"（(?:{DATE.pattern}|{YEAR}年\d{{1,2}}月\d{{1,2}})）$")


def is_title(text: str) -> bool:
    """Whether a text may stand as the title of a document or of a text that it issues."""
    return _TITLE.fullmatch(text) is not None and find_marker(text) is None


def is_issued_title(text: str) -> bool:
    """Whether a text may stand as the title of a document that has a number of its own."""
    return _ISSUED_TITLE.fullmatch(text) is not None


def explains(text: str) -> bool:
    """Whether a text is the title of what explains a document: 《某办法》政策解读."""
    return _EXPLAINING.fullmatch(text) is not None


def is_covering_title(text: str) -> bool:
    """Whether a text may stand as the title of a document that issues a text with a title of its own."""
    return _COVERING_TITLE.fullmatch(text) is not None


def names_text(title: str) -> bool:
    """Whether a title is that of a whole text: one that ends in what texts are called, and says of what."""
    return _TEXT_TITLE.fullmatch(title) is not None


def issues(title: str) -> bool:
    """Whether a document with this title issues a text that has a title of its own."""
    return _ISSUING.search(title) is not None


def says_who(title: str) -> bool:
    """Whether a title names who issued the document: 某市人民政府关于…, not 关于…"""
    match = _SAID_BY.match(title)
    return match is not None and not title.startswith(("关于", "印发", "转发", "批转", "公布", "发布"))


def part_date(title: str) -> tuple[str, str]:
    """A title, and the date in brackets behind it, which is no part of it."""
    match = _DATED.search(title)
    return (title[: match.start()], match[0]) if match else (title, "")
