"""Sets made-up gazette pages in type, in any layout, and says what was printed where.

The truth is known because we print it: tests and scores compare what was read with `Press.leaves`.
"""

import io
import random
from dataclasses import dataclass, field

import numpy as np
import pymupdf
from PIL import Image

FACE = pymupdf.Font("cjk")  # built into pymupdf: nothing is needed of the system
WIDTHS: dict[str, float] = {}
LETTERS = (
    "一二三四五六七八九十人民政府办公室关于印发加强管理工作实施方案意见通知各县市区部门直属机构为深入贯彻落实"
    "国务院省委决策部署结合我实际制定以下措施坚持创新协调绿色开放共享发展理念推动经济社会高质量服务企业项目建设"
    "完善制度体系提升能力水平组织领导责任分工监督检查资金保障宣传引导农业科技教育卫生文化交通环境安全生产应急"
)


@dataclass(frozen=True)
class Style:
    """How a gazette looks. Measures are points; `gutter` and `leading` are ems of the body."""

    width: float = 595
    height: float = 842
    left: float = 60
    right: float = 60
    top: float = 80
    bottom: float = 80
    columns: int = 2
    gutter: float = 2.0
    size: float = 10.5
    leading: float = 1.6
    head: str | None = "left"  # left, centre, outer, split (two words, far apart)
    head_ruling: bool = False
    folio: str | None = "· {} ·"
    folio_at: str = "centre"  # centre, outer, left, head
    first: int = 1  # printed number of the first page
    shuffled: bool = False  # content streams in no order
    stagger: float = 0.0  # ems by which the right column stands lower
    rotation: int = 0  # what the viewer is told to turn the page by


@dataclass(frozen=True)
class Printed:
    """A line of the text as set. `start` says whether it begins a paragraph."""

    text: str
    x: float
    baseline: float
    start: bool = False
    row: bool = False  # of a table
    region: int = 0


@dataclass
class Leaf:
    """One page: what was printed, in reading order, and its number."""

    lines: list[Printed] = field(default_factory=list)
    folio: int | None = None


class Press:
    """Sets pages one by one. Blocks go down the page in the order of the calls."""

    def __init__(self, style: Style, seed: int = 0) -> None:
        self.style = style
        self.random = random.Random(seed)
        self.document = pymupdf.open()
        self.leaves: list[Leaf] = []
        self._strings: list[tuple[float, float, str, float]] = []
        self._rulings: list[tuple[float, float, float, float]] = []
        self._y = 0.0
        self._region = 0

    # --- text

    def words(self, count: int) -> str:
        """So many characters that mean nothing, with a full stop."""
        letters = [self.random.choice(LETTERS) for _ in range(count)]
        for i in range(7, count - 3, self.random.randint(9, 14)):
            letters[i] = "，"
        if count > 30 and self.random.random() < 0.5:
            letters[20:24] = list(str(self.random.randint(1000, 9999)))
        return "".join(letters) + "。"

    def paragraphs(self, lines: int) -> list[str]:
        """Paragraphs that fill about so many lines of a column."""
        per_line = int(self.column_width / self.style.size)
        found = []
        while lines > 0:
            long = min(lines, self.random.randint(1, 6))
            count = max(4, int((long - 0.7 * self.random.random()) * per_line) - 3)
            found.append(self.words(count))
            lines -= long
        return found

    # --- measures

    @property
    def text_width(self) -> float:
        return self.style.width - self.style.left - self.style.right

    @property
    def column_width(self) -> float:
        style = self.style
        return (self.text_width - (style.columns - 1) * style.gutter * style.size) / style.columns

    @property
    def leading(self) -> float:
        return self.style.leading * self.style.size

    @property
    def room(self) -> int:
        """Lines that still fit on the page."""
        return int((self.style.height - self.style.bottom - self._y) / self.leading) - 1

    # --- blocks

    def new_page(self) -> None:
        """End the page and begin another, with its head and folio."""
        self._flush()
        number = self.style.first + len(self.leaves)
        self.leaves.append(Leaf(folio=number if self.style.folio else None))
        self._y = self.style.top
        self._region = 0
        self._set_head(number)

    def title(self, text: str, scale: float = 1.6) -> None:
        """A line across the columns, centred."""
        size = scale * self.style.size
        self._y += 1.3 * size
        x = self.style.left + (self.text_width - self._measure(text, size)) / 2
        self._print(text, x, self._y, size)
        self._y += 0.6 * size

    def band(self, paragraphs: list[str], columns: int | None = None) -> None:
        """Paragraphs in balanced columns."""
        count = columns or self.style.columns
        self.set_lines([line for text in paragraphs for line in self.break_lines(text, count)], count)

    def break_lines(self, text: str, columns: int) -> list[tuple[str, bool]]:
        """The lines of a paragraph as it is set in so many columns, each with whether it is the first."""
        return self._break(text, self.column_width if columns == self.style.columns else self.text_width)

    def set_lines(self, lines: list[tuple[str, bool]], count: int) -> None:
        """Lines in balanced columns."""
        style = self.style
        width = self.column_width if count == style.columns else self.text_width
        rows = -(-len(lines) // count)
        for column in range(count):
            x = style.left + column * (width + style.gutter * style.size)
            drop = style.stagger * style.size if column else 0.0
            for i, (text, start) in enumerate(lines[column * rows : (column + 1) * rows]):
                self._print(
                    text, x + 2 * style.size * start, self._y + (i + 1) * self.leading + drop, style.size, start
                )
        self._y += (rows + 0.5) * self.leading

    def ruling(self) -> None:
        """A rule across the page; what follows is another text."""
        self._y += 0.6 * self.leading
        self._rulings.append((self.style.left, self._y, self.style.width - self.style.right, self._y))
        self._y += 0.2 * self.leading
        self._region += 1

    def table(self, rows: list[list[str]], widths: list[float], lines: int = 1) -> None:
        """A ruled table across the page. Cells with `|` have more than one line; widths are shares."""
        style = self.style
        edges = [style.left]
        for width in widths:
            edges.append(edges[-1] + width * self.text_width)
        top = self._y + 0.4 * self.leading
        y = top
        self._rulings.append((edges[0], y, edges[-1], y))
        for row in rows:
            for x, cell in zip(edges, row, strict=False):
                for i, part in enumerate(cell.split("|")):
                    self._strings.append((x + 3, y + (i + 0.75) * self.leading, part, style.size * 0.9))
            text = "\t".join(cell.replace("|", "") for cell in row)
            self.leaves[-1].lines.append(
                Printed(text, edges[0] + 3, y + 0.75 * self.leading, row=True, region=self._region)
            )
            y += max(cell.count("|") + 1 for cell in row) * self.leading
            self._rulings.append((edges[0], y, edges[-1], y))
        self._rulings.extend((x, top, x, y) for x in edges)
        self._y = y + 0.3 * self.leading

    def entry(self, title: str, page: int) -> None:
        """A line of the contents with its leader."""
        size, style = self.style.size, self.style
        self._y += self.leading
        right = style.width - style.right
        number = str(page)
        start = style.left + self._measure(title, size)
        end = right - self._measure(number, size) - 0.5 * size
        dots = "…" * int((end - start) / self._measure("…", size))
        self._strings.append((style.left, self._y, title, size))
        self._strings.append((start, self._y, dots, size))
        self._strings.append((right - self._measure(number, size), self._y, number, size))
        self.leaves[-1].lines.append(Printed(title + dots + number, style.left, self._y, region=self._region))

    def save(self) -> bytes:
        """The PDF."""
        self._flush()
        for page in self.document:
            page.set_rotation(self.style.rotation)
        return self.document.tobytes()

    # --- inside

    def _measure(self, text: str, size: float) -> float:
        for letter in text:
            if letter not in WIDTHS:
                WIDTHS[letter] = FACE.glyph_advance(ord(letter))
        return size * sum(WIDTHS[letter] for letter in text)

    def _break(self, text: str, width: float) -> list[tuple[str, bool]]:
        """Lines of a paragraph that begins two ems in; a stop may hang out beyond the edge."""
        size = self.style.size
        lines: list[tuple[str, bool]] = []
        line, left = "", width - 2 * size
        for letter in text:
            wide = self._measure(letter, size)
            if wide > left + 0.01 and letter not in "，。":
                lines.append((line, not lines))
                line, left = "", width
            line += letter
            left -= wide
        lines.append((line, not lines))
        return lines

    def _print(self, text: str, x: float, y: float, size: float, start: bool = False) -> None:
        self.leaves[-1].lines.append(Printed(text, x, y, start, region=self._region))
        self._strings.append((x, y, text, size))

    def _set_head(self, number: int) -> None:
        style = self.style
        size = 0.85 * style.size
        y = style.top / 2
        right = style.width - style.right
        words = "临海市人民政府公报 2031年第7期"
        folio = style.folio.format(number) if style.folio else ""
        odd = number % 2 == 1
        if style.head:
            x = {
                "left": style.left,
                "split": style.left,
                "centre": (style.width - self._measure(words, size)) / 2,
                "outer": right - self._measure(words, size) if odd else style.left,
            }[style.head]
            if style.head == "split":
                name, when = words.split()
                self._strings.append((right - self._measure(when, size), y, when, size))
                words = name
            self._strings.append((x, y, words, size))
            if style.head_ruling:
                self._rulings.append((style.left, y + 0.6 * size, right, y + 0.6 * size))
        if folio:
            wide = self._measure(folio, size)
            at_left = style.folio_at == "left" or (style.folio_at != "centre" and not odd)
            x = (style.width - wide) / 2 if style.folio_at == "centre" else style.left if at_left else right - wide
            bottom = style.height - style.bottom / 2
            self._strings.append((x, y if style.folio_at == "head" else bottom, folio, size))

    def _flush(self) -> None:
        """Draw the page that is set."""
        if not self.leaves or not self._strings:
            return
        page = self.document.new_page(width=self.style.width, height=self.style.height)
        page.insert_font("F0", fontbuffer=FACE.buffer)
        if self.style.shuffled:
            self.random.shuffle(self._strings)
        for x, y, text, size in self._strings:
            page.insert_text((x, y), text, fontname="F0", fontsize=size)
        for x0, y0, x1, y1 in self._rulings:
            page.draw_line((x0, y0), (x1, y1), width=0.6)
        self._strings, self._rulings = [], []


def scan(data: bytes, index: int = 0, dpi: int = 150, skew: float = 0.0, turn: int = 0, seed: int = 0) -> bytes:
    """A page as a desk scanner gives it: a picture in a PDF, noisy, askew, perhaps turned."""
    document = pymupdf.open(stream=data)
    pixels = document[index].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    picture = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)
    picture = picture.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255).rotate(-turn, expand=True)
    noise = np.random.default_rng(seed).normal(0, 9, (picture.height, picture.width))
    grey = np.clip(np.asarray(picture, float) * 0.92 + noise + 8, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "JPEG", quality=80)
    scanned = pymupdf.open()
    width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
    scanned.new_page(width=width, height=height).insert_image((0, 0, width, height), stream=buffer.getvalue())
    return scanned.tobytes()
