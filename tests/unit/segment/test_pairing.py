"""Which jump in a jump out goes on in: costs by name, and the assignment that costs least."""

from itertools import permutations

import pytest
from fragments import make_fragment
from hypothesis import given
from hypothesis import strategies as st

from transforms.segment.fragments import Seams
from transforms.segment.pairing import PAIRING, Half, Pair, Segment, assign, find_ends, pair_ends
from transforms.segment.rules import itemize, name_function
from transforms.segment.weights import WEIGHTS


def make_pair(
    before="做好甲类", after="工作", *, earlier=(), out_folio=4, in_folio=6, out=6, into=4, own=False, habits=""
):
    """Two ends of a jump from page 4 to page 6, whose marks say so, but for what is given."""
    lines = [make_fragment(text) for text in earlier]
    host = Segment((make_fragment(after, jump_in=into, folio=in_folio),), 5, 9)
    home = Segment((*lines, make_fragment(before, jump_out=out, folio=out_folio)), 1, 4)
    if own:
        home = host = Segment((*home.fragments, *host.fragments), 1, 9)
    return Pair(Half(home, len(lines)), Half(host, len(host.fragments) - 1), Seams([habits]))


# what is given, costs, why
COSTS = [
    ({}, {}, "both marks are right, and nothing else speaks for or against"),
    ({"into": 3}, {"page-of-jump-in": 2.2}, "the words break off on page 4, not 3"),
    ({"into": 90}, {"page-of-jump-in": 4.0}, "a misread figure costs no more than so much"),
    ({"out": 7}, {"page-of-jump-out": 2.2}, "the words go on on page 6, not 7"),
    ({"out_folio": None}, {}, "no folio, but the contents give the document pages 1 to 4"),
    ({"out_folio": None, "into": 6}, {"page-of-jump-in": 2.3}, "two pages outside what the contents give it"),
    ({"own": True}, {"both-ends-in-one-text": 1.0}, "both ends under one head"),
    ({"after": "一、工作"}, {"number-amid-sentence": 0.8}, "a number in an open sentence"),
    ({"before": "甲。", "after": "，工作"}, {"mark-behind-closed": 0.8}, "a comma behind a full stop"),
    ({"before": "甲。", "after": "市某局）"}, {"mark-behind-closed": 0.8}, "a bracket that was not opened"),
    ({"before": "甲。", "after": "三、乙"}, {"number-skips": 0.8}, "三 without 二 before it"),
    ({"before": "甲。", "after": "三、乙", "earlier": ("二、甲",)}, {}, "三 behind 二"),
    ({"habits": "甲类工作"}, {"words-of-pair": -0.3}, "words that stand side by side elsewhere"),
]


@pytest.mark.parametrize(("given", "costs", "why"), COSTS, ids=[row[2] for row in COSTS])
def test_what_a_pair_costs(given, costs, why):
    """Each misfit costs what the table of weights says, and nothing else does."""
    assert itemize(PAIRING, make_pair(**given)) == pytest.approx(costs), why


def test_unknown_pages_cost_a_little():
    """Neither a folio nor the contents say where an end lies."""
    lone = Segment((make_fragment("做好甲类", jump_out=6), make_fragment("工作", jump_in=4)))
    pair = Pair(Half(lone, 0), Half(Segment((lone.fragments[1],)), 0), Seams([]))
    assert itemize(PAIRING, pair) == {"page-of-jump-in": 0.4, "page-of-jump-out": 0.4}


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 39)), min_size=4, max_size=4), max_size=4))
def test_jumps_are_assigned_at_the_least_cost(rows):
    """As cheap as the cheapest of all ways to do it, and no jump in twice."""
    costs = {out: {into: c / 10 for into, c in enumerate(row) if c is not None} for out, row in enumerate(rows)}
    found = assign(costs)
    assert len(set(found.values())) == len(found)

    def cost(pairs):
        paired = sum(costs[out].get(into, WEIGHTS.no_pair) for out, into in pairs.items())
        return paired + WEIGHTS.no_pair * (len(costs) - len(pairs))

    ways = (dict(enumerate(order[: len(costs)])) for order in permutations(range(4)))
    assert abs(cost(found) - min(map(cost, ways))) < 1e-6


def test_what_fits_too_badly_is_no_pair():
    """Two ends that state each other's pages wrongly stay alone."""
    home = Segment((make_fragment("做好甲类", jump_out=60, folio=4),), 1, 4)
    host = Segment((make_fragment("工作", jump_in=90, folio=6),), 5, 9)
    outs, ins = find_ends((home, host))
    assert (len(outs), len(ins)) == (1, 1)
    assert pair_ends((home, host), outs, ins, Seams([])) == {}


def test_each_cost_is_paid_in_a_row():
    """A cost that no row needs could be wrong unseen."""
    assert {name for _, costs, _ in COSTS for name in costs} == {name_function(cost) for cost in PAIRING}
