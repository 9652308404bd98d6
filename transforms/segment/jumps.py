"""Stitch jumps: the text under （上接第4页） goes back behind the words that （下转第6页） broke off.

`pairing` says which jump in goes on with which jump out, `parting` whose each fragment is that was printed behind it.
"""

from collections.abc import Mapping, Sequence

from gongbao.model import Finding
from gongbao.model.findings import jump_without_head, jump_without_tail
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.pairing import PAIRING, End, Pair, Segment, find_ends, pair_ends, take_half
from transforms.segment.parting import explain_parting, part
from transforms.segment.rules import itemize
from transforms.segment.trace import Jumped, Trace

Placed = tuple[int, Fragment]
"""A fragment and its place in the segment that it was printed in."""


def stitch(
    segments: Sequence[Segment], seams: Seams, width: int, trace: Trace | None = None
) -> tuple[tuple[tuple[Fragment, ...], ...], tuple[tuple[int, Finding], ...]]:
    """The thread of each document, that is its fragments in true order, and findings.

    A jump in without a jump out stays where it was printed; a jump out without a jump in is left open. Both are
    findings.

    Args:
        segments: what was printed under each document's head.
        seams: what stands side by side elsewhere in the issue.
        width: how many characters a full line holds, 0 where that is not known.
        trace: takes the jumps and what they cost, if given.

    Returns:
        One thread a segment, and findings with the number of their segment.
    """
    outs, ins = find_ends(segments)
    pairs = pair_ends(segments, outs, ins, seams)
    by_in = {into: out for out, into in pairs.items()}
    hosts: list[list[Placed]] = []
    jumped: dict[End, list[Placed]] = {}
    for s, segment in enumerate(segments):
        starts = [into.at for into in ins if into.segment == s and into in by_in]
        host = list(enumerate(segment.fragments[: starts[0] if starts else None]))
        for start, stop in zip(starts, [*starts[1:], len(segment.fragments)][: len(starts)], strict=True):
            into = End(s, start)
            out = by_in[into]
            group = segment.fragments[start:stop]
            before, theirs = segments[out.segment].fragments[: out.at + 1], [f for _, f in host]
            mine = part(group, before, theirs, seams, width)
            if trace is not None:
                costs = itemize(PAIRING, Pair(take_half(segments, out), take_half(segments, into), seams))
                parting = explain_parting(group, before, theirs, mine, seams, width)
                trace.jumps.append(Jumped(before[-1], group[0], costs, parting))
            jumped[into] = [(start + at, f) for at, f in enumerate(group) if mine[at]]
            host += [(start + at, f) for at, f in enumerate(group) if not mine[at]]
        hosts.append(host)
    return _unroll(hosts, jumped, pairs), tuple(_report(segments, outs, ins, pairs))


def _unroll(
    hosts: Sequence[Sequence[Placed]], jumped: Mapping[End, Sequence[Placed]], pairs: Mapping[End, End]
) -> tuple[tuple[Fragment, ...], ...]:
    """The thread of each document: its own fragments, and behind each jump out what jumped in, and so on."""
    done: set[End] = set()

    def unroll(s: int, thread: Sequence[Placed]) -> list[Fragment]:
        whole: list[Fragment] = []
        for at, fragment in thread:
            whole.append(fragment)
            into = pairs.get(End(s, at))
            if into is not None and into not in done:
                done.add(into)
                whole += unroll(into.segment, jumped[into])
        return whole

    threads = [unroll(s, host) for s, host in enumerate(hosts)]
    for into, thread in jumped.items():  # a ring of jumps leads back to no document: better misplaced than lost
        if into not in done:
            done.add(into)
            threads[into.segment] += unroll(into.segment, thread)
    return tuple(tuple(thread) for thread in threads)


def _report(
    segments: Sequence[Segment], outs: Sequence[End], ins: Sequence[End], pairs: Mapping[End, End]
) -> list[tuple[int, Finding]]:
    """A finding for every end of a jump that has no other half."""
    found: list[tuple[int, Finding]] = []
    for out in outs:
        if out not in pairs:
            fragment = segments[out.segment].fragments[out.at]
            found.append((out.segment, jump_without_tail(fragment.jump_out, *_place(fragment))))
    for into in sorted(set(ins) - set(pairs.values()), key=lambda end: (end.segment, end.at)):
        fragment = segments[into.segment].fragments[into.at]
        found.append((into.segment, jump_without_head(fragment.jump_in, *_place(fragment))))
    return found


def _place(fragment: Fragment) -> tuple[int, int | None]:
    """Page and line where a fragment begins."""
    return fragment.page, fragment.spans[0].line if fragment.spans else None
