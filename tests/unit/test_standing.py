"""Which of several files that were read as one issue stands: row by row, and laws that hold for any of them."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from builders import make_artifact, make_document, make_issue
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import ContentsEntry, Finding, FindingCode, Issue, Page, Severity, Standing
from gongbao.standing import (
    Claim,
    ClaimedDocument,
    Decided,
    Quality,
    Reason,
    compare_quality,
    make_claim,
    measure_quality,
    rename_issue,
    settle,
    tell_loss,
)

BASE = Quality("b", known=6, complete=True, ocr=0.5, pages=20, documents=6, errors=1, warnings=2)

BETTER: list[tuple[dict[str, object], Reason, str]] = [
    ({"known": 7, "complete": False, "ocr": 1.0}, Reason.CONTENTS, "a whole scan before a part with a text layer"),
    ({"known": 7, "pages": 1, "documents": 9, "errors": 9}, Reason.CONTENTS, "documents before anything else"),
    ({"ocr": 0.0, "pages": 1, "errors": 9}, Reason.TEXT_LAYER, "as printed, not as recognised"),
    ({"pages": 21, "documents": 5}, Reason.PAGES, "a page may say what no document does"),
    ({"documents": 7, "errors": 2}, Reason.DOCUMENTS, "one that the 目录 does not list"),
    ({"errors": 0, "warnings": 9}, Reason.ERRORS, "errors weigh more than warnings"),
    ({"warnings": 1}, Reason.WARNINGS, "the last that says something"),
    ({"sha256": "c"}, Reason.HASH, "whichever; but the same one in any order"),
]


@pytest.mark.parametrize(("more", "reason", "why"), BETTER)
def test_what_makes_a_reading_better(more: dict[str, object], reason: Reason, why: str) -> None:
    """The first criterion that tells two readings apart decides, in this order."""
    better = replace(BASE, **more)  # type: ignore[arg-type]
    assert (compare_quality(better, BASE).sign, compare_quality(better, BASE).reason) == (1, reason), why
    assert (compare_quality(BASE, better).sign, compare_quality(BASE, better).reason) == (-1, reason), why


def test_all_of_the_contents_is_better() -> None:
    """Of two that have as many of their entries, the one that lacks none."""
    part = replace(BASE, complete=False, ocr=0.0)
    assert compare_quality(BASE, part) == replace(compare_quality(BASE, part), sign=1, reason=Reason.COMPLETE)


QUALITIES = st.builds(
    Quality,
    sha256=st.sampled_from("abcdef"),
    known=st.integers(0, 3),
    complete=st.booleans(),
    ocr=st.sampled_from([0.0, 0.5, 1.0]),
    pages=st.integers(1, 2),
    documents=st.integers(0, 3),
    errors=st.integers(0, 1),
    warnings=st.integers(0, 1),
)


@given(QUALITIES, QUALITIES, QUALITIES)
def test_better_is_an_order(a: Quality, b: Quality, c: Quality) -> None:
    """Antisymmetric, transitive, and total: nothing but a reading itself is as good."""
    assert compare_quality(a, b).sign == -compare_quality(b, a).sign
    assert (compare_quality(a, b).sign == 0) is (a == b)
    if compare_quality(a, b).sign >= 0 and compare_quality(b, c).sign >= 0:
        assert compare_quality(a, c).sign >= 0


def listed(
    *ordinals: int, of: int = 4, name: str = "a", ocr: bool = False, titles: str = "关于第{}项工作的通知"
) -> Issue:
    """An issue whose 目录 lists so many documents, and that has those of these ordinals."""
    documents = tuple(
        replace(make_document(n, f"示政发〔2021〕{n}号", titles.format(n)), entry=n - 1) for n in ordinals
    )
    contents = tuple(ContentsEntry(None, titles.format(n), None, n) for n in range(1, of + 1))
    issue = make_issue(documents, artifact=make_artifact(f"{name}.pdf"))
    pages = tuple(replace(page, reader="ocr:rapidocr" if ocr else "pdf") for page in issue.pages)
    return replace(issue, contents=contents, pages=pages)


def claim(issue: Issue, arrival: int = 1, place: str | None = None) -> Claim:
    """What it claims, found at a place of its own."""
    return make_claim(issue, {place or issue.artifact.uri: arrival})


@pytest.mark.parametrize(
    ("issue", "known", "complete", "why"),
    [
        (listed(1, 2, 3, 4), 4, True, "whole"),
        (listed(2), 1, False, "one of four"),
        (replace(listed(1, 2), contents=()), 2, False, "no 目录: nothing says that it is whole"),
        (
            replace(listed(), documents=(make_document(1, title="甲"), make_document(2, title="乙"))),
            2,
            False,
            "a 目录 of which no entry fits was misread",
        ),
    ],
)
def test_what_is_known_is_measured(issue: Issue, known: int, complete: bool, why: str) -> None:
    """Against its own 目录, where that can be read."""
    found = measure_quality(issue)
    assert (found.known, found.complete) == (known, complete), why


def test_pages_and_findings_are_counted() -> None:
    """Rejected pages do not count, nor findings of other files."""
    issue = replace(
        listed(1, ocr=True),
        pages=(Page(0, (), reader="ocr:rapidocr"), Page(1, (), reader="pdf"), Page(2, (), rejected="torn")),
        findings=(
            Finding(FindingCode.NO_TITLE, "…", Severity.ERROR),
            Finding(FindingCode.NO_DATE, "…", Severity.INFO),
            Finding(FindingCode.BREAKS_OFF, "…"),
            Finding(FindingCode.QUARANTINED, "…"),
        ),
    )
    found = measure_quality(issue)
    assert (found.ocr, found.pages, found.errors, found.warnings) == (0.5, 2, 1, 1)


WHOLE = claim(listed(1, 2, 3, 4, name="whole"))
SCAN = claim(listed(1, 2, 3, 4, name="scan", ocr=True))
EXCERPT = claim(listed(2, name="excerpt"))
OTHER = claim(listed(1, 2, 3, 4, 5, of=5, name="other", titles="另一城市政府令{}，公布某办法的决定"))
TWIN = claim(listed(1, 2, 3, 4, name="twin"))
Q, W = Standing.QUARANTINED, Standing.WITNESS


@pytest.mark.parametrize(
    ("claims", "decided", "stands", "others", "why"),
    [
        ([WHOLE], Decided(), WHOLE, {}, "one alone"),
        ([WHOLE, EXCERPT], Decided(), WHOLE, {EXCERPT.sha256: Q}, "taking the excerpt would withdraw three"),
        ([WHOLE, SCAN], Decided(), WHOLE, {SCAN.sha256: W}, "the scan has the same documents"),
        ([SCAN, EXCERPT], Decided(), SCAN, {EXCERPT.sha256: Q}, "a whole scan before a part of the text"),
        ([WHOLE, EXCERPT], Decided(rejected=frozenset([EXCERPT.sha256])), WHOLE, {EXCERPT.sha256: W}, "rejected"),
        ([WHOLE, EXCERPT], Decided(EXCERPT.sha256, at=1), EXCERPT, {WHOLE.sha256: W}, "accepted, though it is worse"),
        ([WHOLE, EXCERPT], Decided(EXCERPT.sha256, at=0), EXCERPT, {WHOLE.sha256: Q}, "the other came later: ask"),
        ([WHOLE], Decided(withdrawn=True, at=1), None, {WHOLE.sha256: Standing.WITHDRAWN}, "withdrawn with the issue"),
        ([WHOLE], Decided(withdrawn=True, at=0), None, {WHOLE.sha256: Q}, "a new file of a withdrawn issue: ask"),
        ([WHOLE], Decided(rejected=frozenset([WHOLE.sha256])), None, {WHOLE.sha256: W}, "nothing else is there"),
    ],
)
def test_how_files_stand(
    claims: list[Claim], decided: Decided, stands: Claim | None, others: dict[str, Standing], why: str
) -> None:
    """Whatever the order in which they are looked at."""
    for order in permutations(claims):
        found = settle(order, decided)
        assert found.stands == (stands and stands.sha256), why
        assert {name: place.standing for name, place in found.places.items()} == {
            **({stands.sha256: Standing.STANDS} if stands else {}),
            **others,
        }, why


def test_files_of_two_issues_wait_for_a_person() -> None:
    """Their 目录 have nothing in common: whichever stands stays, though the other has more; nothing is withdrawn."""
    for standing, other in ((WHOLE, OTHER), (OTHER, WHOLE)):
        found = settle([WHOLE, OTHER], standing=standing.sha256)
        assert found.stands == standing.sha256
        assert found.places[other.sha256].standing is Q
        assert found.places[other.sha256].severity is Severity.ERROR


def test_what_replaces_a_file_at_its_place_is_a_correction() -> None:
    """If it is no worse; the one before does not ask, whatever its hash."""
    old, new = (claim(listed(1, 2, 3, 4, name=name), n, "file:///a.pdf") for n, name in enumerate("ab", 1))
    for before, after in ((old, new), (replace(new, places=old.places), replace(old, places=new.places))):
        found = settle([before, after])
        assert found.stands == after.sha256
        assert found.places[before.sha256].standing is W
    shrunk = claim(listed(1, 2, name="c"), 2, "file:///a.pdf")
    found = settle([old, shrunk])
    assert (found.stands, found.places[shrunk.sha256].standing) == (old.sha256, Q)


def test_a_copy_that_still_lies_elsewhere_was_not_replaced() -> None:
    """The better one stands."""
    old, new = (
        claim(listed(1, 2, 3, 4, name="a"), 1, "file:///a.pdf"),
        claim(listed(1, 2, 3, 4, name="b"), 2, "file:///a.pdf"),
    )
    copied = replace(old, places={**old.places, "file:///b.pdf": 3}, quality=replace(old.quality, pages=9))
    assert settle([copied, new]).stands == old.sha256


def test_what_replaces_an_accepted_file_at_its_place_stands() -> None:
    """A decision is of what lies there; one that is worse waits."""
    old = claim(listed(2, name="a"), 1, "file:///a.pdf")
    new, worse = claim(listed(2, 3, name="b"), 3, "file:///a.pdf"), claim(listed(name="c"), 4, "file:///a.pdf")
    decided = Decided(old.sha256, at=2)
    assert settle([old, WHOLE, new, worse], decided).stands == new.sha256


def test_alike_but_otherwise_worded_files_ask() -> None:
    """Nothing tells which is better; what says the same does not ask."""
    same = settle([WHOLE, TWIN])
    assert sorted(place.standing for place in same.places.values()) == [Standing.STANDS, W]
    worded = tuple(replace(d, text="otherwise") if n == 0 else d for n, d in enumerate(TWIN.documents))
    found = settle([WHOLE, replace(TWIN, documents=worded)])
    (waits,) = [place for place in found.places.values() if place.standing is Q]
    assert "1 of its documents read otherwise" in waits.why


@st.composite
def readings(draw: st.DrawFn) -> list[Claim]:
    """Files that were read as one issue: parts and wholes, with and without 目录, some replaced at their place."""
    found = []
    for n in range(draw(st.integers(1, 5))):
        ordinals = draw(st.lists(st.integers(1, 4), unique=True).map(sorted))
        issue = listed(*ordinals, name=str(n), ocr=draw(st.booleans()))
        if draw(st.booleans()):
            issue = replace(issue, contents=(), documents=tuple(replace(d, entry=None) for d in issue.documents))
        found.append(claim(issue, n + 1, draw(st.sampled_from([None, "file:///a.pdf", "file:///b.pdf"]))))
    return found


@given(readings(), st.randoms(use_true_random=False))
def test_the_end_is_the_same_in_whatever_order_files_arrive(claims: list[Claim], random: object) -> None:
    """One after the other, each time with what stands by then: the last verdict is that of all at once."""
    for _ in range(3):
        order = list(claims)
        random.shuffle(order)  # type: ignore[attr-defined]
        standing = None
        for n in range(1, len(order) + 1):
            verdict = settle(order[:n], standing=standing)
            standing = verdict.stands
            assert standing is not None
        assert verdict == settle(claims)


@given(readings())
def test_what_waits_or_witnesses_is_never_better(claims: list[Claim]) -> None:
    """No file that is still at its place is better than the one that stands."""
    verdict = settle(claims)
    best = next(c for c in claims if c.sha256 == verdict.stands)
    for other in claims:
        place = verdict.places[other.sha256]
        assert other is best or place.why
        if "replaced" not in place.why:
            assert compare_quality(best.quality, other.quality).sign >= 0


@pytest.mark.parametrize(
    ("again", "lost", "why"),
    [
        (lambda i: i, "", "the same"),
        (lambda i: replace(i, documents=i.documents[1:]), "1 of its documents fewer", "one that the 目录 lists"),
        (lambda i: replace(i, documents=(*i.documents, make_document(9, title="多"))), "", "one more"),
        (lambda i: replace(i, id="shili/2021/5"), "", "its id was misread before"),
        (lambda i: replace(i, pages=()), "", "a page that holds no document"),
        (lambda i: replace(i, id="unknown/2021/4", pages=()), "1 of its pages fewer", "the cover is missing"),
    ],
)
def test_what_another_reading_loses(again: Callable[[Issue], Issue], lost: str, why: str) -> None:
    """What the 目录 lists, or a page by which it would be another issue."""
    found = tell_loss(listed(1, 2, 3), again(listed(1, 2, 3)))
    assert (lost in found) if lost else not found, why


def test_two_that_were_one_document_are_no_loss() -> None:
    """What no entry lists may go."""
    issue = listed(1, 2, 3)
    more = replace(issue, documents=(*issue.documents, make_document(4, title="半件")))
    assert tell_loss(more, issue) == ""


def test_an_issue_is_renamed_with_all_that_bears_its_id() -> None:
    """Ids with a number change their gazette, those by place their issue; findings follow."""
    issue = make_issue((make_document(1, "示政发〔2021〕5号"), make_document(2, title="大事记")))
    issue = replace(issue, findings=(Finding(FindingCode.NO_DATE, "…", document="shili/2021/4/2"),))
    renamed = rename_issue(issue, "liaocheng/2021/6-7", "liaocheng", 2021, (6, 7))
    assert [d.id for d in renamed.documents] == ["liaocheng/示政发/2021/5", "liaocheng/2021/6-7/2"]
    assert {d.issue for d in renamed.documents} == {renamed.id} == {"liaocheng/2021/6-7"}
    assert (renamed.gazette, renamed.masthead.numbers) == ("liaocheng", (6, 7))
    assert renamed.findings[0].document == "liaocheng/2021/6-7/2"
    back = rename_issue(renamed, issue.id, issue.gazette, 2021, (4,))
    assert back == issue


def test_documents_are_known_by_any_of_their_names() -> None:
    """A number that was misread is no other document, if its title or its place in the 目录 is the same."""
    misread = tuple(ClaimedDocument(d.names - {next(n for n in d.names if "/" in n)}, d.text) for d in WHOLE.documents)
    found = settle([WHOLE, replace(SCAN, documents=misread)])
    assert found.places[SCAN.sha256].standing is W
    assert all(not a.names & b.names for a, b in pairwise(WHOLE.documents))
