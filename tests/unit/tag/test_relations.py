"""What a document does to other texts; each row says why."""

import datetime as dt

import pytest
from tagging import make_paper, tag_texts

from gongbao.model import Paragraph, RelationKind, Role, TextRelation
from transforms.tag.relations import find_relations

A, B, C = "柳政发〔2016〕56号", "柳政办发〔2018〕7号", "柳卫字〔2019〕3号"


def tell(found: TextRelation) -> str:
    """A relation in one line: kind, number, 《title》, #provision, @first day, >last day."""
    parts = (
        found.relation.value,
        found.number,
        found.title and f"《{found.title}》",
        found.provision and f"#{found.provision}",
        found.since and f"@{found.since}",
        found.until and f">{found.until}",
    )
    return " ".join(filter(None, parts))


def relate(*texts: str, title: str = "关于某项工作的通知") -> list[str]:
    """The relations of a document of these paragraphs."""
    return [tell(found) for found in find_relations(make_paper(*texts, title=title))]


ENDS = [
    (f"《甲办法》（{A}）同时废止。", [f"repeals {A} 《甲办法》"], "said behind it"),
    (f"原《甲办法》（{A}）同时废止。", [f"repeals {A} 《甲办法》"], "what was before"),
    ("《甲办法》《乙办法》同时废止。", ["repeals 《甲办法》", "repeals 《乙办法》"], "two, side by side"),
    (
        f"《甲办法》（{A}）、原市卫生局《乙办法》（{C}）和市政府《丙办法》同时废止。",
        [f"repeals {A} 《甲办法》", f"repeals {C} 《乙办法》", "repeals 《丙办法》"],
        "several, some with who issued them",
    ),
    (
        f"《甲办法》（{A}），《乙办法》（{B}）同时废止。",
        [f"repeals {A} 《甲办法》", f"repeals {B} 《乙办法》"],
        "a comma between them",
    ),
    (f"《甲办法》（{A}）等2件文件自2021年6月1日起予以废止。", [f"repeals {A} 《甲办法》 @2021-06-01"], "from a day"),
    (f"自2021年6月1日起废止《甲办法》（{A}）。", [f"repeals {A} 《甲办法》 @2021-06-01"], "the day before the verb"),
    (f"本办法自2021年6月1日起施行，《甲办法》（{A}）同时废止。", [f"repeals {A} 《甲办法》"], "a day of its own"),
    (f"经研究，决定废止《甲办法》（{A}）。", [f"repeals {A} 《甲办法》"], "said before it"),
    (f"一、废止《甲办法》（{A}），宣布《乙办法》失效。", [f"repeals {A} 《甲办法》", "lapses 《乙办法》"], "two fates"),
    (f"废止了原《甲办法》（{A}）及其附件。", [f"repeals {A} 《甲办法》"], "with what is attached"),
    (f"{A}文件停止执行。", [f"repeals {A}"], "by number alone"),
    (f"《甲办法》（{A}）第五条停止执行。", [f"repeals {A} 《甲办法》 #第五条"], "one article, behind"),
    (
        f"停止执行《甲办法》（{A}）第十二条第二款、第三项。",
        [f"repeals {A} 《甲办法》 #第十二条第二款、第三项"],
        "an article",
    ),
    (f"《甲办法》（{A}）附件2同时废止。", [f"repeals {A} 《甲办法》 #附件2"], "an attachment"),
    (f"《甲办法》（{A}）自本通知印发之日起不再执行。", [f"repeals {A} 《甲办法》"], "from its own day"),
    (
        f"原《甲办法》（{A}）经共同研究，决定宣布失效，自本通知印发之日起停止执行。",
        [f"lapses {A} 《甲办法》"],
        "clauses between; the first word counts",
    ),
    (f"《甲办法》（{A}）已不适应发展需要，予以废止。", [f"repeals {A} 《甲办法》"], "the reason stands between"),
    (f"《甲办法》（{A}）有效期届满，自行失效。", [f"lapses {A} 《甲办法》"], "its term has run out"),
    (
        f"根据《甲办法》（{A}），决定废止《乙办法》（{B}）。",
        [f"based-on {A} 《甲办法》", f"repeals {B} 《乙办法》"],
        "the ground of a repeal is not repealed",
    ),
    (
        f"《乙办法》（{B}）根据《甲办法》（{A}）规定予以废止。",
        [f"repeals {B} 《乙办法》", f"based-on {A} 《甲办法》"],
        "the ground within",
    ),
    (
        f"《柳原市人民政府关于印发〈甲办法〉的通知》（{A}，以下简称《办法》）印发已久。现决定，《办法》同时废止。",
        [f"repeals {A} 《柳原市人民政府关于印发〈甲办法〉的通知》"],
        "by its short name",
    ),
    (f"{A}《甲办法》同时废止。", [f"repeals {A} 《甲办法》"], "the number before the title"),
    ("《甲办法》（2011年3月1日市政府令第12号公布）同时废止。", ["repeals 《甲办法》"], "no 文号"),
    (
        f"以新办法施行之日为准，《甲办法》（{A}）、《乙办法》（{B}）一并停止执行。",
        [f"repeals {A} 《甲办法》", f"repeals {B} 《乙办法》"],
        "一并",
    ),
]

NONE = [
    ("此前有关规定与本办法不一致的，以本办法为准。", "no text is named"),
    (f"《甲办法》（{A}）未废止。", "not repealed"),
    (f"《甲办法》（{A}）不再作废止处理。", "not repealed"),
    (f"不适用《甲办法》（{A}）关于废止的规定。", "what it says of repeal"),
    (f"《甲办法》（{A}）被废止的，按新规定办理。", "if it is"),
    (f"《甲办法》（{A}）依法应当废止。", "it ought to be"),
    (f"及时修改或者废止《甲办法》（{A}）。", "somebody is to"),
    (f"推动修订《甲办法》（{A}）。", "somebody is to"),
    (f"《甲办法》（{A}）已被《乙办法》（{B}）废止。", "another did"),
    (f"《甲办法》（{A}）已于2015年废止。", "done before"),
    ("《甲办法》废止前签订的合同按原规定执行。", "a time"),
    ("如发生修改、废止、失效等情况，及时更新《目录》。", "in general"),
    ("《食品经营许可证》有效期延长至2022年12月31日。", "a licence is no text"),
    ("按《甲办法》规定取得的证书继续有效。", "what holds is a certificate"),
    (f"本办法（{'柳政发〔2022〕3号'}）同时废止。", "itself"),
    ("一、总体要求\t认真落实《甲办法》要求。", "a task within the text is no ground of it"),
    ("现将《某项工作方案》印发给你们。", "what it issues is its own"),
    ("新修订的《甲办法》已经公布。", "another revised it"),
    ("2007年7月27日某会第三次会议批准的《关于修改〈甲办法〉的决定》第一次修正", "the history of a text"),
]

CHANGES = [
    (f"《甲办法》（{A}）有效期延长至2027年12月31日。", [f"extends {A} 《甲办法》 >2027-12-31"], "to a day"),
    (
        f"决定将《甲办法》（{A}）的有效期延长至2027年12月31日。",
        [f"extends {A} 《甲办法》 >2027-12-31"],
        "said of the text before its term",
    ),
    (f"延长《甲办法》（{A}）有效期至2027年12月31日。", [f"extends {A} 《甲办法》 >2027-12-31"], "the verb before it"),
    (f"《甲办法》（{A}）有效期延长2年。", [f"extends {A} 《甲办法》"], "by years, from a day that is not told"),
    (
        f"《甲办法》（{A}）有效期至2021年12月31日届满，经评估，有效期延长2年。",
        [f"extends {A} 《甲办法》 >2023-12-31"],
        "by years, from the end that is told",
    ),
    (
        f"《甲办法》（{A}）有效期自2022年1月1日起延长五年。",
        [f"extends {A} 《甲办法》 @2022-01-01 >2026-12-31"],
        "by years from a day",
    ),
    (f"《甲办法》（{A}）继续执行至2025年12月31日。", [f"extends {A} 《甲办法》 >2025-12-31"], "goes on to a day"),
    (f"《甲办法》（{A}）继续有效。", [f"keeps {A} 《甲办法》"], "stays"),
    (
        f"《甲办法》（{A}）继续有效，有效期延长至2026年6月30日。",
        [f"extends {A} 《甲办法》 >2026-06-30"],
        "the longer term says more",
    ),
    (f"《甲办法》（{A}）暂停执行。", [f"suspends {A} 《甲办法》"], "suspended"),
    (
        f"自2021年6月1日起至2022年5月31日止，暂停执行《甲办法》（{A}）第三条。",
        [f"suspends {A} 《甲办法》 #第三条 @2021-06-01 >2022-05-31"],
        "an article, from day to day",
    ),
    (f"对《甲办法》（{A}）作出如下修改：", [f"amends {A} 《甲办法》"], "changed"),
    (f"将《甲办法》（{A}）第七条修改为：“第七条　市政府办理。”", [f"amends {A} 《甲办法》 #第七条"], "an article"),
    (
        f"现对《甲办法》（{A}）予以修改，有效期延长至2027年12月31日。",
        [f"amends {A} 《甲办法》", f"extends {A} 《甲办法》 >2027-12-31"],
        "both",
    ),
    (f"本标准代替《甲标准》（{A}）。", [f"replaces {A} 《甲标准》"], "instead of"),
    (f"《甲办法》（{A}）由本办法代替。", [f"replaces {A} 《甲办法》"], "the new one is the subject"),
    (f"《甲办法》（{A}）被《乙办法》（{B}）代替。", [], "another took its place"),
    (
        f"《甲办法》（{A}）与本办法不一致的，以本办法为准。",
        [f"replaces {A} 《甲办法》 #与本办法不一致的"],
        "as far as they differ",
    ),
    (f"《甲办法》（{A}）第三条有误，现更正如下：", [f"corrects {A} 《甲办法》 #第三条"], "an error"),
    (f"现将《甲办法》（{A}）中“五年”更正为“三年”。", [f"corrects {A} 《甲办法》"], "a word"),
    (f"现就《甲办法》（{A}）解读如下：", [f"explains {A} 《甲办法》"], "what it means"),
    (f"现将《甲办法》（{A}）转发给你们，请认真执行。", [f"forwards {A} 《甲办法》"], "handed on"),
    (
        "现将国务院办公厅《甲办法》（国办发〔2020〕5号）印发给你们。",
        ["forwards 国办发〔2020〕5号 《甲办法》"],
        "another's text",
    ),
    ("现转发市教育局《甲办法》，请执行。", ["forwards 《甲办法》"], "the verb before it"),
]

GROUNDS = [
    (
        f"根据《甲法》《乙条例》和《丙办法》（{A}）有关规定，结合本市实际，制定本办法。",
        ["based-on 《甲法》", "based-on 《乙条例》", f"based-on {A} 《丙办法》"],
        "several grounds",
    ),
    (f"为贯彻落实《甲意见》（{A}）精神，现通知如下：", [f"implements {A} 《甲意见》"], "what it carries out"),
    ("为深入实施《甲条例》，根据《乙办法》，制定本细则。", ["implements 《甲条例》", "based-on 《乙办法》"], "both"),
    ("按照国务院办公厅转发司法部《甲意见》要求，现通知如下：", ["based-on 《甲意见》"], "another forwarded it"),
    (f"根据{A}文件要求，现将有关事项通知如下：", [f"based-on {A}"], "by number alone"),
    ("依据《甲法》第十二条第二款，决定如下：", ["based-on 《甲法》 #第十二条第二款"], "an article is the ground"),
    ("第一条为加强管理，根据《甲法》等法律法规，制定本办法。", ["based-on 《甲法》"], "the first article"),
    ("第八条违反规定的，依照《甲法》处罚。", [], "a rule within the text"),
]


@pytest.mark.parametrize(("text", "expected", "why"), [*ENDS, *CHANGES, *GROUNDS])
def test_a_sentence(text: str, expected: list[str], why: str) -> None:
    """What one sentence says."""
    assert relate(text) == expected, why


@pytest.mark.parametrize(("text", "why"), NONE)
def test_no_relation(text: str, why: str) -> None:
    """What sounds like a relation and is none."""
    assert relate(text) == [], why


TITLES = [
    ("关于废止《甲办法》的通知", ["repeals 《甲办法》"], "repealed"),
    ("关于修改《甲办法》的决定", ["amends 《甲办法》"], "changed"),
    ("关于延长《甲办法》有效期的通知", ["extends 《甲办法》"], "made longer"),
    ("关于暂停执行《甲办法》第三条的通知", ["suspends 《甲办法》 #第三条"], "suspended"),
    ("关于转发《甲办法》的通知", ["forwards 《甲办法》"], "handed on"),
    (
        "柳原市人民政府办公室转发市财政局关于加强管理意见的通知",
        ["forwards 《市财政局关于加强管理意见》"],
        "handed on, without marks",
    ),
    ("《甲办法》政策解读", ["explains 《甲办法》"], "what it means"),
    ("关于《甲办法》的解读", ["explains 《甲办法》"], "what it means"),
    ("关于《甲办法》的更正", ["corrects 《甲办法》"], "an error"),
    ("关于贯彻落实《甲条例》的实施意见", ["implements 《甲条例》"], "carried out"),
    ("关于《甲办法》继续有效的通知", ["keeps 《甲办法》"], "stays"),
    ("关于印发《甲办法》的通知", [], "its own text"),
    ("关于做好《甲条例》宣传工作的通知", [], "only spoken of"),
]


@pytest.mark.parametrize(("title", "expected", "why"), TITLES)
def test_a_title(title: str, expected: list[str], why: str) -> None:
    """What the title says of a document whose text says nothing."""
    assert relate("各单位：", "请遵照执行。", title=title) == expected, why


def test_a_title_and_its_text_are_one_statement() -> None:
    """The text says it with the number."""
    found = relate(
        "各单位：", f"经研究，决定废止《甲办法》（{A}），自2022年4月1日起执行。", title="关于废止《甲办法》的通知"
    )
    assert found == [f"repeals {A} 《甲办法》 @2022-04-01"]


DECISION = (
    "各单位：",
    "市政府决定：",
    "一、废止《乙通知》（柳政发〔2010〕5号）。",
    "二、对《丙办法》（柳政发〔2011〕6号）作出修改：",
    "（一）将第三条修改为：“依照《丁细则》（柳政发〔2012〕7号）办理。”",
    "（二）删去第五条中的“和《戊规定》（柳政发〔2013〕8号）”。",
    "（三）第八条第二款改为第三款。",
    "三、《己意见》（柳政发〔2014〕9号）有效期延长至2027年12月31日。",
    "四、废止下列文件：",
    "1.《庚通知》（柳政发〔2015〕10号）",
    "2.关于印发辛办法的通知（柳政发〔2015〕11号）",
    "本决定自公布之日起施行。",
)


def test_a_decision_that_repeals_amends_and_extends() -> None:
    """Each item does one thing; what an amendment quotes is only quoted."""
    assert relate(*DECISION, title="关于废止和修改部分规范性文件的决定") == [
        "repeals 柳政发〔2010〕5号 《乙通知》",
        "amends 柳政发〔2011〕6号 《丙办法》",
        "amends 柳政发〔2011〕6号 《丙办法》 #第三条",
        "amends 柳政发〔2011〕6号 《丙办法》 #第五条",
        "amends 柳政发〔2011〕6号 《丙办法》 #第八条第二款",
        "extends 柳政发〔2014〕9号 《己意见》 >2027-12-31",
        "repeals 柳政发〔2015〕10号 《庚通知》",
        "repeals 柳政发〔2015〕11号 《关于印发辛办法的通知》",
    ]


LISTS = [
    ("一、废止的规范性文件（2件）", "repeals", "repealed"),
    ("附件1 宣布失效的市政府文件目录", "lapses", "declared void"),
    ("二、继续有效的规范性文件", "keeps", "stays"),
    ("三、需要修改的规范性文件", "amends", "is to be changed"),
    ("下列文件予以废止：", "repeals", "said in a sentence"),
    ("对以下文件宣布失效：", "lapses", "said in a sentence"),
    ("附件：废止的规范性文件目录", "repeals", "an attachment"),
]


@pytest.mark.parametrize(("heading", "relation", "why"), LISTS)
def test_a_list(heading: str, relation: str, why: str) -> None:
    """What becomes of the texts of a list is said above it."""
    found = relate(
        "各单位：",
        "市政府对规范性文件进行了清理，现将结果公布如下：",
        heading,
        "1.《乙通知》（柳政发〔2010〕5号）",
        "2.《丙办法》（2011年3月1日市政府令公布）",
        title="关于公布规范性文件清理结果的通知",
    )
    assert found == [f"{relation} 柳政发〔2010〕5号 《乙通知》", f"{relation} 《丙办法》"], why


def test_a_list_from_a_day() -> None:
    """The day stands above the list, too."""
    found = relate("各单位：", "下列文件自2021年6月1日起废止：", "1.《乙通知》（柳政发〔2010〕5号）")
    assert found == ["repeals 柳政发〔2010〕5号 《乙通知》 @2021-06-01"]


def test_a_list_that_a_sentence_closes() -> None:
    """What becomes of them is said below."""
    found = relate("各单位：", "1.《乙通知》（柳政发〔2010〕5号）", "2.《丙办法》", "以上文件自2021年6月1日起废止。")
    assert found == ["repeals 柳政发〔2010〕5号 《乙通知》 @2021-06-01", "repeals 《丙办法》 @2021-06-01"]


def test_a_list_of_a_decision_to_repeal() -> None:
    """The title alone says what becomes of its list; the grounds are not of it."""
    found = relate(
        "各单位：",
        f"根据《甲办法》（{A}）规定，市政府对文件进行了清理。",
        "附件：规范性文件目录",
        "1.《乙通知》（柳政发〔2010〕5号）",
        title="关于废止部分规范性文件的决定",
    )
    assert found == [f"based-on {A} 《甲办法》", "repeals 柳政发〔2010〕5号 《乙通知》"]


def test_rows_each_with_its_fate() -> None:
    """A cell of each row says what becomes of its text; what is only proposed is nothing yet."""
    found = relate(
        "各单位：",
        "现公布如下：",
        "序号\t文件名称\t文号\t清理结果",
        "1\t乙通知\t柳政发〔2010〕5号\t废止",
        "2\t关于丙办法的通知\t柳政发〔2011〕6号\t修改",
        "3\t《丁细则》\t柳政发〔2012〕7号\t继续有效",
        "4\t戊规定\t柳政发〔2013〕8号\t宣布失效",
        "5\t己规定\t柳政发〔2013〕9号\t拟废止",
        title="关于公布规范性文件清理结果的通知",
    )
    assert found == [
        "repeals 柳政发〔2010〕5号 《乙通知》",
        "amends 柳政发〔2011〕6号 《关于丙办法的通知》",
        "keeps 柳政发〔2012〕7号 《丁细则》",
        "lapses 柳政发〔2013〕8号 《戊规定》",
    ]


def test_rows_under_a_heading() -> None:
    """The heading of a table says what becomes of all its rows; another column is not of the list."""
    found = relate(
        "各单位：",
        "现公布如下：",
        "宣布失效的市政府文件目录",
        "序号\t文件名称\t文号\t依据",
        f"1\t乙通知\t柳政发〔2010〕5号\t《甲办法》（{A}）",
        "2\t丙通知\t\t无",
        title="关于公布规范性文件清理结果的通知",
    )
    assert found == ["lapses 柳政发〔2010〕5号 《乙通知》", "lapses 《丙通知》"]


def test_number_and_title_of_one_text_are_brought_together() -> None:
    """The list has the number, the sentence has not."""
    found = relate("根据省政府《甲办法》，现通知如下：", f"附件：《甲办法》（{A}）")
    assert found == [f"based-on {A} 《甲办法》"]


def test_who_issued_it() -> None:
    """Before the title, or in it."""
    paper = make_paper("原市卫生局《乙办法》、《柳原市教育局关于丙事项的通知》同时废止。")
    assert [found.issuer for found in find_relations(paper)] == ["市卫生局", "柳原市教育局"]


def test_the_words_that_say_it() -> None:
    """From the mention to the verb, or from the verb to the mention."""
    text = f"本办法自印发之日起施行。《甲办法》（{A}）同时废止。现决定废止《乙办法》。"
    said = [text[found.start : found.end] for found in find_relations(make_paper(text))]
    assert said == [f"《甲办法》（{A}）同时废止", "废止《乙办法》"]


def test_grounds_stand_before_the_text() -> None:
    """Behind a heading a text is spoken of; where a text that is issued begins, there are grounds again."""
    paper = make_paper()
    parts = (
        Paragraph("根据《甲法》，现将本办法印发给你们。"),
        Paragraph("一、主要任务", Role.HEADING, level=1),
        Paragraph("按照《乙办法》做好工作。"),
        Paragraph("某项工作方案", Role.PART_TITLE, part=1),
        Paragraph("为落实《丙办法》，制定本方案。", part=1),
    )
    found = find_relations(type(paper)(**{f: getattr(paper, f) for f in paper.__slots__} | {"paragraphs": parts}))
    assert [tell(one) for one in found] == ["based-on 《甲法》", "implements 《丙办法》"]


@pytest.mark.parametrize("relation", list(RelationKind))
def test_every_kind_is_found(relation: RelationKind) -> None:
    """None is only a word of the model."""
    said = [line for rows in (ENDS, CHANGES, GROUNDS) for _, lines, _ in rows for line in lines]
    assert any(line.startswith(f"{relation} ") for line in said)


def test_tagging_has_them_and_citations_follow() -> None:
    """What ends by a relation is repealed among the citations; what only an article of ends is cited."""
    facts = tag_texts(f"《甲办法》（{A}）同时废止。停止执行《乙办法》（{B}）第五条。")
    assert [one.relation for one in facts.relations] == [RelationKind.REPEALS, RelationKind.REPEALS]
    assert [(one.relation, one.number) for one in facts.citations] == [("repeals", A), ("cites", B)]
    assert facts.relations[0].confidence <= 1 and facts.relations[0].since is None
    assert isinstance(tag_texts("《甲》自2021年6月1日起废止。").relations[0].since, dt.date)


MORE = [
    (("一、总体要求", "全面落实《甲条例》，持续优化服务。"), ["implements 《甲条例》"], "aims of a plan"),
    (("二、主要任务", "全面落实《甲条例》，持续优化服务。"), [], "a task of a plan"),
    (
        ("（二）编制依据", "《甲法》《乙预案》等。", "（三）适用范围", "《丙办法》所称事项。"),
        ["based-on 《甲法》", "based-on 《乙预案》"],
        "a heading of grounds",
    ),
    (("对构成违法的，依据《甲法》作出处理。",), [], "a rule"),
    (("二、主要任务", "规范办事流程。修订《甲办法》，建立台账。"), [], "a task"),
    (("二、主要任务", "继续实施《甲方案》，鼓励合作。"), [], "a task"),
    (("及时修改以下材料：", "1.《甲表》"), [], "no list of texts"),
    (("各单位要认真贯彻落实《甲办法》。",), [], "others are told to"),
    (("按《甲办法》要求，现将有关事项通知如下：",), ["based-on 《甲办法》"], "按 alone"),
    (("《甲办法》自2022年1月1日废止。",), ["repeals 《甲办法》 @2022-01-01"], "a day without 起"),
    (("《甲办法》因机构改革，其第三条暂停执行。",), ["suspends 《甲办法》 #第三条"], "a part named later"),
    (("以前发布的《甲办法》与本办法有抵触的，以本办法为准。",), ["replaces 《甲办法》 #与本办法有抵触的"], "in part"),
]


@pytest.mark.parametrize(("texts", "expected", "why"), MORE)
def test_where_it_stands(texts: tuple[str, ...], expected: list[str], why: str) -> None:
    """The same words are a ground before the text, and a task or a rule within it."""
    assert relate(*texts) == expected, why


DOCUMENTS = [
    (
        "关于修改《甲办法》等3件规章的决定",
        (
            "市政府决定对《甲办法》等3件规章作如下修改：",
            "一、《甲办法》（市政府令第21号）",
            "（一）将第十条第二款中的“规划部门”修改为“资源部门”。",
            "（二）增加一条，作为第二十一条：“违反规定的，依照《丁法》处罚。”",
            "二、《乙办法》（市政府令第30号）",
            "1.删除第八条、第九条。",
            "三、对《丙办法》作出修改",
            "将第五条第一款中的“建设局”修改为“住建局”。",
        ),
        [
            "amends 《甲办法》",
            "amends 《甲办法》 #第十条第二款",
            "amends 《甲办法》 #第二十一条",
            "amends 《乙办法》",
            "amends 《乙办法》 #第八条",
            "amends 《乙办法》 #第九条",
            "amends 《丙办法》",
            "amends 《丙办法》 #第五条第一款",
        ],
        "each text with the articles below it",
    ),
    (
        "关于延长《甲办法》有效期的通知",
        (f"《关于印发甲办法的通知》（{A}）将于2022年6月30日到期。决定将该文件有效期延长至2027年6月30日。",),
        [f"extends {A} 《关于印发甲办法的通知》 >2027-06-30"],
        "该文件 is the one named before",
    ),
    (
        "关于继续执行有关文件的通知",
        (f"《甲办法》（{A}）、《乙办法》（{B}）有效期延长3年，自2022年1月1日至2024年12月31日。",),
        [f"extends {A} 《甲办法》 @2022-01-01 >2024-12-31", f"extends {B} 《乙办法》 @2022-01-01 >2024-12-31"],
        "the days stand in the clause behind",
    ),
    (
        "转发市卫生局关于加强防控工作意见的通知",
        ("市卫生局《关于加强防控工作的意见》已经市政府同意，现转发给你们，请执行。",),
        ["forwards 《关于加强防控工作的意见》"],
        "the text says it more fully than the title",
    ),
    (
        "关于《甲办法》有关条款的更正通知",
        (f"我局印发的《甲办法》（{A}）第十条第二款中“三年”应为“五年”，现予更正。",),
        [f"corrects {A} 《甲办法》 #第十条第二款"],
        "an error",
    ),
    (
        "《甲办法》政策解读",
        (f"近日，市政府印发《甲办法》（{A}，以下简称《办法》）。", "二、《办法》施行，原《乙办法》同时废止。"),
        [f"explains {A} 《甲办法》"],
        "what the explained text does is not done here",
    ),
    (
        "关于暂停实施《甲通告》的通告",
        (f"市政府决定自2022年3月1日起至2022年5月31日暂停实施《甲通告》（{A}）。",),
        [f"suspends {A} 《甲通告》 @2022-03-01 >2022-05-31"],
        "from day to day, right before the verb",
    ),
    (
        "关于印发质量奖管理办法的通知",
        (f"本办法自发布之日起实施。{A}文件印发的《甲办法》同时废止。",),
        [f"repeals {A} 《甲办法》"],
        "the number of the notice that issued it",
    ),
    (
        "关于进一步做好工作的意见",
        (f"《甲办法》（{A}）未废止前，继续执行。", f"《乙办法》（{B}）与本意见不一致的，停止执行。"),
        [f"repeals {B} 《乙办法》 #与本意见不一致的"],
        "not yet, and only in part",
    ),
]


@pytest.mark.parametrize(("title", "texts", "expected", "why"), DOCUMENTS)
def test_a_document(title: str, texts: tuple[str, ...], expected: list[str], why: str) -> None:
    """What title and paragraphs say together."""
    assert relate(*texts, title=title) == expected, why


ALSO = [
    (
        "关于宣布失效一批文件的通知",
        (
            "现将宣布失效的文件目录公布如下：",
            "序号\t文  号\t文 件 名 称",
            "1\t柳政发〔1999〕2号\t批转市计委关于计划安排意见的通知",
            "2\t柳政办发〔2000〕12号\t关于转发市经贸委《技改项目管理办法》的通知",
        ),
        [
            "lapses 柳政发〔1999〕2号 《批转市计委关于计划安排意见的通知》",
            "lapses 柳政办发〔2000〕12号 《关于转发市经贸委《技改项目管理办法》的通知》",
        ],
        "columns with blanks in their names; titles within titles",
    ),
    (
        "柳原市住房公积金管理委员会关于调整公积金政策的通知",
        (
            "《柳原市住房公积金提取办法》（柳公积金〔2018〕4号）第六条第三款修改为“租房提取每年不超过1.5万元”，第九条废止。",
            "原有规定与本通知不一致的，按本通知执行。《关于放宽提取条件的通知》（柳公积金〔2016〕1号）执行至2022年12月31日后自动失效。",
        ),
        [
            "amends 柳公积金〔2018〕4号 《柳原市住房公积金提取办法》 #第六条第三款",
            "repeals 柳公积金〔2018〕4号 《柳原市住房公积金提取办法》 #第九条",
            "lapses 柳公积金〔2016〕1号 《关于放宽提取条件的通知》 @2023-01-01",
        ],
        "articles each with its fate, and a term that is over",
    ),
    (
        "柳原市人民政府关于公布规范性文件清理结果的决定",
        (
            "根据《河北省规范性文件管理办法》规定，市政府决定：",
            "保留《柳原市征地补偿办法》（柳政发〔2015〕1号）等30件规范性文件；修改《柳原市烟花爆竹管理办法》（柳政发〔2016〕2号）等2件；废止《柳原市暂住人口管理办法》（柳政发〔2001〕3号）等5件；宣布《柳原市非典防治方案》（柳政发〔2003〕4号）等3件失效。",
        ),
        [
            "based-on 《河北省规范性文件管理办法》",
            "keeps 柳政发〔2015〕1号 《柳原市征地补偿办法》",
            "amends 柳政发〔2016〕2号 《柳原市烟花爆竹管理办法》",
            "repeals 柳政发〔2001〕3号 《柳原市暂住人口管理办法》",
            "lapses 柳政发〔2003〕4号 《柳原市非典防治方案》",
        ],
        "four fates in one sentence",
    ),
    (
        "柳原市物价局关于调整自来水价格的通知",
        (
            "经市政府批准，调整如下。",
            "本通知自2022年5月1日起执行，我局《关于调整自来水价格的通知》（柳价〔2012〕30号）、《关于污水处理费的通知》（柳价〔2013〕9号）中与本通知不符的规定同时废止。",
        ),
        [
            "repeals 柳价〔2012〕30号 《关于调整自来水价格的通知》 #与本通知不符的规定",
            "repeals 柳价〔2013〕9号 《关于污水处理费的通知》 #与本通知不符的规定",
        ],
        "only what differs ends",
    ),
    (
        "勘误",
        (
            "《柳原市人民政府公报》2022年第2期刊登的《柳原市人民政府关于加强绿化的意见》（柳政发〔2022〕1号）第三条“百分之二十”应为“百分之三十”，特此更正。",
        ),
        ["corrects 柳政发〔2022〕1号 《柳原市人民政府关于加强绿化的意见》 #第三条"],
        "an erratum",
    ),
    (
        "关于停止执行《关于开展临时救助的通知》的通知",
        (
            "省民政厅已下发《关于规范临时救助的通知》（冀民规〔2021〕2号），我局《关于开展临时救助的通知》（柳民〔2018〕6号）不再执行，按省厅文件执行。",
        ),
        ["repeals 柳民〔2018〕6号 《关于开展临时救助的通知》"],
        "what another body issued does not end",
    ),
    (
        "柳原市人民政府关于印发柳原市森林防火规定的通知",
        (
            "经市政府第3次常务会议通过，现予印发。",
            "第二十八条 本规定自印发之日起施行，2010年印发的《柳原市森林防火办法》（柳政发〔2010〕14号）、2012年印发的"
            "《柳原市野外用火规定》（柳政发〔2012〕21号）同时废止；法律、法规另有规定的，从其规定。"
            "",
        ),
        ["repeals 柳政发〔2010〕14号 《柳原市森林防火办法》", "repeals 柳政发〔2012〕21号 《柳原市野外用火规定》"],
        "each with its year",
    ),
    (
        "关于进一步规范津贴补贴的通知",
        (
            "凡与本通知规定不一致的，一律以本通知为准。柳财〔2009〕1号、柳财〔2010〕2号文件中有关加班补贴的规定停止执行。",
        ),
        ["repeals 柳财〔2009〕1号 #有关加班补贴的规定", "repeals 柳财〔2010〕2号 #有关加班补贴的规定"],
        "only what is about one thing ends",
    ),
]

ALSO += [
    (
        "关于废止《甲办法》的决定",
        ("《某市人民政府关于废止〈甲办法〉的决定》已经市政府会议通过，现予公布。", "决定废止《甲办法》。"),
        ["repeals 《甲办法》"],
        "what is made public is the decision itself",
    ),
    (
        "关于公布失效文件目录的通知",
        (
            "1.某市财政局关于印发《甲办法》的通知（某财行〔2010〕1号）",
            "2.某市财政局 某市人社局关于转发《省财政厅关于乙事项的通知》的通知（某财社〔2011〕2号）",
        ),
        [
            "lapses 某财行〔2010〕1号 《某市财政局关于印发《甲办法》的通知》",
            "lapses 某财社〔2011〕2号 《某市财政局 某市人社局关于转发《省财政厅关于乙事项的通知》的通知》",
        ],
        "titles that quote others",
    ),
    (
        "关于印发有效期届满清理目录的通知",
        (
            "序号\t文件名称\t文号\t处理意见\t有效期",
            "1\t甲规定\t某政发〔2017〕1号\t延长有效期\t2027年12月31日",
            "2\t乙规定\t某政发〔2017〕3号\t自动失效\t",
            "3\t丙规定\t某政发〔2017〕4号\t不再保留\t",
        ),
        ["extends 某政发〔2017〕1号 《甲规定》 >2027-12-31", "lapses 某政发〔2017〕3号 《乙规定》"],
        "a column of days",
    ),
]


@pytest.mark.parametrize(("title", "texts", "expected", "why"), ALSO)
def test_another_document(title: str, texts: tuple[str, ...], expected: list[str], why: str) -> None:
    """More forms in which texts are ended, in part or whole."""
    assert relate(*texts, title=title) == expected, why
