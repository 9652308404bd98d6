"""Whether a fragment goes on: a row a rule, which decides there and nowhere above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.clean.aligned import AlignedText
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.joining import JOINING, Join, NumberedRow, Seam, TitleLine
from transforms.segment.rules import decide


def make_seam(
    text,
    after,
    *,
    last=None,
    following="",
    habits="",
    soft_wrapped=False,
    begins=None,
    full=None,
    jump_out=None,
    jump_in=None,
    **known,
):
    """The seam between a paragraph so far, whose last fragment is `last` or all of it, and the text after it."""
    return Seam(
        text=text,
        last=Fragment(AlignedText(last or text, ()), full=full, jump_out=jump_out) if text else None,
        next=Fragment(AlignedText(after, ()), soft_wrapped=soft_wrapped, begins=begins, jump_in=jump_in),
        following=following,
        seams=Seams([habits]),
        **known,
    )


JUMP = {"jump_out": 15, "jump_in": 5}
FLUSH = {"begins": False, "full": True}
SHORT = {"begins": False, "full": False}
CHRONICLE = {"chronicle": True}

# rule, what it decides, the paragraph so far, the fragment after it, what else is known, why
JOINED = [
    ("document-begins", "part", "", "甲。", {}, "there is nothing to go on with"),
    ("issued-title", "part", "2022年3月1日", "某城市甲类办法", {"title": TitleLine.OPENS}, "named in the notice"),
    ("issued-title-wraps", "join", "某城市甲类", "办法", {"title": TitleLine.WRAPS}, "the rest of the same title"),
    ("below-issued-title", "part", "某城市甲类办法", "为了甲，", {"title": TitleLine.BELOW}, "a title needs no mark"),
    ("member", "part", "成员：王小明市某局局长", "李兰市乙局局长", {"listed": True}, "a member a line"),
    ("chronicle-entry", "part", "1日，召开会议，", "△调研。", CHRONICLE, "△ opens an entry even behind a comma"),
    ("chronicle-month", "part", "4月", "市长讲话。", CHRONICLE, "a month heads its entries"),
    ("chronicle-prose", "join", "1日，召开会议。", "市长讲话。", CHRONICLE, "an entry has several sentences"),
    ("table-row", "part", "序号，", "1\t许可", {}, "a row is whole, whatever stands above"),
    ("date-alone", "part", "于以下日期，", "2022年3月1日", {}, "a date alone closes what was signed"),
    ("remark-alone", "part", "2022年3月2日起，", "（此件公开发布）", {}, "a remark is printed apart"),
    ("signature", "part", "请认真", "某城市人民政府", {"following": "2022年3月1日"}, "a body's name above a date"),
    ("signed-together", "part", "某部部长李小明", "某署署长王小明", {}, "each who signs has a line"),
    ("duties-across-jump", "join", "做甲。", "（牵头单位：市某局）", JUMP, "duties close the measure before them"),
    ("end-before-jump", "part", "做甲。", "做乙。", JUMP, "closed before the jump"),
    ("stub-before-jump", "join", "落", "一、实", JUMP, "one character is no paragraph"),
    ("number-across-jump", "part", "做好甲类工作", "三、做好乙类工作", JUMP, "a number begins a paragraph"),
    ("heading-before-jump", "part", "一、总体要求", "以发展为中心", JUMP, "a short heading is whole"),
    ("words-across-jump", "join", "各部门要落实", "责任，做好工作。", JUMP, "a sentence cut by the jump"),
    ("torn-label", "join", "附件", "2", {}, "the number of a label"),
    ("attachment-label", "part", "附件1", "，任务清单", {}, "a label stands alone, though a mark follows"),
    (
        "bracket-across-indent",
        "join",
        "做甲（牵头单位：市某局、",
        "市乙局）",
        {"begins": True, "full": True},
        "a list in a bracket goes on",
    ),
    (
        "bracket-across-indent",
        "join",
        "做甲。（牵头单位：市某局；责任单位：",
        "市乙局）",
        {"begins": True},
        "a label in a bracket wants its bodies",
    ),
    ("indent", "part", "做好甲类", "工作。", {"begins": True, "full": True}, "set in by two characters"),
    ("division", "part", "第一章甲类", "第一条为了做甲。", SHORT, "an article below a line that leaves room"),
    ("short-line", "part", "做甲。", "做乙。", SHORT, "a closed line that leaves room"),
    ("narrow-item", "part", "包括下列事项：", "（一）甲", FLUSH, "items in a narrow column are not set in"),
    ("body-on-short-line", "part", "某城市人民政府", "关于甲类工作", SHORT, "a name that leaves room heads something"),
    ("flush-line", "join", "做好甲。", "做好乙。", FLUSH, "not set in, below a full line"),
    ("bare-marker", "join", "第十三条", "各部门应当落实责任。", {}, "a number alone on its line"),
    ("attachment-begins", "part", "做好甲类工作，", "附件：1.任务清单", {}, "附件 opens a list even behind a comma"),
    ("number", "part", "做好甲类工作，", "二、乙。", {}, "a number begins a paragraph even behind a comma"),
    ("item", "part", "做好甲类工作，", "一是乙。", {}, "一是 opens an item"),
    ("day", "part", "1日，召开会议。", "2日，调研。", {}, "a day behind a closed sentence"),
    ("closing-mark", "join", "某城市人民政府", "，做好工作。", {}, "no paragraph begins with a comma"),
    ("bracket-closes", "join", "做甲。（牵头单位：", "市某局）", {}, "what the open bracket holds"),
    ("torn-date", "join", "于4月1", "5日前完成。", {}, "a date torn in the middle"),
    ("wants-more", "join", "责任单位：", "市某局。", {}, "a label wants its bodies, though a colon ends it"),
    ("goes-on", "join", "一、《某办法》", "予以废止。", {}, "no paragraph begins with 予以"),
    ("colon", "part", "任命如下：", "王小明", {}, "below a colon stands what it announces"),
    ("closing-formula", "part", "责任单位：市某局", "本通知自2022年4月1日起施行。", {}, "what a document ends with"),
    ("duties", "join", "做甲。", "（牵头单位：市某局）", {}, "duties close the measure before them"),
    ("duty-line", "part", "牵头单位：市甲局", "责任单位：市乙局", {"soft_wrapped": True}, "each label has its line"),
    (
        "duty-line-wraps",
        "join",
        "责任单位：市甲局，开发区（投资区）",
        "管委会",
        {"width": 18, "soft_wrapped": True},
        "a full line goes on, though a bracket closes there",
    ),
    (
        "duty-line-ends",
        "part",
        "责任单位：市甲局",
        "各部门要做乙。",
        {"width": 30, "soft_wrapped": True},
        "a line that leaves room closes the list",
    ),
    ("other-end", "part", "做甲；", "做乙。", {"soft_wrapped": True}, "a semicolon closes an item"),
    (
        "run-in-heading",
        "join",
        "（一）加强领导。",
        "各部门做乙。",
        {"row": NumberedRow.RUN_IN},
        "its row has prose behind headings",
    ),
    (
        "full-line-after-stop",
        "join",
        "各部门要做好甲类的工作。",
        "各单位做乙。",
        {"soft_wrapped": True, "width": 12},
        "a full line may end in a full stop by chance",
    ),
    ("full-stop", "part", "做甲。", "做乙。", {"soft_wrapped": True, "width": 12}, "a short line is whole"),
    ("article", "join", "第二条本市城市建成区范围内甲的经", "营活动适用本办法", {}, "an article is a sentence"),
    ("hanging-heading", "join", "一、推进甲类工作的", "目标", {}, "no heading ends with 的"),
    ("last-characters", "join", "一、推进甲类工", "作。", {}, "the end of a sentence"),
    (
        "sentence-of-row",
        "join",
        "一、各部门要切实做好甲类",
        "工作，确保完成。",
        {"row": NumberedRow.SENTENCE, "width": 12},
        "the others of its row are sentences, and its line is full",
    ),
    (
        "heading-in-prose",
        "part",
        "一、总则",
        "为了甲，制定本办法。",
        {"row": NumberedRow.SENTENCE, "width": 20, "soft_wrapped": True},
        "a short line is a heading, though the others of its row are sentences",
    ),
    (
        "heading-wraps",
        "join",
        "一、加快推进甲类产业高质量",
        "发展的目标",
        {"soft_wrapped": True, "width": 13},
        "a full line without a blank line after it",
    ),
    ("habit-of-items", "join", "1.做好甲类工作", "责任落实", {"width": 20, "habits": "工作责任"}, "known words"),
    (
        "habit-of-headings",
        "join",
        "一、加快推进全市甲类产业高质量发展",
        "目标的要求",
        {"soft_wrapped": True, "width": 30, "habits": "发展目标"},
        "a long heading, known words",
    ),
    ("heading", "part", "一、总体要求", "以发展为中心，", {"width": 20}, "a heading stands alone"),
    ("name-of-body", "part", "某城市人民政府", "关于甲类工作", {}, "a name above a blank line"),
    ("broken-off", "join", "落实各项扶持政策、", "措施", {}, "a list breaks off at its comma"),
    ("soft-wrap", "join", "甲类工作", "要做好", {"soft_wrapped": True}, "no blank line between"),
    ("full-line", "join", "甲类工作由各部门和各单位抓紧推进", "完成", {"width": 20}, "a line filled to the edge"),
    (
        "habit-of-words",
        "join",
        "甲类工作由各部门各单位推进",
        "完成",
        {"width": 19, "habits": "推进完成"},
        "known words",
    ),
    ("short-words", "part", "甲类工作", "要做好", {"width": 20}, "a short line is a title"),
]


@pytest.mark.parametrize(("name", "verdict", "text", "after", "known", "why"), JOINED, ids=[row[0] for row in JOINED])
def test_a_rule_decides(name, verdict, text, after, known, why):
    """Each rule decides where its row says, and nothing above it does."""
    decided = decide(JOINING, make_seam(text, after, **known))
    assert (decided.name, decided.verdict) == (name, Join(verdict)), why


# rule that steps back, rule that decides instead, and as above
EXCEPTIONS = [
    ("member", "bracket-closes", "成员：王小明（市", "乙局）局长", {"listed": True}, "an open bracket ties two lines"),
    ("chronicle-entry", "chronicle-prose", "要求于", "5日前完成。", CHRONICLE, "a day in a sentence that goes on"),
    (
        "signature",
        "flush-line",
        "任命王小明为某城市财政局",
        "财政局",
        {**FLUSH, "following": "2022年3月1日"},
        "four characters below a full line end it",
    ),
    (
        "signature",
        "broken-off",
        "做甲类工作（牵头单位：市甲局，",
        "市乙局",
        {"following": "市丙局"},
        "a list of bodies in a bracket",
    ),
    (
        "heading-before-jump",
        "words-across-jump",
        "一、总体",
        "要求",
        {**JUMP, "habits": "总体要求"},
        "known to go on so",
    ),
    ("short-line", "flush-line", "做甲（牵头单位：市某局。", "市乙局）", SHORT, "a bracket is open"),
    ("bare-marker", "number", "一、", "（一）做甲。", {}, "a number above another numbers nothing"),
    ("torn-label", "attachment-label", "附件", "2022年甲类工作清单", {}, "a year is no number of a label"),
    ("broken-off", "other-end", "做甲。〔责任单位：市某局〕", "做乙。", {}, "nothing goes on behind a closed bracket"),
    ("day", "torn-date", "各单位应当于4月1", "5日上午完成。", {}, "in a sentence that goes on"),
    ("goes-on", "full-stop", "做甲。", "和谐，", {}, "和谐 begins a sentence"),
    ("colon", "bracket-closes", "做甲（牵头单位：", "市某局）", {}, "a label in a bracket"),
    ("closing-formula", "broken-off", "经市政府同意，", "本通知自2022年4月1日起施行。", {}, "in a sentence"),
    ("name-of-body", "soft-wrap", "某城市人民政府", "关于甲类工作", {"soft_wrapped": True}, "no blank line between"),
    ("full-line", "short-words", "某城市甲类工作管理和服务暂行办法", "甲", {"width": 20}, "a title fills its line"),
]


@pytest.mark.parametrize(
    ("silent", "name", "text", "after", "known", "why"), EXCEPTIONS, ids=[f"{row[0]}: {row[5]}" for row in EXCEPTIONS]
)
def test_a_rule_steps_back(silent, name, text, after, known, why):
    """Where its exception holds, another rule decides."""
    assert decide(JOINING, make_seam(text, after, **known)).name == name != silent, why


WORDS = st.text("甲乙，。；：（）《》一、1.第条日月2〔〕\t", min_size=1, max_size=24)


@given(WORDS, WORDS, st.sampled_from([None, True, False]), st.sampled_from([None, True, False]), st.booleans())
def test_a_rule_always_decides(text, after, begins, full, jumps):
    """Whatever two fragments are, a rule tells what becomes of them."""
    marks = JUMP if jumps else {}
    assert decide(JOINING, make_seam(text, after, begins=begins, full=full, **marks)).verdict in Join


def test_each_rule_decides_a_row():
    """A rule that no row needs could be wrong unseen."""
    assert {name for name, *_ in JOINED} == {rule.name for rule in JOINING}
