"""What is drawn on a PDF page besides its text: rulings and pictures. PDFium does the parsing.

Like `connectors.readers.pdf.text_layer`, this runs inside the reading process.
"""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from connectors.readers.pdf.frame import IDENTITY, Frame, Matrix, apply_matrix, multiply
from gongbao.model import Box

THIN = 3.0  # points: a path no thicker than this is a ruling
SHORT = 8.0  # points: what is shorter is a mark, not a ruling
STRAIGHT = 0.5  # points: the side of a path that leans less is level or upright
DEPTH = 4  # of forms within forms
SEGMENTS = 2_000  # of one path that are looked at
NOTES = 100  # annotations of a page that are looked at
WORDY = 24.0, 6.0  # points: a picture at least this wide and high, or high and wide, may hold words


@dataclass(frozen=True, slots=True)
class Graphics:
    """What is drawn besides text.

    Rulings are thin boxes in points; `pictures` is the share of the page that pictures cover, `wordy` says whether one
    is large enough to hold words; `paths` counts paths, `shapes` those that are no rulings, `strings` pieces of text.
    """

    rulings: tuple[Box, ...]
    pictures: float
    wordy: bool
    paths: int
    shapes: int
    strings: int


def read_graphics(page: pdfium.FPDF_PAGE, frame: Frame) -> Graphics:
    """What is drawn on a loaded page, and in the forms on it."""
    rulings: list[Box] = []
    covered, wordy = 0.0, False
    paths = shapes = strings = 0
    for item, kind, matrix in _list_objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            strings += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            box = _measure_bounds(item, multiply(matrix, frame.matrix))
            shapes += min(box.x1 - box.x0, box.y1 - box.y0) > THIN
            rulings.extend(_find_rulings(item, box, multiply(matrix, frame.matrix)))
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _measure_bounds(item, multiply(matrix, frame.matrix))
            across = min(box.x1, frame.width) - max(box.x0, 0)
            down = min(box.y1, frame.height) - max(box.y0, 0)
            covered += max(0.0, across) * max(0.0, down)
            wordy = wordy or (max(across, down) >= WORDY[0] and min(across, down) >= WORDY[1])
    inside = tuple(r for r in rulings if r.x1 > 0 and r.y1 > 0 and r.x0 < frame.width and r.y0 < frame.height)
    share = covered / max(1.0, frame.width * frame.height)
    return Graphics(inside, share, wordy, paths, shapes, strings)


def has_drawn_annotations(page: pdfium.FPDF_PAGE) -> bool:
    """Whether notes, stamps or fields of a form lie on a loaded page: they show, and are not among its text."""
    for i in range(min(NOTES, max(0, pdfium.FPDFPage_GetAnnotCount(page)))):
        note = pdfium.FPDFPage_GetAnnot(page, i)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_UNKNOWN):
            return True
    return False


def _list_objects(page: pdfium.FPDF_PAGE) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]]:
    """What is drawn, on the page and in the forms on it: object, kind, and the matrix from its space to the page's."""
    pick = pdfium.FPDFPage_GetObject
    return _unfold_forms((pick(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))), IDENTITY, 0)


def _unfold_forms(
    items: Iterable[pdfium.FPDF_PAGEOBJECT], matrix: Matrix, depth: int
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]]:
    kind_of, pick = pdfium.FPDFPageObj_GetType, pdfium.FPDFFormObj_GetObject
    for item in items:
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEPTH:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
            inner = multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            inside = (pick(item, i) for i in range(pdfium.FPDFFormObj_CountObjects(item)))
            yield from _unfold_forms(inside, inner, depth + 1)
        else:
            yield item, kind, matrix


def _measure_bounds(item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges))
    left, bottom, right, top = (edge.value for edge in edges)
    xs, ys = zip(apply_matrix(matrix, left, bottom), apply_matrix(matrix, right, top), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _find_rulings(item: pdfium.FPDF_PAGEOBJECT, box: Box, matrix: Matrix) -> Iterator[Box]:
    """The upright and level lines of one path that fills `box`: a thin shape is one, else its stroked sides are."""
    across, down = box.x1 - box.x0, box.y1 - box.y0
    if min(across, down) <= THIN:
        if max(across, down) >= SHORT:
            yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
    place = multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(min(SEGMENTS, pdfium.FPDFPath_CountSegments(item))):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = apply_matrix(place, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _find_straight_side(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _find_straight_side(last, start)
            last = start


def _find_straight_side(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    across, down = box.x1 - box.x0, box.y1 - box.y0
    if min(across, down) < STRAIGHT and max(across, down) >= SHORT:
        yield box
