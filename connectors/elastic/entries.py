"""What goes into the indices: entries made of a snapshot, by pure functions."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongbao.export import locate
from gongbao.facts import forms, kinds
from gongbao.facts.expiry import last_day
from gongbao.model import ENDED, Document, Finding, Force, Issue, Phase, Relation, Severity
from gongbao.outline import heading_paths
from gongbao.ports import Snapshot, StoredDocument
from gongbao.search.query import key, number_key

MAX_ID = 512  # bytes that Elasticsearch takes

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an index, and the version that must not be older than what the index has. No body: take it out."""

    kind: str
    id: str
    version: int
    body: Body | None = None


def entries(snapshot: Snapshot) -> Iterator[Entry]:
    """All entries of a snapshot but that of the issue itself, which is written last."""
    issue = snapshot.issue
    if issue is not None:
        for stored in snapshot.documents:
            name = stored.document.id
            phases = snapshot.phases.get(name, ())
            yield from _document_entries(issue, stored, snapshot.sequence_numbers[name], phases)
    yield from _finding_entries(snapshot)


def unfinished_entry(name: str) -> Entry:
    """What says that an issue is being written for the first time."""
    body = {"issue": name, "state": "", "finished": False, "rejected": False}
    return Entry("issues", entry_id(name), 1, body)


def with_dead_letters(entry: Entry, dead_letters: int) -> Entry:
    """The entry of an issue of which Elasticsearch refused some: it is not finished, so that the next sync tries."""
    if not dead_letters or entry.body is None:
        return entry
    return replace(entry, body=entry.body | {"finished": False, "dead_letters": dead_letters})


def issue_entry(snapshot: Snapshot) -> Entry:
    """The entry of an issue, or of a file that is no issue, written when all else of it is in the index."""
    issue = snapshot.issue
    severities = [f.finding.severity for f in snapshot.findings]
    body: Body = {
        "issue": snapshot.id,
        "state": snapshot.state,
        "finished": True,
        "rejected": issue is None,
        "findings": len(severities),
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "dead_letters": 0,
        "found": _iso(snapshot.found),
        "committed": _iso(snapshot.committed),
    }
    if issue is None:
        body |= {"uri": snapshot.findings[0].uri, "sha256": snapshot.findings[0].sha256} if snapshot.findings else {}
    else:
        body |= _issue_facets(snapshot, issue)
    return Entry("issues", entry_id(snapshot.id), snapshot.version, _lean(body))


def entry_id(name: str) -> str:
    """A name as an id: itself, or where that is too long, its beginning and its hash."""
    held = name.encode("utf-8", "replace")
    if len(held) <= MAX_ID:
        return name
    return held[:400].decode("utf-8", "ignore") + "…" + hashlib.sha256(held).hexdigest()


def _issue_facets(snapshot: Snapshot, issue: Issue) -> Body:
    met = {d.entry for d in issue.documents if d.entry is not None}
    listed = len(issue.contents)
    seconds = None
    if snapshot.version == 1 and snapshot.found and snapshot.committed:  # later commits say nothing of the reading
        seconds = max(0.0, (snapshot.committed - snapshot.found).total_seconds())
    return {
        "gazette": issue.gazette,
        "name": issue.masthead.name,
        "year": issue.masthead.year,
        "numbers": list(issue.masthead.numbers),
        "uri": issue.artifact.uri,
        "sha256": issue.artifact.sha256,
        "media_type": issue.artifact.media_type,
        "size": issue.artifact.size,
        "pipeline": issue.pipeline,
        "pages": len(issue.pages),
        "documents": len(issue.documents),
        "entries": listed,
        "entries_met": len(met),
        "completeness": min(1.0, len(met) / listed) if listed else None,
        "facts": sum(d.facts.count for d in issue.documents),
        "seconds": seconds,
        "seconds_a_page": seconds / len(issue.pages) if seconds is not None and issue.pages else None,
    }


def _document_entries(
    issue: Issue, stored: StoredDocument, sequence_number: int, phases: Sequence[Phase]
) -> Iterator[Entry]:
    document = stored.document
    facets = _facets(issue, stored, sequence_number) | _force(phases)

    def entry(kind: str, name: str, body: Body) -> Entry:
        return Entry(
            kind, entry_id(f"{document.id}#{name}" if name else document.id), sequence_number, _lean(facets | body)
        )

    yield entry("documents", "", _document_body(document, facets["keys"]))
    mentions = _mentions(document)
    paths = heading_paths(document.paragraphs)
    for n, (paragraph, places, path) in enumerate(
        zip(document.paragraphs, locate(issue, document), paths, strict=True)
    ):
        keys = facets["keys"] | _lean({"entities": _keys_of_mentions(mentions[n])})
        body = {
            "paragraph": n,
            "role": paragraph.role.value,
            "level": paragraph.level,
            "part": paragraph.part,
            "headings": list(path),
            "folios": sorted({p["folio"] for p in places if p["folio"] is not None}),
            "printed": places,
            "text": paragraph.text,
            "keys": keys,
        }
        yield entry("paragraphs", str(n), body | _by_type(mentions[n]))
    for kind in kinds():
        if kind.entry is None:
            continue
        for n, fact in enumerate(document.facts.of(kind.name)):
            keys = facets["keys"] | kind.entry.keys(fact)
            body = {"paragraph": fact.paragraph, **forms.indexed(kind.entry, kind, fact), **_origin(fact), "keys": keys}
            yield entry(kind.name, f"{kind.name}-{n}", body)


def _facets(issue: Issue, stored: StoredDocument, sequence_number: int) -> Body:
    d = stored.document
    return {
        "document": d.id,
        "issue": issue.id,
        "gazette": issue.gazette,
        "year": issue.masthead.year,
        "ordinal": d.ordinal,
        "kind": d.kind.value,
        "number": d.number,
        "title": d.title,
        "issuer": d.issuer,
        "issuers": list(d.issuers),
        "section": d.section,
        "date": _iso(d.date),
        "effective_from": _iso(d.facts.validity.effective_from),
        "expires": _iso(last_day(d.facts.validity)),
        "pages": list(d.pages),
        "revision": stored.revision,
        "version": stored.version,
        "sequence_number": sequence_number,
        "committed": _iso(stored.committed),
        "keys": _lean(
            {
                "number": number_key(d.number) if d.number else None,
                "title": key(d.title),
                "issuer": key(d.issuer) if d.issuer else None,
            }
        ),
    }


def _force(phases: Sequence[Phase]) -> Body:
    """How it stands with a document: the days on which it is in force, those on which it is ended for good."""
    return {
        "in_force": [_days(phase) for phase in phases if phase.force is Force.IN_FORCE],
        "ended": [_days(phase) for phase in phases if phase.force in ENDED],
    }


def _days(phase: Phase) -> Body:
    """The days of a phase, as Elasticsearch has ranges: one without bounds is all days."""
    bounds = {"gte": _iso(phase.first), "lte": _iso(phase.last)}
    return {side: day for side, day in bounds.items() if day}


def _document_body(d: Document, keys: Body) -> Body:
    facts = d.facts
    every = [(e.type, e.text, e.norm) for e in facts.entities]
    keys = keys | _lean(
        {"people": _distinct(key(a.person) for a in facts.appointments), "entities": _keys_of_mentions(every)}
    )
    return {
        "addressees": d.addressees,
        "signatories": list(d.signatories),
        "parts": list(d.parts),
        "attachments": list(d.attachments),
        "cites": _distinct(c.number or c.title for c in facts.citations if c.relation is Relation.CITES),
        "repeals": _distinct(c.number or c.title for c in facts.citations if c.relation is Relation.REPEALS),
        "valid_for": facts.validity.valid_for,
        "stated_in": facts.validity.paragraph,
        "paragraphs": len(d.paragraphs),
        **{kind.name: len(facts.of(kind.name)) for kind in kinds() if kind.entry is not None},
        "body": "\n".join(p.text for p in d.paragraphs),
        "keys": keys,
        **_by_type(every),
    }


def _finding_entries(snapshot: Snapshot) -> Iterator[Entry]:
    gazette = snapshot.issue.gazette if snapshot.issue else None
    met: dict[str, int] = {}
    for stored in snapshot.findings:
        finding = stored.finding
        name = _finding_name(finding)
        met[name] = met.get(name, 0) + 1  # the same twice is two findings
        body = {
            "issue": snapshot.id,
            "gazette": gazette,
            "uri": stored.uri,
            "sha256": stored.sha256,
            "code": finding.code,
            "message": finding.message,
            "severity": finding.severity,
            "document": finding.document,
            "page": finding.page,
            "line": finding.line,
            "found": _iso(snapshot.committed or snapshot.found),
        }
        yield Entry("findings", entry_id(f"{snapshot.id}#{name}-{met[name]}"), 1, _lean(body))


def _finding_name(finding: Finding) -> str:
    said = repr((finding.code, finding.message, finding.severity, finding.document, finding.page, finding.line))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


Mention = tuple[str, str, str | None]  # type, text, norm


def _mentions(document: Document) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {n: [] for n in range(len(document.paragraphs))}
    for e in document.facts.entities:
        found[e.paragraph].append((e.type, e.text, e.norm))
    return found


def _keys_of_mentions(mentions: Iterable[Mention]) -> list[str]:
    return _distinct(key(name) for _, text, norm in mentions for name in (text, norm) if name)


def _by_type(mentions: Sequence[Mention]) -> Body:
    """Names by their normal form, so that one body counts as one."""
    names = {"people": "PER", "bodies": "ORG", "places": "LOC"}
    return {
        field: _distinct(norm or text for kind, text, norm in mentions if kind == of) for field, of in names.items()
    }


def _origin(fact: Any) -> Body:
    return {"rule": fact.rule, "confidence": fact.confidence}


def _distinct(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _lean(body: Body) -> Body:
    """A body without what says nothing."""
    return {name: value for name, value in body.items() if value is not None and value != [] and value != ""}


def _iso(moment: dt.date | dt.datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
