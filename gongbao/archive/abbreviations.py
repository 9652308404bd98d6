"""Abbreviated names of bodies: characters of the whole name left out, in order."""

from collections.abc import Iterable

# The last word of a name, and what of it an abbreviation keeps.
_KEPT = (("委员会", "委"), ("办公室", "办"), ("办公厅", "办"))
SHORTEST = 3  # characters of an abbreviation that can be told from others


def is_whole(name: str) -> bool:
    """Whether a name has its last word whole, as whole names do: 委员会 and not 委."""
    return not name.endswith(("委", "办"))


def abbreviates(short: str, whole: str) -> int:
    """How well a name may be another's abbreviation; 0 where it can't be.

    Characters are left out, in order, and the last word is kept. 2: it begins as the whole name does (卫健委 of
    卫生健康委员会); 1: what it keeps before its last word stands together (审批局 of 行政审批服务局).
    """
    if not SHORTEST <= len(short) < len(whole):
        return 0
    for last, kept in _KEPT:
        if whole.endswith(last) and short.endswith((kept, last)):
            stem = short.removesuffix(last if short.endswith(last) else kept)
            return _rate(stem, whole.removesuffix(last))
    return _rate(short[:-1], whole[:-1]) if short[-1] == whole[-1] else 0


def find_whole(short: str, names: Iterable[str]) -> str | None:
    """The one name that another is best taken to abbreviate; None where there is none, or several."""
    rated = [(rate, name) for name in set(names) if (rate := abbreviates(short, name))]
    best = max(rated, default=(0, ""))[0]
    found = [name for rate, name in rated if rate == best]
    return found[0] if len(found) == 1 else None


def _rate(stem: str, whole: str) -> int:
    if len(stem) < 2 or not _keeps_order(stem, whole):
        return 0
    if stem[0] == whole[0]:
        return 2
    return 1 if stem in whole else 0


def _keeps_order(short: str, whole: str) -> bool:
    left = iter(whole)
    return all(character in left for character in short)
