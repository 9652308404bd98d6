"""Names told by the words around them: 王某同志, 当事人：王某, 王某，男，1979年…, 由王某任组长, 记者王某."""

import re
from collections.abc import Container, Iterator
from functools import cache

from gongbao.language.characters import DOTS, HAN
from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation
from transforms.tag.names import dotted_end, is_shaped, name_before, name_of_words, surnames
from transforms.tag.posts import post_titles

# Who is spoken of under a word for it, behind a colon or not: parties, reporters, those to call.
_PARTIES = (
    "当事人|被处罚人|被处分人|被审查人|被调查人|被申请人|申请人|复议申请人|被申诉人|申诉人|第三人|委托代理人|代理人|法定代表人"
    "|法人代表|被告人|被告|原告|上诉人|被上诉人|被执行人|申请执行人|嫌疑人|罪犯|投诉人|举报人|债务人|死者|伤者"
)
_PRESS = "记者|通讯员|作者|摄影|审核|编辑|撰稿|校对|制图"
_LEADERS = (
    "(?:责任|牵头|分管|主管|包保|包联|包抓|联系|挂点|挂联|督办)(?:市|县|区|州|旗|省)?领导|牵头人|召集人|责任人|负责人"
)
_CLERKS = "联系人|联络人|联络员|经办人|承办人|签发人|审核人|起草人|记录人|主持人|审批人|填表人|制表人|监督人"
_LABELLED = re.compile(f"(?:{_PARTIES}|{_PRESS}|{_LEADERS}|{_CLERKS})(?:姓名)?(?:及(?:联系)?(?:电话|方式))?[：:]")
_WORDS = re.compile(rf"[{HAN}{DOTS}]{{1,30}}")
_BETWEEN = re.compile(r"[、，,；;/\s\d—-]+|和|（[^（）]{1,20}）")
_COMRADE = re.compile(r"等?(?:[\d一二两三四五六七八九十几]{1,3}[名位])?同志(?!式)")
_SEX = re.compile(r"[，、,（](?:曾用名[^，]{2,6}，)?[男女](?=[，、,）；。]|$)")
_TAKES = re.compile(
    "(?:同志)?(?:为|(?<![选聘信委])(?:兼|担|继|连|接|改|调|升|拟|历|不再担|继续担)?任)"
    "(?![务期何意免命选用内满教课城丘]|职资|职条|职期|职时|职前)"
)
_ELECTED = re.compile(
    "(?:任命|免去|聘任|聘请|选举|推选|推荐|提名|增补|补选|委任|委派|选派|决定)(?P<office>)"
    "|(?:追授|授予|追记|追认|接受|批准|撤销|罢免|给予|表彰)"
)
_OFFICE_BEHIND = re.compile("同志|等|为|任|担任|兼任|代理|、|的[^，。]{2,30}职务")
_FATE_BEHIND = re.compile(
    "同志|辞去|辞职|开除|党内|行政|留党|政务|记[大过功一二三]|的[^，。]{2,30}(?:职务|代表资格)|[“‘]"
)
# 王某, 李某某, 张某甲: a person whom a decision does not name in full.
_UNNAMED = re.compile(
    rf"[{HAN}]某{{1,2}}[甲乙丙丁]?(?![个种些日年月市县区镇村乡公单地项一次处人局部企事银国省户类级家期])"
)
_NO_SURNAME = "和与由及对向同于任以从应在到按经每个有是即如若当"
_CLAUSE = re.compile("[^，。；、]*")
_LED = re.compile(
    "[，。；：、（”]|由|经|推选|推荐|选举|聘请|聘任|任命|明确|提名|和$"
)  # what leads to who takes an office
_POST_AHEAD = 40  # characters in which the office must be named that somebody takes


def find_called(text: str, known: Container[str] = frozenset()) -> Iterator[tuple[Span, str]]:
    """Names that the words beside them tell, with what told it. One name may be found twice."""
    for match in _LABELLED.finditer(text):
        for span in _follow_label(text, match.end()):
            yield span, "labelled"
    for match in _unlabelled().finditer(text):
        yield Span(*match.span(match.lastgroup or 0)), "labelled"
    for match in _COMRADE.finditer(text):
        for span in _listed_before(text, match.start(), known):
            yield span, "comrade"
    for match in _SEX.finditer(text):
        for span in _listed_before(text, match.start(), known):
            yield span, "sex"
            break
    yield from _taking(text, known)
    for match in _ELECTED.finditer(text):
        behind = _FATE_BEHIND if match["office"] is None else _OFFICE_BEHIND
        ends = (dotted_end(text, match.end()), *(match.end() + length for length in (4, 3, 2)))
        for end in ends:
            if end and is_shaped(text[match.end() : end]) and behind.match(text, end):
                yield Span(match.end(), end), "elected"
                break
    for match in _UNNAMED.finditer(text):
        if match.group()[0] in surnames()[0] and match.group()[0] not in _NO_SURNAME:
            yield Span(*match.span()), "unnamed"


def _taking(text: str, known: Container[str]) -> Iterator[tuple[Span, str]]:
    """Who takes an office: 王某、李某任副组长."""
    for match in _TAKES.finditer(text):
        if match.start() and post_titles().search(text, match.end(), match.end() + _POST_AHEAD):
            ahead = _CLAUSE.match(text, match.end(), match.end() + _POST_AHEAD)
            if ahead and post_titles().search(ahead.group()):
                for span in _listed_before(text, match.start(), known, strict=True):
                    yield span, "takes-office"


def _listed_before(text: str, end: int, known: Container[str], strict: bool = False) -> Iterator[Span]:
    """The names of a list that ends at `end`, the last first; `strict`: a mark or a word for persons leads to them."""
    while True:
        start = name_before(text, end, known)
        if start is None or (strict and not _led(text, start)):
            return
        yield Span(start, end)
        if not start or text[start - 1] not in "、和":
            return
        end = start - 1


def _led(text: str, start: int) -> bool:
    return start == 0 or _LED.search(text, max(0, start - 2), start) is not None


def _follow_label(text: str, at: int) -> Iterator[Span]:
    """The names behind a label, parted by marks, numbers to call and blanks; a body may stand before each."""
    while True:
        words_ = _WORDS.match(text, at)
        label = _LABELLED.search(text, at, words_.end() + 1) if words_ else None
        end = label.start() if label else words_.end() if words_ else at
        unnamed = _UNNAMED.match(text, at)
        start = unnamed.start() if unnamed else name_of_words(text, at, end)
        if start is None:
            return
        end = unnamed.end() if unnamed else end
        yield Span(start, end)
        between = _BETWEEN.match(text, end)
        if between is None:
            return
        at = between.end()


@cache
def _unlabelled() -> re.Pattern[str]:
    """A party not named in full or a reporter, the name right behind: 被告人王某犯…, 记者王小明报道."""
    single, compound = surnames()
    surname = alternation([*single, *compound])
    return re.compile(
        f"(?:{_PARTIES})(?P<party>{surname}某{{1,2}}[甲乙丙]?)"
        rf"|(?:本[报台网刊]记者|通讯员|记者)(?P<reporter>{surname}[{HAN}]{{1,2}})(?=报道|采访|获悉|从|，|。|）|（|$)"
    )
