"""Who answers a search, and what is said where another answers instead."""

from collections.abc import Callable

import pytest

from gongbao.app.search import Engines, search
from gongbao.errors import InputError, UnavailableError
from gongbao.ports import Hits, Query, SearchIndex


class Engine:
    """An engine that has so many documents, or does not answer."""

    def __init__(self, total: int | None) -> None:
        self.total = total

    def search(self, _: Query) -> Hits:
        """So many."""
        if self.total is None:
            raise UnavailableError("Nobody there.")
        return Hits(self.total, ())


def engines(ledger: int | None, elasticsearch: int | None, *preferred: str) -> Engines:
    """Two engines."""
    opened: dict[str, Callable[[], SearchIndex]] = {
        "ledger": lambda: Engine(ledger),
        "elasticsearch": lambda: Engine(elasticsearch),
    }
    return Engines(opened, preferred or ("elasticsearch", "ledger"))


@pytest.mark.parametrize(
    ("elasticsearch", "engine", "answered", "refused", "why"),
    [
        (2, None, "elasticsearch", 0, "the first that is preferred"),
        (None, None, "ledger", 1, "the ledger, where it does not answer"),
        (2, "ledger", "ledger", 0, "the one named, though another is preferred"),
        (2, "elasticsearch", "elasticsearch", 0, "the one named"),
    ],
)
def test_who_answers(elasticsearch: int | None, engine: str | None, answered: str, refused: int, why: str) -> None:
    """The named engine, else the first preferred one that does."""
    answer = search(Query("水"), engines(1, elasticsearch), engine)
    assert (answer.engine, len(answer.refusals)) == (answered, refused), why
    assert answer.hits.total == (1 if answered == "ledger" else 2)


def test_who_is_named_must_answer() -> None:
    """No other answers instead of it; and the last that is preferred is asked in earnest."""
    with pytest.raises(UnavailableError):
        search(Query("水"), engines(1, None), "elasticsearch")
    with pytest.raises(UnavailableError):
        search(Query("水"), engines(None, None))


def test_an_engine_that_is_not_there_is_said() -> None:
    """With those there are."""
    with pytest.raises(InputError, match="google") as caught:
        search(Query("水"), engines(1, 2), "google")
    assert caught.value.next_step == "Use --engine ledger or --engine elasticsearch."
