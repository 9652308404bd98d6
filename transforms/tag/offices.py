"""Posts that are given or taken: each of several, what is remarked behind it, its body and its office apart."""

import re
from functools import cache
from typing import NamedTuple

from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation, words

_PROBATION = re.compile(r"试用期(?:限)?(?:为)?(?P<term>[^，、；）]+)")
_TERM = re.compile(
    r"[，；](?:(?:试用|聘|聘用|任|挂职|服务)期|(?:任职|挂职|聘任)?时间|任职自|列|按|保留|享受|主持)[^，；（）]*$"
)
_REMARK = re.compile(r"（[^（）]*）$")
# What is remarked of a post before the next of the same person: 副局长|（试用期一年）|、党组成员.
_PASSING = re.compile("（[^（）]*(?:试用|挂职|任职|时间|期|[处科厅局县]级|兼)[^（）]*）$")
_PASSED = re.compile(f"（{_PROBATION.pattern}）(?=[、，])")
_NO_OFFICE = re.compile("试用|挂职|之后|之前|级$|时间|列.*[前后]|主持|兼$")
_CONCURRENT = re.compile("兼任?(?!职|顾)")
_AGAIN = re.compile("职务$|人选$")
_ENDS = ("督察专员", "总监", "师", "员", "长", "助理")
# What ranks an office, and belongs to it and not to its body: 党组|书记, 副|局长, 一级|调研员.
_RANKS = (
    "代理|代|副|常务|第一|执行|名誉|专职|兼职|党组|党委|党工委|机关党委|党总支|党支部|纪委|[一二三四五六七八九]级|正[厅处科]级|副[厅处科]级"
    "|首席|高级|总|支|大|中|分"
)
_OFFICES = (
    "巡视员|调研员|主任科员|科员|督察专员|组织员|监察专员|审判员|检察员|助理"
    "|[部局厅处科院校所站行区县市镇乡庭关社台馆园室队团]长"
)


class Post(NamedTuple):
    """One post as printed, where it stands, and what it consists of; `body` may be named with the post before it."""

    text: str
    at: Span
    body: str | None
    office: str | None


class Posts(NamedTuple):
    """The posts of a clause, with what is remarked of them, and where the parts of each stand."""

    posts: tuple[Post, ...]
    note: str | None
    probation: str | None
    parts: tuple[Span, ...]


def read_posts(text: str, at: int, body: str | None = None) -> Posts:
    """The posts that a text names, one each, without what is remarked behind them.

    Args:
        text: the posts as printed: 市财政局局长、市国有资产监督管理委员会主任（试用期一年）.
        at: where the text stands in its paragraph.
        body: the body that was named before, for an office alone.
    """
    note = probation = None
    while True:
        if term := _TERM.search(text):
            words_, end = term.group()[1:], term.start()
        elif (remark := _REMARK.search(text)) and not has_post(remark.group()[1:-1], whole=True):
            words_, end = remark.group()[1:-1], remark.start()
        else:
            break
        if stated := _PROBATION.search(words_):
            probation = stated["term"]
            words_ = (words_[: stated.start()] + words_[stated.end() :]).strip("，、；")
        note = "，".join(filter(None, (words_, note))) or None
        text = text[:end]
    if probation is None and (passing := _PASSED.search(text)):
        probation = passing["term"]
    posts: list[Post] = []
    for start, end in _pieces(text):
        printed = text[start:end]
        own, office = part_office(printed)
        body = own or body
        posts.append(Post(printed, Span(at + start, at + end), body, office))
    return Posts(tuple(posts), note, probation, tuple(sorted(_parts(text, at))))


def part_office(post: str) -> tuple[str | None, str | None]:
    """The body and the office of a post: 市财政局|党组书记, 市公安局刑侦支队|副支队长, 市长."""
    match = _office().search(_REMARK.sub("", post))
    if match is None:
        return None, None
    return match["body"] or None, match["office"]


@cache
def _office() -> re.Pattern[str]:
    titles = alternation(words("posts", "titles"))
    return re.compile(f"^(?P<body>.*?)(?P<office>(?:{_RANKS}){{0,4}}(?:{_OFFICES}|{titles}))$")


def _pieces(text: str) -> list[Span]:
    """Each whole post of several, separated by 、，和 or 兼 outside brackets."""
    pieces: list[Span] = []
    depth = start = 0
    for i, c in enumerate(text + "、"):
        depth += (c == "（") - (c == "）")
        if depth > 0:
            continue
        concurrent = _CONCURRENT.match(text, i)
        piece = text[start:i] if i == len(text) else _PASSING.sub("", text[start:i])
        if not (c in "、，和及" or concurrent) or not (has_post(piece, whole=True) or i == len(text)):
            continue
        end = start + len(_AGAIN.sub("", piece))
        if end > start:
            pieces.append(Span(start, end))
        start = concurrent.end() if concurrent else i + 1
    return pieces


def _parts(text: str, at: int) -> list[Span]:
    """The places of posts, and of those in brackets behind one: a second post of the same person."""
    spans: list[Span] = []
    for start, end in _pieces(text):
        last = _REMARK.search(text, start, end)
        if last and has_post(last.group()[1:-1], whole=True):
            spans += _parts(last.group()[1:-1], at + last.start() + 1)
            end = last.start()
        if end > start:
            spans.append(Span(at + start, at + end))
    return spans


@cache
def _post_titles() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The titles of posts, wherever they stand, and what posts end in."""
    titles = words("posts", "titles")
    return re.compile(alternation(titles)), (*titles, *_ENDS)


def has_post(text: str, whole: bool = False) -> bool:
    """Whether a text names a post; `whole`: whether it ends with one."""
    anywhere, ends = _post_titles()
    text = _AGAIN.sub("", text)
    if whole:
        return text.endswith(ends) and not _NO_OFFICE.search(text)
    return text.endswith(ends) or bool(anywhere.search(text))
