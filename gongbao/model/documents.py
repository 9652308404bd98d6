"""Issues and the documents in them.

Names follow GB/T 9704 (the layout of official documents): 发文字号 is `number`, 主送机关 `addressees`, 落款
`signatories` and `date`, 附件 `attachments`.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from gongbao.model.facts import Facts
from gongbao.model.findings import Finding
from gongbao.model.pages import Artifact, Correction, Page, SourceSpan


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
    TABLE = "table"  # one row, its cells separated by tabs
    SIGNATORY = "signatory"
    DATE = "date"
    REMARK = "remark"  # （此件公开发布）


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in true reading order. `level` is the depth of its heading number, 0 for none."""

    text: str
    role: Role = Role.BODY
    spans: tuple[SourceSpan, ...] = ()
    level: int = 0
    part: int = 0  # 0: the document itself; n: the n-th text that it issues


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
    heading: tuple[SourceSpan, ...] = ()  # where red head, number and title were printed
    facts: Facts = field(default_factory=Facts)
    joint_issuers: tuple[str, ...] = ()  # all of them, where several issue it together; `issuer` is the first

    @property
    def issuers(self) -> tuple[str, ...]:
        """All who issued it; none where nothing says who did."""
        return self.joint_issuers or ((self.issuer,) if self.issuer else ())


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
    spans: tuple[SourceSpan, ...] = ()


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
    contents_spans: tuple[SourceSpan, ...] = ()
    pipeline: str = ""  # version of the pipeline that read it
