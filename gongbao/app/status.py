"""Queries: what the ledger holds, one thing at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongbao.errors import InputError, NotFoundError
from gongbao.export import locate
from gongbao.facts import kind as find_kind
from gongbao.facts.table import FactTable, make_row
from gongbao.model import Artifact, Issue, Page, TextState
from gongbao.ports import BlobStore, Event, Ledger, Selection, StoredDocument

if TYPE_CHECKING:
    from transforms.explain import ParagraphReason

Draw = Callable[[Path, Page], bytes]
"""Draws what was read over the picture of a page, as PNG."""

Explain = Callable[[Issue, str], "Sequence[ParagraphReason]"]
"""Says for each paragraph of a document, by its id, why it was read as it was."""


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document as the ledger holds it.

    `text` is how it stands with it.

    For each paragraph, if that was asked: `places` say where it was printed, `reasons` why it was read as it was.
    """

    stored: StoredDocument
    text: TextState
    places: list[list[dict[str, Any]]] | None = None
    reasons: "Sequence[ParagraphReason] | None" = None


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as it was read, and the file it is of."""

    artifact: Artifact
    page: Page


def show_document(ledger: Ledger, name: str, places: bool = False, explain: Explain | None = None) -> ShownDocument:
    """One document by id or 文号; `explain`: with the reasons for how it was read. Raises NotFoundError."""
    stored = ledger.document(name)
    text = ledger.text(stored.document.id)
    if not places and explain is None:
        return ShownDocument(stored, text)
    issue = ledger.issue(stored.document.issue)
    found = locate(issue, stored.document) if places else None
    return ShownDocument(stored, text, found, None if explain is None else explain(issue, stored.document.id))


def show_page(ledger: Ledger, issue_id: str, index: int) -> ShownPage:
    """One page of an issue, `index` from 0. Raises NotFoundError."""
    issue = ledger.issue(issue_id)
    found = next((page for page in issue.pages if page.index == index), None)
    if found is None:
        last = max(page.index for page in issue.pages)
        raise NotFoundError(f"{issue_id} has no page {index}.", f"Its pages are 0 to {last}.")
    return ShownPage(issue.artifact, found)


def draw_page(issue_id: str, shown: ShownPage, blobs: BlobStore, draw: Draw, boxes: bool) -> bytes:
    """A picture of a page as PNG; `boxes`: with its lines, columns and reading order drawn over it.

    Raises InputError where there is nothing to draw on, NotFoundError where the file is not kept.
    """
    if shown.artifact.media_type != "application/pdf":
        raise InputError(
            f"{issue_id} was read from a text, which has no pages to draw.", "Leave out -o to see its lines."
        )
    page = shown.page if boxes else replace(shown.page, lines=(), running=())
    return draw(blobs.path(shown.artifact.sha256), page)


def follow_events(
    ledger: Ledger, since: int, types: Sequence[str] | None, wait: Callable[[], None] | None = None
) -> Iterator[Event]:
    """Events after a position, in order; with `wait`, which is called whenever there is nothing new, without end."""
    while True:
        for event in ledger.events(since, types):
            since = event.position
            yield event
        if wait is None:
            return
        wait()


def to_cloudevent(event: Event) -> dict[str, Any]:
    """An event in CloudEvents 1.0's JSON format; its place in the outbox is the extension `position`."""
    return {
        "specversion": "1.0",
        "id": event.id,
        "type": event.type,
        "source": event.source,
        "subject": event.subject,
        "time": event.time.isoformat(),
        "datacontenttype": "application/json",
        "position": event.position,
        "data": event.data,
    }


def tabulate_facts(ledger: Ledger, kind: str, selection: Selection) -> FactTable:
    """The facts of one kind in the documents that pass. Raises NotFoundError, which lists the kinds."""
    found = find_kind(kind)
    stored = ledger.facts(kind, selection)
    return FactTable(found, [make_row(found, one.issue, one.document, one.fact) for one in stored])
