"""What other packages add to a registry, by entry points."""

from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

from gongbao.errors import SettingsError

T = TypeVar("T")


def load_entry_points(group: str, kind: type[T], name: str | None = None) -> tuple[T, ...]:
    """What installed packages offer under a group of entry points.

    Args:
        group: Such as `gongbao.readers`.
        kind: What each of them must be.
        name: Only those of this name.

    Returns:
        The objects, by the names of their entry points.

    Raises:
        SettingsError: One cannot be imported or is something else. It names the entry point.
    """
    found = entry_points(group=group) if name is None else entry_points(group=group, name=name)
    return tuple(_load(point, kind) for point in sorted(found, key=lambda point: point.name))


def _load(point: EntryPoint, kind: type[T]) -> T:
    said = f"The entry point {point.name!r} of {point.group} ({point.value})"
    step = "Repair the package that it comes from, or uninstall it."
    try:
        value = point.load()
    except Exception as error:  # whatever a package does as it is imported
        raise SettingsError(f"{said} cannot be loaded: {type(error).__name__}: {error}.", step) from error
    if not isinstance(value, kind):
        raise SettingsError(f"{said} is no {kind.__name__}.", step)
    return value
