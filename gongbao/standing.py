"""Which of several files that were read as the same issue stands: by what is known of them, and by what people decided.

Nothing here depends on the order in which files arrive, but for two things that have an order by themselves: a file
that was replaced at its own place, and a person's decision. docs/decisions/which-file-stands.md says why.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz

from gongbao.events.diff import normalize_spelling
from gongbao.model import Document, FindingCode, Issue, Severity, Standing

SIMILAR = 75  # of 100, from where on two entries of a 目录 may be the same one, read twice
ENTRIES = 200  # of a 目录 that are compared with another's


class Reason(StrEnum):
    """What makes one reading better than another, in the order in which it is asked."""

    CONTENTS = "more of what its 目录 lists"
    COMPLETE = "all that its 目录 lists"
    TEXT_LAYER = "fewer pages read by OCR"
    PAGES = "more pages"
    DOCUMENTS = "more documents"
    ERRORS = "fewer errors"
    WARNINGS = "fewer warnings"
    HASH = "nothing but its hash"


@dataclass(frozen=True, slots=True)
class Quality:
    """What is known of a reading, apart from what it says.

    `known` counts the entries of its 目录 whose documents were found; its documents, where no 目录 tells. `ocr` is the
    share of its pages that OCR read.
    """

    sha256: str
    known: int = 0
    complete: bool = False
    ocr: float = 0.0
    pages: int = 0
    documents: int = 0
    errors: int = 0
    warnings: int = 0


CRITERIA: tuple[tuple[Reason, Callable[[Quality], Any]], ...] = (
    (Reason.CONTENTS, lambda quality: quality.known),
    (Reason.COMPLETE, lambda quality: quality.complete),
    (Reason.TEXT_LAYER, lambda quality: -quality.ocr),
    (Reason.PAGES, lambda quality: quality.pages),
    (Reason.DOCUMENTS, lambda quality: quality.documents),
    (Reason.ERRORS, lambda quality: -quality.errors),
    (Reason.WARNINGS, lambda quality: -quality.warnings),
    (Reason.HASH, lambda quality: quality.sha256),
)
"""Each says how much a reading is worth; the first that tells two apart decides."""

SUBSTANCE = CRITERIA[:3]  # what a file that replaces another at its place must not be worse in


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which of two readings is better: 1 the first, -1 the second, 0 they are the same file; and why."""

    sign: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class ClaimedDocument:
    """A document of a reading: the names by which another reading of it may be known, and the hash of its text."""

    names: frozenset[str]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that was read as an issue.

    `places` says by URI as how-manieth the file was found there; `entries` are those of its 目录.
    """

    quality: Quality
    places: Mapping[str, int]
    documents: tuple[ClaimedDocument, ...] = ()
    entries: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The file."""
        return self.quality.sha256

    @property
    def arrival(self) -> int:
        """When it was first found."""
        return min(self.places.values(), default=0)


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided of an issue: which file stands, which do not, and whether it is published at all.

    `at` is the arrival of the last file that was known then: of later ones, nothing was decided.
    """

    accepted: str | None = None
    withdrawn: bool = False
    at: int = 0
    rejected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """How one file stands, and why, in words that go behind its name."""

    standing: Standing
    why: str = ""
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which file stands, if any, and how all of them do, by their hashes."""

    stands: str | None
    places: Mapping[str, Place] = field(default_factory=dict)


def measure_quality(issue: Issue) -> Quality:
    """What is known of a reading. What depends on the rest of the ledger is left out."""
    found = {document.entry for document in issue.documents if document.entry is not None}
    told = 2 * len(found) >= len(issue.documents)  # else the 目录 was misread, and says nothing
    readable = [page for page in issue.pages if page.rejected is None]
    own = [finding.severity for finding in issue.findings if finding.code is not FindingCode.QUARANTINED]
    return Quality(
        sha256=issue.artifact.sha256,
        known=len(found) if told else len(issue.documents),
        complete=bool(issue.contents) and len(found) == len(issue.contents),
        ocr=sum(page.reader.startswith("ocr") for page in readable) / max(1, len(readable)),
        pages=len(readable),
        documents=len(issue.documents),
        errors=own.count(Severity.ERROR),
        warnings=own.count(Severity.WARNING),
    )


def compare_quality(one: Quality, other: Quality) -> Comparison:
    """Which of two readings is better, and what tells. Total: only a file and itself are equal."""
    for reason, worth in CRITERIA:
        if (mine := worth(one)) != (theirs := worth(other)):
            return Comparison(1 if mine > theirs else -1, reason)
    return Comparison(0, Reason.HASH)


def make_claim(issue: Issue, places: Mapping[str, int]) -> Claim:
    """What a reading claims. `places`: by URI, as how-manieth the file was found there."""
    entries = len(issue.contents)
    documents = tuple(ClaimedDocument(_names(d, entries), _hash_text(d)) for d in issue.documents)
    titles = tuple(normalize_spelling(entry.title) for entry in issue.contents)
    return Claim(measure_quality(issue), places, documents, titles)


def tell_loss(before: Issue, after: Issue) -> str:
    """What another reading of the same file has lost, in words; nothing where it may take the place of the first.

    Other rules may well find that two documents were one; but not less of what the 目录 says is there. And a file whose
    cover could not be read this time is not another issue.
    """
    was, now = measure_quality(before), measure_quality(after)
    if now.known < was.known:
        return f"read again, it has {was.known - now.known} of its documents fewer"
    if after.id != before.id and now.pages < was.pages:
        return f"read again, it has {was.pages - now.pages} of its pages fewer, and would be {after.id}"
    return ""


def settle(claims: Sequence[Claim], decided: Decided = Decided(), standing: str | None = None) -> Verdict:
    """Which of the files that were read as one issue stands, and how the others do.

    Args:
        claims: All of them.
        decided: What people decided.
        standing: The file that stands now. It matters only where two files are of two issues that go by one id: which
            of them bears it wrongly only a person can say, and until then, nothing is withdrawn.
    """
    if decided.withdrawn:
        return Verdict(None, {claim.sha256: _of_withdrawn(claim, decided) for claim in claims})
    willing = [claim for claim in claims if claim.sha256 not in decided.rejected]
    best = _choose(willing, decided, standing)
    if best is None:
        return Verdict(None, {claim.sha256: Place(Standing.WITNESS, "a person rejected it") for claim in claims})
    places = {claim.sha256: _stand(claim, best, willing, decided) for claim in claims}
    return Verdict(best.sha256, places)


def rename_issue(issue: Issue, issue_id: str, gazette: str, year: int, numbers: tuple[int, ...]) -> Issue:
    """The issue by another id, its documents and findings with it."""

    def rename(name: str) -> str:
        for old, new in ((issue.id, issue_id), (issue.gazette, gazette)):
            if name.startswith(f"{old}/"):
                return new + name.removeprefix(old)
        return name

    return replace(
        issue,
        id=issue_id,
        gazette=gazette,
        masthead=replace(issue.masthead, year=year, numbers=numbers),
        documents=tuple(replace(d, id=rename(d.id), issue=issue_id) for d in issue.documents),
        findings=tuple(replace(f, document=f.document and rename(f.document)) for f in issue.findings),
    )


def _choose(willing: Sequence[Claim], decided: Decided, standing: str | None) -> Claim | None:
    """The claim that stands: the accepted one or what replaced it at its place, else the best."""
    accepted = next((claim for claim in willing if claim.sha256 == decided.accepted), None)
    if accepted is not None:
        while heirs := [c for c in willing if c.arrival > decided.at and _replaces(c, accepted)]:
            accepted = max(heirs, key=lambda claim: claim.arrival)
        return accepted
    current = [claim for claim in willing if not _is_replaced(claim, willing)]
    if not current:
        return None
    held = next((claim for claim in current if claim.sha256 == standing), None)
    return max((claim for claim in current if held is None or not _is_other_issue(held, claim)), key=_rank)


def _stand(claim: Claim, best: Claim, willing: Sequence[Claim], decided: Decided) -> Place:
    """How a claim stands beside the one that is the best."""
    if claim is best:
        return Place(Standing.STANDS)
    if claim.sha256 in decided.rejected:
        return Place(Standing.WITNESS, "a person rejected it")
    if decided.accepted is not None and claim.arrival <= decided.at:
        return Place(Standing.WITNESS, "a person accepted another file")
    if _is_replaced(claim, willing):
        return Place(Standing.WITNESS, "it was replaced at its place")
    if _is_other_issue(claim, best):
        why = "its 目录 is not that of the file that stands, so this may be another issue (`gongbao merge`)"
        return Place(Standing.QUARANTINED, why, Severity.ERROR)
    why = _tell_difference(claim, best, decided)
    missing, more = _count_missing(claim, best), _count_missing(best, claim)
    if missing:
        lacks = f"it lacks {missing} of the {len(best.documents)} documents that stand"
        return Place(Standing.QUARANTINED, f"{lacks}{f', and has {more} others' if more else ''}; {why}")
    if more:
        return Place(Standing.QUARANTINED, f"it has {more} documents that do not stand; {why}")
    alike = decided.accepted is None and compare_quality(best.quality, claim.quality).reason is Reason.HASH
    if alike and (differing := _count_differing(claim, best)):
        return Place(Standing.QUARANTINED, f"{differing} of its documents read otherwise, and {why}")
    return Place(Standing.WITNESS, why)


def _of_withdrawn(claim: Claim, decided: Decided) -> Place:
    if claim.sha256 in decided.rejected:
        return Place(Standing.WITNESS, "a person rejected it")
    if claim.arrival > decided.at:
        return Place(Standing.QUARANTINED, "a person withdrew the issue before this file came")
    return Place(Standing.WITHDRAWN, "a person withdrew the issue")


def _tell_difference(claim: Claim, best: Claim, decided: Decided) -> str:
    """In what the one that stands is better."""
    if decided.accepted is not None:
        return "a person accepted the other file"
    found = compare_quality(best.quality, claim.quality)
    return f"the other has {found.reason.value}" if found.reason is not Reason.HASH else "nothing tells which is better"


def _rank(claim: Claim) -> tuple[Any, ...]:
    return tuple(worth(claim.quality) for _, worth in CRITERIA)


def _is_replaced(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether at each of its places something else came later that is no worse."""
    later = [other for other in others if other is not claim and _is_no_worse(other, claim)]
    return bool(claim.places) and all(
        any(other.places.get(place, 0) > arrival for other in later) for place, arrival in claim.places.items()
    )


def _replaces(later: Claim, claim: Claim) -> bool:
    return later is not claim and _is_replaced(claim, [later])


def _is_no_worse(later: Claim, claim: Claim) -> bool:
    return all(worth(later.quality) >= worth(claim.quality) for _, worth in SUBSTANCE)


def _is_other_issue(claim: Claim, other: Claim) -> bool:
    """Whether both have a 目录, and less than half of the shorter one's entries are in the other's."""
    few, many = sorted((claim.entries[:ENTRIES], other.entries[:ENTRIES]), key=len)
    shared = sum(any(fuzz.ratio(one, another) >= SIMILAR for another in many) for one in few)
    return bool(few) and 2 * shared < len(few)


def _count_missing(claim: Claim, other: Claim) -> int:
    """How many documents of the other a claim lacks."""
    mine: set[str] = set().union(*(document.names for document in claim.documents))
    return sum(not document.names & mine for document in other.documents)


def _count_differing(claim: Claim, other: Claim) -> int:
    """How many documents of a claim say something else in the other."""
    texts: dict[str, set[str]] = {}
    for document in other.documents:
        for name in document.names:
            texts.setdefault(name, set()).add(document.text)
    return sum(all(d.text not in texts.get(name, ()) for name in d.names) for d in claim.documents)


def _hash_text(document: Document) -> str:
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _names(document: Document, entries: int) -> frozenset[str]:
    """What a document may be known by in another reading: its id, its title, its place in a 目录 of that length."""
    names = [document.id]
    if title := normalize_spelling(document.title):
        names.append(f"title {title}")
    if document.entry is not None:
        names.append(f"entry {document.entry} of {entries}")
    return frozenset(names)
