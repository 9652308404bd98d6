"""Fragments to paragraphs: join what columns and pages tore, and say what each paragraph is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.language.numbering import find_marker
from gongbao.language.rosters import is_listed
from gongbao.model import Paragraph
from transforms.clean.aligned import join
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.issued_titles import match_title, may_precede_title
from transforms.segment.joining import JOINING, Join, NumberedRow, Seam, TitleLine
from transforms.segment.roles import give_roles
from transforms.segment.rules import decide
from transforms.segment.trace import DocumentTrace, Joined

ARTICLE = re.compile("第.{1,5}条")
RUN_IN = re.compile("[^。；，]{2,40}。.")
STOP_WITHIN = re.compile("。.")
PARAGRAPH = 800  # characters that rules look at from either end of a paragraph; few are longer, and some have no end


def build_paragraphs(
    thread: Sequence[Fragment],
    titles: Sequence[str],
    chronicle: bool,
    seams: Seams,
    width: int,
    trace: DocumentTrace | None = None,
) -> tuple[Paragraph, ...]:
    """The paragraphs of a document whose fragments are in true order.

    Args:
        thread: the document's fragments.
        titles: those of the texts that the document issues.
        chronicle: whether the document is a 大事记, whose paragraphs open with their days.
        seams: what stands side by side elsewhere in the issue.
        width: how many characters a full line holds, 0 where that is not known.
        trace: records what decided, if given.
    """
    groups = join_fragments(thread, titles, chronicle, seams, width, trace)
    joined = (join(fragment.aligned for fragment in group) for group in groups)
    return give_roles([Paragraph(t.text, spans=t.spans) for t in joined], titles, trace)


def join_fragments(
    thread: Sequence[Fragment],
    titles: Sequence[str],
    chronicle: bool,
    seams: Seams,
    width: int,
    trace: DocumentTrace | None = None,
) -> list[list[Fragment]]:
    """The fragments of each paragraph; what is asked for is as in `build_paragraphs`."""
    rows = find_rows(thread, width)
    groups: list[list[Fragment]] = []
    title, opened, listed, text = range(0), 0, False, ""
    for at, fragment in enumerate(thread):
        if at >= title.stop and groups and may_precede_title(groups[-1][-1].text):
            title = match_title(thread, at, titles) or title
        if at not in title:
            listed = is_listed(text, listed)
        seam = Seam(
            text=text,
            last=groups[-1][-1] if groups else None,
            next=fragment,
            following=thread[at + 1].text if at + 1 < len(thread) else "",
            seams=seams,
            width=width,
            row=rows.get(opened),
            title=_place_by_title(at, title),
            listed=listed,
            chronicle=chronicle,
        )
        decided = decide(JOINING, seam)
        if decided.verdict is Join.JOIN:
            groups[-1].append(fragment)
            text = abridge(text + fragment.text)
        else:
            groups.append([fragment])
            opened, text = at, abridge(fragment.text)
        if trace is not None:
            trace.joined.append(Joined(fragment, decided.name, decided.verdict))
    return groups


def abridge(text: str) -> str:
    """A paragraph so far as rules look at it: whole, or, where it is long, its first and its last words."""
    return text if len(text) <= 2 * PARAGRAPH else text[:PARAGRAPH] + text[-PARAGRAPH:]


def _place_by_title(at: int, title: range) -> TitleLine | None:
    """Where a fragment stands by the fragments of the last title."""
    if not title or at > title.stop:
        return None
    if at == title.stop:
        return TitleLine.BELOW
    return TitleLine.OPENS if at == title.start else TitleLine.WRAPS


def find_rows(thread: Sequence[Fragment], width: int) -> dict[int, NumberedRow]:
    """What the row is in which each numbered fragment stands, by what most of the others of the row are."""
    rows: list[list[int]] = []
    current: dict[str, list[int]] = {}
    for at, fragment in enumerate(thread):
        marker = find_marker(fragment.text)
        if marker is None:
            continue
        if marker.number == 1 or marker.style not in current:
            current[marker.style] = []
            rows.append(current[marker.style])
        current[marker.style].append(at)
    found: dict[int, NumberedRow] = {}
    for row in rows:
        found |= zip(row, classify_row([thread[at].text for at in row], width), strict=True)
    return found


def classify_row(texts: Sequence[str], width: int) -> list[NumberedRow]:
    """What each numbered text of a row is, by what the others of the row are."""
    signs = [_Sign.of(text, width) for text in texts]
    run_in, apart = sum(s.run_in for s in signs), sum(s.apart for s in signs)
    prose, others = sum(s.prose for s in signs), len(texts) - 1
    found: list[NumberedRow] = []
    for text, own in zip(texts, signs, strict=True):
        if ARTICLE.match(text):
            found.append(NumberedRow.SENTENCE)
        elif run_in - own.run_in > apart - own.apart:
            found.append(NumberedRow.RUN_IN)
        else:
            found.append(NumberedRow.SENTENCE if (prose - own.prose) * 2 > others else NumberedRow.HEADING)
    return found


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a numbered text says of the others of its row: that they are headings with prose behind them on the same
    line, headings apart from their prose, or prose."""

    run_in: bool
    apart: bool
    prose: bool

    @classmethod
    def of(cls, text: str, width: int) -> "_Sign":
        """What this text says."""
        # A heading alone on a line that it fills speaks neither for nor against: its prose may be on the next.
        apart = text.endswith("；") or (len(text) < width - 4 and not STOP_WITHIN.search(text))
        return cls(RUN_IN.match(text) is not None, apart, "。" in text or "；" in text)
