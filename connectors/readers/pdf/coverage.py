"""Whether a page's text layer covers what is printed: ink outside its text, asked of the page's picture.

Like `connectors.readers.pdf.text_layer`, this runs inside the reading process.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from connectors.readers.pdf.scans import Pixels, cover, find_skew, rotate
from gongbao.model import TextCell

INK, AROUND = 20, 31  # of 255: what is darker than the mean of so many pixels around it by more is ink
LONG = 36.0  # points: a straight stroke of this length is a ruling
LARGE = 60.0, 48.0  # points: what hangs together and is wider or higher is no character
LOW, HIGH = 5.0, 48.0  # points: how high a line of text may be
JOIN = 5.0  # points of white that the characters of a line are bridged over
OBLONG = 3.0  # heights: a line of text is this long at least
THINNEST, FULLEST = 0.1, 0.75  # share of its box that a line's ink fills
CROSSINGS = 1.2  # edges of ink a height along a line of text: an ornament has fewer


def estimate_characters(pixels: Pixels, scale: float, known: Sequence[TextCell] = (), scanned: bool = False) -> int:
    """About how many characters of text a picture of `scale` pixels a point shows, but for those of known cells.

    Only what looks like lines of text counts: rulings, seals, photographs and ornaments don't. What was `scanned` may
    also lie askew or on its side.
    """
    ink = np.asarray(
        cv2.adaptiveThreshold(pixels, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, AROUND, INK), np.uint8
    )
    for cell in known:
        cover(ink, cell, scale, 0)
    ink = _remove_rulings(ink, scale)
    if not ink.any():
        return 0
    sides = [ink]
    if scanned:
        upright = np.rot90(ink)
        sides += [upright, *(rotate(np.ascontiguousarray(s), find_skew(255 - 255 * s), fill=0) for s in (ink, upright))]
    return max(_count_characters(side, scale) for side in sides)


def _remove_rulings(ink: Pixels, scale: float) -> Pixels:
    """Ink without straight strokes longer than a character's, and without what is larger than a character."""
    length = max(3, round(LONG * scale))
    for shape in ((1, length), (length, 1)):
        runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        ink[cv2.dilate(runs, np.ones((3, 3), np.uint8)) > 0] = 0
    _, labels, found, _ = cv2.connectedComponentsWithStats(ink)
    large = (found[:, cv2.CC_STAT_WIDTH] > LARGE[0] * scale) | (found[:, cv2.CC_STAT_HEIGHT] > LARGE[1] * scale)
    ink[large[labels]] = 0
    return ink


def _count_characters(ink: Pixels, scale: float) -> int:
    return sum(max(1, round(across / down)) for across, down in _find_text_lines(np.ascontiguousarray(ink), scale))


def _find_text_lines(ink: Pixels, scale: float) -> Iterator[tuple[int, int]]:
    """Width and height of what looks like a line of text."""
    bridge = np.ones((1, max(3, int(JOIN * scale))), np.uint8)
    _, _, found, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge))
    for x, y, across, down, _area in found[1:].tolist():
        if LOW * scale <= down <= HIGH * scale and across >= OBLONG * down:
            part = ink[y : y + down, x : x + across]
            core = part[down // 4 : 3 * down // 4 + 1].astype(np.int8)
            crossings = (np.diff(core, axis=1) != 0).sum(axis=1).max()
            if THINNEST <= part.mean() <= FULLEST and crossings >= CROSSINGS * across / down:
                yield across, down
