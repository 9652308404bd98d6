"""The export of an issue: one JSON object, its fields named as in `docs/export.md`."""

from collections.abc import Mapping
from typing import Any

from gongbao.facts import forms, kinds
from gongbao.model import Document, Issue, Page


def export_issue(issue: Issue) -> dict[str, Any]:
    """Everything known of an issue as plain data."""
    m = issue.masthead
    addresses = {(line.page, line.index): line.href for p in issue.pages for line in p.lines if line.href}
    return {
        "id": issue.id,
        "issue": {
            "name": m.name,
            "year": m.year,
            "numbers": list(m.numbers),
            "total_numbers": list(m.total_numbers),
            "sponsor": m.sponsor,
            "publisher": m.publisher,
            "phone": m.phone,
            "postcode": m.postcode,
            "address": m.address,
            "email": m.email,
            "registration": m.registration,
        },
        "contents": [
            {"section": e.section, "title": e.title, "number": e.number, "page": e.page} for e in issue.contents
        ],
        "documents": [export_document(d) | {"links": list_links(d, addresses)} for d in issue.documents],
    }


def export_document(document: Document) -> dict[str, Any]:
    """One document as plain data. `parts` are the titles of the texts it issues."""
    facts: dict[str, Any] = {}
    for kind in kinds():
        facts |= forms.exported(kind, document.facts.of(kind.name))
    return {
        "id": document.id,
        "kind": document.kind.value,
        "number": document.number,
        "issuer": document.issuer,
        "issuers": list(document.issuers),
        "section": document.section,
        "title": document.title,
        "addressees": document.addressees,
        "signatories": list(document.signatories),
        "date": _iso(document.date),
        "pages": list(document.pages),
        "paragraphs": [p.text for p in document.paragraphs],
        "parts": list(document.parts),
        "attachments": list(document.attachments),
        **facts,
    }


def export_lines(pages: tuple[Page, ...]) -> list[dict[str, Any]]:
    """Every printed line in reading order: page (from 0), x and baseline in points from the top left, text."""
    return [
        {
            "page": line.page,
            "x": line.box.x0 if line.box else None,
            "baseline": line.baseline,
            "text": line.text,
            "path": line.path,
        }
        for page in pages
        for line in page.lines
        if line.text.strip()
    ]


def list_links(document: Document, addresses: Mapping[tuple[int, int], str]) -> list[dict[str, Any]]:
    """The links in a document's text: the paragraph, its words, and the address as it is written in the file.

    Args:
        document: The document.
        addresses: Where links lead, by the page and the line that they stand in.
    """
    links: dict[tuple[int, str], dict[str, Any]] = {}
    for at, paragraph in enumerate(document.paragraphs if addresses else ()):
        for span in paragraph.spans:
            href = addresses.get((span.page, span.line))
            if href is not None:
                links[at, href] = {"paragraph": at, "text": paragraph.text, "href": href}
    return list(links.values())


def locate(issue: Issue, document: Document) -> list[list[dict[str, Any]]]:
    """For each paragraph of a document the places where its words were printed, in order.

    A place is a page (from 0, in the file), the number printed on it, a line and a span of its characters; `box` is in
    points from the top left where geometry is known.
    """
    pages = {p.index: p for p in issue.pages}
    lines = {(line.page, line.index): line for p in issue.pages for line in p.lines}
    places = []
    for paragraph in document.paragraphs:
        found = []
        for span in paragraph.spans:
            box = lines[span.page, span.line].box
            found.append(
                {
                    "page": span.page,
                    "folio": pages[span.page].folio,
                    "line": span.line,
                    "start": span.offset,
                    "end": span.offset + span.length,
                    "box": [box.x0, box.y0, box.x1, box.y1] if box else None,
                    "path": lines[span.page, span.line].path,
                }
            )
        places.append(found)
    return places


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
