"""An issue checked against its own 目录 and itself: each row is a fault and the finding that names it."""

from dataclasses import replace

import pytest
from builders import make_document, make_issue

from gongbao.model import ContentsEntry, Document, Issue, Kind, Masthead, Paragraph, Role, SourceSpan
from transforms.check import FRONT, check, check_contents, check_document, check_series

TEXTS = ("各县人民政府：", "现将有关事项通知如下。")


def with_last(text: str, role: Role = Role.BODY) -> Document:
    """A document that ends with a paragraph."""
    document = make_document(texts=TEXTS)
    return replace(document, paragraphs=(*document.paragraphs, Paragraph(text, role, (SourceSpan(0, 1, 3, 9, 0),))))


DOCUMENTS = [
    (make_document(texts=TEXTS), [], "nothing lacks"),
    (make_document(texts=()), ["no-text"], "no text, and so nothing else"),
    (make_document(texts=TEXTS, date=None), ["no-date"], "no date"),
    (make_document(texts=TEXTS, date=None, kind=Kind.CHRONICLE), [], "a chronicle has none"),
    (with_last("各部门要切实加强"), ["breaks-off"], "a sentence without its end"),
    (with_last("示例市人民政府"), [], "a signature needs no mark"),
    (with_last("2021年4月6日"), [], "nor does a date"),
    (with_last("序号\t事项", Role.TABLE), [], "nor a table"),
    (
        with_last("（一）做好各项重点工作（牵头单位：市财政局、市教育局。"),
        ["open-bracket", "breaks-off"],
        "a bracket left open",
    ),
    (make_document(texts=("一、甲。", "三、丙。")), ["number-skipped"], "二 is missing"),
    (make_document(texts=("第一条甲。", "第三条丙。")), ["number-skipped"], "an article is missing"),
    (make_document(texts=("一、甲。", "二、乙。", "一、丙。")), [], "a count that begins anew skips nothing"),
]


@pytest.mark.parametrize(("document", "codes", "why"), DOCUMENTS, ids=[row[2] for row in DOCUMENTS])
def test_a_document_is_checked(document: Document, codes: list[str], why: str) -> None:
    """What it lacks, and where its text breaks off or skips a number."""
    found = list(check_document(document))
    assert sorted(f.code for f in found) == sorted(codes), why
    assert {f.document for f in found} <= {document.id}, why


def test_a_finding_says_where_it_is() -> None:
    """Page and line where the paragraph begins."""
    (finding,) = check_document(with_last("各部门要切实加强"))
    assert (finding.page, finding.line) == (3, 9)


def test_parts_count_for_themselves() -> None:
    """The articles of an annexed text begin anew, at whatever number."""
    first, second = make_document(texts=("第一条甲。", "第五条乙。")).paragraphs
    document = make_document()
    assert not list(check_document(replace(document, paragraphs=(first, replace(second, part=1)))))


def issue(entries: int, documents: tuple[int | None, ...], front: int = 0) -> Issue:
    """An issue of so many entries, and of documents that belong to entries."""
    made = make_issue(tuple(make_document(n + 1) for n in range(len(documents))))
    return replace(
        made,
        contents=tuple(ContentsEntry("", f"题目{n}", None, n) for n in range(entries)),
        documents=tuple(replace(d, entry=e) for d, e in zip(made.documents, documents, strict=True)),
        masthead=replace(made.masthead, spans=(SourceSpan(0, front, 0, 0, 0),) if front else ()),
    )


CONTENTS = [
    (issue(2, (0, 1)), [], "each entry has its document"),
    (issue(2, (0,)), ["entry-without-document"], "an entry that was not found"),
    (issue(1, (0, None)), ["document-without-entry"], "a document that is in no entry"),
    (issue(0, (None,)), ["no-contents"], "without a 目录 no document lacks its entry"),
    (issue(0, ()), ["no-contents", "no-documents"], "nothing at all"),
    (issue(1, (0,), FRONT), [], "an imprint may be long"),
    (issue(1, (0,), FRONT + 1), ["text-before-documents"], "but not as long as a document"),
]


@pytest.mark.parametrize(("issue", "codes", "why"), CONTENTS, ids=[row[2] for row in CONTENTS])
def test_an_issue_is_checked_against_its_contents(issue: Issue, codes: list[str], why: str) -> None:
    """Entries without a document, and documents without an entry."""
    assert [f.code for f in check_contents(issue)] == codes, why


def test_a_finding_is_there_once() -> None:
    """Checking again finds nothing new."""
    once = check(issue(0, ()))
    assert check(once) == once and len(once.findings) == 2


SERIES = [
    ((5,), [(2021, (3,))], ["issues-missing"], "one before it is missing"),
    ((4,), [(2021, (3,))], [], "the next of its year"),
    ((4,), [(2021, (2, 3))], [], "the next after a joint issue"),
    ((6, 7), [(2021, (5,))], [], "a joint issue counts from its first"),
    ((5,), [(2020, (3,))], [], "another year"),
    ((5,), [(2021, (8,))], [], "later ones say nothing of a gap before it"),
    ((5,), [], [], "the first that is held"),
    ((), [(2021, (3,))], [], "without a number nothing is known"),
]


@pytest.mark.parametrize(("numbers", "others", "codes", "why"), SERIES, ids=[row[3] for row in SERIES])
def test_a_gap_in_the_series_is_found(
    numbers: tuple[int, ...], others: list[tuple[int, tuple[int, ...]]], codes: list[str], why: str
) -> None:
    """By year and numbers of the issues that are held."""
    made = replace(make_issue(), masthead=Masthead(name="示例市人民政府公报", year=2021, numbers=numbers))
    assert [f.code for f in check_series(made, others)] == codes, why
