"""Read scans that are worse than a desk scanner's: turned, askew, shining through, sealed, in small print.

`python bench/scans.py` makes them from a page of each sample, reads them, and prints a table; `--kinds` and `--engines`
name some of what there is. Figures are those of docs/accuracy.md's scans, and for a seal those of the lines beneath it;
what came of them is in docs/decisions/ocr-engines.md.
"""

import argparse
import io
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE), str(HERE.parent / "tests")]

import pymupdf  # noqa: E402
from accuracy import DATA, Figures, find_samples, mean, measure_lines, to_markdown  # noqa: E402
from PIL import Image, ImageChops, ImageDraw, ImageFilter  # noqa: E402
from press import FACE  # noqa: E402
from scoring_lines import key  # noqa: E402

from connectors.readers.pdf.reader import PdfReader  # noqa: E402
from gongbao.model import Page  # noqa: E402
from gongbao.settings import Ocr  # noqa: E402
from transforms.layout.reading_order import arrange  # noqa: E402

DPI = 200
RED = (214, 48, 52)
AT = 1  # of a sample's scanned pages: one that documents begin on
TruthLine = tuple[int, float, float, float, str, int, str]  # page, x, baseline, size, role, document, text
Worsen = Callable[[Image.Image, Image.Image, list[TruthLine]], Image.Image]


def turn(picture: Image.Image, _: Image.Image, __: list[TruthLine], degrees: int) -> Image.Image:
    """The sheet lay on its side, or upside down."""
    return picture.rotate(degrees, expand=True)


def skew(picture: Image.Image, _: Image.Image, __: list[TruthLine], degrees: float) -> Image.Image:
    """The sheet lay askew."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def shine_through(picture: Image.Image, back: Image.Image, _: list[TruthLine], share: float) -> Image.Image:
    """The back of thin paper shows: mirrored, blurred, paler."""
    mirrored = back.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(1.5))
    return ImageChops.multiply(picture, mirrored.point(lambda v: 255 - (255 - v) * share))


def shrink(picture: Image.Image, _: Image.Image, __: list[TruthLine], factor: float) -> Image.Image:
    """Small print, scanned as sharply as all else."""
    return picture.resize((round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS)


def seal(picture: Image.Image, _: Image.Image, lines: list[TruthLine], across: float = 119.0) -> Image.Image:
    """A round red seal, 4.2 cm across, over who signed and when; over other lines where nobody signs."""
    x, y = find_sealed_place(lines)
    ink = Image.new("RGB", picture.size, "white")
    draw_seal(ink, x * DPI / 72, y * DPI / 72, across * DPI / 72)
    return ImageChops.multiply(picture, ink.filter(ImageFilter.GaussianBlur(0.8)))


def find_sealed_place(lines: list[TruthLine]) -> tuple[float, float]:
    """The middle of a seal, in points."""
    signed = [line for line in lines if line[4] == "date"] or lines[len(lines) // 2 :]
    _, x, baseline, size, _, _, text = signed[0]
    return x + size * len(text) / 4, baseline - size


def draw_seal(ink: Image.Image, x: float, y: float, across: float) -> None:
    """A ring, a star, and the name of a body that is none along the ring."""
    canvas, radius = ImageDraw.Draw(ink), across / 2
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=round(across / 34))
    points = [(0.3 if k % 2 == 0 else 0.115, math.pi * (k / 5 - 0.5)) for k in range(10)]
    canvas.polygon([(x + across * r * math.cos(a), y + across * r * math.sin(a)) for r, a in points], fill=RED)
    name, size = "某某市人民政府", across * 0.13
    for number, character in enumerate(name):
        angle = 210 + 120 * number / (len(name) - 1) - 270
        stamp = Image.new("L", (round(size * 1.3),) * 2)
        ImageDraw.Draw(stamp).text((0, 0), character, font=_face(size), fill=255)
        stamp = stamp.rotate(-angle, expand=True)
        cx, cy = (x + radius * 0.74 * math.sin(math.radians(angle)), y - radius * 0.74 * math.cos(math.radians(angle)))
        ink.paste(RED, (round(cx - stamp.width / 2), round(cy - stamp.height / 2)), stamp)


def _face(size: float) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(FACE.buffer), round(size))


KINDS: dict[str, Worsen] = {
    "as it is": lambda picture, *_: picture,
    "turned by 90°": partial(turn, degrees=90),
    "turned by 180°": partial(turn, degrees=180),
    "turned by 270°": partial(turn, degrees=270),
    "askew by 2°": partial(skew, degrees=2),
    "askew by −5°": partial(skew, degrees=-5),
    "the back shows by 15 %": partial(shine_through, share=0.15),
    "the back shows by 30 %": partial(shine_through, share=0.3),
    "a seal over the signature": seal,
    "7 pt type": partial(shrink, factor=0.667),
    "5 pt type": partial(shrink, factor=0.476),
}


def make_scans(worsen: Worsen) -> Iterator[tuple[Path, Path, int, list[TruthLine]]]:
    """Scans of one page: the file, its truth, which page that is, and its lines."""
    for sample in find_samples():
        if not sample.truth.is_relative_to(DATA):
            continue
        number = sample.scanned[AT]
        lines = [tuple(line) for line in json.loads(sample.lines.read_text("utf-8")) if line[0] == number]
        with pymupdf.open(sample.scan) as scan:
            picture, back = (_draw(scan[at]) for at in (AT, AT - 1))
        made = worsen(picture, back, lines)  # type: ignore[arg-type]
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(_to_pdf(made))
            file.flush()
            yield Path(file.name), sample.lines, number, lines  # type: ignore[misc]


def _draw(page: pymupdf.Page) -> Image.Image:
    pixels = page.get_pixmap(dpi=DPI)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def _to_pdf(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    document = pymupdf.open()
    width, height = picture.width * 72 / DPI, picture.height * 72 / DPI
    document.new_page(width=width, height=height).insert_image((0, 0, width, height), stream=buffer.getvalue())
    return document.tobytes()


def measure_beneath(lines: list[TruthLine], page: Page) -> Figures:
    """What was read of the lines that the seal lies on."""
    x, y = find_sealed_place(lines)
    found = {key(line.text) for line in page.lines}
    beneath = [
        text
        for _, at, baseline, size, _, _, text in lines
        if abs(baseline - size / 2 - y) < 50 and at < x + 50 and at + size * len(text) > x - 50 and key(text)
    ]
    return {"lines.beneath": sum(key(text) in found for text in beneath) / len(beneath)}


def measure_kind(kind: str, engine: str, dpi: int) -> Figures:
    """The mean figures of one kind of scans, read by one engine."""
    figures = []
    with PdfReader(arrange, ocr=Ocr(engine=engine, dpi=dpi)) as reader:  # type: ignore[arg-type]
        for path, truth, number, lines in make_scans(KINDS[kind]):
            began = time.monotonic()
            page = reader.read(path, 0)
            seconds = time.monotonic() - began
            found = measure_lines(truth, [page], (number,)) | {"seconds": seconds}
            figures.append(found | (measure_beneath(lines, page) if kind.startswith("a seal") else {}))
    return mean(figures)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--engines", nargs="*", default=["rapidocr"])
    parser.add_argument("--dpi", type=int, default=DPI)
    given = parser.parse_args()
    columns = {}
    for engine in given.engines:
        for kind in given.kinds:
            columns[f"{kind}, {engine}"] = measure_kind(kind, engine, given.dpi)
    print(to_markdown(columns))


if __name__ == "__main__":
    main()
