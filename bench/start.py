"""How long the command takes to start and to read, against the imports it stands on, measured in one run.

make bench        prints the table and writes it into bench/RESULTS.md
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from results import write_section

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ISSUE = ROOT / "tests" / "data" / "issues" / "liaocheng-2021-04.txt"
ROUNDS = 7


def clock(command: list[str], home: str) -> float:
    """Seconds from process start to exit. Raises CalledProcessError."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "GONGBAO_HOME": home})
    return time.perf_counter() - started


def main() -> None:
    """Time each command, rounds interleaved so that noise falls on all alike."""
    gongbao = str(BIN / "gongbao")
    with tempfile.TemporaryDirectory() as home:
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import apache_beam": [sys.executable, "-c", "import apache_beam"],
            "gongbao ingest ONE.txt": [gongbao, "ingest", str(ISSUE)],
            "gongbao search": [gongbao, "search", "营商环境"],
            "gongbao --help": [gongbao, "--help"],
        }
        subprocess.run(
            [gongbao, "ingest", str(ISSUE)], check=True, capture_output=True, env={**os.environ, "GONGBAO_HOME": home}
        )
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(clock(command, home))
    bases = [statistics.median(times[name]) for name in ("python -c pass", "import apache_beam")]
    rows = ["| command | median s | × python -c pass | × import apache_beam |", "| --- | ---: | ---: | ---: |"]
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        ratios = " | ".join(f"{middle / base:.2f}" for base in bases)
        rows.append(f"| {name} | {middle:.2f} | {ratios} |")
    table = "\n".join(rows)
    print(table)
    write_section("Start", f"Process start to exit, median of {ROUNDS} interleaved rounds.\n\n{table}")


if __name__ == "__main__":
    main()
