"""What a paragraph is: a row a rule, which decides there and nowhere above."""

import pytest

from gongbao.model import Paragraph, Role
from transforms.segment.roles import ROLES, give_roles
from transforms.segment.trace import DocumentTrace

SIGNED = ("某城市人民政府", "2022年3月1日")
TITLES = ("某城市甲类办法",)

# rule, role, paragraphs of which the last but `below` is meant, below, why
ROLED = [
    ("cells", Role.TABLE, ("附件1", "1\t许可"), 0, "tabs part cells"),
    ("addressed", Role.ADDRESSEES, ("市政府各部门：", "甲。"), 1, "bodies and a colon at the beginning"),
    ("dated", Role.DATE, ("甲。", "2022年3月1日"), 0, "a date alone"),
    ("remarked", Role.REMARK, (*SIGNED, "（此件公开发布）"), 0, "who may read it"),
    ("signed", Role.SIGNATORY, ("甲。", *SIGNED), 1, "a body's name above the date"),
    ("signed-by-person", Role.SIGNATORY, ("甲。", "市长王小明", "2022年3月1日"), 1, "an office and a name"),
    ("signed-by-person", Role.SIGNATORY, ("甲。", "市长", "王小明", "2022年3月1日"), 2, "the office above the name"),
    ("signed-by-person", Role.SIGNATORY, ("甲。", "王小明", "市长", "2022年3月1日"), 1, "the name above the office"),
    ("annex-label", Role.ATTACHMENT_TITLE, (*SIGNED, "附件1"), 0, "a label alone"),
    ("attachments-listed", Role.ATTACHMENT, ("甲。", "附件：1.任务清单"), 0, "the list of what is annexed"),
    ("attachment-numbered", Role.ATTACHMENT, ("附件：1.任务清单", "2.人员名单"), 0, "the next item"),
    ("title-of-table", Role.ATTACHMENT_TITLE, ("附件1", "任务清单", "1\t甲"), 1, "what a table is called"),
    ("title-of-omitted", Role.ATTACHMENT_TITLE, ("附件1", "任务清单", "附件2"), 1, "nothing but its title is printed"),
    ("title-of-annex", Role.PART_TITLE, ("附件1", "任务清单", "做甲。"), 1, "what an annexed text is called"),
    ("title-of-issued-text", Role.PART_TITLE, (*SIGNED, "某城市甲类办法"), 0, "the title that the notice cites"),
    ("numbered-heading", Role.HEADING, ("甲。", "一、总体要求"), 0, "a number and a few words"),
    ("body", Role.BODY, ("一、甲。",), 0, "a number and a sentence"),
    ("body", Role.BODY, ("甲。", "市政府各部门："), 0, "addressees stand first"),
    ("body", Role.BODY, ("甲。", "某城市甲类办法"), 0, "a title above the date is cited"),
    ("body", Role.BODY, ("附件：1.任务清单", "2.做好乙类工作。"), 0, "prose below a list of attachments"),
    ("signed", Role.SIGNATORY, ("甲。", "某市改革办公室", "（某市财政局代章）", "2022年3月1日"), 2, "above who seals"),
    ("body", Role.BODY, ("附件1", "任务清单", "做甲", "做乙"), 0, "one title below a label"),
]


@pytest.mark.parametrize(("name", "role", "texts", "below", "why"), ROLED, ids=[f"{r[0]}: {r[4]}" for r in ROLED])
def test_a_role_is_given(name, role, texts, below, why):
    """Each rule gives its role where its row says, and nothing above it does."""
    trace = DocumentTrace()
    roled = give_roles([Paragraph(text) for text in texts], TITLES, trace)
    at = len(texts) - 1 - below
    assert (trace.roles[at], roled[at].role) == (name, role), why


def test_levels_and_parts():
    """A number has a level, heading or not; what stands below a title belongs to its part."""
    texts = (*SIGNED, "某城市甲类办法", "第一章总则", "（一）做甲。", "附件1", "任务清单", "甲")
    roled = give_roles([Paragraph(text) for text in texts], TITLES)
    assert [p.level for p in roled] == [0, 0, 0, 1, 2, 0, 0, 0]
    assert [p.part for p in roled] == [0, 0, 1, 1, 1, 1, 2, 2]


def test_levels_are_a_tree():
    """编, 分编, 章, 节, 条 and what an article lists nest, whatever of them a text has."""
    texts = ("第一编甲", "第一分编乙", "第一章丙", "第一节丁", "第一条为了甲：", "（一）乙；", "1.丙。")
    assert [p.level for p in give_roles([Paragraph(text) for text in texts], ())] == [1, 2, 3, 4, 5, 6, 7]
    assert [p.level for p in give_roles([Paragraph(text) for text in texts[4:]], ())] == [1, 2, 3]


def test_each_rule_gives_a_role_in_a_row():
    """A rule that no row needs could be wrong unseen."""
    assert {name for name, *_ in ROLED} == {rule.name for rule in ROLES}
