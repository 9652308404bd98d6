"""Put pages in the order of the numbers printed on them, where a scanner or a binder mixed them up."""

from bisect import bisect_left
from collections.abc import Sequence

from gongbao.model import Page

FEWEST = 4  # numbers, below which an order may be chance
DENSE = 1.5  # numbers that the pages of one run reach over, to each that is printed


def order_pages(pages: Sequence[Page]) -> list[Page]:
    """Pages in the order of their folios, those without one before them; as they come where the folios don't tell.

    They tell where they are those of one run and more of them are out of place than are missing: a number that was
    misread may fill a gap, and moves nothing.

    Args:
        pages: All pages of a file, in its order, with the folios that were found.
    """
    if not are_mixed_up([page.folio for page in pages if page.folio is not None]):
        return list(pages)
    return sorted(pages, key=lambda page: -1 if page.folio is None else page.folio)


def are_mixed_up(folios: Sequence[int]) -> bool:
    """Whether the numbers on pages are those of one run, but in another order."""
    if not is_run(folios):
        return False
    gaps = max(folios) - min(folios) + 1 - len(folios)
    return len(folios) - _count_rising(folios) > gaps


def is_run(numbers: Sequence[int]) -> bool:
    """Whether numbers are those of consecutive pages, whatever their order: each once, and few missing."""
    if len(numbers) < FEWEST or len(set(numbers)) < len(numbers):
        return False
    return max(numbers) - min(numbers) < DENSE * len(numbers)


def _count_rising(numbers: Sequence[int]) -> int:
    """How many of the numbers can stay where they are, at most: the longest that rise."""
    least_ends: list[int] = []  # of rising choices of 1, 2, 3 … numbers
    for number in numbers:
        at = bisect_left(least_ends, number)
        least_ends[at : at + 1] = [number]
    return len(least_ends)
