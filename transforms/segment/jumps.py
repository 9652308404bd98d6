"""Stitch jumps: the tail under （上接第4页） goes back behind the words that （下转第6页） broke off.

Heads and tails are paired by their page numbers, by where the contents say each document lies, and by how the words
join. A tail printed amid another document can be torn in two by that document's own text; numbering and open
sentences tell whose each fragment is.
"""

import re
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from operator import itemgetter
from typing import TypeVar

from gongbao.model import Finding
from gongbao.model.findings import jump_without_head, jump_without_tail
from transforms.form import find_marker, hangs, is_body_name, is_listed, is_member, is_open, parse_date, unopened
from transforms.segment.fragments import Fragment, Seams

BEAM = 64  # readings kept while a tail is parted from its host
NO_PAIR = 4.0  # what an end without another costs; what fits worse is no pair
LIKELY = 8  # tails of which a head may be the other half; a text made to cost time may have thousands
LISTED = re.compile("^附件?[：:]")  # a list of attachments opens with its first number behind this


Head = TypeVar("Head", bound=Hashable)
Tail = TypeVar("Tail", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Segment:
    """What was printed under one head, and the pages that its document may cover (None: not known)."""

    fragments: tuple[Fragment, ...]
    first_page: int | None = None
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a jump: fragment `at` of segment `segment`."""

    segment: int
    at: int


def stitch(
    segments: Sequence[Segment], seams: Seams, width: int
) -> tuple[tuple[tuple[Fragment, ...], ...], tuple[tuple[int, Finding], ...]]:
    """The fragments of each document in true order, and findings with the number of their document.

    A tail without a head stays where it was printed; a head without a tail is left open. Both are findings.
    """
    heads = [
        _End(s, i) for s, seg in enumerate(segments) for i, f in enumerate(seg.fragments) if f.jump_out is not None
    ]
    tails = [_End(s, i) for s, seg in enumerate(segments) for i, f in enumerate(seg.fragments) if f.jump_in is not None]
    pairs = _pair(segments, heads, tails, seams)
    by_tail = {tail: head for head, tail in pairs.items()}
    hosts: list[list[tuple[int, Fragment]]] = []
    threads: dict[_End, list[tuple[int, Fragment]]] = {}
    for s, segment in enumerate(segments):
        starts = [t.at for t in tails if t.segment == s and t in by_tail]
        host = list(enumerate(segment.fragments[: starts[0] if starts else None]))
        for start, stop in zip(starts, [*starts[1:], len(segment.fragments)][: len(starts)], strict=True):
            tail = _End(s, start)
            group = list(enumerate(segment.fragments[start:stop], start))
            before = segments[by_tail[tail].segment].fragments[: by_tail[tail].at + 1]
            mine, theirs = _part(group, before, [f for _, f in host], seams, width)
            threads[tail] = mine
            host += theirs
        hosts.append(host)
    done: set[_End] = set()

    def unroll(s: int, thread: Sequence[tuple[int, Fragment]]) -> list[Fragment]:
        whole: list[Fragment] = []
        for at, fragment in thread:
            whole.append(fragment)
            tail = pairs.get(_End(s, at))
            if tail is not None and tail not in done:
                done.add(tail)
                whole += unroll(tail.segment, threads[tail])
        return whole

    documents = [unroll(s, host) for s, host in enumerate(hosts)]
    for tail, thread in threads.items():  # a ring of jumps leads back to no document: better misplaced than lost
        if tail not in done:
            done.add(tail)
            documents[tail.segment] += unroll(tail.segment, thread)
    return tuple(tuple(d) for d in documents), tuple(_report(segments, heads, tails, pairs))


def _report(
    segments: Sequence[Segment], heads: Sequence[_End], tails: Sequence[_End], pairs: dict[_End, _End]
) -> list[tuple[int, Finding]]:
    """A finding for every end of a jump that has no other half."""
    found: list[tuple[int, Finding]] = []
    for head in heads:
        if head not in pairs:
            fragment = segments[head.segment].fragments[head.at]
            found.append((head.segment, jump_without_tail(fragment.jump_out, *_place(fragment))))
    for tail in sorted(set(tails) - set(pairs.values()), key=lambda t: (t.segment, t.at)):
        fragment = segments[tail.segment].fragments[tail.at]
        found.append((tail.segment, jump_without_head(fragment.jump_in, *_place(fragment))))
    return found


def _place(fragment: Fragment) -> tuple[int, int | None]:
    """Page and line where a fragment begins."""
    return fragment.page, fragment.spans[0].line if fragment.spans else None


def _pair(segments: Sequence[Segment], heads: Sequence[_End], tails: Sequence[_End], seams: Seams) -> dict[_End, _End]:
    """Which tail each head goes on in: the pairs that cost least together, each end once."""
    costs: dict[_End, dict[_End, float]] = {}
    for head in heads:
        fitting = {tail: _cost(segments, head, tail, seams) for tail in tails if head != tail}
        likely = sorted(fitting, key=lambda tail: (fitting[tail], tail.segment, tail.at))[:LIKELY]
        costs[head] = {tail: fitting[tail] for tail in likely if fitting[tail] < NO_PAIR}
    return assign(costs)


def assign(costs: Mapping[Head, Mapping[Tail, float]]) -> dict[Head, Tail]:
    """The assignment that costs least; a head that is left out costs NO_PAIR. A tail not in its head's row is no pair.

    One head after the other is put in, those before it moving on where that is cheapest (shortest augmenting paths).
    """
    tails: dict[Head, Tail] = {}
    owners: dict[Tail, Head] = {}
    for new in costs:
        spent = {new: 0.0}  # for all that moved, once this head is free to take a tail
        came: dict[Head, tuple[Head, Tail]] = {}  # who takes whose tail
        best: tuple[float, Head, Tail | None] = (NO_PAIR, new, None)
        waiting = deque([new])
        while waiting:
            head = waiting.popleft()
            best = min(best, (spent[head] + NO_PAIR, head, None), key=itemgetter(0))
            for tail, cost in costs[head].items():
                total = spent[head] + cost
                owner = owners.get(tail)
                if owner is None:
                    best = min(best, (total, head, tail), key=itemgetter(0))
                elif total - costs[owner][tail] < spent.get(owner, inf) - 1e-9:
                    spent[owner] = total - costs[owner][tail]
                    came[owner] = head, tail
                    waiting.append(owner)
        _, head, free = best
        if free is None:
            tails.pop(head, None)
        else:
            tails[head], owners[free] = free, head
        while head in came:
            head, tail = came[head]
            tails[head], owners[tail] = tail, head
    return tails


def _cost(segments: Sequence[Segment], head: _End, tail: _End, seams: Seams) -> float:
    """How ill a head and a tail fit: 0 is perfect, 4 or more is no pair."""
    home, host = segments[head.segment], segments[tail.segment]
    before, after = home.fragments[head.at], host.fragments[tail.at]
    assert before.jump_out is not None and after.jump_in is not None
    cost = 0.0
    own = not any(f.jump_in is not None for f in home.fragments[: head.at + 1])
    cost += _page_cost(after.jump_in, before.folio, home if own else None)
    cost += _page_cost(before.jump_out, after.folio, host)
    if head.segment == tail.segment and own:
        cost += 1.0
    marker = find_marker(after.text)
    if is_open(before.text):
        cost += 0.8 if marker else 0.0
    elif marker is None and (unopened(after.text) or after.text[:1] in "，、。；"):
        cost += 0.8
    if marker is not None and marker.number > 1:
        numbers = [m for f in home.fragments[: head.at + 1] if (m := find_marker(f.text)) and m.style == marker.style]
        cost += 0.0 if numbers and numbers[-1].number + 1 == marker.number else 0.8
    return cost - 0.3 * seams.join_score(before.text, after.text)


def _page_cost(stated: int, folio: int | None, segment: Segment | None) -> float:
    """How far a stated page is from where the other end lies: by its folio, or by the pages of its document."""
    if folio is not None:
        return 0.0 if folio == stated else 2.0 + min(2.0, 0.2 * abs(folio - stated))
    if segment is None or segment.first_page is None:
        return 0.4
    last = segment.last_page if segment.last_page is not None else segment.first_page + 60
    if segment.first_page <= stated <= last:
        return 0.0
    return 1.5 + min(2.5, 0.4 * min(abs(stated - segment.first_page), abs(stated - last)))


@dataclass(frozen=True, slots=True)
class _Thread:
    """Where a text stands: its last words, the last number of each style, and whether it is in a list of people."""

    last: str = ""
    numbers: tuple[tuple[str, int], ...] = ()
    listed: bool = False

    def breaks_off(self, width: int) -> bool:
        """Whether it must go on; a name and an office need no closing mark in a list of them."""
        return breaks_off(self.last, width) and not (self.listed and is_member(self.last))


@dataclass(frozen=True, slots=True)
class _Partition:
    """One way to part a tail from its host. `mine` says of each fragment whether it is the tail's."""

    tail: _Thread
    host: _Thread
    mine: tuple[bool, ...] = ()
    cost: float = 0.0


def _part(
    group: Sequence[tuple[int, Fragment]],
    before: Sequence[Fragment],
    host: Sequence[Fragment],
    seams: Seams,
    width: int,
) -> tuple[list[tuple[int, Fragment]], list[tuple[int, Fragment]]]:
    """The fragments printed from a tail's mark on, parted into the tail's and those its host goes on with."""
    if host and host[-1].jump_out is not None:  # the host itself goes on elsewhere: nothing here is its
        return list(group), []
    readings = [_Partition(_follow(before), _follow(host))]
    for n, (_, fragment) in enumerate(group):
        grown: list[_Partition] = []
        for reading in readings:
            for mine in (True,) if n == 0 else (True, False):
                thread = reading.tail if mine else reading.host
                cost = reading.cost + _step_cost(thread, fragment, seams, width)
                if not mine and parse_date(thread.last):
                    cost += 0.8  # a host that was signed and dated is complete
                if n and mine != reading.mine[-1]:
                    cost += 0.6
                if n and mine and fragment.page != group[n - 1][1].page:
                    cost += 0.8  # a tail fills the rest of a page; the page after it is the host's again
                moved = _advance(thread, fragment)
                grown.append(
                    _Partition(
                        moved if mine else reading.tail,
                        reading.host if mine else moved,
                        (*reading.mine, mine),
                        cost,
                    )
                )
        grown.sort(key=lambda r: r.cost)
        readings = grown[:BEAM]
    last_mine = {r: next(p for (_, p), m in zip(reversed(group), reversed(r.mine), strict=True) if m) for r in readings}
    best = min(
        readings, key=lambda r: r.cost + _end_cost(r.tail, last_mine[r], width) + _end_cost(r.host, None, width) / 2
    )
    return (
        [g for g, mine in zip(group, best.mine, strict=True) if mine],
        [g for g, mine in zip(group, best.mine, strict=True) if not mine],
    )


def _follow(fragments: Sequence[Fragment]) -> _Thread:
    thread = _Thread()
    for fragment in fragments:
        thread = _advance(thread, fragment)
    return thread


def _advance(thread: _Thread, fragment: Fragment) -> _Thread:
    """The thread after one more fragment. Counts go on across headings: some issues number 1. to 41. throughout."""
    marker = find_marker(LISTED.sub("", fragment.text))
    numbers = thread.numbers
    if marker is not None:
        numbers = (*((s, n) for s, n in numbers if s != marker.style), (marker.style, marker.number))
    return _Thread(fragment.text, numbers, is_listed(fragment.text, thread.listed))


def _step_cost(thread: _Thread, fragment: Fragment, seams: Seams, width: int) -> float:
    """How ill a fragment follows a thread."""
    open_ = thread.breaks_off(width)
    marker = find_marker(fragment.text)
    if parse_date(fragment.text) or is_body_name(fragment.text):
        return 1.5 if open_ else 0.2
    if marker is None:
        if open_:
            return -0.5 * seams.join_score(thread.last, fragment.text)
        return 1.0 if unopened(fragment.text) or fragment.text[:1] in "，、。；）" else 0.2
    last = dict(thread.numbers).get(marker.style)
    cost = -0.5 if last is not None and marker.number == last + 1 else 0.1 if marker.number == 1 else 1.5
    return cost + (1.5 if open_ else 0.0)


def _end_cost(thread: _Thread, last: Fragment | None, width: int) -> float:
    """What it costs to end here: a text that breaks off should go on, unless it jumps again."""
    if last is not None and last.jump_out is not None:
        return 0.0
    return 2.0 if thread.breaks_off(width) else 0.0


def breaks_off(text: str, width: int) -> bool:
    """Whether a fragment's last words must go on elsewhere. Headings, names and dates need no closing mark."""
    if not is_open(text) or parse_date(text) or is_body_name(text) or "\t" in text:
        return False
    if text.endswith(("，", "、")) or hangs(text):
        return True
    short = len(text) < (width or 18) - 3
    return not (short and (find_marker(text) is not None or re.search("[，、；。：]", text) is None))
