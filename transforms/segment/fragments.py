"""Pages to fragments: clean stretches of text in the order they were read, each with what is known of its edges.

A fragment is a line or several; it is never more than one paragraph of one document, and often less.
"""

import itertools
import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongbao.language.bodies import is_body_name
from gongbao.language.characters import COMMON_HAN
from gongbao.language.dates import parse_date
from gongbao.language.jump_marks import JUMP_IN, JUMP_OUT
from gongbao.language.numbering import find_marker
from gongbao.language.openness import ends_incomplete, is_open
from gongbao.model import Correction, Line, Page, SourceSpan
from transforms.clean.aligned import AlignedText
from transforms.clean.lines import clean_line
from transforms.layout.block_paragraphs import find_block_beginnings
from transforms.layout.running_headers import find_running_headers
from transforms.segment.covering_words import COVERING

PUNCTUATION = re.compile("[，、；。：]")
WRAPPING = re.compile(f"[{COMMON_HAN}，、]")  # what a line that wraps ends with


@dataclass(frozen=True, slots=True)
class Fragment:
    """A clean stretch of text.

    `soft_wrapped`: it follows the fragment before it without a blank line. `begins` and `full` are what geometry says:
    it opens a paragraph; it reaches the right edge of its column (None: not known); `spans_columns`: it runs across
    columns. `size` is that of its type in points, None where it is not known. `jump_in` and `jump_out` are the pages of
    the jump marks that stood before and after it; `page` is the file's page, `folio` the printed number.
    """

    aligned: AlignedText
    soft_wrapped: bool = False
    begins: bool | None = None
    full: bool | None = None
    spans_columns: bool = False
    size: float | None = None
    jump_in: int | None = None
    jump_out: int | None = None
    page: int = 0
    folio: int | None = None

    @property
    def text(self) -> str:
        """The words."""
        return self.aligned.text

    @property
    def spans(self) -> tuple[SourceSpan, ...]:
        """Where they were printed."""
        return self.aligned.spans

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return "\t" in self.aligned.text


def read_fragments(pages: Sequence[Page]) -> tuple[tuple[Fragment, ...], tuple[Correction, ...]]:
    """All fragments of an issue in reading order, and the corrections that cleaning made."""
    fragments: list[Fragment] = []
    corrections: list[Correction] = []
    running = find_running_headers(pages)
    for page in pages:
        soft_wrapped = False
        blocks = find_block_beginnings(page)
        for line in page.lines:
            if (page.index, line.index) in running:
                corrections.append(Correction("running-line", page.index, line.index, 0, line.text))
                continue
            clean, changed = clean_line(line)
            corrections.extend(changed)
            if clean.text.strip():
                fragment = Fragment(
                    clean,
                    soft_wrapped,
                    blocks.get(line.index, _begins(line)),
                    _fills(line),
                    line.column == 0,
                    line.size,
                    page=page.index,
                    folio=page.folio,
                )
                found, marks = part_at_jumps(fragment)
                corrections.extend(marks)
                fragments.extend(found)
            soft_wrapped = bool(clean.text.strip())
    return tuple(attach_lone_marks(fragments)), tuple(corrections)


def _begins(line: Line) -> bool | None:
    """Whether the line opens a paragraph, by structure or by its indent.

    Chinese sets two characters in; OCR is out by half a one.
    """
    if line.path is not None:
        return True
    return None if line.indent is None else line.indent >= 1.5


def _fills(line: Line) -> bool | None:
    """Whether a line reaches the right edge of its column; a mark beyond it may leave room for one character."""
    if line.path is not None:
        return False
    return None if line.room is None else line.room < 1.2


def note_removal(words: AlignedText, rule: str) -> list[Correction]:
    """That words are taken out by a rule: a correction for each stretch that was printed in one piece."""
    return [Correction(rule, s.page, s.line, s.offset, words.text[s.start : s.start + s.length]) for s in words.spans]


def part_at_jumps(fragment: Fragment) -> tuple[list[Fragment], list[Correction]]:
    """A fragment split at its jump marks, the marks themselves taken out."""
    marks = [(m, "jump_out") for m in JUMP_OUT.finditer(fragment.text)]
    marks += [(m, "jump_in") for m in JUMP_IN.finditer(fragment.text)]
    if not marks:
        return [fragment], []
    marks.sort(key=lambda pair: pair[0].start())
    found: list[Fragment] = []
    corrections: list[Correction] = []
    at, jump_in = 0, None
    for match, kind in marks:
        before = fragment.aligned.cut(at, match.start()).strip()
        page = int(match[1])
        found.append(replace(fragment, aligned=before, jump_in=jump_in, jump_out=page if kind == "jump_out" else None))
        jump_in = page if kind == "jump_in" else None
        corrections += note_removal(fragment.aligned.cut(match.start(), match.end()), "jump-mark")
        at = match.end()
    found.append(replace(fragment, aligned=fragment.aligned.cut(at).strip(), jump_in=jump_in))
    return [f for f in found if f.text or f.jump_in or f.jump_out], corrections


def attach_lone_marks(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Give a mark that stands alone to the words it belongs to: those before it, or those after it.

    Where two columns were read row by row, two marks may stand above two rows.
    """
    settled: list[Fragment] = []
    jumps_in: deque[int] = deque()
    for fragment in fragments:
        if jumps_in and fragment.text and fragment.jump_in is None:
            fragment = replace(fragment, jump_in=jumps_in.popleft())
        if fragment.text:
            settled.append(fragment)
        elif fragment.jump_out is not None and settled and settled[-1].jump_out is None:
            settled[-1] = replace(settled[-1], jump_out=fragment.jump_out)
        elif fragment.jump_in is not None:
            jumps_in.append(fragment.jump_in)
    return settled


def breaks_off(text: str, width: int) -> bool:
    """Whether a fragment's last words must go on elsewhere. Headings, names and dates need no closing mark.

    A number on a line of its own never stands alone.
    """
    marker = find_marker(text)
    if marker is not None and marker.end == len(text):
        return True
    if not is_open(text) or parse_date(text) or is_body_name(text) or "\t" in text:
        return False
    if text.endswith(("，", "、")) or ends_incomplete(text):
        return True
    short = len(text) < (width or 18) - 3
    return not (short and (marker is not None or PUNCTUATION.search(text) is None))


def measure_column(fragments: Sequence[Fragment]) -> int:
    """How many characters a full line of a column holds, from the lines that wrap; 0 where too few do."""
    widths = sorted(
        len(a.text)
        for a, b in itertools.pairwise(fragments)
        if b.soft_wrapped and WRAPPING.match(a.text[-1:]) and not a.row and len(a.text) <= 60
    )
    # Lines that wrap are all but full; the few longer ones were joined by OCR.
    return widths[len(widths) * 85 // 100] if len(widths) >= 12 else 0


SAMPLE = 100_000  # characters of an issue that show its habits; more would only cost time


class Seams:
    """How well two texts join, judged by what stands side by side elsewhere in the same issue."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole = "\n".join(texts)[:SAMPLE]
        self._scores: dict[tuple[str, str], float] = {}
        self._habits: dict[tuple[str, str, int], float] = {}

    def habit(self, before: str, after: str, own: int = 0) -> float:
        """As `join_score`, with what covering notices say everywhere; `own` are occurrences that don't count."""
        seam = before[-2:], after[:2], own
        if seam not in self._habits:
            self._habits[seam] = self._weigh(*seam)
        return self._habits[seam]

    def _weigh(self, before: str, after: str, own: int) -> float:
        """From 0 to 1 by the longest words across the seam that are known."""
        for words, known in (
            (before + after, 1.0),
            (before + after[:1], 0.75),
            (before[-1:] + after, 0.75),
            (before[-1:] + after[:1], 0.4),
        ):
            if words in COVERING or (self._whole.count(words) if own else words in self._whole) > own:
                return known
        return 0.0

    def join_score(self, before: str, after: str) -> float:
        """From 0 (never seen side by side) to 1 (the words across the seam are a habit of this issue)."""
        seam = before[-2:], after[:2]
        if seam not in self._scores:
            self._scores[seam] = self._judge(*seam)
        return self._scores[seam]

    def _judge(self, before: str, after: str) -> float:
        if not before or not after:
            return 0.0
        if len(before) > 1 and len(after) > 1 and before + after in self._whole:
            return 1.0
        if before + after[:1] in self._whole or before[-1:] + after in self._whole:
            return 0.7
        return 0.3 if before[-1:] + after[:1] in self._whole else 0.0
