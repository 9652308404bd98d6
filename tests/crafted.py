"""PDFs whose text layer is not what is printed, made with pymupdf: each function gives the bytes of one."""

import io
import re

import numpy as np
import pymupdf
from PIL import Image, ImageDraw
from press import FACE, Press, Style, scan

TITLE = "关于任免职务的通知"


def gazette_page(lines: int = 24, columns: int = 2, seed: int = 5) -> tuple[bytes, str]:
    """A page of a gazette as set, and the text printed on it."""
    press = Press(Style(size=11, columns=columns, folio=None, head=None), seed)
    press.new_page()
    press.title(TITLE, 1.7)
    press.band(press.paragraphs(lines))
    return press.save(), "".join(line.text for line in press.leaves[0].lines)


def write_on(data: bytes, *strings: tuple[tuple[float, float], str], size: float = 10, **options: object) -> bytes:
    """A PDF with more text on its first page."""
    document = pymupdf.open(stream=data)
    page = document[0]
    page.insert_font("F9", fontbuffer=FACE.buffer)
    for point, text in strings:
        page.insert_text(point, text, fontname="F9", fontsize=size, **options)
    return document.tobytes()


def stamped_scan(words: str = "Scanned with CamScanner", skew: float = 0.0, turn: int = 0) -> bytes:
    """A scan whose whole text layer is what an app or an archive stamped on it."""
    return write_on(scan(gazette_page()[0], skew=skew, turn=turn), ((60, 580), words))


def half_pictured() -> bytes:
    """The upper half of a page is text, the lower half a picture of text."""
    above, below = (pymupdf.open(stream=gazette_page(12, columns=1, seed=seed)[0]) for seed in (6, 7))
    picture = below[0].get_pixmap(dpi=150, clip=(40, 60, 560, 400)).tobytes("png")
    above[0].insert_image((40, 430, 560, 770), stream=picture)
    return above.tobytes(deflate=True)


def small_scan_on_a_huge_page(turned: int = 0) -> bytes:
    """A sheet of A4 on a page of 200 by 200 inches: a four-hundredth of it."""
    picture = pymupdf.open(stream=gazette_page()[0])[0].get_pixmap(dpi=150).tobytes("png")
    document = pymupdf.open()
    page = document.new_page(width=14400, height=14400)
    page.insert_image((5000, 5000, 5595, 5842), stream=picture)
    page.set_rotation(turned)
    return document.tobytes(deflate=True)


def with_picture(draw: str) -> bytes:
    """A page of text with a picture that holds none: `photo`, `seal`, `ornament`, or `logo` with a word in it."""
    document = pymupdf.open(stream=gazette_page(12)[0])
    buffer = io.BytesIO()
    _draw_picture(draw).save(buffer, "PNG")
    document[0].insert_image((100, 450, 400, 750), stream=buffer.getvalue())
    return document.tobytes(deflate=True)


def searchable_scan() -> bytes:
    """A scan with what a machine read on it as invisible text."""
    return write_on(
        scan(gazette_page()[0], dpi=50), *(((60, 100 + 20 * i), "机器读出的文字") for i in range(9)), render_mode=3
    )


def _draw_picture(kind: str) -> Image.Image:
    picture = Image.new("L", (600, 600), 255)
    canvas = ImageDraw.Draw(picture)
    if kind == "photo":
        noise = np.random.default_rng(1).normal(0, 1, (12, 12))
        grey = np.clip(128 + 60 * noise, 0, 255).astype(np.uint8)
        return Image.fromarray(grey).resize((600, 600), Image.Resampling.BICUBIC)
    if kind == "seal":
        canvas.ellipse((50, 50, 550, 550), outline=0, width=14)
        for i in range(12):
            angle = i * np.pi / 6
            x, y = 300 + 190 * np.cos(angle), 300 + 190 * np.sin(angle)
            canvas.rectangle((x - 25, y - 25, x + 25, y + 25), outline=0, width=8)
    if kind == "ornament":
        for y in range(50, 600, 100):
            canvas.line((0, y, 600, y), fill=0, width=6)
            canvas.rectangle((0, y + 20, 600, y + 40), fill=0)
    if kind == "logo":
        for x in range(100, 300, 50):
            canvas.rectangle((x, 100, x + 40, 140), outline=0, width=8)
            canvas.line((x, 120, x + 40, 120), fill=0, width=8)
    return picture


def outlined() -> bytes:
    """A page whose characters are drawn as shapes, as a press house does that sends no fonts."""
    document = pymupdf.open(stream=gazette_page()[0])
    drawn = pymupdf.open("svg", document[0].get_svg_image(text_as_path=True).encode())
    return drawn.convert_to_pdf()


def three_pages(pages: int = 3) -> tuple[bytes, list[str]]:
    """Three pages as set, or so many, deflated as most PDFs are, and the text printed on each."""
    press = Press(Style(size=11, columns=1, folio=None, head=None), 3)
    for _ in range(pages):
        press.new_page()
        press.band(press.paragraphs(12))
    document = pymupdf.open(stream=press.save())
    texts = ["".join(line.text for line in leaf.lines) for leaf in press.leaves]
    return document.tobytes(garbage=3, deflate=True, deflate_fonts=True), texts


def damaged(part: str, page: int = 1, at: float = 0.3, count: int = 30, pages: int = 3) -> bytes:
    """Three pages, or so many, of which one, or what all use, is damaged: zeros from a share of `part` on.

    `content` is that of the page, `font` and `map` are those that all use;

    `start` is the content from its first byte on, `reference` the page's way to its content, `checksum` a content that
    reads well and is not what was written.
    """
    data, _ = three_pages(pages)
    document = pymupdf.open(stream=data)
    if part == "reference":
        places = [m.start() for m in re.finditer(rb"/Contents", data)]
        return data[: places[page]] + b"/Contentz" + data[places[page] + 9 :]
    raw = document.xref_stream_raw(_find_stream(document, page, part))
    place = data.index(raw)
    if part == "checksum":
        start, count = place + len(raw) - 3, 2
    else:
        start = place + (0 if part == "start" else int(at * len(raw)))
    return data[:start] + bytes(count) + data[start + count :]


def _find_stream(document: pymupdf.Document, page: int, part: str) -> int:
    """The number of the stream that is to be damaged."""
    if part in ("content", "start", "checksum"):
        return int(document[page].get_contents()[0])
    font = document[page].get_fonts()[0][0]
    if part == "map":
        return int(document.xref_get_key(font, "ToUnicode")[1].split()[0])
    inner = int(document.xref_get_key(font, "DescendantFonts")[1].strip("[]").split()[0])
    descriptor = int(document.xref_get_key(inner, "FontDescriptor")[1].split()[0])
    keys = [document.xref_get_key(descriptor, name) for name in ("FontFile", "FontFile2", "FontFile3")]
    return next(int(value.split()[0]) for kind, value in keys if kind == "xref")


SECRET = "不该读到的字"


def with_hidden_words(how: str) -> bytes:
    """A page of text with words that nobody sees: `undrawn`, `clear`, `white`, `clipped`, `covered`, `cropped`."""
    data, point = gazette_page(12, columns=1)[0], (100, 700)
    if how == "undrawn":
        return write_on(data, (point, SECRET), render_mode=3)
    if how == "clear":
        return write_on(data, (point, SECRET), fill_opacity=0)
    if how == "white":
        return write_on(data, (point, SECRET), color=(1, 1, 1))
    document = pymupdf.open(stream=write_on(data, (point, SECRET)))
    page = document[0]
    if how == "cropped":
        page.set_cropbox((0, 0, 595, 600))
    if how == "covered":
        grey = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 40, 10))
        grey.clear_with(200)
        page.insert_image((90, 685, 300, 710), pixmap=grey, keep_proportion=False)
    if how == "clipped":
        last = page.get_contents()[-1]
        document.update_stream(last, b"q 0 400 595 400 re W n " + document.xref_stream(last) + b" Q")
    return document.tobytes()


def white_on_dark() -> bytes:
    """A heading in white on a dark bar: printed as any other."""
    document = pymupdf.open(stream=gazette_page(12, columns=1)[0])
    document[0].draw_rect((90, 680, 400, 720), fill=(0.1, 0.2, 0.5), color=None)
    return write_on(document.tobytes(), ((100, 705), SECRET), size=14, color=(1, 1, 1))


def watermarked(how: str) -> bytes:
    """A page of text with a word across it: `aslant`, or `level` in pale ink."""
    data = gazette_page(24, columns=1)[0]
    if how == "level":
        return write_on(data, ((100, 300), "内部资料"), size=90, color=(0.8, 0.8, 0.8))
    turn = pymupdf.Matrix(45)
    return write_on(
        data, ((150, 450), "内部资料"), size=60, color=(0.8, 0.8, 0.8), morph=(pymupdf.Point(150, 450), turn)
    )


def odd(kind: str) -> bytes:
    """A sound page that is set in an odd way.

    `double`: fake bold, each line drawn twice. `turned`: told to be viewed on its side. `form` and `note`: a field that
    is filled in, a note on the page. `zero` and `inverted`: boxes that make no sense. `locked`: encrypted, and open to
    who gives no password.
    """
    data = gazette_page(12, columns=1)[0]
    document = pymupdf.open(stream=data)
    page = document[0]
    if kind == "double":
        for xref in page.get_contents():
            once = document.xref_stream(xref)
            document.update_stream(xref, once + b" q 1 0 0 1 0.3 0 cm " + once + b" Q")
    if kind == "turned":
        page.set_rotation(90)
    if kind == "form":
        field = pymupdf.Widget()
        field.field_name, field.field_type = "name", pymupdf.PDF_WIDGET_TYPE_TEXT
        field.rect, field.text_fontsize = pymupdf.Rect(60, 650, 500, 680), 14
        field.field_value = "FILLED IN BY HAND AND KEYBOARD"
        page.add_widget(field)
    if kind == "note":
        page.add_freetext_annot((60, 650, 500, 690), "A NOTE THAT SOMEBODY HAS LEFT ON THE PAGE", fontsize=14)
    if kind in ("zero", "inverted"):
        box = "[0 0 0 0]" if kind == "zero" else "[595 842 0 0]"
        document.xref_set_key(page.xref, "CropBox" if kind == "zero" else "MediaBox", box)
    if kind == "locked":
        return document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", user_pw="")
    return document.tobytes()
