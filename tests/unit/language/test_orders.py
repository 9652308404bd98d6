"""Heads, numbers and signatures of orders."""

import pytest

from gongbao.language.orders import (
    is_office,
    is_person,
    may_open_order,
    name_body,
    part_signature,
    read_order_head,
    read_order_number,
    read_whole_number,
)

HEADS = [
    ("某省人民政府令", ("某省人民政府", "令", ""), "a government"),
    ("某省人民政府令第5号", ("某省人民政府", "令", "第5号"), "with its number"),
    ("某省人民代表大会常务委员会公告", ("某省人民代表大会常务委员会", "公告", ""), "a congress"),
    ("某省商务厅公告", None, "公告 of another body"),
    ("停止执行的指令", None, "another word"),
]


@pytest.mark.parametrize(("text", "expected", "why"), HEADS, ids=[row[2] for row in HEADS])
def test_heads(text, expected, why):
    """A body and 令."""
    head = read_order_head(text)
    assert (head and (head.body, head.form, head.rest)) == expected, why


NUMBERS = [
    ("第5号", "第5号", "plain"),
    ("（第5号）", "第5号", "in brackets"),
    ("第（5）号", "第5号", "its figure in brackets"),
    ("第一百零三号", "第一百零三号", "numerals"),
    ("〔2010〕第15号", "〔2010〕第15号", "the year"),
    ("二〇二一年第三号", "二〇二一年第三号", "the year in numerals"),
    ("（十四届）第九号", "（十四届）第九号", "the term"),
    ("第5期", None, "an issue's number"),
    ("5", None, "a figure"),
]


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_numbers(text, expected, why):
    """What stands below 令."""
    assert read_order_number(text) == expected, why


def test_head_and_number_on_one_line():
    """As below a title, in brackets or not."""
    assert read_whole_number("（甲乙部令第7号）")[1] == "甲乙部令第7号"
    assert read_whole_number("甲乙部令第7号公布") is None


SIGNATURES = [
    ("中华人民共和国主席王小明", ("中华人民共和国主席", "王小明"), "the chairman"),
    ("代市长李某", ("代市长", "李某"), "an acting mayor"),
    ("部长：王小明", ("部长", "王小明"), "a colon between"),
    ("某委员会副主任委员欧阳小明", ("某委员会副主任委员", "欧阳小明"), "a long office and a long name"),
    ("自治区主席阿某·买某", ("自治区主席", "阿某·买某"), "a name with a dot"),
    ("市长办公会议", None, "a meeting"),
    ("某城市人民政府", None, "a body"),
]


@pytest.mark.parametrize(("text", "expected", "why"), SIGNATURES, ids=[row[2] for row in SIGNATURES])
def test_signatures(text, expected, why):
    """Office and name."""
    assert part_signature(text) == expected, why


def test_offices_and_persons():
    """What stands alone on a line."""
    assert is_office("某某局局长") and not is_office("某某局")
    assert is_person("王小明") and not is_person("王")
    assert name_body("某某局副局长") == "某某局"
    assert name_body("省长") is None
    assert may_open_order("中华人民共和国") and may_open_order("甲乙部") and not may_open_order("甲乙")
