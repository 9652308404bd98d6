"""What is particular to one gazette, as data: a file of `gazettes/`, one a city."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongbao.errors import SettingsError
from gongbao.resources import folder

HOME = folder("gazettes")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents here, the prefixes of its 发文字号, and other names it goes by."""

    name: str
    prefixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazette:
    """One gazette.

    `place` is the city (聊城市), `province` what lies above it, `places` the districts, counties and zones within.
    `bodies` are names of bodies that form alone doesn't give away. An unknown gazette has only id and name.
    """

    id: str
    name: str
    place: str = ""
    province: str = ""
    issuers: tuple[Issuer, ...] = ()
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    known: bool = True


def load(path: Path) -> Gazette:
    """Read one description. Raises SettingsError that names the file and the key."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return Gazette(
            id=data["id"],
            name=data["name"],
            place=data.get("place", ""),
            province=data.get("province", ""),
            issuers=tuple(
                Issuer(i["name"], tuple(i.get("prefixes", ())), tuple(i.get("aliases", ())))
                for i in data.get("issuers", ())
            ),
            places=tuple(data.get("places", ())),
            bodies=tuple(data.get("bodies", ())),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SettingsError(f"{path.name} does not describe a gazette: {error!r}.") from error


@cache
def load_all(folder: Path = HOME) -> tuple[Gazette, ...]:
    """Every gazette described in a folder, by id."""
    return tuple(load(path) for path in sorted(folder.glob("*.toml")))


def find(name: str | None, gazettes: tuple[Gazette, ...]) -> Gazette:
    """The gazette of that printed name; one made up from the name where none is described."""
    for gazette in gazettes:
        if gazette.name == name:
            return gazette
    if not name:
        return Gazette(id="unknown", name="", known=False)
    place = re.sub(r"(人民)?政府公报$", "", name) or name
    return Gazette(id=place, name=name, place=place, known=False)
