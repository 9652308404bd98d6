"""Heads of orders as the State Council, ministries, congresses and governments of provinces and cities print them."""

import pytest
from fragments import make_fragments

from transforms.segment.heads import find_document_heads

WORDS = "《某类办法》已经会议通过，现予公布，自2022年5月1日起施行。"
SIGNED = ("2022年3月1日",)

# what is printed, the number, the body, why
ORDERS = [
    (("中华人民共和国主席令", "第五十号"), "中华人民共和国主席令第五十号", "中华人民共和国主席", "in numerals"),
    (("中华人民共和国主席令", "第一〇二号"), "中华人民共和国主席令第一〇二号", "中华人民共和国主席", "digit by digit"),
    (("中华人民共和国", "主席令", "第九号"), "中华人民共和国主席令第九号", "中华人民共和国主席", "torn"),
    (
        ("中 华 人 民 共 和 国", "国 务 院 令", "第 788 号"),
        "中华人民共和国国务院令第788号",
        "中华人民共和国国务院",
        "spaced",
    ),
    (("国务院令", "第788号"), "国务院令第788号", "国务院", "short"),
    (("国务院令第788号",), "国务院令第788号", "国务院", "one line"),
    (("中华人民共和国甲乙部令", "第3号"), "中华人民共和国甲乙部令第3号", "中华人民共和国甲乙部", "a ministry"),
    (("甲乙部令", "2021年第3号"), "甲乙部令2021年第3号", "甲乙部", "by years"),
    (("中国甲乙银行令", "〔2021〕第3号"), "中国甲乙银行令〔2021〕第3号", "中国甲乙银行", "by years in brackets"),
    (("中国甲乙银行令", "〔2021〕3号"), "中国甲乙银行令〔2021〕3号", "中国甲乙银行", "without 第"),
    (("国家甲乙总局令", "（第12号）"), "国家甲乙总局令第12号", "国家甲乙总局", "in brackets"),
    (("国家甲乙总局令", "第（12）号"), "国家甲乙总局令第12号", "国家甲乙总局", "its figure in brackets"),
    (("甲乙总署令第二百四十号",), "甲乙总署令第二百四十号", "甲乙总署", "numerals on one line"),
    (
        ("甲乙部", "丙丁部", "令", "第7号"),
        "甲乙部丙丁部令第7号",
        "甲乙部丙丁部",
        "two ministries and 令 on a line of its own",
    ),
    (
        ("国家甲委员会", "国家乙局令", "第7号"),
        "国家甲委员会国家乙局令第7号",
        "国家甲委员会国家乙局",
        "two, 令 behind the last",
    ),
    (
        ("国家甲局", "国家乙局", "国家丙署", "丁丁部", "令", "2020年第11号"),
        "国家甲局国家乙局国家丙署丁丁部令2020年第11号",
        "国家甲局国家乙局国家丙署丁丁部",
        "four",
    ),
    (("甲部乙部令", "第7号"), "甲部乙部令第7号", "甲部乙部", "two on one line"),
    (
        ("国务院", "中央甲委员会令", "第602号"),
        "国务院中央甲委员会令第602号",
        "国务院中央甲委员会",
        "State Council and another",
    ),
    (("某省人民政府令", "第310号"), "某省人民政府令第310号", "某省人民政府", "a province"),
    (("某自治区人民政府令", "第二十一号"), "某自治区人民政府令第二十一号", "某自治区人民政府", "a region"),
    (("某城市人民政府令", "第 12 号"), "某城市人民政府令第12号", "某城市人民政府", "a city"),
    (("某城市人民政府令第12号",), "某城市人民政府令第12号", "某城市人民政府", "a city, one line"),
    (("某城市人民政府", "令", "第12号"), "某城市人民政府令第12号", "某城市人民政府", "令 apart"),
    (("某城市人民政府令", "〔2010〕第15号"), "某城市人民政府令〔2010〕第15号", "某城市人民政府", "a city, by years"),
    (("某县人民政府令", "[2010]第15号"), "某县人民政府令[2010]第15号", "某县人民政府", "a county, other brackets"),
    (
        ("某省人民代表大会常务委员会公告", "第98号"),
        "某省人民代表大会常务委员会公告第98号",
        "某省人民代表大会常务委员会",
        "公告",
    ),
    (
        ("某城市人民代表大会常务委员会公告", "〔十六届〕第60号"),
        "某城市人民代表大会常务委员会公告〔十六届〕第60号",
        "某城市人民代表大会常务委员会",
        "by terms",
    ),
    (
        ("某省第十三届人民代表大会常务委员会公告", "（第三十二号）"),
        "某省第十三届人民代表大会常务委员会公告第三十二号",
        "某省第十三届人民代表大会常务委员会",
        "the term in its name",
    ),
    (
        ("某省人民代表大会常务委员会", "公告", "（十四届）第九号"),
        "某省人民代表大会常务委员会公告（十四届）第九号",
        "某省人民代表大会常务委员会",
        "公告 apart",
    ),
    (("某省人民代表大会公告", "第1号"), "某省人民代表大会公告第1号", "某省人民代表大会", "of a congress itself"),
    (
        ("某省人民代表大会主席团公告", "第1号"),
        "某省人民代表大会主席团公告第1号",
        "某省人民代表大会主席团",
        "of its presidium",
    ),
    (("某城市甲区人民政府令", "第2号"), "某城市甲区人民政府令第2号", "某城市甲区人民政府", "a district"),
]


@pytest.mark.parametrize(("lines", "number", "body", "why"), ORDERS, ids=[row[3] for row in ORDERS])
def test_an_order_opens_with_its_head(lines, number, body, why):
    """Body, 令 or 公告, and number, on one line or on several."""
    [head] = find_document_heads(make_fragments(*(line.replace(" ", "") for line in lines), WORDS, *SIGNED), 0, ())
    assert (head.start, head.end, head.kind, head.number, head.red_head) == (0, len(lines), "order", number, body), why


NO_ORDERS = [
    (("某城市人民政府令第12号公布的办法同时废止。",), "an order that is spoken of"),
    (("某城市人民政府令", "关于甲类工作的要求。"), "no number"),
    (("命令", "第12号"), "no body"),
    (("某城市财政局公告", "第3号", "甲乙。"), "公告 of a body that makes no regulations is a document of another kind"),
    (
        ("某某规定", "某城市人民政府令第12号", "第一条 为了甲。"),
        "the number of the order below the title of what it issued",
    ),
]


@pytest.mark.parametrize(("lines", "why"), NO_ORDERS, ids=[row[1] for row in NO_ORDERS])
def test_what_is_no_order(lines, why):
    """What speaks of an order, or only looks like one, opens none."""
    heads = find_document_heads(make_fragments(*lines), 0, ())
    assert all(head.kind != "order" or head.title.text for head in heads), why


def test_an_announcement_that_promulgates_nothing_is_no_order():
    """A congress announces whom it elected, too."""
    fragments = make_fragments("某省人民代表大会公告", "第2号", "某人当选。", *SIGNED)
    [head] = find_document_heads(fragments, 0, ())
    assert (head.kind, head.title.text, head.number) == ("", "某省人民代表大会公告", "某省人民代表大会公告第2号")
