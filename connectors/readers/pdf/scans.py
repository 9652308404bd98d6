"""A picture of a page as a raw page: turned upright, levelled, its rulings found and its text recognised.

Like `connectors.readers.pdf.text_layer`, this runs inside the reading process.
"""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image

from connectors.readers.pdf.seals import fade_seals
from gongbao.model import Box, RawPage, TextCell
from gongbao.model.findings import ocr_low_confidence, ocr_nothing
from gongbao.ports import OcrEngine, OcrLine

FAINT = 24  # of 255: a page whose greys differ less is blank
PIXELS = 18_000_000  # a picture holds no more; larger pages are drawn coarser
STEEPEST = 5.0  # degrees of skew that are looked for
SURE = 0.8  # mean confidence of a page that stands the right way up, at least
SURE_OF_REST = 0.5  # confidence below which what stands beside a text layer is an ornament, not text
DOUBTED = 0.8  # confidence below which a line is a finding
LEVEL_RULING, UPRIGHT_RULING = 60.0, 16.0  # points: shorter strokes may be parts of characters
WORKING = 1_000  # pixels of the longer side while angles are looked for
BASELINE = 0.16  # of a recognised line's height, from its lower edge up
LONG = 5.0  # ems: the width of a line at least this long gives its type size
HALF = 0.45  # of an em: the white in front of an opening mark and behind a closing one
OPENING, CLOSING = "（(《〈“‘【〔「『", "）)》〉”’】〕」』，。、；：,;:"
BESIDE = 0.25  # ems that ink may stand out of its text's box
MARGINS = (-12.0, -12.0, 12.0, 12.0)  # points of white that engines like to see around text
APART = 1.0  # ems of white within an OCR line that split it: an engine may read across a gutter

Pixels = NDArray[np.uint8]


def read_scan(page: pdfium.FPDF_PAGE, index: int, engine: OcrEngine, dpi: int) -> RawPage:
    """The raw page of a loaded page, by OCR. Of a page too large to be drawn at `dpi`, what is inked is read."""
    pixels, scale = _render_clear(page, dpi)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if int(pixels.max()) - int(pixels.min()) < FAINT:
        return make_raw_page([], [], (width, height), index, scale, 0, 0.0, engine.name)
    if scale >= dpi / 72:
        return _read_pixels(pixels, scale, index, engine)
    region = _find_inked_region(pixels, scale)
    pixels, scale = _render_clear(page, dpi, region)
    return _place_on_page(_read_pixels(pixels, scale, index, engine), region, width, height)


def read_rest(page: pdfium.FPDF_PAGE, raw_page: RawPage, engine: OcrEngine, dpi: int) -> RawPage:
    """A raw page with what is printed on it outside its text layer, by OCR.

    What the layer holds is painted over first, so that nothing is read twice.
    """
    pixels, scale = render_upright(page, raw_page, dpi)
    ground = int(np.median(pixels))
    for cell in raw_page.cells:
        cover(pixels, cell, scale, ground)
    ocr_lines = [line for line in engine.recognise(Image.fromarray(pixels)) if line.confidence >= SURE_OF_REST]
    plump = _measure_line_height(ocr_lines)
    cells = [cell for ocr_line in ocr_lines for cell in _to_cells(ocr_line, scale, plump)]
    return replace(raw_page, cells=(*raw_page.cells, *cells), reader=f"{raw_page.reader}+ocr:{engine.name}")


def render_upright(page: pdfium.FPDF_PAGE, raw_page: RawPage, dpi: int) -> tuple[Pixels, float]:
    """The page in grey as its raw page lies, and pixels a point."""
    pixels, scale = render(page, dpi)
    return np.ascontiguousarray(np.rot90(pixels, -(raw_page.rotation // 90))), scale


def cover(pixels: Pixels, cell: TextCell, scale: float, grey: int) -> None:
    """Paint over what is printed of a text cell, with what of its ink stands out of its box."""
    more = BESIDE * (cell.bottom - cell.top)
    left, top = max(0, int((cell.x0 - more) * scale)), max(0, int((cell.top - more) * scale))
    pixels[top : int((cell.bottom + more) * scale) + 1, left : int((cell.x1 + more) * scale) + 1] = grey


def _read_pixels(pixels: Pixels, scale: float, index: int, engine: OcrEngine) -> RawPage:
    """The raw page of a picture, which is turned as its text is read best."""
    turns = (0, 180, 90, 270) if _is_level(pixels) else (90, 270, 0, 180)
    best: tuple[float, int, float, Pixels, list[OcrLine]] | None = None
    for turn in turns:
        upright = np.ascontiguousarray(np.rot90(pixels, -turn // 90))
        skew = find_skew(upright)
        level = rotate(upright, skew)
        ocr_lines = engine.recognise(Image.fromarray(level))
        sure = _mean_confidence(ocr_lines)
        if best is None or sure > best[0]:
            best = sure, turn, skew, level, ocr_lines
        if sure >= SURE or not ocr_lines:
            break
    assert best is not None
    _, turn, skew, level, ocr_lines = best
    height, width = level.shape
    return make_raw_page(
        ocr_lines, find_rulings(level, scale), (width / scale, height / scale), index, scale, turn, skew, engine.name
    )


def _render_clear(page: pdfium.FPDF_PAGE, dpi: int, region: Box | None = None) -> tuple[Pixels, float]:
    """The page, or a region of it, in grey and without red seals; and pixels a point."""
    colours, scale = render(page, dpi, region, channels=3)
    return fade_seals(colours, scale), scale


def _find_inked_region(pixels: Pixels, scale: float) -> Box:
    """Where a picture differs from its ground, in points, with some white around it."""
    ground = int(np.median(pixels))
    inked = np.abs(pixels.astype(np.int16) - ground) >= FAINT
    rows, columns = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
    left, top, right, bottom = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    return Box(*(float(edge) / scale + more for edge, more in zip((left, top, right, bottom), MARGINS, strict=True)))


def _place_on_page(raw_page: RawPage, region: Box, width: float, height: float) -> RawPage:
    """The raw page of a region as one of the whole page, which measures `width` by `height` before it is turned."""
    dx, dy = {
        0: (region.x0, region.y0),
        90: (height - region.y1, region.x0),
        180: (width - region.x1, height - region.y1),
        270: (region.y0, width - region.x1),
    }[raw_page.rotation % 360]
    if raw_page.rotation % 180:
        width, height = height, width
    cells = tuple(
        cell._replace(
            x0=cell.x0 + dx,
            x1=cell.x1 + dx,
            top=cell.top + dy,
            bottom=cell.bottom + dy,
            baseline=cell.baseline + dy,
            edges=tuple(edge + dx for edge in cell.edges),
        )
        for cell in raw_page.cells
    )
    rulings = tuple(Box(r.x0 + dx, r.y0 + dy, r.x1 + dx, r.y1 + dy) for r in raw_page.rulings)
    return replace(raw_page, width=width, height=height, cells=cells, rulings=rulings)


def make_raw_page(
    ocr_lines: Sequence[OcrLine],
    rulings: Sequence[Box],
    size: tuple[float, float],
    index: int,
    scale: float,
    rotation: int,
    skew: float,
    engine: str,
) -> RawPage:
    """The raw page of what an engine read at `scale` pixels a point; rulings and `size` are in points already."""
    plump = _measure_line_height(ocr_lines)
    cells = tuple(cell for ocr_line in ocr_lines for cell in _to_cells(ocr_line, scale, plump))
    findings = []
    doubted = sorted((ocr_line.confidence, ocr_line.text) for ocr_line in ocr_lines if ocr_line.confidence < DOUBTED)
    if doubted:
        findings.append(ocr_low_confidence(index, len(doubted), len(ocr_lines), doubted[0][1]))
    if not ocr_lines:
        findings.append(ocr_nothing(index))
    return RawPage(
        index=index,
        width=size[0],
        height=size[1],
        cells=cells,
        rulings=tuple(rulings),
        rotation=rotation,
        skew=skew,
        reader=f"ocr:{engine}",
        findings=tuple(findings),
    )


def render(page: pdfium.FPDF_PAGE, dpi: int, region: Box | None = None, channels: int = 1) -> tuple[Pixels, float]:
    """The page, or a region of it in points of the viewer's page; and pixels a point.

    In grey, or of three channels: blue, green and red.
    """
    whole = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    region = region or Box(0, 0, *whole)
    width, height = region.x1 - region.x0, region.y1 - region.y0
    scale = min(dpi / 72, (PIXELS / max(1.0, width * height)) ** 0.5)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    pixels = np.full((down, across, channels), 255, np.uint8)
    form, grey = (pdfium.FPDFBitmap_Gray, pdfium.FPDF_GRAYSCALE) if channels == 1 else (pdfium.FPDFBitmap_BGR, 0)
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, form, pixels.ctypes.data_as(ctypes.c_void_p), across * channels)
    try:
        place = (-region.x0 * scale, -region.y0 * scale, whole[0] * scale, whole[1] * scale)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, *(round(edge) for edge in place), 0, grey | pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return (pixels[:, :, 0] if channels == 1 else pixels), scale


def find_skew(pixels: Pixels) -> float:
    """Degrees counterclockwise to turn the picture by so that its lines of text are level.

    Ink gathers in the fewest rows where lines are level: the sharpness of the row profile has its peak there.
    """
    ink = _find_ink(_shrink(pixels))
    if not ink.any():
        return 0.0
    coarse = max(np.arange(-STEEPEST, STEEPEST + 0.01, 0.5), key=lambda angle: _measure_sharpness(ink, angle))
    fine = max(np.arange(coarse - 0.45, coarse + 0.46, 0.05), key=lambda angle: _measure_sharpness(ink, angle))
    return round(float(fine), 2) + 0.0  # no negative zero


def find_rulings(pixels: Pixels, scale: float) -> list[Box]:
    """Level and upright lines of a levelled picture, in points."""
    ink = cv2.adaptiveThreshold(pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    rulings = []
    for length, shape, thicken in (
        (LEVEL_RULING, (max(3, round(LEVEL_RULING * scale)), 1), (1, 3)),
        (UPRIGHT_RULING, (1, max(3, round(UPRIGHT_RULING * scale))), (3, 1)),
    ):
        bridged = cv2.dilate(ink, np.ones(thicken[::-1], np.uint8))
        runs = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
        _, _, found, _ = cv2.connectedComponentsWithStats(runs)
        for x, y, across, down, _area in found[1:].tolist():
            thick = min(across, down) / scale
            if thick <= 4 and max(across, down) / scale >= length:
                rulings.append(_find_middle_line(x / scale, y / scale, (x + across) / scale, (y + down) / scale))
    return rulings


def _find_middle_line(x0: float, y0: float, x1: float, y1: float) -> Box:
    """The middle line of a box, which skew and noise have thickened."""
    if x1 - x0 >= y1 - y0:
        return Box(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    return Box((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


def _shrink(pixels: Pixels) -> Pixels:
    factor = WORKING / max(pixels.shape)
    return (
        pixels
        if factor >= 1
        else _as_pixels(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    )


def _find_ink(pixels: Pixels) -> Pixels:
    return _as_pixels(cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1])


def _measure_sharpness(ink: Pixels, angle: float) -> float:
    profile = rotate(ink, float(angle), fill=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


def _is_level(pixels: Pixels) -> bool:
    """Whether lines of text run across the picture, not up or down it."""
    ink = _find_ink(_shrink(pixels))
    level, upright = (
        max(_measure_sharpness(side, angle) for angle in (-1.0, -0.5, 0.0, 0.5, 1.0))
        for side in (ink, np.rot90(ink).copy())
    )
    return bool(level >= 0.8 * upright)


def rotate(pixels: Pixels, angle: float, fill: int = 255) -> Pixels:
    """Turned counterclockwise about its centre."""
    if angle == 0:
        return pixels
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return _as_pixels(cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(fill,)))


def _as_pixels(array: object) -> Pixels:
    return np.asarray(array, np.uint8)


def _mean_confidence(ocr_lines: Sequence[OcrLine]) -> float:
    weights = sum(len(ocr_line.text) for ocr_line in ocr_lines)
    return sum(ocr_line.confidence * len(ocr_line.text) for ocr_line in ocr_lines) / weights if weights else 0.0


def _measure_line_height(ocr_lines: Sequence[OcrLine]) -> float:
    """The height of a recognised line as a multiple of its type size, from lines that are long enough to measure."""
    ratios = [
        (o.y1 - o.y0) * _count_ems(o.text) / max(1.0, o.x1 - o.x0) for o in ocr_lines if _count_ems(o.text) >= LONG
    ]
    return max(1.0, float(np.median(ratios))) if ratios else 1.2


def _count_ems(text: str) -> float:
    """The width of a text as set, in ems."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def _to_cells(ocr_line: OcrLine, scale: float, plump: float) -> Iterator[TextCell]:
    """The OCR line in points, split where white shows that it spans columns."""
    height = (ocr_line.y1 - ocr_line.y0) / scale
    ems = _count_ems(ocr_line.text)
    # Ink is narrower than type: a short line is measured by its height.
    size = (ocr_line.x1 - ocr_line.x0) / scale / ems if ems >= LONG else height / plump
    size = float(min(size, height))
    edges = [float(edge) / scale for edge in ocr_line.edges]
    starts = [0]
    for i in range(1, len(ocr_line.text)):
        # Engines tell where a character begins, not where it ends: it is one em wide at most.
        if edges[i] - edges[i - 1] > (1 + APART) * size:
            starts.append(i)
    for start, end in zip(starts, [*starts[1:], len(ocr_line.text)], strict=True):
        text = ocr_line.text[start:end]
        if not text.strip():
            continue
        right = edges[end] if end == len(ocr_line.text) else min(edges[end], edges[end - 1] + size)
        # What a bracket or a stop leaves white belongs to its em.
        left = edges[start] - (HALF * size if text[0] in OPENING else 0.0)
        right += HALF * size if text[-1] in CLOSING else 0.0
        yield TextCell(
            text=text,
            x0=left,
            x1=right,
            top=ocr_line.y0 / scale,
            bottom=ocr_line.y1 / scale,
            baseline=ocr_line.y1 / scale - BASELINE * height,
            size=size,
            edges=(left, *edges[start + 1 : end], right),
            confidence=ocr_line.confidence,
        )
