"""Issuers that the titles of a volume name: a body that several of them open with has issued what bears them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gongbao.language.bodies import is_body_name

SHORTEST, LONGEST = 3, 30  # characters of a body's name
OFTEN = 3  # titles that must open with it


def find_shared_issuers(titles: Iterable[str]) -> tuple[str, ...]:
    """The bodies that several titles open with."""
    openings = Counter(body for title in titles if (body := _open_with_body(title)))
    return tuple(body for body, count in openings.items() if count >= OFTEN)


def match_issuer(title: str, bodies: Sequence[str]) -> str | None:
    """The body of these that a title opens with."""
    return next((body for body in bodies if title.startswith(body)), None)


def _open_with_body(title: str) -> str | None:
    """The shortest body's name that a title opens with, if more follows."""
    ends = range(SHORTEST, min(LONGEST, len(title) - 1) + 1)
    return next((title[:end] for end in ends if is_body_name(title[:end])), None)
