"""Asking a child process for work that may hang, crash or grow: it works under limits, and may die without harm.

Its answers are not trusted: only plain values and the core's own data classes come back.
"""

import contextlib
import io
import os
import pickle
import select
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from gongbao.errors import GazetteError
from gongbao.processes import stops
from gongbao.processes.children import start_child

HEADER = struct.Struct(">Q")
LARGEST = 256 * 1024 * 1024  # bytes of one answer
START_SECONDS = 60.0  # that a new process may take before it listens
LOOK = 0.2  # seconds between two looks whether we were told to stop
PLAIN = {"gongbao.errors", "gongbao.model.pages", "gongbao.model.findings"}  # modules that answers may hold values of
READY = 0  # what the first answer of a child is to; questions count from 1

Handler = Callable[[tuple[Any, ...]], Any]


class WorkerError(Exception):
    """The work was not done: the process died, hung or ran out of memory. `str(error)` says which."""


class Worker:
    """Runs `make_handler(*arguments)` in a child process and sends it one request at a time.

    The child starts with `start` or the first request, and anew after each failure. One whose question was interrupted
    is thrown away, and every answer carries its question's number, so that none is taken for another's. `make_handler`
    and its arguments are pickled: functions must be importable by name.
    """

    _process: "subprocess.Popen[bytes] | None"

    def __init__(self, make_handler: Callable[..., Handler], arguments: tuple[Any, ...], memory: int) -> None:
        self.__setstate__({"_setup": (make_handler, arguments, memory)})

    def start(self) -> None:
        """Start the child, if it does not run, without waiting until it listens. Raises WorkerError."""
        with self._lock:
            self._start()

    def ask(self, request: tuple[Any, ...], seconds: float) -> Any:
        """The handler's answer.

        Raises:
            GazetteError: what the handler raised of the core's errors.
            WorkerError: the work was not done.
            Stopped: this process was told to stop meanwhile.
        """
        with self._lock:
            try:
                stops.check()
                process = self._start()
                kind, answer = self._exchange(process, request, seconds)
                if kind in ("memory", "dead"):
                    raise WorkerError(answer)
            except BaseException:
                self._throw_away()
                stops.check()  # rather than what a child says that was killed for it
                raise
        if kind == "error":
            raise answer
        if kind == "fault":
            raise WorkerError(f"the process failed: {answer}")
        return answer

    def close(self) -> None:
        """End the child; the next request starts another."""
        with self._lock:
            self._throw_away()

    def _throw_away(self) -> None:
        process, self._process = self._process, None
        self._listens = False
        if process is not None:
            # Its whole group: an OCR engine may be a process of its own.
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            for stream in (process.stdin, process.stdout):
                if stream:
                    with contextlib.suppress(OSError):
                        stream.close()
            process.wait()

    def __del__(self, suppress: type[contextlib.suppress] = contextlib.suppress) -> None:
        with suppress(Exception):  # as the interpreter ends, modules may be gone before this object
            self._throw_away()

    def __getstate__(self) -> dict[str, Any]:
        return {"_setup": self._setup}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._setup = state["_setup"]
        self._process = None
        self._listens = False
        self._asked = 0
        self._lock = threading.Lock()

    def _start(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._throw_away()
        process = start_child("gongbao.processes.serving:serve", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._process = process
        try:
            _send(process, self._setup, time.monotonic() + START_SECONDS)
        except (OSError, TimeoutError) as error:
            raise WorkerError("the process did not start") from error
        return process

    def _exchange(self, process: "subprocess.Popen[bytes]", request: Any, seconds: float) -> tuple[str, Any]:
        if not self._listens:
            try:
                kind, answer = _receive_answer(process, READY, time.monotonic() + START_SECONDS)
            except (TimeoutError, OSError, EOFError):
                return "dead", "the process did not start"
            if kind != "ready":
                return "dead", f"the process did not start: {answer}"
            self._listens = True
        self._asked += 1
        deadline = time.monotonic() + seconds
        try:
            _send(process, (self._asked, seconds, request), deadline)
            return _receive_answer(process, self._asked, deadline)
        except TimeoutError:
            return "dead", f"it takes longer than {seconds:g} s"
        except (OSError, EOFError):
            return "dead", "the process crashes or runs out of memory"


class _Answers(pickle.Unpickler):
    """Unpickles what a process that read hostile input sent: data, no code."""

    def find_class(self, module: str, name: str) -> Any:
        if module in PLAIN and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not expected")


def _receive_answer(process: "subprocess.Popen[bytes]", number: int, deadline: float) -> tuple[str, Any]:
    """The kind of an answer, and what it says. Raises WorkerError where it is none to the question of that number."""
    assert process.stdout is not None
    (size,) = HEADER.unpack(_receive(process.stdout.fileno(), HEADER.size, deadline))
    if size > LARGEST:
        raise WorkerError("the answer is too large")
    data = _receive(process.stdout.fileno(), size, deadline)
    try:
        answered, kind, answer = _Answers(io.BytesIO(data)).load()
    except Exception as error:  # hostile bytes make an unpickler raise anything
        raise WorkerError(f"the process answered nonsense: {error}") from None
    if answered != number or (kind == "error" and not isinstance(answer, GazetteError)):
        raise WorkerError("the process answered nonsense: it was not asked that")
    return kind, answer


def _send(process: "subprocess.Popen[bytes]", value: Any, deadline: float) -> None:
    """Send a value whole. Raises TimeoutError, OSError where the receiver is gone, Stopped."""
    assert process.stdin is not None
    target = process.stdin.fileno()
    os.set_blocking(target, False)
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    rest = memoryview(HEADER.pack(len(data)) + data)
    while rest:
        if _wait(target, select.POLLOUT, deadline):
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(target, rest) :]


def _receive(source: int, size: int, deadline: float) -> bytes:
    """Just so many bytes. Raises TimeoutError, Stopped, or EOFError where the sender is gone."""
    parts: list[bytes] = []
    while size:
        if _wait(source, select.POLLIN, deadline):
            part = os.read(source, min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
    return b"".join(parts)


def _wait(stream: int, event: int, deadline: float) -> bool:
    """Whether a stream is ready, or broken; looks up now and then. Raises TimeoutError, Stopped."""
    stops.check()
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    poll = select.poll()
    poll.register(stream, event)
    return bool(poll.poll(1000 * min(left, LOOK)))
