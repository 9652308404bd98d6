"""Stitching: what jumped in goes back behind the words that broke off, and nothing is lost on the way."""

import pytest
from fragments import make_fragment
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import FindingCode
from transforms.segment.fragments import Seams
from transforms.segment.jumps import stitch
from transforms.segment.pairing import Segment
from transforms.segment.trace import Trace


def out(text, page, folio):
    """A fragment that breaks off."""
    return make_fragment(text, jump_out=page, folio=folio)


def into(text, page, folio, **known):
    """A fragment that goes on."""
    return make_fragment(text, jump_in=page, folio=folio, **known)


WORDS = make_fragment

# segments, their threads, why
STITCHED = [
    ([[WORDS("甲。")], [WORDS("乙。")]], [["甲。"], ["乙。"]], "nothing jumps"),
    (
        [[out("甲类", 2, 1)], [WORDS("乙。"), into("工作。", 1, 2)]],
        [["甲类", "工作。"], ["乙。"]],
        "behind another text",
    ),
    (
        [[WORDS("甲。"), into("工作。", 2, 1)], [out("乙类", 1, 2)]],
        [["甲。"], ["乙类", "工作。"]],
        "printed before what breaks off",
    ),
    (
        [[out("甲类", 2, 1)], [WORDS("乙。"), into("工作和", 1, 2, jump_out=3)], [WORDS("丙。"), into("责任。", 2, 3)]],
        [["甲类", "工作和", "责任。"], ["乙。"], ["丙。"]],
        "what jumped in jumps again",
    ),
    (
        [[WORDS("甲。")], [into("丙和", 2, 2, jump_out=2), into("丁和", 2, 2, jump_out=2)]],
        [["甲。"], ["丙和", "丁和"]],
        "a ring of jumps leads back to no document, and stays where it was printed",
    ),
]


@pytest.mark.parametrize(("segments", "threads", "why"), STITCHED, ids=[row[2] for row in STITCHED])
def test_jumps_are_stitched(segments, threads, why):
    """Each document's fragments come in true order, and no jump is a finding."""
    found, findings = stitch([Segment(tuple(fragments)) for fragments in segments], Seams([]), 0)
    assert [[f.text for f in thread] for thread in found] == threads, why
    assert not findings


def test_a_half_is_a_finding_of_its_segment():
    """A jump out without a jump in, and the other way round."""
    segments = [Segment((out("甲类", 9, 1),), 1, 1), Segment((WORDS("乙。"), into("丙。", 70, 20)), 20, 20)]
    threads, findings = stitch(segments, Seams([]), 0)
    assert [[f.text for f in thread] for thread in threads] == [["甲类"], ["乙。", "丙。"]]
    assert [(at, f.code) for at, f in findings] == [
        (0, FindingCode.JUMP_WITHOUT_TAIL),
        (1, FindingCode.JUMP_WITHOUT_HEAD),
    ]


def test_a_trace_tells_what_a_jump_cost():
    """Which ends were paired, at what cost, and whose each fragment was."""
    trace = Trace()
    segments = [
        Segment((WORDS("40.甲。"), out("41.甲类", 2, 1))),
        Segment((WORDS("7.乙。"), into("工作。", 1, 2), WORDS("8.乙。"), WORDS("42.甲。"))),
    ]
    stitch(segments, Seams(["甲类工作"]), 0, trace)
    jump = trace.jumps[0]
    assert (jump.jump_out.text, jump.jump_in.text) == ("41.甲类", "工作。")
    assert jump.costs == {"words-of-pair": -0.3}
    assert [(p.fragment.text, p.mine) for p in jump.parting] == [("工作。", True), ("8.乙。", False), ("42.甲。", True)]
    assert jump.parting[1].costs == {"number-next": -0.5, "text-changes-hands": 0.6}


PAGES = st.one_of(st.none(), st.integers(1, 4))
FRAGMENTS = st.builds(
    make_fragment,
    st.sampled_from(["甲类", "工作。", "二、乙。", "2022年3月1日"]),
    jump_out=PAGES,
    jump_in=PAGES,
    folio=PAGES,
)


@given(st.lists(st.lists(FRAGMENTS, max_size=6), max_size=4))
def test_no_fragment_is_lost_or_doubled(segments):
    """However jumps are marked, each fragment is in one thread, once."""
    threads, _ = stitch([Segment(tuple(fragments)) for fragments in segments], Seams([]), 0)
    assert len(threads) == len(segments)
    printed = sorted(id(f) for fragments in segments for f in fragments)
    assert sorted(id(f) for thread in threads for f in thread) == printed


def test_what_a_notice_issues_stands_behind_the_tail_printed_in_it() -> None:
    """From the title that it cites on, all is the host's own, though it was signed before."""
    home = Segment((WORDS("一、甲。"), out("二、甲类", 5, 4)), 4, 4, "某城市人民政府关于做好甲工作的通知")
    notice = [
        WORDS("《某城市乙类工作办法》已经市政府同意，现印发给你们。"),
        WORDS("某城市人民政府"),
        WORDS("2022年3月1日"),
    ]
    text = [WORDS("某城市乙类工作办法"), WORDS("一、乙。"), WORDS("二、丙。")]
    host = Segment((*notice, into("工作。", 4, 5), WORDS("三、丁。"), *text), 5, 9, "关于印发某城市乙类工作办法的通知")
    threads, _ = stitch([home, host], Seams([]), 0)
    assert [f.text for f in threads[0]] == ["一、甲。", "二、甲类", "工作。", "三、丁。"]
    assert [f.text for f in threads[1]] == [f.text for f in (*notice, *text)]
