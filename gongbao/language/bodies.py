"""Names of bodies (机关, 单位): what they end in, red heads, addressees."""

import re

from gongbao.language.characters import CJK
from gongbao.language.dates import parse_date
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
# What is set behind a body's name where it signs: who seals in its stead is another.
_SEAL = re.compile("（(?:代章|代|盖章|公章|印章|章)）$")
_STAND_IN = re.compile("（[^（）]{2,60}代章）")
# Where the next of several names begins: a place or a rank (某省, 某市, 省, 市), a central body, 中共.
_NEXT = re.compile(
    rf"(?:中共|中国|中华|国家|国务院|国网|[省市州县区](?![级直属内])|[{CJK}](?:(?![局厅委部院会社室处所署])[{CJK}]){{0,5}}?"
    "(?:省|市|自治区|自治州|州|县|区|盟|旗)"
    rf"|[{CJK}]{{2,4}}(?:海关|银行|大学|学院)$)"
)
# What belongs to the body before it.
_SUBUNIT = re.compile("办公[厅室]|秘书|常务|常委|委员会|党[组委]|机关|领导小组|分[局行会]|支[行队]")
_CENTRAL = re.compile("(?:中国|中华|国家)")
_MINISTRY = re.compile("[^省市县区州]{2,12}(?:部|委|委员会|总局|署)(?:办公厅)?")
_ENDS = re.compile(BODY_END)
_MOST = 200  # characters of several names on a line
_ADDRESSED = re.compile("[各市县区局委厅部门单位机构政府公司院校]")
_NOT_ADDRESSED = re.compile(
    "[。《》“”；]|已经|同意|印发|如下|根据|按照|决定|任命|免去|^[为经现]|(?:长|书记|主任|成员)[、，]$"
)


def is_body_name(text: str) -> bool:
    """Whether a line may be the name of a body and nothing else, as in a 落款 or a red head."""
    if len(text) > 40 or find_marker(text):
        return False
    return _BODY.fullmatch(text) is not None and not _NO_BODY.search(text)


def part_bodies(text: str) -> tuple[str, ...]:
    """The names of bodies that stand one behind the other: 某市医保局某市财政局; a text that is none comes back whole.

    A name ends where another may begin, with a place or a rank. Branches of central bodies bear the place within their
    names (国家税务总局某省税务局), and an office belongs to the body before it (某市人民政府办公室).
    """
    if len(text) > _MOST:
        return (text,)
    names: list[str] = []
    start = 0
    for match in _ENDS.finditer(text):
        cut = match.end()
        if cut < len(text) and _parts(text[start:cut], text[cut:]):
            names.append(text[start:cut])
            start = cut
    names.append(text[start:])
    return tuple(names) if all(is_body_name(name) for name in names) else (text,)


def _parts(before: str, after: str) -> bool:
    """Whether one name ends where another begins."""
    if not is_body_name(before) or _SUBUNIT.match(after):
        return False
    if _MINISTRY.fullmatch(before) and not before.startswith("中共"):
        central = _MINISTRY.match(after) is not None or _CENTRAL.match(after) is not None
        return central if _CENTRAL.match(before) else central or _NEXT.match(after) is not None
    return _NEXT.match(after) is not None and (not _CENTRAL.match(before) or _CENTRAL.match(after) is not None)


def is_signature(text: str) -> bool:
    """Whether a line may be what bodies sign with: the name of one or of several, with 代章 behind it or not."""
    bare = unseal(text)
    return is_body_name(bare) or (len(bare) > 40 and len(part_bodies(bare)) > 1)


def is_stand_in(text: str) -> bool:
    """Whether a line says who seals in another's stead: （某市财政局代章）."""
    return _STAND_IN.fullmatch(text) is not None


def signs(text: str, following: str) -> bool:
    """Whether a line signs: a body's name, or who seals in its stead, above a date or another that signs."""
    if parse_date(following):
        return is_signature(text) or is_stand_in(text)
    return is_signature(text) and (is_signature(following) or is_stand_in(following))


def unseal(text: str) -> str:
    """The name of a body that signs without 代章 or 章 behind it."""
    return _SEAL.sub("", text)


def opens_name(text: str) -> bool:
    """Whether a text begins as the full name of a body does: with a place, a rank, or 中共."""
    return _NEXT.match(text) is not None


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
