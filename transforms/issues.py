"""Issues made of pages in a child process, under limits of time and memory.

A pattern may take hours on a text that was made for it, and nothing else runs in a process meanwhile. So text steps are
asked of a child, as pages are: an issue that takes too long fails alone (docs/decisions/limits-of-issues.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongbao.errors import LimitError
from gongbao.events.dead_letters import describe_error
from gongbao.processes.worker import Handler, Worker, WorkerError
from gongbao.readings import Failure, Reading, WrittenReading
from gongbao.serialization import dumps
from transforms.pipeline import PageRead, make_reading


class IssueSteps:
    """What the child does. A request is the pages of an artifact as they were read, the answer its reading, written."""

    def __init__(self, gazettes: Path, version: str) -> None:
        self._gazettes = gazettes
        self._version = version

    def __call__(self, request: tuple[Any, ...]) -> str:
        (parts,) = request
        return dumps(make_reading(parts, self._gazettes, self._version))


@dataclass(frozen=True, slots=True)
class IssueMaker:
    """Makes readings of pages. It travels with a job; each process that reads has one child for it.

    Args:
        gazettes: The folder of descriptions.
        version: Of the pipeline, which issues are marked with.
        seconds: That the steps of one issue may take. None: no limit, and they run in this process.
        memory: Bytes of address space that they may have.
        steps: What makes the handler of the child; a class or function of a module.
    """

    gazettes: Path
    version: str
    seconds: float | None
    memory: int
    steps: Callable[[Path, str], Handler] = IssueSteps

    def start(self) -> None:
        """Start the child beside what comes before its first issue."""
        if self.seconds is not None:
            _find_worker(self.steps, self.gazettes, self.version, self.memory).start()

    def make(self, gathered: tuple[str, Iterable[PageRead]]) -> WrittenReading:
        """The reading of an artifact whose pages were gathered. Raises Stopped."""
        parts = list(gathered[1])
        artifact = parts[0].artifact
        if self.seconds is None:
            return WrittenReading.write(make_reading(parts, self.gazettes, self.version))
        worker = _find_worker(self.steps, self.gazettes, self.version, self.memory)
        try:
            return WrittenReading(artifact, worker.ask((parts,), self.seconds))
        except WorkerError as error:
            reason = LimitError(
                f"The issue is given up: {error}. If it is what it should be, raise GONGBAO_LIMITS__ISSUE_SECONDS "
                "or GONGBAO_LIMITS__ISSUE_MEMORY"
            )
            return WrittenReading.write(Reading(artifact, failure=Failure(describe_error(reason))))


@cache
def _find_worker(steps: Callable[[Path, str], Handler], gazettes: Path, version: str, memory: int) -> Worker:
    """The one child of this process for these."""
    return Worker(steps, (gazettes.absolute(), version), memory)
