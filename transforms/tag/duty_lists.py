"""Lists of bodies in a duty: parted where the author parts them, without the words around them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongbao.language.bodies import BODY_CHARACTERS, BODY_WORDS
from gongbao.model.spans import Span

OPENING, CLOSING = "（(〔［[【", "）)〕］]】"
_IN_BRACKETS = rf"[{re.escape(OPENING)}][^{re.escape(OPENING + CLOSING)}]{{0,60}}[{re.escape(CLOSING)}]"
_TRAILING_BRACKET = re.compile(rf"{_IN_BRACKETS}$")

# What bodies and places that act as one end in, by the grammar of such names; the longest needs no order.
_KINDS = (
    "办|府|联|处|科|室|股|站|所|队|段|港|馆|台|园|校|团|组|区|县|市|州|盟|旗|镇|乡|街道|管委|工委|党委|法院|检察院|机关|机构"
    "|单位|部门|企业|院校|学校|医院|协会|学会|商会|基金会|工会|妇联|专班|分行|支行|分局|总台|银行|航空|地区|各地|各方"
)
_ENDS = "|".join((*BODY_CHARACTERS, *BODY_WORDS, _KINDS))
_NAMED = re.compile(rf"\S{{1,32}}(?:{_ENDS})")
_WHOLE = re.compile(rf"^(?:各\S{{1,14}}|\S{{1,32}}(?:{_ENDS}))$")
_EACH = re.compile(r"各(?![负司尽]其)\S{1,14}")
_SORT = "单位|部门|机构|企业|处室|科室"  # of bodies
# Words that name no body when they stand alone.
_NO_BODY = re.compile(
    rf"[省市州县区旗乡镇级、]{{1,6}}|街道|股室|公司|学校|个人|地方|组织|主体|人员|团队|政府|党委"
    rf"|(?:牵头|主办|责任|负责|承办|落实|实施|配合|协办|参与|协同){{0,2}}(?:{_SORT})"
)
_BARE = re.compile(_SORT)
_CLAUSE = re.compile("(?<=.)(?<!自)由")  # 甲项工作|由|各区组织…: who does what, no name (but 自由贸易试验区)

# 各市、县（市、区）人民政府, 县、区政府: levels of government that share what comes behind them are one name.
_LEVEL = "(?:自治[区州县旗]|直辖市|地区|苏木|团场|[中省市州县区旗盟乡镇]{1,3}|街道)"
_LEVELS_AHEAD = re.compile(rf"各?{_LEVEL}(?:{_IN_BRACKETS})?(?:、{_LEVEL}(?:{_IN_BRACKETS})?)*+")
_LEVEL_BEHIND = re.compile(rf"{_LEVEL}(?:{_IN_BRACKETS}|(?:人民)?政府|有关|相关|驻|两?级|管委|办事处|$)")

# What doing a duty is called behind the bodies, and how they share it. No word begins another within one group, and
# each run is taken whole, so that it is read in one way only.
_LEADS = "总?牵头|主办|主责"
_COOPERATES = "配合|参与|参加|协同|协助|协办|支持"
_DOES = "负责|承办|承担|落实|实施|执行|抓好|推进|组织(?=落实|实施|推进|开展)|开展|办理"
_IS = f"(?:均|都)?(?:为|是|作为)(?:{_LEADS}|{_COOPERATES}|责任|承办)(?:责任)?(?:单位|部门|处室|主体)"
_VERB = f"{_LEADS}|{_COOPERATES}|{_DOES}|{_IS}"
_VERB_WITHIN = re.compile("(?<=牵头|负责|配合|参与|协助|协同)(?:、|(?=会同|联合))")
_SHARING = "(?:按照?|依[据照]?|根据|各自|职[责能权]|权限|分[工别]|共同|具体|依法)*+"
_AND_OTHERS = "(?:等(?:部门|单位|处室|科室|股室|机构|企业|方面)?)?"
_TAIL = re.compile(rf"{_AND_OTHERS}{_SHARING}(?P<verb>(?:{_VERB})*+)(?:工作)?$")
_MAX_NAME = 80  # characters: nothing longer is looked into for several bodies
_MAX_TAIL = 40  # characters behind the last body in which such words are looked for: no list needs more
_LEADING = re.compile(_LEADS)
_COOPERATING = re.compile(_COOPERATES)
# 市财政局等单位|及|各地: others that are not named are no body.
_AND_UNNAMED = re.compile(rf"等(?:{_SORT}|方面)?(?:以及|及|和|与|、)")
_OTHERS = re.compile(r"等(?:[市县区省州旗地]{1,2}(?:人民)?政府|[市县区省州旗地]{1,2})?$")
# 市发展改革委等|市直有关部门: others of a sort that is named, behind 等.
_AND_SORT = re.compile(rf"(?<=\S\S)等(?=\S{{0,24}}(?:{_SORT}|公司|机关|地区|各地)(?:[{re.escape(OPENING)}和及、]|$))")
_PREFIX = re.compile("(?:由|以及|及|和|与|并由|其中|会同(?!县)|联合)")
_JOINT = re.compile(r"(?<=\S)(?:会同(?!县)|(?<![省市州])会同(?=县)|以及|和|及|与)(?=\S)")  # but 某市会同县
_OTHER_BODIES = re.compile("各|其他|其它|有关|相关|所属|[省市州县区](?!场|政公用|容)|国家|国网|中国|中央|人民银行|人行")
# What no item of a list is: 下同, 以下简称…, 不再列出, and a remark in brackets that says so.
REMARK = re.compile(
    r"逗号|[分顿]号前|排名|排序|排在|列首|首位|第一位|不再|下[同称列]|[简统]称"
    r"|以下\S{0,8}[均都皆不]|[以如]上(?:任务|工作|措施|事项|举措|各项|内容)|均[需由应要须]|未(?:明确|注明|列)"
)


class Clause(NamedTuple):
    """The bodies between two commas, and the role that the verb behind them gives, where one does."""

    bodies: tuple[Span, ...]
    role: str | None
    span: Span


def read_clauses(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of a list `text[start:end]`; remarks on how lists are to be read are not among them."""
    found = []
    for sentence in split(text, start, end, "；;。"):
        for clause in _clauses(text, sentence):
            if REMARK.search(_outside(text, clause)):
                break  # a remark goes on to the end of its sentence
            found.append(_read_clause(text, clause))
    return found


def split_bodies(text: str, start: int, end: int) -> list[Span]:
    """The bodies listed in `text[start:end]`, in their order."""
    return [body for clause in read_clauses(text, start, end) for body in clause.bodies]


def is_body(text: str) -> bool:
    """Whether an item of a list may be a body's name, with or without a second name in brackets, or 各….

    A word for a sort of bodies alone (单位, 企业) is none.
    """
    name = _TRAILING_BRACKET.sub("", text)
    if not name or _NO_BODY.fullmatch(name) or _CLAUSE.search(name):
        return False
    return bool(_NAMED.fullmatch(name) or _EACH.fullmatch(name))


def split(text: str, start: int, end: int, marks: str) -> list[Span]:
    """`text[start:end]` parted at marks that stand in no bracket; no part is empty or blank."""
    found, depth, at = [], 0, start
    for i in range(start, end):
        c = text[i]
        depth += (c in OPENING) - (c in CLOSING and depth > 0)
        if c in marks and depth == 0:
            found.append(Span(at, i))
            at = i + 1
    return [part for part in (*found, Span(at, end)) if text[part.start : part.end].strip()]


def _role(verb: str) -> str | None:
    if not verb:
        return None
    if _LEADING.search(verb):
        return "lead"
    return "cooperating" if _COOPERATING.search(verb) else "responsible"


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    """The clauses of a sentence: parted at commas, and behind a verb at 、 or 会同 as well: A牵头、B配合."""
    for clause in split(text, *sentence, "，,"):
        at = clause.start
        for verb in _VERB_WITHIN.finditer(text, *clause):
            yield Span(at, verb.start())
            at = verb.end()
        yield Span(at, clause.end)


def _read_clause(text: str, clause: Span) -> Clause:
    end = _without_remark(text, clause)
    tail = _TAIL.search(text, max(clause.start, end - _MAX_TAIL), end)
    listed = _items(text, clause.start, tail.start() if tail else end)
    bodies = tuple(body for item in listed for body in _part(text, item))
    return Clause(bodies, _role(tail["verb"]) if tail else None, clause)


def _outer_brackets(text: str, span: Span) -> list[Span]:
    """The outermost brackets in a span, one that nothing closes up to its end; at last the empty place at that end."""
    found, depth, at = [], 0, span.start
    for i in range(*span):
        if text[i] in OPENING:
            at = at if depth else i
            depth += 1
        elif text[i] in CLOSING and depth:
            depth -= 1
            if not depth:
                found.append(Span(at, i + 1))
    return [*found, Span(at if depth else span.end, span.end)]


def _outside(text: str, span: Span) -> str:
    """What stands outside of brackets."""
    at, words = span.start, ""
    for bracket in _outer_brackets(text, span):
        words += text[at : bracket.start]
        at = bracket.end
    return words


def _without_remark(text: str, span: Span) -> int:
    """Where a list ends before a remark in brackets: 市财政局（逗号前为牵头单位，下同）."""
    return next((b.start for b in _outer_brackets(text, span) if REMARK.search(text, *b)), span.end)


def _items(text: str, start: int, end: int) -> list[Span]:
    """What stands between two 、; levels of government that share an end are together, and 有关部门、单位 are."""
    items: list[Span] = []
    for item in split(text, start, end, "、"):
        words_ = text[item.start : item.end].strip()
        before = text[items[-1].start : items[-1].end] if items and items[-1].end - items[-1].start <= _MAX_NAME else ""
        levels = _LEVELS_AHEAD.fullmatch(before) is not None and _LEVEL_BEHIND.match(words_) is not None
        if items and text[items[-1].end] == "、" and (levels or _is_shared(before, words_)):
            items[-1] = Span(items[-1].start, item.end)
        else:
            items.append(item)
    return items


def _is_shared(before: str, item: str) -> bool:
    """Whether a sort of bodies shares what stands before it: 有关部门、单位, 各盟市行政公署、人民政府."""
    if item == "人民政府":
        return before.endswith(("行政公署", "行署"))
    return _BARE.fullmatch(item) is not None and _NO_BODY.fullmatch(before) is None


def _part(text: str, item: Span) -> Iterator[Span]:
    """The bodies of one item: 由|市财政局|和|市税务局, 市财政局|等|市直有关部门."""
    start, end = item.start, _without_remark(text, item)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if prefix := _PREFIX.match(text, start, end):
        start = prefix.end()
    if end - start > _MAX_NAME:
        yield Span(start, end)
        return
    if others := _OTHERS.search(text, start, end):
        end = max(start, others.start())
    if (unnamed := _AND_UNNAMED.search(text, start + 2, end)) and unnamed.end() < end:
        yield from _part(text, Span(start, unnamed.start()))
        yield from _part(text, Span(unnamed.end(), end))
        return
    if (sort := _AND_SORT.search(text, start, end)) and _NAMED.fullmatch(text, start, sort.start()):
        yield from _part(text, Span(start, sort.start()))
        yield from _part(text, Span(sort.end(), end))
        return
    for joint in _JOINT.finditer(text, start, end):
        if _parts(text[start : joint.start()], joint.group(), text[joint.end() : end]):
            yield Span(start, joint.start())
            yield from _part(text, Span(joint.end(), end))
            return
    if start < end and not _NO_BODY.fullmatch(text, start, end):
        yield Span(start, end)


def _parts(before: str, joint: str, behind: str) -> bool:
    """Whether 和 stands between two bodies, as against that of 工业和信息化局, or 有关部门和单位."""
    if before.count("（") != before.count("）"):
        return False
    if joint == "会同":
        return True
    ahead = _TRAILING_BRACKET.sub("", before)
    if _BARE.fullmatch(_JOINT.split(behind, maxsplit=1)[0]):
        return False  # 有关部门和单位
    return _WHOLE.search(ahead) is not None and (_OTHER_BODIES.match(behind) is not None or is_body(behind))
