"""How long the index waits for its server."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import stamina
from elastic_transport import ConnectionError, ConnectionTimeout

from connectors.elastic.indices import Indices
from gongbao.errors import UnavailableError
from gongbao.settings import ElasticsearchSettings

CONNECTION = ElasticsearchSettings(url="http://localhost:9200", timeout=30.0, patience=120.0)


class Client:
    """Stands in for a client that is not asked."""

    def options(self, **_: Any) -> "Client":
        return self


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """Nobody waits between tries."""
    with stamina.set_testing(True, attempts=100):
        yield


@pytest.mark.parametrize(
    ("seconds", "error", "tries", "why"),
    [
        (0, ConnectionError("refused"), 2, "it may be back in a moment"),
        (3600, ConnectionError("refused"), 2, "an hour went well: the trouble is new"),
        (3600, ConnectionTimeout("hangs"), 2, "the same, however the trouble shows"),
        (120, ConnectionTimeout("hangs"), 1, "four tries of thirty seconds in which nothing moved"),
    ],
)
def test_patience_is_of_the_trouble_and_not_of_the_work(
    monkeypatch: pytest.MonkeyPatch, seconds: float, error: Exception, tries: int, why: str
) -> None:
    """Work of an hour has as much of it left as work of a second, and a server that hangs does not have more."""
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    calls = 0

    def work() -> None:
        nonlocal now, calls
        calls += 1
        if calls == 1:
            now += seconds
            raise error

    indices = Indices(CONNECTION, Client())  # type: ignore[arg-type]
    if tries == 1:
        with pytest.raises(UnavailableError, match="did not answer in time"):
            indices.patiently(work)
    else:
        indices.patiently(work)
    assert calls == tries, why


def test_patience_ends() -> None:
    """A server that stays away is told as such."""

    def work() -> None:
        raise ConnectionError("refused")

    with pytest.raises(UnavailableError, match="does not answer"):
        Indices(CONNECTION.model_copy(update={"patience": 0.0}), Client()).patiently(work)  # type: ignore[arg-type]
