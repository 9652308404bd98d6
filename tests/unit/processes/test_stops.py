"""How a process is stopped, tried on processes."""

import signal
import subprocess
import sys
import time

import pytest

STUBBORN = """
import sys, time
from gongbao.processes import stops
stops.heed()
said = "ready"
while True:
    try:
        print(said, flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        said = f"interrupted {stops.requested()}"
"""

THREAD = """
import threading, time
from gongbao.processes import stops
done = threading.Event()
def wait():
    try:
        while True:
            stops.check()
            time.sleep(0.01)
    except stops.Stopped:
        print("thread", flush=True)
        done.set()
stops.heed()
threading.Thread(target=wait).start()
try:
    print("ready", flush=True)
    done.wait()
except KeyboardInterrupt as error:
    print(type(error).__name__, isinstance(error, Exception), flush=True)
    done.wait()
    stops.leave()
"""


def start(code: str, **more: object) -> "subprocess.Popen[str]":
    """A Python that runs this code, and is ready."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen([sys.executable, "-c", code], **streams, **more)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


def test_a_second_signal_ends_at_once() -> None:
    """Even a process that goes on after the first, and whatever the second is."""
    process = start(STUBBORN)
    process.send_signal(signal.SIGTERM)
    assert process.stdout and process.stdout.readline() == "interrupted True\n"
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 143
    assert time.monotonic() - started < 4
    assert process.stderr and process.stderr.read().count("\n") == 1


def test_a_stop_has_its_time() -> None:
    """What does not let go is ended."""
    process = start(STUBBORN)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_all_threads_hear_of_it(number: signal.Signals, code: int) -> None:
    """The main thread is interrupted by what is no failure, the others where they look; the code says the signal."""
    process = start(THREAD)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert sorted(out.split("\n")) == ["", "Stopped False", "thread"]
    assert process.returncode == code and err.startswith("gongbao: stopped") and err.count("\n") == 1


def test_what_was_to_be_ignored_stays_ignored() -> None:
    """As a shell starts what runs behind it."""
    process = start(STUBBORN, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    assert process.stdout and process.stdout.readline() == "interrupted True\n"
    assert process.wait(30) == 143


def test_a_stop_in_a_destructor_is_not_told_as_an_error() -> None:
    """Python can raise nothing there, and would print a traceback; of other errors it still does."""
    program = """
from gongbao.processes import stops

class Last:
    def __init__(self, error):
        self.error = error
    def __del__(self):
        raise self.error

stops.heed()
Last(stops.Stopped())
Last(ValueError("of the program"))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert "Stopped" not in done.stderr
    assert "ValueError: of the program" in done.stderr
