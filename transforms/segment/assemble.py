"""Cut an issue into its documents, whole and in true order."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongbao.gazette import Gazette, find, find_by_numbers
from gongbao.identity import name_documents
from gongbao.ids import issue_id, numbered_document_id
from gongbao.language.characters import BULLETS, DOTS
from gongbao.language.dates import parse_date
from gongbao.language.document_numbers import CLEAN_NUMBER
from gongbao.language.numbering import find_marker
from gongbao.model import (
    Artifact,
    ContentsEntry,
    Correction,
    Document,
    Finding,
    FindingCode,
    Issue,
    Kind,
    Masthead,
    Page,
    Paragraph,
    Role,
)
from gongbao.model.findings import (
    documents_alone,
    no_issue_number,
    no_title,
    number_twice,
    page_rejected,
    pages_out_of_order,
    unknown_gazette,
)
from transforms.layout.page_order import order_pages
from transforms.segment.contents import Contents, read_contents
from transforms.segment.doubles import drop_doubles
from transforms.segment.fragments import Fragment, Seams, measure_column, note_removal, read_fragments
from transforms.segment.heads import CHRONICLE, DocumentHead, find_document_heads
from transforms.segment.issued_titles import find_issued_titles, name_parts
from transforms.segment.jumps import stitch
from transforms.segment.labels import ATTACHMENT_LIST
from transforms.segment.masthead import read_masthead
from transforms.segment.pairing import Segment
from transforms.segment.paragraphs import build_paragraphs
from transforms.segment.printed_lines import find_measure, lay_out
from transforms.segment.reorder import reorder
from transforms.segment.shared_issuers import find_shared_issuers, match_issuer
from transforms.segment.signatures import find_issuers, join_torn_names, read_signature
from transforms.segment.trace import DocumentTrace, Trace

ORNAMENTS = f" {DOTS}∙.．—–－―-{BULLETS}【】[]《》<>〈〉|/*_"
APPOINTING = re.compile(
    r"(?:关于|决定).{0,60}?(?:任免|任职|免职|任命|免去|聘任|解聘|职务)|(?:任免|任命|任职|免职)名单(?:（.{1,20}）)?$"
)
REGULATING = re.compile("印发|办法|规定|细则|条例|制度|规则|意见|方案|资格|管理|暂行|试行|加强|规范")  # how, not who
SENTENCE = re.compile(r"[（\w][^。；！？]{1,39}")  # what of a text names it where it has no title
NO_WORDS = (Role.ADDRESSEES, Role.SIGNATORY, Role.DATE)
OPINION = re.compile("意见(?:（[^（）]{0,60}）)?$")
ITEM = re.compile(r"(?<!\d)(\d{1,2})[.．、](?!\d(?!\d{3}年))")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The issue around a document.

    Attributes:
        gazette: what is known of the gazette.
        issue: the issue's id.
        entries: the contents.
        fragments: all fragments of the issue in reading order.
        seams: what stands side by side in it.
        width: how many characters a full line holds, 0 where that is not known.
        measure: the same where lines were broken at their marks, 0 where they were not.
        issuers: bodies that several titles of the contents open with.
    """

    gazette: Gazette
    issue: str
    entries: Sequence[ContentsEntry]
    fragments: Sequence[Fragment]
    seams: Seams
    width: int
    measure: float = 0.0
    issuers: tuple[str, ...] = ()


def segment(
    artifact: Artifact, pages: Sequence[Page], gazettes: tuple[Gazette, ...], trace: Trace | None = None
) -> Issue:
    """The issue that an artifact's pages hold, without facts.

    Documents come in the order of the contents, those that it does not list behind them. An issue without a year or
    a number gets an id from its artifact's hash, and a finding.

    Args:
        artifact: the file that was read.
        pages: its pages, running heads and folios taken out.
        gazettes: the gazettes that are known.
        trace: records what decided, if given.
    """
    ordered = order_pages(pages)
    fragments, corrections = read_fragments(ordered)
    fragments, doubled = drop_doubles(fragments)
    contents = read_contents(fragments)
    fragments, dividers = take_out_dividers(fragments, contents)
    heads = find_document_heads(fragments, contents.end, contents.entries)
    front = heads[0].start if heads else len(fragments)
    before = fragments[: contents.start] if contents.entries else fragments[:front]
    masthead = read_masthead(before)
    alone = bool(heads) and masthead.name is None and not contents.entries
    numbers = [head.number for head in heads if head.number and alone]
    gazette = find_by_numbers(numbers, gazettes) or find(masthead.name, gazettes)
    findings = [*_note_pages(pages), *([pages_out_of_order()] if ordered != list(pages) else [])]
    identity = _identify(gazette, masthead, artifact, alone, findings)
    segments = _lay_out(fragments, heads, contents.entries)
    seams, width = Seams(f.text for f in fragments), measure_column(fragments)
    threads, torn = stitch(segments, seams, width, trace)
    threads, apart = _drop_doubles_of_each(threads)
    around = Surroundings(
        gazette=gazette,
        issue=identity,
        entries=contents.entries,
        fragments=fragments,
        seams=seams,
        width=width,
        measure=find_measure(fragments),
        issuers=find_shared_issuers(entry.title for entry in contents.entries),
    )
    documents = _compose_all(heads, threads, torn, around, findings, trace)
    named, noted = _name_all(gazette.id, documents, findings)
    between = fragments[contents.end : front] if contents.entries else ()
    return Issue(
        id=identity,
        gazette=gazette.id,
        masthead=masthead,
        contents=contents.entries,
        documents=named,
        findings=tuple(noted),
        corrections=(*corrections, *doubled, *apart, *dividers),
        pages=tuple(pages),
        artifact=artifact,
        contents_spans=tuple(
            r for f in (*fragments[contents.start : contents.end], *between) for r in f.spans if contents.entries
        ),
    )


def _compose_all(
    heads: Sequence[DocumentHead],
    threads: Sequence[Sequence[Fragment]],
    torn: Sequence[tuple[int, Finding]],
    around: Surroundings,
    findings: list[Finding],
    trace: Trace | None,
) -> list[Document]:
    """The documents in the order of the contents; what is to be noted of them is added to the findings.

    `torn` is what was found of the texts of heads, by the heads' place.
    """
    documents: list[Document] = []
    order = sorted(range(len(heads)), key=lambda i: (_rank(heads[i], around.entries), heads[i].start))
    for ordinal, i in enumerate(order, 1):
        document = compose(heads[i], threads[i], ordinal, around, _trace_document(trace))
        if not document.title:
            document = replace(document, title=make_title(document))
            findings.append(no_title(document.id, document.number, document.title))
        documents.append(document)
        findings += [replace(finding, document=document.id) for at, finding in torn if at == i]
    return documents


def take_out_dividers(
    fragments: Sequence[Fragment], contents: Contents
) -> tuple[tuple[Fragment, ...], list[Correction]]:
    """The fragments without lines that only name a section of the contents, such as ·市政府令· between documents.

    A line that may be the head of a chronicle stays: what its section is called is often all that stands above it.
    """
    names = {entry.section for entry in contents.entries if entry.section}
    kept: list[Fragment] = []
    found: list[Correction] = []
    for at, fragment in enumerate(fragments):
        name = fragment.text.strip(ORNAMENTS)
        jumps = fragment.jump_in is not None or fragment.jump_out is not None
        if at < contents.end or name not in names or CHRONICLE.fullmatch(name) or jumps:
            kept.append(fragment)
            continue
        found += note_removal(fragment.aligned, "section-divider")
    return tuple(kept), found


def _note_pages(pages: Sequence[Page]) -> Iterable[Finding]:
    """What reading noted of pages, and those that it gave up without a note."""
    for page in pages:
        yield from page.findings
        if page.rejected is not None and all(f.code is not FindingCode.PAGE_REJECTED for f in page.findings):
            yield page_rejected(page.index, page.rejected)


def _drop_doubles_of_each(
    threads: Sequence[Sequence[Fragment]],
) -> tuple[tuple[tuple[Fragment, ...], ...], list[Correction]]:
    """Each thread without what was read twice in it: between the two, rows of another text may have been printed."""
    cleared = [drop_doubles(thread) for thread in threads]
    return tuple(thread for thread, _ in cleared), [dropped for _, each in cleared for dropped in each]


def _identify(gazette: Gazette, masthead: Masthead, artifact: Artifact, alone: bool, findings: list[Finding]) -> str:
    """The id of the issue; what it lacks is a finding. Documents that stand `alone` lack nothing."""
    if alone:
        findings.append(documents_alone())
        return f"{gazette.id}/unnumbered/{artifact.sha256[:12]}"
    if not gazette.known:
        findings.append(unknown_gazette(masthead.name))
    if masthead.year is None or not masthead.numbers:
        findings.append(no_issue_number())
        return f"{gazette.id}/unnumbered/{artifact.sha256[:12]}"
    return issue_id(gazette.id, masthead.year, masthead.numbers)


def _lay_out(
    fragments: Sequence[Fragment], heads: Sequence[DocumentHead], entries: Sequence[ContentsEntry]
) -> tuple[Segment, ...]:
    """What was printed under each head, and the pages it may cover by the contents."""
    starts = [entries[h.entry].page if h.entry is not None else None for h in heads]
    segments: list[Segment] = []
    end, following = len(fragments), None
    for head, start in zip(reversed(heads), reversed(starts), strict=True):
        title = head.title.text or (entries[head.entry].title if head.entry is not None else "")
        segments.append(Segment(tuple(fragments[head.end : end]), start, following, title))
        end, following = head.start, following if start is None else start
    return tuple(reversed(segments))


def _rank(head: DocumentHead, entries: Sequence[ContentsEntry]) -> int:
    return head.entry if head.entry is not None else len(entries)


def _trace_document(trace: Trace | None) -> DocumentTrace | None:
    """Where what decides in the next document is kept."""
    if trace is None:
        return None
    trace.documents.append(DocumentTrace())
    return trace.documents[-1]


def compose(
    head: DocumentHead,
    stitched: Sequence[Fragment],
    ordinal: int,
    around: Surroundings,
    trace: DocumentTrace | None = None,
) -> Document:
    """One document from its head and its fragments, jumps stitched."""
    gazette, entries, fragments = around.gazette, around.entries, around.fragments
    width = measure_column(stitched) or around.width
    entry = entries[head.entry] if head.entry is not None else None
    title = head.title.text or (entry.title if entry else "")
    thread = join_torn_names(reorder(lay_out(stitched, around.measure), title, around.seams))
    issued = find_issued_titles(thread, title)
    if head.kind == "order" and entry is not None:
        issued = (*issued, entry.title)
    kind = classify_document(head, title)
    paragraphs = build_paragraphs(thread, issued, kind is Kind.CHRONICLE, around.seams, width, trace)
    parts = name_parts(paragraphs, title)
    if kind is Kind.ORDER and not head.title.text:
        title = parts[0] if parts else (entry.title if entry else next(iter(issued), ""))
    signatories, date_at = read_signature(paragraphs)
    first = paragraphs[0] if paragraphs else None
    number = head.number or (entry.number if entry and entry.number and CLEAN_NUMBER.fullmatch(entry.number) else None)
    issuers = find_issuers(head, number, title, signatories, gazette)
    issuer = issuers[0] if issuers else match_issuer(title, around.issuers)
    date = parse_date(paragraphs[date_at].text) if date_at is not None else None
    used = {id(f) for f in thread}
    heading = tuple(r for f in fragments[head.start : head.end] if id(f) not in used for r in f.spans)
    return Document(
        id=f"{around.issue}/{ordinal}",  # until all are known
        issue=around.issue,
        ordinal=ordinal,
        kind=kind,
        number=number,
        title=title,
        issuer=issuer,
        joint_issuers=issuers if len(issuers) > 1 else (),
        section=entry.section if entry else None,
        addressees=first.text.rstrip("：") if first and first.role is Role.ADDRESSEES else None,
        signatories=head.signatories or signatories,
        date=date,
        paragraphs=paragraphs,
        parts=parts,
        attachments=read_attachments(paragraphs),
        pages=tuple(sorted({f.folio for f in (*fragments[head.start : head.end], *thread) if f.folio is not None})),
        entry=head.entry,
        heading=heading,
    )


def classify_document(head: DocumentHead, title: str) -> Kind:
    """What a document does, by its head and its title."""
    if head.kind:
        return Kind(head.kind)
    if CHRONICLE.fullmatch(title):
        return Kind.CHRONICLE
    if APPOINTING.search(title) and not REGULATING.search(title):
        return Kind.APPOINTMENT
    return Kind.OPINION if OPINION.search(title) else Kind.NOTICE


def make_title(document: Document) -> str:
    """A title for a document that prints none: that of its first part, its first words, or its number."""
    words = [p.text for p in document.paragraphs if p.role not in NO_WORDS and not parse_date(p.text)]
    for text in (*document.parts, *words):
        if title := SENTENCE.search(text):
            return title[0].strip(ORNAMENTS)
    return document.number or document.issue


def read_attachments(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The items of 附件, from its list, or from the titles of what is annexed where there is no list."""
    listed: list[str] = []
    for paragraph in paragraphs:
        if paragraph.role is Role.ATTACHMENT:
            text = ATTACHMENT_LIST.sub("", paragraph.text, count=1).removeprefix("（略）")
            listed += _part_items(text)
    if listed:
        return tuple(listed)
    titles = []
    for before, paragraph in itertools.pairwise(paragraphs):
        if before.role is Role.ATTACHMENT_TITLE and paragraph.role in (Role.ATTACHMENT_TITLE, Role.PART_TITLE):
            titles.append(paragraph.text)
    return tuple(titles)


def _part_items(text: str) -> list[str]:
    """The items 1.… 2.… of a list set in one paragraph."""
    marker = find_marker(text)
    if marker is None:
        return [text] if text else []
    items: list[str] = []
    expected, start = marker.number, 0
    for match in ITEM.finditer(text):
        if int(match[1]) == expected:
            if match.start() > start:
                items.append(text[start : match.start()])
            start, expected = match.end(), expected + 1
    items.append(text[start:])
    return [i.strip("；;。 ") if i.endswith(("；", ";")) else i for i in items if i]


def _name_all(
    gazette: str, documents: Sequence[Document], findings: Sequence[Finding]
) -> tuple[tuple[Document, ...], list[Finding]]:
    """Documents by their own ids, and findings of them by the same; where two bear one number, a finding says so."""
    names = dict(zip((document.id for document in documents), name_documents(gazette, documents), strict=True))
    named = tuple(replace(document, id=names[document.id]) for document in documents)
    found = [replace(f, document=names.get(f.document or "", f.document)) for f in findings]
    for document in named:
        number = numbered_document_id(gazette, document.number)
        if number is not None and document.id != number:
            found.append(number_twice(document.id, document.number))
    return named, found
