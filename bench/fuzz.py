"""Read texts and PDFs changed at random, and see that every law holds: `make fuzz`.

`python bench/fuzz.py --texts 1000 --pdfs 300 --seed 1` reads so many files, each by the whole pipeline. A text is a
part of a real issue with a few changes, a PDF a few pages of one. No step may raise, nothing printed may be lost
(`tests/laws.py`), what a damaged PDF no longer gives must be said in a finding, and each file has its time. `--write`
puts the table into docs/robustness.md. Exit code 1 says that something broke; its seed is printed, and `--only SEED`
reads the files of that seed again.
"""

import argparse
import hashlib
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

import pymupdf  # noqa: E402
from laws import find_broken  # noqa: E402
from mutations import mutate_pdf, mutate_text  # noqa: E402
from results import replace_section  # noqa: E402

from connectors.readers.registry import reader_for  # noqa: E402
from gongbao.export import export_issue  # noqa: E402
from gongbao.model import Artifact, Issue  # noqa: E402
from gongbao.readings import Reading  # noqa: E402
from gongbao.serialization import dumps, loads  # noqa: E402
from transforms.layout.reading_order import arrange  # noqa: E402
from transforms.pipeline import read_file  # noqa: E402

DATA = ROOT / "tests" / "data"
LINES = 500  # of an issue, that one text holds at most
PAGES = 4  # of an issue, that one PDF holds at most
TEXT_SECONDS = 10.0  # of processor time for one text, at most
PDF_SECONDS = 60.0  # that one PDF may take, at most
LOST = 0.005  # of the characters of a PDF, that may be missing without a word: a bit in a glyph's code is a wrong glyph


class TookTooLongError(Exception):
    """A file was still being read when its time was over."""


@dataclass
class Tally:
    """What became of the files of one kind."""

    name: str
    read: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[int, str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def row(self) -> str:
        """A row of the table."""
        ordered = sorted(self.seconds)
        refused = ", ".join(f"{code} {count}" for code, count in self.rejected.most_common()) or "none"
        return (
            f"| {self.name} | {len(ordered)} | {self.read} | {refused} | {len(self.broken)} "
            f"| {ordered[len(ordered) // 2]:.2f} | {ordered[-1]:.1f} |"
        )


@cache
def load_texts() -> tuple[str, ...]:
    """The real issues as texts."""
    return tuple(path.read_text("utf-8") for path in sorted((DATA / "issues").glob("*.txt")))


@cache
def load_pdfs() -> tuple[bytes, ...]:
    """The real issues as PDFs with text layers."""
    return tuple(path.read_bytes() for path in sorted((DATA / "pdf").glob("*[0-9].pdf")))


def make_text(seed: int) -> bytes:
    """The text of a seed: a stretch of an issue, sometimes with one of another behind it, changed."""
    dice = random.Random(f"text {seed}")
    lines: list[str] = []
    for _ in range(dice.choice([1, 1, 1, 2])):
        whole = dice.choice(load_texts()).split("\n")
        start = dice.choice([0, dice.randrange(len(whole))])
        lines += whole[start : start + dice.randint(1, LINES)]
    return mutate_text("\n".join(lines), dice)


def make_pdf(seed: int) -> tuple[bytes, bytes]:
    """The PDF of a seed: some pages of an issue, as they are and changed."""
    dice = random.Random(f"pdf {seed}")
    with pymupdf.open(stream=dice.choice(load_pdfs()), filetype="pdf") as whole:
        first = dice.randrange(max(1, whole.page_count - PAGES))
        whole.select(list(range(first, min(whole.page_count, first + PAGES))))
        good = whole.tobytes(garbage=3)
    return good, mutate_pdf(good, dice)


def read_bytes(data: bytes, media_type: str, folder: Path) -> Reading:
    """What the pipeline makes of some bytes."""
    path = folder / "file"
    path.write_bytes(data)
    artifact = Artifact(path.as_uri(), hashlib.sha256(data).hexdigest(), media_type, len(data))
    return read_file(artifact, path, partial(reader_for, arrange=arrange))


def examine(reading: Reading) -> str | None:
    """What is wrong with a reading: a step that raised, a law that is broken, a form that does not come back."""
    if reading.failure is not None:
        return f"a step raised: {reading.failure.errors[0]}"
    if reading.issue is None:
        return None
    if broken := find_broken(reading.issue):
        law, first = next(iter(broken.items()))
        return f"{law}: {first!r}"
    export_issue(reading.issue)
    return None if loads(Reading, dumps(reading).encode()) == reading else "what is written is not what was read"


def fuzz_text(seed: int, folder: Path) -> tuple[Reading, str | None]:
    """Read the text of a seed; returns the reading and what is wrong."""
    with limit(TEXT_SECONDS, signal.ITIMER_VIRTUAL, signal.SIGVTALRM):
        reading = read_bytes(make_text(seed), "text/plain", folder)
    return reading, examine(reading)


def fuzz_pdf(seed: int, folder: Path) -> tuple[Reading, str | None]:
    """Read the PDF of a seed; returns the reading and what is wrong."""
    good, bad = make_pdf(seed)
    with limit(PDF_SECONDS, signal.ITIMER_REAL, signal.SIGALRM):
        reading = read_bytes(bad, "application/pdf", folder)
    wrong = examine(reading)
    if wrong is None and reading.issue is not None:
        wrong = find_unsaid(read_bytes(good, "application/pdf", folder), reading)
    return reading, wrong


def find_unsaid(whole: Reading, damaged: Reading) -> str | None:
    """Text that a damaged file no longer gives, although no finding says so."""
    assert damaged.issue is not None
    if whole.issue is None:
        return None
    before, after = count_printed(whole.issue), count_printed(damaged.issue)
    lost = sum((before - after).values())
    said = {(f.code, f.page) for f in damaged.issue.findings} - {(f.code, f.page) for f in whole.issue.findings}
    if lost <= LOST * sum(before.values()) or said:
        return None
    return f"{lost} of {sum(before.values())} characters are gone, and no finding says so"


def count_printed(issue: Issue) -> Counter[str]:
    """How often each character stands on the pages."""
    return Counter(c for page in issue.pages for line in page.lines for c in line.text if not c.isspace())


@contextmanager
def limit(seconds: float, clock: int, alarm: signal.Signals) -> Iterator[None]:
    """Raise TookTooLongError in the main thread after that time."""

    def end(_: int, __: FrameType | None) -> None:
        raise TookTooLongError(f"more than {seconds:g} s")

    before = signal.signal(alarm, end)
    signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        signal.setitimer(clock, 0)
        signal.signal(alarm, before)


def run(
    name: str,
    seeds: range,
    fuzz: Callable[[int, Path], tuple[Reading, str | None]],
    say: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Read the files of some seeds."""
    tally = Tally(name)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for done, seed in enumerate(seeds, 1):
            began = time.monotonic()
            try:
                reading, wrong = fuzz(seed, Path(folder))
            except Exception as error:
                reading, wrong = None, f"{type(error).__name__}: {error}"
            tally.seconds.append(time.monotonic() - began)
            if reading is not None and reading.issue is not None:
                tally.read += 1
            elif reading is not None and reading.rejection is not None:
                tally.rejected[reading.rejection.code] += 1
            if wrong is not None:
                tally.broken.append((seed, wrong))
                say(f"{name} {seed}: {wrong}")
            if done % 50 == 0:
                say(f"{done} of {len(seeds)} {name}, {len(tally.broken)} broke a law")
    return tally


HEAD = (
    "| files | number | read | refused, by reason | broke a law | seconds, median | most |\n"
    "| --- | ---: | ---: | --- | ---: | ---: | ---: |"
)


def main() -> None:
    """Read them all, print the table, leave with 1 where a law was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=1_000)
    parser.add_argument("--pdfs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1, help="of the first file; the others count on from it")
    parser.add_argument("--only", type=int, help="read the files of this seed alone")
    parser.add_argument("--write", action="store_true", help="put the table into docs/robustness.md")
    given = parser.parse_args()
    first, texts, pdfs = (given.only, 1, 1) if given.only is not None else (given.seed, given.texts, given.pdfs)
    say = partial(print, flush=True)
    tallies = [
        run(name, range(first, first + count), fuzz, say)
        for name, count, fuzz in (("texts", texts, fuzz_text), ("PDFs", pdfs, fuzz_pdf))
        if count
    ]
    reader_for("application/pdf", arrange).close()  # only children that have ended are measured
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table = "\n".join([HEAD, *(tally.row() for tally in tallies)])
    print(table)
    if given.write:
        body = f"Seeds {first} and on; the largest child process had {most:,.0f} MB.\n\n{table}"
        replace_section(ROOT / "docs" / "robustness.md", "Changed at random", body)
    sys.exit(any(tally.broken for tally in tallies))


if __name__ == "__main__":
    main()
