"""Pair heads with entries of the contents, and find those that only the contents tell."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gongbao.language.bodies import is_red_head
from gongbao.language.dates import parse_date
from gongbao.language.document_numbers import is_number
from gongbao.language.numbering import find_marker
from gongbao.language.numerals import ORDINAL
from gongbao.model import ContentsEntry
from gongbao.model.spans import Span
from transforms.clean.aligned import AlignedText, join
from transforms.segment.fragments import Fragment
from transforms.segment.heads.head import DocumentHead, differ_in_size, find_red_head
from transforms.segment.heads.law import is_issued, read_below
from transforms.segment.heads.report import read_session
from transforms.segment.printed_titles import ALIKE, LOOK_AHEAD, find_places, measure_likeness

SERIAL = re.compile(rf"(?:(?<!\d)\d++|(?<=第)[{ORDINAL}]++)(?=号)")
BY_ORDER = re.compile("（[^（）]{0,60}令[^（）]{0,60}）$")


def match_entries(heads: list[DocumentHead], entries: Sequence[ContentsEntry]) -> list[DocumentHead]:
    """Pair heads with entries of the contents: by number, then by title, each once."""
    numbered: dict[str, list[int]] = defaultdict(list)
    ordered: dict[str, list[int]] = defaultdict(list)
    for j, entry in reversed(list(enumerate(entries))):  # the first of them is taken first, from the end of its list
        if entry.number is not None:
            numbered[entry.number].append(j)
        if "〔" not in (entry.number or "") and (serial := SERIAL.search(entry.number or entry.title)):
            ordered[f"第{serial[0]}号"].append(j)
    taken: set[int] = set()
    matched: dict[int, int] = {}

    def take(i: int, candidates: list[int]) -> None:
        while candidates:
            if (j := candidates.pop()) not in taken:
                matched[i] = j
                taken.add(j)
                return

    for i, head in enumerate(heads):
        if head.number in numbered:
            take(i, numbered[head.number])
    for i, head in enumerate(heads):
        if i not in matched and head.kind == "order" and head.number is not None:
            take(i, ordered["第" + head.number.rpartition("第")[2]])
    rest = [j for j in range(len(entries)) if j not in taken]
    for i, head in enumerate(heads):
        if i not in matched and head.title.text:
            fitting = next((j for j in rest if _fits_title(head, entries[j])), None)
            if fitting is not None:
                matched[i] = fitting
                rest.remove(fitting)
    return [replace(head, entry=matched.get(i)) for i, head in enumerate(heads)]


def _fits_title(head: DocumentHead, entry: ContentsEntry) -> bool:
    """Whether a head may be that of an entry by their titles; two numbers that differ want titles that don't."""
    likely = measure_likeness(head.title.text, entry.title)
    return likely >= 0.9 and (head.number is None or entry.number is None or likely > 0.95)


def with_printed_title(
    fragments: Sequence[Fragment], head: DocumentHead, entries: Sequence[ContentsEntry]
) -> DocumentHead:
    """An order may say twice what it issues: above its own words, which open with 《, and above the text. The first
    is a part of its head."""
    if head.kind != "order" or head.entry is None:
        return head
    issued, text = BY_ORDER.sub("", entries[head.entry].title), ""
    for end in range(head.end + 1, min(head.end + 4, len(fragments))):
        text += fragments[end - 1].text
        if fragments[end].text.startswith("《") and measure_likeness(text, issued) >= 0.95:
            return replace(head, end=end)
    return head


def add_unnumbered(
    fragments: Sequence[Fragment], first: int, entries: Sequence[ContentsEntry], heads: Sequence[DocumentHead]
) -> list[DocumentHead]:
    """The heads, and those of entries without a 发文字号: by the title alone, where it is printed as in the contents.

    Args:
        heads: In print order. A law that one of them, an order, promulgates is a part of it, though the contents may
            name both, or the law alone.
    """
    met = {h.entry for h in heads}
    titles = {j: entry.title for j, entry in enumerate(entries) if j not in met and len(entry.title) >= 6}
    texts = [fragment.text for fragment in fragments]
    taken = {at for head in heads for at in range(head.start, head.end)}
    found = list(heads)
    for j, places in find_places(texts, first, titles).items():
        span = _find_printed(fragments, [at for at in places if at not in taken], titles[j])
        if span is None:
            continue
        at, end = span
        above = bisect_left(heads, at, key=lambda h: h.start) - 1
        if above >= 0 and found[above].kind == "order" and is_issued(fragments, at, found[above]):
            if found[above].entry is None:
                found[above] = replace(found[above], entry=j)
            continue
        title = _drop_ordinal(join(f.aligned for f in fragments[at:end]), titles[j])
        start = at
        while start > max(first, at - 3) and fragments[start - 1].page == fragments[at].page:
            if not (is_red_head(texts[start - 1]) or is_number(texts[start - 1])):
                break
            start -= 1
        number = next((text for text in texts[start:at] if is_number(text)), entries[j].number)
        body = find_red_head(fragments, start, at)
        below = read_below(fragments, end, title.text)
        said = read_session(fragments, below.end)
        body, number = body or below.body or said.body, number or below.number
        found.append(DocumentHead(start, said.end, below.kind, number, title, body, j, said.signatories))
        taken.update(range(start, said.end))
    return found


def _drop_ordinal(title: AlignedText, listed: str) -> AlignedText:
    """A printed title without the number that a volume counts its documents by, where the 目录 is read without."""
    return title.cut(_pass_ordinal(title.text, listed)).strip()


def _pass_ordinal(text: str, listed: str) -> int:
    """Where a printed title begins behind the number that the volume counts it by; the 目录 is read without."""
    marker = find_marker(text)
    return marker.end if marker and not find_marker(listed) else 0


def _find_printed(fragments: Sequence[Fragment], places: Sequence[int], title: str) -> Span | None:
    """The lines on which a title is printed, of those that it may begin at; the first of the most like."""
    best, found = 0.0, None
    for at in places:
        text = ""
        for end in range(at + 1, min(at + LOOK_AHEAD, len(fragments)) + 1):
            line = fragments[end - 1]
            text += line.text[_pass_ordinal(line.text, title) :] if end == at + 1 else line.text
            if "《" in text and "《" not in title:  # it is cited
                break
            if len(text) > len(title) + 40 or line.row or differ_in_size(fragments[at], line):
                break
            likeness = measure_likeness(text, title)
            if likeness >= ALIKE and likeness > best + 1e-9:
                best, found = likeness, Span(at, end)
            if line.text.endswith(("。", "；")) or parse_date(
                line.text
            ):  # no title goes on behind a sentence or a date
                break
    return found
