"""Lists of people: 组长：王小明市长, members line by line, …名单."""

import re
from collections.abc import Sequence
from itertools import accumulate

from gongbao.language.numbering import find_marker

_LEADERS = "副?总?(?:指挥长?|组长|主任|主席|召集人|会长|理事长|总队长|队长|总监)"
ROSTER = re.compile(f"(?:总|第一|常务)?(?:{_LEADERS}|政委|顾问|成员|委员|秘书长|联络员)(?:单位)?：")
_REMARKED = "(?:[^，。；：（）]|（[^（）]*）){4,60}"  # words and remarks in brackets
_MEMBER_END = "长|主任|书记|委员|员|政委|主席|经理|总监|秘书|师|负责人|负责同志"
_MEMBER = re.compile(f"{_REMARKED}(?:{_MEMBER_END})(?:（[^（）]*）)?")
# What opens a list of people, and how many it says they are.
_NAMED = re.compile("[^，。；：]{2,40}名单(?:（[^（）]{1,12}）)?")
_COUNTED = re.compile(r"（(?:共计?)?\d{1,4}[名个人位家]）")


def is_listed(text: str, listed: bool) -> bool:
    """Whether a paragraph belongs to a list of people, so that the next may: 组长：王小明市长, …名单, and, where one is
    `listed`, 李兰副市长 …"""
    opens = ROSTER.match(text) or (_NAMED.fullmatch(text) and find_marker(text) is None)
    return bool(opens) or (listed and bool(_MEMBER.fullmatch(text) or _COUNTED.fullmatch(text)))


def find_listed(texts: Sequence[str]) -> list[bool]:
    """Of each paragraph of a document, whether it belongs to a list of people."""
    return list(accumulate(texts, lambda listed, text: is_listed(text, listed), initial=False))[1:]


def is_member(text: str) -> bool:
    """Whether a line of a list of members is whole: a name and a post, behind a role or not."""
    return _MEMBER.fullmatch(ROSTER.sub("", text, count=1)) is not None
