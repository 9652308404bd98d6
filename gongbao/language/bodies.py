"""Names of bodies (机关, 单位): what they end in, red heads, addressees."""

import re

from gongbao.language.characters import CJK
from gongbao.language.numbering import find_marker

# What bodies' names end in. A single character is sure only where a text is a name and nothing else.
BODY_CHARACTERS = ("局", "厅", "委", "部", "院", "会", "社")
BODY_WORDS = ("署", "中心", "公司", "集团", "支队", "总队", "银行", "支行", "海关", "大学")
# What they end in on a line of their own: a 落款, a red head. In running text these end other words as well.
_LINE_WORDS = ("政府", "室", "处", "所", "站", "团", "区", "分行", "学校", "领导小组")
BODY_END = "|".join((*BODY_CHARACTERS, *BODY_WORDS, *_LINE_WORDS))

_BODY = re.compile(rf"[{CJK}（）]{{2,40}}(?:{BODY_END})")
RED_HEAD = re.compile(rf"(?P<body>[{CJK}（）]{{2,60}}?(?:{BODY_END}))(?:文件)?")

# What no body is called: the beginning of a sentence that breaks off at a body's name, such as 任命某某为市财政局.
_NO_BODY = re.compile(
    "^(?:各|关于|有关|附件|任命|聘任|聘请|免去|接受|同意|批准|决定)"
    "|的|按照|负责|落实|加强|全体|同志|（[男女]"
    "|^.{2,4}(?:为|不再|兼任|(?<!责)任(?![城丘县泽]))"  # 任城, 任丘, 任县, 任泽 are places
)
_ADDRESSED = re.compile("[各市县区局委厅部门单位机构政府公司院校]")
_NOT_ADDRESSED = re.compile(
    "[。《》“”；]|已经|同意|印发|如下|根据|按照|决定|任命|免去|^[为经现]|(?:长|书记|主任|成员)[、，]$"
)


def is_body_name(text: str) -> bool:
    """Whether a line may be the name of a body and nothing else, as in a 落款 or a red head."""
    if len(text) > 40 or find_marker(text):
        return False
    return _BODY.fullmatch(text) is not None and not _NO_BODY.search(text)


def is_red_head(text: str) -> bool:
    """Whether a line may be a red head: a body's name, with or without 文件."""
    return (text.endswith("文件") and RED_HEAD.fullmatch(text) is not None) or is_body_name(text)


def is_addressees(text: str) -> bool:
    """Whether a text may be the list of bodies that a document goes to, or the beginning of one."""
    return (
        text.endswith(("，", "、", "："))
        and _ADDRESSED.search(text) is not None
        and find_marker(text) is None
        and _NOT_ADDRESSED.search(text) is None
    )
