"""Part two texts that jumped in side by side and were read row by row: a row of one, a row of the other.

Both open with their jump marks, on neighbouring rows; from there rows alternate until the shorter text ends, and what
is left is the longer one's. A row may be missing, as where a mark stood alone on it. Where that is shows in how the
rows read on, all of them weighed together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from gongbao.language.bodies import is_body_name
from gongbao.language.dates import parse_date
from gongbao.language.numbering import find_marker
from transforms.segment.fragments import Fragment, Seams, breaks_off
from transforms.segment.pairing import opens_with_mark

ROWS = 120  # rows of two columns, and some: what is longer was not printed side by side

# What it costs that a row goes on with another.
UNKNOWN_WORDS = 1.0  # words across an open seam that nobody knows
INTERRUPTED = 1.5  # a number, a date or a signature in an open sentence
STRAY_MARK = 1.0  # a closing mark behind a closed sentence
ANEW = 0.3  # words behind a closed sentence: mostly a number stands there
BROKEN_OFF = 2.0  # a text that ends in an open sentence
SIGNED_AGAIN = 1.5  # a date below what was signed above
WOVEN = 1.0  # that texts are woven at all
SLIP = 1.0  # two rows of one text below each other: between them one was lost
MARK_ALONE = 0.3  # the second text begins a row lower
SLIPS = 2  # rows from the last of one text to the next that is not its own, at most


def unweave(
    group: Sequence[Fragment],
    first: Fragment,
    broken: Fragment,
    signed: tuple[bool, bool],
    seams: Seams,
    width: int,
) -> tuple[bool, ...] | None:
    """Whose each row is of two texts that were read row by row.

    Args:
        group: the rows from the first of the second text on.
        first: the first row of the first text, which stands before them.
        broken: the words that the second text broke off with.
        signed: of either text whether its document was signed before it broke off, as a covering notice is.
        seams: what stands side by side elsewhere in the issue.
        width: how many characters a full line holds, 0 where that is not known.

    Returns:
        Of each row whether it is the second text's; None where the two were not woven.
    """
    rows = [first, *group]
    together = [0.0, *(_price(a, b, seams, width) for a, b in pairwise(rows))]
    whole = list(accumulate(together))
    dates = list(accumulate(parse_date(row.text) is not None for row in rows))

    def close(weave: _Weave) -> float:
        """What a weave costs in all, where the text that did not take its last row takes all that follows."""
        last, other = weave.row, weave.other
        ends = _end(rows[last], width) + _end(rows[-1] if last + 1 < len(rows) else rows[other], width)
        if last + 1 == len(rows):
            return WOVEN + weave.cost + ends
        again = SIGNED_AGAIN * signed[not weave.second] * (dates[-1] > dates[last])
        rest = whole[-1] - whole[last + 1] + _price(rows[other], rows[last + 1], seams, width)
        return WOVEN + weave.cost + rest + again + ends

    best, found = whole[-1] - whole[1] + _end(first, width) + _end(rows[-1], width), None
    weaves, known = [_Weave(0)], (*rows, broken)
    for row in range(1, min(len(rows), ROWS)):
        weaves = list(_lengthen(weaves, row, known, together[row], seams, width))
        for weave in weaves:
            if weave.other >= 0 and row > 1 and (cost := close(weave)) < best - 1e-9:
                best, found = cost, weave
    if found is None:
        return None
    return (*found.tell()[1:], *(not found.second,) * (len(rows) - 1 - found.row))


@dataclass(frozen=True, slots=True)
class _Weave:
    """One way to give the rows up to `row` to two texts, told from its last row back.

    `second` says whether the second text has that row, `other` is the last row of the one that has it not (-1: none).
    """

    row: int
    second: bool = False
    other: int = -1
    cost: float = 0.0
    before: "_Weave | None" = None

    def tell(self) -> list[bool]:
        """Of each row whether it is the second text's."""
        told, weave = [self.second], self.before
        while weave is not None:
            told.append(weave.second)
            weave = weave.before
        return told[::-1]


def _lengthen(
    weaves: Sequence[_Weave],
    row: int,
    rows: Sequence[Fragment],
    straight: float,
    seams: Seams,
    width: int,
) -> Iterable[_Weave]:
    """The weaves with one more row: of the other text, as rows alternate, or of the same, where a row was lost.

    The mark of a jump may have had a row to itself; then the second text begins a row lower. Of those that leave both
    texts at the same rows the cheapest is kept. `straight` is what it costs that the row goes on with the one above;
    the last of `rows` is what the second text broke off with.
    """
    grown: dict[tuple[bool, int], _Weave] = {}
    for weave in weaves:
        joins = _price(rows[weave.other], rows[row], seams, width)
        longer = [_Weave(row, not weave.second, weave.row, weave.cost + joins, weave)]
        if row - weave.other <= SLIPS:
            slip = SLIP if weave.other >= 0 else MARK_ALONE
            longer.append(_Weave(row, weave.second, weave.other, weave.cost + slip + straight, weave))
        for one in longer:
            key = one.second, one.other
            if key not in grown or one.cost < grown[key].cost:
                grown[key] = one
    return grown.values()


def _price(before: Fragment, after: Fragment, seams: Seams, width: int) -> float:
    """What it costs that one row goes on with another."""
    anew = find_marker(after.text) is not None or parse_date(after.text) is not None or is_body_name(after.text)
    if breaks_off(before.text, width):
        return INTERRUPTED if anew else UNKNOWN_WORDS * (1.0 - seams.habit(before.text, after.text))
    if anew:
        return 0.0
    return STRAY_MARK if opens_with_mark(after.text, "，、。；）") else ANEW


def _end(last: Fragment, width: int) -> float:
    """What it costs that a text ends with a row."""
    return BROKEN_OFF if last.jump_out is None and breaks_off(last.text, width) else 0.0
