"""What of a page's text nobody sees, and what lies across it as a watermark: neither is text of the page.

Like `connectors.readers.pdf.text_layer`, this runs inside the reading process.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from connectors.readers.pdf.scans import Pixels
from gongbao.model import TextCell

PAPER = 240  # of 255: the ground that white ink does not show on
CONTRAST = 16  # of 255: greys of a character and its ground differ by more
LARGER = 1.5  # times the type of what it lies across: a watermark's
CROSSED = 2  # text cells, at least, that a watermark lies across


def find_watermarks(cells: Sequence[TextCell], pale: Collection[int]) -> Iterator[int]:
    """Positions of pale cells in large type that lie across other text."""
    for position in pale:
        mark = cells[position]
        crossed = sum(
            mark.x0 < (cell.x0 + cell.x1) / 2 < mark.x1 and mark.top < (cell.top + cell.bottom) / 2 < mark.bottom
            for i, cell in enumerate(cells)
            if i != position and LARGER * cell.size <= mark.size
        )
        if crossed >= CROSSED:
            yield position


def find_unseen(
    cells: Sequence[TextCell], pixels: Pixels, scale: float, white: Collection[int], unsure: Collection[int]
) -> Iterator[int]:
    """Positions of cells that don't show on the page's picture of `scale` pixels a point.

    Those are in `white` ink on white paper, or lie under something. Cells that the picture may be `unsure` of are seen.
    """
    for position, cell in enumerate(cells):
        left, right = max(0, int(cell.x0 * scale)), int(cell.x1 * scale) + 1
        top, bottom = max(0, int(cell.top * scale)), int(cell.bottom * scale) + 1
        part = pixels[top:bottom, left:right]
        if not part.size or not cell.text.strip():
            continue
        is_flat = int(part.max()) - int(part.min()) < CONTRAST
        if (position in white and np.median(part) >= PAPER) or (is_flat and position not in unsure):
            yield position
