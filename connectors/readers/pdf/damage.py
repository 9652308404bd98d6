"""What of a PDF is damaged: PDFium reads on without a word and leaves out what it can't decode.

Nearly all streams of a PDF carry a checksum: those that are deflated, which PDFium does not look at. qpdf (pikepdf)
says which streams a page uses. Like `connectors.readers.pdf.text_layer`, this runs inside the reading process.
"""

import base64
import re
import zlib
from collections.abc import Iterator
from enum import Flag, auto
from functools import reduce
from operator import or_
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

DEEP = 4  # forms within forms that are looked into
MANY = 200  # fonts, and pictures, of one page or form that are looked at
DIRECT = (0, 0)  # what qpdf calls an object without a number
LARGEST = 64 * 1024 * 1024  # bytes of a stream that are unpacked
PIECE = 1 << 20
SUBSET = re.compile(r"/[A-Z]{6}\+")
SHOWN = re.compile(rb"T[jJ]|\bDo\b|['\"]\s")  # the operators that show text or a picture
HARMLESS = "object has offset 0"  # what qpdf warns of, and many a sound PDF has


class Damage(Flag):
    """The parts of a page that are damaged."""

    NONE = 0
    CONTENT = auto()
    FONT = auto()  # the shapes of its characters: PDFium leaves such characters out, and no picture shows them
    MAP = auto()  # from a font's codes to Unicode
    PICTURE = auto()


WORDS = {
    Damage.CONTENT: "what is drawn on it",
    Damage.FONT: "a font",
    Damage.MAP: "a font's character map",
    Damage.PICTURE: "a picture",
}


def describe(damage: Damage) -> str:
    """The damaged parts in words."""
    return " and ".join(words for part, words in WORDS.items() if part in damage)


class Inspection:
    """A second look at a PDF in which PDFium finds so many `pages`, page by page.

    Where qpdf finds another number of them, nobody knows which is which, and each is taken to have the damage of all.
    A file that qpdf can't read is not inspected, and has no damage.
    """

    def __init__(self, path: str, pages: int) -> None:
        self._sound: dict[tuple[int, int], bool] = {}
        self._fonts: dict[tuple[int, int], Damage] = {}
        self._forms: dict[tuple[int, int], Damage] = {}
        self._pdf: pikepdf.Pdf | None = None
        self._expected = pages
        self._anywhere: Damage | None = None
        self.pages: int | None = None
        """How many pages qpdf finds; None where it can't say."""
        self.rebuilt = False
        """Whether what lies where in the file had to be found out anew."""
        try:
            self._pdf = pikepdf.open(path, suppress_warnings=True)
            self.pages = len(self._pdf.pages)
            self.rebuilt = self._is_warned()
        except Exception:  # it is not this parser that the file is read by
            self.close()

    def find_damage(self, index: int) -> Damage:
        """What a page uses and can't be decoded."""
        if self._pdf is None or self.pages is None:
            return Damage.NONE
        if self.pages != self._expected:
            if self._anywhere is None:
                self._anywhere = reduce(or_, map(self._find_damage, range(self.pages)), Damage.NONE)
            return self._anywhere
        return self._find_damage(index) if index < self.pages else Damage.NONE

    def _find_damage(self, index: int) -> Damage:
        assert self._pdf is not None
        try:
            page = self._pdf.pages[index]
            contents = page.obj.get("/Contents")
            streams = list(contents) if isinstance(contents, Array) else [contents]
            found = Damage.NONE
            if not all(self._is_sound(s) for s in streams if isinstance(s, Stream)):
                found = Damage.CONTENT
            found |= self._look_through(page.resources, DEEP)
            return found | (Damage.CONTENT if self._is_warned() else Damage.NONE)
        except Exception:  # an object that qpdf can't make sense of
            return Damage.CONTENT

    def shows_something(self, index: int) -> bool:
        """Whether a page's content asks for text or pictures to be drawn, as far as it can be read."""
        try:
            contents = self._pdf.pages[index].obj.get("/Contents") if self._pdf is not None else None
            parts = list(contents) if isinstance(contents, Array) else [contents]
            return any(isinstance(s, Stream) and SHOWN.search(s.read_bytes()[:PIECE]) for s in parts)
        except Exception:  # `find_damage` says so
            return False

    def close(self) -> None:
        """Let go of the file."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None

    def _is_warned(self) -> bool:
        """Whether qpdf has come upon something odd since it was asked last."""
        assert self._pdf is not None
        return any(HARMLESS not in str(warning) for warning in self._pdf.get_warnings())

    def _look_through(self, resources: Any, depth: int) -> Damage:
        """What is damaged of fonts, pictures and forms."""
        found = Damage.NONE
        for font in _list_values(resources, "/Font"):
            found |= self._look_at_font(font)
        for item in _list_values(resources, "/XObject"):
            if isinstance(item, Stream):
                if item.get("/Subtype") == "/Form":
                    found |= self._look_at_form(item, depth)
                elif not self._is_sound(item):
                    found |= Damage.PICTURE
        return found

    def _look_at_form(self, form: Stream, depth: int) -> Damage:
        key = form.objgen
        if key not in self._forms and depth > 0:
            self._forms[key] = Damage.NONE  # a form may draw itself
            found = Damage.NONE if self._is_sound(form) else Damage.CONTENT
            self._forms[key] = found | self._look_through(form.get("/Resources"), depth - 1)
        return self._forms.get(key, Damage.NONE)

    def _look_at_font(self, font: Any) -> Damage:
        key = font.objgen
        if key not in self._fonts or key == DIRECT:
            sound = [(part, self._is_sound(stream)) for part, stream in _list_font_streams(font)]
            found = Damage.FONT if self._is_warned() else Damage.NONE
            for part, is_sound in sound:
                found |= Damage.NONE if is_sound else part
            if _is_subset(font) and all(part is not Damage.FONT for part, _ in sound):
                found |= Damage.FONT
            self._fonts[key] = found
        return self._fonts[key]

    def _is_sound(self, stream: Stream) -> bool:
        key = stream.objgen
        if key not in self._sound or key == DIRECT:
            self._sound[key] = _is_decodable(stream)
        return self._sound[key]


def _list_values(resources: Any, kind: str) -> list[Any]:
    named = resources.get(kind) if isinstance(resources, Dictionary) else None
    return [named[name] for name in list(named.keys())[:MANY]] if isinstance(named, Dictionary) else []


def _list_font_streams(font: Any) -> Iterator[tuple[Damage, Stream]]:
    """The streams of a font, each with what it is for."""
    if not isinstance(font, Dictionary):
        return
    unicode_map = font.get("/ToUnicode")
    if isinstance(unicode_map, Stream):
        yield Damage.MAP, unicode_map
    descendants = font.get("/DescendantFonts")
    for one in (font, *(descendants if isinstance(descendants, Array) else ())):
        descriptor = one.get("/FontDescriptor") if isinstance(one, Dictionary) else None
        for name in ("/FontFile", "/FontFile2", "/FontFile3"):
            program = descriptor.get(name) if isinstance(descriptor, Dictionary) else None
            if isinstance(program, Stream):
                yield Damage.FONT, program


def _is_subset(font: Any) -> bool:
    """Whether a font says by its name that a part of it is in the file (ISO 32000-2, 9.9.2): ABCDEF+Song."""
    name = font.get("/BaseFont") if isinstance(font, Dictionary) else None
    return isinstance(name, Name) and SUBSET.match(str(name)) is not None


def _is_decodable(stream: Stream) -> bool:
    """Whether what a stream holds can be decoded, as far as it is deflated, and is what its checksum says."""
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]
    data = stream.read_raw_bytes()
    for name in names:
        if name in ("/ASCII85Decode", "/A85"):
            try:
                data = base64.a85decode(data.strip().removesuffix(b"~>"))
            except ValueError:
                return False
        else:
            return name not in ("/FlateDecode", "/Fl") or _inflates(data)
    return True


def _inflates(data: bytes) -> bool:
    """Whether deflated data is whole; of very much, whether its beginning is."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        while not unpacker.eof and size < LARGEST:
            piece = unpacker.decompress(data, PIECE)
            data = unpacker.unconsumed_tail
            size += len(piece)
            if not piece and not data:
                break
    except zlib.error:
        return False
    return unpacker.eof or size >= LARGEST
