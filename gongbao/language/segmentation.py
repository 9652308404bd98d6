"""Where the words of running text begin and end, by the dictionary of jieba (docs/decisions/divisions.md).

rjieba is loaded when a text is first parted: that costs a seventh of a second, which no other command should pay.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate


class Words:
    """A text in words.

    Attributes:
        starts: Where each begins, and where the last ends.
    """

    def __init__(self, text: str) -> None:
        import rjieba

        self.starts = list(accumulate(map(len, rjieba.cut(text)), initial=0))
        self._bounds = frozenset(self.starts)

    def bounds(self, at: int) -> bool:
        """Whether a word begins or ends here."""
        return at in self._bounds

    def before(self, at: int) -> int:
        """Where the word begins that ends here, or in which this place lies."""
        return self.starts[max(0, bisect_left(self.starts, at) - 1)]

    def after(self, at: int) -> int:
        """Where the word ends that begins here, or in which this place lies."""
        return self.starts[min(len(self.starts) - 1, bisect_right(self.starts, at))]

    def between(self, text: str, start: int, end: int) -> Iterator[str]:
        """The words of `text[start:end]`, those at its ends as far as they lie in it."""
        at = start
        while at < end:
            past = min(self.after(at), end)
            yield text[at:past]
            at = past


@cache
def is_word(text: str) -> bool:
    """Whether the dictionary has it."""
    import rjieba

    return rjieba.has_word(text)


@cache
def word_class(text: str) -> str:
    """The class of a word: n, v, ns (a place), nr (a person) …; "" for none of the dictionary."""
    import rjieba

    if not rjieba.has_word(text):
        return ""
    tagged = rjieba.tag(text)
    return tagged[0][1] if len(tagged) == 1 else ""
