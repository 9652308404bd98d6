"""PER and POST: names of people and the posts they hold, each a sign of the other."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from gongbao.language.characters import BULLETS, HAN, is_han
from gongbao.language.rosters import find_listed
from gongbao.model.spans import Span
from transforms.tag.lexicon import word_set
from transforms.tag.members import find_columns, find_members, start_of_member
from transforms.tag.mentions import Mention, hide, without_overlap
from transforms.tag.names import (
    KnownNames,
    after_name,
    is_name,
    is_shaped,
    name_behind,
    name_ends,
    opens_name,
    surnames,
)
from transforms.tag.naming import find_called
from transforms.tag.posts import Posts, past_remark, post_titles

# Who acts only as a person: a lone name before these is a name.
_DEEDS = (
    "出席|参加|主持|陪同|列席|参会|致辞|讲话|作[^，。]{0,6}讲话|会见|率队|带队|率领|领誓|一行|主讲|观看|参观|参与|随同"
)
_ACTS = (
    "(?:等[^，。]{0,12}?(?:领导|同志|专家|代表|人员|人(?=[，。出参]))"
    "|(?:等[^，。]{0,12}?)?(?:在[^，。]{1,10}?)?(?:分别|共同|一同|先后|一起|也|亲自){0,3}+"
    f"(?:{_DEEDS}))"
)
# What goes on behind a list of names: more of it, or what those named do.
_LISTED_ON = re.compile(rf"[、，。；]|$|{_ACTS}")
_COMMA_ON = re.compile(rf"、|{_ACTS}")
# One name alone that no word leads to may be no name: 申请参与, 组织参观. These are said of persons only.
_SURE_ACTS = (
    "(?:在[^，。]{1,10}?)?(?:分别|一同|先后|一起|也|亲自){0,3}+"
    "(?:出席|陪同|列席|致辞|会见|率队|带队|领誓|一行|等[^，。]{0,9}?(?:领导|同志))"
)
_LED = re.compile("由|.*领导(?:同志)?")
# What stands before a title that is a word of its own, and no part of others: 市政协|委员, 副|处长.
_WORD_ENDS = re.compile(
    rf"(?:^|[^{HAN}]|[局厅委部院会社处室科组队厂校司署所站村镇乡县市区省行馆团系协和与及]|[副原总]|名誉|首席|高级|特级|特聘"
    "|专职|兼职|独立|执行|客座)$"
)
_LINK = re.compile("、|和|与|及|以及|，")
_BEFORE_RANK = re.compile(rf"[{HAN}]{{2,4}}?(?=总书记|国家主席|总理|委员长)")
_RANKED = re.compile(rf"(?<=列)[{HAN}·]{{2,8}}?(?=(?:同志)?之[前后])")
_NO_PERSON = re.compile("精神|同志?式|大道|路|街|故居|纪念|事迹")  # 雷锋|精神
_ROLE = re.compile(
    r"(?:组长|主任|成员|委员|总指挥|指挥长?|召集人|会长|书记|主席|队长|政委|秘书长|顾问"
    r"|(?:出席|列席|参会|与会|参加|请假|缺席|主持|记录|会商|检查)(?:人员|人|者|领导)?)[：:](?=\S)"
)
_CELL = re.compile(r"[^\t]+")


class Line(NamedTuple):
    """What is known of a paragraph besides its words: whether it belongs to a list of people, where blanks were printed
    in it, and its cells below 姓名."""

    listed: bool = False
    gaps: frozenset[int] = frozenset()
    names: Sequence[Span] = ()


def find_people(
    texts: list[str], taken: list[list[Mention]], known: Iterable[str] = (), gaps: Sequence[frozenset[int]] = ()
) -> list[list[Mention]]:
    """PER and POST of each paragraph of a document.

    What other rules have `taken` is left alone. A name that is sure in one place (behind a post, in a list of
    names that act, or `known` beforehand) is a name wherever else it stands in the document. `gaps` are where blanks
    were printed in each paragraph, where that is known.
    """
    hidden = [hide(text, mentions) for text, mentions in zip(texts, taken, strict=True)]
    printed = gaps or [frozenset()] * len(texts)
    lines = [Line(*known_) for known_ in zip(find_listed(texts), printed, find_columns(hidden), strict=True)]
    names = KnownNames(known)
    found: list[list[Mention]] = []
    for text, line in zip(hidden, lines, strict=True):
        found.append(_once(text, names, line))
        for mention in found[-1]:
            if mention.type == "PER":
                names.add(text[mention.start : mention.end])
    for index, text in enumerate(hidden):
        if any(True for _ in names.find(text)):  # else no name that is known by now makes a difference
            found[index] = _once(text, names, lines[index])
    return found


def _once(text: str, names: KnownNames, line: Line) -> list[Mention]:
    """PER and POST of one paragraph."""
    people = _find_named(text, names)
    _find_members(text, people, line)
    for span, rule in find_called(text, names):
        people.setdefault(span.start, Mention(*span, "PER", rule, confidence=0.9))
    _find_introduced(text, people)
    posts = Posts(text, people)
    ends = {mention.end for mention in people.values()}
    for post in posts.held():
        if post.title in ends or not (post.sure or _WORD_ENDS.search(text[max(0, post.title - 2) : post.title])):
            continue  # 习近平|总书记|来闽: who holds it stands before it; 办|理事|项清单: part of other words
        end = name_behind(text, post.end, names, post.foreign, post.sure and post.definite)
        if end is None or post.end in people:
            continue
        if post.sure or post.foreign or is_shaped(text[post.end : end]):
            people[post.end] = Mention(post.end, end, "PER", "behind-office")
            _follow_list(text, people, post.end, names)
    _find_acting(text, people, names)
    return sorted([*without_overlap(sorted(people.values())), *posts.posts(people)])


def _find_named(text: str, names: KnownNames) -> dict[int, Mention]:
    """Names that are known already, or come with 总书记 behind them."""
    people: dict[int, Mention] = {}
    for match in _BEFORE_RANK.finditer(text):
        for length in (3, 2):
            start = match.end() - length
            name = text[start : match.end()]
            single, _ = surnames()
            if start < 0 or name[0] not in single or not is_han(name):
                continue
            if name[:2] not in word_set("people", "not_names"):
                people[start] = Mention(start, match.end(), "PER", "before-office")
                break
    for match in _RANKED.finditer(text):
        people[match.start()] = Mention(match.start(), match.end(), "PER", "ranked")
    for start, end in names.find(text):
        if end - start == 2 and not (after_name().match(text, end) and (start == 0 or opens_name(text, start))):
            continue
        if _NO_PERSON.match(text, end):
            continue
        people.setdefault(start, Mention(start, end, "PER", "known-name", confidence=0.95))
    return people


def _follow_list(text: str, people: dict[int, Mention], start: int, names: KnownNames) -> None:
    """Adds the names that follow a name after 、 和 and the like."""
    end = people[start].end
    while True:
        link = _LINK.match(text, end)
        if not link:
            return
        at = link.end()
        nxt = name_behind(text, at, names) if link.group() != "，" else next(iter(name_ends(text, at, names)), None)
        if nxt is None or post_titles().match(text, at):
            return
        if link.group() != "、" and not _LISTED_ON.match(text, nxt):
            return
        if link.group() == "，" and not _COMMA_ON.match(text, nxt):
            return
        people.setdefault(at, Mention(at, nxt, "PER", "listed"))
        end = nxt


@cache
def _clause_starts() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[，。；：{BULLETS}\t]|[市省县区]领导(?:同志)?|由|(?<=[，。；])(?:其中|随后))")


@cache
def _acting() -> re.Pattern[str]:
    """What only people do, behind a post of theirs or not."""
    return re.compile(rf"(?:{post_titles().pattern})?{_ACTS}")


@cache
def _acting_alone() -> re.Pattern[str]:
    """What is said of persons only, or of one whose post is named."""
    return re.compile(f"(?:{post_titles().pattern}{_ACTS}|{_SURE_ACTS})")


def _find_acting(text: str, people: dict[int, Mention], names: KnownNames) -> None:
    """Adds lists of names at the head of a clause that do what only people do: 王某、李某参加会议."""
    acts = _acting()
    for opening in _clause_starts().finditer(text):
        at = opening.end()
        spans: list[Span] = []
        while True:
            ends = [
                e for e in name_ends(text, at, names) if text[e : e + 1] in ("、", "和", "与") or acts.match(text, e)
            ]
            if not ends:
                break
            spans.append(Span(at, ends[0]))
            if text[ends[0] : ends[0] + 1] not in ("、", "和", "与"):
                break
            at = ends[0] + 1
        alone = len(spans) == 1 and not _LED.fullmatch(opening.group()) and text[slice(*spans[0])] not in names
        if spans and (_acting_alone() if alone else acts).match(text, spans[-1].end):
            for start, end in spans:
                people.setdefault(start, Mention(start, end, "PER", "acting", confidence=0.9))


def _find_members(text: str, people: dict[int, Mention], line: Line) -> None:
    """Adds the names of a list of members, those behind a role elsewhere, and those that fill a cell beside a post."""
    if line.listed:
        for span in find_members(text, start_of_member(text), line.gaps):
            people[span.start] = Mention(*span, "PER", "member", confidence=0.9)
    for role in _ROLE.finditer(text):
        for span in find_members(text, role.end(), line.gaps):
            people[span.start] = Mention(*span, "PER", "member", confidence=0.9)
    for cell in line.names:
        people.setdefault(cell.start, Mention(*cell, "PER", "column", confidence=0.9))
    if "\t" not in text or not post_titles().search(text):
        return
    for match in _CELL.finditer(text):
        if is_name(match.group()):
            people.setdefault(match.start(), Mention(match.start(), match.end(), "PER", "cell", confidence=0.8))


def _find_introduced(text: str, people: dict[int, Mention]) -> None:
    """Adds the name that a paragraph opens with, a post and nothing else behind it: 王某（女）副市长，负责…"""
    for length in (2, 3, 4):
        if is_name(text[:length]) and _introducing().match(text, past_remark(text, length)):
            people[0] = Mention(0, length, "PER", "introduced", confidence=0.9)
            return


@cache
def _introducing() -> re.Pattern[str]:
    title = f"(?:代|副|常务|第一|党组|[市县区]委|[市县区]政府){{0,3}}{post_titles().pattern}"
    return re.compile(f"{title}(?:、{title}){{0,5}}[，。]")
