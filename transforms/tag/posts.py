"""POST: what people hold, from the title leftwards to the body in which it is held."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gongbao.language.characters import HAN, is_han
from gongbao.language.divisions import cities, named_provinces
from transforms.tag.lexicon import alternation, word_set, words
from transforms.tag.mentions import TAKEN, Mention

_MAX_POST = 40  # characters of a body before a title that are looked at
_REMARK = re.compile("（[^（）]{1,12}）")
# A title that goes on as something else: 市长热线, 河长制, 局长办公会, 书记处.
_NO_TITLE_IF = (
    "(?!制|奖|热线|信箱|办公|会议|联席|团(?!成员)|处|级|令|基金|杯|负责制|责任制|专题会|接待|签|质量|项目|工程|室"
    "|职责|责任|岗位|队伍|助理|站|网|院(?!长)|会(?![见上谈晤])"
    "|[期效远度久录务]|三角)"  # 进行|长期, 总书|记录, 主|任务
)
# What stands between a sentence and the post that it speaks of: 当日下午|市长…
_BETWEEN = re.compile(
    r"(?:[与和及原]|\d+(?:日|年|月)|[）”]|下午|上午|当日|同日|随后|期间|会议|会上"
    r"|我[省市县国]|全[省市县国](?=委|政府|人大))+"
)
# What makes a post one of a kind without a name: 市委书记, 省政府副秘书长.
_DEFINITE = re.compile(
    "(?:省|市|县|区|州)(?:委|政府|人民政府|人大|政协|纪委|监委|长|总|副)|副?(?:省|市)$|党中央|国务院|中共"
)
# The body of one level whose office it is: 县财政局|局长.
_OF_ONE_BODY = re.compile(
    f"(?:省|市|县|区|州|旗)(?![级直属内外场])[{HAN}]{{2,16}}(?:局|厅|委|委员会|办公室|法院|检察院)"
)
_OF_PLACES = ("省长", "市长", "州长", "县长", "区长", "镇长", "乡长", "总理", "国务委员")
_INDEFINITE = re.compile("部门|单位|企业|各")


@cache
def post_titles() -> re.Pattern[str]:
    """The titles of posts: 局长, 书记."""
    return re.compile(rf"(?:{alternation(words('posts', 'titles'))}){_NO_TITLE_IF}")


@cache
def _abroad() -> re.Pattern[str]:
    countries = (c for c in words("places", "countries") if not c.startswith("中"))
    return re.compile(rf"(?:{alternation(countries)})")


@cache
def _stops() -> re.Pattern[str]:
    functions = [w for w in words("bodies", "functions") if re.search("和|与", w)]
    keep = alternation([*words("posts", "kept"), *functions])
    return re.compile(rf"(?P<keep>{keep})|(?P<stop>{alternation(words('posts', 'stops'))})|(?P<join>[和与及])")


@cache
def body_heads() -> re.Pattern[str]:
    """How the next body after 和 begins: with a level of government or a place."""
    places = alternation([*words("places", "countries"), *named_provinces(), *cities()])
    return re.compile(rf"市|省|县|区|全国|中央|中共|国务院|国家|原|副|常务|党组|{places}")


def past_remark(text: str, at: int) -> int:
    """Where what is said of a person in brackets ends: 王某（女）|副市长."""
    remark = _REMARK.match(text, at)
    return remark.end() if remark else at


def _in_post(c: str) -> bool:
    return is_han(c) or (c.isascii() and c.isalnum())


class _Post(NamedTuple):
    start: int
    end: int
    title: int  # where the title itself begins


class HeldPost(NamedTuple):
    """A post behind which the name of who holds it may stand.

    `title` and `end`: where its title begins and ends. `foreign`: of another country. `sure`: a post whatever stands
    around it. `definite`: one of a kind, so that somebody must hold it.
    """

    title: int
    end: int
    foreign: bool
    sure: bool
    definite: bool


class Posts:
    """The posts of a text: each title with the body before it."""

    def __init__(self, text: str, people: dict[int, Mention]) -> None:
        self.text = text
        self.before: dict[int, int] = {m.end: m.start for m in people.values()}
        self.found = [self._grow(m) for m in post_titles().finditer(text)]

    def held(self) -> Iterator[HeldPost]:
        """Each post as one behind which a name may stand."""
        for post in self.found:
            foreign = bool(_abroad().match(self.text, post.start, post.title))
            title = self.text[post.title : post.end]
            sure = title not in word_set("posts", "weak") and (foreign or title != "总统")  # 汇总统计
            definite = title in _OF_PLACES or self._is_definite(post)
            yield HeldPost(post.title, post.end, foreign, sure, definite)

    def _grow(self, title: re.Match[str]) -> _Post:
        """A post from the left end of its body on."""
        text, at = self.text, title.start()
        low = max(0, at - _MAX_POST)
        start = at
        depth = 0
        while start > low:
            c = text[start - 1]
            if c in "）”":
                depth += 1
            elif c in "（“":
                if depth == 0:
                    break
                depth -= 1
            elif c == TAKEN or (depth == 0 and (start in self.before or not _in_post(c))):
                break
            start -= 1
        if start in self.before:
            start = past_remark(text, start)
        if depth:  # a bracket that opens beyond reach
            start = max(text.rfind("）", low, at), text.rfind("”", low, at)) + 1
        region = text[start:at]
        cut = 0
        for match in _stops().finditer(region):
            if match.lastgroup == "keep" or region[: match.start()].count("（") > region[: match.start()].count("）"):
                continue
            if match.lastgroup == "stop" or body_heads().match(text, start + match.end()):
                cut = match.end()
        region = region[cut:]
        trimmed = _BETWEEN.match(region)
        return _Post(start + cut + (trimmed.end() if trimmed else 0), title.end(), title.start())

    def posts(self, people: dict[int, Mention]) -> list[Mention]:
        """The posts that somebody holds, or that a body's name before them makes definite."""
        starts = {m.start for m in people.values()}
        members = {past_remark(self.text, m.end) for m in people.values() if m.rule in ("member", "introduced")}
        ends = {m.end for m in people.values()} | members
        inside = {i for m in people.values() for i in range(m.start, m.end)}
        mentions: list[Mention] = []
        leads: dict[int, bool] = {}
        for post in reversed(self.found):
            if post.end - 1 in inside or post.title in inside:
                continue
            title = self.text[post.title : post.end]
            start = post.start
            if post.end in starts:
                rule, sure = "before-name", 1.0
            elif start in ends and (start == post.title or start in members) and title not in word_set("posts", "weak"):
                rule, sure = "behind-name", 0.95
            elif self.text[post.end : post.end + 1] in ("、", "，") and self._leads_on(post.end + 1, leads):
                rule, sure = "chain", 0.9
            elif title not in word_set("posts", "weak") and self._is_definite(post):
                rule, sure = "definite", 0.7
            else:
                continue
            if mentions and post.end > mentions[-1].start:
                continue
            leads[start] = rule in ("before-name", "chain")
            mentions.append(Mention(start, post.end, "POST", rule, confidence=sure))
        return [*mentions, *self._behind(mentions, ends)]

    def _behind(self, posts: list[Mention], names: set[int]) -> list[Mention]:
        """The further posts of a person named first: 组长：某某市委副书记、市长."""
        found: list[Mention] = []
        tails = {m.end for m in posts if m.start in names or self.text[m.start - 1 : m.start] == "\t"}
        taken = {m.end for m in posts}
        for post in self.found:
            if post.end in taken or self.text[post.start - 1 : post.start] not in ("、", "，"):
                continue
            if post.start - 1 in tails:
                tails.add(post.end)
                found.append(Mention(post.start, post.end, "POST", "further", confidence=0.8))
        return found

    def _leads_on(self, at: int, leads: dict[int, bool]) -> bool:
        """Whether a post that somebody holds begins here, behind 原 or not."""
        return leads.get(at + self.text.startswith("原", at), False)

    def _is_definite(self, post: _Post) -> bool:
        body = self.text[post.start : post.title]
        return bool(_DEFINITE.match(body) or _OF_ONE_BODY.fullmatch(body)) and not _INDEFINITE.search(body)
