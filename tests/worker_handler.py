"""What a reading process does in tests; a module of its own, since the process imports it by name."""

import os
import time
from typing import Any

from gongbao.errors import InputError
from gongbao.model import Box

MEMORY = 1024**3


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
        return None
