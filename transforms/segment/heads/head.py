"""The head (版头) of a document, and what of it stands above its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongbao.language.bodies import RED_HEAD, is_red_head
from gongbao.language.dates import parse_date
from gongbao.language.numbering import find_marker
from gongbao.language.orders import part_signature, read_order_head
from transforms.clean.aligned import AlignedText
from transforms.segment.fragments import Fragment

LONGEST = 60  # characters of a line of a title
LARGER = 1.08  # times the size of other type: the type of a title
BELOW_TITLE = ("（", "(", "—", "－", "-", "―", "─", "–")  # what lines below a title open with


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
    signatories: tuple[str, ...] = ()  # who speaks, where the head names him


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
    return is_red_head(fragment.text) and fragment.jump_out is None and not is_flush(fragment)


def is_flush(fragment: Fragment) -> bool:
    """Whether a fragment fills its line from edge to edge, as a line within a paragraph does."""
    return fragment.begins is False and fragment.full is True and not fragment.spans_columns


def may_be_title(fragment: Fragment) -> bool:
    """Whether a line may be one of the title of a law or of a report: no sentence, date, signature or number."""
    text = fragment.text
    return not (
        fragment.row
        or len(text) > LONGEST
        or text.startswith(BELOW_TITLE)
        or text.endswith(("：", "；", "，"))
        or "。" in text
        or parse_date(text)
        or part_signature(text)
        or find_marker(text) is not None
        or read_order_head(text) is not None
    )


def differ_in_size(one: Fragment, other: Fragment) -> bool:
    """Whether two lines are set in type of different sizes."""
    if not one.size or not other.size:
        return False
    return max(one.size, other.size) > LARGER * min(one.size, other.size)


def find_red_head(fragments: Sequence[Fragment], start: int, number: int) -> str | None:
    """The body that a red head between `start` and the number names."""
    for fragment in fragments[start:number]:
        match = RED_HEAD.fullmatch(fragment.text)
        if match and is_red_head(fragment.text):
            return match["body"]
    return None
