"""Texts that make a careless pattern slow, derived from the pattern itself, and how its time grows on them.

What makes a pattern slow is a long run of what one of its parts matches, in a text that it does not match as a whole:
every way to divide the run among its parts is tried. So each part that is repeated, each literal and each class is
made a run of, behind what stands before it in the pattern, and before what nothing matches.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from itertools import permutations
from re import _constants as codes  # what `re` itself is built on: nothing public says what a pattern consists of
from re import _parser as parser
from types import ModuleType
from typing import Any

LARGEST = 8_192  # characters: a quadratic pattern takes a tenth of a second and more
SHORT = 48  # characters: no polynomial takes time that can be measured for so few
MEASURABLE = 0.02  # seconds of processor time, below which a ratio is noise
STEEPEST = 8.0  # of time, for four times the text: linear is 4, quadratic 16
PAIRED = 6  # parts of a pattern whose pairs are repeated as well
ALTERNATIVES = 3  # of the words that a pattern has in one place, those that are tried
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
CATEGORIES = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}


def load_modules(packages: tuple[str, ...]) -> Iterator[ModuleType]:
    """The modules of some packages, themselves among them."""
    for package in packages:
        module = importlib.import_module(package)
        yield module
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{package}."):
            yield importlib.import_module(found.name)


def find_patterns(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that a module compiles or imports, with their names; those in tuples and tables too."""
    for name, value in vars(module).items():
        yield from ((name, pattern) for pattern in _unpack(value))


def _unpack(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _unpack(item)
    elif isinstance(value, dict):
        yield from _unpack(list(value.values()))


def find_uses(source: str) -> Iterator[tuple[str, str]]:
    """Names in a source, and the methods of patterns that are called on them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
            yield node.value.id, node.attr


def make_texts(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Makers of texts of about as many characters as asked."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    units = list(dict.fromkeys([*_list_units(tree), " ", "字"]))
    units += ["".join(pair) for pair in permutations(units[:PAIRED], 2)]
    for before in dict.fromkeys(_list_beginnings(tree)):
        for unit in units:
            yield lambda size, before=before, unit=unit: before + unit * (size // len(unit)) + "\nΩ"


def is_steep(pattern: re.Pattern[str], method: str, make: Callable[[int], str]) -> bool:
    """Whether time grows faster on these texts than they do."""
    if any(_measure(pattern, method, make(size)) > MEASURABLE for size in range(8, SHORT, 4)):
        return True  # exponential, and not to be tried on more
    sizes = [LARGEST >> shift for shift in range(7, -1, -1)]
    taken: list[float] = []
    for at, size in enumerate(sizes):
        taken.append(_measure(pattern, method, make(size)))
        if taken[-1] > MEASURABLE and at > 1 and taken[-1] > STEEPEST * taken[-3]:
            large, small = (min(_measure(pattern, method, make(s)) for _ in range(3)) for s in (size, size // 4))
            if large > STEEPEST * small:
                return True
    return False


def _measure(pattern: re.Pattern[str], method: str, text: str) -> float:
    began = time.process_time()
    if method == "finditer":
        for _ in pattern.finditer(text):
            pass
    elif method in ("sub", "subn"):
        pattern.sub("", text)
    else:
        getattr(pattern, method)(text)
    return time.process_time() - began


def _list_units(tree: Any) -> Iterator[str]:
    """What each part of a pattern matches: its characters, its classes, what it repeats, its alternatives."""
    for code, value in tree:
        if code is codes.BRANCH:
            for branch in value[1][:ALTERNATIVES]:
                yield from filter(None, [_match_shortest(branch)])
                yield from _list_units(branch)
            continue
        yield from filter(None, [_match_shortest([(code, value)])])
        if code is codes.IN:
            yield from list(_list_characters(value))[:ALTERNATIVES]
        yield from (
            unit for inner in _list_inner(code, value) for unit in [_match_shortest(inner), *_list_units(inner)] if unit
        )


def _list_beginnings(tree: Any) -> Iterator[str]:
    """Nothing, and what a pattern matches up to each of its parts that is repeated."""
    yield ""
    for at, (code, _) in enumerate(tree):
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT, codes.SUBPATTERN, codes.ATOMIC_GROUP):
            yield _match_shortest(tree[:at])


def _list_inner(code: Any, value: Any) -> Iterator[Any]:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        yield value[2]
    elif code is codes.SUBPATTERN:
        yield value[3]
    elif code is codes.ATOMIC_GROUP:
        yield value
    elif code in (codes.ASSERT, codes.ASSERT_NOT):
        yield value[1]


def _match_shortest(tree: Any) -> str:
    """A text that the parts of a pattern match, each optional one once."""
    text = ""
    for code, value in tree:
        if code is codes.LITERAL:
            text += chr(value)
        elif code in (codes.ANY, codes.NOT_LITERAL):
            text += "字"
        elif code is codes.IN:
            text += next(_list_characters(value))
        elif code is codes.BRANCH:
            text += _match_shortest(value[1][0])
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            text += _match_shortest(value[2]) * max(1, value[0])
        elif code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
            text += "".join(_match_shortest(inner) for inner in _list_inner(code, value))
    return text


def _list_characters(members: Any) -> Iterator[str]:
    """A character of each member of a class."""
    for code, value in members:
        if code is codes.LITERAL:
            yield chr(value)
        elif code is codes.RANGE:
            yield chr(value[0])
        elif code is codes.CATEGORY:
            yield CATEGORIES.get(value, "字")
        elif code is codes.NEGATE:
            yield "字"
            return
