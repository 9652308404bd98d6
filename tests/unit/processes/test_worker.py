"""A process that reads what may hang, crash or grow, and the one that asks it."""

import pickle
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from processes import is_running
from worker_handler import MEMORY, Handler

from gongbao.errors import InputError
from gongbao.model import Box
from gongbao.processes import stops
from gongbao.processes.worker import Worker, WorkerError, _send


@pytest.fixture(scope="module")
def worker() -> Worker:
    made = Worker(Handler, ("hello",), MEMORY)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("why", "request_", "seconds", "reason"),
    [
        ("hangs", ("sleep",), 0.3, "takes longer than 0.3 s"),
        ("crashes", ("die",), 10, "crashes"),
        ("asks for too much memory", ("grow",), 10, "memory"),
        ("fails", ("fault",), 10, "ZeroDivisionError: a fault"),
        ("sends code instead of data", ("code",), 10, "nonsense"),
        ("sends what there is not", ("attribute",), 10, "nonsense"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_work_that_goes_wrong_says_how_and_the_next_is_done(
    worker: Worker, why: str, request_: tuple[str], seconds: float, reason: str
) -> None:
    """Whatever becomes of the child, the parent gets a reason and can go on."""
    with pytest.raises(WorkerError, match=reason):
        worker.ask(request_, seconds)
    assert worker.ask(("greet",), 10) == "hello"


def test_the_child_lives_from_one_request_to_the_next() -> None:
    """Starting it costs time, so it is kept."""
    made = Worker(Handler, ("",), MEMORY)
    assert [made.ask(("count",), 10) for _ in range(3)] == [1, 2, 3]
    made.close()


def test_answers_carry_the_model(worker: Worker) -> None:
    """Data classes of the core come back as they are."""
    assert worker.ask(("box",), 10) == Box(1, 2, 3, 4)


def test_errors_of_the_core_come_back_whole(worker: Worker) -> None:
    """Message and next step survive."""
    with pytest.raises(InputError, match="The file is bad") as caught:
        worker.ask(("raise",), 10)
    assert caught.value.next_step == "Mend it."


def test_what_the_child_prints_is_no_answer(worker: Worker) -> None:
    """Libraries print; answers have a channel of their own."""
    assert worker.ask(("print",), 10) == "quiet"


def test_a_worker_pickles_without_its_process(worker: Worker) -> None:
    """It travels to other processes and starts its own child there."""
    copy = pickle.loads(pickle.dumps(worker))
    assert copy.ask(("greet",), 10) == "hello"
    copy.close()


def test_a_child_that_cannot_start_says_so() -> None:
    """A handler that can't be made is a reason, not a hang."""
    with pytest.raises(WorkerError, match="did not start"):
        Worker(Handler, (), MEMORY).ask(("greet",), 10)


def test_an_answer_that_nobody_took_is_not_the_next_ones(worker: Worker) -> None:
    """After Ctrl-C in the middle of a request, the next one is asked of another child."""
    hurry = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    worker.ask(("greet",), 5)
    hurry.start()
    with pytest.raises(KeyboardInterrupt):
        worker.ask(("sleep",), 5)
    hurry.join()
    assert worker.ask(("count",), 5) == 1


def test_a_late_answer_is_not_the_next_ones() -> None:
    """Even if the child lives on: the answer says which question it is to."""
    made = Worker(Handler, ("hello",), MEMORY)
    made.ask(("greet",), 10)
    made._asked += 1  # as if one more had been asked, and nobody had waited for its answer
    process = made._process
    assert process is not None
    _send(process, (made._asked, 10, ("count",)), time.monotonic() + 10)
    with pytest.raises(WorkerError, match="it was not asked that"):
        made.ask(("greet",), 10)
    assert made.ask(("greet",), 10) == "hello"
    assert not is_running(process.pid)
    made.close()


def test_a_stop_is_no_answer(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question under way when the process is told to stop ends with that, in any thread, and its child with it."""
    worker.ask(("greet",), 5)
    process = worker._process
    assert process is not None
    hurry = threading.Timer(0.3, monkeypatch.setattr, [stops, "_received", signal.SIGTERM])
    hurry.start()
    with pytest.raises(stops.Stopped):
        worker.ask(("sleep",), 5)
    with pytest.raises(stops.Stopped):
        worker.ask(("greet",), 5)
    assert not is_running(process.pid)


def test_a_child_killed_by_a_stop_is_no_bad_page(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who kills a whole group of processes kills the child first: its death then is no word on the page."""
    worker.ask(("greet",), 5)
    process = worker._process
    assert process is not None
    monkeypatch.setattr(stops, "check", lambda: None)

    def stop() -> None:
        monkeypatch.undo()
        monkeypatch.setattr(stops, "_received", signal.SIGTERM)
        process.kill()

    threading.Timer(0.3, stop).start()
    with pytest.raises(stops.Stopped):
        worker.ask(("sleep",), 5)


def test_the_child_knows_no_secret_and_no_folder(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads what strangers wrote: of our environment it has what a program needs to start."""
    worker.close()
    monkeypatch.setenv("GONGBAO_KAFKA__PASSWORD", "secret")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    known = worker.ask(("environment",), 10)
    assert known["OMP_NUM_THREADS"] == "2"
    assert not [name for name in known if name.startswith("GONGBAO") or "secret" in known[name]]
    assert worker.ask(("folder",), 10) == "/"


def test_the_child_writes_nothing_and_reaches_nobody(worker: Worker, tmp_path: Path) -> None:
    """Where the kernel can forbid it."""
    (tmp_path / "there").write_text("x")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        answers = {
            "make": worker.ask(("write", str(tmp_path / "new")), 10),
            "overwrite": worker.ask(("write", str(tmp_path / "there")), 10),
            "remove": worker.ask(("remove", str(tmp_path / "there")), 10),
            "connect": worker.ask(("connect", port), 10),
        }
    assert [what for what, answer in answers.items() if answer == "done"] == []
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("there", "x")]


def test_the_child_has_a_limit_of_processor_time() -> None:
    """It counts for the question that is asked, not for its whole life; no parent is needed for it."""
    made = Worker(Handler, ("",), MEMORY)
    before, size = made.ask(("limits",), 1)
    made.ask(("spin", 1.2), 10)
    after, _ = made.ask(("limits",), 1)
    assert 0 < before <= after <= before + 3 and size == 0
    made.close()


def test_a_child_outlives_the_thread_that_started_it() -> None:
    """It is to die with the process; threads of a pipeline come and go."""
    made = Worker(Handler, ("hello",), MEMORY)
    thread = threading.Thread(target=made.ask, args=(("count",), 10))
    thread.start()
    thread.join()
    assert made.ask(("count",), 10) == 2
    made.close()


def test_a_child_starts_beside_other_work() -> None:
    """`start` does not wait; the first question finds it listening."""
    made = Worker(Handler, ("hello",), MEMORY)
    made.start()
    process = made._process
    assert process is not None and made.ask(("count",), 10) == 1
    assert made._process is process
    made.close()
