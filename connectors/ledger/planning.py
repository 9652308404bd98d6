"""What a commit makes of each document, before anything is written: pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from connectors.ledger.records import unpack
from gongbao.identity import name_by_text, name_documents, name_within
from gongbao.model import Document, Finding, FindingCode, Issue
from gongbao.model.findings import document_number_taken
from gongbao.ports import Event
from gongbao.search.query import key, number_key


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document that the ledger holds, before a commit. A withdrawn one has neither hash nor record."""

    key: int
    id: str
    issue: str
    version: int
    withdrawn: bool
    hash: str
    record: bytes | None

    def stands(self, record: bytes | None, issue: str, version: int) -> bool:
        """Whether nothing at all is new."""
        return (self.record, self.issue, self.version) == (record, issue, version)


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What becomes of one document: `after` None is a withdrawal, `version` that of a new revision.

    `successor` is the id that a withdrawn one goes by now.
    """

    held: HeldDocument | None
    after: Document | None
    hash: str
    version: int
    successor: str | None = None

    @property
    def same(self) -> bool:
        """Whether the content is what it was."""
        return self.held is not None and self.held.hash == self.hash


def with_own_ids(issue: Issue, taken: set[str]) -> Issue:
    """The issue with ids that are its own: a document whose id is taken is named within the issue, by kind and title.

    That happens where a 文号 was misread, or the same document was printed in two issues; a finding says so.
    """
    settled: list[Document] = []
    raised: list[Finding] = []
    used = set(taken)
    for document in issue.documents:
        if document.id in used:
            other = name_within(issue.id, document)
            other = name_by_text(other, document) if other in used else other
            other = other if other not in used else f"{other}-{len(settled) + 1}"
            raised.append(document_number_taken(document.id, other))
            document = replace(document, id=other)
        used.add(document.id)
        settled.append(document)
    if not raised:
        return issue
    return replace(issue, documents=tuple(settled), findings=(*issue.findings, *raised))


def plan(
    issue: Issue,
    held: dict[str, HeldDocument],
    revisions: Mapping[str, str],
    least: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, DocumentChange]:
    """What becomes of each document that the issue has or had, by id.

    Args:
        issue: The issue as it was read.
        held: What the ledger holds of it.
        revisions: The name of what each of its documents says, by id.
        least: Versions that are not to be undercut.
    """
    changes: dict[str, DocumentChange] = {}
    for document in issue.documents:
        was = held.get(document.id)
        name = revisions[document.id]
        same = was is not None and was.hash == name
        version = 1 if was is None else was.version if same else was.version + 1
        changes[document.id] = DocumentChange(was, document, name, max(version, least.get(document.id, 1)))
    for was in held.values():
        if was.id not in changes and (not was.withdrawn or least.get(was.id, 0) > was.version):
            changes[was.id] = DocumentChange(was, None, "", max(was.version + 1, least.get(was.id, 1)))
    return changes


def find_successors(changes: Iterable[DocumentChange]) -> dict[str, str]:
    """The ids that withdrawn documents go by from now on: those of the same text, else 文号, else title, that are new.

    What names a document was read otherwise, or its id is of an older form.
    """
    listed = list(changes)
    fresh = [c.after for c in listed if c.after is not None and (c.held is None or c.held.withdrawn)]
    gone = [document for c in listed if c.after is None and (document := previous(c)) is not None]
    found: dict[str, str] = {}
    for told in (_text, lambda document: number_key(document.number or ""), lambda document: key(document.title)):
        left = [document for document in fresh if document.id not in found.values()]
        for document in gone:
            now = next((other for other in left if told(document) and told(other) == told(document)), None)
            if document.id not in found and now is not None:
                found[document.id] = now.id
                left.remove(now)
    return found


def with_successors(changes: Mapping[str, DocumentChange], successors: Mapping[str, str]) -> dict[str, DocumentChange]:
    """The changes, with the ids that withdrawn documents go by now."""
    return {name: replace(change, successor=successors.get(name)) for name, change in changes.items()}


def _text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def count_versions(
    issue_id: str, row: Any, changes: Mapping[str, DocumentChange], said: Sequence[Event]
) -> dict[str, int]:
    """The versions that an issue and its documents have after a change.

    What was said of the issue counted its versions, too: no more than there are events.
    """
    edition = max(row.version + 1 if row else 1, len(said) + 1)
    return {name: change.version for name, change in changes.items()} | {issue_id: edition}


def with_ids_as_read(issue: Issue) -> Issue:
    """The issue as it was read: without findings of other files, and with ids that others may have had, then."""
    settled = (FindingCode.QUARANTINED, FindingCode.DOCUMENT_NUMBER_TAKEN)
    taken = {f.document for f in issue.findings if f.code is FindingCode.DOCUMENT_NUMBER_TAKEN}

    names = name_documents(issue.gazette, issue.documents)
    documents = tuple(
        replace(document, id=name) if document.id in taken else document
        for document, name in zip(issue.documents, names, strict=True)
    )
    return replace(issue, documents=documents, findings=tuple(f for f in issue.findings if f.code not in settled))


def previous(change: DocumentChange) -> Document | None:
    """The document before; one whose content is the same stands for itself."""
    if change.held is None or change.held.record is None:
        return None
    return change.after if change.same else unpack(Document, change.held.record)
