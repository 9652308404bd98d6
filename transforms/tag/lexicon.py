"""The words that the rules know: lexicon.toml, read once and only when a rule first asks for it."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeAlias

_Tree: TypeAlias = "dict[str, _Tree]"  # character by character; "" marks where a word ends

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
    """A regular expression for any of these words, the longest first; one that never matches where there are none.

    The pattern is a tree of characters with a look-ahead for the first, or the first two where each word has so many,
    since most places in a text begin none of the words.
    """
    tree: _Tree = {}
    for word in choices:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    tree.pop("", None)
    if not tree:
        return r"(?!)"
    first, second = set(tree), set().union(*tree.values())
    ahead = [first] if "" in second else [first, second]
    return f"(?:(?={''.join(map(_class, ahead))}){_pattern(tree)})"


def openings(choices: Iterable[str]) -> str:
    """The characters that any of these words begins with, as the inside of a character class.

    A pattern of many alternatives that looks for one of them first is tried in few places of a text.
    """
    return "".join(re.escape(character) for character in sorted({word[0] for word in choices if word}))


def _class(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


def _pattern(tree: "_Tree") -> str:
    branches = [re.escape(character) + _pattern(node) for character, node in sorted(tree.items()) if character]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return joined + ("?" if "" in tree else "")
