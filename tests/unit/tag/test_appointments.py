"""Who is appointed and removed; each row says why."""

import pytest
from tagging import tag_texts

from gongbao.model import Kind, Leaving

APPOINTMENTS = [
    (
        ("任命：", "王小明为柳原市财政局局长（试用期一年）；"),
        [("王小明", "appoint", "柳原市财政局局长", "一年", None)],
        "probation is no part of the post",
    ),
    (
        ("任命：", "王小明、李兰为柳原市审计局副局长。"),
        [
            ("王小明", "appoint", "柳原市审计局副局长", None, None),
            ("李兰", "appoint", "柳原市审计局副局长", None, None),
        ],
        "one appointment a person",
    ),
    (
        ("免去：", "王小明的柳原市财政局局长职务；"),
        [("王小明", "remove", "柳原市财政局局长", None, None)],
        "职务 is no part of the post",
    ),
    (
        ("免去：", "王小明的原柳原市电视台台长职务自然免除；"),
        [("王小明", "remove", "柳原市电视台台长", None, "自然免除")],
        "原 is no part of the post, how it ends is a note",
    ),
    (
        ("任命：", "王小明为柳原市大数据中心（柳原市智慧城市中心）主任；"),
        [("王小明", "appoint", "柳原市大数据中心（柳原市智慧城市中心）主任", None, None)],
        "a second name of the body stays",
    ),
    (
        ("任命：", "王小明为柳原技师学院副院长（柳原职业学校副校长）（试用期一年）；"),
        [("王小明", "appoint", "柳原技师学院副院长（柳原职业学校副校长）", "一年", None)],
        "a second post stays, probation goes",
    ),
    (
        ("任命：", "王小明为柳原市信访局督查专员（副县级）（试用期一年）。"),
        [("王小明", "appoint", "柳原市信访局督查专员", "一年", "副县级")],
        "a rank is a note",
    ),
    (
        ("任命：", "王小明为柳原市人民政府副秘书长（列李兰之后）；"),
        [("王小明", "appoint", "柳原市人民政府副秘书长", None, "列李兰之后")],
        "a place in the order is a note",
    ),
    (
        ("任命：", "王小明为柳原市教育局副局长（挂职，时间一年）；"),
        [("王小明", "appoint", "柳原市教育局副局长", None, "挂职，时间一年")],
        "a secondment is a note, whole",
    ),
    (
        ("任命王小明同志为柳原市财政局局长，免去其柳原市审计局副局长职务；",),
        [
            ("王小明", "appoint", "柳原市财政局局长", None, None),
            ("王小明", "remove", "柳原市审计局副局长", None, None),
        ],
        "one sentence appoints and removes",
    ),
    (
        ("任命：", "欧阳修远任柳原市教育局副局长；"),
        [("欧阳修远", "appoint", "柳原市教育局副局长", None, None)],
        "任 for 为, a compound surname",
    ),
    (
        ("免去：", "王小明不再担任柳原学院副院长职务。"),
        [("王小明", "remove", "柳原学院副院长", None, None)],
        "不再担任 removes",
    ),
    (
        ("决定免去：", "王小明柳原市财政局局长职务；", "李兰（女）柳原市审计局副局长职务，退休。"),
        [
            ("王小明", "remove", "柳原市财政局局长", None, None),
            ("李兰", "remove", "柳原市审计局副局长", None, "退休"),
        ],
        "no 的 under a lead",
    ),
    (
        ("免去王小明济南市水务局局长职务。",),
        [("王小明", "remove", "济南市水务局局长", None, None)],
        "no 的: the place tells where the name ends",
    ),
    (
        ("任命：", "李为民为柳原市档案局局长。"),
        [("李为民", "appoint", "柳原市档案局局长", None, None)],
        "a name that holds 为",
    ),
    (
        ("任命王小明为柳原市审计局总审计师，试用期一年；",),
        [("王小明", "appoint", "柳原市审计局总审计师", "一年", None)],
        "probation behind a comma",
    ),
    (
        ("聘任王小明为柳原职业学院院长，聘期五年；",),
        [("王小明", "appoint", "柳原职业学院院长", None, "聘期五年")],
        "a term of office is a note",
    ),
    (
        ("免去王小明柳原市水利局局长职务，退休；",),
        [("王小明", "remove", "柳原市水利局局长", None, "退休")],
        "no 的 before the own city's name; why is a note",
    ),
    (
        ("挂职期满，王小明的柳原市商务局副局长职务自然免除。",),
        [("王小明", "remove", "柳原市商务局副局长", None, "自然免除")],
        "the reason before the name is no name",
    ),
    (
        ("聘任王小明为柳原市政府参事，聘期5年（2022年1月至2026年12月）。",),
        [("王小明", "appoint", "柳原市政府参事", None, "聘期5年，2022年1月至2026年12月")],
        "a term with its months",
    ),
    (
        ("王小明同志试用期满，任柳原市财政局副局长，任职时间从2021年3月计算；",),
        [("王小明", "appoint", "柳原市财政局副局长", None, "任职时间从2021年3月计算")],
        "confirmed after probation, with no word 任命",
    ),
    (
        ("王小明兼任柳原市大数据中心主任；", "同意李兰任柳原市红十字会副会长；"),
        [
            ("王小明", "appoint", "柳原市大数据中心主任", None, None),
            ("李兰", "appoint", "柳原市红十字会副会长", None, None),
        ],
        "兼任, 同意…任",
    ),
    (
        ("任王小明为柳原市财政局局长；",),
        [("王小明", "appoint", "柳原市财政局局长", None, None)],
        "任…为",
    ),
    (
        ("接受王小明辞去柳原市副市长职务的请求。",),
        [("王小明", "remove", "柳原市副市长", None, None)],
        "who resigns is removed",
    ),
    (
        ("任命王小明为柳原市财政局局长、柳原市国有资产监督管理委员会主任。",),
        [
            ("王小明", "appoint", "柳原市财政局局长", None, None),
            ("王小明", "appoint", "柳原市国有资产监督管理委员会主任", None, None),
        ],
        "several posts, one fact each",
    ),
    (
        ("任命王小明、李兰为柳原市人民检察院检察员、检察委员会委员。",),
        [
            ("王小明", "appoint", "柳原市人民检察院检察员", None, None),
            ("王小明", "appoint", "检察委员会委员", None, None),
            ("李兰", "appoint", "柳原市人民检察院检察员", None, None),
            ("李兰", "appoint", "检察委员会委员", None, None),
        ],
        "several persons to several posts",
    ),
    (
        ("任命吴敏为柳原市应急管理局副局长兼总工程师。",),
        [
            ("吴敏", "appoint", "柳原市应急管理局副局长", None, None),
            ("吴敏", "appoint", "总工程师", None, None),
        ],
        "兼 between two posts",
    ),
    (
        ("任命王小明为柳原市司法局局长，李兰为柳原市统计局局长。",),
        [
            ("王小明", "appoint", "柳原市司法局局长", None, None),
            ("李兰", "appoint", "柳原市统计局局长", None, None),
        ],
        "several in one sentence",
    ),
    (
        ("一、任命", "王小明为柳原市审计局局长，试用期一年", "二、免去", "赵刚的柳原市民政局局长职务（退休）"),
        [
            ("王小明", "appoint", "柳原市审计局局长", "一年", None),
            ("赵刚", "remove", "柳原市民政局局长", None, "退休"),
        ],
        "headings say what is done",
    ),
    (
        ("任命下列人员为柳原市中级人民法院审判员：", "王小明、李兰"),
        [
            ("王小明", "appoint", "柳原市中级人民法院审判员", None, None),
            ("李兰", "appoint", "柳原市中级人民法院审判员", None, None),
        ],
        "the names come behind the post",
    ),
    (
        ("高立民试用期满正式任矿产资源储量评审中心副主任，任职时间从2014年8月起算。",),
        [("高立民", "appoint", "矿产资源储量评审中心副主任", None, "任职时间从2014年8月起算")],
        "confirmed, without a mark behind the reason",
    ),
    (
        ("免去金玉中矿产开发管理司副巡视员职务，退休；", "免去王伟人事司副司长职务。"),
        [
            ("金玉中", "remove", "矿产开发管理司副巡视员", None, "退休"),
            ("王伟", "remove", "人事司副司长", None, None),
        ],
        "no 的, and departments that have no place before them",
    ),
    (
        ("免去李思副局长职务。",),
        [("李思", "remove", "副局长", None, None)],
        "no 的 before an office alone",
    ),
    (
        ("决定由高俊代理柳原市市长职务。",),
        [("高俊", "appoint", "柳原市市长", None, "代理")],
        "who stands in for another",
    ),
    (
        ("任命王小明挂职任柳原市商务局副局长。",),
        [("王小明", "appoint", "柳原市商务局副局长", None, "挂职")],
        "a secondment said by the verb",
    ),
    (
        ("王小明任柳原市教育局局长，不再兼任柳原市体育局局长职务。",),
        [
            ("王小明", "appoint", "柳原市教育局局长", None, None),
            ("王小明", "remove", "柳原市体育局局长", None, None),
        ],
        "不再兼任 of the person named before",
    ),
    (
        ("接受高俊因工作变动辞去柳原市人民代表大会常务委员会副主任职务的请求。",),
        [("高俊", "remove", "柳原市人民代表大会常务委员会副主任", None, None)],
        "why is neither name nor post",
    ),
    (
        ("免去买买提·吐尔逊的柳原市民族宗教事务局局长职务；",),
        [("买买提·吐尔逊", "remove", "柳原市民族宗教事务局局长", None, None)],
        "a name in parts",
    ),
    (
        ("批准任命李兰为东河区人民检察院检察长。", "聘任赵刚为柳原学院教务处处长，聘期三年；"),
        [
            ("李兰", "appoint", "东河区人民检察院检察长", None, None),
            ("赵刚", "appoint", "柳原学院教务处处长", None, "聘期三年"),
        ],
        "approved by the congress above; a school",
    ),
    (
        ("任命王小明为柳原军分区政治委员；免去李兰的柳原建设集团有限公司董事长职务。",),
        [
            ("王小明", "appoint", "柳原军分区政治委员", None, None),
            ("李兰", "remove", "柳原建设集团有限公司董事长", None, None),
        ],
        "forces, companies",
    ),
    (
        ("经研究，任王小明为柳原市财政局局长，任李兰为柳原市审计局局长，免赵刚的柳原市体育局局长职务。",),
        [
            ("王小明", "appoint", "柳原市财政局局长", None, None),
            ("李兰", "appoint", "柳原市审计局局长", None, None),
            ("赵刚", "remove", "柳原市体育局局长", None, None),
        ],
        "任 and 免 in short, one behind the other",
    ),
    (
        ("王小明任柳原市财政局局长，免去柳原市审计局副局长职务；",),
        [
            ("王小明", "appoint", "柳原市财政局局长", None, None),
            ("王小明", "remove", "柳原市审计局副局长", None, None),
        ],
        "免去 without a name is of the person named before",
    ),
    (
        ("续聘王小明为柳原学院院长；李兰同志试用期满，正式任柳原学院副院长，任职时间从2021年1月起计算。",),
        [
            ("王小明", "appoint", "柳原学院院长", None, None),
            ("李兰", "appoint", "柳原学院副院长", None, "任职时间从2021年1月起计算"),
        ],
        "续聘 and 正式任 are of no name",
    ),
    (
        ("任命其其格为柳原市财政局局长；任命乌云其木格为柳原市审计局局长；",),
        [
            ("其其格", "appoint", "柳原市财政局局长", None, None),
            ("乌云其木格", "appoint", "柳原市审计局局长", None, None),
        ],
        "names that hold a determiner",
    ),
    (
        ("免去斯琴高娃柳原市财政局局长职务；",),
        [("斯琴高娃", "remove", "柳原市财政局局长", None, None)],
        "a name without surname right before the place",
    ),
    (
        ("会议决定：李兰为柳原市代理市长。",),
        [("李兰", "appoint", "柳原市代理市长", None, None)],
        "决定 and 为 alone",
    ),
    (
        ("任命下列人员为柳原市人民法院人民陪审员：", "王小明、李兰、欧阳明"),
        [(name, "appoint", "柳原市人民法院人民陪审员", None, None) for name in ("王小明", "李兰", "欧阳明")],
        "lay judges below their post",
    ),
    (
        ("任命王小明（女）为柳原市财政局副局长（试用期一年）、党组成员。",),
        [
            ("王小明", "appoint", "柳原市财政局副局长", "一年", None),
            ("王小明", "appoint", "党组成员", "一年", None),
        ],
        "probation is said behind the first post",
    ),
    (
        ("推荐王小明为柳原建设有限公司董事长人选；",),
        [("王小明", "appoint", "柳原建设有限公司董事长", None, None)],
        "推荐, and 人选 is no part of the post",
    ),
    (
        ("李兰任柳原市政府办公室副主任，提名为柳原市工商业联合会副主席人选。",),
        [
            ("李兰", "appoint", "柳原市政府办公室副主任", None, None),
            ("李兰", "appoint", "柳原市工商业联合会副主席", None, None),
        ],
        "提名为 is of the person named before",
    ),
    (
        ("赵刚任职试用期满，正式任命为柳原市审计局副局长。",),
        [("赵刚", "appoint", "柳原市审计局副局长", None, None)],
        "the verb behind the name",
    ),
    (
        ("免去王小明同志柳原市应急管理局四级调研员职级并退休；",),
        [("王小明", "remove", "柳原市应急管理局四级调研员", None, "并退休")],
        "职级 for 职务",
    ),
    (
        ("李兰任柳原市水利局局长，免去其柳原市审计局副局长职务，任职试用期一年，从2022年3月起计算。",),
        [
            ("李兰", "appoint", "柳原市水利局局长", None, None),
            ("李兰", "remove", "柳原市审计局副局长", None, "任职试用期一年，从2022年3月起计算"),
        ],
        "probation behind both",
    ),
    (
        ("决定由常务副市长高俊代理柳原市市长职务。",),
        [("高俊", "appoint", "柳原市市长", None, "代理")],
        "the post that he holds stands before the name",
    ),
    (
        ("一、任命职务任命王小明为柳原市法院副院长；", "二、免去职务免去李兰的柳原市法院审判员职务。"),
        [
            ("王小明", "appoint", "柳原市法院副院长", None, None),
            ("李兰", "remove", "柳原市法院审判员", None, None),
        ],
        "headings that ran into what they head",
    ),
    (
        ("市长缺位时，从副市长中决定代理市长；人选不是副市长的，应当先任命其为副市长。",),
        [],
        "a rule on appointing names nobody",
    ),
    (("请各单位认真贯彻执行。",), [], "no clause of an appointment"),
]


@pytest.mark.parametrize(("texts", "expected", "why"), APPOINTMENTS)
def test_appointments(texts: tuple[str, ...], expected: list[tuple[str | None, ...]], why: str) -> None:
    """Every person appointed or removed is found with the post as printed."""
    found = tag_texts(*texts, kind=Kind.APPOINTMENT).appointments
    assert [(a.person, a.action, a.post, a.probation, a.note) for a in found] == expected, why


def test_a_law_on_appointing_appoints_nobody() -> None:
    """What a regulation says of 任免 is no appointment, whatever its title says."""
    facts = tag_texts("市长缺位时，任命王小明为副市长。", title="柳原市人大常委会任免国家机关工作人员条例")
    assert not facts.appointments


def test_a_document_of_another_title_appoints_by_its_words() -> None:
    """A public notice of a congress has no title that says so."""
    facts = tag_texts("会议决定：任命王小明为柳原市副市长。", title="柳原市人民代表大会常务委员会公告")
    assert [(a.person, a.post) for a in facts.appointments] == [("王小明", "柳原市副市长")]
    facts = tag_texts("会议选举王小明为柳原市市长，李兰、赵刚为柳原市副市长。", title="柳原市人民代表大会公告")
    assert [a.person for a in facts.appointments] == ["王小明", "李兰", "赵刚"]


def test_a_body_named_once() -> None:
    """A line with a body's name says where those below it hold their offices."""
    texts = ("柳原市水利局：", "任命王小明为副局长；", "免去李兰副局长职务；", "柳原市体育局：赵刚任局长")
    found = tag_texts(*texts, kind=Kind.APPOINTMENT).appointments
    assert [(a.person, a.action, a.post, a.body, a.office) for a in found] == [
        ("王小明", "appoint", "副局长", "柳原市水利局", "副局长"),
        ("李兰", "remove", "副局长", "柳原市水利局", "副局长"),
        ("赵刚", "appoint", "局长", "柳原市体育局", "局长"),
    ]


LEAVING = [
    ("免去王小明的柳原市水利局局长职务（退休）。", [Leaving.RETIREMENT], "in brackets behind the post"),
    ("接受王小明辞去柳原市市长职务的请求。", [Leaving.RESIGNATION], "who asks for it"),
    ("挂职期满，免去王小明的柳原市水利局副局长职务。", [Leaving.EXPIRY], "before the verb"),
    ("因工作调动，免去王小明的柳原市水利局副局长职务。", [Leaving.TRANSFER], "before the verb, too"),
    ("免去王小明的柳原市水利局局长职务。", [None], "nothing is said"),
    ("试用期满，任命王小明为柳原市水利局局长。", [None], "who is appointed leaves nothing"),
    (
        "免去王小明的柳原市水利局局长职务，另有任用；免去李兰的柳原市审计局局长职务。",
        [Leaving.TRANSFER, None],
        "of one of two",
    ),
]


@pytest.mark.parametrize(("text", "leaving", "why"), LEAVING, ids=[why for *_, why in LEAVING])
def test_why_somebody_leaves(text: str, leaving: list[Leaving | None], why: str) -> None:
    """As the sentence that removes says."""
    found = tag_texts(text, kind=Kind.APPOINTMENT).appointments
    assert [a.leaving for a in found] == leaving, why
