"""The order of fragments within a document, where OCR read the columns of a page across."""

import pytest
from fragments import make_fragments

from transforms.segment.fragments import Fragment, Seams
from transforms.segment.reorder import reorder, reorder_columns, swap_torn_brackets

BODY, DAY = "某城市人民政府", "2022年3月1日"


def texts(fragments: tuple[Fragment, ...]) -> list[str]:
    """Their words."""
    return [fragment.text for fragment in fragments]


BRACKETS = [
    (("市某局）", "做甲（牵头单位："), ("做甲（牵头单位：", "市某局）"), "the first closes what the second opens"),
    (("做甲（牵头单位：", "市某局）"), ("做甲（牵头单位：", "市某局）"), "in order already"),
    (("（市某局", "市乙局）", "做甲（"), ("（市某局", "市乙局）", "做甲（"), "it closes what stands before it"),
    (
        ("根据《某城市关于规范", "用地报批", "工作的通知》（某发〔2020〕1", "4号）和《某省自然"),
        ("根据《某城市关于规范", "用地报批", "工作的通知》（某发〔2020〕1", "4号）和《某省自然"),
        "it closes what was opened some lines above",
    ),
]


@pytest.mark.parametrize(("given", "ordered", "why"), BRACKETS, ids=[row[2] for row in BRACKETS])
def test_neighbours_with_torn_brackets_are_swapped(given: tuple[str, ...], ordered: tuple[str, ...], why: str) -> None:
    """Only where both halves of a bracket say so."""
    assert texts(swap_torn_brackets(make_fragments(*given), Seams([]))) == list(ordered), why


COLUMNS = [
    (
        ("任命：", "赵一为某局局长。", "钱二的某局副局长职务。", BODY, DAY, "免去：", "孙三的某处处长职务；"),
        ("任命：", "赵一为某局局长。", "免去：", "孙三的某处处长职务；", "钱二的某局副局长职务。", BODY, DAY),
        "before the first removal that nothing announces",
    ),
    (
        ("任命：", "赵一为某局局长。", BODY, DAY, "免去：", "孙三的某处处长职务。"),
        ("任命：", "赵一为某局局长。", "免去：", "孙三的某处处长职务。", BODY, DAY),
        "before the signature, where there is no removal yet",
    ),
    (("任命：", BODY, DAY, "附件"), ("任命：", BODY, DAY, "附件"), "what stands behind the date announces none"),
]


@pytest.mark.parametrize(("given", "ordered", "why"), COLUMNS, ids=[row[2] for row in COLUMNS])
def test_a_column_read_last_goes_back(given: tuple[str, ...], ordered: tuple[str, ...], why: str) -> None:
    """What a notice removes is signed too."""
    assert texts(reorder_columns(make_fragments(*given))) == list(ordered), why


def test_nothing_is_lost_on_the_way() -> None:
    """Whatever is put in order, each fragment is there once."""
    given = [text for text, *_ in (row[0] for row in (*BRACKETS, *COLUMNS))]
    assert sorted(texts(reorder(make_fragments(*given), "关于印发某办法的通知", Seams([])))) == sorted(given)
