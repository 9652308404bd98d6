"""Text that remembers where each of its characters was printed."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongbao.model import Run


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its runs. Characters outside every run were printed nowhere (tabs between cells)."""

    text: str
    runs: tuple[Run, ...]

    def cut(self, start: int, end: int | None = None) -> "Traced":
        """The part from `start` to `end`, as slicing does it, with its places."""
        start, end, _ = slice(start, end).indices(len(self.text))
        runs = []
        for run in self.runs:
            low, high = max(run.start, start), min(run.start + run.length, end)
            if low < high:
                runs.append(Run(low - start, high - low, run.page, run.line, run.offset + low - run.start))
        return Traced(self.text[start:end], tuple(runs))

    def strip(self) -> "Traced":
        """Without blanks at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, len(self.text.rstrip()) if self.text.strip() else left)


def join(parts: Iterable[Traced], between: str = "") -> Traced:
    """One text out of several; `between` has no place of its own. Neighbouring runs become one."""
    text: list[str] = []
    runs: list[Run] = []
    at = 0
    for part in parts:
        if text and between:
            text.append(between)
            at += len(between)
        for run in part.runs:
            moved = Run(run.start + at, run.length, run.page, run.line, run.offset)
            last = runs[-1] if runs else None
            if last is not None and (last.page, last.line, last.start + last.length, last.offset + last.length) == (
                moved.page,
                moved.line,
                moved.start,
                moved.offset,
            ):
                runs[-1] = Run(last.start, last.length + moved.length, last.page, last.line, last.offset)
            else:
                runs.append(moved)
        text.append(part.text)
        at += len(part.text)
    return Traced("".join(text), tuple(runs))
