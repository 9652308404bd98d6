"""A process that reads what may hang, crash or grow, and the one that asks it."""

import pickle
import signal
import threading

import pytest
from worker_handler import MEMORY, Handler

from connectors.readers.pdf.worker import Worker, WorkerError
from gongbao.errors import InputError
from gongbao.model import Box


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
