"""Where the data that the program ships lies: gazettes, schemas, topics, templates, saved objects.

In a checkout these are folders of their own; a wheel carries them inside the package.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of some data: `gazettes`, `schemas`, `deploy`.

    Args:
        name: The folder's path from the root of a checkout.

    Returns:
        Where it lies: within the installed package, else beside it in the checkout.
    """
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name
