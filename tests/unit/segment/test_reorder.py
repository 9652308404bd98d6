"""The order of fragments within a document, where OCR read the columns of a page across."""

import pytest
from fragments import make_fragments

from transforms.segment.fragments import Fragment, Seams
from transforms.segment.reorder import reorder, reorder_columns, reorder_notice, swap_torn_brackets

TO, WORDS, BODY, DAY = "市政府各部门：", "现将办法印发给你们。", "某城市人民政府", "2022年3月1日"


def texts(fragments: tuple[Fragment, ...]) -> list[str]:
    """Their words."""
    return [fragment.text for fragment in fragments]


NOTICES = [
    ((TO, WORDS, BODY, DAY), (TO, WORDS, BODY, DAY), "in order already"),
    ((BODY, TO, WORDS, DAY), (TO, WORDS, BODY, DAY), "the signature before the words"),
    (
        ("各县人民政府，", "同意，请执行。", TO, "《某城市乙类工作管理办法》已经市政府研究", BODY, DAY),
        ("各县人民政府，", TO, "《某城市乙类工作管理办法》已经市政府研究", "同意，请执行。", BODY, DAY),
        "two columns read across",
    ),
    ((WORDS, "任命：", "王小明为某局局长。"), (WORDS, "任命：", "王小明为某局局长。"), "no addressees, no notice"),
]


@pytest.mark.parametrize(("given", "ordered", "why"), NOTICES, ids=[row[2] for row in NOTICES])
def test_a_notice_opens_in_order(given: tuple[str, ...], ordered: tuple[str, ...], why: str) -> None:
    """Addressees, words, signature, date."""
    assert texts(reorder_notice(make_fragments(*given), Seams(["研究同意"]), 20)) == list(ordered), why


def test_what_geometry_ordered_is_left_alone() -> None:
    """Where indents are known the columns were read in their order."""
    fragments = [Fragment(f.aligned, begins=True) for f in make_fragments(BODY, TO, WORDS, DAY)]
    assert texts(reorder_notice(fragments, Seams([]), 20)) == [BODY, TO, WORDS, DAY]


BRACKETS = [
    (("市某局）", "做甲（牵头单位："), ("做甲（牵头单位：", "市某局）"), "the first closes what the second opens"),
    (("做甲（牵头单位：", "市某局）"), ("做甲（牵头单位：", "市某局）"), "in order already"),
    (("（市某局", "市乙局）", "做甲（"), ("（市某局", "市乙局）", "做甲（"), "it closes what stands before it"),
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
    given = [text for text, *_ in (row[0] for row in (*NOTICES, *BRACKETS, *COLUMNS))]
    assert sorted(texts(reorder(make_fragments(*given), Seams([]), 20))) == sorted(given)
