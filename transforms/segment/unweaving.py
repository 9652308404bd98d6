"""Part two texts that jumped in side by side and were read row by row: a row of one, a row of the other.

Both open with their jump marks, on neighbouring rows; from there rows alternate until the shorter text ends, and what
is left is the longer one's. Where that is shows in how the rows read on, all of them weighed together.
"""

from collections.abc import Sequence
from itertools import accumulate

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


def unweave(
    group: Sequence[Fragment], first: Fragment, signed: tuple[bool, bool], seams: Seams, width: int
) -> tuple[bool, ...] | None:
    """Whose each row is of two texts that were read row by row.

    Args:
        group: the rows from the first of the second text on.
        first: the first row of the first text, which stands before them.
        signed: of either text whether its document was signed before it broke off, as a covering notice is.
        seams: what stands side by side elsewhere in the issue.
        width: how many characters a full line holds, 0 where that is not known.

    Returns:
        Of each row whether it is the second text's; None where the two were not woven.
    """
    rows = [first, *group]
    apart = [0.0, 0.0, *(_price(rows[i - 2], rows[i], seams, width) for i in range(2, len(rows)))]
    together = [0.0, *(_price(rows[i - 1], rows[i], seams, width) for i in range(1, len(rows)))]
    dated = [parse_date(row.text) is not None for row in rows]
    woven, whole = list(accumulate(apart)), list(accumulate(together))
    dates = list(accumulate(dated))
    best, at = whole[-1] - whole[1] + _end(first, width) + _end(rows[-1], width), 0
    for last in range(2, min(len(rows), ROWS)):  # the last row of the text that ends first; the rest is the other's
        rest = whole[-1] - whole[min(last + 1, len(rows) - 1)]
        if last + 1 < len(rows):
            rest += _price(rows[last - 1], rows[last + 1], seams, width)
        again = SIGNED_AGAIN * signed[(last + 1) % 2] * (dates[-1] > dates[last])
        ends = _end(rows[last], width) + _end(rows[-1] if last + 1 < len(rows) else rows[last - 1], width)
        cost = WOVEN + woven[last] + rest + again + ends
        if cost < best - 1e-9:
            best, at = cost, last
    return tuple((i if i <= at else at + 1) % 2 == 1 for i in range(1, len(rows))) if at else None


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
