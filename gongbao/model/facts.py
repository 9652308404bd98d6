"""What documents state, as tagging found it. Spans are code points of a paragraph, end exclusive.

Every fact has the paragraph it stands in, the name of the rule that found it, and how sure that rule is (0 to 1).
"""

import datetime as dt
from dataclasses import dataclass


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
