"""The head (版头) of a document, and what of it stands above its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongbao.language.bodies import RED_HEAD, is_red_head
from transforms.clean.aligned import AlignedText
from transforms.segment.fragments import Fragment


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """The head (版头) of a document: fragments from `start` to `end`. `entry` is its place in the contents, from 0."""

    start: int
    end: int
    kind: str  # order, chronicle, or "" where the title tells
    number: str | None
    title: AlignedText
    red_head: str | None
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a head may begin, and what is known there.

    Attributes:
        fragments: All fragments of the issue in reading order.
        at: The fragment that is looked at.
        floor: Where the head before it ended: no head reaches back behind that.
        titles: The titles of the contents, by their document numbers.
        last: The head before it.
        annexes: The titles that lists of annexes name.
    """

    fragments: Sequence[Fragment]
    at: int
    floor: int
    titles: Mapping[str | None, str]
    last: DocumentHead | None = None
    annexes: frozenset[str] = frozenset()


def may_head(fragment: Fragment) -> bool:
    """Whether a fragment may be a red head: no line of a paragraph, none that jumps."""
    flush = fragment.begins is False and fragment.full is True and not fragment.spans_columns
    return is_red_head(fragment.text) and fragment.jump_out is None and not flush


def find_red_head(fragments: Sequence[Fragment], start: int, number: int) -> str | None:
    """The body that a red head between `start` and the number names."""
    for fragment in fragments[start:number]:
        match = RED_HEAD.fullmatch(fragment.text)
        if match and is_red_head(fragment.text):
            return match["body"]
    return None
