"""The forms that official documents take (GB/T 9704): numbering, 发文字号, dates, titles, closings.

Form alone, no names: what is particular to one gazette is data in `gazettes/`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from transforms.clean.lines import CJK

HAN = "零〇一二三四五六七八九十百"
DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TERMINAL = "。；！？…"
CLOSERS = "”’）》〉】』」)"
QUOTES = "”’》〉』"


def parse_han(text: str) -> int | None:
    """A Chinese numeral up to 999 as an integer, or None: 二十一 is 21, 二〇二一 is 2021."""
    if not text or any(c not in DIGITS and c not in "十百" for c in text):
        return None
    if not set(text) & set("十百"):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    return total + digit


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that a paragraph opens with.

    `style` is one of `part` 第X编, `chapter` 第X章, `section` 第X节, `article` 第X条, `han` 一、, `han-bracket` （一）,
    `arabic` 1., `arabic-bracket` （1）, `circled` ①. `end` is where the words after it begin.
    """

    style: str
    number: int
    end: int


LEVELS = {"part": 1, "chapter": 1, "section": 2, "han": 1, "article": 2, "han-bracket": 2, "arabic": 3}
LEVELS |= {"arabic-bracket": 4, "circled": 5}

_MARKERS = (
    (re.compile(rf"第([{HAN}]{{1,5}}|\d{{1,3}})([编章节条])(?![、，的第和至款项])"), None),
    (re.compile(rf"([{HAN}]{{1,4}})、"), "han"),
    (re.compile(rf"（([{HAN}]{{1,4}})）(?![、，项和至]|（[{HAN}]{{1,4}}）)"), "han-bracket"),
    (re.compile(r"(\d{1,2})(?:[.．](?!\d)|、)"), "arabic"),
    (re.compile(r"（(\d{1,2})）(?![、，项和至])"), "arabic-bracket"),
    (re.compile(r"([①-⑳])"), "circled"),
)
_UNITS = {"编": "part", "章": "chapter", "节": "section", "条": "article"}


def find_marker(text: str) -> Marker | None:
    """The number that a text opens with, or None."""
    for pattern, style in _MARKERS:
        match = pattern.match(text)
        if match is None:
            continue
        digits = match[1]
        if digits in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
            number: int | None = ord(digits) - ord("①") + 1
        else:
            number = int(digits) if digits.isascii() else parse_han(digits)
        if number is not None:
            return Marker(style or _UNITS[match[2]], number, match.end())
    return None


NUMBER = re.compile(rf"[{CJK}]{{1,20}}〔(?:19|20)\d\d〕第?\d{{1,5}}号")
ORDER_NUMBER = re.compile(r"第?[（(]?第?(\d{1,4})号[）)]?")
PAGED = re.compile(r"^(?P<words>.*?)(?P<leader>[\s.．…·‥]*)（?(?P<page>\d{1,3})）?$")


def is_number(text: str) -> bool:
    """Whether a line is a 发文字号 and nothing else."""
    return NUMBER.fullmatch(text) is not None


DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d|[二一][〇○零一二三四五六七八九]{3})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)


def parse_date(text: str) -> date | None:
    """The date that a text is and nothing else, in Arabic or Chinese figures."""
    match = DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(g) if g.isascii() else parse_han(g) for g in match.group("y", "m", "d"))
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


MONTH_HEAD = re.compile(r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?")


def parse_month(text: str) -> tuple[int | None, int] | None:
    """Year, if it says one, and month that a heading of a chronicle is and nothing else, or None."""
    match = MONTH_HEAD.fullmatch(text)
    if match is None:
        return None
    month = int(match["m"]) if match["m"].isascii() else parse_han(match["m"])
    if month is None or not 1 <= month <= 12:
        return None
    return int(match["y"]) if match["y"] else None, month


CHRONICLE_NAME = "大事(?:[记纪]要?|要览)|要事记"
TITLE_END = (
    "通知|意见|决定|公告|通告|通报|办法|规定|细则|方案|批复|函|纪要|规则|条例|制度|措施|计划|规划|要点|要求|章程|"
    "报告|预案|目录|清单|标准|职责|名单|政策|条件|指南|指引|规程|准则|导则|纲要|安排|分工|机制|行动|规范|令"
)
_TAIL_BRACKET = r"(?:（[^（）]{1,30}）)?"
TITLE = re.compile(rf"[^。；！？：]{{2,200}}(?:{TITLE_END}){_TAIL_BRACKET}")
ISSUED_TITLE = re.compile(rf"[^。；！？]{{2,200}}(?:通知|意见|决定|公告|通告|通报|批复|函|纪要){_TAIL_BRACKET}")


def is_title(text: str) -> bool:
    """Whether a text may stand as the title of a document or of a text that it issues."""
    return TITLE.fullmatch(text) is not None and find_marker(text) is None


BODY_END = (
    "政府|办公室|办公厅|委员会|管委会|局|厅|委|部|院|会|中心|支队|总队|公司|集团|联合会|法院|检察院|银行|支行|分行|海关|"
    "大学|学院|学校|工作部|组织部|宣传部|统战部|领导小组|指挥部|站|所|社|署|处|室|区|团|协会"
)
BODY = re.compile(rf"[{CJK}（）]{{2,40}}(?:{BODY_END})")
RED_HEAD = re.compile(rf"(?P<body>[{CJK}（）]{{2,60}}?(?:{BODY_END}))(?:文件)?")
ORDER_HEAD = re.compile(rf"(?P<body>[{CJK}]{{2,20}}(?:政府|委员会))令")

# What no body is called: the beginning of a sentence that breaks off at a body's name, such as 任命某某为市财政局.
NO_BODY = re.compile(
    "^(?:各|关于|有关|附件|任命|聘任|聘请|免去|接受|同意|批准|决定)|的|按照|负责|落实|加强|全体|同志|（[男女]"
    "|^.{2,4}(?:为|不再|兼任|(?<!责)任(?![城丘县泽]))"
)


def is_body_name(text: str) -> bool:
    """Whether a line may be the name of a body and nothing else, as in a 落款 or a red head."""
    if len(text) > 40 or find_marker(text):
        return False
    return BODY.fullmatch(text) is not None and not NO_BODY.search(text)


def is_red_head(text: str) -> bool:
    """Whether a line may be a red head: a body's name, with or without 文件."""
    return (text.endswith("文件") and RED_HEAD.fullmatch(text) is not None) or is_body_name(text)


# No 与, 及, 在, 由, 并, 对 or 向: 公众参与, 科学普及, 问题所在, 申请理由, 机构合并, 风险应对, 努力方向 are whole.
HANGING = re.compile(r"(?:[的和或将把被各该其]|以及|自[^，。；：]{0,8}\d日(?:起[施实执]?)?)$")

EACH = re.compile("各[县市区旗]（[县市区旗、]{1,7}）$")  # their governments come next


def is_open(text: str) -> bool:
    """Whether a text breaks off: no mark closes its last sentence, or a bracket or quotation is still open."""
    words = text.rstrip(QUOTES)
    if not words:
        return False
    closed = words[-1] in TERMINAL + "：）)】」" and not EACH.search(words)
    return not closed or bool(unclosed(text))


def hangs(text: str) -> bool:
    """Whether a text ends with a word after which something must come: no heading, name or date ends so."""
    return HANGING.search(text) is not None


def is_addressees(text: str) -> bool:
    """Whether a text may be the list of bodies that a document goes to, or the beginning of one."""
    return (
        text.endswith(("，", "、", "："))
        and re.search("[各市县区局委厅部门单位机构政府公司院校]", text) is not None
        and find_marker(text) is None
        and re.search("[。《》“”；]|已经|同意|印发|如下|根据|按照|决定|任命|免去|^[为经现]", text) is None
    )


ROSTER = re.compile(
    r"(?:总|第一|常务)?(?:副?总?(?:指挥长?|组长|主任|主席|召集人|会长|理事长|总队长|队长|总监)|政委|顾问|成员|委员|秘书长|联络员)"
    r"(?:单位)?："
)
MEMBER = re.compile(
    r"(?:[^，。；：（）]|（[^（）]*）){4,60}(?:长|主任|书记|委员|员|政委|主席|经理|总监|秘书|师|负责人|负责同志)(?:（[^（）]*）)?"
)


# What opens a list of people, and how many it says they are.
NAMED = re.compile(r"[^，。；：]{2,40}名单(?:（[^（）]{1,12}）)?")
COUNTED = re.compile(r"（(?:共计?)?\d{1,4}[名个人位家]）")


def is_listed(text: str, listed: bool) -> bool:
    """Whether a paragraph belongs to a list of people, so that the next may: 组长：王小明市长, …名单, and, where one is
    `listed`, 李兰副市长 …"""
    opens = ROSTER.match(text) or (NAMED.fullmatch(text) and find_marker(text) is None)
    return bool(opens) or (listed and bool(MEMBER.fullmatch(text) or COUNTED.fullmatch(text)))


def find_listed(texts: Sequence[str]) -> list[bool]:
    """Of each paragraph of a document, whether it belongs to a list of people."""
    return list(accumulate(texts, lambda listed, text: is_listed(text, listed), initial=False))[1:]


def is_member(text: str) -> bool:
    """Whether a line of a list of members is whole: a name and an office, behind a role or not."""
    return MEMBER.fullmatch(ROSTER.sub("", text, count=1)) is not None


PAIRS = {"（": "）", "《": "》", "“": "”", "〈": "〉", "【": "】"}
BRACKETS = re.compile("[" + "".join(PAIRS) + "".join(PAIRS.values()) + "]")


def unclosed(text: str) -> str:
    """Closing marks that a text still owes, innermost last."""
    owed: list[str] = []
    for char in BRACKETS.findall(text):
        if char in PAIRS:
            owed.append(PAIRS[char])
        elif char in owed:
            while owed.pop() != char:
                pass
    return "".join(owed)


def unopened(text: str) -> str:
    """Closing marks in a text that nothing in it opened. Those of a marker such as 1） do not count."""
    depth: dict[str, int] = {}
    found = []
    for char in BRACKETS.findall(text):
        if char in PAIRS:
            depth[PAIRS[char]] = depth.get(PAIRS[char], 0) + 1
        elif depth.get(char, 0):
            depth[char] -= 1
        else:
            found.append(char)
    return "".join(found)


JUMP_OUT = re.compile(r"[（(【]?\s*下\s*转\s*第?\s*(\d{1,4})\s*[页頁版]\s*[）)】]?")
JUMP_IN = re.compile(r"[（(【]?\s*[上接]\s*接\s*第?\s*(\d{1,4})\s*[页頁版]\s*[）)】]?")
