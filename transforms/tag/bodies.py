"""ORG: named bodies, by the level or place at their head and the kind at their end."""

import re
from collections.abc import Iterable
from functools import cache

from gongbao.gazette import Gazette
from gongbao.language.characters import HAN
from transforms.tag.lexicon import alternation, words
from transforms.tag.mentions import TAKEN, Mention, without_overlap
from transforms.tag.places import short_form

# Ends that would also begin another word.
_GUARDED_SHORT = (
    rf"政府(?:金融|外事|法制|扶贫|信访|应急|参事|侨务|台湾事务|驻[{HAN}]{{1,4}})(?:工作)?(?:办公室|办事处|办|局|室)",
    r"政府(?!性|采购|投资|购买|奖|债|网|质量|专项|规章|部门|工作人员|引导|主导|补贴|秘书|副|和社会)",
    r"人大(?!代表|常委|会)",
    r"政协(?!委员|常委|提案|主席|副主席|秘书)",
    r"纪委(?!书记)",
    r"委政法委(?:员会)?",
    r"委全面依法治[市省县区]办",
    r"委(?!员|托|派|任|培|会|常委|书记|副书记|秘书长|主要|领导|机关|组织|宣传|统战|政法|[县市区]|办)",
    r"第?[一二三四五六七八九十]+中(?![心央国级小等层间])",
)
_GUARDED = (
    r"(?<![布格大全结开当僵破胜残变省市])局(?![面部限势])",
    r"(?<![大客餐展乐舞门前省市])(?<!政务)(?<!服务)(?<!办事)厅(?![级局])",
    r"(?<![省市])中心(?!城|区|地带|环节|工作|任务|镇|村|思想|站|位置|小学)",
)
_GUARDED_TAILS = (
    r"党组(?!成员|书记|副书记)",
    r"党委(?!书记|副书记|委员)",
    r"机关第[一二三四五六七八九十]党支部",
)
# A second name of the body in its own brackets: （知识产权局）.
_SECOND_NAME = re.compile(
    rf"（(?!以下|简称|含|不含|包括|原|以及|或)[{HAN}]{{2,24}}(?:局|委|厅|办公室|委员会|中心|管委会|院|馆|站|队|所|处)）"
)
# The generic: kinds of bodies, no names.
_GENERIC = re.compile(
    r"^(?:国家|省|市|县|区)?(?:级|直|属|以上|以下|内|外)"
    r"|^(?:国家|省|市)?(?:技术创新|制造业创新|产业创新|工业设计|企业技术|工程技术研究|工程技术|工程研究|技术研究|体验|研发|创业|核心)中心$"
    r"|^(?:大型|重点|龙头|骨干|知名|上市|国有|民营|产业|企业|农业|跨国|本地|公立|民办|职业|高等|中等|技工|普通|定点|基层|社区|乡镇|专科|"
    r"综合|医疗|中小|特殊教育|老年|开放|新办|新开办)(?:企业)?(?:集团|公司|有限公司|医院|学校|学院|大学|中学|小学)$"
)
_GENERIC_ITEM = re.compile(
    r"^(?:其他|有关|相关|各有关|各相关|各部门|各级|各基础|各高|各成员|各(?!县|市|区|镇|乡|街道|州))|^(?:部门|单位|企业)"
)
_COMPANY_END = re.compile(
    r"(?:股份|责任)?有限(?:责任)?公司|集团(?:公司)?(?=[、，。；：等（\ue000]|董事|党委|$)|大学(?!生|毕业|教育|城|科技园|专科|本科|学历|文化|校|路)"
)
_GROUP = "(?:督导|指导|督察|巡视|巡察|巡回指导|检查)组"


class Bodies:
    """The bodies that a gazette's pages name."""

    def __init__(self, gazette: Gazette) -> None:
        self.patterns = _patterns(gazette)
        self.named = _named(gazette)

    def find(self, text: str) -> list[Mention]:
        """ORG mentions, longest first where they meet."""
        found = []
        for rule in ("ministry", "collective", "short", "county", "long", "function", "branch", "central"):
            found += [
                Mention(m.start(), m.end(), "ORG", rule, confidence=0.9)
                for m in self.patterns[rule].finditer(text)
                if rule == "collective" or not _GENERIC.search(m.group())
            ]
        found += self._by_name(text)
        found += self._companies(text, {m.end for m in found})
        return _resolve_overlaps(self._with_tail(text, m) for m in _resolve_overlaps(found))

    def _by_name(self, text: str) -> list[Mention]:
        """Bodies that only the gazette's own list knows; a name that is also a product's counts beside 企业."""
        found = []
        for match in self.named.finditer(text) if self.named else ():
            clause = re.match(r"[^。；]{0,40}", text[match.end() :])
            if clause and re.search("企业|公司|集团|上市|股份", clause.group()):
                found.append(Mention(match.start(), match.end(), "ORG", "gazette", confidence=0.9))
        return found

    def _companies(self, text: str, ends: set[int]) -> list[Mention]:
        """Companies and universities that no place heads, from their end leftwards to the last word of the sentence."""
        found = []
        for match in _COMPANY_END.finditer(text):
            if match.end() in ends:
                continue
            start = match.start()
            while start > max(0, match.start() - 24) and _in_company(text, start - 1):
                start -= 1
            cut = start
            for word in _stops().finditer(text, start, match.start()):
                if word.lastgroup == "stop":
                    cut = word.end()
            if match.start() - cut >= 2 and not _GENERIC.search(text[cut : match.end()]):
                found.append(Mention(cut, match.end(), "ORG", "company", confidence=0.8))
        return found

    def _with_tail(self, text: str, mention: Mention) -> Mention:
        """A body with its second name in brackets, or with what is within it: 市公安局|交通巡逻警察支队."""
        second = _SECOND_NAME.match(text, mention.end)
        if second:
            return mention._replace(end=second.end())
        tail = self.patterns["tail"].match(text, mention.end)
        return mention._replace(end=tail.end()) if tail else mention

    def of_item(self, text: str, start: int, end: int) -> list[Mention]:
        """The bodies of one item of a duty's list: the item, unless it is generic or only begins with a body."""
        item = text[start:end]
        if _GENERIC_ITEM.search(item) or TAKEN in item:
            return []
        if self.patterns["whole"].fullmatch(item):
            return [Mention(start, end, "ORG", "duty-item")]
        return [m._replace(start=m.start + start, end=m.end + start) for m in self.find(item)]


def _resolve_overlaps(found: Iterable[Mention]) -> list[Mention]:
    """No two overlap: the one that starts first, then the longest."""
    return without_overlap(sorted(found, key=lambda m: (m.start, -m.end)))


def _in_company(text: str, i: int) -> bool:
    """Whether a character may belong to a company's name: 某某（重庆）文化有限公司 has a bracket."""
    return bool(re.match(f"[{HAN}A-Za-z]", text[i])) or (
        text[i] in "（）" and bool(re.search(rf"（[{HAN}]{{2,6}}）?$", text[max(0, i - 8) : i + 1] + "）"))
    )


@cache
def _stops() -> re.Pattern[str]:
    kept = alternation([*words("bodies", "kept"), *(w for w in words("bodies", "functions") if re.search("[和与]", w))])
    return re.compile(rf"(?P<kept>{kept})|(?P<stop>{alternation((*words('bodies', 'stops'), '和', '与', '及'))})")


@cache
def _named(gazette: Gazette) -> re.Pattern[str] | None:
    return re.compile(alternation(gazette.bodies)) if gazette.bodies else None


def _ends(name: str, guarded: tuple[str, ...] = ()) -> str:
    """What bodies of one sort end in, the words of the lexicon before the guarded."""
    return "(?:" + "|".join((alternation(words("bodies", name)), *guarded)) + ")"


def _place(gazette: Gazette) -> str:
    """Any place that may head a body's name, whole or short."""
    lists = ("countries", "provinces", "province_shorts")
    own = [p for p in (gazette.place, gazette.province, *gazette.places) if p]
    cities = [*words("places", "cities"), *own]
    shorts = [short for city in cities if (short := short_form(city))]
    known = [word for name in lists for word in words("places", name)]
    return f"(?:{alternation([*known, *(c.lstrip('~') for c in cities), *shorts])})"


# 市场, 市级, 市民 … are no level of government; 市场监管局, 市民政局, 市直机关工委 begin with one.
_LEVEL = (
    r"(?:(?<![城都上超门全我各本地股楼夜集入该外跨县两三多省级副原沿])(?:"
    r"市(?!级|值|县|区|长|内|容|辖|城区|本级|面|价|属|域|里|驿|场(?!监管|监督)|民(?!政|族|宗|营)|直(?!机关)|外(?!办|事|汇|国|专)"
    r"|政(?!府|协|务|工|公|法|设))"
    r"|省(?!级|内|会|道|市(?!场)|略|直(?!机关)|属|长|外(?!办|事|国)|城|钱|时|电(?!力|视|影)|力|域))"
    rf"|(?<![{HAN}])(?:县|区)(?!级|域|内|直|位|间|分|属|块|别|政府))"
)
_COUNTY = rf"(?:(?![和与及的在到从向对由是为被将把授予省等各全本我其有市县区委府局办])[{HAN}]){{1,6}}[市县区]"
_TOWN = rf"(?![各乡县市该本在由全有城重特中等和与及])[{HAN}]{{2,3}}(?<![乡城])(?:镇|街道|乡)"
_ZONE = "(?:高新区|经开区|高铁新区|度假区)"


@cache
def _patterns(gazette: Gazette) -> dict[str, re.Pattern[str]]:
    place = _place(gazette)
    functions = alternation(words("bodies", "functions"))
    kinds, short_kinds = _ends("kinds", _GUARDED), _ends("short_kinds", _GUARDED_SHORT)
    branched = _ends("branched")
    near = alternation(
        [
            *(p for p in (gazette.place, gazette.province, *gazette.places) if p),
            *words("places", "province_shorts"),
            *words("bodies", "branched"),
            *("中国", "清华", "复旦"),
        ]
    )
    # A character of a body's name: a function (工业和信息化) or another protected word whole, else no stop.
    letter = (
        rf"(?:{functions}|{alternation(words('bodies', 'kept'))}|(?!{alternation(words('bodies', 'stops'))})"
        rf"(?![和与及](?:[市省县区有相全国其社]|{near}))[{HAN}])"
    )
    first = rf"(?![和与及]){letter}"
    own = rf"(?:{place}+(?:{_COUNTY})?[市省县区州]?|{_LEVEL}|(?<![{HAN}])(?:{_ZONE}|{_TOWN}))"
    national = rf"(?:中国|中华|全国(?!性|各|人民)|国家(?=[{HAN}]{{2,12}}(?:局|委员会|办公室|署|中心)))"
    party = rf"(?:中共)?{place}+(?:{_COUNTY})?[市省县区]委(?!员|托|派|任|培|会|常|书|副|秘)"
    several = "(?:区县|县区|市区县|县市区|市县|市|县|区|州|镇|乡镇|乡)"
    return {
        name: re.compile(pattern)
        for name, pattern in {
            "ministry": (
                rf"{_ends('ministries')}(?![员门])(?:安全生产委员会(?:办公室)?|办公厅|安委会|国资委"
                rf"|{place}+[{HAN}]{{0,6}}?(?:监管局|管理局|监察局|税务局|分局|调查总队|专员办|特派办|办事处|分行|中心支行))?"
            ),
            "collective": (
                rf"各{several}(?:（[^（）]{{1,10}}）)?(?:人民政府|管委会|政府(?!性)|(?:{functions})(?:局|委|分局)|残联)"
                r"|市属(?:各)?开发区(?:党工委)?管委会|各(?:市属)?开发区管委会|各街道办事处"
            ),
            "short": (
                rf"(?:中共)?(?:{place}+(?:{_COUNTY})?|{_LEVEL})(?:{short_kinds}|(?:{functions})委(?![员托派任]))|共青团{place}+[市省县区]?委(?:员会)?|团[市省县区]委"
                rf"|{party}(?:组织部|宣传部|统战部|政法委|办公厅|网信办|编办|党校|社会工作部|[{HAN}]{{0,18}}?办公室)?"
            ),
            # A county that is in no list: only what governs it gives it away, where nothing stands before it.
            "county": rf"(?:(?<![{HAN}])|(?<=授予))(?!第){_COUNTY}人民政府(?:办公室)?",
            "long": rf"(?:{branched}|{own}|{national})(?:{first}{letter}{{0,14}}?)??{kinds}",
            "function": (
                rf"(?:(?<![{HAN}])|(?<=[条由同报与和向转送请]))(?:{functions})(?:管理)?"
                r"(?:局|分局|委员会|委(?![员托派任])|厅|部(?![门分位级队件署]))"
                rf"|(?<![{HAN}])(?:残联|教委|妇联|工商联|科委|建委|交委|农委|总工会|团委|编办)(?![{HAN}])"
            ),
            "branch": (
                rf"{branched}{letter}{{2,12}}?(?:中心支行|支行|分行|分公司|公司|营业管理部|支队|总队|税务局|委员会)|\d{{5}}部队"
                rf"|{place}市?供电公司"
            ),
            "central": (
                r"中央(?=[和、][省市]|和国家(?!机关)|要求|决定|决策|部署|关于|有关|精神|提出|明确|确定|确认|环保督察|八项规定)"
                rf"|(?:(?:全国{letter}{{2,12}}?|主题教育|{_ends('ministries')}|{_LEVEL}委?{letter}{{0,10}}?)?(?:中央|省委?|市委?)?)"
                rf"第[一二三四五六七八九十]+{letter}{{0,10}}?{_GROUP}"
            ),
            "tail": (
                rf"(?!{_LEVEL}|{place}|[和与及、]){letter}{{0,9}}?{_ends('tails', _GUARDED_TAILS)}(?!成员|组长|会议)"
            ),
            "whole": (
                rf"(?:[{HAN}]|（[^（）]{{1,20}}）)+"
                rf"(?:{kinds}|{short_kinds}|办|委|联|部|院|站|段|台|馆|社|会|厅|局|组|处|所|队|公司|政府|关)(?<!部门)"
            ),
        }.items()
    }
