"""Pages to fragments: clean stretches of text in the order they were read, each with what is known of its edges.

A fragment is a line or several; it is never more than one paragraph of one document, and often less.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongbao.model import Correction, Line, Page, Run
from transforms.clean.aligned import Traced
from transforms.clean.lines import clean_line
from transforms.form import COME_FROM, GONE_TO
from transforms.layout.running_headers import find_running_lines


@dataclass(frozen=True, slots=True)
class Fragment:
    """A clean stretch of text.

    `glued`: it follows the fragment before it without a blank line. `begins` and `full` are what geometry says: it
    opens a paragraph; it reaches the right edge of its column (None: not known); `across`: it runs
    across columns. `come_from` and `gone_to` are the
    pages of the jump marks that stood before and after it; `page` is the file's page, `folio` the printed number.
    """

    traced: Traced
    glued: bool = False
    begins: bool | None = None
    full: bool | None = None
    across: bool = False
    come_from: int | None = None
    gone_to: int | None = None
    page: int = 0
    folio: int | None = None

    @property
    def text(self) -> str:
        """The words."""
        return self.traced.text

    @property
    def runs(self) -> tuple[Run, ...]:
        """Where they were printed."""
        return self.traced.runs

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return "\t" in self.traced.text


def fragment(pages: Sequence[Page]) -> tuple[tuple[Fragment, ...], tuple[Correction, ...]]:
    """All fragments of an issue in reading order, and the corrections that cleaning made."""
    fragments: list[Fragment] = []
    corrections: list[Correction] = []
    running = find_running_lines(pages)
    for page in pages:
        glued = False
        for line in page.lines:
            if (page.index, line.number) in running:
                corrections.append(Correction("running-line", page.index, line.number, 0, line.text))
                continue
            clean, changed = clean_line(line)
            corrections.extend(changed)
            if clean.text.strip():
                piece = Fragment(
                    clean, glued, _begins(line), _fills(line), line.column == 0, page=page.index, folio=page.folio
                )
                found, marks = part_at_jumps(piece)
                corrections.extend(marks)
                fragments.extend(found)
            glued = bool(clean.text.strip())
    return tuple(settle_marks(fragments)), tuple(corrections)


def _begins(line: Line) -> bool | None:
    """Whether the line's indent opens a paragraph: Chinese sets two characters in; OCR is out by half a one."""
    return None if line.indent is None else line.indent >= 1.5


def _fills(line: Line) -> bool | None:
    """Whether a line reaches the right edge of its column; a mark that hangs over it may leave one character's room."""
    return None if line.room is None else line.room < 1.2


def part_at_jumps(piece: Fragment) -> tuple[list[Fragment], list[Correction]]:
    """A fragment parted at its jump marks, the marks themselves taken out."""
    marks = [(m, "gone_to") for m in GONE_TO.finditer(piece.text)]
    marks += [(m, "come_from") for m in COME_FROM.finditer(piece.text)]
    if not marks:
        return [piece], []
    marks.sort(key=lambda pair: pair[0].start())
    found: list[Fragment] = []
    corrections: list[Correction] = []
    at, come_from = 0, None
    for match, kind in marks:
        before = piece.traced.cut(at, match.start()).strip()
        page = int(match[1])
        found.append(replace(piece, traced=before, come_from=come_from, gone_to=page if kind == "gone_to" else None))
        come_from = page if kind == "come_from" else None
        corrections += [
            Correction("jump-mark", r.page, r.line, r.offset, match[0][r.start : r.start + r.length])
            for r in piece.traced.cut(match.start(), match.end()).runs
        ]
        at = match.end()
    found.append(replace(piece, traced=piece.traced.cut(at).strip(), come_from=come_from))
    return [f for f in found if f.text or f.come_from or f.gone_to], corrections


def settle_marks(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Give a mark that stands alone to the words it belongs to: those before it, or those after it."""
    settled: list[Fragment] = []
    come_from: int | None = None
    for piece in fragments:
        if come_from is not None and piece.come_from is None:
            piece = replace(piece, come_from=come_from)
        come_from = None
        if piece.text:
            settled.append(piece)
        elif piece.gone_to is not None and settled and settled[-1].gone_to is None:
            settled[-1] = replace(settled[-1], gone_to=piece.gone_to)
        elif piece.come_from is not None:
            come_from = piece.come_from
    return settled


def measure_column(fragments: Sequence[Fragment]) -> int:
    """How many characters a full line of a column holds, from the lines that wrap; 0 where too few do."""
    widths = sorted(
        len(a.text)
        for a, b in itertools.pairwise(fragments)
        if b.glued and re.search(r"[\u4e00-\u9fff，、]$", a.text) and not a.row and len(a.text) <= 60
    )
    # Lines that wrap are all but full; the few longer ones were joined by OCR.
    return widths[len(widths) * 85 // 100] if len(widths) >= 12 else 0


SAMPLE = 100_000  # characters of an issue that show its habits; more would only cost time


class Seams:
    """How well two texts join, judged by what stands side by side elsewhere in the same issue."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole = "\n".join(texts)[:SAMPLE]
        self._bonds: dict[tuple[str, str], float] = {}

    def bond(self, before: str, after: str) -> float:
        """From 0 (never seen side by side) to 1 (the words across the seam are a habit of this issue)."""
        seam = before[-2:], after[:2]
        if seam not in self._bonds:
            self._bonds[seam] = self._judge(*seam)
        return self._bonds[seam]

    def _judge(self, before: str, after: str) -> float:
        if not before or not after:
            return 0.0
        if len(before) > 1 and len(after) > 1 and before + after in self._whole:
            return 1.0
        if before + after[:1] in self._whole or before[-1:] + after in self._whole:
            return 0.7
        return 0.3 if before[-1:] + after[:1] in self._whole else 0.0
