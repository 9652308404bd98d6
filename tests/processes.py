"""The command as a process of its own: what it starts, how it is stopped, what it leaves behind."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = "from gongbao.cli import main; main()"
READING = "engine-at-work"  # what an engine that is reading calls its process

# An engine of OCR that never ends a page. It may write nowhere, so it says by its name that it has begun.
ENGINE = f"""
import ctypes, time
class RapidOCR:
    def __init__(self, params): pass
    def __call__(self, *given, **more):
        ctypes.CDLL(None).prctl(15, {READING.encode()!r}, 0, 0, 0)
        time.sleep(120)
"""


@dataclass
class Command:
    """`gongbao`, started in a folder of its own, with what belongs to it beside."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[str]" = field(init=False)

    def start(self, *words: str) -> None:
        """Start it."""
        environment = {**os.environ, "GONGBAO_HOME": str(self.home), **self.environment}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", COMMAND, *words],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def stop(self, number: signal.Signals, within: float = 30) -> tuple[int, str, str]:
        """Send a signal; returns the exit code, and what was printed."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=within)
        return self.process.returncode, out, err

    def end(self) -> None:
        """Kill it, if it still runs."""
        self.process.kill()
        self.process.communicate()

    @property
    def home(self) -> Path:
        """Where it keeps what it keeps."""
        return self.folder / "home"

    def children(self) -> dict[int, str]:
        """All processes below it: what each calls itself, by its id."""
        return dict(below(self.process.pid))

    def find(self, name: str) -> list[int]:
        """The ids of its children that call themselves so."""
        return [child for child, called in self.children().items() if called == name]

    def kill(self, child: int) -> None:
        """Kill one of its children."""
        os.kill(child, signal.SIGKILL)

    def read_error(self) -> str:
        """The next line that it says on stderr."""
        assert self.process.stderr is not None
        return self.process.stderr.readline()

    def is_reading(self) -> bool:
        """Whether an engine of OCR is at work. Raises AssertionError where the command has ended instead."""
        assert self.process.poll() is None, self.process.communicate()
        return READING in self.children().values()


def below(parent: int) -> Iterator[tuple[int, str]]:
    """The children of a process, and theirs."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = path.read_text().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if int(rest.split()[1]) == parent:
            yield int(path.parent.name), name
            yield from below(int(path.parent.name))


def is_running(process: int) -> bool:
    """Whether a process is there, and not only its place in the table."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def processor_seconds(process: int) -> float:
    """How long a process has been at work."""
    try:
        user, system = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def wait_for(what: Callable[[], bool], seconds: float = 240) -> bool:
    """Whether something came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.1)
    return what()


def install_slow_engine(folder: Path) -> dict[str, str]:
    """Put the engine that never ends in the place of RapidOCR; returns the environment that finds it."""
    package = folder / "engine" / "rapidocr"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(ENGINE)
    real = importlib.util.find_spec("rapidocr")
    assert real is not None and real.origin is not None
    (package / "models").symlink_to(Path(real.origin).parent / "models")  # known by their hashes: no others are run
    return {"PYTHONPATH": str(folder / "engine")}
