"""Patterns of bodies' names, one a rule, put together from the words of the lexicon and of one gazette."""

import re
from dataclasses import dataclass
from functools import cache

from gongbao.gazette import Gazette
from gongbao.language.bodies import BODY_CHARACTERS
from gongbao.language.characters import HAN
from gongbao.language.divisions import cities, named_provinces, provinces, shorten
from transforms.tag.lexicon import alternation, openings, word_set, words
from transforms.tag.places import COMMON_ZONES, short_form

_ORDINAL = "第[一二三四五六七八九十]+"
# 委 that begins another word: 委员, 委托, 委派, 委任, 委培, and its officers, who are posts.
_NO_COMMITTEE = "员托派任"

# What bodies end in besides the words of the lexicon: short endings that also begin other words.
_SHORT_ENDS = (
    # 政府金融办, 政府驻京办
    rf"政府(?:金融|外事|法制|扶贫|信访|应急|参事|侨务|台湾事务|驻[{HAN}]{{1,4}})(?:工作)?(?:办公室|办事处|办|局|室)",
    # no 政府性, 政府采购, 政府投资 …
    "政府(?!性|采购|投资|购买|奖|债|网(?!站)|质量|专项|规章|部门|工作人员|引导|主导|补贴|秘书|副|和社会)",
    "人大(?!代表|常委|会)",
    "政协(?!委员|常委|提案|主席|副主席|秘书)",
    "纪委(?!书记)",
    "委政法委(?:员会)?",
    "委全面依法治[市省县区]办",
    rf"委(?![{_NO_COMMITTEE}]|培|会|常委|书记|副书记|秘书长|主要|领导|机关|组织|宣传|统战|政法|[县市区]|办)",
    "第?[一二三四五六七八九十]+中(?![心央国级小等层间])",  # 市一中, no 一中心
)
_ENDS = (
    "(?<![布格大全结开当僵破胜残变省市])局(?![面部限势])",  # no 布局, 格局, 局面
    "(?<![大客餐展乐舞门前省市])(?<!政务)(?<!服务)(?<!办事)厅(?![级局])",  # no 大厅, 客厅, 政务厅
    "(?<![省市])中心(?!城|区|地带|环节|工作|任务|镇|村|思想|站|位置|小学)",  # no 中心城区, 中心工作
)
_TAIL_ENDS = (
    "党组(?!成员|书记|副书记)",
    "党委(?!书记|副书记|委员)",
    "机关第[一二三四五六七八九十]党支部",
    "第[一二三四五六]巡回法庭",
)
_PARTIES = "民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团"
_GROUP = "(?:督导|指导|督察|巡视|巡察|巡回指导|检查)组"

# A level of government that heads a name: 市财政局, 省农业农村厅, 县政府. Not 市级, 市场, 市民 …, which are none;
# but 市场监管局, 市民政局, 市直机关工委 and 市外办 begin with one.
_CITY = (
    "市(?!级|值|县|区|长|内|容|辖|城区|本级|面|价|属|域|里|驿"
    "|场(?!监管|监督)|民(?!政|族|宗|营)|直(?!机关)|外(?!办|事|汇|国|专)|政(?!府|协|务|工|公|法|设))"
)
_PROVINCE = "省(?!级|内|会|道|略|属|长|城|钱|时|力|域|市(?!场)|直(?!机关)|外(?!办|事|国)|电(?!力|视|影))"
# A single character that only leads to a name: 由区公安局, 报州人民政府.
_LED = f"(?:(?<![{HAN}])|(?<=[由经报对向在与和及或]))"
_LED_TO = f"(?:(?<![{HAN}])|(?<=[由经报对向与和及或在到]))"
_COUNTY_LEVEL = f"{_LED}(?:县|区|州|旗|盟)(?!政府（管|级|域|内|直|位|间|分|属|块|别|帜|舰)"
# The levels that have no single character: 自治区教育厅, 兵团财政局, 第八师石河子市商务局.
_LONG_LEVEL = (
    "(?:(?<![族尔古藏])自治区(?![级内直境域主])|(?<!生产建设)兵团(?![级内直境域司])"
    f"|第[一二三四五六七八九十]{{1,3}}师(?:[{HAN}]{{2,5}}市)?)"
)
# What makes another word of the 市 or 省 behind it: 城市, 都市, 上市, 超市, 全市, 各省, 节省 …
_NO_LEVEL_BEHIND = "城都上超门全我各本地股楼夜集入该外跨县两三多省级副原沿"
LEVEL = f"(?:(?<![{_NO_LEVEL_BEHIND}])(?:{_CITY}|{_PROVINCE})|{_COUNTY_LEVEL}|{_LONG_LEVEL})"

# Counties and towns that are in no list.
_NO_PLACE = "和与及的在到从向对由是为被将把授予省等各全本我其有市县区委府局办"
_COUNTY = f"(?:(?![{_NO_PLACE}])[{HAN}]){{1,6}}[市县区]"
_TOWN = f"(?![各乡县市该本在由全有城重特中等和与及])[{HAN}]{{2,3}}(?<![乡城])(?:镇|街道|乡)"

# Divisions and zones of one level, as 各 calls them: 各市、县（区）, 各市州, 各设区市.
_SORT = (
    "(?:设区的?市|省?直管市|省辖市|县级市|自治[县州旗区]|直辖市|地级以上市|地级?市|副省级城市|(?:旗县市?|旗区|盟市|苏木乡?镇|师市|区县|县区|市区县|县市区|市县区|市县|市州|州市|县市|乡镇|镇街)"
    "|街道|开发区|园区|新区|功能区|地区|苏木|团场|[省市县区州盟旗镇乡])"
)
_ASIDE = "[（(][^（）()]{1,12}[）)]"
_SEVERAL = f"{_SORT}(?:{_ASIDE})?"

# Bodies that every county has besides its government, and what it counts its congresses by.
_SESSION = "(?:第?[一二三四五六七八九十]{1,3}届)?"
_OF_ANY_COUNTY = (
    "人民代表大会(?:常务委员会)?|人大常委会|政治协商会议|政协(?!委员|常委|提案|主席|副主席|秘书)|纪委监委|监察委员会|总工会|妇联"
    "|妇女联合会|残联|残疾人联合会|工商联|科协|文联|侨联|红十字会|供销合作社联合社|供销社|人武部|人民武装部|法院|检察院|党校"
    "|融媒体中心|公安局|行政公署|行署"
)
_OF_HEALTH_AND_SCHOOLS = (
    "(?:人民|中医|中心|妇幼保健|传染病|肿瘤|儿童|中西医结合)医院|中医院|妇幼保健院|第[一二三四五六七八九十]{1,2}(?:人民)?医院"
    "|第[一二三四五六七八九十]{1,3}(?:高级)?(?:中学|小学)|实验(?:高级)?(?:中学|小学)|职业中等专业学校|职业教育中心"
)


def _ends(name: str, guarded: tuple[str, ...] = ()) -> str:
    """What bodies of one sort end in, the words of the lexicon before the guarded."""
    return "(?:" + "|".join((alternation(words("bodies", name)), *guarded)) + ")"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the patterns are put together from, each a pattern itself.

    Attributes:
        opening: What a place, a level of government or a body with branches begins with, inside a character class.
        place: Any place that may head a body's name, whole or short.
        places: A chain of such places, from the whole to the part: 山东省聊城市.
        functions: What government bodies deal with: 财政.
        kinds: What names end in that have more than their kind: …服务中心.
        short_kinds: What names end in behind a place or a level: 市总工会.
        branched: Bodies with branches all over.
        character: A character of a name, or a protected word whole.
        head: What may head a name: a place, a level, a zone, a town.
    """

    opening: str
    place: str
    places: str
    functions: str
    kinds: str
    short_kinds: str
    branched: str
    character: str
    head: str

    @property
    def first(self) -> str:
        """The first character of what stands behind the head."""
        return f"(?![和与及]){self.character}"


def _parts(gazette: Gazette) -> _Parts:
    known = _known_places(gazette)
    branched = (*words("bodies", "branched"), *gazette.branched)
    place = f"(?:{alternation(known)})"
    places = f"{place}{{1,6}}"  # from the country to the village; bounded, as a text may repeat one for ever
    functions = alternation(words("bodies", "functions"))
    zones = alternation((*COMMON_ZONES, *gazette.zones))
    return _Parts(
        opening=openings((*known, *branched, *"市省县区州旗盟自兵第")),
        place=place,
        places=places,
        functions=functions,
        kinds=_ends("kinds", _ENDS),
        short_kinds=_ends("short_kinds", _SHORT_ENDS),
        branched=f"(?:{alternation(branched)})",
        character=_character(gazette, functions),
        head=rf"(?:{places}(?:{_COUNTY})?[市省县区州]?|{LEVEL}|{_LED_TO}(?:{zones})|(?<![{HAN}]){_TOWN})",
    )


def _known_places(gazette: Gazette) -> list[str]:
    """The places that may head a body's name, whole or short."""
    own = [p for p in (gazette.place, gazette.province, *gazette.places) if p]
    contested = word_set("places", "contested")
    shorts = [s for city in (*cities(), *own) if (s := short_form(city, gazette.whole_only)) and s not in contested]
    return [*words("places", "countries"), *named_provinces(), *cities(), *own, *shorts]


def _character(gazette: Gazette, functions: str) -> str:
    """A character of a body's name: a function (工业和信息化) or another protected word whole, else no stop.

    和 before a place or another body parts two names.
    """
    own = [p for p in (gazette.place, gazette.province, *gazette.places) if p]
    branched = (*words("bodies", "branched"), *gazette.branched)
    next_name = alternation([*own, *filter(None, map(shorten, provinces())), *branched, "中国", "清华", "复旦"])
    kept, stops = alternation(words("bodies", "kept")), alternation(words("bodies", "stops"))
    return (
        rf"(?:{functions}|{kept}|(?!{stops})"
        rf"(?![和与及](?:[市省县区有相全国其社]|{next_name}))[{HAN}])"
    )


@cache
def body_patterns(gazette: Gazette) -> dict[str, re.Pattern[str]]:
    """The pattern of each rule by its name: those for running text, `tail` for what is within a body, `whole` for an
    item of a duty's list."""
    parts = _parts(gazette)
    builders = {
        "ministry": _ministry,
        "collective": _collective,
        "place_before": _place_before,
        "short": _short,
        "county": _county,
        "office": _office,
        "long": _long,
        "function": _function,
        "branch": _branch,
        "central": _central,
        "kind": _kind,
        "tail": _tail,
        "whole": _whole,
    }
    return {name: re.compile(build(parts)) for name, build in builders.items()}


def _ministry(parts: _Parts) -> str:
    """A body of the central government, with its offices out in the country: 财政部山东监管局."""
    office = "监管局|管理局|监察局|税务局|分局|调查总队|专员办|特派办|办事处|分行|中心支行"
    return (
        rf"{_ends('ministries')}(?![员门])(?:安全生产委员会(?:办公室)?|办公厅|安委会|国资委"
        rf"|{parts.places}[{HAN}]{{0,6}}?(?:{office}))?"
    )


def _collective(parts: _Parts) -> str:
    """All bodies of one sort: 各县（市、区）人民政府, 各市、州、县人民政府, 市属开发区管委会."""
    more = rf"(?:(?:、|[和及](?=各))(?:(?:{parts.place})?各?{_SEVERAL}|{parts.place}))"
    office = rf"(?:{parts.functions}|[{HAN}]{{2,6}}?)(?:{_ASIDE})?(?:局|分局|委(?![{_NO_COMMITTEE}])|办)(?![{HAN}])"
    return (
        rf"(?=各|市属|[市县区州]直)(?:各{_SEVERAL}{more}{{0,6}}"
        rf"(?:人民政府|行政公署|行署|管委会|管理委员会|政府(?!性|部门)|委(?=[^{HAN}]|和|$)|(?:{parts.functions})(?:局|委|分局)|残联|{office})"
        "|市属(?:各)?开发区(?:党工委)?管委会|各(?:市属)?开发区管委会|各街道办事处|各(?:乡镇|街镇)党委"
        "|[市县区州]直(?:属|管)?(?:开发区|园区)管委会)"
    )


def _place_before(parts: _Parts) -> str:
    """The place that heads all bodies of a sort: 四川省|各市（州）人民政府."""
    return rf"{parts.place}(?=各|$)"


def _short(parts: _Parts) -> str:
    """A place or a level with a kind behind it and nothing between: 市政府, 聊城市总工会, 中共某某县委."""
    head = rf"(?:中共)?(?:{parts.places}(?:{_COUNTY})?|{LEVEL})"
    where = rf"{parts.places}(?:{_COUNTY})?[市省县区]?|{_COUNTY}|{LEVEL}"
    league = rf"(?:{_PARTIES})(?:中央|(?:{where})委(?:员会|会)?)|团[市省县区]委"
    committee = rf"中共(?!中央|党[员史])[{HAN}]{{2,20}}?(?:(?:纪律检查|工作)?委员会|党组|党委|党工委)"
    party = rf"(?:中共)?{parts.places}(?:{_COUNTY})?[市省县区]委(?![{_NO_COMMITTEE}]|培|会|常|书|副|秘)"
    within = rf"组织部|宣传部|统战部|政法委|办公厅|网信办|编办|党校|社会工作部|[{HAN}]{{0,18}}?办公室"
    return (
        rf"(?=[{parts.opening}中共团])(?:"
        rf"{head}(?:(?:纪委监委|纪委|监委)驻[{HAN}]{{2,20}}?纪检监察组"
        rf"|{_SESSION}{parts.short_kinds}|(?:{parts.functions})(?:和?管理)?委(?![{_NO_COMMITTEE}]))"
        rf"|{committee}|{league}|{party}(?:{within})?)"
    )


def _county(parts: _Parts) -> str:
    """A county that is in no list: recognised by what governs it, where nothing stands before it."""
    governed = rf"人民政府(?:办公[室厅])?|政府(?:办公室|办)?(?![{HAN}])"
    kinds = f"{governed}|{_OF_ANY_COUNTY}|{_OF_HEALTH_AND_SCHOOLS}"
    return rf"(?:{_LED}|(?<=授予))(?!第)(?P<county>{_COUNTY}){_SESSION}(?:{kinds})"


def _office(parts: _Parts) -> str:
    """The stretch before 办 that makes an office of it, by a level or a place: 市通管|办, 省委人才|办, 市府|办."""
    return rf"(?:{parts.places}[市省县区州]?|{LEVEL})委?{parts.first}{parts.character}{{0,7}}$"


def _long(parts: _Parts) -> str:
    """A head, some words and a kind: 市公共资源交易中心, 中国某某协会."""
    national = rf"(?:中国|中华|全国(?!性|各|人民)|国家(?=[{HAN}]{{2,12}}(?:局|委员会|办公室|署|中心)))"
    start = rf"(?:(?=[{parts.opening}中全国])|(?<![{HAN}]))"
    between = f"(?:{parts.first}{parts.character}{{0,14}}?)??"
    return rf"{start}(?:{parts.branched}|{parts.head}|{national}){between}{parts.kinds}"


def _function(parts: _Parts) -> str:
    """A body called by its function alone, where no name goes on before it: 财政局, 教委."""
    led_to = rf"(?:(?<![{HAN}])|(?<=[条由同报与和向转送请]))"
    alone = "残联|教委|妇联|工商联|科委|建委|交委|农委|总工会|团委|编办"
    return (
        rf"{led_to}(?:{parts.functions})(?:管理)?"
        rf"(?:局|分局|委员会|委(?![{_NO_COMMITTEE}])|厅|部(?![门分位级队件署]))"
        rf"|(?<![{HAN}])(?:{alone})(?![{HAN}])"
    )


def _branch(parts: _Parts) -> str:
    """A branch of a body that has them all over, troops by their number, the power company of a place."""
    ends = "中心支行|支行|分行|分公司|公司|营业管理部|支队|总队|税务局|委员会"
    return (
        rf"(?=[{parts.opening}\d])(?:{parts.branched}{parts.character}{{2,12}}?(?:{ends})|\d{{5}}部队"
        rf"|{parts.place}市?供电公司)"
    )


def _central(parts: _Parts) -> str:
    """中央 where it is a body, and groups sent out to inspect: 中央第三生态环境保护督察组, 市委第一巡察组."""
    acting = "要求|决定|决策|部署|关于|有关|精神|提出|明确|确定|确认|环保督察|八项规定"
    congress = "第[一二三四五六七八九十]{1,3}届全国(?:人民代表大会(?:常务委员会)?|人大(?:常委会)?|政协(?:常委会)?)"
    sender = rf"全国{parts.character}{{2,12}}?|主题教育|{_ends('ministries')}|{LEVEL}委?{parts.character}{{0,10}}?"
    first = openings((*words("bodies", "ministries"), *"中全主第省市县区州旗盟自兵"))
    return (
        rf"(?=[{first}])(?:{congress}|中央(?=[和、][省市]|和国家(?!机关)|{acting})"
        rf"|(?:(?:{sender})?(?:中央|省委?|市委?)?){_ORDINAL}{parts.character}{{0,10}}?{_GROUP})"
    )


def _kind(parts: _Parts) -> str:
    """The kinds of bodies that a county or a zone heads; `named` are those that any proper name may head."""
    named = "管委会|管理委员会|筹委会|筹备委员会|党工委|海关"
    placed = (
        rf"(?:{_OF_ANY_COUNTY})|(?:{_OF_HEALTH_AND_SCHOOLS})|人民政府(?:办公厅|办公室)?|(?:{parts.functions})(?:和?管理)?(?:局|委员会)|仲裁委员会|仲裁中心|服务中心|管理局"
        "|人民法院|人民检察院|办事处|分行|支行|中心支行|分公司|供电公司|监管局|监管分局|税务局|车务段|工务段"
    )
    return rf"(?P<named>{named})|(?P<placed>{placed})"


def _tail(parts: _Parts) -> str:
    """What is within a body, right behind its name: 市公安局|交通巡逻警察支队."""
    return (
        rf"(?!{LEVEL}|{parts.place}|[和与及、]){parts.character}{{0,9}}?"
        rf"{_ends('tails', _TAIL_ENDS)}(?!成员|组长|会议)"
    )


def _whole(parts: _Parts) -> str:
    """An item of a duty's list that is a body: there the last character tells."""
    characters = "|".join(BODY_CHARACTERS)
    return (
        rf"(?:[{HAN}]|（[^（）]{{1,20}}）)+"
        rf"(?:{parts.kinds}|{parts.short_kinds}|{characters}|办|联|站|段|台|馆|组|处|所|队|公司|政府|关)(?<!部门)"
    )
