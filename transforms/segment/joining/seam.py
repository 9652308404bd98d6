"""A seam, the place between a paragraph so far and the fragment after it, and what may be decided of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gongbao.language.brackets import unclosed
from gongbao.language.numbering import Marker, NumberingStyle, find_marker
from gongbao.language.openness import is_open
from transforms.segment.fragments import Fragment, Seams

PUNCTUATION = re.compile("[，。；：]")


class Join(StrEnum):
    """What becomes of a fragment."""

    JOIN = "join"  # it goes on with the paragraph so far
    PART = "part"  # it begins a paragraph


class TitleLine(StrEnum):
    """Where a fragment stands by the title of an issued text."""

    OPENS = "opens"
    WRAPS = "wraps"
    BELOW = "below"  # the first fragment after it


class NumberedRow(StrEnum):
    """What the numbered paragraphs of one row (一、 二、 三、) are."""

    HEADING = "heading"  # a line of its own
    SENTENCE = "sentence"  # prose
    RUN_IN = "run-in"  # a heading closed by a full stop, with prose after it


@dataclass(frozen=True)  # without slots, so that what is asked of it several times is worked out once
class Seam:
    """The place between a paragraph so far and the fragment after it.

    Attributes:
        text: the paragraph so far; empty where the document begins.
        last: its last fragment; None where the document begins.
        next: the fragment that goes on or begins anew.
        following: the text of the fragment after that, or nothing.
        row: what numbered row the paragraph stands in, None for none.
        title: where `next` stands by the title of an issued text, None where there is none.
        listed: whether the paragraph so far belongs to a list of people.
        chronicle: whether the document is a 大事记.
        seams: what stands side by side elsewhere in the issue.
        width: how many characters a full line holds, 0 where that is not known.
    """

    text: str
    last: Fragment | None
    next: Fragment
    following: str
    seams: Seams
    width: int = 0
    row: NumberedRow | None = None
    title: TitleLine | None = None
    listed: bool = False
    chronicle: bool = False

    @cached_property
    def open(self) -> bool:
        """Whether the paragraph so far breaks off."""
        return is_open(self.text)

    @cached_property
    def missing(self) -> str:
        """Closing marks missing from the paragraph so far."""
        return unclosed(self.text[-400:])

    @cached_property
    def marker(self) -> Marker | None:
        """The number that the next fragment opens with."""
        return find_marker(self.next.text)

    @cached_property
    def bare(self) -> bool:
        """Whether the paragraph so far is a number and nothing more."""
        marker = find_marker(self.text)
        return marker is not None and marker.end == len(self.text)

    @cached_property
    def heading(self) -> bool:
        """Whether the paragraph so far may be a numbered heading and nothing more."""
        return is_heading(self.text)

    @cached_property
    def join_score(self) -> float:
        """How well the words across the seam join, 0 to 1."""
        return self.seams.join_score(self.text, self.next.text)

    @property
    def comma(self) -> bool:
        """Whether the paragraph so far ends in the middle of a list or a sentence."""
        return self.text.endswith(("，", "、"))

    @cached_property
    def full(self) -> bool:
        """Whether the paragraph so far is lines filled to the edge, so that it may go on."""
        if self.last is None:
            return False
        if self.last.full is not None:
            return self.last.full
        return bool(self.width) and self.width - 4 <= len(self.last.text) <= self.width + 3

    @cached_property
    def filled(self) -> bool:
        """Whether its last line is about as long as others, or nobody knows how long those are."""
        return not self.width or (self.last is not None and len(self.last.text) >= self.width - 4)


def is_heading(text: str, styles: Sequence[NumberingStyle] = ()) -> bool:
    """Whether a text may be a numbered heading and nothing more: no mark parts or closes it."""
    marker = find_marker(text)
    return (
        marker is not None and (not styles or marker.style in styles) and PUNCTUATION.search(text, marker.end) is None
    )
