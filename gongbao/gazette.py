"""What is particular to one gazette, as data: a file of `gazettes/`, one a city.

What holds of every city of a province is in a file of `gazettes/provinces/`, which a gazette finds by its `province`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from gongbao.errors import SettingsError
from gongbao.resources import folder

HOME = folder("gazettes")

# What a gazette's own file and that of its province may both list.
_LISTS = ("places", "zones", "whole_only", "landmarks", "bodies", "branched", "neutral")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents here, the prefixes of its 发文字号, and other names it goes by."""

    name: str
    prefixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazette:
    """One gazette. An unknown one has only id, name and place.

    Attributes:
        place: The city: 聊城市.
        province: What lies above it.
        issuers: The bodies that issue here.
        places: The districts, counties and zones within.
        zones: What its zones are called by their kind alone, beside those that any city has: 高铁新区.
        whole_only: Places whose short form is an ordinary word or a part of one, so that only the whole name counts.
        landmarks: Rivers, lakes and mountains that are places wherever they are named.
        bodies: Names of companies that can't be recognised by their form alone.
        branched: Bodies with branches all over, in which nothing says so: 齐鲁银行.
        neutral: Phrases in which nothing is marked: 泰山学者 is no mountain.
        known: Whether a file describes it.
    """

    id: str
    name: str
    place: str = ""
    province: str = ""
    issuers: tuple[Issuer, ...] = ()
    places: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    whole_only: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    branched: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    known: bool = True


def load(path: Path) -> Gazette:
    """Read one description, together with that of its province where there is one.

    What both list is of the gazette's own file first.

    Args:
        path: The gazette's file; provinces lie in the folder `provinces` beside it, each called by its name.

    Raises:
        SettingsError: A file cannot be read or lacks something; the message names the file and the key.
    """
    with _naming(path):
        data = tomllib.loads(path.read_text("utf-8"))
        own = {name: _words(data, name) for name in _LISTS}
        province = data.get("province", "")
        issuers = tuple(Issuer(i["name"], _words(i, "prefixes"), _words(i, "aliases")) for i in data.get("issuers", ()))
        gazette = Gazette(data["id"], data["name"], data.get("place", ""), province, issuers)
    around = path.parent / "provinces" / f"{province}.toml"
    with _naming(around):
        shared = tomllib.loads(around.read_text("utf-8")) if province and around.is_file() else {}
        lists: dict[str, Any] = {n: tuple(dict.fromkeys((*own[n], *_words(shared, n)))) for n in _LISTS}
    return replace(gazette, **lists)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Errors in a file are raised with its name."""
    try:
        yield
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SettingsError(f"{path.name} does not describe a gazette: {error!r}.") from error


def _words(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of words of a file; none where it has none of that name."""
    listed = data.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        raise TypeError(f"{name} is no list of words")
    return tuple(listed)


@cache
def load_all(folder: Path = HOME) -> tuple[Gazette, ...]:
    """Every gazette described in a folder, by id.

    Raises SettingsError for a folder that describes none: issues would get other ids, and nobody would know why.
    """
    found = sorted(folder.glob("*.toml"))
    if not found:
        wrong = "holds no description of a gazette" if folder.is_dir() else "is not a folder"
        step = "Set GONGBAO_GAZETTES to the folder of your descriptions, or unset it for those that come with gongbao."
        raise SettingsError(f"The folder of gazettes {folder} {wrong}.", step)
    return tuple(load(path) for path in found)


def find(name: str | None, gazettes: tuple[Gazette, ...]) -> Gazette:
    """The gazette of that printed name; one made up from the name where none is described."""
    for gazette in gazettes:
        if gazette.name == name:
            return gazette
    if not name:
        return Gazette(id="unknown", name="", known=False)
    place = re.sub(r"(人民)?政府公报$", "", name) or name
    return Gazette(id=place, name=name, place=place, known=False)


def find_by_numbers(numbers: Sequence[str], gazettes: tuple[Gazette, ...]) -> Gazette | None:
    """The one gazette whose issuers give out all of these 发文字号; None where there is none, or several."""
    prefixes = {number.split("〔")[0] for number in numbers}
    found = [g for g in gazettes if prefixes and prefixes <= {p for issuer in g.issuers for p in issuer.prefixes}]
    return found[0] if len(found) == 1 else None
