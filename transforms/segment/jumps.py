"""Stitch jumps: the text under （上接第4页） goes back behind the words that （下转第6页） broke off.

`pairing` says which jump in goes on with which jump out, `parting` whose each fragment is that was printed behind it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from gongbao.language.dates import parse_date
from gongbao.model import Finding
from gongbao.model.findings import jump_without_head, jump_without_tail
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.issued_titles import find_issued_titles, match_title
from transforms.segment.notices import DATE_AT_END
from transforms.segment.pairing import PAIRING, End, Pair, Segment, find_ends, pair_ends, take_half
from transforms.segment.parting import START, Thread, explain_parting, follow, part
from transforms.segment.rules import itemize
from transforms.segment.trace import Jumped, Trace
from transforms.segment.unweaving import unweave

NOTICE = 16  # fragments of a covering notice at most

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
    broken = _follow_to(segments, sorted(pairs))
    starts: list[list[int]] = [[] for _ in segments]
    for into in ins:
        if into in by_in:
            starts[into.segment].append(into.at)
    hosts: list[list[Placed]] = []
    jumped: dict[End, list[Placed]] = {}
    for s, segment in enumerate(segments):
        ends = [*starts[s], len(segment.fragments)]
        host = list(enumerate(segment.fragments[: ends[0]]))
        stands = follow(f for _, f in host) if starts[s] else START
        for start, stop in pairwise(ends):
            into = End(s, start)
            out = by_in[into]
            group = segment.fragments[start:stop]
            beside = End(s, start - 1)
            rows = None
            if beside in jumped and len(jumped[beside]) == 1:
                signed = (was_signed(segments, by_in[beside]), was_signed(segments, out))
                last = segments[out.segment].fragments[out.at]
                rows = unweave(group, segment.fragments[start - 1], last, signed, seams, width)
            if rows is not None:
                jumped[into] = [(start + at, f) for at, f in enumerate(group) if rows[at]]
                jumped[beside] += [(start + at, f) for at, f in enumerate(group) if not rows[at]]
                continue
            mine = part(group, broken[out], stands, seams, width, find_awaited(host, segment.title))
            if trace is not None:
                costs = itemize(PAIRING, Pair(take_half(segments, out), take_half(segments, into), seams))
                parting = explain_parting(group, broken[out], stands, mine, seams, width)
                trace.jumps.append(Jumped(segments[out.segment].fragments[out.at], group[0], costs, parting))
            jumped[into] = [(start + at, f) for at, f in enumerate(group) if mine[at]]
            theirs = [(start + at, f) for at, f in enumerate(group) if not mine[at]]
            stands = follow((f for _, f in theirs), stands)
            host += theirs
        hosts.append(host)
    return _unroll(hosts, jumped, pairs), tuple(_report(segments, outs, ins, pairs))


def was_signed(segments: Sequence[Segment], out: End) -> bool:
    """Whether a document was signed before it broke off, as one with a covering notice is."""
    return any(parse_date(f.text) for f in segments[out.segment].fragments[: min(out.at, NOTICE)])


def find_awaited(host: Sequence[Placed], title: str) -> tuple[str, ...]:
    """Titles of the texts that a covering notice issues, where it was signed and none of them was printed yet."""
    fragments = [fragment for _, fragment in host]
    if len(fragments) > NOTICE or not any(DATE_AT_END.search(f.text) for f in fragments):  # a woven row ends in it
        return ()
    titles = find_issued_titles(fragments, title)
    return () if any(match_title(fragments, at, titles) for at in range(len(fragments))) else titles


def _follow_to(segments: Sequence[Segment], outs: Sequence[End]) -> dict[End, Thread]:
    """Where the text stands that was printed under its head up to each of the jumps out, in print order."""
    found: dict[End, Thread] = {}
    before = End(-1, -1)
    for out in outs:
        same = out.segment == before.segment
        fragments = segments[out.segment].fragments[before.at + 1 if same else 0 : out.at + 1]
        found[out] = follow(fragments, found[before] if same else START)
        before = out
    return found


def _unroll(
    hosts: Sequence[Sequence[Placed]], jumped: Mapping[End, Sequence[Placed]], pairs: Mapping[End, End]
) -> tuple[tuple[Fragment, ...], ...]:
    """The thread of each document: its own fragments, and behind each jump out what jumped in, and so on."""
    done: set[End] = set()

    def unroll(s: int, thread: Sequence[Placed]) -> list[Fragment]:
        whole: list[Fragment] = []
        rest = [(s, iter(thread))]  # what is left of each text that a jump broke off; a chain may have thousands
        while rest:
            segment, printed = rest[-1]
            at, fragment = next(printed, (0, None))
            if fragment is None:
                rest.pop()
                continue
            whole.append(fragment)
            into = pairs.get(End(segment, at))
            if into is not None and into not in done:
                done.add(into)
                rest.append((into.segment, iter(jumped[into])))
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
