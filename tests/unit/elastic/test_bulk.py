"""How entries are written, in spite of trouble: without a server."""

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import stamina
from elastic_transport import ApiResponseMeta, ConnectionError, HttpHeaders, NodeConfig
from elasticsearch import ApiError

from connectors.elastic.bulk import MAX_ACTIONS, Bulk
from connectors.elastic.entries import Entry
from gongbao.errors import SettingsError, UnavailableError
from gongbao.settings import ElasticsearchSettings


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """Nobody waits between tries."""
    with stamina.set_testing(True, attempts=100):
        yield


class Server:
    """Answers bulk requests as a list of answers says, the last for ever."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[list[dict[str, Any]]] = []

    def options(self, **_: Any) -> "Server":
        return self

    def bulk(self, operations: list[bytes], filter_path: str) -> Any:
        actions = [line for line in map(json.loads, operations) if line.keys() & {"index", "delete"}]
        self.requests.append(actions)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer = answer(actions) if callable(answer) else answer
        if isinstance(answer, Exception):
            raise answer
        return SimpleNamespace(body=answer)


def error(status: int, reason: str = "because") -> ApiError:
    """An answer to a whole request."""
    node = NodeConfig("http", "localhost", 9200)
    meta = ApiResponseMeta(status, "1.1", HttpHeaders({}), 0.0, node)
    return ApiError("error", meta, {"error": {"type": "made_up", "reason": reason}})


def each(status: int, kind: str = "made_up") -> Callable[[list[Any]], dict[str, Any]]:
    """An answer with the same for every entry."""
    item = {"status": status, "error": {"type": kind, "reason": "because"}}
    return lambda actions: {"errors": True, "items": [{"index": item} for _ in actions]}


OK = {"errors": False}

CONNECTION = ElasticsearchSettings(url="http://localhost:9200", patience=0.0, in_flight=1)


def write(server: Server, count: int = 4, connection: ElasticsearchSettings = CONNECTION) -> Any:
    """Write some entries."""
    bulk = Bulk(server, {"duties": "gongbao-duties-000001"}, connection)  # type: ignore[arg-type]
    return bulk.write(Entry("duties", str(n), 7, {"task": "x" * 10}) for n in range(count))


def test_every_entry_goes_with_its_version() -> None:
    """The version is the ledger's; an equal one may be written again."""
    server = Server(OK)
    assert write(server).count == 4
    (actions,) = server.requests
    assert actions[0]["index"] == {
        "_index": "gongbao-duties-000001", "_id": "0", "version": 7, "version_type": "external_gte"
    }  # fmt: skip


def test_requests_are_bounded_by_size_and_number() -> None:
    """Neither many small entries nor a few large ones make a request too large."""
    server = Server(OK)
    write(server, MAX_ACTIONS + 1)
    assert [len(actions) for actions in server.requests] == [MAX_ACTIONS, 1]
    server = Server(OK)
    write(server, 6, CONNECTION.model_copy(update={"chunk_bytes": 250}))
    assert len(server.requests) > 2


@pytest.mark.parametrize(
    "trouble",
    [error(429), error(503), ConnectionError("gone"), each(429), each(403, "cluster_block_exception")],
)
def test_what_passes_is_tried_again(trouble: Any) -> None:
    """Too busy, full, starting, gone for a moment: nothing is lost, nothing is a dead letter."""
    server = Server(trouble, trouble, OK)
    done = write(server, connection=CONNECTION.model_copy(update={"patience": 60.0}))
    assert (done.count, done.refused, done.older) == (4, [], [])
    assert len(server.requests) == 3


@pytest.mark.parametrize("trouble", [error(429), ConnectionError("gone"), each(503)])
def test_patience_ends(trouble: Any) -> None:
    """What does not pass in time is an error that says so."""
    with pytest.raises(UnavailableError, match="Gave up after 0 seconds"):
        write(Server(trouble))


def test_only_what_failed_is_sent_again() -> None:
    """Of a request half of which was taken, the other half follows."""

    def half(actions: list[Any]) -> dict[str, Any]:
        busy = {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "queue"}}
        return {"errors": True, "items": [{"index": busy if n % 2 else {"status": 201}} for n in range(len(actions))]}

    server = Server(half, OK)
    assert write(server, connection=CONNECTION.model_copy(update={"patience": 60.0})).count == 4
    assert [a["index"]["_id"] for a in server.requests[1]] == ["1", "3"]


def test_one_that_spoils_a_request_is_found() -> None:
    """A request that is refused as a whole is halved until the one is alone; the others go through."""

    def too_large(actions: list[Any]) -> Any:
        return error(413, "too large") if any(a["index"]["_id"] == "2" for a in actions) else OK

    done = write(Server(too_large))
    assert done.count == 3
    assert [(r.entry.id, r.status, r.reason) for r in done.refused] == [("2", 413, "too large")]


def test_older_and_refused_are_told_apart() -> None:
    """409 is an entry that the index has newer; 400 one that it will never take, with its reason."""
    assert {entry.id for entry in write(Server(each(409))).older} == set("0123")
    refused = write(Server(each(400, "document_parsing_exception"))).refused
    assert {(r.status, r.type, r.reason) for r in refused} == {(400, "document_parsing_exception", "because")}


@pytest.mark.parametrize("status", [401, 403])
def test_credentials_that_are_refused_end_it(status: int) -> None:
    """No rights will come by waiting."""
    with pytest.raises(SettingsError, match="refuses this login"):
        write(Server(error(status)))
