"""A page as a picture with what was made of it drawn on top: for people who look into a layout."""

import ctypes
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw, ImageFont

from connectors.readers.pdf.pages import OpenPdf
from connectors.readers.pdf.scans import PIXELS
from gongbao.errors import InputError
from gongbao.model import Box, Line, Page
from gongbao.processes.worker import Worker, WorkerError
from gongbao.settings import Limits

DPI = 144
SPANNING, RUNNING, TABLE = (120, 120, 120), (190, 190, 190), (200, 110, 0)
COLUMNS = ((0, 90, 200), (0, 140, 60), (150, 0, 150), (0, 140, 150))


def draw(path: Path, page: Page, limits: Limits | None = None) -> bytes:
    """A PNG of the page, upright: a box around each line with its number in reading order, a frame around each column.

    Raises InputError where the page can't be drawn.
    """
    limits = limits or Limits()
    worker = Worker(Drawing, (limits.pages,), limits.page_memory)
    try:
        picture = worker.ask((str(path.absolute()), page), limits.page_seconds)
    except WorkerError as error:
        raise InputError(f"The page cannot be drawn: {error}.") from error
    finally:
        worker.close()
    assert isinstance(picture, bytes)
    return picture


class Drawing:
    """The drawing process. A request is (path, page), the answer a PNG."""

    def __init__(self, most_pages: int) -> None:
        self._documents = OpenPdf(most_pages)

    def __call__(self, request: tuple[Any, ...]) -> bytes:
        path, page = request
        with self._documents.open(path).page(page.index) as handle:
            picture, scale = _render(handle, page)
        mark(picture, page, scale)
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        return buffer.getvalue()


def mark(picture: Image.Image, page: Page, scale: float) -> None:
    """Draw lines, columns and reading order on a picture of `scale` pixels a point."""
    canvas = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=max(9, round(6 * scale)))
    for column, lines in _columns(page.lines):
        canvas.rectangle(_scaled(_around(lines), scale, 3), outline=_colour(column, None), width=max(1, round(scale)))
    for line in page.running:
        if line.box:
            canvas.rectangle(_scaled(line.box, scale, 1), outline=RUNNING)
    for line in page.lines:
        if line.box:
            colour = _colour(line.column, line.table)
            x0, y0, x1, y1 = _scaled(line.box, scale, 1)
            canvas.rectangle((x0, y0, x1, y1), outline=colour)
            canvas.text((x0 - 2, y0), str(line.index), fill=(220, 0, 0), font=font, anchor="rt")


def _render(page: pdfium.FPDF_PAGE, read: Page) -> tuple[Image.Image, float]:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if read.rotation % 180:
        width, height = height, width
    scale = min(DPI / 72, (PIXELS / max(1.0, width * height)) ** 0.5)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_BGRx, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page, 0, 0, across, down, read.rotation // 90 % 4, pdfium.FPDF_ANNOT | pdfium.FPDF_LCD_TEXT
        )
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        address = pdfium.FPDFBitmap_GetBuffer(bitmap)
        data = bytes((ctypes.c_ubyte * (stride * down)).from_address(address))
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    picture = Image.frombytes("RGB", (across, down), data, "raw", "BGRX", stride)
    if read.skew:
        picture = picture.rotate(read.skew, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    return picture, scale


def _columns(lines: Iterable[Line]) -> Iterable[tuple[int, list[Line]]]:
    """Lines of one column that are read in one go."""
    stretch: list[Line] = []
    for line in lines:
        if line.box is None:
            continue
        if stretch and (line.column, line.region) != (stretch[0].column, stretch[0].region):
            yield stretch[0].column, stretch
            stretch = []
        stretch.append(line)
    if stretch:
        yield stretch[0].column, stretch


def _around(lines: Iterable[Line]) -> Box:
    boxes = [line.box for line in lines if line.box]
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def _scaled(box: Box, scale: float, margin: float) -> tuple[float, float, float, float]:
    return box.x0 * scale - margin, box.y0 * scale - margin, box.x1 * scale + margin, box.y1 * scale + margin


def _colour(column: int, table: int | None) -> tuple[int, int, int]:
    if table is not None:
        return TABLE
    return COLUMNS[(column - 1) % len(COLUMNS)] if column else SPANNING
