"""From PDF space to points from the top left of a page with its text upright."""

import pypdfium2.raw as pdfium
import pytest

from connectors.readers.pdf.frame import IDENTITY, Frame, apply_matrix, multiply

BOUNDS = pdfium.FS_RECTF(10, 810, 610, 10)  # left, top, right, bottom: 600 by 800, not from the origin


@pytest.mark.parametrize(
    ("angle", "size", "box", "why"),
    [
        (0, (600, 800), (10, 10, 110, 30), "upright: y counts from the top"),
        (90, (800, 600), (770, 10, 790, 110), "text that runs up: the left edge is the top"),
        (180, (600, 800), (490, 770, 590, 790), "upside down: from the other corner"),
        (270, (800, 600), (10, 490, 30, 590), "text that runs down: the right edge is the top"),
    ],
)
def test_a_box_is_seen_upright(
    angle: int, size: tuple[float, float], box: tuple[float, float, float, float], why: str
) -> None:
    """A mark of 100 by 20 points in the top left corner of the sheet."""
    frame = Frame(BOUNDS, angle)
    assert (frame.width, frame.height) == size, why
    assert frame.box(20, 780, 120, 800) == box, why


def test_two_matrices_are_applied_one_after_the_other() -> None:
    """Scaling and then moving is not moving and then scaling."""
    scale, move = (2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 7)
    assert apply_matrix(multiply(scale, move), 1, 1) == (7, 9)
    assert apply_matrix(multiply(move, scale), 1, 1) == (12, 16)
    assert multiply(IDENTITY, move) == multiply(move, IDENTITY) == move
