"""Find where each document begins: red head, 发文字号 and title, in whichever order they were printed.

A module a form of head; `READERS` lists them, and the first that reads one at a place decides.
"""

from collections.abc import Callable, Sequence

from gongbao.model import ContentsEntry
from transforms.segment.fragments import Fragment
from transforms.segment.heads.chronicle import CHRONICLE, read_chronicle
from transforms.segment.heads.entries import find_unnumbered, match_entries, with_printed_title
from transforms.segment.heads.head import DocumentHead, Place
from transforms.segment.heads.law import read_law
from transforms.segment.heads.numbered import read_numbered
from transforms.segment.heads.order import read_order
from transforms.segment.heads.report import read_report

__all__ = ["CHRONICLE", "DocumentHead", "find_document_heads"]

READERS: tuple[Callable[[Place], DocumentHead | None], ...] = (
    read_order,
    read_law,
    read_report,
    read_chronicle,
    read_numbered,
)


def find_document_heads(
    fragments: Sequence[Fragment], first: int, entries: Sequence[ContentsEntry]
) -> tuple[DocumentHead, ...]:
    """The heads of all documents from fragment `first` on, in print order."""
    heads: list[DocumentHead] = []
    titles = {entry.number: entry.title for entry in reversed(entries)}
    at = first
    while at < len(fragments):
        place = Place(fragments, at, heads[-1].end if heads else first, titles, heads[-1] if heads else None)
        head = next((head for read in READERS if (head := read(place))), None)
        if head is None:
            at += 1
            continue
        heads.append(head)
        at = max(head.end, at + 1)
    heads = [with_printed_title(fragments, head, entries) for head in match_entries(heads, entries)]
    heads += find_unnumbered(fragments, first, entries, heads)
    return tuple(sorted(heads, key=lambda h: h.start))
