"""What a page holds besides strips, and the flow that all of it is put into."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.layout.strips import Strip
from transforms.layout.tables import Table


@dataclass(slots=True, eq=False)
class Separator:
    """A level ruling between what is above and what is below."""

    x0: float
    x1: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top

    @property
    def baseline(self) -> float:
        return self.top


@dataclass(slots=True, eq=False)
class TableBlock:
    """A table as one thing in the flow. `number` is its ordinal on the page, from 1."""

    table: Table
    number: int
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def baseline(self) -> float:
        return self.top


Item = Strip | Separator | TableBlock
Path = tuple[int, ...]
"""Which side of which gutter, from the outermost in: 1 left, 2 right. () spans columns."""


@dataclass(slots=True)
class Flow:
    """Items in reading order, each with its column and how many separators were passed before it.

    `em`, `width` and `middle` are the page's: the size of its body, the width of its text and where its middle is.
    """

    em: float
    width: float
    middle: float
    placed: list[tuple[Strip | TableBlock, Path, int]] = field(default_factory=list)
    region: int = 0

    def put(self, items: Iterable[Item], path: Path) -> None:
        """Add items at the end; a separator begins a region."""
        for item in items:
            if isinstance(item, Separator):
                self.region += 1
            else:
                self.placed.append((item, path, self.region))


def measure_height(item: Item) -> float:
    """How far down the page the middle of an item stands, in points."""
    return (item.top + item.bottom) / 2
