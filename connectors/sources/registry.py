"""Which source finds issues behind which URL.

A kind of source is built in, registered with `register_source`, or offered by another package as an entry point of
the group `gongbao.sources` that is called like the scheme and names a `SourceKind`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from connectors.entry_points import load_entry_points
from connectors.sources.folder import FolderSource, to_path
from gongbao.errors import SettingsError
from gongbao.ports import Source, SourceItem
from gongbao.settings import Settings

GROUP = "gongbao.sources"
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)  # one letter and a colon is a drive of Windows


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source.

    Args:
        name: What its items say in `SourceItem.source`.
        schemes: Of the URLs that it takes, in lower case.
        open: Gives the one source over all these URLs.
    """

    name: str
    schemes: tuple[str, ...]
    open: Callable[[Sequence[str], Settings], Source]


def open_folder(urls: Sequence[str], settings: Settings) -> Source:
    """Files and folders, by path or by `file:` URL."""
    return FolderSource([to_path(url) for url in urls], settings.limits.bytes, settings.source.settle_seconds)


FOLDER = SourceKind("folder", ("file",), open_folder)
BUILT_IN = (FOLDER,)

_registered: list[SourceKind] = []


def register_source(kind: SourceKind) -> None:
    """Add a kind of source for this process; it is asked before those that are built in."""
    _registered.insert(0, kind)


def list_sources() -> tuple[SourceKind, ...]:
    """All kinds that there are, those of other packages last. Raises SettingsError for one that can't be loaded."""
    return (*_registered, *BUILT_IN, *_load_offered(None))


def open_source(urls: Sequence[str], settings: Settings) -> Source:
    """The source over all that is named; it lists kind by kind, and within a kind in the order of the URLs.

    Args:
        urls: URLs, and paths of files and folders as they stand.
        settings: Limits, and what a kind of source needs besides.

    Raises:
        SettingsError: There is no source for a scheme, or the package that has it can't be loaded.
    """
    grouped: dict[SourceKind, list[str]] = {}
    for url in urls:
        grouped.setdefault(find_source(url), []).append(url)
    sources = {kind.name: kind.open(group, settings) for kind, group in grouped.items()}
    return next(iter(sources.values())) if len(sources) == 1 else SeveralSources(sources)


def is_url(place: str) -> bool:
    """Whether a place is named by a URL: by a scheme, and no file of that name is there."""
    return SCHEME.match(place) is not None and not Path(place).exists()


def find_source(url: str) -> SourceKind:
    """The kind of source for a URL; a bare path, and whatever names a file that is there, is a folder's.

    Raises SettingsError for a scheme that none takes, and where the package that takes it can't be loaded.
    """
    if not is_url(url):
        return FOLDER
    scheme = url.partition(":")[0].lower()
    for kinds in ((*_registered, *BUILT_IN), _load_offered(scheme)):
        found = next((kind for kind in kinds if scheme in kind.schemes), None)
        if found is not None:
            return found
    known = {scheme for kind in (*_registered, *BUILT_IN) for scheme in kind.schemes}
    known |= {point.name for point in entry_points(group=GROUP)}
    there = ", ".join(f"{name}:" for name in sorted(known))
    raise SettingsError(
        f"There is no source for {scheme}: URLs; there is {there}.", "Name a file or a folder, or install that source."
    )


class SeveralSources:
    """A `gongbao.ports.Source` that is several, by their names."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def items(self) -> Iterator[SourceItem]:
        """What each of them has, one after the other."""
        for source in self._sources.values():
            yield from source.items()

    def fetch(self, item: SourceItem) -> bytes:
        """The bytes of one item, from the source that reported it."""
        return self._sources[item.source].fetch(item)


@cache
def _load_offered(scheme: str | None) -> tuple[SourceKind, ...]:
    """The kinds of other packages, for one scheme or all; looked for once."""
    return load_entry_points(GROUP, SourceKind, scheme)
