"""Lists of people: 组长：王小明市长, members line by line, …名单."""

import re
from collections.abc import Sequence
from itertools import accumulate

from gongbao.language.bodies import is_body_name
from gongbao.language.characters import DOTS, HAN
from gongbao.language.numbering import find_marker

_RANKS = "总|副|第[一二三]|常务|执行|名誉|荣誉|联合|轮值|专职|兼职|特邀"
_ROLES = (
    "指挥长?|组长|组员|主任委员|主任|主席|召集人|牵头人|会长|理事长|监事长|总监|总?队长|队员|政委|顾问|成员|委员|秘书长|联络员"
    "|主编|编委|编辑|团长|领队"
)
_ROLE = f"(?:{_RANKS}){{0,3}}(?:{_ROLES})(?:单位|名单)?(?:（[^（）]{{1,20}}）)?"
ROSTER = re.compile(f"{_ROLE}：")
_HEADING = re.compile(_ROLE)
_REMARK = "（[^（）]{1,40}）"
_REMARKED = "(?:[^，。；：（）]|（[^（）]*）){4,60}"  # words and remarks in brackets
_MEMBER_END = "长|主任|书记|委员|员|政委|主席|经理|总监|秘书|师|负责人|负责同志|主管|教授|代表|参谋|干事|专干|总"
_WITH_OFFICE = re.compile(f"{_REMARKED}(?:{_MEMBER_END})(?:{_REMARK})?")
# A name alone, and one with its body in brackets: 王小明, 王小明（市财政局）, 阿依古丽·买买提（女）.
_NAME = f"(?:[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[{DOTS}][{HAN}]{{1,8}}){{1,4}})"
_NAMED_ALONE = re.compile(f"{_NAME}(?:{_REMARK})?")
_LONGEST_NAME = 4
# What opens a list of people, and how many it says they are.
_NAMED = re.compile("[^，。；：]{2,40}名单(?:（[^（）]{1,12}）)?")
_COUNTED = re.compile(r"（(?:共计?)?\d{1,4}[名个人位家]）")
# How a line begins that goes on with the one before it: with the rest of a name, or with the office of its body.
_GOES_ON = re.compile(
    f"[{HAN}]{{0,2}}[、，）]"
    "|(?:副|党组|党委|常务|第一|[一二三四]级)*"
    "(?:[局厅处科部院校所站行区县市镇乡司室馆台社队]长|主任|书记|成员|委员|主席|经理|董事长|调研员|巡视员)(?:[、，].*)?$"
)


def is_listed(text: str, listed: bool) -> bool:
    """Whether a paragraph belongs to a list of people, so that the next may: 组长：王小明市长, …名单, and, where one is
    `listed`, 李兰副市长 …"""
    opens = ROSTER.match(text) or (_NAMED.fullmatch(text) and find_marker(text) is None)
    return bool(opens) or (listed and bool(_is_whole(text) or _COUNTED.fullmatch(text)))


def find_listed(texts: Sequence[str]) -> list[bool]:
    """Of each paragraph of a document, whether it belongs to a list of people."""
    return list(accumulate(texts, lambda listed, text: is_listed(text, listed), initial=False))[1:]


def is_member(text: str, following: str = "") -> bool:
    """Whether a line of a list of members is whole, behind a role or not: a name, with a post or a body or alone.

    What is `following` may show that it is not: the rest of a name and a mark, or the office in the body.
    """
    if _GOES_ON.match(following) and not text.endswith("）"):
        return False
    return _is_whole(ROSTER.sub("", text, count=1))


def _is_whole(text: str) -> bool:
    """Whether a line names one member, alone, with a post, or with a body in brackets or behind the name."""
    marker = find_marker(text)
    text = text[marker.end :] if marker else text
    if _HEADING.fullmatch(text) or _WITH_OFFICE.fullmatch(text) or _NAMED_ALONE.fullmatch(text):
        return True
    return any(is_body_name(text[length:]) for length in range(2, _LONGEST_NAME + 1))
