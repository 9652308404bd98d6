"""Orders (令) and the announcements (公告) of congresses that promulgate regulations: heads, numbers, who signs.

Who issues orders, and who signs them, is laid down in 立法法: the chairman of the state, the premier, ministers and
heads of other bodies, governors and mayors; regulations of congresses are announced by their presidiums and standing
committees.
"""

import re
from dataclasses import dataclass

from gongbao.language.bodies import BODY_END, is_body_name
from gongbao.language.characters import CJK
from gongbao.language.dates import HAN_YEAR, YEAR
from gongbao.language.numerals import ORDINAL

STATE = "中华人民共和国"
_CONGRESS = "人民代表大会(?:常务委员会|主席团)?"
_ISSUER = rf"[{CJK}（）]{{0,80}}?(?:主席|{BODY_END}|{_CONGRESS})"
_HEAD = re.compile(rf"(?P<body>{_ISSUER})(?P<form>令|(?<=大会)公告|(?<=大会常务委员会)公告|(?<=主席团)公告)")
_SERIAL = rf"(?:\d{{1,4}}|[{ORDINAL}]{{1,7}})"
_SESSION = rf"(?:[〔（(\[]?(?:[{ORDINAL}]{{1,4}}届|{YEAR}|{HAN_YEAR})[〕）)\]]?年?)"
# 第5号, （第5号）, 第（5）号, 第五十号, 〔2010〕第15号, 2021年第3号, （十四届）第九号
_NUMBER = re.compile(rf"(?P<session>{_SESSION})?(?P<ordinal>第)?[（(]?(?P<serial>{_SERIAL})[）)]?号")
# Offices of those who sign orders, and of those who speak in a session of a congress.
OFFICE = (
    "主席|总理|委员长|主任委员|主任|部长|行长|审计长|署长|局长|厅长|省长|市长|州长|县长|区长|旗长|盟长|院长|检察长|"
    "秘书长|会长|理事长|校长|社长|书记"
)
_NAME = rf"(?:(?![会议办])[{CJK}]{{2,4}}(?<![会室部厅处局议员])|[{CJK}]{{1,8}}(?:[·•・．][{CJK}]{{1,8}})+)"
_PERSON = re.compile(_NAME)
_OFFICE = re.compile(rf"[{CJK}（）]{{0,40}}?(?:{OFFICE})")
_OFFICE_OF = re.compile(rf"(?P<body>[{CJK}（）]{{2,40}}?)(?:副|代理?)?(?:{OFFICE})")
_SIGNED = re.compile(rf"(?P<office>[{CJK}（）]{{0,40}}?(?:{OFFICE}))[：:]?(?P<name>{_NAME})")


@dataclass(frozen=True, slots=True)
class OrderHead:
    """What stands above the number of an order: who issues it, and 令 or 公告. `rest` is what follows on its line."""

    body: str
    form: str
    rest: str


def read_order_head(text: str) -> OrderHead | None:
    """The head that a text opens with: a body's name, or the chairman's, and 令; or a congress's and 公告."""
    match = _HEAD.match(text)
    if match is None:
        return None
    return OrderHead(match["body"], match["form"], text[match.end() :])


def read_order_number(text: str) -> str | None:
    """The number of an order without the body's name, as it is cited: 第5号, 〔2010〕第15号; None for what is none."""
    match = _NUMBER.fullmatch(_strip_brackets(text))
    if match is None:
        return None
    session = match["session"] or ""
    ordinal = "第" if match["ordinal"] or not session else ""
    return f"{session}{ordinal}{match['serial']}号"


def read_whole_number(text: str) -> tuple[OrderHead, str] | None:
    """Head and number of an order on one line: 某市人民政府令第5号, in brackets or not."""
    bare = _strip_brackets(text)
    head = read_order_head(bare) if len(bare) <= 100 else None
    number = read_order_number(head.rest) if head else None
    return (head, f"{head.body}{head.form}{number}") if head and number else None


def may_open_order(text: str) -> bool:
    """Whether a line may be one of several on which those are named who issue an order together."""
    return text == STATE or is_body_name(text)


def is_office(text: str) -> bool:
    """Whether a line is an office and nothing else."""
    return _OFFICE.fullmatch(text) is not None


def is_person(text: str) -> bool:
    """Whether a line may be a person's name and nothing else."""
    return _PERSON.fullmatch(text) is not None


def part_signature(text: str) -> tuple[str, str] | None:
    """Office and name of a person who signs: 某市市长李某; None for what is no such line."""
    match = _SIGNED.fullmatch(text)
    return (match["office"], match["name"]) if match else None


def name_body(office: str) -> str | None:
    """The body that an office is of: 某局 for 某局副局长; None where the office says none."""
    match = _OFFICE_OF.fullmatch(office)
    return match["body"] if match else None


def _strip_brackets(text: str) -> str:
    """A text without the brackets that it stands in as a whole."""
    return text[1:-1] if text.startswith(("（", "(")) and text.endswith(("）", ")")) else text
