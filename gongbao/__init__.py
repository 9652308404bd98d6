"""Gongbao: government gazettes as documents, facts and events.

    import gongbao

    issue = gongbao.read("issue.pdf")
    with gongbao.open_library() as library:
        table = library.facts("appointments").to_pandas()

What is documented in `gongbao.library` can be used from here; it is loaded when it is first asked for, so that
`import gongbao` costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongbao.library import FactTable, Library, open_library, read, read_text

__all__ = ["FactTable", "Library", "open_library", "read", "read_text"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gongbao import library

    return getattr(library, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
