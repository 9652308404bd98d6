"""What stands below titles."""

import pytest
from fragments import make_fragment

from transforms.segment.heads.answers import Answer, find_answer, promulgates
from transforms.segment.heads.heading import read_heading

TITLE = "关于甲类工作的公告"


@pytest.mark.parametrize(
    ("below", "answer", "why"),
    [
        (("各县（市、区）人民政府，", "市政府各部门："), Answer.ADDRESSEES, "on two lines"),
        (("为做好甲类工作，",), Answer.PROSE, "a sentence"),
        (("为做好甲类工作和乙类工作", "，现公告如下："), Answer.PROSE, "a sentence whose mark is on the next line"),
        (("第一章总则",), Answer.DIVISION, "a chapter"),
        (("目录", "第一章"), Answer.DIVISION, "contents of its own"),
        (("一、甲类",), Answer.DIVISION, "the first heading"),
        (("三、甲类，乙类。",), Answer.NONE, "a heading that is not the first"),
        (("《关于甲类", "工作的公告》", "第一条"), Answer.TITLE, "the title again"),
        (("某城市人民代表大会", "公告", "第7号"), Answer.PROMULGATION, "what promulgates it"),
        (("某城市财政局", "2022年1月1日"), Answer.NONE, "a signature: the title was the last of a list"),
        (("要求，做好甲类工作。",), Answer.NONE, "a sentence that cites it"),
        (("（某政发〔2022〕1号）文件要求，",), Answer.NONE, "and its number"),
        (("附件：1.甲表，乙表",), Answer.NONE, "a list of annexes"),
        (("甲\t乙，丙",), Answer.NONE, "a table"),
        ((), Answer.NOTHING, "the end"),
    ],
)
def test_what_stands_below_a_title(below, answer, why):
    """What follows the head of a document, and what does not."""
    fragments = [make_fragment(text, soft_wrapped=at > 0) for at, text in enumerate((TITLE, *below))]
    heading = read_heading(fragments, 0)
    assert heading is not None
    assert find_answer(fragments, heading) is answer, why


def test_of_a_document_nothing_but_its_head_may_be_printed():
    """What answers it then is the next document, apart."""
    fragments = [make_fragment(TITLE), make_fragment("某城市关于乙类工作的通知"), make_fragment("各县：")]
    heading = read_heading(fragments, 0)
    assert heading is not None
    assert find_answer(fragments, heading) is Answer.NOTHING


@pytest.mark.parametrize(
    ("text", "known", "why"),
    [
        ("某城市人民政府令", True, "an order"),
        ("公告（第18号）", True, "with its number"),
        ("关于甲类工作的公告", False, "a title"),
        ("发布甲类公告，", False, "a sentence"),
    ],
)
def test_promulgations(text, known, why):
    """A body and 公告 or 令, and no title that ends so."""
    assert promulgates(text) is known, why
