"""What an archive says of the force of texts: statements of single documents, and how it stands with a text by them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a statement does to the force of a text."""

    ENTERS = "enters"  # into force, on the first of its days
    EXPIRES = "expires"  # after the last of its days
    REPEALS = "repeals"
    LAPSES = "lapses"
    REPLACES = "replaces"
    SUSPENDS = "suspends"
    EXTENDS = "extends"
    KEEPS = "keeps"
    AMENDS = "amends"
    CORRECTS = "corrects"


@dataclass(frozen=True, slots=True)
class Statement:
    """One document's word on the force of one text.

    `said` is the day of the document that says so; `since` and `until` are the first and the last day of what it says,
    where they are known. Its place is a paragraph of that document, and code points in it.
    """

    effect: Effect
    by: str
    said: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    paragraph: int = 0
    start: int = 0
    end: int = 0


class Force(StrEnum):
    """How it stands with a text on a day."""

    UNSTATED = "unstated"  # nothing is said of it
    NOT_YET = "not-yet-in-force"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"  # its term has run out
    LAPSED = "lapsed"  # it was declared void (宣布失效)
    REPLACED = "replaced"
    REPEALED = "repealed"


ENDED = (Force.LAPSED, Force.REPLACED, Force.REPEALED)  # for good, by another's word


@dataclass(frozen=True, slots=True)
class Phase:
    """Days on which it stands so with a text: from `first` to `last`, both included; None is open.

    `because` is the statement that it follows from; None where nobody said so, as before anything is in force.
    """

    first: dt.date | None
    last: dt.date | None
    force: Force
    because: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextState:
    """What an archive says of one text.

    `id` is its number; its document's id where it has none; gazette and title where nobody holds it. `documents` are
    those that are the text: several where it was printed more than once. `first` and `last` bound the days on which it
    stands as it does now. `amended` are the days on which others changed it. `rivals` are texts of the same title of
    which nothing tells which one is meant: what is stated is then of none of them.
    """

    id: str
    number: str | None = None
    title: str | None = None
    documents: tuple[str, ...] = ()
    force: Force
    first: dt.date | None = None
    last: dt.date | None = None
    effective_from: dt.date | None = None
    expires: dt.date | None = None
    amended: tuple[dt.date, ...] = ()
    phases: tuple[Phase, ...] = ()
    statements: tuple[Statement, ...] = ()
    rivals: tuple[str, ...] = ()
