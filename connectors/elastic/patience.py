"""How long to try again where a server is busy, full, or away for a moment."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

import stamina

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds

T = TypeVar("T")


class Patience:
    """Tells stamina whether to try again, and when: a back-off hook. Pauses double, until a failure lasts too long.

    stamina's own limits count from the first try on. Ours begin anew where the work moves, since a bulk request of
    which half was taken, and an index that has been filling for an hour, meet a new trouble.
    """

    def __init__(self, seconds: float, passes: Callable[[Exception], bool]) -> None:
        """`seconds` is how long one failure may last; `passes` says which errors may go away by themselves."""
        self.seconds = seconds
        self._passes = passes
        self.renew()

    def renew(self) -> None:
        """Begin anew."""
        self._deadline, self._pause = time.monotonic() + self.seconds, FIRST_PAUSE

    def __call__(self, error: Exception) -> bool | float:
        """The seconds to wait before the next try, or False for none."""
        if not self._passes(error) or time.monotonic() >= self._deadline:
            return False
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        return pause * random.uniform(0.5, 1.0)  # noqa: S311 only so that threads don't come back at once

    def keep_trying(self, work: Callable[[], T]) -> T:
        """Do what can be done again at any time. Raises its last error where patience ends, or waiting can't help."""
        return _ATTEMPTS(self, work)


_ATTEMPTS = stamina.RetryingCaller(attempts=None, timeout=None)  # patience alone sets the end
