"""What stands on a page before anyone has read it: text cells and rulings, in no order.

Text layers and OCR give raw pages; layout turns a raw page into a `Page`. All measures are points from the top left
corner of the page with its text upright.
"""

from dataclasses import dataclass
from typing import NamedTuple

from gongbao.model.findings import Finding
from gongbao.model.pages import Box


class TextCell(NamedTuple):
    """Characters on one baseline that touch.

    `edges` holds the left edge of each character of `text` and the right edge of the last. Edges are advance
    widths, not ink, so that a bracket's own blank counts as the bracket's.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    edges: tuple[float, ...]
    bold: bool = False
    confidence: float | None = None


class Gap(NamedTuple):
    """The white between two things at one height: its left and right edges, in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """From edge to edge, in points."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Halfway between the edges."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as drawn or recognised.

    `rulings` are drawn lines as thin boxes; `rotation` and `skew` are as in `Page`.
    """

    index: int
    width: float
    height: float
    cells: tuple[TextCell, ...]
    rulings: tuple[Box, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    reader: str = "pdf"
    findings: tuple[Finding, ...] = ()
