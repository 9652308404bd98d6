"""Readings: what the pipeline made of an artifact, kept in a file each until the ledger has it.

A distributed runner has no other way back, and a crash between reading and committing loses nothing.
"""

import logging
import secrets
from dataclasses import dataclass
from pathlib import Path

from gongbao.errors import InputError, ReadingError, UnavailableError
from gongbao.model import Artifact, Finding, Issue
from gongbao.serialization import dumps, loads

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A step raised; the file may be sound.

    `errors` are the error and its causes, the outermost first. `outside`: at fault is neither the file nor the
    rules but a disk, a server or a setting, so that every other file would fare the same; `next_step` says what to do.
    """

    errors: tuple[str, ...]
    outside: bool = False
    next_step: str | None = None


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
            UnavailableError: What failed would fail for every file.
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
    """The folder of readings, for one version of the pipeline; those of other versions are not used."""

    folder: Path
    version: str

    def path(self, artifact: Artifact) -> Path:
        """Where the reading of an artifact lies."""
        return self.folder / f"{artifact.sha256}.{self.version}.json"

    def keep(self, reading: Reading | WrittenReading) -> str:
        """Leave a reading whole or not at all; returns where.

        One that can't be written is only logged, since an error here would end the reading of all the others too;
        loading it then raises.
        """
        written = reading if isinstance(reading, WrittenReading) else WrittenReading.write(reading)
        path = self.path(reading.artifact)
        part = path.with_suffix(f".{secrets.token_hex(4)}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(written.text, "utf-8")
            part.replace(path)
        except OSError as error:
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
