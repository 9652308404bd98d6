"""Texts in, documents out: heads, jumps, order, paragraphs. Every text here is made up."""

import pytest

from gongbao.gazette import Gazette
from gongbao.identity import name_by_title
from gongbao.ids import titled_document_id
from gongbao.model import Artifact, Kind, Line, Page, Role
from transforms.check import check_document
from transforms.segment.assemble import segment

GAZETTE = Gazette("moucheng", "某城市人民政府公报", "某城市", "某省")
FRONT = "某城市人民政府公报\n\n2022年第3期\n(总第30期)\n\n目 录\n\n◎市政府文件\n\n{contents}\n\n"
SIGNED = "某城市人民政府\n2022年3月1日"
ADDRESSED = "各县（市、区）人民政府，市政府各部门、直属机构："


def read(text):
    """The issue that a text holds."""
    pages = [Page(0, tuple(Line(t, 0, i) for i, t in enumerate(text.split("\n"))))]
    return segment(Artifact("a.txt", "0" * 64, "text/plain", len(text)), pages, (GAZETTE,))


def issue(*documents, contents=None):
    """An issue of documents, each given as (number, title, body); pages 1, 11, 21 …"""
    listed = contents or "\n\n".join(f"{t}\n\n{n} ..... {1 + 10 * i}" for i, (n, t, _) in enumerate(documents))
    bodies = "\n\n".join(f"某城市人民政府文件\n\n{n}\n\n某城市人民政府 {t}\n\n{b}" for n, t, b in documents)
    return read(FRONT.format(contents=listed) + bodies)


def texts(document):
    """The paragraphs of a document."""
    return [p.text for p in document.paragraphs]


A, B, C = (
    ("某政发〔2022〕1号", "关于甲类工作的通知"),
    ("某政发〔2022〕2号", "关于乙类工作的通知"),
    ("某政发〔2022〕3号", "关于丙类工作的意见"),
)
D = ("某政发〔2022〕4号", "关于丁类工作的意见")


def test_a_document_knows_its_head():
    """Number, title with its issuer, section, kind, addressees, signature and date."""
    document = issue((*A, f"{ADDRESSED}\n\n请认真执行。\n\n{SIGNED}")).documents[0]
    assert document.id == "moucheng/某政发/2022/1"
    assert document.title == "某城市人民政府关于甲类工作的通知"
    assert (document.issuer, document.section, document.kind) == ("某城市人民政府", "市政府文件", Kind.NOTICE)
    assert document.addressees == ADDRESSED.rstrip("：")
    assert document.signatories == ("某城市人民政府",)
    assert str(document.date) == "2022-03-01"


def test_documents_come_in_the_order_of_the_contents():
    """What was printed out of order is put in order."""
    listed = f"{A[1]}\n\n{A[0]} ..... 1\n\n{B[1]}\n\n{B[0]} ..... 5"
    whole = issue((*B, f"{ADDRESSED}\n\n乙。\n\n{SIGNED}"), (*A, f"{ADDRESSED}\n\n甲。\n\n{SIGNED}"), contents=listed)
    assert [d.number for d in whole.documents] == [A[0], B[0]]
    assert [d.ordinal for d in whole.documents] == [1, 2]


JUMPS = [
    (
        "一、总体要求。\n\n（一）加强领导，落实（下转第15页）",
        f"乙。\n\n{SIGNED}\n\n（上接第5页）责任，做好工作。\n\n{SIGNED}",
        ["一、总体要求。", "（一）加强领导，落实责任，做好工作。"],
        "a sentence cut in two",
    ),
    (
        "一、甲。\n\n二、乙。\n\n（下转第15页）",
        f"乙。\n\n{SIGNED}\n\n（上接第5页）\n\n三、丙。\n\n{SIGNED}",
        ["一、甲。", "二、乙。", "三、丙。"],
        "marks alone on their lines",
    ),
    (
        "一、甲。（牵头单位：市某局、（下转第15页）",
        f"乙。\n\n{SIGNED}\n\n(上接第 5 页) 市乙局）\n\n{SIGNED}",
        ["一、甲。（牵头单位：市某局、市乙局）"],
        "a bracket cut in two, half-width marks with blanks",
    ),
    (
        "一、甲措施\n\n做好甲类工作。（下转第15页）",
        "乙。\n\n附件\n\n先进个人名单\n\n孙丽市某局科长\n\n吴刚某城市某某投资发展集团有限公司副总经理\n\n（上接第5页）\n\n二、乙措施\n\n做好乙类工作。\n\n"
        "三、丙措施\n\n加强组织领导。",
        ["一、甲措施", "做好甲类工作。", "二、乙措施", "做好乙类工作。", "三、丙措施", "加强组织领导。"],
        "behind a list of names, which wants no more words",
    ),
    (
        "一、甲。\n\n二、要建立健全各项监督管理机制，强化责任追究和（下转第15页）",
        "7.乙的第七。\n\n8.乙的第八。\n\n（上接第5页）考核。\n\n三、丙项要加强协调，建立健全财政、审计、监察等机\n\n9.乙的第九。\n\n"
        f"关和部门的沟通机制。\n\n{SIGNED}",
        [
            "一、甲。",
            "二、要建立健全各项监督管理机制，强化责任追究和考核。",
            "三、丙项要加强协调，建立健全财政、审计、监察等机关和部门的沟通机制。",
        ],
        "a tail torn in two by its host's own text",
    ),
]


@pytest.mark.parametrize(("head", "host", "expected", "why"), JUMPS, ids=[j[3] for j in JUMPS])
def test_jumps_are_stitched(head, host, expected, why):
    """What goes on elsewhere comes back, and the marks are gone."""
    whole = issue((*A, f"{ADDRESSED}\n\n{head}"), (*B, f"{ADDRESSED}\n\n{host}"))
    assert texts(whole.documents[0])[1 : 1 + len(expected)] == expected, why
    assert not any("转第" in t or "接第" in t for d in whole.documents for t in texts(d))
    assert not [f for f in whole.findings if f.code.startswith("jump")]


def test_a_jump_in_may_be_printed_before_its_jump_out():
    """Page numbers, not print order, say what belongs together."""
    whole = issue(
        (*A, f"{ADDRESSED}\n\n甲。\n\n{SIGNED}\n\n（上接第15页）职责，做好工作。\n\n{SIGNED}"),
        (*B, f"{ADDRESSED}\n\n一、各部门要切实履行（下转第5页）"),
    )
    assert "一、各部门要切实履行职责，做好工作。" in texts(whole.documents[1])


def test_a_jump_out_that_fits_two_jumps_in_leaves_the_other_its_own():
    """Of the first two both ends lie where the contents say; the third fits one only."""
    whole = issue(
        (*A, f"{ADDRESSED}\n\n一、甲。\n\n二、甲乙。（下转第31页）"),
        (*B, f"{ADDRESSED}\n\n一、乙。\n\n二、乙乙。（下转第21页）"),
        (*C, f"{ADDRESSED}\n\n丙。\n\n{SIGNED}\n\n（上接第11页）\n\n三、乙丙。\n\n{SIGNED}"),
        (*D, f"{ADDRESSED}\n\n丁。\n\n{SIGNED}\n\n（上接第1页）\n\n三、甲丙。\n\n{SIGNED}"),
    )
    assert [texts(d)[3] for d in whole.documents[:2]] == ["三、甲丙。", "三、乙丙。"]


def test_jumps_in_may_follow_one_another():
    """Two on one page each find their own jump out."""
    whole = issue(
        (*A, f"{ADDRESSED}\n\n一、甲类工作要由各部门（下转第25页）"),
        (*B, f"{ADDRESSED}\n\n一、乙类工作要由各单位（下转第25页）"),
        (*C, f"{ADDRESSED}\n\n丙。\n\n{SIGNED}\n\n（上接第5页）落实到位。\n\n（上接第15页）抓好落实。"),
    )
    assert texts(whole.documents[0])[-1] == "一、甲类工作要由各部门落实到位。"
    assert texts(whole.documents[1])[-1] == "一、乙类工作要由各单位抓好落实。"


@pytest.mark.parametrize(
    ("body", "code", "why"),
    [
        ("一、甲要（下转第25页）", "jump-without-tail", "nothing goes on"),
        (f"甲。\n\n{SIGNED}\n\n（上接第9页）乙。", "jump-without-head", "nothing broke off"),
    ],
)
def test_half_a_jump_is_a_finding(body, code, why):
    """An end without its other half is reported, and its text kept."""
    whole = issue((*A, f"{ADDRESSED}\n\n{body}"))
    assert [f.code for f in whole.findings] == [code], why
    assert whole.findings[0].document == whole.documents[0].id


REORDERED = [
    (
        "各县（市、区）人民政府，市属开发区管委会，执行。\n市政府各部门、直属机构：\n\n《某办法》已经市政府同意，请认真贯彻",
        "《某办法》已经市政府同意，请认真贯彻执行。",
        "the end of a sentence stuck to the addressees",
    ),
    (
        "各县（市、区）人民政府，市属开发区管委会，\n\n府同意，现印发给你们，请认真贯彻执行。\n\n市政府各部门、直属机构：\n\n《某城市乙类工作管理办法》已经市政",
        "《某城市乙类工作管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "two columns read across",
    ),
]


@pytest.mark.parametrize(("body", "expected", "why"), REORDERED, ids=[m[2] for m in REORDERED])
def test_a_notice_is_put_in_order(body, expected, why):
    """Addressees first, then the words, then the signature."""
    document = issue((*A, f"{body}\n\n{SIGNED}")).documents[0]
    assert texts(document) == [
        "各县（市、区）人民政府，市属开发区管委会，市政府各部门、直属机构：",
        expected,
        "某城市人民政府",
        "2022年3月1日",
    ], why


def test_a_column_read_last_goes_back():
    """Removals that were announced behind the date come before the first that nothing announces."""
    body = f"{ADDRESSED}\n\n市人民政府决定，任命：\n\n赵一为某局局长。\n\n钱二的某局副局长职务。\n\n"
    body += f"{SIGNED}\n\n免去：\n\n孙三的某处处长职务；"
    document = issue((A[0], "关于任免赵一等工作人员职务的通知", body)).documents[0]
    assert document.kind is Kind.APPOINTMENT
    assert texts(document)[3:6] == ["免去：", "孙三的某处处长职务；", "钱二的某局副局长职务。"]


JOINED = [
    (
        "甲支持企业发展，落实各项扶持政策、\n\n措施。",
        ["甲支持企业发展，落实各项扶持政策、措施。"],
        "a list goes on after its comma",
    ),
    ("一、总体要求\n\n以发展为中心。", ["一、总体要求", "以发展为中心。"], "a heading stands alone"),
    ("（一）甲。做甲。（牵头单位：\n\n市某局）", ["（一）甲。做甲。（牵头单位：市某局）"], "an open bracket"),
    (
        "（一）甲。做甲。\n\n（牵头单位：市某局）",
        ["（一）甲。做甲。（牵头单位：市某局）"],
        "a bracket of duties closes the words before it",
    ),
    (
        "结合“一窗受理”，巩固成果，推进“一窗受理”\n\n服务。",
        ["结合“一窗受理”，巩固成果，推进“一窗受理”服务。"],
        "a quotation closes no sentence",
    ),
    ("1.甲；\n2.乙；\n3.丙。", ["1.甲；", "2.乙；", "3.丙。"], "numbered lines without blank lines between"),
    ("序号\t事项\n1\t许可", ["序号\t事项", "1\t许可"], "rows of a table"),
    (
        "如下：\n\n组 长：王小明 市委副书记、市长\n\n副组长：李兰 副市长\n\n赵强 市某局局长\n\n领导小组设办公室。",
        ["如下：", "组长：王小明市委副书记、市长", "副组长：李兰副市长", "赵强市某局局长", "领导小组设办公室。"],
        "members of a body, a line each, and what comes after them",
    ),
    (
        "成员：王小明 市应急管理\n\n局副局长\n\n李兰 市水利局局长",
        ["成员：王小明市应急管理局副局长", "李兰市水利局局长"],
        "a member's line that was torn",
    ),
    (
        "先进个人名单\n\n（2名）\n\n孙丽（女，回族） 市某局科长\n\n吴刚 市某集团有限公司副总经理",
        ["先进个人名单", "（2名）", "孙丽（女，回族）市某局科长", "吴刚市某集团有限公司副总经理"],
        "a list of names under 名单",
    ),
    (
        "1.做甲。责任单位：市某局\n\n本通知自2022年4月1日起施行。",
        ["1.做甲。责任单位：市某局", "本通知自2022年4月1日起施行。"],
        "what a document ends with goes on with nothing",
    ),
    (
        "一、甲。做甲。\n\n二、本通知自2022年4月1日\n\n起施行。",
        ["一、甲。做甲。", "二、本通知自2022年4月1日起施行。"],
        "自 a day wants 起, though the line is short",
    ),
    (
        "一、《某城市甲办法》（某政发〔2020〕1号）有效。\n\n二、《某城市乙办法》\n\n（某政发〔2020〕2号）予以废止。",
        ["一、《某城市甲办法》（某政发〔2020〕1号）有效。", "二、《某城市乙办法》（某政发〔2020〕2号）予以废止。"],
        "a number in brackets belongs to what was cited, and a title that is cited opens no text",
    ),
    (
        "（一）各县人民政府于4月1\n\n5日前制定方案。\n\n（二）各部门于2022年\n\n6月底前完成。",
        ["（一）各县人民政府于4月15日前制定方案。", "（二）各部门于2022年6月底前完成。"],
        "a date torn in the middle",
    ),
    (
        "落实《某规划》（国发〔2021〕29号）\n\n和省委要求，做好工作。\n\n《某办法》（某政发〔2015〕2号）\n\n等2件文件继续有效。",
        [
            "落实《某规划》（国发〔2021〕29号）和省委要求，做好工作。",
            "《某办法》（某政发〔2015〕2号）等2件文件继续有效。",
        ],
        "no paragraph begins with 和 or 等",
    ),
    (
        "现将《某城市关于支持乙发展的若干措施》\n\n印发给你们，请执行。",
        ["现将《某城市关于支持乙发展的若干措施》印发给你们，请执行。"],
        "what is issued is named before it comes",
    ),
    (
        "根据《某省乙办法》（省政府令第3号）\n\n有关规定，结合实际，做好工作。",
        ["根据《某省乙办法》（省政府令第3号）有关规定，结合实际，做好工作。"],
        "no paragraph begins with 有关规定",
    ),
    (
        "你局《关于甲的请示》收悉。\n\n经研究，批复如下：",
        ["你局《关于甲的请示》收悉。经研究，批复如下："],
        "the receipt of what is answered is no paragraph",
    ),
    (
        "1.做甲。责任单位：\n\n市某局、各县（市、区）\n\n人民政府。",
        ["1.做甲。责任单位：市某局、各县（市、区）人民政府。"],
        "a label wants its bodies, and 各县（市、区） its governments",
    ),
    (
        "第一条 甲。\n\n第二条 本市城市建成区内甲的经\n\n营及相关活动，适用本办法。",
        ["第一条甲。", "第二条本市城市建成区内甲的经营及相关活动，适用本办法。"],
        "a long article that nothing closes is no heading",
    ),
    (
        "一、甲。\n\n二、任何单位和个人不得在禁放区域\n\n内燃放烟花。",
        ["一、甲。", "二、任何单位和个人不得在禁放区域内燃放烟花。"],
        "what forbids is a sentence",
    ),
]


@pytest.mark.parametrize(("body", "expected", "why"), JOINED, ids=[j[2] for j in JOINED])
def test_paragraphs_are_joined(body, expected, why):
    """What was torn is whole, what is whole stays apart."""
    document = issue((*A, f"{ADDRESSED}\n\n{body}\n\n{SIGNED}")).documents[0]
    assert texts(document)[1:-2] == expected, why


def test_lines_without_blank_lines_between():
    """A column set solid: a short line is whole, a full one goes on, and what a document ends with stands apart."""
    prose = "甲类工作要按照职责分工抓紧推进，" * 4 + "确保按期完成。"
    end = "本通知自2022年4月1日起施行。"
    column = []
    for _ in range(4):
        column += ["第一章 总体安排", *(prose[i : i + 20] for i in range(0, len(prose), 20))]
    lines = "\n".join([*column, "请各县（市、区）各单位认真抓好贯彻落实。", end])
    found = texts(issue((*A, f"{ADDRESSED}\n\n{lines}\n\n{SIGNED}")).documents[0])
    assert [t for t in found if "总体安排" in t] == ["第一章总体安排"] * 4
    assert found.count(prose) >= 3
    assert end in found


def test_parts_and_attachments():
    """A covering notice, the text it issues, and what is annexed."""
    body = (
        f"{ADDRESSED}\n\n现将《某城市甲类办法》印发给你们，请认真执行。\n\n附件：1.任务清单\n2.人员名单\n\n{SIGNED}\n\n"
        "某城市甲类办法\n\n第一条 为了甲，制定本办法。\n\n第二条 本办法自2022年4月1日起施行。\n\n"
        "附件1\n\n任务清单\n\n序号\t任务\n1\t甲"
    )
    document = issue((A[0], "关于印发某城市甲类办法的通知", body)).documents[0]
    assert document.parts == ("某城市甲类办法",)
    assert document.attachments == ("任务清单", "人员名单")
    roles = {p.text: p.role for p in document.paragraphs}
    assert roles["某城市甲类办法"] is Role.PART_TITLE
    assert roles["任务清单"] is Role.ATTACHMENT_TITLE
    assert roles["1\t甲"] is Role.TABLE
    assert roles["某城市人民政府"] is Role.SIGNATORY


def test_an_order_bears_the_title_of_what_it_promulgates():
    """令 has a number of its own kind, the promulgated text's title, and a mayor's signature."""
    text = FRONT.format(contents="某城市乙类办法（市政府令第12号）..... 2") + (
        "某城市人民政府令\n\n第12号\n\n《某城市乙类办法》已经市政府常务会议通过，现予公布，自2022年5月1日起施行。\n\n"
        "市长 李某\n\n2022年3月1日\n\n某城市乙类办法\n\n第一章 总则\n\n第一条 为了乙。"
    )
    document = read(text).documents[0]
    assert document.kind is Kind.ORDER
    assert document.title == "某城市乙类办法"
    assert document.number == "某城市人民政府令第12号"
    assert document.parts == ("某城市乙类办法",)


def test_an_order_may_print_its_title_twice():
    """What stands above its own words is a head; the text's own title stays."""
    text = FRONT.format(contents="某城市乙类办法（市政府令第12号）..... 2") + (
        "某城市人民政府令第12号\n\n某城市乙类办法\n\n《某城市乙类办法》已经通过，现予公布。\n\n"
        "市长 李某\n\n2022年3月1日\n\n某城市乙类办法\n\n第一条 为了乙。"
    )
    assert [p for p in texts(read(text).documents[0]) if p == "某城市乙类办法"] == ["某城市乙类办法"]


def test_a_sentence_that_breaks_off_at_a_body_signs_nothing():
    """任命某某为某局 | 局长 stays where it is, though a body's name at a line's end is often a signature."""
    body = (
        f"{ADDRESSED}\n\n市人民政府决定：\n\n任命王小明同志为某城市财政局\n局长；\n\n任命李兰为某局局长。\n\n{SIGNED}"
    )
    document = issue((A[0], "关于王小明等同志职务任免的通知", body)).documents[0]
    assert texts(document)[2:4] == ["任命王小明同志为某城市财政局局长；", "任命李兰为某局局长。"]
    assert document.signatories == ("某城市人民政府",)


def test_a_chronicle_whose_title_wraps():
    """Told by the title in the contents."""
    body = "2022年3月市政府大事\n\n记\n\n1日，召开会议。\n\n2日，调研。"
    document = read(FRONT.format(contents="2022年3月市政府大事记 ..... 3") + body).documents[0]
    assert (document.kind, texts(document)) == (Kind.CHRONICLE, ["1日，召开会议。", "2日，调研。"])


def test_two_bodies_may_sign_on_one_line():
    """Each is a signatory, and the first the issuer."""
    text = FRONT.format(contents="某城市甲局某城市乙局关于丙的通知（某甲〔2022〕3号）……（2）") + (
        f"某城市甲局 某城市乙局\n关于丙的通知\n\n某甲〔2022〕3号\n\n{ADDRESSED}\n\n丙。\n\n"
        "某城市甲局  某城市乙局\n\n2022年3月1日"
    )
    document = read(text).documents[0]
    assert (document.issuer, document.signatories) == ("某城市甲局", ("某城市甲局", "某城市乙局"))


def test_the_months_of_a_chronicle_are_no_issuer():
    """2022年11月—12月大事记 names no body."""
    text = FRONT.format(contents="2022年11月—12月大事记 9") + "2022年11月—12月大事记\n\n11月\n\n1日 召开会议。"
    assert read(text).documents[0].issuer is None


def test_a_title_that_forwards_bears_its_issuer():
    """转发 opens no title; who forwards does."""
    text = FRONT.format(contents="某城市人民政府办公室转发市某局关于丙工作意见的通知（某政办〔2022〕7号）……（2）") + (
        f"某城市人民政府办公室\n转发市某局关于丙工作意见的通知\n\n某政办〔2022〕7号\n\n{ADDRESSED}\n\n丙。\n\n{SIGNED}"
    )
    assert read(text).documents[0].title == "某城市人民政府办公室转发市某局关于丙工作意见的通知"


def test_a_chronicle():
    """Entries open with their day or △; what does not goes on with the entry before."""
    text = FRONT.format(contents="某城市人民政府大事记（2022年2月）..... 9") + (
        "某城市人民政府大事记\n\n(2022年2月)\n\n**1日**,召开会议。\n\n市长讲话。\n\n△举行活动。\n\n12—13日，调研。"
    )
    document = read(text).documents[0]
    assert (document.kind, document.title) == (Kind.CHRONICLE, "某城市人民政府大事记（2022年2月）")
    assert texts(document) == ["1日，召开会议。市长讲话。", "△举行活动。", "12—13日，调研。"]
    assert document.id == titled_document_id("moucheng", "moucheng/2022/3", None, None, "chronicle", document.title)


def test_entries_of_a_chronicle_may_be_set_off_by_a_blank():
    """2日 副市长… opens an entry where the sentence before is closed, and not where it goes on."""
    body = "1日 召开会议。\n\n2日 市长出席会议，要求于\n\n5日前完成。\n\n●召开座谈会。\n\n4月\n\n3日 举行仪式。"
    document = read(FRONT.format(contents="2022年3月市政府大事记 3") + "2022年3月市政府大事记\n\n" + body).documents[0]
    assert texts(document) == [
        "1日召开会议。",
        "2日市长出席会议，要求于5日前完成。",
        "●召开座谈会。",
        "4月",
        "3日举行仪式。",
    ]
    assert (document.kind, document.issuer) == (Kind.CHRONICLE, "市政府")


@pytest.mark.parametrize("divider", ["·市政府文件·", "【市政府文件】", "◎市政府文件", "市政府文件"])
def test_the_name_of_a_section_between_documents_is_no_text(divider):
    """It belongs to the contents; it is taken out, with a record of where it was printed."""
    whole = issue((*A, f"{ADDRESSED}\n\n甲。\n\n{SIGNED}\n\n{divider}"), (*B, f"{ADDRESSED}\n\n乙。\n\n{SIGNED}"))
    assert [texts(d)[-1] for d in whole.documents] == ["2022年3月1日", "2022年3月1日"]
    assert [c.before for c in whole.corrections if c.rule == "section-divider"] == [divider]


def test_without_contents_documents_are_found_by_form():
    """The 目录 helps, but is not needed."""
    whole = read(
        f"某城市人民政府公报\n2022年第3期\n\n某城市人民政府文件\n\n{A[0]}\n\n某城市人民政府\n关于甲类工作的通知\n\n{ADDRESSED}\n\n甲。\n\n{SIGNED}"
    )
    assert [d.title for d in whole.documents] == ["某城市人民政府关于甲类工作的通知"]


def test_a_number_cited_on_a_line_of_its_own_opens_no_document():
    """A citation that OCR set apart has no head around it."""
    whole = issue((*A, f"{ADDRESSED}\n\n根据上级文件\n\n某发〔2020〕9号\n\n的要求，做好工作。\n\n{SIGNED}"))
    assert len(whole.documents) == 1


def test_a_document_without_a_title_says_so():
    """A number that stands under a red head, and words at once: it has a title all the same, and a finding."""
    front = "某城市人民政府公报\n\n2022年第3期\n(总第30期)\n\n"
    whole = read(f"{front}某城市人民政府文件\n\n{A[0]}\n\n各县人民政府：\n\n请认真执行甲类工作。\n\n{SIGNED}")
    assert [d.title for d in whole.documents] == ["请认真执行甲类工作"]
    assert [f.message for f in whole.findings if f.code == "no-title"] == [
        f"No title was found for {A[0]}; it is called “请认真执行甲类工作”."
    ]


def test_an_issue_without_number_is_named_by_its_file():
    """What can't be named by year and number is named by hash, and says so."""
    whole = read(
        f"某城市人民政府公报\n\n某城市人民政府文件\n\n{A[0]}\n\n关于甲类工作的通知\n\n{ADDRESSED}\n\n甲。\n\n{SIGNED}"
    )
    assert whole.id == "moucheng/unnumbered/000000000000"
    assert "no-issue-number" in {f.code for f in whole.findings}


def test_documents_that_stand_alone_are_no_damaged_issue():
    """Without a masthead and contents nothing is missing, and their ids don't hang on the file or on one another."""
    text = "某城市财政局关于甲类工作的通知\n各县财政局：\n做好甲类工作。\n某城市财政局\n2022年1月1日\n"
    other = text.replace("甲类", "乙类").replace("1月1日", "2月1日")
    both, last = read(text + "\n" + other), read(other)
    assert {f.code for f in both.findings} == {"documents-alone"}
    assert both.documents[1].id == last.documents[0].id
    assert both.documents[0].id != both.documents[1].id


def test_two_documents_of_one_number_keep_ids_apart():
    """A number used twice names the first; the second goes by its title."""
    body = f"{ADDRESSED}\n\n甲。\n\n{SIGNED}"
    whole = issue((*A, body), (A[0], B[1], body))
    first, second = whole.documents
    assert (first.id, second.id) == ("moucheng/某政发/2022/1", name_by_title("moucheng", second))
    assert [f.document for f in whole.findings if f.code == "number-twice"] == [second.id]


@pytest.mark.parametrize(
    ("end", "broken", "why"),
    [
        ("先进个人名单\n\n吴刚某城市某某集团有限公司副总经理", False, "a name and a post, in a list of them"),
        ("各部门要加强对各级领导干部和全体工作人员", True, "the same words end a sentence that goes on"),
    ],
)
def test_a_document_that_breaks_off_is_a_finding(end, broken, why):
    """A list of names wants no closing mark; anything else does."""
    document = issue((*A, f"{ADDRESSED}\n\n甲。\n\n{SIGNED}\n\n{end}")).documents[0]
    assert ("breaks-off" in {f.code for f in check_document(document)}) is broken, why
