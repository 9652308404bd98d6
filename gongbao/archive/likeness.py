"""Names that are like one that nobody bears."""

from collections.abc import Iterable

from rapidfuzz import fuzz

MOST = 5
LEAST = 60.0  # of a hundred: two characters of three, or of a name of two one


def find_near(name: str, known: Iterable[str]) -> list[str]:
    """The names most like another, the likest first: those that hold its characters, in order or most of them."""
    wanted = "".join(name.split())
    rated = [(_rate(wanted, other), other) for other in set(known)]
    return [other for rate, other in sorted(rated, key=lambda r: (-r[0], r[1])) if rate >= LEAST][:MOST]


def _rate(wanted: str, other: str) -> float:
    if wanted and wanted in other:
        return 100.0
    return max(fuzz.ratio(wanted, other), 0.95 * fuzz.partial_ratio(wanted, other) if len(wanted) > 3 else 0.0)
