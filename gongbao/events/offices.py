"""Events of offices: who holds them, joined from all documents that appoint and remove."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from gongbao.model import Cause, Level, Misfit, Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChanged:
    """Who holds an office of a body, and who held it, as all documents that appoint and remove say together.

    `id` is the body's id and the office. `body` is that of the body: the first name that it bore.
    """

    TYPE: ClassVar[str] = "gongbao.office.changed"
    VERSION: ClassVar[int] = 1

    id: str
    cause: Cause
    version: int  # of this record
    revision: str
    day: dt.date
    body: str
    body_name: str
    office: str
    names: tuple[str, ...] = ()
    place: str | None = None
    level: Level | None = None
    merged_into: str | None = None
    tenures: tuple[Tenure, ...] = ()
    misfits: tuple[Misfit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWithdrawn:
    """An office of which nothing is said any more, or that is known by another id now."""

    TYPE: ClassVar[str] = "gongbao.office.withdrawn"
    VERSION: ClassVar[int] = 1

    id: str
    cause: Cause
    version: int
    day: dt.date
