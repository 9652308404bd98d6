"""How a character of a PDF is set: its type, and whether anybody sees it.

Like `connectors.readers.pdf.text_layer`, this runs inside the reading process.
"""

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2.raw as pdfium

HEAVY = 650  # of a font's weight, from 400 for regular to 900: from here on it is bold
# 黑体 is the face of headings; 雅黑 is what browsers set all text in.
BOLD = re.compile(r"bold|black|heavy|heiti|simhei|(?<!ya)(?<=[a-z])hei\b|(?<!雅)黑", re.IGNORECASE)
UNDRAWN = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
STROKED = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
CLEAR = 12  # of 255: what is less opaque is not seen
WHITE = 243  # of 255: lighter ink is not seen on white paper
PALE = 110  # of 255: the ink of a watermark is this light at least, or lets the text shine through
THIN_INK = 230  # of 255: what is less opaque lets the text shine through
ASLANT = 8.0  # degrees from level and upright: text that leans more is no text of the page
CORNERS = 16  # points of a clipping path that are looked at


@dataclass(frozen=True, slots=True)
class Style:
    """How one character is set.

    `hidden`: nobody can see it, whatever lies around it. `white`: nobody can on white paper. `pale`: it may be a
    watermark's. `aslant`: it neither runs along nor across the page. `embedded`: its font is in the file, so that the
    page's picture shows it.
    """

    size: float
    origin: tuple[float, float]
    bold: bool
    unmapped: bool
    hidden: bool
    white: bool
    pale: bool
    aslant: bool
    embedded: bool


@dataclass(frozen=True, slots=True)
class _Font:
    bold: bool
    embedded: bool


class StyleReader:
    """Reads the styles of one page's characters; asked once a text cell."""

    def __init__(self, text: pdfium.FPDF_TEXTPAGE) -> None:
        self._text = text
        self._fonts: dict[int, _Font] = {}

    def read(self, index: int) -> Style:
        """The style of the character at that index."""
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(self._text, index, ctypes.byref(x), ctypes.byref(y))
        size = pdfium.FPDFText_GetFontSize(self._text, index)
        lean = 0.0
        if pdfium.FPDFText_GetMatrix(self._text, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
            lean = math.degrees(math.atan2(matrix.b, matrix.a)) % 90 if matrix.b else 0.0
        drawn = pdfium.FPDFText_GetTextObject(self._text, index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
        light, opaque = _read_ink(drawn) if drawn and mode not in STROKED else (0, 255)
        font = self._read_font(drawn)
        return Style(
            size=abs(size) or 1.0,
            origin=(x.value, y.value),
            bold=font.bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
            unmapped=pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1,
            hidden=mode in UNDRAWN or opaque <= CLEAR or _is_clipped_away(drawn, x.value, y.value),
            white=light >= WHITE,
            pale=light >= PALE or opaque < THIN_INK,
            aslant=ASLANT < lean < 90 - ASLANT,
            embedded=font.embedded,
        )

    def read_font_name(self, index: int) -> str:
        """The name of the font of the character at that index; empty where it has none."""
        drawn = pdfium.FPDFText_GetTextObject(self._text, index)
        font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
        return _read_font_name(font) if font else ""

    def _read_font(self, drawn: pdfium.FPDF_PAGEOBJECT) -> _Font:
        font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
        if not font:
            return _Font(bold=False, embedded=False)
        key = find_address(font)
        if key not in self._fonts:
            bold = bool(BOLD.search(_read_font_name(font))) or pdfium.FPDFFont_GetWeight(font) >= HEAVY
            self._fonts[key] = _Font(bold, pdfium.FPDFFont_GetIsEmbedded(font) == 1)
        return self._fonts[key]


def find_address(pointer: object) -> int:
    """Where an object of PDFium lies: one object, one address."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _read_ink(drawn: pdfium.FPDF_PAGEOBJECT) -> tuple[int, int]:
    """The darkest of red, green and blue of what fills an object, and how opaque it is; black where that is unknown."""
    values = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(drawn, *(ctypes.byref(value) for value in values)):
        return 0, 255
    red, green, blue, opaque = (int(value.value) for value in values)
    return min(red, green, blue), opaque


def _is_clipped_away(drawn: pdfium.FPDF_PAGEOBJECT, x: float, y: float) -> bool:
    """Whether a point lies outside one of the paths that clip an object, by their outer bounds."""
    path = pdfium.FPDFPageObj_GetClipPath(drawn) if drawn else None
    for number in range(max(0, pdfium.FPDFClipPath_CountPaths(path)) if path else 0):
        count = pdfium.FPDFClipPath_CountPathSegments(path, number)
        if not 3 <= count <= CORNERS:
            continue
        xs, ys = [], []
        for i in range(count):
            across, down = ctypes.c_float(), ctypes.c_float()
            segment = pdfium.FPDFClipPath_GetPathSegment(path, number, i)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(across), ctypes.byref(down))
            xs.append(across.value)
            ys.append(down.value)
        if not (min(xs) - 1 <= x <= max(xs) + 1 and min(ys) - 1 <= y <= max(ys) + 1):
            return True
    return False


def _read_font_name(font: pdfium.FPDF_FONT) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    return buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
