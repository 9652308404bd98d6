"""What a gazette issue is made of.

Everything is a frozen, slotted dataclass with tuples, so that it hashes, pickles and compares. Spans are code
points, end exclusive. Boxes are PDF points (1/72 inch) from the top left corner of the page. Names follow
GB/T 9704 (the layout of official documents): 发文字号 is `number`, 主送机关 `addressees`, 落款 `signatories` and
`date`, 附件 `attachments`.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a document does."""

    ORDER = "order"  # 令
    NOTICE = "notice"  # 通知, 通告, 公告, 决定, 批复 …
    OPINION = "opinion"  # 意见
    APPOINTMENT = "appointment"  # 任免通知
    CHRONICLE = "chronicle"  # 大事记


class Role(StrEnum):
    """What a paragraph is within its document."""

    ADDRESSEES = "addressees"
    BODY = "body"
    HEADING = "heading"  # 一、 （一） 第一章, on a line of its own
    PART_TITLE = "part-title"  # title of a text that a covering notice issues
    ATTACHMENT = "attachment"  # an item of the list 附件：1. …
    ATTACHMENT_TITLE = "attachment-title"  # "附件1" and the title above the annexed text
    TABLE = "table"  # one row, its cells parted by tabs
    SIGNATORY = "signatory"
    DATE = "date"
    REMARK = "remark"  # （此件公开发布）


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

    `number` counts from 0 in reading order within its page. A plain text has one page and no geometry.

    A line of a PDF or a scan says where it stands in its column, in ems of its own type: `indent` from the column's
    left edge to its first character (2: the first line of a paragraph), `room` from its last character to the right
    edge (0: full, so that the text may go on). `column` is 0 for what runs across the page and counts from 1, left
    to right, where the text is set in columns. `region` counts the rules across the page above it: what stands below
    a rule may belong to another document. The rows of a table share its ordinal on the page, `table`, from 1.
    """

    text: str
    page: int
    number: int
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


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its lines in reading order, without running heads and folios.

    `index` counts from 0 in the file; `folio` is the number printed on it, where one was found. `reader` names
    what read it (`text`, `pdf`, `ocr:rapidocr` …). A page that could not be read has no lines and says why in
    `rejected`. `running` holds the heads and folios that were taken out. Boxes, width and height are those of the
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
    findings: tuple["Finding", ...] = ()
    running: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file found at a source. `sha256` names its bytes."""

    uri: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Run:
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


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about an issue or artifact that a person should know.

    `code` is stable and in kebab case; `message` is one sentence that says what and, where it helps, what to do.
    """

    code: str
    message: str
    severity: str = "warning"  # info, warning, error
    document: str | None = None
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in true reading order. `level` is the depth of its heading number, 0 for none."""

    text: str
    role: Role = Role.BODY
    runs: tuple[Run, ...] = ()
    level: int = 0
    part: int = 0  # 0: the document itself; n: the n-th text that it issues


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention. `norm` is its normal form (an ISO date, a full body name, yuan …) where one is known."""

    type: str  # ORG, PER, POST, LOC, DATE, DOC_NUMBER, DOC_TITLE, MONEY, PERCENT
    paragraph: int
    start: int
    end: int
    text: str
    norm: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Appointment:
    """One person appointed to or removed from one post, as printed."""

    person: str
    action: str  # appoint, remove
    post: str
    probation: str | None = None
    note: str | None = None
    paragraph: int = 0
    start: int = 0
    end: int = 0
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Duty:
    """One bracket （牵头单位：…；责任单位：…；配合单位：…） and what it is about."""

    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    paragraph: int
    start: int = 0
    end: int = 0
    task: str = ""  # the words that the bracket closes
    deadlines: tuple[str, ...] = ()  # as printed, such as 6月底前
    due: dt.date | None = None  # the last day that the deadlines name, where the year is known
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ChronicleItem:
    """One entry of a 大事记; `people` are those who took part, in order."""

    date: dt.date | None
    end: dt.date | None
    people: tuple[str, ...]
    text: str
    paragraph: int = 0
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document. `relation` says what this one does to it."""

    relation: str  # cites, repeals
    number: str | None
    title: str | None
    paragraph: int
    start: int
    end: int
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Validity:
    """When a document is in force, from its own words."""

    effective_from: dt.date | None = None
    expires: dt.date | None = None
    valid_for: str | None = None  # 五年, when only a term is stated
    paragraph: int | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What tagging found in one document."""

    entities: tuple[Entity, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    duties: tuple[Duty, ...] = ()
    chronicle: tuple[ChronicleItem, ...] = ()
    citations: tuple[Citation, ...] = ()
    validity: Validity = Validity()


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an issue. `pages` are printed page numbers, known for PDFs only."""

    id: str
    issue: str
    ordinal: int  # from 1, in the order of the contents
    kind: Kind
    number: str | None
    title: str
    issuer: str | None
    section: str | None
    addressees: str | None
    signatories: tuple[str, ...]
    date: dt.date | None
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    entry: int | None = None  # its place in the contents, from 0
    heading: tuple[Run, ...] = ()  # where red head, number and title were printed
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the 目录."""

    section: str | None
    title: str
    number: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the cover and the imprint say."""

    name: str | None = None
    year: int | None = None
    numbers: tuple[int, ...] = ()
    total_numbers: tuple[int, ...] = ()
    sponsor: str | None = None
    publisher: str | None = None
    phone: str | None = None
    postcode: str | None = None
    address: str | None = None
    email: str | None = None
    registration: str | None = None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as the pipeline read it, whole.

    Every printed character of `pages` is in a document, the masthead, the contents, or `corrections`.
    """

    id: str
    gazette: str
    masthead: Masthead
    contents: tuple[ContentsEntry, ...]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...]
    pages: tuple[Page, ...]
    artifact: Artifact
    contents_runs: tuple[Run, ...] = ()
    pipeline: str = ""  # version of the pipeline that read it
