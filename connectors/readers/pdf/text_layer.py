"""The text layer of a PDF page as a sheet: its characters with their places, and its rules. PDFium does the parsing.

Everything here runs inside the reading process (see `reader`): it trusts its caller with time and memory.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from gongbao.errors import LimitError
from gongbao.model import Box, RawPage, TextCell

TOUCH = 0.35  # ems between characters of one piece, at most
THIN = 3.0  # points: a path no thicker than this is a rule
SHORT = 8.0  # points: what is shorter is a mark, not a rule
DEPTH = 4  # of forms within forms
SEGMENTS = 2_000  # of one path that are looked at
BOLD = re.compile(r"bold|black|heavy|heiti|simhei|[a-z]hei\b|黑", re.IGNORECASE)
BLANKS = frozenset("\r\n\t \xa0\u2002\u2003\u3000\u200b\ufeff")
UNUSUAL = BLANKS | {"\x02", "\ufffe"}  # PDFium's marks for a hyphen at the end of a line
INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

# A character that a sane text layer of a gazette does not have: control, private use, replacement, and scripts that a
# broken character map lands in (Yi, Hangul, Indic …); and the runs of Latin-1 letters that GBK bytes turn into.
STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u0400-\u1fff\u2c00-\u2dff\ua000-\uf8ff\ufb00-\ufdff\ufffc-\uffff"
    "\U000e0000-\U0010ffff]"
)
MOJIBAKE = re.compile("[\xa1-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u02ff]{3,}")
CID = re.compile(r"\(cid:\d+\)")
TOLERATED = 0.03  # share of strange characters


@dataclass(frozen=True, slots=True)
class Layer:
    """What is known of a page's text layer. `characters` counts ink, blanks aside."""

    characters: int
    strange: int
    unmapped: int
    invisible: int
    images: float  # share of the page that pictures cover
    paths: int

    @property
    def distrust(self) -> str | None:
        """Why the text layer can't be taken for the page's text; None where it can."""
        if self.characters == 0:
            if self.images > 0.05:
                return "the page is a picture without a text layer"
            if self.paths > 200:
                return "the page's characters are drawn as outlines"
            return None
        reasons = (
            (self.invisible, 0.5, "the text layer is invisible, a machine's reading of the picture"),
            (self.unmapped, TOLERATED, "a font has no Unicode map"),
            (self.strange, TOLERATED, "the text layer holds characters that are no text"),
        )
        return next((why for count, share, why in reasons if count > share * self.characters), None)


def read_raw_page(page: pdfium.FPDF_PAGE, index: int, most: int = 200_000) -> tuple[RawPage, Layer]:
    """The sheet of a loaded page, and what is known of its text layer.

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
        frame = _Frame(bounds, turned if angle is None else angle)
        cells, strange, unmapped, invisible = _read_cells(text, frame)
    finally:
        pdfium.FPDFText_ClosePage(text)
    rulings, images, paths = _read_drawing(page, frame)
    raw_page = RawPage(
        index=index,
        width=frame.width,
        height=frame.height,
        cells=tuple(cells),
        rulings=tuple(rulings),
        rotation=(frame.angle - turned) % 360,
    )
    characters = sum(len(cell.text) - cell.text.count(" ") for cell in cells) + invisible
    return raw_page, Layer(characters, strange, unmapped, invisible, images, paths)


class _Frame:
    """From PDF space to points from the top left of the page with its text upright.

    `angle` is the direction of the text in PDF space, in degrees counterclockwise, a multiple of 90.
    """

    def __init__(self, bounds: "pdfium.FS_RECTF", angle: int) -> None:
        self.angle = angle
        left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
        width, height = right - left, top - bottom
        self.width, self.height = (width, height) if angle % 180 == 0 else (height, width)
        self.matrix: Matrix = {
            0: (1.0, 0.0, 0.0, -1.0, -left, top),
            90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            270: (0.0, -1.0, -1.0, 0.0, top, right),
        }[angle]

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The rectangle in page points: x0, y0, x1, y1."""
        xs, ys = zip(_apply(self.matrix, left, bottom), _apply(self.matrix, right, top), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


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


def _characters(text: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """One character for each of PDFium's, at the same index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text, 0, count, buffer)
    found = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(found) == count and "\x00" not in found:
        return found
    # PDFium left out characters without Unicode, or wrote two units for one: ask for each.
    codes = (pdfium.FPDFText_GetUnicode(text, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd" for code in codes)


def _read_cells(text: pdfium.FPDF_TEXTPAGE, frame: _Frame) -> tuple[list[TextCell], int, int, int]:
    """Pieces of visible text; how many characters are strange, have no Unicode, are invisible."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return [], 0, 0, 0
    characters = _characters(text, count)
    strange = len(STRANGE.findall(characters))
    strange += sum(len(run) for pattern in (CID, MOJIBAKE) for run in pattern.findall(characters))
    unmapped = invisible = 0
    cells: list[TextCell] = []
    fonts: dict[int, bool] = {}
    for run in _find_runs(text, characters, _measure(text, count, frame)):
        style = _read_style(text, run.first, fonts)
        if style.unmapped:
            unmapped += len(run.letters)
        if style.invisible:
            invisible += len(run.letters)
        elif run.end > 0 and run.edges[0] < frame.width and run.bottom > 0 and run.top < frame.height:
            cells.append(
                TextCell(
                    text="".join(run.letters),
                    x0=run.edges[0],
                    x1=run.end,
                    top=run.top,
                    bottom=run.bottom,
                    baseline=_apply(frame.matrix, *style.origin)[1],
                    size=style.size,
                    edges=(*run.edges, run.end),
                    bold=style.bold or run.doubled,
                )
            )
    return cells, strange, unmapped, invisible


def _measure(text: pdfium.FPDF_TEXTPAGE, count: int, frame: _Frame) -> Iterator[tuple[float, float, float, float]]:
    """x0, top, x1, bottom of each character: its advance width, and its font's height."""
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
class _Run:
    """Characters that touch. `first` is the index of the first; `edges` are left edges."""

    first: int
    letters: list[str]
    edges: list[float]
    end: float
    top: float
    bottom: float
    doubled: bool = False


def _find_runs(
    text: pdfium.FPDF_TEXTPAGE, characters: str, boxes: Iterator[tuple[float, float, float, float]]
) -> Iterator[_Run]:
    run: _Run | None = None
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
            level = abs(y0 - top) < 0.05 and abs(y1 - bottom) < 0.05
            if -reach < x0 - run.end < reach and (level or _same_string(text, run.first, i)):
                if blank:
                    run.letters.append(" ")
                    run.edges.append(run.end)
                    blank = False
                run.letters.append(character)
                run.edges.append(x0)
                run.end = x1
                if not level:
                    run.top, run.bottom = min(run.top, y0), max(run.bottom, y1)
                continue
            if level and run.letters[-1] == character and abs(x0 - run.edges[-1]) < reach:
                run.doubled = True  # the same character once more, a hair's breadth aside: fake bold
                continue
            yield run
        run = _Run(i, [character], [x0], x1, y0, y1)
        top, bottom, blank = y0, y1, False
        reach = TOUCH * (y1 - y0)
    if run is not None:
        yield run


def _same_string(text: pdfium.FPDF_TEXTPAGE, a: int, b: int) -> bool:
    """Whether two characters were drawn by one string on one baseline: their boxes may differ in height."""
    things = [pdfium.FPDFText_GetTextObject(text, i) for i in (a, b)]
    if not all(things) or _address(things[0]) != _address(things[1]):
        return False
    x, ys = ctypes.c_double(), (ctypes.c_double(), ctypes.c_double())
    for i, y in zip((a, b), ys, strict=True):
        pdfium.FPDFText_GetCharOrigin(text, i, ctypes.byref(x), ctypes.byref(y))
    return abs(ys[0].value - ys[1].value) < 0.05


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    origin: tuple[float, float]
    bold: bool
    invisible: bool
    unmapped: bool


def _read_style(text: pdfium.FPDF_TEXTPAGE, index: int, fonts: dict[int, bool]) -> _Style:
    """How one character is set; asked once a piece."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
    size = pdfium.FPDFText_GetFontSize(text, index)
    if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    thing = pdfium.FPDFText_GetTextObject(text, index)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing) if thing else 0
    font = pdfium.FPDFTextObj_GetFont(thing) if thing else None
    bold = False
    if font:
        key = _address(font)
        if key not in fonts:
            fonts[key] = bool(BOLD.search(_font_name(font))) or pdfium.FPDFFont_GetWeight(font) >= 650
        bold = fonts[key]
    return _Style(
        size=abs(size) or 1.0,
        origin=(x.value, y.value),
        bold=bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
        invisible=mode == INVISIBLE,
        unmapped=pdfium.FPDFText_HasUnicodeMapError(text, index) == 1,
    )


def _font_name(font: pdfium.FPDF_FONT) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    return buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")


def _read_drawing(page: pdfium.FPDF_PAGE, frame: _Frame) -> tuple[list[Box], float, int]:
    """Rules; the share of the page that pictures cover; how many paths there are."""
    rulings: list[Box] = []
    covered, paths = 0.0, 0
    for thing, kind, matrix in _things(page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            rulings.extend(_find_rulings(thing, _multiply(matrix, frame.matrix)))
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _bounds(thing, _multiply(matrix, frame.matrix))
            across = min(box.x1, frame.width) - max(box.x0, 0)
            down = min(box.y1, frame.height) - max(box.y0, 0)
            covered += max(0.0, across) * max(0.0, down)
    inside = [
        ruling
        for ruling in rulings
        if ruling.x1 > 0 and ruling.y1 > 0 and ruling.x0 < frame.width and ruling.y0 < frame.height
    ]
    return inside, covered / max(1.0, frame.width * frame.height), paths


def _things(page: pdfium.FPDF_PAGE) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]]:
    """What is drawn, on the page and in the forms on it: object, kind, and the matrix from its space to the page's."""
    pick = pdfium.FPDFPage_GetObject
    return _unfold((pick(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))), IDENTITY, 0)


def _unfold(
    things: Iterable[pdfium.FPDF_PAGEOBJECT], matrix: Matrix, depth: int
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]]:
    kind_of, pick = pdfium.FPDFPageObj_GetType, pdfium.FPDFFormObj_GetObject
    for thing in things:
        kind = kind_of(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEPTH:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(own))
            inner = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            inside = (pick(thing, i) for i in range(pdfium.FPDFFormObj_CountObjects(thing)))
            yield from _unfold(inside, inner, depth + 1)
        elif kind != pdfium.FPDF_PAGEOBJ_TEXT:
            yield thing, kind, matrix


def _bounds(thing: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *(ctypes.byref(edge) for edge in edges))
    left, bottom, right, top = (edge.value for edge in edges)
    xs, ys = zip(_apply(matrix, left, bottom), _apply(matrix, right, top), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _find_rulings(thing: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Box]:
    """The upright and level lines of one path: a thin shape is one, else its stroked sides are."""
    box = _bounds(thing, matrix)
    across, down = box.x1 - box.x0, box.y1 - box.y0
    if min(across, down) <= THIN:
        if max(across, down) >= SHORT:
            yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(own))
    place = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(min(SEGMENTS, pdfium.FPDFPath_CountSegments(thing))):
        segment = pdfium.FPDFPath_GetPathSegment(thing, i)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _apply(place, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _side(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _side(last, start)
            last = start


def _side(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    across, down = box.x1 - box.x0, box.y1 - box.y0
    if min(across, down) < 0.5 and max(across, down) >= SHORT:
        yield box
