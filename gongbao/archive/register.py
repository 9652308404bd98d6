"""The register of bodies: which body a name means, whoever prints it where and however short.

A name is made whole by the place where it is printed (`locate`); what the archive says of names decides the rest
(`Register`): abbreviations, short names (以下简称), new names (更名为), mergers.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from gongbao.archive.abbreviations import abbreviates, find_whole, is_whole
from gongbao.archive.places import Place, bears_short, find_place, find_ranked, part_place
from gongbao.model import Body, Level, Naming

HOME = Path(__file__).with_name("departments.toml")

MAX_NAME = 100  # characters of a name that tell a body from others

_CENTRAL = re.compile("国务院|国家|中华|中国(?!共产党)|全国|最高人民|中央|中共中央")
# What a body of a place is called without its place, where it is clear which is meant: 财政局, 教育体育局, 党组.
_LOCAL = re.compile("(?:局|厅|委|委员会|办公[室厅]|政府|法院|检察院)$")
_PARTY = re.compile("^(?:中共|中国共产党)(?!中央)")
_SECOND_NAME = re.compile(r"（(?P<other>[^（）]{2,40})）$")
_WAS = re.compile("^原(?![子则平州阳])")
# The organs of a place by what they are called in short.
_ORGANS = {
    "政府": "人民政府",
    "政府办公室": "人民政府办公室",
    "政府办公厅": "人民政府办公厅",
    "政府办": "人民政府办公室",
    "人大": "人民代表大会",
    "人大常委会": "人民代表大会常务委员会",
    "监委": "监察委员会",
    "法院": "人民法院",
    "检察院": "人民检察院",
    "委员会": "委",
}


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body made whole by where it was printed.

    `scope` is the place among whose bodies it is looked for, or the gazette where the place is not known; "" for those
    of no place. `bare` is the name without the place, `printed` the name without what is around it. `whole`: the place
    was printed with it.
    """

    scope: str
    bare: str
    printed: str
    whole: bool = False

    @property
    def name(self) -> str:
        """The whole name."""
        return make_name(self.scope, self.bare)


@dataclass(frozen=True, slots=True)
class NameStatement:
    """What a document says of the name of a body; `other` is the new name, or the short one."""

    naming: Naming
    name: BodyName
    other: BodyName | None = None


def make_name(scope: str, bare: str) -> str:
    """The whole name of a body from the parts of a `BodyName`."""
    return f"{scope}/{bare}" if scope and find_place(scope) is None else scope + bare


def part_id(body: str) -> tuple[str, str]:
    """The scope and the bare name in the id of a body."""
    if "/" in body:
        scope, _, bare = body.partition("/")
        return scope, bare
    name = locate(body)
    return name.scope, name.bare


def locate(printed: str, around: Place | None = None, gazette: str = "") -> BodyName:
    """Make a name whole by the place around it.

    Args:
        printed: The name as printed: 市财政局, 某市财政局, 财政局.
        around: The place of the body that issued the document.
        gazette: Where it was printed, for names of which nobody knows the place.
    """
    text = _fold(printed)
    place, rest = part_place(text, around)
    if place is not None:
        return BodyName(place.name, _ORGANS.get(rest, rest) or "人民政府", text, whole=True)
    if _CENTRAL.match(text):
        return BodyName("", text, text, whole=True)
    ranked = find_ranked(text, around)
    if ranked is not None:
        place, rest = ranked
        bare = _ORGANS.get(rest, rest) if place else text
        return BodyName(place.name if place else gazette, bare, text)
    if around is not None and _LOCAL.search(text) and not bears_short(text, around):
        return BodyName(around.name, _ORGANS.get(text, text), text)
    return BodyName("", text, text, whole=True)


def second_name(printed: str) -> str | None:
    """The other name that a body bears in brackets behind its name."""
    match = _SECOND_NAME.search(unicodedata.normalize("NFKC", printed).replace("(", "（").replace(")", "）"))
    return match["other"] if match else None


def find_level(scope: str, bare: str) -> Level | None:
    """How high a body stands, by its place; None where that is not known."""
    place = find_place(scope)
    if place is not None:
        return place.level
    return Level.NATIONAL if not scope and _CENTRAL.match(bare) else None


@cache
def departments() -> frozenset[str]:
    """What departments and organs of places are called without their place."""
    listed = tomllib.loads(HOME.read_text("utf-8"))
    found = set(listed["organs"].split())
    for name in listed["departments"].split():
        bare = name.removeprefix("国务院").removeprefix("国家").removeprefix("中国")
        stem = re.sub("(?:部|总局|总署|署)$", "", bare)
        found |= {bare} if stem == bare else {stem + "局", stem + "厅"}
    return frozenset(found)


@dataclass(frozen=True)
class Register:
    """The bodies of one scope: the names that documents of an archive gave them, in any order.

    `official` are bare names of bodies that sign, appoint, or in which somebody was appointed; `seen` those that
    running text prints with their place.
    """

    scope: str
    official: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    statements: tuple[NameStatement, ...] = ()
    _found: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def resolve(self, name: BodyName) -> str:
        """The id of the body that a name of this scope means."""
        return make_name(self.scope, self._first(self.complete(name.bare, name.printed)))

    def complete(self, bare: str, printed: str | None = None) -> str:
        """The whole name that a short one means, without the place; the name itself where none is known."""
        key = f"{bare}\n{printed or bare}"
        if key not in self._found:
            self._found[key] = self._complete(bare, printed or bare)
        return self._found[key]

    def describe(self, body: str, called: Iterable[str] = ()) -> Body:
        """A body by its id; `called` are names without the place by which it was called besides."""
        _, first = part_id(body)
        chain = self.follow(first)
        names = dict.fromkeys(make_name(self.scope, bare) for bare in (*chain, *sorted(called)))
        place = find_place(self.scope)
        into = self._merged.get(chain[-1])
        return Body(
            id=body,
            name=make_name(self.scope, chain[-1]),
            names=tuple(names),
            place=place.name if place else None,
            level=find_level(self.scope, first),
            merged_into=make_name(self.scope, self._first(into)) if into else None,
        )

    def follow(self, first: str) -> list[str]:
        """All whole names that a body bore, without the place, from the first on."""
        chain = [first]
        while (later := self._renamed.get(chain[-1])) and later not in chain:
            chain.append(later)
        return chain

    def _complete(self, bare: str, printed: str) -> str:
        if bare in self.official or bare in departments():
            return bare
        said = self._short.get(bare) or self._short.get(printed)
        if said and len(said) == 1:
            return next(iter(said))
        for names in (self.official, () if bare in self.seen else self.seen, departments()):
            whole = find_whole(printed, filter(is_whole, names)) or find_whole(bare, filter(is_whole, names))
            if whole:
                return whole
        return bare

    def _first(self, bare: str) -> str:
        """The first name that a body bore."""
        found = [bare]
        while (before := self._before.get(found[-1])) and before not in found:
            found.append(before)
        return min(found) if found[-1] in self._before else found[-1]  # names that follow one another in a ring

    @cached_property
    def _short(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for said in self.statements:
            if said.naming is Naming.SHORT and said.other:
                for short in (said.other.bare, said.other.printed):
                    found[short].add(said.name.bare)
        return found

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """New names by the ones before; where two are said to follow one, or one two, neither does."""
        pairs = self._pairs(Naming.RENAMED)
        return {old: new for old, (new, *more) in pairs.items() if not more and self._olds[new] == 1}

    @cached_property
    def _before(self) -> Mapping[str, str]:
        return {new: old for old, new in self._renamed.items()}

    @cached_property
    def _olds(self) -> Mapping[str, int]:
        found: dict[str, int] = defaultdict(int)
        for new in self._pairs(Naming.RENAMED).values():
            for one in new:
                found[one] += 1
        return found

    @cached_property
    def _merged(self) -> Mapping[str, str]:
        return {old: min(new) for old, new in self._pairs(Naming.MERGED).items()}

    def _pairs(self, naming: Naming) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for said in self.statements:
            if said.naming is naming and said.other:
                old, new = self.complete(said.name.bare, said.name.printed), self.complete(said.other.bare)
                if old != new:
                    found[old].add(new)
        return found


def is_concerned(named: BodyName, by: Iterable[str]) -> bool:
    """Whether what a name means may hang on these whole names (without the place) being there."""
    return any(
        bare in (named.bare, named.printed) or abbreviates(named.bare, bare) or abbreviates(named.printed, bare)
        for bare in by
    )


def _fold(printed: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", printed).split()).replace("(", "（").replace(")", "）")[:MAX_NAME]
    text = _WAS.sub("", _SECOND_NAME.sub("", text)).replace("/", "／")
    return _PARTY.sub("", text)
