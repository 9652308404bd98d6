"""Sets text as other programs do: by the character or in runs of a few, justified, tracked, in any columns.

What is printed is kept in reading order: `Galley.pages` holds lines of pages, `Galley.paragraphs` what they say.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pymupdf
from press import FACE, WIDTHS

HANGING = "，。、；："  # marks that stand out beyond the edge of a line


@dataclass(frozen=True)
class Measure:
    """A column: where it begins and how wide it is, in points."""

    x: float
    width: float


@dataclass(frozen=True)
class Manner:
    """How lines are drawn. `run` is how many characters are shown at once (0: a whole line)."""

    justified: bool = True
    run: int = 0
    tracking: float = 0.0  # ems between characters
    indent: float = 2.0  # ems by which first lines are set in
    white: float = 0.0  # lines between paragraphs


@dataclass
class Galley:
    """Pages that are filled from the top; blocks go down in the order of the calls."""

    width: float = 595.0
    height: float = 842.0
    margin: float = 70.0
    size: float = 11.0
    leading: float = 1.6
    manner: Manner = Manner()
    seed: int = 0
    pages: list[list[str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    y: float = 0.0

    def __post_init__(self) -> None:
        self.document = pymupdf.open()
        self.chance = random.Random(self.seed)

    # --- measures

    @property
    def whole(self) -> Measure:
        """The text's width."""
        return Measure(self.margin, self.width - 2 * self.margin)

    @property
    def line(self) -> float:
        """From one baseline to the next."""
        return self.leading * self.size

    @property
    def floor(self) -> float:
        """Where the last baseline may be."""
        return self.height - self.margin

    def columns(self, count: int, gutter: float = 2.0) -> list[Measure]:
        """The measures of so many columns."""
        width = (self.whole.width - (count - 1) * gutter * self.size) / count
        return [Measure(self.margin + i * (width + gutter * self.size), width) for i in range(count)]

    # --- blocks

    def new_page(self, rotation: int = 0, landscape: bool = False) -> None:
        """Begin another page."""
        if landscape != (self.width > self.height):
            self.width, self.height = self.height, self.width
        page = self.document.new_page(width=self.width, height=self.height)
        page.insert_font("F0", fontbuffer=FACE.buffer)
        self.pages.append([])
        self.y = self.margin
        page.set_rotation(rotation)

    def title(self, text: str, scale: float = 1.6) -> None:
        """A line in the middle."""
        size = scale * self.size
        self.y += 1.3 * size
        self.show(text, self.margin + (self.whole.width - measure(text, size)) / 2, self.y, size)
        self.y += 0.7 * size
        self.pages[-1].append(text)

    def flow(self, paragraphs: Sequence[str], count: int = 1, floor: float | None = None) -> None:
        """Paragraphs in columns, over as many pages as they need."""
        columns = self.columns(count)
        lines = [line for text in paragraphs for line in self.break_lines(text, columns[0].width)]
        self.paragraphs += paragraphs
        while lines:
            rows = int(((floor or self.floor) - self.y) / self.line)
            if rows < 2:
                self.new_page()
                continue
            here, lines = lines[: rows * count], lines[rows * count :]
            rows = -(-len(here) // count)
            for at, column in enumerate(columns):
                self.set_lines(here[at * rows : (at + 1) * rows], column)
            self.y += rows * self.line

    def break_lines(self, text: str, width: float) -> list[tuple[str, float, bool]]:
        """The lines of a paragraph, each with its indent in ems, and whether it is full."""
        step = self.manner.tracking * self.size
        lines: list[tuple[str, float, bool]] = []
        line, indent = "", self.manner.indent
        left = width - indent * self.size
        for letter in text:
            wide = measure(letter, self.size) + step
            if wide > left + 0.01 and letter not in HANGING:
                lines.append((line, indent, True))
                line, indent, left = "", 0.0, width
            line += letter
            left -= wide
        lines.append((line, indent, False))
        return lines + [("", 0.0, False)] * round(self.manner.white)

    def set_lines(self, lines: Sequence[tuple[str, float, bool]], column: Measure) -> None:
        """Lines from here down; the place stays where it is."""
        y = self.y
        for text, indent, full in lines:
            y += self.line
            x = column.x + indent * self.size
            if text:
                room = column.width - indent * self.size - self.extent(text)
                stretched = full and self.manner.justified and text[-1] not in HANGING
                spread = room / max(1, len(text) - 1) if stretched else 0.0
                self.show(text, x, y, self.size, spread)
                self.pages[-1].append(text)

    def table(
        self, rows: Sequence[Sequence[str]], measure_: Measure, shares: Sequence[float], ruled: str = "all"
    ) -> None:
        """A table of cells that wrap, in one column; `ruled`: all, level, none. It goes on on the next page."""
        pad = 0.4 * self.size
        xs = [measure_.x + sum(shares[:i]) * measure_.width for i in range(len(shares) + 1)]
        top = self.y + 0.5 * self.line
        self.y = top
        self.rule(xs[0], top, xs[-1], top, ruled != "none")
        for cells in rows:
            broken = [list(fold(c, b - a - 2 * pad, self.size)) for c, a, b in zip(cells, xs, xs[1:], strict=False)]
            down = max(map(len, broken)) * self.line
            if self.y + down > self.floor:
                self._stand(xs, top, ruled)
                self.new_page(landscape=self.width > self.height)
                top = self.y
                self.rule(xs[0], top, xs[-1], top, ruled != "none")
            for x, lines in zip(xs, broken, strict=False):
                for i, text in enumerate(lines):
                    self.show(text, x + pad, self.y + (i + 0.75) * self.line, self.size)
            self.y += down + (0.3 * self.line if ruled == "none" else 0.0)
            self.pages[-1].append("\t".join(cells))
            self.paragraphs.append("\t".join(cells))
            self.rule(xs[0], self.y, xs[-1], self.y, ruled != "none")
        self._stand(xs, top, ruled)
        self.y += 0.3 * self.line

    def _stand(self, xs: Sequence[float], top: float, ruled: str) -> None:
        for x in xs if ruled == "all" else ():
            self.rule(x, top, x, self.y)

    # --- ink

    def rule(self, x0: float, y0: float, x1: float, y1: float, drawn: bool = True) -> None:
        """A ruling."""
        if drawn:
            self.document[-1].draw_line((x0, y0), (x1, y1), width=0.6)

    def show(self, text: str, x: float, y: float, size: float, spread: float = 0.0, **more: object) -> None:
        """Characters on one baseline, `spread` points apart."""
        page = self.document[-1]
        step = self.manner.tracking * size + spread
        for part in cut(text, 1 if step else self.manner.run, self.chance):
            page.insert_text((x, y), part, fontname="F0", fontsize=size, **more)
            x += measure(part, size) + step * len(part)

    def extent(self, text: str) -> float:
        """How wide a line of the body is."""
        return measure(text, self.size) + self.manner.tracking * self.size * (len(text) - 1)

    def save(self) -> bytes:
        """The PDF."""
        return self.document.tobytes(garbage=3, deflate=True)


def cut(text: str, run: int, chance: random.Random) -> Iterator[str]:
    """A text in pieces of `run` characters at most; Word breaks runs wherever language or face change."""
    while text:
        length = len(text) if not run else chance.randint(1, run)
        yield text[:length]
        text = text[length:]


def fold(text: str, width: float, size: float) -> Iterator[str]:
    """A cell's lines."""
    line = ""
    for letter in text:
        if line and measure(line + letter, size) > width:
            yield line
            line = ""
        line += letter
    yield line


def measure(text: str, size: float) -> float:
    """The width of a text as the face has it, in points."""
    for letter in text:
        if letter not in WIDTHS:
            WIDTHS[letter] = FACE.glyph_advance(ord(letter))
    return size * sum(WIDTHS[letter] for letter in text)
