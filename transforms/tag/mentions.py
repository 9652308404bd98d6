"""Stretches of a paragraph that a rule recognised, and how to hide them from the rules that come after."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

# Stands for a character that another mention has taken: no rule matches it, every rule takes it for a boundary.
TAKEN = "\ue000"


class Mention(NamedTuple):
    """One recognised stretch `text[start:end]` of a paragraph, not yet tied to its document."""

    start: int
    end: int
    type: str
    rule: str
    norm: str | None = None
    confidence: float = 1.0


def without_overlap(mentions: Iterable[Mention], taken: Iterable[Mention] = ()) -> list[Mention]:
    """Those mentions that overlap none of the `taken` and none before them in the order given."""
    covered = {i for mention in taken for i in range(mention.start, mention.end)}
    kept = []
    for mention in mentions:
        places = range(mention.start, mention.end)
        if places and covered.isdisjoint(places):
            covered.update(places)
            kept.append(mention)
    return kept


def hide(text: str, mentions: Iterable[Mention]) -> str:
    """The text with every mention blotted out, at its old length."""
    pieces: list[str] = []
    past = 0
    for mention in sorted(mentions):
        if mention.end > past:
            start = max(past, mention.start)
            pieces += text[past:start], TAKEN * (mention.end - start)
            past = mention.end
    return "".join((*pieces, text[past:])) if pieces else text


def hide_matches(text: str, pattern: re.Pattern[str]) -> str:
    """The text with everything that a pattern matches blotted out, at its old length."""
    return pattern.sub(lambda match: TAKEN * len(match.group()), text)


class Occurrences:
    """Where a pattern stands in a text, searched once, for rules that ask it of many stretches.

    The pattern must be one whose matches neither overlap nor lie within one another.
    """

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        spans = [match.span() for match in pattern.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def within(self, start: int, end: int) -> bool:
        """Whether one lies in `text[start:end]`, whole."""
        at = bisect_left(self._starts, start)
        return at < len(self._starts) and self._ends[at] <= end

    def first_from(self, start: int) -> int | None:
        """Where the first that begins at `start` or behind it begins."""
        at = bisect_left(self._starts, start)
        return self._starts[at] if at < len(self._starts) else None
