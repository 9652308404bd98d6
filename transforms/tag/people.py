"""PER and POST: names of people and the posts they hold, each a sign of the other."""

import re
from collections.abc import Iterable
from functools import cache

from gongbao.language.characters import BULLETS, HAN, is_han
from gongbao.language.rosters import find_listed
from gongbao.model.spans import Span
from transforms.tag.lexicon import alternation, word_set, words
from transforms.tag.mentions import Mention, hide, without_overlap
from transforms.tag.names import KnownNames, after_name, is_name, name_behind, name_ends, surnames
from transforms.tag.posts import Posts, body_heads, past_remark, post_titles

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
_LINK = re.compile("、|和|与|及|以及|，")
_BEFORE_RANK = re.compile(rf"[{HAN}]{{2,4}}?(?=总书记|国家主席|总理|委员长)")
_RANKED = re.compile(rf"(?<=列)[{HAN}·]{{2,8}}?(?=(?:同志)?之[前后])")
_NO_PERSON = re.compile("精神|同志?式|大道|路|街|故居|纪念|事迹")  # 雷锋|精神
_MEMBER_BEHIND = re.compile(rf"[^{HAN}]|$")
_MEMBER = re.compile(r"(?:组长|主任|成员|委员|总指挥|指挥长?|召集人|联系人|负责人|联络员|会长|书记)[：:](?=\S)")


def find_people(texts: list[str], taken: list[list[Mention]], known: Iterable[str] = ()) -> list[list[Mention]]:
    """PER and POST of each paragraph of a document.

    What other rules have `taken` is left alone. A name that is sure in one place (behind a post, in a list of
    names that act, or `known` beforehand) is a name wherever else it stands in the document.
    """
    hidden = [hide(text, mentions) for text, mentions in zip(texts, taken, strict=True)]
    listed = find_listed(texts)
    names = KnownNames(known)
    found: list[list[Mention]] = []
    for text, member in zip(hidden, listed, strict=True):
        found.append(_once(text, names, member))
        for mention in found[-1]:
            if mention.type == "PER":
                names.add(text[mention.start : mention.end])
    for index, text in enumerate(hidden):
        if any(True for _ in names.find(text)):  # else no name that is known by now makes a difference
            found[index] = _once(text, names, listed[index])
    return found


def _once(text: str, names: KnownNames, member: bool) -> list[Mention]:
    """PER and POST of one paragraph; `member`: it is a line of a list of members."""
    people = _find_named(text, names)
    _find_members(text, people, member)
    _find_introduced(text, people)
    posts = Posts(text, people)
    for end, foreign, sure in posts.ends():
        name = name_behind(text, end, names, foreign, sure)
        if name and end not in people:
            people[end] = Mention(end, name, "PER", "behind-office")
            _follow_list(text, people, end, names)
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
        if end - start == 2 and not (after_name().match(text, end) and (start == 0 or _opens(text, start))):
            continue
        if _NO_PERSON.match(text, end):
            continue
        people.setdefault(start, Mention(start, end, "PER", "known-name", confidence=0.95))
    return people


def _opens(text: str, start: int) -> bool:
    """Whether a name may begin here: behind a mark, a post, or a word that leads to persons."""
    before = text[max(0, start - 4) : start]
    return not is_han(before[-1]) or bool(_leading().search(before))


@cache
def _leading() -> re.Pattern[str]:
    """What leads to persons: a word or a post."""
    titles = alternation(words("posts", "titles"))
    return re.compile(f"(?:和|与|由|及|会见|邀请|陪同|对|向|同|{titles}|任命|免去|列)$")


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
        if spans and acts.match(text, spans[-1].end):
            for start, end in spans:
                people.setdefault(start, Mention(start, end, "PER", "acting", confidence=0.9))


def _find_members(text: str, people: dict[int, Mention], member: bool) -> None:
    """Adds the names of a list of members, 组长：某某 with a post behind, and those that fill a cell beside one."""
    for at in (*(match.end() for match in _MEMBER.finditer(text)), *((0,) if member else ())):
        for length in (4, 3, 2):
            name = text[at : at + length]
            behind = body_heads().match(text, at + length) or _MEMBER_BEHIND.match(text, at + length)
            if behind and is_name(name):
                people[at] = Mention(at, at + length, "PER", "member", confidence=0.9)
                break
    if "\t" not in text or not post_titles().search(text):
        return
    for cell in re.finditer(r"[^\t]+", text):
        if is_name(cell.group()):
            people.setdefault(cell.start(), Mention(cell.start(), cell.end(), "PER", "cell", confidence=0.8))


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
