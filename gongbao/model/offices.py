"""What an archive says of bodies and of who holds which office in them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from gongbao.model.facts import Leaving


class Level(StrEnum):
    """How high a body stands."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Naming(StrEnum):
    """What a document says of the names of bodies."""

    SEEN = "seen"  # a body is called so, in running text
    OFFICIAL = "official"  # a body that signs or appoints is called so, or one in which somebody is appointed
    SHORT = "short"  # 以下简称
    RENAMED = "renamed"  # 更名为
    MERGED = "merged"  # 组建…, 不再保留…


@dataclass(frozen=True, slots=True)
class Body:
    """A body (机关, 单位) as an archive knows it.

    `id` is the first whole name it ever bore, and stays; `name` is what it is called now. `names` are all that it is or
    was called, the abbreviations by which documents name it among them. `merged_into` is the id of the body that took
    its place.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    place: str | None = None
    level: Level | None = None
    merged_into: str | None = None


class Manner(StrEnum):
    """In what way somebody holds an office, where not as its regular holder."""

    PROBATION = "probation"  # 试用期
    SECONDED = "seconded"  # 挂职
    CONCURRENT = "concurrent"  # 兼
    ACTING = "acting"  # 代理


class MisfitKind(StrEnum):
    """What does not fit together in what documents say of an office."""

    APPOINTED_TWICE = "appointed-twice"
    HELD_BY_ANOTHER = "held-by-another"  # who was removed was never appointed, and another holds the office
    MISREAD_NAME = "misread-name"  # who was removed was never appointed; whose name differs in one character was


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that does not fit, with the document that says it; `other` is who or what it does not fit to."""

    kind: MisfitKind
    person: str
    by: str
    on: dt.date | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office, from when to when and by which documents.

    `since` is the day of the appointment, nothing where only the removal is known; `until` that of the removal, nothing
    while none is known. `followed_by` is who took the office after, where that is all that is known of the end: then
    `until` is the day of that appointment. `appointed_again` are the days on which the same person was appointed anew:
    for good after a probation, or for another term. `expected_until` is the last day of a term that was set.
    """

    person: str
    since: dt.date | None = None
    until: dt.date | None = None
    appointed_by: str | None = None
    removed_by: str | None = None
    leaving: Leaving | None = None
    note: str | None = None
    manner: Manner | None = None
    probation: str | None = None
    expected_until: dt.date | None = None
    appointed_again: tuple[dt.date, ...] = ()
    followed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeState:
    """What an archive says of one office of one body: who held it, in order of time.

    `id` is the body's and the office. `names` are those of the body, `merged_into` is the body that
    took its place.
    """

    id: str
    body: str  # its id
    body_name: str  # what the body is called now
    names: tuple[str, ...] = ()
    office: str
    place: str | None = None
    level: Level | None = None
    merged_into: str | None = None
    tenures: tuple[Tenure, ...] = ()
    misfits: tuple[Misfit, ...] = ()
