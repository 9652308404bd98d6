"""Check an issue against its own 目录 and itself. What does not fit is a finding, never dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongbao.language.bodies import is_body_name
from gongbao.language.brackets import unclosed
from gongbao.language.dates import parse_date
from gongbao.language.numbering import NumberingStyle, find_marker
from gongbao.language.openness import is_open
from gongbao.language.rosters import find_listed, is_member
from gongbao.model import Document, Finding, FindingCode, Issue, Kind, Paragraph, Role, findings

FRONT = 800  # characters that a cover and an imprint may hold


def check(issue: Issue) -> Issue:
    """The issue with its findings, each once."""
    found = [*issue.findings, *check_contents(issue)]
    for document in issue.documents:
        found += check_document(document)
    return replace(issue, findings=tuple(dict.fromkeys(found)))


def check_contents(issue: Issue) -> Iterator[Finding]:
    """Entries without a document, and documents without an entry."""
    if not issue.contents and all(f.code is not FindingCode.DOCUMENTS_ALONE for f in issue.findings):
        yield findings.no_contents()
    if not issue.documents:
        yield findings.no_documents()
    before = sum(r.length for r in issue.masthead.spans)
    if before > FRONT:
        yield findings.text_before_documents(before)
    met = {d.entry for d in issue.documents}
    for at, entry in enumerate(issue.contents):
        if at not in met:
            yield findings.entry_without_document(f"{entry.title} {entry.number or ''}".strip())
    for document in issue.documents:
        if issue.contents and document.entry is None:
            yield findings.document_without_entry(document.id, document.title or document.number)


def check_document(document: Document) -> Iterator[Finding]:
    """What a document lacks, and where its text breaks off or skips a number."""
    if not document.paragraphs:
        yield findings.no_text(document.id, document.title)
        return
    last = document.paragraphs[-1]
    named = is_body_name(last.text) or (find_listed([p.text for p in document.paragraphs])[-1] and is_member(last.text))
    ended = parse_date(last.text) or named or last.role in (Role.TABLE, Role.ATTACHMENT, Role.HEADING)
    if is_open(last.text) and not ended:
        yield findings.breaks_off(document.id, document.title, last.text[-12:], *_place(last))
    if document.kind is not Kind.CHRONICLE:
        if document.date is None:
            yield findings.no_date(document.id, document.title)
        yield from check_numbering(document)
    for paragraph in document.paragraphs:
        missing = unclosed(paragraph.text)
        if "）" in missing and paragraph.role is not Role.TABLE and len(paragraph.text) > 20:
            yield findings.open_bracket(document.id, paragraph.text[:20], *_place(paragraph))


def check_numbering(document: Document) -> Iterator[Finding]:
    """Numbers of articles and of 一、 that are skipped within one text."""
    for style, name in ((NumberingStyle.ARTICLE, "第{}条"), (NumberingStyle.HAN, "{}、")):
        last: int | None = None
        part = -1
        for paragraph in document.paragraphs:
            marker = find_marker(paragraph.text)
            if paragraph.part != part:
                part, last = paragraph.part, None
            if marker is None or marker.style is not style:
                continue
            if last is not None and marker.number > last + 1:
                before, after = name.format(last), name.format(marker.number)
                yield findings.number_skipped(document.id, before, after, *_place(paragraph))
            last = marker.number


def check_series(issue: Issue, others: Sequence[tuple[int, tuple[int, ...]]]) -> tuple[Finding, ...]:
    """A gap before this issue, by year and numbers of the other issues of its gazette that are held."""
    if not issue.masthead.numbers:
        return ()
    first = issue.masthead.numbers[0]
    earlier = [n for year, numbers in others for n in numbers if year == issue.masthead.year and n < first]
    if not earlier or max(earlier) == first - 1:
        return ()
    return (findings.issues_missing(max(earlier) + 1, first - 1, issue.masthead.year),)


def _place(paragraph: Paragraph) -> tuple[int | None, int | None]:
    """Page and line where a paragraph begins."""
    span = paragraph.spans[0] if paragraph.spans else None
    return (span.page, span.line) if span else (None, None)
