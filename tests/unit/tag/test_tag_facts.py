"""Facts beside entities: appointments, duties, chronicle, citations, validity; each row says why."""

import datetime as dt

import pytest

from gongbao.gazette import Gazette
from gongbao.model import Document, Facts, Kind, Paragraph
from transforms.tag import tag

GAZETTE = Gazette(id="liuyuan", name="柳原市人民政府公报", place="柳原市")


def facts(
    *texts: str,
    kind: Kind = Kind.NOTICE,
    title: str = "关于某项工作的通知",
    number: str | None = "柳政发〔2022〕3号",
    date: dt.date | None = dt.date(2022, 3, 5),
    parts: tuple[str, ...] = (),
) -> Facts:
    """What is tagged in a document of these paragraphs."""
    document = Document(
        id="liuyuan/1",
        issue="liuyuan/2022/3",
        ordinal=1,
        kind=kind,
        number=number,
        title=title,
        issuer="柳原市人民政府",
        section=None,
        addressees=None,
        signatories=(),
        date=date,
        paragraphs=tuple(Paragraph(text) for text in texts),
        parts=parts,
    )
    return tag(document, GAZETTE, 2022)


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
        "a second office stays, probation goes",
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
    (("请各单位认真贯彻执行。",), [], "no clause of an appointment"),
]


@pytest.mark.parametrize(("texts", "expected", "reason"), APPOINTMENTS)
def test_appointments(texts: tuple[str, ...], expected: list[tuple[str | None, ...]], reason: str) -> None:
    """Every person appointed or removed is found with the post as printed."""
    found = facts(*texts, kind=Kind.APPOINTMENT).appointments
    assert [(a.person, a.action, a.post, a.probation, a.note) for a in found] == expected


DUTIES = [
    ("做好工作。（牵头单位：市财政局）", [(("市财政局",), (), ())], "one role"),
    (
        "（牵头单位：市财政局；责任单位：市教育局、市税务局；配合单位：市气象局）",
        [(("市财政局",), ("市教育局", "市税务局"), ("市气象局",))],
        "three roles",
    ),
    ("（牵头部门：市财政局；负责单位：市教育局）", [(("市财政局",), ("市教育局",), ())], "部门 for 单位, 负责 is 责任"),
    (
        "（责任单位：市财政局，各县（市、区）人民政府、市属开发区管委会）",
        [((), ("市财政局", "各县（市、区）人民政府", "市属开发区管委会"), ())],
        "a 、 within brackets parts nothing, a comma does",
    ),
    (
        "（责任单位：市民政局、其他各相关部门按职责分工负责）",
        [((), ("市民政局", "其他各相关部门"), ())],
        "按职责分工负责 is no body",
    ),
    (
        "（责任单位：市民政局、市教委，以下简称有关部门）",
        [((), ("市民政局", "市教委"), ())],
        "what they are called is no body",
    ),
    (
        "（牵头部门：市城管局；责任部门（单位）：各专营单位）",
        [(("市城管局",), ("各专营单位",), ())],
        "a bracket in the label",
    ),
    (
        "甲。（牵头单位：市财政局）乙。（牵头单位：市教育局）",
        [(("市财政局",), (), ()), (("市教育局",), (), ())],
        "two in one paragraph",
    ),
    (
        "（市财政局牵头，市教育局、市税务局配合）",
        [(("市财政局",), (), ("市教育局", "市税务局"))],
        "verbs instead of labels",
    ),
    ("（由市工业和信息化局负责）", [((), ("市工业和信息化局",), ())], "the 和 of a name parts nothing"),
    ("（责任单位：市财政局和市税务局）", [((), ("市财政局", "市税务局"), ())], "the 和 between two bodies parts them"),
    ("责任单位：市财政局、市税务局", [((), ("市财政局", "市税务局"), ())], "a paragraph of its own without brackets"),
    (
        "1.做好工作。责任单位：市财政局、市税务局",
        [((), ("市财政局", "市税务局"), ())],
        "behind the task, without brackets",
    ),
    ("明确责任单位：谁来做、怎么做，要写清楚。还要检查。", [], "words that only look like a label"),
    (
        "（责任单位：市财政局；完成时限：2023年12月底；责任人：王小明）",
        [((), ("市财政局",), ())],
        "when and who are no bodies",
    ),
    ("（市科技局、市财政局等部门按职责分工负责）", [((), ("市科技局", "市财政局"), ())], "等部门 is no body"),
    ("【牵头单位：市科技局；配合单位：市财政局】", [(("市科技局",), (), ("市财政局",))], "other brackets"),
    ("（责任领导：王小明；责任单位：市教育局）", [((), ("市教育局",), ())], "who answers for it comes first"),
    ("（市住建局会同市财政局负责，6月底前完成）", [((), ("市住建局", "市财政局"), ())], "会同, and by when behind"),
    ("对用人单位（含事业单位）给予补贴。", [], "brackets about anything else"),
    ("（牵头单位：市财政局", [], "a bracket that nothing closes"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), DUTIES)
def test_duties(text: str, expected: list[tuple[tuple[str, ...], ...]], reason: str) -> None:
    """A duty bracket gives its bodies by role."""
    assert [(d.lead, d.responsible, d.cooperating) for d in facts(text).duties] == expected


def test_duty_holds_its_task_and_deadline() -> None:
    """A duty says what is to be done and by when; a month without year is in the document's year."""
    first, second = facts(
        "一是摸清底数，6月底前印发方案，10个工作日内公布。（牵头单位：市财政局）二是2023年年底前完成。（牵头单位：市教育局）"
    ).duties
    assert first.task == "一是摸清底数，6月底前印发方案，10个工作日内公布"
    assert (first.deadlines, first.due) == (("6月底前", "10个工作日内"), dt.date(2022, 6, 30))
    assert second.task == "二是2023年年底前完成"
    assert (second.deadlines, second.due) == (("2023年年底前",), dt.date(2023, 12, 31))


def test_deadline_in_the_bracket() -> None:
    """A duty's bracket may say itself by when."""
    (duty,) = facts("（责任单位：市财政局；完成时限：2023年12月底）").duties
    assert (duty.deadlines, duty.due) == (("2023年12月底",), dt.date(2023, 12, 31))
    (spoken,) = facts("（市住建局会同市财政局负责，2022年6月底前完成）").duties
    assert (spoken.deadlines, spoken.due) == (("2022年6月底前",), dt.date(2022, 6, 30))


CHRONICLE = [
    (("1日，市长于永生出席会议。",), [("2022-04-01", None, ("于永生",))], "a day of the title's month"),
    (
        ("1日，市长于永生出席会议。", "△副市长何立陪同。"),
        [("2022-04-01", None, ("于永生",)), ("2022-04-01", None, ("何立",))],
        "△ is the same day as the entry before",
    ),
    (("12—13日，市长于永生赴外地考察。",), [("2022-04-12", "2022-04-13", ("于永生",))], "a range"),
    (("10-11日，市长于永生赴外地考察。",), [("2022-04-10", "2022-04-11", ("于永生",))], "a range with a hyphen"),
    (("30日至5月2日，市长于永生赴外地考察。",), [("2022-04-30", "2022-05-02", ("于永生",))], "into the next month"),
    (("29—2日，市长于永生赴外地考察。",), [("2022-04-29", "2022-05-02", ("于永生",))], "into the next month, unsaid"),
    (
        ("1日，召开会议。", "市长于永生主持。"),
        [("2022-04-01", None, ("于永生",))],
        "a paragraph without a day goes on with the entry before",
    ),
    (
        ("1日，市长于永生主持会议，学习习近平总书记近期重要讲话精神，传达省委书记林红在柳调研时的讲话精神。",),
        [("2022-04-01", None, ("于永生",))],
        "who is quoted did not take part",
    ),
    (
        ("1日，省委书记林红讲话，市长于永生作动员讲话。",),
        [("2022-04-01", None, ("林红", "于永生"))],
        "who speaks took part",
    ),
    (
        ("1日，市长于永生会见匈牙利佩奇市长安娜·科瓦奇。于永生介绍情况。",),
        [("2022-04-01", None, ("于永生", "安娜·科瓦奇"))],
        "guests took part; each once",
    ),
    (
        ("1日市长于永生出席会议。", "2日副市长何立到清水县调研。"),
        [("2022-04-01", None, ("于永生",)), ("2022-04-02", None, ("何立",))],
        "a day that only a blank set off",
    ),
    (
        ("三月", "30日，市长于永生出席会议。", "4月份", "2日，召开会议。"),
        [("2022-03-30", None, ("于永生",)), ("2022-04-02", None, ())],
        "a heading names the month",
    ),
    (
        ("1日，召开会议。", "十三月", "2日，召开会议。"),
        [("2022-04-01", None, ()), ("2022-04-02", None, ())],
        "a month that is none names nothing",
    ),
    (
        ("前言：本月大事如下。", "3日，召开会议。"),
        [("2022-04-03", None, ())],
        "what comes before the first day is no entry",
    ),
]


@pytest.mark.parametrize(("texts", "expected", "reason"), CHRONICLE)
def test_chronicle(texts: tuple[str, ...], expected: list[tuple[object, ...]], reason: str) -> None:
    """Every entry of a chronicle has its days and those who took part."""
    found = facts(
        *texts, kind=Kind.CHRONICLE, title="柳原市人民政府大事记（2022年4月）", number=None, date=None
    ).chronicle
    got = [(str(i.date), str(i.end) if i.end else None, i.people) for i in found]
    assert got == expected


CITATIONS = [
    ("根据《甲办法》（冀政发〔2020〕1号）要求", [("cites", "冀政发〔2020〕1号", "甲办法")], "a number with its title"),
    ("按照冀政发〔2020〕1号文件执行", [("cites", "冀政发〔2020〕1号", None)], "a number in running text"),
    ("《乙办法》（柳政发〔2022〕3号）", [], "the document's own number"),
    ("见冀政发〔2020〕1号，另见冀政发〔2020〕1号", [("cites", "冀政发〔2020〕1号", None)], "a number counts once"),
    (
        "本意见自印发之日起施行。《丙通知》（柳政发〔2016〕56号）同时废止。",
        [("repeals", "柳政发〔2016〕56号", "丙通知")],
        "the words behind end it",
    ),
    (
        "根据《甲办法》（冀政发〔2020〕1号），决定废止《丙通知》（柳政发〔2016〕56号）。",
        [("cites", "冀政发〔2020〕1号", "甲办法"), ("repeals", "柳政发〔2016〕56号", "丙通知")],
        "the ground of a repeal is not repealed",
    ),
    (
        "原《丙计划》（柳政发〔2016〕56号）经共同研究，决定宣布失效，自本通知印发之日起停止执行。",
        [("repeals", "柳政发〔2016〕56号", "丙计划")],
        "声明 behind several clauses",
    ),
    ("《丙通知》同时废止。", [("repeals", None, "丙通知")], "by title where there is no number"),
    ("如发生修改、废止、失效等情况，及时更新《目录》。", [], "repeal in general"),
    ("《职称规定》（人力资源和社会保障部令第40号）", [], "a number of an order is no 文号"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CITATIONS)
def test_citations(text: str, expected: list[tuple[str | None, ...]], reason: str) -> None:
    """Other documents are cited by number; those that end are told apart."""
    assert [(c.relation, c.number, c.title) for c in facts(text).citations] == expected


def test_list_of_repealed_documents() -> None:
    """A decision to repeal ends every document on its list, not its grounds."""
    found = facts(
        "各单位：",
        "根据《甲办法》（冀政发〔2020〕1号），决定废止下列文件：",
        "1.《乙通知》（柳政发〔2010〕5号）",
        "2.《丙通知》（柳政办发〔2011〕6号）",
        title="关于废止部分文件的决定",
    ).citations
    assert [(c.relation, c.number) for c in found] == [
        ("cites", "冀政发〔2020〕1号"),
        ("repeals", "柳政发〔2010〕5号"),
        ("repeals", "柳政办发〔2011〕6号"),
    ]


def test_what_stays_in_force_is_not_repealed() -> None:
    """A decision about both tells them apart, by its sentences or by the headings of its lists."""
    title = "关于公布继续有效、废止和失效的文件目录的通知"
    said = facts(
        "各单位：",
        "现公布如下：",
        "一、《乙通知》（柳政发〔2010〕5号）等2件文件继续有效。",
        "二、《丙通知》（柳政办发〔2011〕6号）予以废止。",
        title=title,
    ).citations
    assert [(c.relation, c.number) for c in said] == [
        ("cites", "柳政发〔2010〕5号"),
        ("repeals", "柳政办发〔2011〕6号"),
    ]
    listed = facts(
        "各单位：",
        "现公布如下：",
        "继续有效的文件目录",
        "1.《乙通知》（柳政发〔2010〕5号）",
        "废止的文件目录",
        "1.《丙通知》（柳政办发〔2011〕6号）",
        title=title,
    ).citations
    assert [(c.relation, c.number) for c in listed] == [
        ("cites", "柳政发〔2010〕5号"),
        ("repeals", "柳政办发〔2011〕6号"),
    ]


VALIDITY = [
    ("本办法自2022年6月1日起施行。", ("2022-06-01", None, None), "a date"),
    ("本办法自2022年6月1日起施行，有效期至2027年5月31日。", ("2022-06-01", "2027-05-31", None), "until a date"),
    ("本意见自2022年6月1日起施行，有效期五年。", ("2022-06-01", None, "五年"), "a term without an end"),
    ("本办法自印发之日起施行。", ("2022-03-05", None, None), "the day of issue is the document's date"),
    ("本办法自发布之日起30日后施行。", ("2022-04-04", None, None), "days after the issue"),
    ("本办法自公布之日起3个月后施行。", ("2022-06-05", None, None), "months after the issue"),
    ("调整后的标准从2022年10月1日起执行。", ("2022-10-01", None, None), "从 and 执行"),
    ("本通告自6月1日起实施。", ("2022-06-01", None, None), "a day of the document's year"),
    ("中试平台有效期为三年，期满可申请复核。", (None, None, None), "the term of something else"),
    ("《某某条例》自2021年1月1日起施行，各单位要认真学习。", (None, None, None), "another text's start"),
    ("《某办法》已经常务会议通过，现予公布，自2022年5月1日起施行。", ("2022-05-01", None, None), "an order's own text"),
    ("该文件自本通知发布之日起停止执行。", (None, None, None), "an end is no start"),
    ("本办法实施前相关规定不一致的，以本办法为准。", (None, None, None), "实施前 is no start"),
    ("建立中试平台，推动政策实施。", (None, None, None), "no statement at all"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), VALIDITY)
def test_validity(text: str, expected: tuple[str | None, ...], reason: str) -> None:
    """A document's validity is what it says of itself."""
    found = facts(text).validity
    days = [str(day) if day else None for day in (found.effective_from, found.expires)]
    assert (*days, found.valid_for) == expected
