"""Red seals are made pale; nothing else that is red is."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from connectors.readers.pdf.seals import fade_seals, find_seals

SCALE = 2.0  # pixels a point
RED = (210, 50, 55)
PAPER = 240
Draw = Callable[[ImageDraw.ImageDraw], None]


def picture(*draws: Draw) -> np.ndarray:
    """A page of 400 by 500 points in blue, green and red, on which was drawn."""
    image = Image.new("RGB", (800, 1000), (PAPER,) * 3)
    for draw in draws:
        draw(ImageDraw.Draw(image))
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def ring(across: float, middle: tuple[float, float] = (400, 700), width: int = 8, colour: tuple = RED) -> Draw:
    """A seal's line, so many points across."""
    x, y, radius = *middle, across * SCALE / 2
    return lambda canvas: canvas.ellipse((x - radius, y - radius, x + radius, y + radius), None, colour, width)


def star(canvas: ImageDraw.ImageDraw) -> None:
    """What is in its middle."""
    canvas.regular_polygon((400, 700, 40), 5, fill=RED)


def print_across(canvas: ImageDraw.ImageDraw) -> None:
    """Black strokes over and beside the seal."""
    for x in range(200, 620, 20):
        canvas.rectangle((x, 690, x + 6, 710), (30, 30, 30))


def red_head(canvas: ImageDraw.ImageDraw) -> None:
    """Large characters close to one another, with a rule below."""
    for x in range(60, 700, 110):
        canvas.rectangle((x, 60, x + 100, 160), None, RED, 18)
        canvas.line((x, 110, x + 100, 110), RED, 18)
    canvas.rectangle((60, 200, 740, 206), RED)


def test_what_was_stamped_on_is_read_and_the_seal_is_not() -> None:
    """Strokes stay as dark as beside the seal, its ink becomes paper."""
    cleared = fade_seals(picture(ring(119), star, print_across), SCALE)
    across = cleared[700]
    assert across[203:620:20].max() <= 45
    assert across[213:620:20].min() >= PAPER - 12
    assert cleared[570:685, 400].min() >= PAPER - 12  # the ring, and the star above the strokes


def test_a_page_without_a_seal_is_what_it_is_in_grey() -> None:
    """Grey stays the same grey, to the bit: scans without colours are read as before."""
    grey = np.random.default_rng(1).integers(0, 256, (300, 200), np.uint8)
    assert (fade_seals(np.repeat(grey[:, :, None], 3, 2), SCALE) == grey).all()


@pytest.mark.parametrize(
    ("why", "draws", "seals"),
    [
        ("a seal of 4.2 cm", [ring(119), star], 1),
        ("two bodies sign side by side", [ring(119, (260, 700)), ring(119, (560, 700))], 2),
        ("the seal of a firm, 3.8 cm", [ring(108)], 1),
        ("a line broken by a pen's stroke", [ring(119), lambda c: c.line((300, 600, 500, 820), (250, 250, 250), 4)], 1),
        ("a red head is read in its own ink", [red_head], 0),
        ("a black ring is no red ink", [ring(119, colour=(30, 30, 30))], 0),
        ("a ring about a number is too small", [ring(20)], 0),
        ("a picture is no seal", [lambda c: c.rectangle((200, 400, 500, 800), RED)], 0),
        ("a frame about the whole page", [lambda c: c.rectangle((20, 20, 780, 980), None, RED, 6)], 0),
    ],
)
def test_seals_are_known_by_their_form(why: str, draws: list[Draw], seals: int) -> None:
    """Large, red, a closed line around much that is not red."""
    assert len(list(find_seals(picture(*draws), SCALE))) == seals, why
