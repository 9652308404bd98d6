"""Full-text search: queries and hits."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Query:
    """A search. Filters that are None do not filter.

    `in_force_on`: in force on that day. `expires_before`: in force today, and from that day on no more. `repealed`:
    whether it was repealed, replaced or declared void by today. Of whose force nothing is stated is none of these.
    """

    text: str = ""
    kind: str | None = None
    issuer: str | None = None
    number: str | None = None
    gazette: str | None = None
    entity: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 10
    offset: int = 0
    in_force_on: date | None = None
    expires_before: date | None = None
    repealed: bool | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One paragraph found. `highlights` are spans in `text`."""

    document: str
    issue: str
    title: str
    number: str | None
    kind: str
    date: date | None
    paragraph: int  # -1: the title itself
    text: str
    highlights: tuple[tuple[int, int], ...]
    score: float
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, best first, and how many documents match in all.

    `suggestion` is the query that was answered instead: with the whole names of bodies beside abbreviated ones, in
    simplified characters, or with a word like one that is found nowhere.
    """

    total: int
    hits: tuple[Hit, ...]
    suggestion: str | None = None


class SearchIndex(Protocol):
    """Full text over what the ledger holds."""

    def search(self, query: Query) -> Hits:
        """The best paragraphs, at most one a document."""
        ...
