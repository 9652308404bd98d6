"""What turns files into pages, and pictures into lines."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gongbao.model import Page

if TYPE_CHECKING:
    from PIL.Image import Image


class Reader(Protocol):
    """Turns a file into pages."""

    def count(self, path: Path) -> int:
        """How many pages there are. Raises InputError with the reason where the file is not what it should be."""
        ...

    def read(self, path: Path, index: int) -> Page:
        """One page, `index` from 0. Bad pages come back rejected, not raised."""
        ...


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line that an OCR engine saw, in pixels from the top left of the picture.

    `edges` holds the left edge of each character of `text` and the right edge of the last.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float  # 0 to 1
    edges: tuple[float, ...]


class OcrEngine(Protocol):
    """Reads pictures of upright text."""

    @property
    def name(self) -> str:
        """What `Page.reader` says, after `ocr:`."""
        ...

    def recognise(self, image: "Image") -> list[OcrLine]:
        """The lines on a picture, in any order. Raises UnavailableError where the engine is not installed."""
        ...
