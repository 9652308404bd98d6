"""The child's side of a worker: it takes pickled requests on stdin and gives pickled answers on stdout."""

import os
import pickle
import sys
from typing import IO, Any

from gongbao.errors import GazetteError
from gongbao.processes.confinement import confine, limit_processor
from gongbao.processes.worker import HEADER, READY, START_SECONDS, Handler


def serve() -> None:
    """Set up, then answer until the parent is gone."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what libraries print must not mix with the answers
        source = sys.stdin.buffer
        try:
            limit_processor(START_SECONDS)
            make_handler, arguments, memory = _take(source)
            confine(memory)
            handler = make_handler(*arguments)
        except EOFError:
            return
        except Exception as error:
            _give(answers, (READY, "fault", f"{type(error).__name__}: {error}"))
            return
        _give(answers, (READY, "ready", None))
        while True:
            try:
                number, seconds, request = _take(source)
            except EOFError:
                return
            limit_processor(seconds)
            _give(answers, (number, *_answer(handler, request)))


def _answer(handler: Handler, request: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", handler(request)
    except GazetteError as error:
        return "error", error
    except MemoryError:
        return "memory", "it needs more memory than is allowed"
    except Exception as error:
        return "fault", f"{type(error).__name__}: {error}"[:500]


def _take(source: IO[bytes]) -> Any:
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    return pickle.loads(source.read(*HEADER.unpack(header)))  # noqa: S301 - the parent is trusted


def _give(answers: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    answers.write(HEADER.pack(len(data)) + data)
    answers.flush()
