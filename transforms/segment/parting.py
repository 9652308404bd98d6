"""Separate what was printed from a jump in on: a jump in's text can be torn in two by that of the document around it.

Numbering and open sentences tell whose each fragment is. The misfit of a fragment is the sum of named costs;
all partitions are followed side by side, and the cheapest whole is taken.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongbao.language.bodies import is_body_name
from gongbao.language.dates import parse_date
from gongbao.language.numbering import Marker, NumberingStyle, find_marker
from gongbao.language.rosters import is_listed, is_member
from transforms.segment.fragments import Fragment, Seams, breaks_off
from transforms.segment.issued_titles import match_title
from transforms.segment.pairing import opens_with_mark
from transforms.segment.rules import Cost, add_up, itemize
from transforms.segment.trace import Parted
from transforms.segment.weights import WEIGHTS

BEAM = 64  # partitions kept while a jump in's text is separated from its host's
LISTED = re.compile("^附件?[：:]")  # a list of attachments opens with its first number behind this


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a text stands: its last words, the last number of each style, whether it is in a list of people, and
    whether it goes on elsewhere."""

    last: str = ""
    numbers: tuple[tuple[NumberingStyle, int], ...] = ()
    listed: bool = False
    jumps: bool = False

    def breaks_off(self, width: int) -> bool:
        """Whether it must go on; a name and an office need no closing mark in a list of them."""
        return breaks_off(self.last, width) and not (self.listed and is_member(self.last))

    def advance(self, fragment: Fragment) -> "Thread":
        """The thread after one more fragment. Counts go on across headings: some issues number 1. to 41. throughout."""
        marker = find_marker(LISTED.sub("", fragment.text))
        numbers = self.numbers
        if marker is not None:
            numbers = (*((s, n) for s, n in numbers if s != marker.style), (marker.style, marker.number))
        return Thread(fragment.text, numbers, is_listed(fragment.text, self.listed), fragment.jump_out is not None)


START = Thread()


@dataclass(frozen=True)  # without slots, so that what is asked of it several times is worked out once
class Step:
    """A fragment that may follow a thread.

    Attributes:
        thread: what stands before it.
        fragment: the fragment.
        seams: what stands side by side elsewhere in the issue.
        width: how many characters a full line holds, 0 where that is not known.
    """

    thread: Thread
    fragment: Fragment
    seams: Seams
    width: int

    @cached_property
    def open(self) -> bool:
        """Whether the thread must go on."""
        return self.thread.breaks_off(self.width)

    @cached_property
    def marker(self) -> Marker | None:
        """The number that the fragment opens with."""
        return find_marker(self.fragment.text)

    @cached_property
    def signs(self) -> bool:
        """Whether the fragment is a date or a body's name."""
        return parse_date(self.fragment.text) is not None or is_body_name(self.fragment.text)

    @property
    def words(self) -> bool:
        """Whether the fragment is words without a number."""
        return self.marker is None and not self.signs

    @property
    def number(self) -> int | None:
        """The number of the fragment, where it counts."""
        return None if self.marker is None or self.signs else self.marker.number

    @property
    def next_number(self) -> bool:
        """Whether its number is the next of its style."""
        last = dict(self.thread.numbers).get(self.marker.style) if self.marker else None
        return last is not None and self.number == last + 1


def signature_amid_sentence(step: Step) -> float:
    """An open sentence does not go on with a date or a signature."""
    return WEIGHTS.signature_amid if step.signs and step.open else 0.0


def signature_of_either(step: Step) -> float:
    """Behind a closed sentence a signature may be anybody's."""
    return WEIGHTS.signature if step.signs and not step.open else 0.0


def words_go_on(step: Step) -> float:
    """An open sentence goes on with words that the issue puts side by side elsewhere."""
    if not (step.words and step.open):
        return 0.0
    return WEIGHTS.words_amid * step.seams.join_score(step.thread.last, step.fragment.text)


def mark_opens(step: Step) -> float:
    """Behind a closed sentence no mark closes or parts anything."""
    stray = step.words and not step.open and opens_with_mark(step.fragment.text, "，、。；）")
    return WEIGHTS.mark_opens if stray else 0.0


def words_anew(step: Step) -> float:
    """Behind a closed sentence words may be anybody's."""
    plain = step.words and not step.open and not opens_with_mark(step.fragment.text, "，、。；）")
    return WEIGHTS.words_anew if plain else 0.0


def number_next(step: Step) -> float:
    """A count that goes on shows best whose a fragment is."""
    return WEIGHTS.number_next if step.number is not None and step.next_number else 0.0


def number_one(step: Step) -> float:
    """A new count may begin anywhere."""
    return WEIGHTS.number_one if step.number == 1 and not step.next_number else 0.0


def number_out_of_count(step: Step) -> float:
    """A number that neither follows nor begins a count belongs to the other text."""
    return WEIGHTS.number_out if step.number not in (None, 1) and not step.next_number else 0.0


def number_interrupts(step: Step) -> float:
    """An open sentence does not go on with a number."""
    return WEIGHTS.number_interrupts if step.number is not None and step.open else 0.0


FOLLOWING: tuple[Cost[Step], ...] = (
    signature_amid_sentence,
    signature_of_either,
    words_go_on,
    mark_opens,
    words_anew,
    number_next,
    number_one,
    number_out_of_count,
    number_interrupts,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A fragment that is given to the jump in or to its host.

    Attributes:
        thread: the thread that takes it.
        fragment: the fragment.
        previous: the fragment printed before it; None for the first behind the jump in.
        mine: whether the thread is the jump in's.
        changes: whether the other thread took the fragment before.
    """

    thread: Thread
    fragment: Fragment
    previous: Fragment | None
    mine: bool
    changes: bool


def host_was_complete(turn: Turn) -> float:
    """A host that was signed and dated is complete."""
    return WEIGHTS.host_complete if not turn.mine and parse_date(turn.thread.last) else 0.0


def text_changes_hands(turn: Turn) -> float:
    """Texts are torn seldom."""
    return WEIGHTS.change if turn.changes else 0.0


def jump_over_the_page(turn: Turn) -> float:
    """What jumps in fills the rest of a page; the page after it is the host's again."""
    turns = turn.previous is not None and turn.fragment.page != turn.previous.page
    return WEIGHTS.next_page if turn.mine and turns else 0.0


TURNING: tuple[Cost[Turn], ...] = (host_was_complete, text_changes_hands, jump_over_the_page)


@dataclass(frozen=True, slots=True)
class Ending:
    """Where the two threads of a partition end, and the last fragment of the jump in's."""

    thread: Thread
    host: Thread
    last: Fragment
    width: int


def jump_breaks_off(ending: Ending) -> float:
    """A text that breaks off should go on, unless it jumps again."""
    return WEIGHTS.jump_breaks_off if ending.last.jump_out is None and ending.thread.breaks_off(ending.width) else 0.0


def host_breaks_off(ending: Ending) -> float:
    """So should the host, but another jump may hold the rest of it."""
    return WEIGHTS.host_breaks_off if ending.host.breaks_off(ending.width) else 0.0


ENDING: tuple[Cost[Ending], ...] = (jump_breaks_off, host_breaks_off)


@dataclass(frozen=True, slots=True)
class _Partition:
    """One way to part a group of fragments, told from its last fragment back.

    `mine` says whether that one is the jump in's, `before` how those before it are parted, `last` is the jump in's
    last one.
    """

    thread: Thread
    host: Thread
    cost: float = 0.0
    mine: bool = True
    last: Fragment | None = None
    before: "_Partition | None" = None

    def tell(self) -> tuple[bool, ...]:
        """Of each fragment whether it is the jump in's."""
        told: list[bool] = []
        partition = self
        while partition.before is not None:
            told.append(partition.mine)
            partition = partition.before
        return tuple(reversed(told))


def part(
    group: Sequence[Fragment], thread: Thread, host: Thread, seams: Seams, width: int, awaited: Sequence[str] = ()
) -> tuple[bool, ...]:
    """Whose each fragment is that was printed from a jump in on.

    Args:
        group: the fragments, the first of them with the jump in.
        thread: where the text stands at the jump out that it continues.
        host: where its host stands.
        seams: what stands side by side elsewhere in the issue.
        width: how many characters a full line holds, 0 where that is not known.
        awaited: titles of texts that the host issues, none of which was printed yet: from the first on all is its own.

    Returns:
        Of each fragment whether it is the jump in's.
    """
    if host.jumps:  # nothing here is the host's
        return (True,) * len(group)
    home = next((at for at in range(1, len(group)) if awaited and match_title(group, at, awaited)), None)
    if home is not None:
        return (*part(group[:home], thread, host, seams, width), *(False,) * (len(group) - home))
    partitions = [_Partition(thread, host)]
    for at, fragment in enumerate(group):
        previous = group[at - 1] if at else None
        taken: dict[Thread, tuple[float, Thread]] = {}  # partitions share their threads
        grown = [
            _grow(partition, mine, fragment, previous, taken, seams, width)
            for partition in partitions
            for mine in ((True, False) if at else (True,))
        ]
        grown.sort(key=lambda p: p.cost)
        partitions = grown[:BEAM]
    return min(partitions, key=lambda p: add_up(ENDING, _end(p, width), p.cost)).tell()


def follow(fragments: Iterable[Fragment], thread: Thread = START) -> Thread:
    """Where a text that stood at `thread` stands behind these fragments."""
    for fragment in fragments:
        thread = thread.advance(fragment)
    return thread


def _grow(
    partition: _Partition,
    mine: bool,
    fragment: Fragment,
    previous: Fragment | None,
    taken: dict[Thread, tuple[float, Thread]],
    seams: Seams,
    width: int,
) -> _Partition:
    """A partition with one more fragment; `taken` keeps what it costs each thread to take it, and where that leads."""
    thread = partition.thread if mine else partition.host
    if thread not in taken:
        taken[thread] = add_up(FOLLOWING, Step(thread, fragment, seams, width)), thread.advance(fragment)
    spent, moved = taken[thread]
    changes = partition.before is not None and mine != partition.mine
    cost = add_up(TURNING, Turn(thread, fragment, previous, mine, changes), partition.cost + spent)
    if mine:
        return _Partition(moved, partition.host, cost, True, fragment, partition)
    return _Partition(partition.thread, moved, cost, False, partition.last, partition)


def _end(partition: _Partition, width: int) -> Ending:
    """Where a partition leaves its two threads."""
    assert partition.last is not None  # the first fragment of a group is always the jump in's
    return Ending(partition.thread, partition.host, partition.last, width)


def explain_parting(
    group: Sequence[Fragment],
    thread: Thread,
    host: Thread,
    mine: Sequence[bool],
    seams: Seams,
    width: int,
) -> tuple[Parted, ...]:
    """What it cost to give each fragment to whom it was given, by name; nothing where nothing was weighed.

    Arguments are as in `part`; `mine` is what it returned.
    """
    if host.jumps:
        return ()
    threads = {True: thread, False: host}
    parted: list[Parted] = []
    for at, (fragment, own) in enumerate(zip(group, mine, strict=True)):
        taking = threads[own]
        turn = Turn(taking, fragment, group[at - 1] if at else None, own, at > 0 and own != mine[at - 1])
        costs = itemize(FOLLOWING, Step(taking, fragment, seams, width)) | itemize(TURNING, turn)
        parted.append(Parted(fragment, own, costs))
        threads[own] = taking.advance(fragment)
    return tuple(parted)
