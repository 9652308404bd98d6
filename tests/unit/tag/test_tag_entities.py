"""What is marked as an entity, rule by rule: each row is a marked text and the reason for its marks."""

import datetime as dt
import re

import pytest

from gongbao.gazette import Gazette
from gongbao.model import Document, Entity, Kind, Paragraph
from transforms.tag import tag

GAZETTE = Gazette(
    id="liuyuan",
    name="柳原市人民政府公报",
    place="柳原市",
    province="河北省",
    places=("东河区", "清水县", "柳原经济技术开发区", "柳原北湖旅游度假区"),
    bodies=("清水白酒",),
)
MARK = re.compile(r"\[(ORG|PER|POST|LOC|DATE|DOC_NUMBER|DOC_TITLE|MONEY|PERCENT) ([^\]]+)\]")


def document(*texts: str, kind: Kind = Kind.NOTICE, title: str = "关于某项工作的通知") -> Document:
    """A document of these paragraphs, dated 2022-03-05."""
    return Document(
        id="liuyuan/1",
        issue="liuyuan/2022/3",
        ordinal=1,
        kind=kind,
        number="柳政发〔2022〕3号",
        title=title,
        issuer="柳原市人民政府",
        section=None,
        addressees=None,
        signatories=(),
        date=dt.date(2022, 3, 5),
        paragraphs=tuple(Paragraph(text) for text in texts),
    )


def marked(text: str, entities: tuple[Entity, ...]) -> str:
    """The text with its entities in square brackets."""
    for entity in sorted(entities, key=lambda e: -e.start):
        text = f"{text[: entity.start]}[{entity.type} {entity.text}]{text[entity.end :]}"
    return text


def check(expected: str, **about: object) -> None:
    text = MARK.sub(r"\2", expected)
    facts = tag(document(text, **about), GAZETTE, 2022)  # type: ignore[arg-type]
    assert marked(text, facts.entities) == expected


ORG = [
    ("[ORG 市委]、[ORG 市政府]高度重视", "short forms of two bodies are two mentions"),
    ("传达[ORG 省纪委]有关文件精神", "a body of the province, short"),
    ("由[ORG 市科技局]负责解释", "the level and the function make a bureau"),
    ("[ORG 市市场监管局]要加强监管", "市 before 市场 is the level"),
    ("[ORG 市委组织部]、[ORG 市国资委]、[ORG 柳原海关]", "departments of the party, commissions, customs"),
    ("到[ORG 柳原大学]调研", "a university of a place"),
    ("授予[ORG 安平县人民政府]等单位称号", "what is done to it is no part of its name"),
    ("[ORG 安平县人民政府]：", "a county that is in no list, by what governs it"),
    ("第十二条[ORG 市人民政府]应当加强领导", "the number of an article is no part of it"),
    ("[ORG 市政府金融办]、[ORG 市政府]各部门", "an office of the government, named"),
    ("拜访[ORG 华星技术有限公司]", "who is visited, without the verb"),
    ("[ORG 人民银行柳原市中心支行]要做好服务", "a branch with the place inside is one mention"),
    ("[ORG 国网柳原供电公司]负责供电", "a branch of the grid company"),
    ("[ORG 省市场监管局（知识产权局）]部署的工作", "a body's own brackets belong to it"),
    ("[ORG 全国安全生产专项整治中央第六督导组]下沉督导", "a task group with a name, whole"),
    ("[ORG 省委主题教育第三巡回指导组]来我市指导", "a task group of the provincial committee"),
    ("我市举行[ORG 省第三生态环境保护督察组]督察动员大会", "the verb before a group is no part of it"),
    ("报[ORG 各县（市、区）人民政府]备案", "collective but definite"),
    ("[ORG 市属开发区管委会]要落实责任", "collective but definite"),
    ("[ORG 市政府]各部门、直属机构", "at the head of a longer phrase the body alone"),
    ("[ORG 市政府]有关部门", "at the head of a longer phrase the body alone"),
    ("[ORG 市政府]第12次常务会议研究同意", "a meeting of a body holds the body"),
    ("主持召开[ORG 市政府党组]会议", "a standing body is one"),
    ("[ORG 市委常委会]召开会议", "a standing body is one"),
    ("按照[ORG 省政府]相关部门要求", "at the head of a longer phrase the body alone"),
    ("落实[ORG 党中央]、[ORG 国务院]决策部署", "two bodies"),
    ("贯彻落实[ORG 中央]和省要求", "bare 中央 that requires, and no bare 省"),
    ("部分中央驻冀单位参加", "中央 as an adjective is none"),
    ("争取中央预算内投资", "中央 as an adjective is none"),
    ("国家、省、市要求", "bare levels are none"),
    ("有关部门、各级各部门、司法机关要配合", "generic bodies are none"),
    ("各县（市、区）要落实责任", "the counties without 人民政府 are none"),
    ("由市财政补助", "the treasury is no body"),
    ("市领导出席会议", "leaders are no body"),
    ("我市政府性基金", "我市政府… holds no body"),
    ("省政府性资源", "省政府性… holds no body"),
    ("各级财政部门和自然资源部门要配合", "财政部门 is not 财政部"),
    ("优化工作布局，服务发展大局", "布局 and 大局 are no bureaux"),
    ("城市管理、城市政府", "the 市 of 城市 is no level"),
    ("全市公安机关", "the 市 of 全市 is no level"),
    ("[ORG 柳原市发展和改革委员会]会同[ORG 财政局]、[ORG 规划自然资源局]办理", "functions tell bodies without a level"),
    ("[ORG 中国证券投资基金业协会]登记备案", "a national association"),
    ("与[ORG 云帆文化有限公司]签约", "a company that no place heads ends at the conjunction"),
    ("依托[ORG 清水白酒]等龙头企业", "a company that the gazette's data names"),
    ("[LOC 清水]白酒质量稳定", "the same words as a product are none of its"),
    ("[ORG 市公安局交通巡逻警察支队]负责疏导", "what is within a body belongs to the mention"),
    ("[ORG 山东省商务厅]主办", "the department of another province"),
    ("由[ORG 市科技创新委]负责解释", "a function and 委"),
    ("（[ORG 市政府]令第12号）", "the body that an order is of"),
    ("拜会[ORG 北京大学]专家", "a university after a verb"),
]

PER = [
    ("[POST 市长][PER 于永生]出席会议", "a name behind an office ends at the verb"),
    ("[POST 市长][PER 赵峰]出席会议", "a name of two letters before a verb"),
    ("[POST 副市长][PER 欧阳修远]陪同", "a compound surname"),
    ("[POST 副市长][PER 方卫东]、[PER 何立]，[POST 市政府秘书长][PER 周海波]参加", "a list goes on behind one office"),
    ("[PER 林玉]、[PER 白平和]参加活动。", "a list of names that do what people do"),
    ("[PER 王克]、[PER 陈延]等省老领导观看演出", "a list that is summed up as leaders"),
    ("会议由[PER 宫晓芳]主持。", "a lone name behind 由"),
    ("与[POST 匈牙利佩奇市长][PER 安娜·科瓦奇]会谈", "a foreign name with its dot"),
    ("[POST 克林市副市长][PER 伊万诺娃]参加", "a foreign name without dot"),
    ("[POST 日本奈良市市长][PER 早川尚秀]一行来访", "a Japanese name behind a Japanese office"),
    ("学习[PER 习近平][POST 总书记]重要讲话精神", "a person and an office"),
    ("以习近平新时代中国特色社会主义思想为指导", "none in a doctrine"),
    ("获得“鲁班奖”的企业", "none in a prize"),
    ("金融、高新、安全等领域参加评比", "ordinary words that begin like surnames are none"),
    ("[PER 林玉][POST 市长]主持活动。", "a name before its office"),
    ("[PER 周海明][POST 代市长]，领导全面工作", "a name that opens a paragraph, its office behind it"),
    ("[PER 何敏]（女）[POST 副市长]、[POST 党组成员]，负责教育", "with a remark between"),
    ("安监局局长，负责", "no name before an office"),
    ("组长：[PER 林红玉][POST 市委副书记]、[POST 市长]", "a list of members"),
]

POST = [
    ("[POST 市委副书记]、[POST 市长][PER 于永生]出席", "one office each"),
    ("[POST 柳原市审计局副局长][PER 于永生]出席", "body and office in one string are one, with no body inside"),
    ("[POST 市政府秘书长][PER 于永生]出席", "no body inside"),
    (
        "[POST 指导组组长]、[POST 河北科学院党委副书记]、[POST 院长]，[POST 省科协副主席][PER 袁英]出席",
        "after 、 the next office stands alone",
    ),
    ("[POST 省委常委]和有关省领导出席", "an office that nobody named holds"),
    ("原[POST 国家旅游局局长][PER 何光]出席", "a leading 原 stays outside"),
    ("[POST 第十三届全国人大农业与农村委员会副主任委员][PER 李春]出席", "与 within a body's name is no boundary"),
    ("[POST 市纪委书记]、[POST 市监委代理主任][PER 姜正]出席", "acting offices"),
    ("各市党政主要负责同志、有关负责人参加", "主要负责同志 and 负责人 are none"),
    ("开展市长质量奖评选，办好市长热线", "none within the name of a project"),
    ("全面推行河长制", "none within the name of a system"),
    ("召开局长办公会研究", "none within the name of a meeting"),
]

LOC = [
    ("在[LOC 广东省深圳市]招商", "a chain from whole to part is one"),
    ("在[LOC 江苏无锡]举行", "a chain of short names"),
    ("到[LOC 东河区河口街道]调研", "down to the street"),
    ("到[LOC 宝鸡县石桥镇]调研", "a county that bears the name of a city elsewhere"),
    ("[LOC 清水][LOC 黄河]鲤鱼", "places that are not whole and part are apart"),
    ("参加[LOC 柳原]分会场会议", "inside the name of an event"),
    ("制定[LOC 河北省]地方标准", "inside the name of a standard"),
    ("[LOC 清水县]鸭梨", "inside the name of a product"),
    ("[LOC 东河区]、[LOC 清水县]要落实", "a bare place that stands for its government"),
    ("我市、全市、全省、市城区", "none of these"),
    ("来柳调研，驻冀单位", "one-letter forms are none"),
    ("推广东部地区经验", "广东 across two words is none"),
    ("纳入医保定点管理", "保定 across two words is none"),
    ("建设创新乡村，使用复合肥料", "新乡 and 合肥 across two words are none"),
    ("坚持中国特色社会主义道路", "中国 in a fixed phrase is none"),
    ("通行路段：[LOC 石桥隧道]、[LOC 滨湖大道]、[LOC 清水路]", "roads that fill the items of a list"),
    ("完善铁路、公路、道路网络", "roads in general are none"),
    ("[LOC 英国英格兰肯特郡]友好城市", "a chain abroad"),
    ("到[LOC 高新区]调研", "a zone by its kind alone where somebody goes"),
    ("支持高新区、开发区发展", "zones in general are none"),
    ("以[LOC 北门街道]、[LOC 石桥街道]为重点", "streets in a list"),
    ("带队到[LOC 清水县化工园区]检查", "a zone of a place"),
    ("到[LOC 汶上县]督导防汛", "a county in no list, where somebody goes"),
]

DATE = [
    ("自[DATE 2021年6月1日]起施行", "起 stays outside"),
    ("[DATE 14日]，召开会议", "a day alone"),
    ("[DATE 28—30日]举行", "a range is one"),
    ("[DATE 30日]下午举行", "下午 stays outside"),
    ("[DATE 8月底]前完成", "前 stays outside"),
    ("[DATE 2022年年底]前完成", "the end of a year"),
    ("到[DATE 2025年]", "a year"),
    ("[DATE 2021年度]考核", "the year as a period"),
    ("[DATE 2020—2022年]行动", "a range of years"),
    ("[DATE 2020年]以来", "以来 stays outside"),
    ("[DATE 2022年1—6月]累计", "a range of months"),
    ("[DATE 6月1日至9月30日]", "a range with 至"),
    ("有效期五年，为期三年", "lengths of time are none"),
    ("15日内办结，不少于10日", "days as a length are none"),
    ("30个工作日内，3个月", "lengths of time are none"),
    ("“十四五”期间，“五一”假期，近期", "named periods without a date are none"),
    ("上半年完成", "half a year without the year is none"),
    ("每月[DATE 10日]前报送", "a day of every month"),
    ("[DATE 二〇二二年三月五日]", "in Chinese numerals"),
]

MONEY = [
    ("奖励[MONEY 300万元]", "number and unit"),
    ("[MONEY 3500元]以上", "以上 stays outside"),
    ("[MONEY 5000万元]（含）以上", "（含） stays outside"),
    ("分别给予[MONEY 100万元]、[MONEY 50万元]、[MONEY 20万元]", "a list: each singly"),
    ("[MONEY 90元]/月", "the unit after the slash stays outside"),
    ("投资[MONEY 1.2亿美元]", "another currency's 元"),
    ("补助[MONEY 三百万元]", "in Chinese numerals"),
    ("多元化、一元二次、单元", "元 that is no unit"),
    ("增长[PERCENT 0.5%]，提高[PERCENT 3个百分点]", "shares and points"),
    ("不超过[PERCENT 百分之五十]", "in words"),
    ("按1:1、5:5分担，共30家", "ratios and counts are none"),
]

TITLES = [
    ("根据[DOC_TITLE 《甲规定》][DOC_TITLE 《乙办法》]", "adjacent titles are apart"),
    (
        "按照[DOC_TITLE 《省政府办公厅关于印发〈2021年清水县方案〉的通知》]（[DOC_NUMBER 冀政办发〔2020〕14号]）要求",
        "nothing is marked inside a title; the number without its brackets",
    ),
    ("根据[DOC_TITLE 《甲〈乙《丙》〉》]办理", "nested marks"),
    (
        "按照冀政办发〔2020〕14号文件执行".replace("冀政办发〔2020〕14号", "[DOC_NUMBER 冀政办发〔2020〕14号]"),
        "a number in running text",
    ),
    ("经[DOC_NUMBER 川经信发〔2021〕7号]同意", "经 within a prefix and 经 before it"),
    ("《没有结束的标题", "a mark that nothing closes"),
]


@pytest.mark.parametrize(("expected", "reason"), [*ORG, *PER, *POST, *LOC, *DATE, *MONEY, *TITLES])
def test_marks(expected: str, reason: str) -> None:
    """A paragraph's entities are those that the conventions ask for, and no others."""
    check(expected)


def test_name_sure_in_one_place_is_known_in_another() -> None:
    """A name behind an office is found again where nothing but the name stands."""
    texts = ("1日，市长于永生出席会议。", "2日，会上于永生同志要求抓好落实。")
    facts = tag(document(*texts), GAZETTE, 2022)
    assert [(e.paragraph, e.text) for e in facts.entities if e.type == "PER"] == [(0, "于永生"), (1, "于永生")]


def test_duty_items_are_bodies() -> None:
    """The bodies of a duty bracket are marked whole, generic ones are not."""
    text = "（牵头单位：市财政局；责任单位：济南铁路局集团有限公司柳原工务段、各基础电信运营企业、市政府各部门）"
    facts = tag(document(text), GAZETTE, 2022)
    assert [e.text for e in facts.entities] == ["市财政局", "济南铁路局集团有限公司柳原工务段", "市政府"]


def test_members_of_a_body() -> None:
    """A line each, the role said once: whoever comes first on a line is a name, what follows is the office."""
    expected = (
        "副组长：[PER 李文彬][POST 市委常委]、[POST 副市长]",
        "[PER 吴小兰][POST 副市长]",
        "[PER 黄丽萍][POST 市应急管理局局长]",
        "[PER 欧阳修远][POST 市政府副秘书长]",
        "领导小组下设办公室，水文资料由[ORG 市水利局]整理。",
    )
    texts = tuple(MARK.sub(r"\2", line) for line in expected)
    entities = tag(document(*texts), GAZETTE, 2022).entities
    found = [marked(t, tuple(e for e in entities if e.paragraph == i)) for i, t in enumerate(texts)]
    assert found == list(expected)
