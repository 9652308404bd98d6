"""Pair the ends of jumps by their page numbers, by where the contents say each document lies, and by their words.

The misfit of two ends is the sum of named costs; all are paired at once, at the least cost together.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from operator import itemgetter
from typing import TypeVar

from gongbao.language.brackets import unopened
from gongbao.language.numbering import Marker, NumberingStyle, find_marker
from gongbao.language.openness import is_open
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.rules import Cost, add_up
from transforms.segment.weights import WEIGHTS

# An issue has some twenty jumps; a text made to cost time may have thousands.
NEAR = 24  # jumps in, printed before a jump out and as many behind it, that may be its other half
LIKELY = 8  # of these, those that fit best
MOVES = 100  # jumps out that may move on to another jump in so that one more finds its own

JumpOut = TypeVar("JumpOut", bound=Hashable)
JumpIn = TypeVar("JumpIn", bound=Hashable)


@dataclass(frozen=True)  # without slots, so that what each jump asks of it is worked out once
class Segment:
    """What was printed under one head, the pages that its document may cover (None: not known), and its title."""

    fragments: tuple[Fragment, ...]
    first_page: int | None = None
    last_page: int | None = None
    title: str = ""

    @cached_property
    def first_jump_in(self) -> int:
        """Where text that jumped in begins; its end where none did."""
        jumps = (at for at, fragment in enumerate(self.fragments) if fragment.jump_in is not None)
        return next(jumps, len(self.fragments))

    @cached_property
    def counts(self) -> Mapping[NumberingStyle, tuple[Sequence[int], Sequence[int]]]:
        """Of each style where its numbers stand, in order, and the numbers."""
        found: dict[NumberingStyle, tuple[list[int], list[int]]] = {}
        for at, fragment in enumerate(self.fragments):
            if (marker := find_marker(fragment.text)) is not None:
                places, numbers = found.setdefault(marker.style, ([], []))
                places.append(at)
                numbers.append(marker.number)
        return found


@dataclass(frozen=True)  # without slots, so that what each pair asks of it is worked out once
class Half:
    """One half of a jump: the fragment `at` of a segment, with its jump out or its jump in."""

    segment: Segment
    at: int

    @cached_property
    def fragment(self) -> Fragment:
        """The words that break off, or that go on."""
        return self.segment.fragments[self.at]

    @cached_property
    def open(self) -> bool:
        """Whether its words end in an open sentence."""
        return is_open(self.fragment.text)

    @cached_property
    def marker(self) -> Marker | None:
        """The number that its words open with."""
        return find_marker(self.fragment.text)

    @cached_property
    def opens_with_mark(self) -> bool:
        """Whether its words open with a mark that closes or parts what stands before."""
        return opens_with_mark(self.fragment.text, "，、。；")

    @cached_property
    def own(self) -> bool:
        """Whether it is the segment's own text, not one that itself jumped in."""
        return self.at < self.segment.first_jump_in

    def find_number(self, style: NumberingStyle) -> int | None:
        """The last number of a style, up to it."""
        places, numbers = self.segment.counts.get(style, ((), ()))
        count = bisect_right(places, self.at)
        return numbers[count - 1] if count else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A jump out and a jump in that may be the halves of one jump; `seams` is what stands side by side elsewhere."""

    out: Half
    into: Half
    seams: Seams


def page_of_jump_in(pair: Pair) -> float:
    """（上接第4页） should state the page where the words break off."""
    return misplace(pair.into.fragment.jump_in, pair.out.fragment.folio, pair.out.segment if pair.out.own else None)


def page_of_jump_out(pair: Pair) -> float:
    """（下转第6页） should state the page where the words go on."""
    return misplace(pair.out.fragment.jump_out, pair.into.fragment.folio, pair.into.segment)


def misplace(stated: int | None, folio: int | None, segment: Segment | None) -> float:
    """How far a stated page is from where the other end lies: by its folio, or by the pages of its document."""
    assert stated is not None
    if folio is not None:
        if folio == stated:
            return 0.0
        return WEIGHTS.wrong_page + min(WEIGHTS.wrong_page_most, WEIGHTS.wrong_page_each * abs(folio - stated))
    if segment is None or segment.first_page is None:
        return WEIGHTS.unknown_page
    last = segment.last_page if segment.last_page is not None else segment.first_page + 60
    if segment.first_page <= stated <= last:
        return 0.0
    out = min(abs(stated - segment.first_page), abs(stated - last))
    return WEIGHTS.outside + min(WEIGHTS.outside_most, WEIGHTS.outside_each * out)


def both_ends_in_one_text(pair: Pair) -> float:
    """A document seldom jumps over nothing but itself."""
    return WEIGHTS.same_text if pair.out.segment is pair.into.segment and pair.out.own else 0.0


def number_amid_sentence(pair: Pair) -> float:
    """An open sentence does not go on with a number."""
    return WEIGHTS.number_amid if pair.out.open and pair.into.marker else 0.0


def mark_behind_closed(pair: Pair) -> float:
    """Behind a closed sentence no mark closes or parts anything."""
    stray = not pair.out.open and pair.into.marker is None and pair.into.opens_with_mark
    return WEIGHTS.mark_amid if stray else 0.0


def number_skips(pair: Pair) -> float:
    """A number follows the last of its style: （三） behind （二）."""
    marker = pair.into.marker
    if marker is None or marker.number <= 1:
        return 0.0
    return 0.0 if pair.out.find_number(marker.style) == marker.number - 1 else WEIGHTS.number_skips


def words_of_pair(pair: Pair) -> float:
    """Words that the issue puts side by side elsewhere speak for a pair."""
    return WEIGHTS.words * pair.seams.join_score(pair.out.fragment.text, pair.into.fragment.text)


PAIRING: tuple[Cost[Pair], ...] = (
    page_of_jump_in,
    page_of_jump_out,
    both_ends_in_one_text,
    number_amid_sentence,
    mark_behind_closed,
    number_skips,
    words_of_pair,
)


def opens_with_mark(text: str, marks: str) -> bool:
    """Whether a text opens with one of the marks, or closes a bracket that it did not open."""
    return bool(unopened(text)) or text[:1] in marks


@dataclass(frozen=True, slots=True, order=True)
class End:
    """One end of a jump: fragment `at` of segment `segment`."""

    segment: int
    at: int


def find_ends(segments: Sequence[Segment]) -> tuple[list[End], list[End]]:
    """The jumps out and the jumps in, in print order."""
    ends = [(End(s, at), f) for s, segment in enumerate(segments) for at, f in enumerate(segment.fragments)]
    outs = [end for end, fragment in ends if fragment.jump_out is not None]
    return outs, [end for end, fragment in ends if fragment.jump_in is not None]


def pair_ends(segments: Sequence[Segment], outs: Sequence[End], ins: Sequence[End], seams: Seams) -> dict[End, End]:
    """Which jump in each jump out goes on in: the pairs that cost least together, each end once.

    Args:
        segments: what was printed under each document's head.
        outs: the jumps out, in print order.
        ins: the jumps in, in print order.
        seams: what stands side by side elsewhere in the issue.
    """
    costs: dict[End, dict[End, float]] = {}
    halves = {into: take_half(segments, into) for into in ins}
    for out in outs:
        half = take_half(segments, out)
        place = bisect_left(ins, out)
        near = ins[max(0, place - NEAR) : place + NEAR]
        fitting = {into: add_up(PAIRING, Pair(half, halves[into], seams)) for into in near if out != into}
        likely = sorted(fitting, key=lambda into: (fitting[into], into.segment, into.at))[:LIKELY]
        costs[out] = {into: fitting[into] for into in likely if fitting[into] < WEIGHTS.no_pair}
    return assign(costs)


def take_half(segments: Sequence[Segment], end: End) -> Half:
    """An end with the words around it."""
    return Half(segments[end.segment], end.at)


def assign(costs: Mapping[JumpOut, Mapping[JumpIn, float]]) -> dict[JumpOut, JumpIn]:
    """The assignment that costs least, each jump in to one jump out at most.

    One jump out after the other is put in, those before it moving on where that is cheapest (shortest augmenting
    paths). No more than `MOVES` are looked at for one: only where thousands of jumps all fit might it be dearer for it.

    Args:
        costs: for each jump out what it costs to pair it with the jumps in that may fit.

    Returns:
        The pairs. A jump out that is left out costs `Weights.no_pair`.
    """
    pairs: dict[JumpOut, JumpIn] = {}
    owners: dict[JumpIn, JumpOut] = {}
    for new in costs:
        spent = {new: 0.0}  # for all that moved, once this jump out is free to take another jump in
        came: dict[JumpOut, tuple[JumpOut, JumpIn]] = {}  # who takes whose jump in
        best: tuple[float, JumpOut, JumpIn | None] = (WEIGHTS.no_pair, new, None)
        waiting = deque([new])
        for _ in range(MOVES):
            if not waiting:
                break
            out = waiting.popleft()
            best = min(best, (spent[out] + WEIGHTS.no_pair, out, None), key=itemgetter(0))
            for into, cost in costs[out].items():
                total = spent[out] + cost
                owner = owners.get(into)
                if owner is None:
                    best = min(best, (total, out, into), key=itemgetter(0))
                elif total - costs[owner][into] < spent.get(owner, inf) - 1e-9:
                    spent[owner] = total - costs[owner][into]
                    came[owner] = out, into
                    waiting.append(owner)
        _, out, free = best
        if free is None:
            pairs.pop(out, None)
        else:
            pairs[out], owners[free] = free, out
        while out in came:
            out, into = came[out]
            pairs[out], owners[into] = into, out
    return pairs
