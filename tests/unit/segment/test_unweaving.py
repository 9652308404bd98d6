"""Two texts that jumped in side by side, read row by row."""

import pytest
from fragments import make_fragment, make_fragments

from transforms.segment.fragments import Seams
from transforms.segment.unweaving import unweave

SEAMS = Seams(["产业发展\n责任落实\n用地保障\n服务企业"])
A = ["加快推进甲类产业", "发展，各部门要把责任", "落实到位。", "某城市人民政府", "2022年3月1日"]
B = ["优先做好乙类用地", "保障，主动服务", "企业。"]
BROKEN = make_fragment("一、甲类产业。")

WOVEN = [
    (A[0], [B[0], A[1], B[1], A[2], B[2], A[3], A[4]], (False, True), "babab" + "aa", "the second ends first"),
    (B[0], [A[0], B[1], A[1], B[2], A[2], A[3], A[4]], (True, False), "babab" + "bb", "the first ends first"),
    (A[0], [B[0], A[1], B[1], A[2], B[2]], (True, True), "babab", "both are as long"),
    (A[0], [A[1], "二、" + B[0], A[2], B[1], A[3], B[2], A[4]], (True, True), "abababa", "a mark stood alone on a row"),
    (A[0], [B[0], A[1], B[1], B[2], A[2], A[3], A[4]], (False, True), "babbaaa", "a row between two was lost"),
]


@pytest.mark.parametrize(("first", "group", "signed", "owners", "why"), WOVEN, ids=[row[4] for row in WOVEN])
def test_rows_are_given_to_their_texts(first, group, signed, owners, why):
    """Rows alternate until the shorter text ends; what was signed above is not signed again."""
    found = unweave(make_fragments(*group), make_fragment(first), BROKEN, signed, SEAMS, 8)
    assert found is not None, why
    assert "".join("b" if own else "a" for own in found) == owners, why


def test_texts_one_below_the_other_are_not_woven():
    """The first has one row, and the second follows it whole."""
    group = make_fragments(*A)
    assert unweave(group, make_fragment("企业。"), BROKEN, (False, False), SEAMS, 8) is None
    assert unweave(group[:1], make_fragment("企业。"), BROKEN, (False, False), SEAMS, 8) is None
