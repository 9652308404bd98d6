"""Make one of each kind of bad PDF. `python make.py FOLDER [NAME …]` writes them.

The small ones lie beside this file; tests make the others when they need them. Standard library only, so that the
bytes are ours and the same everywhere.
"""

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(
    pages: list[bytes],
    resources: bytes = b"<< /Font << /F1 3 0 R >> >>",
    box: str = "0 0 595 842",
    extra: tuple[bytes, ...] = (),
) -> bytes:
    """A whole PDF of these page contents. Object 3 is a font; `extra` objects follow from 4 on."""
    first = 4 + len(extra)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        FONT,
        *extra,
    ]
    for i, content in enumerate(pages):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {first + 2 * i + 1} 0 R /Resources "
        objects.append(page.encode() + resources + b" >>")
        packed = zlib.compress(content, 9)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + packed + b"\nendstream")
    return bind(objects)


def bind(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Objects 1, 2 … as a file with its table of places."""
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        data += f"{place:010d} 00000 n \n".encode()
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + trailer + b">>\n"
    return bytes(data + f"startxref\n{table}\n%%EOF\n".encode())


def text(words: str, x: int = 72, y: int = 700) -> bytes:
    """The operators that set a line of Latin text."""
    return f"BT /F1 12 Tf {x} {y} Td ({words}) Tj ET\n".encode()


def encrypted() -> bytes:
    """A password is asked for: the keys fit none."""
    whole = pdf([text("secret")])
    keys = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32
    cut = whole.index(b"/Root 1 0 R ") + len(b"/Root 1 0 R ")
    return whole[:cut] + keys + b"> >> /ID [<" + b"01" * 16 + b"> <" + b"01" * 16 + b">] " + whole[cut:]


def truncated() -> bytes:
    """Cut off at its very end: its two pages are there, where they stand is not."""
    whole = pdf([text("the first page"), text("a good page")])
    return whole[: whole.rindex(b"startxref")]


def stump() -> bytes:
    """Cut off within its first objects."""
    return pdf([text("the first page")])[:60]


def no_pages() -> bytes:
    """A document without pages."""
    return pdf([])


def not_a_pdf() -> bytes:
    """A web page that calls itself .pdf."""
    return b"<!DOCTYPE html><title>404</title><p>\xe9\xa1\xb5\xe9\x9d\xa2\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8"


def empty() -> bytes:
    """No bytes at all."""
    return b""


def many_pages() -> bytes:
    """10,000 pages."""
    kids = b" ".join([b"4 0 R"] * 10_000)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return bind(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 10000 /Kids [" + kids + b"] >>", FONT, page]
    )


def many_objects() -> bytes:
    """One page of 1,000,000 objects, then a good one."""
    return pdf([b"0 0 1 1 re f\n" * 1_000_000, text("a good page")])


def many_characters() -> bytes:
    """One page of 1,000,000 characters, then a good one."""
    lines = (text(f"{y:04}" * 250, 10, y) for y in range(1000))
    return pdf([b"".join(lines), text("a good page")])


def large_page() -> bytes:
    """A page of 200 by 200 inches, drawn on at its far corner, without a text layer: OCR must not draw it whole."""
    picture = b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    picture += b"/Length 64 >>\nstream\n" + b"\xff" * 64 + b"\nendstream"
    content = b"q 14400 0 0 14400 0 0 cm /I Do Q"
    return pdf([content], b"<< /XObject << /I 4 0 R >> >>", "0 0 14400 14400", (picture,))


def bomb() -> bytes:
    """A content stream of a few kilobytes that unpacks to 4 GiB (deflated twice), then a good page."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    once = b"".join([*(packer.compress(block) for _ in range(4096)), packer.flush()])
    twice = zlib.compress(once, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 2 /Kids [4 0 R 6 0 R] >>",
        FONT,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        f"<< /Length {len(twice)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + twice + b"\nendstream",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    ]
    good = text("a good page")
    return bind([*objects, f"<< /Length {len(good)} >>\nstream\n".encode() + good + b"endstream"])


def broken_font() -> bytes:
    """A font whose program is noise, and that has no Unicode map; then a good page."""
    noise = bytes(range(256)) * 4
    program = f"<< /Length {len(noise)} >>\nstream\n".encode() + noise + b"\nendstream"
    descriptor = b"<< /Type /FontDescriptor /FontName /Noise /Flags 4 /FontFile2 4 0 R /FontBBox [0 0 1 1] /Ascent 800 "
    descriptor += b"/Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Noise /FontDescriptor 5 0 R /DW 1000 "
    inner += b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Noise /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    resources = b"<< /Font << /F1 3 0 R /F2 7 0 R >> >>"
    content = b"BT /F2 12 Tf 72 700 Td <0041004200430044004500460047004800490050> Tj ET"
    return pdf([content, text("a good page")], resources, extra=(program, descriptor, inner, font))


def deep_forms() -> bytes:
    """A form that draws itself, which sends a careless parser round for ever; then a good page."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 4 0 R >> >> "
    body = b"/X Do /X Do "
    form += f"/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream"
    resources = b"<< /Font << /F1 3 0 R >> /XObject << /X 4 0 R >> >>"
    return pdf([b"/X Do", text("a good page")], resources, extra=(form,))


def wide_forms(pages: int = 1) -> bytes:
    """Forms that draw the next one ten times each, nine deep: 10^9 objects by name; then a good page."""
    forms = []
    for depth in range(9):
        body = b"0 0 1 1 re f" if depth == 8 else b"/X Do " * 10
        inner = b"" if depth == 8 else f"/Resources << /XObject << /X {5 + depth} 0 R >> >> ".encode()
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner
        forms.append(head + f"/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream")
    resources = b"<< /Font << /F1 3 0 R >> /XObject << /X 4 0 R >> >>"
    return pdf([*[b"/X Do"] * pages, text("a good page")], resources, extra=tuple(forms))


SMALL: dict[str, Callable[[], bytes]] = {
    "encrypted": encrypted,
    "truncated": truncated,
    "stump": stump,
    "no-pages": no_pages,
    "not-a-pdf": not_a_pdf,
    "empty": empty,
    "many-objects": many_objects,
    "many-characters": many_characters,
    "large-page": large_page,
    "bomb": bomb,
    "broken-font": broken_font,
    "deep-forms": deep_forms,
    "wide-forms": wide_forms,
}
LARGE: dict[str, Callable[[], bytes]] = {"many-pages": many_pages}


def main() -> None:
    folder = Path(sys.argv[1])
    for name in sys.argv[2:] or [*SMALL, *LARGE]:
        (folder / f"{name}.pdf").write_bytes({**SMALL, **LARGE}[name]())


if __name__ == "__main__":
    main()
