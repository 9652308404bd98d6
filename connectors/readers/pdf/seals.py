"""Seals on a scan: their red ink is made pale, so that what they were stamped on can be read.

In a picture without colours a seal is as dark as print, and who signed and when, which GB/T 9704 puts beneath it, is a
tangle of strokes. In the red channel alone a seal is nearly white and black stays black; but so would the red head of a
document be, so only what has the form of a seal is looked at that way: red, large, a closed line around much that is
not red. Others than red ones are no seals of a state's body.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

LEAST = 70.0  # points across: seals measure 3 cm at least, the characters of a red head 2.2 at most
REDDER = 40  # of 255, that red ink is redder than it is green or blue
GAP = 3.0  # points: a seal's line may be broken so far
ENCLOSED = 1.8  # times the area of its ink, that a seal takes up at least: characters and rules enclose little
LARGEST = 0.25  # of the page: what is larger is a picture


def fade_seals(colours: Pixels, scale: float) -> Pixels:
    """A picture in blue, green and red, at `scale` pixels a point, in grey, without its red seals."""
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8)
    for rows, columns, ink in find_seals(colours, scale):
        red = colours[rows, columns, 2]
        level = max(1.0, float(np.median(red[ink])))  # of the seal where nothing is printed beneath
        ground = float(np.median(grey[rows, columns]))  # the paper is as grey there as around it
        grey[rows, columns] = np.minimum(ground, red * (ground / level))
    return grey


def find_seals(colours: Pixels, scale: float) -> Iterator[tuple[slice, slice, NDArray[np.bool_]]]:
    """The red seals of a picture: the rows and columns of each, and where in them its ink is."""
    step = max(1, round(scale))  # a pixel a point is enough to find them
    small = colours[::step, ::step].astype(np.int16)
    red = (small[:, :, 2] - small[:, :, :2].max(axis=2) >= REDDER).astype(np.uint8)
    if not red.any():
        return
    reach = 2 * round(GAP * scale / step / 2) + 1
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        left, top, across, down = cv2.boundingRect(outline)
        if min(across, down) * step < LEAST * scale or across * down > LARGEST * red.size:
            continue
        if cv2.contourArea(outline) < ENCLOSED * int(red[top : top + down, left : left + across].sum()):
            continue
        rows, columns = (slice(max(0, at - 1) * step, (at + n + 1) * step) for at, n in ((top, down), (left, across)))
        part = colours[rows, columns].astype(np.int16)
        yield rows, columns, part[:, :, 2] - part[:, :, :2].max(axis=2) >= REDDER
