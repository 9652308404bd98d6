"""Names that the words around them tell; each row says by what."""

import pytest

from transforms.tag.naming import find_called

CALLED = [
    ("请王小明同志负责", ["王小明"], "同志"),
    ("由王立、赵勇两位同志担任副组长", ["王立", "赵勇"], "several, and how many"),
    ("号召向黄文兰同志学习", ["黄文兰"], "向 is no surname here"),
    ("罗桑扎西同志兼任组长", ["罗桑扎西"], "no surname, between a mark and 同志"),
    ("买买提·吐尔逊同志", ["买买提·吐尔逊"], "a name in parts"),
    ("分管负责同志参加", [], "a class of people"),
    ("各有关单位同志参加", [], "nobody by name"),
    ("当事人：黄某，男，1979年3月出生", ["黄某"], "a party that is not named in full"),
    ("被告人张某甲犯受贿罪", ["张某甲"], "behind the word without a colon"),
    ("申请人：陈晓红，女", ["陈晓红"], "a party by name"),
    ("申请人应当提交材料", [], "a party that does something is not named"),
    ("纳入失信被执行人信息库", [], "nor one whose data is spoken of"),
    ("联系人：崔林、魏翔；电话：12345", ["崔林", "魏翔"], "whom to call"),
    ("联系人：市财政局王强，电话", ["王强"], "behind the body"),
    ("牵头人：王强；责任领导：李兰，责任单位：市财政局", ["王强", "李兰"], "who leads"),
    ("牵头人：王强责任人：李兰、赵刚", ["王强", "李兰", "赵刚"], "a label right behind a name"),
    ("牵头领导：分管副市长", [], "an office leads"),
    ("联系人：王强13800000000李兰13900000000", ["王强", "李兰"], "with numbers between"),
    ("李明，男，汉族，1963年5月出生", ["李明"], "sex and birth"),
    ("李兰（女，1980年5月出生）", ["李兰"], "in brackets"),
    ("孙子女、外孙子女，对于祖父母", [], "女 within a word"),
    ("探索选任符合条件的居民为人民调解员、人民陪审员", [], "选任 is one word"),
    ("经研究，由吴敏任办公室主任，郑国强、冯刚任副主任。", ["吴敏", "冯刚", "郑国强"], "who takes an office"),
    ("组长由市长担任，副组长由分管副市长担任。", [], "offices that take offices"),
    ("落实各项任务，明确责任分工", [], "任 within words"),
    ("给予周建国开除党籍处分。", ["周建国"], "what is done to a person"),
    ("决定任命高俊为市司法局局长", ["高俊"], "who is appointed"),
    ("推选古丽娜尔·买买提为主席", ["古丽娜尔·买买提"], "who is elected"),
    ("追授张清同志“优秀共产党员”称号", ["张清"], "who is honoured"),
    ("依法撤销许可等措施", [], "what is withdrawn is no person"),
    ("批准立项的，应当公告", [], "nor what is approved"),
    ("本报记者李娜报道", ["李娜"], "a reporter"),
    ("记者应当遵守职业道德", [], "reporters in general"),
    ("经查，李某某未按规定报告", ["李某某"], "not named in full"),
    ("和某公司签订合同", [], "和 is no surname before a company"),
    ("在某市从事经营活动", [], "在 is none at all"),
]


@pytest.mark.parametrize(("text", "names", "why"), CALLED, ids=[row[2] for row in CALLED])
def test_people_are_known_by_what_is_said_of_them(text: str, names: list[str], why: str) -> None:
    """A surname and two characters are no name: something beside them must say that somebody is named."""
    found = {span for span, _ in find_called(text)}
    assert sorted(text[s.start : s.end] for s in found) == sorted(names), why
