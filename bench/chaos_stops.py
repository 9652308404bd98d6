"""Stop the program at random moments, as an operator, a service manager or the kernel would; nothing may be amiss.

`python bench/chaos_stops.py --runs 300 --seed 1` (`make chaos`). Each run takes a text, a PDF, a scan and two bad files
in with `gongbao ingest`, `gongbao watch` or `gongbao watch --deliver`, and stops it at a moment drawn from the seed by
SIGTERM, SIGINT (to it alone, or to all of the terminal as Ctrl-C does) or SIGKILL. A stop must be done within seconds,
in one line and with its code; nothing may be left of it: no process, no file half written, no issue that an
undisturbed run does not have. Then the same files are taken in to the end, and ledger, files and topics must be those
of an undisturbed run. Exit code 1 says that one was not.
"""

import argparse
import ctypes
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

import pymupdf  # noqa: E402
from kafka_broker import Broker, running  # noqa: E402
from ledger_dump import dump  # noqa: E402

from connectors.kafka import topics  # noqa: E402
from connectors.kafka.cloudevents import read_event  # noqa: E402
from connectors.kafka.reading import read  # noqa: E402
from connectors.ledger import open_ledger  # noqa: E402

DATA = ROOT / "tests" / "data"
COMMAND = [sys.executable, "-c", "from gongbao.cli import main; main()"]
EARLIEST = 0.2  # seconds after the start: before, Python itself is still starting
STOP_SECONDS = 15.0  # for a stop to be done, and for its child processes to be gone
CODES = {
    signal.SIGTERM: {143, -signal.SIGTERM},
    signal.SIGINT: {130, -signal.SIGINT},
    signal.SIGKILL: {-signal.SIGKILL},
}
DONE = {0, 5}  # it was through before: with 5, since two files are bad
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: of which command, by which signal, after how many seconds; `whole`: sent to the whole group."""

    mode: str
    signal: signal.Signals
    seconds: float
    whole: bool

    def __str__(self) -> str:
        reach = " to all" if self.whole else ""
        return f"{self.mode}, {self.signal.name}{reach} after {self.seconds:.2f} s"


@dataclass
class Tally:
    """What was done, and what was amiss."""

    runs: int = 0
    stops: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        stops = ", ".join(f"{count} {name}" for name, count in sorted(self.stops.items()))
        found = "; ".join(self.failures) or "nothing amiss"
        return f"{self.runs} runs ({stops}), the slowest stop {self.slowest:.1f} s: {found}"


def make_material(folder: Path, scanned: int) -> Path:
    """A folder of files to take in: a text, a PDF, so many pages of a scan, and two that are no issues."""
    folder.mkdir()
    shutil.copy(DATA / "issues" / "liaocheng-2021-04.txt", folder / "1.txt")
    with pymupdf.open(DATA / "pdf" / "liaocheng-2021-06-scan.pdf") as scan:
        scan.select(list(range(min(scanned, scan.page_count))))
        scan.save(folder / "2.pdf")
    (folder / "3.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    shutil.copy(DATA / "pdf" / "liaocheng-2023-06.pdf", folder / "4.pdf")
    shutil.copy(DATA / "bad" / "stump.pdf", folder / "5.pdf")
    old = time.time() - 3_600  # nobody is still writing them
    for file in folder.iterdir():
        os.utime(file, (old, old))
    return folder


class Chaos:
    """The material, what an undisturbed run makes of it, and chance."""

    def __init__(self, folder: Path, seed: int, scanned: int, broker: Broker | None = None) -> None:
        self.folder = folder
        self.broker = broker
        self.chance = random.Random(seed)
        self.material = make_material(folder / "material", scanned)
        adopt_orphans()
        self.windows = {"ingest": self.measure("ingest")}
        self.expected = self.look(self.home("ingest"))
        self.windows["watch"] = self.measure("watch")
        self.windows["watch --deliver"] = self.windows["watch"]

    def home(self, name: str) -> Path:
        """Where a run keeps what it has."""
        return self.folder / name.replace(" --", "-")

    def start(self, mode: str, home: Path, *options: str) -> "subprocess.Popen[str]":
        """The command as a process and a group of its own."""
        env = {**os.environ, "PYTHONPATH": str(ROOT), "GONGBAO_HOME": str(home), "NO_COLOR": "1"}
        if "deliver" in mode:
            assert self.broker is not None
            env["GONGBAO_KAFKA__BOOTSTRAP_SERVERS"] = self.broker.address
            env["GONGBAO_KAFKA__TOPIC_PREFIX"] = f"{home.name}."
        words = [*mode.split(), str(self.material), *options]
        return subprocess.Popen(
            [*COMMAND, *words],
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def measure(self, mode: str) -> float:
        """Seconds that a command takes for all files, undisturbed."""
        began = time.monotonic()
        child = self.start(mode, self.home(mode), *(["--once"] if mode == "watch" else []))
        output, errors = child.communicate(timeout=600)
        assert child.returncode in DONE, f"{mode} ends with {child.returncode}: {output}{errors}"
        return time.monotonic() - began

    def draw(self) -> Stop:
        """The next stop."""
        modes = ["ingest", "watch", "watch --deliver"] if self.broker else ["ingest", "watch"]
        mode = self.chance.choice(modes)
        kind = self.chance.choice([signal.SIGTERM] * 4 + [signal.SIGINT] * 4 + [signal.SIGKILL])
        seconds = self.chance.uniform(EARLIEST, self.windows[mode])
        return Stop(mode, kind, seconds, kind is signal.SIGINT and self.chance.random() < 0.5)

    def run(self, number: int, tally: Tally) -> None:
        """One run: stop, look, go on to the end, compare."""
        stop = self.draw()
        home = self.folder / f"run{number}"
        if self.broker and "deliver" in stop.mode:
            config = self.broker.kafka(topic_prefix=f"{home.name}.")
            topics.apply(config, topics.plan(topics.load(config).topics, {}))
        amiss = [*self.stop(stop, home, tally), *self.go_on(stop, home)]
        tally.runs += 1
        tally.stops[f"{stop.signal.name} of {stop.mode}"] += 1
        tally.failures += [f"run {number} ({stop}): {what}" for what in amiss]
        if not amiss:
            shutil.rmtree(home)

    def stop(self, stop: Stop, home: Path, tally: Tally) -> Iterator[str]:
        """Start, stop, and say what is amiss then."""
        child = self.start(stop.mode, home)
        time.sleep(stop.seconds)
        began = time.monotonic()
        if child.poll() is None:
            (os.killpg if stop.whole else os.kill)(child.pid, stop.signal)
        try:
            _, errors = child.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            yield f"still running {STOP_SECONDS:g} s after it"
            return
        tally.slowest = max(tally.slowest, time.monotonic() - began)
        through = DONE if stop.mode == "ingest" else set()
        if child.returncode not in CODES[stop.signal] | through:
            yield f"exit code {child.returncode}"
        # Rounds that were over before have said which files are none.
        said = [line for line in errors.splitlines() if not line.startswith("rejected ")]
        if child.returncode in CODES[stop.signal] and len(said) > 1:
            yield f"{len(said)} lines: {errors.strip()[-300:]!r}"
        if left := wait_for_orphans(began + STOP_SECONDS):
            yield f"left running: {', '.join(left)}"
        for issue in self.issues(home) - set(self.expected["issues"]):
            yield f"a false issue {issue}"

    def go_on(self, stop: Stop, home: Path) -> Iterator[str]:
        """Take the files in to the end, and say what differs from an undisturbed run."""
        child = self.start("ingest", home)
        _, errors = child.communicate(timeout=600)
        if child.returncode not in DONE:
            yield f"going on ends with {child.returncode}: {errors.strip()[-300:]!r}"
            return
        found = self.look(home)
        for what, expected in self.expected.items():
            if found[what] != expected:
                yield f"{what} differ: {found[what]!r:.300} instead of {expected!r:.300}"
        if self.broker and "deliver" in stop.mode:
            yield from self.deliver(home)

    def deliver(self, home: Path) -> Iterator[str]:
        """Publish what is left, and say what of the ledger the topics have not, or twice."""
        assert self.broker is not None
        config = self.broker.kafka(topic_prefix=f"{home.name}.")
        env = {**os.environ, "PYTHONPATH": str(ROOT), "GONGBAO_HOME": str(home)}
        env |= {"GONGBAO_KAFKA__BOOTSTRAP_SERVERS": self.broker.address, "GONGBAO_KAFKA__TOPIC_PREFIX": f"{home.name}."}
        done = subprocess.run([*COMMAND, "publish"], env=env, capture_output=True, text=True, timeout=300)
        if done.returncode:
            yield f"publish ends with {done.returncode}: {done.stderr.strip()[-300:]!r}"
            return
        seen: Counter[str] = Counter()
        for record in read(config, *topics.load(config).event_topics):
            seen[read_event(record.headers, record.value).id] += 1
        with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
            wanted = Counter(event.id for event in ledger.events())
        if seen != wanted:
            yield f"topics: {len(wanted - seen)} events lost, {len(seen - wanted)} doubled or unknown"

    @staticmethod
    def issues(home: Path) -> set[str]:
        """The issues that a ledger has, whatever state it is in."""
        if not (home / "ledger.db").exists():
            return set()
        with sqlite3.connect(f"file:{home / 'ledger.db'}?mode=ro", uri=True) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'issues'").fetchone():
                return set()
            return {name for (name,) in db.execute("SELECT id FROM issues")}

    def look(self, home: Path) -> dict[str, Any]:
        """All that is to be the same, however often a run was stopped."""
        files = sorted(p for p in home.rglob("*") if p.is_file() and "prefect" not in p.relative_to(home).parts)
        return {
            "issues": sorted(self.issues(home)),
            "tables": dump(home / "ledger.db"),
            "files": [str(p.relative_to(home)) for p in files if not p.name.endswith(("-wal", "-shm"))],
        }


def adopt_orphans() -> None:
    """Make processes whose parent has ended children of this one, so that they are seen (Linux)."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for_orphans(deadline: float) -> list[str]:
    """Wait until no child is left, and end those that are by then; returns what they were."""
    while children := _list_children():
        for pid in children:
            os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > deadline:
            names = [_describe(pid) for pid in children]
            for pid in children:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            return names
        time.sleep(0.05)
    return []


def _list_children() -> list[int]:
    """Children of this process, but for what it was started beside."""
    found = [int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
    return [pid for pid in found if "java" not in _describe(pid)]


def _describe(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()[:120]
    except OSError:
        return ""


def main() -> None:
    """Run, print, and say by the exit code how it ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scanned", type=int, default=2, help="pages of a scan: each takes OCR some seconds")
    parser.add_argument("--no-kafka", action="store_true", help="leave `watch --deliver` out")
    given = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="gongbao-stops-") as name, ExitStack() as stack:
        broker = None if given.no_kafka else stack.enter_context(running(Path(name) / "kafka"))
        chaos = Chaos(Path(name), given.seed, given.scanned, broker)
        for number in range(1, given.runs + 1):
            chaos.run(number, tally)
            if number % 10 == 0 or tally.failures:
                print(tally, flush=True)
    print(f"seed {given.seed}: {tally}")
    sys.exit(1 if tally.failures else 0)


if __name__ == "__main__":
    main()
