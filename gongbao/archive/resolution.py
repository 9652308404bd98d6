"""Which text is meant where one is named by its title alone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gongbao.archive.statements import TextName


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that bears a title: its id, and what tells it from others that bear the same."""

    id: str
    day: dt.date | None = None
    issuers: tuple[str, ...] = ()
    gazette: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The text that is meant, or all that may be: none where nobody holds a text of that title."""

    id: str | None
    rivals: tuple[str, ...] = ()


def resolve(name: TextName, by: Candidate, candidates: Iterable[Candidate]) -> Resolution:
    """Which of the texts that bear a title is meant by a document.

    A document does not mean itself, nor a text that is younger. Who issued the text tells, where that is said; else the
    same gazette is nearer than others, and what the same body issued nearer still.

    Args:
        name: How the text is named.
        by: The text of the document that names it.
        candidates: All that bear the title.
    """
    found = {c.id: c for c in candidates if c.id != by.id and not (c.day and by.day and c.day > by.day)}
    left = list(found.values())
    if name.issuer:
        left = [c for c in left if name.issuer in c.issuers] or [c for c in left if not c.issuers]
    else:
        left = [c for c in left if c.gazette == by.gazette] or left
        left = [c for c in left if set(c.issuers) & set(by.issuers)] or left
    if len(left) == 1:
        return Resolution(left[0].id)
    return Resolution(None, tuple(sorted(c.id for c in left)))


def titled_id(gazette: str, title: str) -> str:
    """The id of a text that nobody holds and of which only the title is known, as a key: within one gazette."""
    return f"{gazette}/《{title}》"
