"""Abbreviated names of bodies in a query: 卫健委 looks for 卫生健康委 and 卫生健康委员会 too.

Which name abbreviates which is told as the register of bodies tells it.
"""

import re
from collections.abc import Callable, Iterable

from gongbao.archive.abbreviations import SHORTEST, abbreviates
from gongbao.archive.places import find_ranked, part_place
from gongbao.archive.register import departments
from gongbao.language.characters import HAN
from gongbao.search.query import Search
from gongbao.search.syntax import OR

LONGEST = 8  # characters of an abbreviation without its place
WAYS = 4  # names that one abbreviation is looked for by, the shortest first

FindNames = Callable[[str], Iterable[str]]

# A body, or who heads it: 卫健委, 市卫健委主任.
_BODY = re.compile(rf"(?P<body>[{HAN}]{{2,20}}?[局委办厅院])(?P<office>(?:党组|常务)?副?(?:[局厅院]长|主任|书记))?")
_NAME = re.compile(f"[{HAN}]+")


def spell_out(wanted: Search, find_names: FindNames) -> str | None:
    """A query with each abbreviated name of a body beside the whole ones, as alternatives; None where there is none.

    Args:
        wanted: The query.
        find_names: The names of bodies in the archive that hold these characters in order.
    """
    others = {word: names for word in wanted.correctable if (names := list(_find_others(word, find_names)))}
    text = wanted.asked
    for word, names in others.items():
        alone = rf'(?<![^\s"”」]){re.escape(word)}(?![^\s"“「])'
        text = re.sub(alone, f" {OR} ".join([word, *names]), text)
    return text if others else None


def _find_others(word: str, find_names: FindNames) -> Iterable[str]:
    match = _BODY.fullmatch(word)
    if match is None:
        return
    place, short = part_body(match["body"])
    if not SHORTEST <= len(short) <= LONGEST or short in departments():
        return
    known = filter(_NAME.fullmatch, (*find_names(short), *departments()))
    names = {part_body(name)[1] for name in known}
    rated = {name: rate for name in names if (rate := abbreviates(short, name))}
    best = [name for name, rate in rated.items() if rate == max(rated.values())]
    for name in sorted(best, key=lambda name: (len(name), name))[:WAYS]:
        yield place + name + (match["office"] or "")


def part_body(name: str) -> tuple[str, str]:
    """The place or rank that a name of a body begins with, and the rest: 某市, 市, nothing."""
    found, rest = part_place(name)
    if found is None:
        ranked = find_ranked(name, None)
        rest = ranked[1] if ranked else name
    return name[: len(name) - len(rest)], rest
