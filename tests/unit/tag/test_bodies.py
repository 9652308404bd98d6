"""Names of bodies: each row is a text with marks, and the reason for them."""

import pytest
from tagging import mark_again

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


@pytest.mark.parametrize(("marked", "why"), ORG, ids=[row[1] for row in ORG])
def test_bodies_are_marked(marked: str, why: str) -> None:
    """Bodies, short and long, and what only looks like one."""
    assert mark_again(marked) == marked, why
