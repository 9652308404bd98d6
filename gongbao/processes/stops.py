"""Stops: one way out for SIGINT and SIGTERM, whatever is under way and in whichever thread.

The main thread is interrupted by `Stopped`, which is no `Exception`: nothing that turns failures into outcomes, or
tries again, takes it for one. Other threads meet it where they wait for a child, and before they commit (`check`). A
thread of our own listens besides, since Python runs its handlers only between two steps of the main thread: it bounds
the time that a stop may take, and ends the process at once when it is told a second time.
"""

import contextlib
import logging
import os
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM)
GRACE = 5.0  # seconds that what is under way may take to let go
SAID = "gongbao: stopped; what was committed stays. The same command goes on from there."

_received: int | None = None  # the first signal
_listening = False


class Stopped(KeyboardInterrupt):
    """This process was told to stop. A `KeyboardInterrupt`, since event loops and libraries let none but that pass."""


def heed() -> None:
    """Take SIGINT and SIGTERM as stops from now on. Only in the main thread of a process that is ours, as commands are.

    One that the process was started to ignore (`nohup`, a shell's `&`) stays ignored.
    """
    global _listening
    if threading.current_thread() is not threading.main_thread():
        return
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    if not _listening:
        _listening = True
        sys.unraisablehook = _pass_over_stops
        ours, theirs = os.pipe()
        os.set_blocking(theirs, False)
        signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
        threading.Thread(target=_listen, args=(ours,), name="stops", daemon=True).start()


def keep_heeding() -> None:
    """Take the signals over again from a library that took them, if they were ours before."""
    if _listening:
        heed()


def requested() -> bool:
    """Whether this process was told to stop."""
    return _received is not None


def check() -> None:
    """Go on only if this process was not told to stop. Raises Stopped."""
    if requested():
        raise Stopped


def exit_code() -> int:
    """What a process that was stopped ends with: 130 after SIGINT, 143 after SIGTERM."""
    return 128 + (_received or signal.SIGINT)


def leave() -> NoReturn:
    """Say that we were stopped, in one line, and end, whatever other threads or exit handlers are still about."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    _end()


def _interrupt(number: int, _: FrameType | None) -> NoReturn:
    _note(number)
    raise Stopped


def _pass_over_stops(lost: "sys.UnraisableHookArgs") -> None:
    """Say nothing of a stop in a destructor, which can raise nothing: `check` raises it anew, or time ends it."""
    if not issubclass(lost.exc_type, Stopped):
        sys.__unraisablehook__(lost)


def _note(number: int) -> None:
    global _received
    if _received is None:
        _received = number
        logging.disable(logging.CRITICAL)  # what libraries say of being interrupted helps nobody


def _listen(source: int) -> None:
    """Hear signals as they arrive, even while the main thread can't."""
    heard = 0
    while numbers := os.read(source, 64):
        for number in numbers:
            if number in SIGNALS and signal.getsignal(number) is not signal.SIG_IGN:
                _note(number)
                heard += 1
                if heard > 1:
                    _end()
                hurry = threading.Timer(GRACE, _end)
                hurry.daemon = True
                hurry.start()


def _end() -> NoReturn:
    with contextlib.suppress(OSError):
        os.write(2, f"{SAID}\n".encode())
    os._exit(exit_code())
