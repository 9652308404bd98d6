"""A seeded sample of `make chaos`: the program stopped at random moments leaves nothing amiss."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "chaos_stops.py"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="what is left running is seen by Linux's /proc")
def test_stops_at_random_moments_leave_nothing_amiss() -> None:
    """In a process of its own: it takes every child that is left for one that should have ended."""
    command = [sys.executable, BENCH, "--runs", "2", "--seed", "3", "--scanned", "1", "--no-kafka"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=580)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing amiss" in done.stdout
