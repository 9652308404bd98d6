"""A child process that does risky work under limits of memory and time, and may die without harm.

`python -m connectors.readers.pdf.worker` is that process: it takes pickled requests on stdin and gives pickled
answers on stdout. Its answers are not trusted: only plain values and the core's own data classes come back.
"""

import contextlib
import io
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

HEADER = struct.Struct(">Q")
LARGEST = 256 * 1024 * 1024  # bytes of one answer
START_SECONDS = 60.0  # that a new process may take before it listens
PLAIN = {"gongbao.errors", "gongbao.model.pages", "gongbao.model.findings"}  # modules that answers may hold values of

Handler = Callable[[tuple[Any, ...]], Any]


class WorkerError(Exception):
    """The work was not done: the process died, hung or ran out of memory. `str(error)` says which."""


class Worker:
    """Runs `make_handler(*arguments)` in a child process and sends it one request at a time.

    The child starts with the first request and anew after each failure. `make_handler` and its arguments are pickled:
    functions must be importable by name.
    """

    def __init__(self, make_handler: Callable[..., Handler], arguments: tuple[Any, ...], memory: int) -> None:
        self._setup = (make_handler, arguments, memory)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, request: tuple[Any, ...], seconds: float) -> Any:
        """The handler's answer. Raises what the handler raised of the core's errors, else WorkerError."""
        with self._lock:
            process = self._process
            if process is None or process.poll() is not None:
                process = self._start()
            try:
                kind, answer = self._exchange(process, request, seconds)
            except BaseException:  # Ctrl-C among them: an answer that nobody took would be taken for the next one's
                self.close()
                raise
        if kind == "error":
            raise answer
        if kind == "memory":
            self.close()
            raise WorkerError("the page needs more memory than is allowed")
        if kind == "fault":
            raise WorkerError(f"the reader failed: {answer}")
        return answer

    def close(self) -> None:
        """End the child; the next request starts another."""
        process, self._process = self._process, None
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
            self.close()

    def __getstate__(self) -> dict[str, Any]:
        return {"_setup": self._setup}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._setup = state["_setup"]
        self._process = None
        self._lock = threading.Lock()

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "connectors.readers.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
            bufsize=0,
        )
        kind, answer = self._exchange(process, self._setup, START_SECONDS)
        if kind != "ready":
            self.close()
            raise WorkerError(f"the reading process did not start: {answer}")
        return process

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], request: Any, seconds: float) -> tuple[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        deadline = time.monotonic() + seconds
        try:
            _write(process.stdin, request)
            (size,) = HEADER.unpack(_receive(process.stdout, HEADER.size, deadline))
            if size > LARGEST:
                raise WorkerError("the answer is too large")
            kind, answer = _Answers(io.BytesIO(_receive(process.stdout, size, deadline))).load()
        except TimeoutError:
            raise WorkerError(f"the page takes longer than {seconds:g} s") from None
        except (OSError, EOFError):
            raise WorkerError("the parser crashes or runs out of memory") from None
        except (pickle.UnpicklingError, ValueError, TypeError) as error:
            raise WorkerError(f"the reading process answered nonsense: {error}") from None
        return kind, answer


class _Answers(pickle.Unpickler):
    """Unpickles what a process that read hostile input sent: data, no code."""

    def find_class(self, module: str, name: str) -> Any:
        if module in PLAIN and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not expected")


def _write(stream: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes], size: int, deadline: float) -> bytes:
    """Just so many bytes. Raises TimeoutError, or EOFError where the sender is gone."""
    parts: list[bytes] = []
    while size:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([stream], [], [], left)[0]:
            raise TimeoutError
        part = os.read(stream.fileno(), min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """The child's life: set up, then answer until the parent is gone."""
    make_handler, arguments, memory = _take(source)
    _limit(memory)
    try:
        handler = make_handler(*arguments)
    except Exception as error:
        _write(sink, ("fault", f"{type(error).__name__}: {error}"))
        return
    _write(sink, ("ready", None))
    while True:
        try:
            request = _take(source)
        except EOFError:
            return
        _write(sink, _answer(handler, request))


def _answer(handler: Handler, request: tuple[Any, ...]) -> tuple[str, Any]:
    from gongbao.errors import GazetteError

    try:
        return "done", handler(request)
    except GazetteError as error:
        return "error", error
    except MemoryError:
        return "memory", None
    except Exception as error:
        return "fault", f"{type(error).__name__}: {error}"[:500]


def _take(source: IO[bytes]) -> Any:
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    return pickle.loads(source.read(*HEADER.unpack(header)))  # noqa: S301 - the parent is trusted


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system: the time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    # What libraries print must not mix with the answers.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        _serve(sys.stdin.buffer, answers)
