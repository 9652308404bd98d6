"""Text that remembers where each of its characters was printed."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from gongbao.model import SourceSpan


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text and its source spans. Characters outside every span were printed nowhere (tabs between cells)."""

    text: str
    spans: tuple[SourceSpan, ...]

    def cut(self, start: int, end: int | None = None) -> "AlignedText":
        """The part from `start` to `end`, as slicing does it, with its places."""
        start, end, _ = slice(start, end).indices(len(self.text))
        spans = []
        first = bisect_left(self.spans, start, key=lambda span: span.start + span.length)
        for at in range(first, len(self.spans)):
            span = self.spans[at]
            if span.start >= end:
                break
            low, high = max(span.start, start), min(span.start + span.length, end)
            if low < high:
                spans.append(SourceSpan(low - start, high - low, span.page, span.line, span.offset + low - span.start))
        return AlignedText(self.text[start:end], tuple(spans))

    def strip(self) -> "AlignedText":
        """Without blanks at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, len(self.text.rstrip()) if self.text.strip() else left)


def join(parts: Iterable[AlignedText], between: str = "") -> AlignedText:
    """One text out of several; `between` has no place of its own. Neighbouring spans become one."""
    text: list[str] = []
    spans: list[SourceSpan] = []
    at = 0
    for part in parts:
        if text and between:
            text.append(between)
            at += len(between)
        for span in part.spans:
            moved = SourceSpan(span.start + at, span.length, span.page, span.line, span.offset)
            last = spans[-1] if spans else None
            if last is not None and (last.page, last.line, last.start + last.length, last.offset + last.length) == (
                moved.page,
                moved.line,
                moved.start,
                moved.offset,
            ):
                spans[-1] = SourceSpan(last.start, last.length + moved.length, last.page, last.line, last.offset)
            else:
                spans.append(moved)
        text.append(part.text)
        at += len(part.text)
    return AlignedText("".join(text), tuple(spans))
