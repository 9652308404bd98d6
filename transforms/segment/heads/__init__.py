"""Find where each document begins: red head, 发文字号 and title, in whichever order they were printed.

A module a form of head; `READERS` lists them, and the first that reads one at a place decides.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gongbao.model import ContentsEntry
from transforms.segment.fragments import Fragment
from transforms.segment.heads.announcement import read_announcement
from transforms.segment.heads.catalogue import pass_source, read_catalogue
from transforms.segment.heads.chronicle import CHRONICLE, read_chronicle
from transforms.segment.heads.entries import add_unnumbered, match_entries, with_printed_title
from transforms.segment.heads.head import DocumentHead, Place
from transforms.segment.heads.law import read_law
from transforms.segment.heads.numbered import read_numbered
from transforms.segment.heads.order import read_order
from transforms.segment.heads.report import read_report
from transforms.segment.heads.titled import list_annexes, read_titled
from transforms.segment.printed_titles import LOOK_AHEAD

__all__ = ["CHRONICLE", "DocumentHead", "find_document_heads"]

READERS: tuple[Callable[[Place], DocumentHead | None], ...] = (
    read_order,
    read_announcement,
    read_law,
    read_report,
    read_chronicle,
    read_numbered,
    read_titled,
)


def find_document_heads(
    fragments: Sequence[Fragment], first: int, entries: Sequence[ContentsEntry]
) -> tuple[DocumentHead, ...]:
    """The heads of all documents from fragment `first` on, in print order."""
    heads: list[DocumentHead] = []
    titles = {entry.number: entry.title for entry in reversed(entries)}
    annexes = list_annexes(fragments[first:])
    at = first
    while at < len(fragments):
        last = heads[-1] if heads else None
        place = Place(fragments, at, last.end if last else first, titles, last, annexes)
        head = _read_catalogued(place) or next((head for read in READERS if (head := read(place))), None)
        if head is None:
            at += 1
            continue
        heads.append(head)
        at = max(head.end, at + 1)
    heads = _join_headings(fragments, heads)
    heads = [with_printed_title(fragments, head, entries) for head in match_entries(heads, entries)]
    return tuple(sorted(add_unnumbered(fragments, first, entries, heads), key=lambda h: h.start))


def _read_catalogued(place: Place) -> DocumentHead | None:
    """A head below an entry of a catalogue, which says its number where the head does not, and its title."""
    fragments, at = place.fragments, place.at
    entry = None if place.titles else read_catalogue(fragments, at)
    if entry is None or entry.end >= len(fragments):
        return None
    below = replace(place, at=entry.end, floor=entry.end, last=None)
    head = next((head for read in READERS if (head := read(below))), None)
    if head is None and not entry.title.text:
        return None
    head = head or DocumentHead(at, entry.end, "", entry.number, entry.title, None)
    return replace(head, start=at, end=pass_source(fragments, head.end), number=head.number or entry.number)


def _join_headings(fragments: Sequence[Fragment], heads: list[DocumentHead]) -> list[DocumentHead]:
    """The heads, each order together with the title that a compiler has set above it, once or twice."""
    joined: list[DocumentHead] = []
    for head in heads:
        above = joined[-1] if joined else None
        if above and head.kind == "order" and not (above.kind or above.number):
            between = "".join(f.text for f in fragments[above.end : min(head.start, above.end + LOOK_AHEAD)])
            if above.end == head.start or between == above.title.text:
                joined[-1] = replace(head, start=above.start, title=head.title if head.title.text else above.title)
                continue
        joined.append(head)
    return joined
