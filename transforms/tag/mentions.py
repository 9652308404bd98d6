"""Stretches of a paragraph that a rule recognised, and how to hide them from the rules that come after."""

import re
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
    characters = list(text)
    for mention in mentions:
        characters[mention.start : mention.end] = TAKEN * (mention.end - mention.start)
    return "".join(characters)


def hide_matches(text: str, pattern: re.Pattern[str]) -> str:
    """The text with everything that a pattern matches blotted out, at its old length."""
    return pattern.sub(lambda match: TAKEN * len(match.group()), text)
