"""What one file may cost in trouble: pages that hang, crash or are damaged must not take hours."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

ALIKE = 3  # pages that fail alike, one after the other, before the others are not tried
FILES = 64  # that are kept in mind


@dataclass(slots=True)
class FileBudget:
    """What trouble one file has given so far.

    `seconds` may be spent on pages that fail, and on OCR of pages that are damaged. Sound pages cost what they cost.
    """

    seconds: float
    spent: float = 0.0
    reason: str | None = None  # of the last failure
    alike: int = 0

    def refuse(self, damaged: bool = False) -> str | None:
        """Why the next page, which may be known to be damaged, is not to be tried; None where it is."""
        if self.alike >= ALIKE:
            return f"it was not tried, as {self.alike} pages before it failed alike: {self.reason}"
        if damaged and self.spent >= self.seconds:
            return (
                f"it was not tried, as the damage of this file has taken {self.spent:.0f} s"
                " (limits.trouble_seconds sets how many it may)"
            )
        return None

    def limit(self, seconds: float) -> float:
        """How long the next page may take of the `seconds` that a page is given: less, once there was much trouble."""
        return min(seconds, max(1.0, self.seconds - self.spent))

    def charge(self, seconds: float) -> None:
        """A page gave trouble for so long."""
        self.spent += seconds

    def note_failure(self, reason: str) -> None:
        """A page failed."""
        self.alike = self.alike + 1 if reason == self.reason else 1
        self.reason = reason

    def note_success(self) -> None:
        """A page was read."""
        self.reason, self.alike = None, 0


class FileBudgets:
    """The budgets of the files that are being read; pages of several may be asked for in turn."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._budgets: OrderedDict[Path, FileBudget] = OrderedDict()

    def renew(self, path: Path) -> None:
        """The file is read from its beginning."""
        self._budgets.pop(path, None)

    def find(self, path: Path) -> FileBudget:
        """The budget of a file."""
        budget = self._budgets.setdefault(path, FileBudget(self._seconds))
        self._budgets.move_to_end(path)
        while len(self._budgets) > FILES:
            self._budgets.popitem(last=False)
        return budget
