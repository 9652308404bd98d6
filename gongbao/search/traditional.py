"""Traditional characters in a query, as simplified ones."""

from functools import cache

from opencc import OpenCC


def simplify(text: str) -> str:
    """A text in simplified characters, word by word: 乾隆 stays, 後勤 is 后勤."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
