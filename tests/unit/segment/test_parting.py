"""Whose each fragment is that was printed behind a jump in: costs by name, and the cheapest whole."""

import pytest
from fragments import make_fragment, make_fragments

from transforms.segment.fragments import Seams
from transforms.segment.parting import (
    ENDING,
    FOLLOWING,
    TURNING,
    Ending,
    Step,
    Thread,
    Turn,
    explain_parting,
    follow,
    part,
)
from transforms.segment.rules import itemize, name_function


def follow_texts(*texts):
    """Where a text of these fragments stands."""
    return follow(make_fragments(*texts))


OPEN = follow_texts("一、甲。", "二、做好甲类工作，")
CLOSED = follow_texts("一、甲。", "二、乙。")

# thread, fragment, habits, costs, why
FOLLOWED = [
    (OPEN, "某城市人民政府", "", {"signature-amid-sentence": 1.5}, "no sentence goes on with a signature"),
    (CLOSED, "2022年3月1日", "", {"signature-of-either": 0.2}, "a date may be anybody's"),
    (OPEN, "落实责任。", "工作，落实", {"words-go-on": -0.5}, "words that stand side by side elsewhere"),
    (OPEN, "落实责任。", "", {}, "words that nobody knows speak neither for nor against"),
    (CLOSED, "，落实责任。", "", {"mark-opens": 1.0}, "a comma behind a full stop"),
    (CLOSED, "落实责任。", "", {"words-anew": 0.2}, "words may be anybody's"),
    (CLOSED, "三、丙。", "", {"number-next": -0.5}, "三 behind 二"),
    (CLOSED, "（一）丙。", "", {"number-one": 0.1}, "a count begins"),
    (CLOSED, "四、丙。", "", {"number-out-of-count": 1.5}, "四 behind 二"),
    (OPEN, "三、丙。", "", {"number-next": -0.5, "number-interrupts": 1.5}, "the right number, but in a sentence"),
]


@pytest.mark.parametrize(("thread", "text", "habits", "costs", "why"), FOLLOWED, ids=[row[4] for row in FOLLOWED])
def test_what_it_costs_to_follow(thread, text, habits, costs, why):
    """Each misfit costs what the table of weights says, and nothing else does."""
    assert itemize(FOLLOWING, Step(thread, make_fragment(text), Seams([habits]), 0)) == costs, why


SIGNED = follow_texts("甲。", "2022年3月1日")
FIRST, NEXT = make_fragment("甲", page=1), make_fragment("乙", page=2)

# turn, costs, why
TURNED = [
    (Turn(CLOSED, FIRST, FIRST, True, False), {}, "the same text goes on"),
    (Turn(SIGNED, FIRST, FIRST, False, False), {"host-was-complete": 0.8}, "the host was signed and dated"),
    (Turn(SIGNED, FIRST, FIRST, True, False), {}, "what jumped in may go on below a date"),
    (Turn(CLOSED, FIRST, FIRST, True, True), {"text-changes-hands": 0.6}, "texts are torn seldom"),
    (Turn(CLOSED, NEXT, FIRST, True, False), {"jump-over-the-page": 0.8}, "a jump fills the rest of its page"),
    (Turn(CLOSED, NEXT, FIRST, False, False), {}, "the next page is the host's"),
]


@pytest.mark.parametrize(("turn", "costs", "why"), TURNED, ids=[row[2] for row in TURNED])
def test_what_a_turn_costs(turn, costs, why):
    """Each cost of a turn stands alone."""
    assert itemize(TURNING, turn) == costs, why


JUMPING = make_fragment("做好", jump_out=9)
LIST = Thread("吴刚某城市某某集团有限公司副总经理", listed=True)

# ending, costs, why
ENDED = [
    (Ending(CLOSED, CLOSED, FIRST, 0), {}, "both are whole"),
    (Ending(OPEN, CLOSED, FIRST, 0), {"jump-breaks-off": 2.0}, "what jumped in must go on"),
    (Ending(OPEN, CLOSED, JUMPING, 0), {}, "it jumps again"),
    (Ending(CLOSED, OPEN, FIRST, 0), {"host-breaks-off": 1.0}, "the host must go on"),
    (Ending(CLOSED, LIST, FIRST, 0), {}, "a name and a post are whole in a list of people"),
]


@pytest.mark.parametrize(("ending", "costs", "why"), ENDED, ids=[row[2] for row in ENDED])
def test_what_an_ending_costs(ending, costs, why):
    """Each cost of an ending stands alone."""
    assert itemize(ENDING, ending) == costs, why


# what was printed up to the jump out, the host so far, what was printed behind the jump in, whose it is, why
PARTED = [
    ("40.甲。", "7.乙。", ("41.甲。", "8.乙。", "42.甲。"), (True, False, True), "each count goes on"),
    ("做好甲类工作，", "乙。", ("落实责任。", "丙。"), (True, True), "nothing says that the host goes on"),
    (
        "二、甲。",
        "8.乙类，",
        ("三、丙项要协调财政、", "9.丁。", "审计的工作。"),
        (True, False, True),
        "an open sentence waits for its end",
    ),
]


@pytest.mark.parametrize(("before", "host", "group", "mine", "why"), PARTED, ids=[row[4] for row in PARTED])
def test_a_group_is_parted(before, host, group, mine, why):
    """The cheapest whole is taken, and the costs of all its fragments can be told."""
    printed = [make_fragment(text) for text in group]
    arguments = printed, follow_texts(before), follow_texts(host)
    assert part(*arguments, Seams([]), 0) == mine, why
    assert [p.mine for p in explain_parting(*arguments, mine, Seams([]), 0)] == list(mine)


def test_a_host_that_jumps_itself_has_nothing_here():
    """All behind the jump in is the jump's, and nothing was weighed."""
    arguments = [make_fragment("8.乙。")], follow_texts("甲。"), follow([make_fragment("7.乙。", jump_out=9)])
    assert part(*arguments, Seams([]), 0) == (True,)
    assert explain_parting(*arguments, (True,), Seams([]), 0) == ()


@pytest.mark.parametrize(
    ("costs", "paid"),
    [
        (FOLLOWING, [row[3] for row in FOLLOWED]),
        (TURNING, [row[1] for row in TURNED]),
        (ENDING, [row[1] for row in ENDED]),
    ],
    ids=["following", "turning", "ending"],
)
def test_each_cost_is_paid_in_a_row(costs, paid):
    """A cost that no row needs could be wrong unseen."""
    assert {name for row in paid for name in row} == {name_function(cost) for cost in costs}
