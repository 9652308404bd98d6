"""What a reading process does in tests; a module of its own, since the process imports it by name."""

import os
import re
import resource
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gongbao.errors import InputError
from gongbao.model import Box, pages
from transforms.issues import IssueSteps

MEMORY = 1024**3


def attempt(deed: Callable[[], object]) -> str:
    """What became of it."""
    try:
        deed()
    except OSError as error:
        return f"refused: {error.strerror}"
    return "done"


class Handler:
    """Does as it is told."""

    def __init__(self, greeting: str) -> None:
        self.greeting = greeting
        self.asked = 0

    def __call__(self, request: tuple[Any, ...]) -> Any:
        self.asked += 1
        match request:
            case ("greet",):
                return self.greeting
            case ("count",):
                return self.asked
            case ("box",):
                return Box(1, 2, 3, 4)
            case ("sleep",):
                time.sleep(60)
            case ("die",):
                os.abort()
            case ("grow",):
                return len(bytearray(4 * MEMORY))
            case ("raise",):
                raise InputError("The file is bad.", "Mend it.")
            case ("fault",):
                raise ZeroDivisionError("a fault")
            case ("print",):
                print("noise on stdout", flush=True)
                return "quiet"
            case ("code",):
                return Handler
            case ("attribute",):
                pages.Gone = type("Gone", (), {"__module__": pages.__name__})  # type: ignore[attr-defined]
                return pages.Gone()  # type: ignore[attr-defined]
            case ("environment",):
                return dict(os.environ)
            case ("folder",):
                return str(Path.cwd())
            case ("spin", seconds):
                ended = time.monotonic() + seconds
                while time.monotonic() < ended:
                    pass
            case ("limits",):
                return resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0]
            case ("write", path):
                return attempt(lambda: Path(path).write_text("x"))
            case ("remove", path):
                return attempt(Path(path).unlink)
            case ("connect", port):
                return attempt(lambda: socket.create_connection(("127.0.0.1", port), 5))
        return None


class SpinningSteps(IssueSteps):
    """Steps with a pattern that never ends on some texts, and holds the interpreter's lock."""

    def __call__(self, request: tuple[Any, ...]) -> str:
        """The reading, unless the pattern is asked."""
        if "坏" in repr(request):
            re.match("(a|a)*b", "a" * 1000)
        return super().__call__(request)
