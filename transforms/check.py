"""Check an issue against its own 目录 and itself. What does not fit is a finding, never dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongbao.model import Document, Finding, Issue, Kind, Paragraph, Role
from transforms.form import find_listed, find_marker, is_body_name, is_member, is_open, parse_date, unclosed

FRONT = 800  # characters that a cover and an imprint may hold


def check(issue: Issue) -> Issue:
    """The issue with its findings, each once."""
    found = [*issue.findings, *check_contents(issue)]
    for document in issue.documents:
        found += check_document(document)
    return replace(issue, findings=tuple(dict.fromkeys(found)))


def check_contents(issue: Issue) -> Iterator[Finding]:
    """Entries without a document, and documents without an entry."""
    if not issue.contents:
        yield Finding("no-contents", "No 目录 was found, so nothing tells whether documents are missing.", "warning")
    if not issue.documents:
        yield Finding("no-documents", "No document was found in this issue.", "error")
    before = sum(r.length for r in issue.masthead.spans)
    if before > FRONT:
        message = f"{before} characters before the first document belong to none that was recognised."
        yield Finding("text-before-documents", message, "error")
    met = {d.entry for d in issue.documents}
    for at, entry in enumerate(issue.contents):
        if at not in met:
            name = f"{entry.title} {entry.number or ''}".strip()
            yield Finding(
                "entry-without-document", f"The 目录 lists “{name}”, but no such document was found.", "error"
            )
    for document in issue.documents:
        if issue.contents and document.entry is None:
            message = f"“{document.title or document.number}” is not in the 目录."
            yield Finding("document-without-entry", message, "warning", document.id)


def check_document(document: Document) -> Iterator[Finding]:
    """What a document lacks, and where its text breaks off or skips a number."""
    if not document.title:
        yield Finding("no-title", f"No title was found for {document.number}.", "error", document.id)
    if not document.paragraphs:
        yield Finding("no-text", f"“{document.title}” has no text.", "error", document.id)
        return
    last = document.paragraphs[-1]
    named = is_body_name(last.text) or (find_listed([p.text for p in document.paragraphs])[-1] and is_member(last.text))
    ended = parse_date(last.text) or named or last.role in (Role.TABLE, Role.ATTACHMENT, Role.HEADING)
    if is_open(last.text) and not ended:
        yield _note("breaks-off", f"“{document.title}” ends in mid-sentence: …{last.text[-12:]}", document, last)
    if document.kind is not Kind.CHRONICLE:
        if document.date is None:
            yield Finding("no-date", f"“{document.title}” bears no date.", "info", document.id)
        yield from check_numbering(document)
    for paragraph in document.paragraphs:
        owed = unclosed(paragraph.text)
        if "）" in owed and paragraph.role is not Role.TABLE and len(paragraph.text) > 20:
            yield _note("open-bracket", f"A bracket is never closed in: {paragraph.text[:20]}…", document, paragraph)


def check_numbering(document: Document) -> Iterator[Finding]:
    """Numbers of articles and of 一、 that are skipped within one text."""
    for style, name in (("article", "第{}条"), ("han", "{}、")):
        last: int | None = None
        part = -1
        for paragraph in document.paragraphs:
            marker = find_marker(paragraph.text)
            if paragraph.part != part:
                part, last = paragraph.part, None
            if marker is None or marker.style != style:
                continue
            if last is not None and marker.number > last + 1:
                message = (
                    f"After {name.format(last)} comes {name.format(marker.number)}: something is missing or misread."
                )
                yield _note("number-skipped", message, document, paragraph)
            last = marker.number


def check_series(issue: Issue, others: Sequence[tuple[int, tuple[int, ...]]]) -> tuple[Finding, ...]:
    """A gap before this issue, by year and numbers of the other issues of its gazette that are held."""
    if not issue.masthead.numbers:
        return ()
    first = issue.masthead.numbers[0]
    earlier = [n for year, numbers in others for n in numbers if year == issue.masthead.year and n < first]
    if not earlier or max(earlier) == first - 1:
        return ()
    last = max(earlier) + 1
    missing = f"Number {last}" if last == first - 1 else f"Numbers {last} to {first - 1}"
    message = f"{missing} of {issue.masthead.year} is not in the ledger, though an earlier one and this one are."
    return (Finding("issues-missing", message, "info"),)


def _note(code: str, message: str, document: Document, paragraph: Paragraph) -> Finding:
    span = paragraph.spans[0] if paragraph.spans else None
    return Finding(code, message, "warning", document.id, span.page if span else None, span.line if span else None)
