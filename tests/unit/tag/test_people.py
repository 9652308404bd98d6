"""Names of people in a text."""

import pytest
from tagging import mark, mark_again, tag_texts, unmark

PER = [
    ("[POST 市长][PER 于永生]出席会议", "a name behind a post ends at the verb"),
    ("[POST 市长][PER 赵峰]出席会议", "a name of two letters before a verb"),
    ("[POST 副市长][PER 欧阳修远]陪同", "a compound surname"),
    ("[POST 副市长][PER 方卫东]、[PER 何立]，[POST 市政府秘书长][PER 周海波]参加", "a list goes on behind one post"),
    ("[PER 林玉]、[PER 白平和]参加活动。", "a list of names that do what people do"),
    ("[PER 王克]、[PER 陈延]等省老领导观看演出", "a list that is summed up as leaders"),
    ("会议由[PER 宫晓芳]主持。", "a lone name behind 由"),
    ("与[POST 匈牙利佩奇市长][PER 安娜·科瓦奇]会谈", "a foreign name with its dot"),
    ("[POST 克林市副市长][PER 伊万诺娃]参加", "a foreign name without dot"),
    ("[POST 日本奈良市市长][PER 早川尚秀]一行来访", "a Japanese name behind a Japanese post"),
    ("学习[PER 习近平][POST 总书记]重要讲话精神", "a person and a post"),
    ("以习近平新时代中国特色社会主义思想为指导", "none in a doctrine"),
    ("获得“鲁班奖”的企业", "none in a prize"),
    ("金融、高新、安全等领域参加评比", "ordinary words that begin like surnames are none"),
    ("[PER 林玉][POST 市长]主持活动。", "a name before its post"),
    ("[PER 周海明][POST 代市长]，领导全面工作", "a name that opens a paragraph, its post behind it"),
    ("[PER 何敏]（女）[POST 副市长]、[POST 党组成员]，负责教育", "with a remark between"),
    ("安监局局长，负责", "no name before a post"),
    ("组长：[PER 林红玉][POST 市委副书记]、[POST 市长]", "a list of members"),
]


@pytest.mark.parametrize(("marked", "why"), PER, ids=[row[1] for row in PER])
def test_people_are_marked(marked: str, why: str) -> None:
    """A name is told by the post beside it, or by what it does."""
    assert mark_again(marked) == marked, why


def test_name_sure_in_one_place_is_known_in_another() -> None:
    """A name behind a post is found again where nothing but the name stands."""
    entities = tag_texts("1日，市长于永生出席会议。", "2日，会上于永生同志要求抓好落实。").entities
    assert [(e.paragraph, e.text) for e in entities if e.type == "PER"] == [(0, "于永生"), (1, "于永生")]


def test_members_of_a_body() -> None:
    """A line each, the role said once: whoever comes first on a line is a name, what follows is the post."""
    expected = (
        "副组长：[PER 李文彬][POST 市委常委]、[POST 副市长]",
        "[PER 吴小兰][POST 副市长]",
        "[PER 黄丽萍][POST 市应急管理局局长]",
        "[PER 欧阳修远][POST 市政府副秘书长]",
        "领导小组下设办公室，水文资料由[ORG 市水利局]整理。",
    )
    texts = tuple(unmark(line) for line in expected)
    entities = tag_texts(*texts).entities
    found = [mark(t, tuple(e for e in entities if e.paragraph == i)) for i, t in enumerate(texts)]
    assert found == list(expected)
