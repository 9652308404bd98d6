"""What a commit makes of each document, before anything is written: pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from connectors.ledger.records import unpack
from gongbao.identity import name_by_title
from gongbao.ids import numbered_document_id
from gongbao.model import Document, Finding, FindingCode, Issue
from gongbao.model.findings import document_number_taken


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
    """What becomes of one document: `after` None is a withdrawal, `version` that of a new revision."""

    held: HeldDocument | None
    after: Document | None
    hash: str
    version: int

    @property
    def same(self) -> bool:
        """Whether the content is what it was."""
        return self.held is not None and self.held.hash == self.hash


def with_own_ids(issue: Issue, taken: set[str]) -> Issue:
    """The issue with ids that are its own: a document whose id is taken is named by its ordinal in the issue.

    That happens where a 文号 was misread, or the same document was printed in two issues; a finding says so.
    """
    settled: list[Document] = []
    raised: list[Finding] = []
    used = set(taken)
    for document in issue.documents:
        if document.id in used:
            place = f"{issue.id}/{document.ordinal}"
            other = place if place not in used else f"{place}-{len(settled) + 1}"
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


def with_ids_as_read(issue: Issue) -> Issue:
    """The issue as it was read: without findings of other files, and with ids that others may have had, then."""
    settled = (FindingCode.QUARANTINED, FindingCode.DOCUMENT_NUMBER_TAKEN)
    taken = {f.document for f in issue.findings if f.code is FindingCode.DOCUMENT_NUMBER_TAKEN}

    def rename(document: Document) -> Document:
        if document.id not in taken:
            return document
        number = numbered_document_id(issue.gazette, document.number)
        return replace(document, id=number or name_by_title(issue.gazette, document))

    documents = tuple(map(rename, issue.documents))
    return replace(issue, documents=documents, findings=tuple(f for f in issue.findings if f.code not in settled))


def previous(change: DocumentChange) -> Document | None:
    """The document before; one whose content is the same stands for itself."""
    if change.held is None or change.held.record is None:
        return None
    return change.after if change.same else unpack(Document, change.held.record)
