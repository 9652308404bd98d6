"""What was read: artifacts, pages and their lines, and where a stretch of text was printed.

Boxes are PDF points (1/72 inch) from the top left corner of the page with its text upright. Spans are code points,
end exclusive.
"""

from dataclasses import dataclass

from gongbao.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file found at a source. `sha256` names its bytes."""

    uri: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, as it was read.

    `index` counts from 0 in reading order within its page. A plain text has one page and no geometry.

    A line of a PDF or a scan says where it stands in its column, in ems of its own type: `indent` from the column's
    left edge to its first character (2: the first line of a paragraph), `room` from its last character to the right
    edge (0: full, so that the text may go on). `column` is 0 for what spans columns and counts from 1, left to right,
    where the text is set in columns. `region` counts the rulings above it that part the page: what stands below one
    may belong to another document. The rows of a table share its ordinal on the page, `table`, from 1.
    """

    text: str
    page: int
    index: int
    box: Box | None = None
    baseline: float | None = None
    size: float | None = None  # type size in points
    confidence: float | None = None  # of OCR, 0 to 1
    indent: float | None = None
    room: float | None = None
    column: int = 0
    region: int = 0
    table: int | None = None
    bold: bool = False  # in a bold or black (黑体) face
    path: str | None = None  # of a structured file: the XPath of its element, which is a paragraph or a row
    href: str | None = None  # where the first link in it leads, as written; it is never followed


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its lines in reading order, without running headers and folios.

    `index` counts from 0 in the file; `folio` is the number printed on it, where one was found. `reader` names
    what read it (`text`, `pdf`, `ocr:rapidocr` …). A page that could not be read has no lines and says why in
    `rejected`. `running` holds the headers and folios that were taken out. Boxes, width and height are those of the
    page with its text upright: a viewer's page turned `rotation` degrees clockwise, then, for a scan that lay askew,
    `skew` degrees counterclockwise about its centre.
    """

    index: int
    lines: tuple[Line, ...]
    folio: int | None = None
    width: float | None = None
    height: float | None = None
    rotation: int = 0
    skew: float = 0.0
    reader: str = "text"
    rejected: str | None = None
    findings: tuple[Finding, ...] = ()
    running: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Where a stretch of text was printed.

    The `length` characters from `start` on are the characters from `offset` on of line `line` of page `page`,
    one for one.
    """

    start: int
    length: int
    page: int
    line: int
    offset: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that cleaning made: at `offset` of a line, `before` became `after` (empty: taken out)."""

    rule: str
    page: int
    line: int
    offset: int
    before: str
    after: str = ""
