"""The words that the rules know: lexicon.toml, read once and only when a rule first asks for it."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HOME = Path(__file__).with_name("lexicon.toml")


@cache
def _read() -> dict[str, dict[str, str]]:
    return tomllib.loads(HOME.read_text("utf-8"))


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """One list of the lexicon, in its order."""
    return tuple(dict.fromkeys(_read()[section][name].split()))


@cache
def word_set(section: str, name: str) -> frozenset[str]:
    """One list of the lexicon, to ask whether a word is in it."""
    return frozenset(words(section, name))


def alternation(choices: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first; one that never matches where there are none."""
    return "|".join(re.escape(word) for word in sorted(set(choices), key=lambda w: (-len(w), w))) or r"(?!)"
