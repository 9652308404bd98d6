"""Pages put in the order of the numbers printed on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Page
from transforms.layout.page_order import are_mixed_up, order_pages


@pytest.mark.parametrize(
    ("folios", "mixed", "why"),
    [
        ([1, 2, 3, 4, 5], False, "in order"),
        ([5, 4, 3, 2, 1], True, "a stack scanned from its end"),
        ([4, 5, 6, 1, 2, 3], True, "two gatherings, bound the wrong way round"),
        ([1, 2, 4, 3, 5], True, "all are there, so none was misread"),
        ([1, 2, 8, 4, 5, 6, 7], False, "a 3 misread as 8 leaves a gap for itself"),
        ([5, 6, 7, 3, 9, 10], False, "an 8 misread as 3, likewise"),
        ([1, 2, 3, 1, 2, 3], False, "a supplement counts anew"),
        ([1, 2, 3, 21, 20], False, "far apart: these are no pages of one run"),
        ([3, 1, 2], False, "too few to tell"),
        ([], False, "none is numbered"),
    ],
)
def test_folios_tell_whether_pages_are_mixed_up(folios: list[int], mixed: bool, why: str) -> None:
    """They do where they are one run, and more are out of place than are missing."""
    assert are_mixed_up(folios) is mixed, why


@given(st.integers(1, 500), st.permutations(range(12)))
def test_any_shuffle_is_undone(first: int, order: list[int]) -> None:
    """Numbered pages come back in their order, whatever it was, and the cover stands in front of them."""
    pages = [Page(at, (), folio=first + number if number else None) for at, number in enumerate(order)]
    found = order_pages(pages)
    folios = [page.folio for page in found if page.folio is not None]
    assert folios == list(range(first + 1, first + 12))
    assert found == pages or found[0].folio is None


def test_pages_in_order_stay_as_they_are() -> None:
    """A page without a number keeps its place then."""
    pages = [Page(index, (), folio=None if index in (0, 3) else index) for index in range(8)]
    assert order_pages(pages) == pages
