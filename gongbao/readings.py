"""Readings: what the pipeline made of an artifact, kept in a file each until the ledger has it.

A distributed runner has no other way back. Each run has a folder of its own for them: two that read the same file at
once don't take away each other's readings.
"""

import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gongbao.errors import InputError, ReadingError, UnavailableError
from gongbao.model import Artifact, Finding, Issue
from gongbao.private_files import make_folder, write_file
from gongbao.serialization import dumps, loads

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A step raised; the file may be sound.

    `errors` are the error and its causes, the outermost first. `outside`: at fault is neither the file nor the
    rules but a disk, a server, a program or a setting, so that others may fare the same; `next_step` says what to do.
    """

    errors: tuple[str, ...]
    outside: bool = False
    next_step: str | None = None

    def describe(self) -> str:
        """What was wrong, without its causes, and the next step where there is one."""
        said = self.errors[0].partition(": ")[2] or self.errors[0]
        return f"{said} {self.next_step}" if self.next_step else said


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pipeline made of an artifact: an issue, the reason why it is none, or what went wrong."""

    artifact: Artifact
    issue: Issue | None = None
    rejection: Finding | None = None
    failure: Failure | None = None

    def to_issue(self) -> Issue:
        """The issue.

        Raises:
            InputError: The file was rejected.
            ReadingError: A rule failed on it.
            UnavailableError: What failed lies outside of the file and the rules.
        """
        if self.issue is not None:
            return self.issue
        if self.failure is None:
            raise InputError(self.rejection.message if self.rejection else "Nothing was read.")
        kind = UnavailableError if self.failure.outside else ReadingError
        reason = ", caused by ".join(self.failure.errors).rstrip(".")
        raise kind(f"{self.artifact.uri} could not be read: {reason}.", self.failure.next_step)


@dataclass(frozen=True, slots=True)
class WrittenReading:
    """A reading as it is kept, written by the process that made it: nobody on the way needs it in another form."""

    artifact: Artifact
    text: str

    @classmethod
    def write(cls, reading: Reading) -> "WrittenReading":
        """A reading, written."""
        return cls(reading.artifact, dumps(reading))

    def read(self) -> Reading:
        """The reading. Raises ValueError where it is none."""
        return loads(Reading, self.text)


@dataclass(frozen=True, slots=True)
class Readings:
    """A run's folder of readings, made by one version of the pipeline."""

    folder: Path
    version: str

    def path(self, artifact: Artifact) -> Path:
        """Where the reading of an artifact lies."""
        return self.folder / f"{artifact.sha256}.json"

    def keep(self, reading: Reading | WrittenReading) -> str:
        """Leave a reading whole or not at all; returns where.

        One that can't be written is only logged, since an error here would end the reading of all the others too;
        loading it then raises.
        """
        written = reading if isinstance(reading, WrittenReading) else WrittenReading.write(reading)
        path = self.path(reading.artifact)
        part = path.with_suffix(f".{secrets.token_hex(4)}.part")
        try:
            make_folder(self.folder)
            write_file(part, written.text.encode())
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            log.error("The reading of %s can't be kept in %s: %s", reading.artifact.uri, self.folder, error.strerror)
        return str(path)

    def load(self, artifact: Artifact) -> Reading:
        """The reading of an artifact.

        Raises:
            UnavailableError: There is none. That says nothing of the file: the place is the wrong one, or full.
        """
        try:
            return loads(Reading, self.path(artifact).read_bytes())
        except (OSError, ValueError) as error:
            raise UnavailableError(
                f"The pipeline left no reading of {artifact.uri} in {self.folder}.",
                "Check that this folder can be written by all who read, and has room; nothing was rejected or lost, "
                "the same command goes on from there.",
            ) from error

    def drop(self, artifact: Artifact) -> None:
        """Forget a reading that the ledger has."""
        self.path(artifact).unlink(missing_ok=True)
