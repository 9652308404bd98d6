"""Starting another Python: it runs nothing of the working folder, knows no secret of ours, and ends with us."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZ")  # of our environment: how programs start at all
KEPT_OF = ("OMP_", "OPENBLAS_")  # and how libraries of numbers suit this processor

# -I and -S leave the standard library alone on the path. What we import from comes behind it, so that no `struct.py`
# beside a gazette is taken for the library's.
BOOT = """
import importlib, json, sys
path, entry, parent, arguments = json.loads(sys.argv[1])
sys.path += [place for place in path if place not in sys.path]
from gongbao.processes.confinement import call_oneself, end_with
end_with(parent)
module, function = entry.split(":")
call_oneself(module.rsplit(".", 1)[-1])
getattr(importlib.import_module(module), function)(*arguments)
"""


def start_child(
    entry: str,
    *arguments: Any,
    environment: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> "subprocess.Popen[bytes]":
    """Start a function in a new Python, in a session of its own. It is killed as this process ends, however that does.

    Args:
        entry: `module:function`.
        arguments: What the function is called with; plain values.
        environment: All that it sees of an environment; by default what a program needs to start.
        stdin: As for `subprocess.Popen`; `stdout` too. Nothing is to be heard of its stderr.
        stdout: See `stdin`.
    """
    what = json.dumps([importing_from(), entry, os.getpid(), arguments])
    made: subprocess.Popen[bytes] = _starter(os.getpid()).run(
        lambda: subprocess.Popen(  # noqa: S603 - our own Python, and our own code
            [sys.executable, "-I", "-S", "-c", BOOT, what],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            env=dict(bare_environment() if environment is None else environment),
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
    )
    return made


def bare_environment() -> dict[str, str]:
    """Of our environment what a program needs to start, and nothing else: no setting, no password."""
    return {name: value for name, value in os.environ.items() if name in KEPT or name.startswith(KEPT_OF)}


def importing_from() -> list[str]:
    """The places that we import from, in our order. The working folder is one only if the program itself lies there."""
    here = Path.cwd() if _has_working_folder() else None
    ours = Path(__file__).resolve().parents[2]
    return [place for place in sys.path if place and (Path(place) != here or here == ours)]


def _has_working_folder() -> bool:
    try:
        Path.cwd()
    except OSError:  # it was deleted
        return False
    return True


class _Starter:
    """A thread that starts children and lasts as long as the process.

    The kernel ends a child with the *thread* that started it, and threads of a pipeline come and go.
    """

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[Any]]] = queue.SimpleQueue()
        threading.Thread(target=self._start_all, name="children", daemon=True).start()

    def run(self, start: Callable[[], Any]) -> Any:
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._orders.put((start, done))
        made = done.get()
        if isinstance(made, BaseException):
            raise made
        return made

    def _start_all(self) -> None:
        while True:
            start, done = self._orders.get()
            try:
                done.put(start())
            except BaseException as error:
                done.put(error)


@cache
def _starter(_: int) -> _Starter:
    """The starter of a process, by its id: after a fork the thread is not there any more."""
    return _Starter()
