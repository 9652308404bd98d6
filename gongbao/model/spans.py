"""Where a stretch of a text lies."""

from typing import NamedTuple


class Span(NamedTuple):
    """The stretch `text[start:end]`: code points, end exclusive."""

    start: int
    end: int
