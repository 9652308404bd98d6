"""Which marks of a line stand for others: half-width ones for full-width ones, «» for 《》."""

import re
from bisect import bisect_left

from gongbao.language.characters import CJK, WIDE
from gongbao.language.numerals import ORDINAL
from gongbao.model.spans import Span

BLANK = " \u00a0\u2000-\u200a\u3000"  # the inside of a character class
HALF_TO_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
GUILLEMETS = {"«": "《", "»": "》", "‹": "〈", "›": "〉"}

_MARK = re.compile("[(),:;?!]")
_WIDE = re.compile(f"[{WIDE}]")
_BLANK = re.compile(f"[{BLANK}]")
_PAIR = re.compile(rf"[(（](?:[^()（）{BLANK}]|[{BLANK}]++){{0,60}}+[)）]")
_GUILLEMET = re.compile(f"(?<=[{WIDE}«‹»›])[«»‹›]|[«»‹›](?=[{WIDE}«‹»›])")
_STOP = re.compile(rf"(?<=[{CJK}”’》〉）])\.(?=[”’）]?$|[{CJK}])")
_HALF_WIDTH = re.compile(rf"(?<=[{CJK}])[,;]")
_OPENING, _CLOSING = re.compile("[(（]"), re.compile("[)）]")
_NUMBER = re.compile(rf"\s*+[{ORDINAL}]++\.")


def find_guillemets(text: str) -> list[int]:
    """Where guillemets stand beside what is set wide: fonts for Chinese draw them as 《》 and 〈〉."""
    return [match.start() for match in _GUILLEMET.finditer(text)] if _WIDE.search(text) else []


def find_stops(text: str) -> list[int]:
    """Where a Latin full stop ends a Chinese sentence.

    At the end of a line it does, but behind the number of a heading (一.). Between Chinese words it may part a name, so
    there it does where the line has other marks of half width.
    """
    found = [match.start() for match in _STOP.finditer(text)]
    number = _NUMBER.match(text) if found else None
    typed = bool(found) and _HALF_WIDTH.search(text) is not None
    return [at for at in found if not (number and at < number.end()) and (typed or at >= len(text) - 2)]


def find_wide_marks(text: str) -> list[int]:
    """Where half-width marks stand that were full-width in print, in order.

    Those are the marks beside what is set wide, but for those between two digits, and brackets whose pair touches or
    holds what is set wide. A mark that is found makes others so, which is why each is looked at again when one near
    it was found: once or twice, however long the line is.
    """
    marks = [match.start() for match in _MARK.finditer(text)]
    pairs: dict[int, Span] = {}
    for match in _PAIR.finditer(text) if marks else ():
        span = Span(*match.span())
        for i in range(bisect_left(marks, span.start), bisect_left(marks, span.end)):
            pairs[marks[i]] = span
    line = _Line(text, pairs)
    waiting = marks[::-1]
    while waiting:
        at = waiting.pop()
        if at not in line.found and line.stands_for_wide(at):
            waiting += line.find(at)
    return sorted(line.found)


class _Line:
    """A line, the brackets around or at each of its marks, and the marks found so far."""

    def __init__(self, text: str, pairs: dict[int, Span]) -> None:
        self.text = text
        self.pairs = pairs
        self.found: set[int] = set()
        self.wide_within = {span for span in set(pairs.values()) if _WIDE.search(text, span.start + 1, span.end - 1)}

    def stands_for_wide(self, at: int) -> bool:
        """Whether the mark at `at` was set wide, by what is known so far."""
        before, after = self._skip_blanks(at, -1), self._skip_blanks(at, 1)
        bracket = self.text[at] in "()"
        if not bracket and self._is_digit(before) and self._is_digit(after):
            return False
        return self._is_wide(before) or self._is_wide(after) or (bracket and self._is_in_wide_pair(at))

    def find(self, at: int) -> list[int]:
        """Note a mark as wide; the marks that may be wide because of it."""
        self.found.add(at)
        again: list[int] = []
        span = self.pairs.get(at)
        if span is not None and span.start < at < span.end - 1 and span not in self.wide_within:
            self.wide_within.add(span)
            again += [span.start, span.end - 1]
        for beside in (self._skip_blanks(at, -1), self._skip_blanks(at, 1)):
            again.append(beside)
            if beside in self.pairs:
                again += [self.pairs[beside].start, self.pairs[beside].end - 1]
        return [i for i in again if 0 <= i < len(self.text) and self.text[i] in HALF_TO_FULL]

    def _is_in_wide_pair(self, at: int) -> bool:
        """Whether the bracket at `at` pairs with one that touches what is wide, or holds it, or is of another line."""
        span = self.pairs.get(at)
        if span is None:
            return self._goes_on_elsewhere(at) and _WIDE.search(self.text) is not None
        outside = self._skip_blanks(span.start, -1), self._skip_blanks(span.end - 1, 1)
        return span in self.wide_within or any(self._is_wide(i) for i in outside)

    def _goes_on_elsewhere(self, at: int) -> bool:
        """Whether a bracket opens a line that does not close it, or closes one that did not open it."""
        if self.text[at] == "(":
            return self._skip_blanks(at, -1) < 0 and not _CLOSING.search(self.text)
        return self._skip_blanks(at, 1) >= len(self.text) and not _OPENING.search(self.text)

    def _skip_blanks(self, at: int, step: int) -> int:
        """Where the next printed character stands; before or behind the text where none does."""
        at += step
        while 0 <= at < len(self.text) and _BLANK.match(self.text, at):
            at += step
        return at

    def _is_wide(self, at: int) -> bool:
        return 0 <= at < len(self.text) and (at in self.found or _WIDE.match(self.text, at) is not None)

    def _is_digit(self, at: int) -> bool:
        return 0 <= at < len(self.text) and self.text[at].isdecimal()
