"""The text layer of a PDF page as a raw page: its characters with their places. PDFium does the parsing.

Everything here runs inside the reading process (see `reader`): it trusts its caller with time and memory.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from connectors.readers.pdf.frame import Frame, apply_matrix
from connectors.readers.pdf.graphics import read_graphics
from connectors.readers.pdf.styles import StyleReader, find_address
from connectors.readers.pdf.symbols import name_symbols
from gongbao.errors import LimitError
from gongbao.model import RawPage, TextCell

TOUCH = 0.35  # ems between characters of one text cell, at most
LEVEL = 0.05  # points: heights and baselines this near are the same
BLANKS = frozenset("\r\n\t \xa0\u2002\u2003\u3000\u200b\ufeff")
UNUSUAL = BLANKS | {"\x02", "\ufffe"}  # PDFium's marks for a hyphen at the end of a line

CharacterBox = tuple[float, float, float, float]
"""x0, top, x1, bottom, in points."""

# A character that a sane text layer of a gazette does not have: control, private use, replacement, and scripts that a
# broken character map lands in (Yi, Hangul, Indic …); and the runs of Latin-1 letters that GBK bytes turn into.
STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u0400-\u1fff\u2c00-\u2dff\ua000-\uf8ff\ufb00-\ufdff\ufffc-\uffff"
    "\U000e0000-\U0010ffff]"
)
CONTROL = re.compile("[\x00-\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # \x02 is PDFium's hyphen
MOJIBAKE = re.compile("[\xa1-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u02ff]{3,}")
CID = re.compile(r"\(cid:\d+\)")
TOLERATED = 0.03  # share of strange characters
UNSEEN = 0.5  # share of invisible characters: OCR's, under the picture of a scan
PICTURED = 0.05  # share of a page without text: a larger picture holds it
OUTLINED = 20  # shapes that are no rulings: more of them may be characters
LACKING = 12  # characters printed outside the text layer: fewer are a word on a seal or in an ornament
LACKING_SHARE = 0.02  # and as a share of those in the layer, as these are an estimate


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What is known of a page's text layer.

    `characters` counts ink, blanks aside; `uncovered` is about how many more are printed on the page, as far as its
    picture was asked.
    """

    characters: int
    strange: int
    unmapped: int
    invisible: int
    pictures: float  # share of the page that they cover
    doubtful: bool  # whether something besides text is drawn that may hold text: the page's picture is to be asked
    uncovered: int = 0
    hidden: tuple[str, ...] = ()  # words that nobody sees
    watermarks: tuple[str, ...] = ()  # words across the text of the page
    pale: frozenset[int] = frozenset()  # positions of text cells that may be a watermark's,
    white: frozenset[int] = frozenset()  # of those in white ink,
    unsure: frozenset[int] = frozenset()  # and of those that a picture may not show, as their font is not in the file

    @property
    def distrust(self) -> str | None:
        """Why the text layer can't be taken for the page's text; None where it can, for what it holds."""
        machine_read = self.invisible if self.pictures > PICTURED else 0
        drawn = "a picture" if self.pictures > 0 else "drawn as outlines"
        if self.characters == self.invisible and (self.characters == 0 or self.pictures <= PICTURED):
            if self.pictures > PICTURED or self.lacking:
                return f"the page is {drawn} without a text layer"
            return None
        reasons = (
            (machine_read, UNSEEN, "the text layer is invisible, a machine's reading of the picture"),
            (self.unmapped, TOLERATED, "a font has no Unicode map"),
            (self.strange, TOLERATED, "the text layer holds characters that are no text"),
            (
                self.uncovered,
                1.0,
                f"the page is {drawn}, of which the text layer holds {self.characters} characters"
                f" and lacks about {self.uncovered}",
            ),
        )
        return next((why for count, share, why in reasons if count > share * self.characters), None)

    @property
    def garbled(self) -> int:
        """How many characters can't be read: they have no Unicode, or are none that is printed."""
        return self.unmapped + self.strange

    @property
    def lacking(self) -> bool:
        """Whether more is printed than the text layer holds."""
        return self.uncovered >= max(LACKING, LACKING_SHARE * self.characters)


def read_raw_page(page: pdfium.FPDF_PAGE, index: int, most: int = 200_000) -> tuple[RawPage, TextLayer]:
    """The raw page of a loaded page, and what is known of its text layer.

    Raises LimitError for a page of more than `most` characters.
    """
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(bounds))
    turned = pdfium.FPDFPage_GetRotation(page) * 90
    text = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > most:
            raise LimitError(f"The page holds {count} characters, more than the {most} that are allowed.")
        angle = _find_angle(text)
        frame = Frame(bounds, turned if angle is None else angle)
        read = _read_cells(text, frame)
    finally:
        pdfium.FPDFText_ClosePage(text)
    graphics = read_graphics(page, frame)
    raw_page = RawPage(
        index=index,
        width=frame.width,
        height=frame.height,
        cells=tuple(read.cells),
        rulings=graphics.rulings,
        rotation=(frame.angle - turned) % 360,
    )
    invisible = sum(map(len, read.hidden))
    return raw_page, TextLayer(
        characters=sum(len(cell.text) - cell.text.count(" ") for cell in read.cells) + invisible,
        strange=read.strange,
        unmapped=read.unmapped,
        invisible=invisible,
        pictures=graphics.pictures,
        doubtful=graphics.wordy or graphics.shapes > OUTLINED or graphics.strings > max(0, count),
        hidden=tuple(read.hidden),
        watermarks=("".join(read.aslant),) if read.aslant else (),
        pale=frozenset(read.pale),
        white=frozenset(read.white),
        unsure=frozenset(read.unsure),
    )


def _find_angle(text: pdfium.FPDF_TEXTPAGE) -> int | None:
    """The direction of most characters, by a sample; None without any."""
    count = pdfium.FPDFText_CountChars(text)
    votes: Counter[int] = Counter()
    for i in range(0, count, max(1, count // 40)):
        if not pdfium.FPDFText_IsGenerated(text, i):
            # PDFium's angle is clockwise, -1 for none.
            angle = pdfium.FPDFText_GetCharAngle(text, i)
            if angle >= 0:
                votes[round(-math.degrees(angle) / 90) * 90 % 360] += 1
    return votes.most_common(1)[0][0] if votes else None


def _read_characters(text: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """One character for each of PDFium's, at the same index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text, 0, count, buffer)
    found = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(found) == count and "\x00" not in found:
        return found
    # PDFium left out characters without Unicode, or wrote two units for one: ask for each.
    codes = (pdfium.FPDFText_GetUnicode(text, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd" for code in codes)


@dataclass(slots=True)
class _Cells:
    """Text cells of a page, and what was set aside. `white` and `unsure` hold positions in `cells`."""

    cells: list[TextCell]
    strange: int = 0
    unmapped: int = 0
    hidden: list[str] = field(default_factory=list)
    aslant: list[str] = field(default_factory=list)
    pale: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)


def _read_cells(text: pdfium.FPDF_TEXTPAGE, frame: Frame) -> _Cells:
    """What PDFium says of a page's characters."""
    read = _Cells([])
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return read
    styles = StyleReader(text)
    characters = name_symbols(_read_characters(text, count), styles.read_font_name)
    read.strange = len(STRANGE.findall(characters))
    read.strange += sum(len(run) for pattern in (CID, MOJIBAKE) for run in pattern.findall(characters))
    if read.strange:
        characters = CONTROL.sub("\ufffd", characters)
    for run in _find_runs(text, characters, _measure_characters(text, count, frame)):
        style = styles.read(run.first)
        words = "".join(run.characters)
        if style.unmapped:
            read.unmapped += len(words)
        inside = run.end > 0 and run.edges[0] < frame.width and run.bottom > 0 and run.top < frame.height
        if style.hidden or not inside:
            read.hidden.append(words)
        elif style.aslant:
            read.aslant.append(words)
        else:
            for marked, positions in (
                (style.pale, read.pale),
                (style.white, read.white),
                (not style.embedded, read.unsure),
            ):
                if marked:
                    positions.add(len(read.cells))
            read.cells.append(
                TextCell(
                    text=words,
                    x0=run.edges[0],
                    x1=run.end,
                    top=run.top,
                    bottom=run.bottom,
                    baseline=apply_matrix(frame.matrix, *style.origin)[1],
                    size=style.size,
                    edges=(*run.edges, run.end),
                    bold=style.bold or run.doubled,
                )
            )
    return read


def _measure_characters(
    text: pdfium.FPDF_TEXTPAGE, count: int, frame: Frame
) -> Iterator[tuple[float, float, float, float]]:
    """Where each character stands: its advance width, and its font's height."""
    rects = (pdfium.FS_RECTF * count)()
    measure = pdfium.FPDFText_GetLooseCharBox
    for i, rect in enumerate(rects):
        measure(text, i, rect)
    values = memoryview(rects).cast("B").cast("f").tolist()
    lefts, tops, rights, bottoms = values[0::4], values[1::4], values[2::4], values[3::4]
    _, _, _, _, dx, dy = frame.matrix
    if frame.angle == 0:
        return zip(
            [left + dx for left in lefts],
            [dy - top for top in tops],
            [right + dx for right in rights],
            [dy - bottom for bottom in bottoms],
            strict=True,
        )
    return map(frame.box, lefts, bottoms, rights, tops)


@dataclass(slots=True)
class _GlyphRun:
    """Characters that touch. `first` is the index of the first; `edges` are left edges."""

    first: int
    characters: list[str]
    edges: list[float]
    end: float
    top: float
    bottom: float
    doubled: bool = False


def _find_runs(text: pdfium.FPDF_TEXTPAGE, characters: str, boxes: Iterator[CharacterBox]) -> Iterator[_GlyphRun]:
    """Runs of characters on one line, as text cells will be; what PDFium made up itself is left out."""
    run: _GlyphRun | None = None
    blank = False
    top = bottom = reach = 0.0
    for i, (character, (x0, y0, x1, y1)) in enumerate(zip(characters, boxes, strict=True)):
        if character in UNUSUAL:
            if character in BLANKS:
                # PDFium makes up blanks of its own where it sees a gap; the gap itself says more.
                blank = blank or (character not in "\r\n" and not pdfium.FPDFText_IsGenerated(text, i))
                continue
            if pdfium.FPDFText_IsHyphen(text, i):
                character = "-"
        if run is not None:
            level = abs(y0 - top) < LEVEL and abs(y1 - bottom) < LEVEL
            if -reach < x0 - run.end < reach and (level or _is_same_string(text, run.first, i)):
                if blank:
                    run.characters.append(" ")
                    run.edges.append(run.end)
                    blank = False
                run.characters.append(character)
                run.edges.append(x0)
                run.end = x1
                if not level:
                    run.top, run.bottom = min(run.top, y0), max(run.bottom, y1)
                continue
            if level and run.characters[-1] == character and abs(x0 - run.edges[-1]) < reach:
                run.doubled = True  # fake bold: the same character drawn again, slightly aside
                continue
            yield run
        run = _GlyphRun(i, [character], [x0], x1, y0, y1)
        top, bottom, blank = y0, y1, False
        reach = TOUCH * (y1 - y0)
    if run is not None:
        yield run


def _is_same_string(text: pdfium.FPDF_TEXTPAGE, a: int, b: int) -> bool:
    """Whether two characters were drawn by one string on one baseline: their boxes may differ in height."""
    objects = [pdfium.FPDFText_GetTextObject(text, i) for i in (a, b)]
    if not all(objects) or find_address(objects[0]) != find_address(objects[1]):
        return False
    x, ys = ctypes.c_double(), (ctypes.c_double(), ctypes.c_double())
    for i, y in zip((a, b), ys, strict=True):
        pdfium.FPDFText_GetCharOrigin(text, i, ctypes.byref(x), ctypes.byref(y))
    return abs(ys[0].value - ys[1].value) < LEVEL
