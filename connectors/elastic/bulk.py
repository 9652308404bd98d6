"""Many entries at once: a few requests in flight, trying again what may be tried again, keeping why others failed."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from connectors.elastic.client import AGAIN, find_reason, passes, translate_error
from connectors.elastic.entries import Entry
from connectors.elastic.patience import Patience
from gongbao.errors import UnavailableError
from gongbao.settings import ElasticsearchSettings

BLOCKED = "cluster_block_exception"  # 403 where an index was made read-only; it passes
MAX_ACTIONS = 1_000  # of one request, however small
SPOILED = (400, 413)  # a request that is refused as a whole for what is in it


class BusyError(Exception):
    """Some of a request has to be sent again; it says why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that Elasticsearch will never take as it is, with its own reason."""

    entry: Entry
    status: int
    type: str
    reason: str


@dataclass(slots=True)
class Written:
    """What became of entries: how many are as asked for, which were older than what the index has, which refused."""

    count: int = 0
    older: list[Entry] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def add(self, other: "Written") -> None:
        """Take another's in."""
        self.count += other.count
        self.older += other.older
        self.refused += other.refused


Line = tuple[Entry, list[bytes], int]  # an entry, its lines in the request, their size


class Bulk:
    """Writes entries into indices. `names` gives the index of each kind."""

    def __init__(
        self,
        client: Elasticsearch,
        names: Mapping[str, str],
        connection: ElasticsearchSettings,
    ) -> None:
        self.client = client.options(max_retries=0)  # what failed is sent again, but not what went through
        self.names = names
        self.connection = connection

    def write(self, entries: Iterable[Entry]) -> Written:
        """Write all, in no order. Reads `entries` no faster than they are taken.

        Raises UnavailableError where the server stays away or full for longer than `patience`.
        """
        done = Written()
        waiting: deque[Future[Written]] = deque()
        with ThreadPoolExecutor(self.connection.in_flight, thread_name_prefix="bulk") as threads:
            try:
                for chunk in self._chunks(entries):
                    while len(waiting) >= self.connection.in_flight:
                        done.add(waiting.popleft().result())
                    waiting.append(threads.submit(self._send, chunk))
                while waiting:
                    done.add(waiting.popleft().result())
            finally:
                for future in waiting:
                    future.cancel()
        return done

    def _chunks(self, entries: Iterable[Entry]) -> Iterator[list[Line]]:
        chunk: list[Line] = []
        size = 0
        for entry in entries:
            line = self._line(entry)
            if chunk and (size + line[2] > self.connection.chunk_bytes or len(chunk) >= MAX_ACTIONS):
                yield chunk
                chunk, size = [], 0
            chunk.append(line)
            size += line[2]
        if chunk:
            yield chunk

    def _line(self, entry: Entry) -> Line:
        what = {
            "_index": self.names[entry.kind],
            "_id": entry.id,
            "version": entry.version,
            "version_type": "external_gte",
        }
        lines = [_encode({"index": what} if entry.body is not None else {"delete": what})]
        if entry.body is not None:
            lines.append(_encode(entry.body))
        return entry, lines, sum(map(len, lines)) + len(lines)

    def _send(self, chunk: list[Line]) -> Written:
        """One request, and again what failed in passing, until nothing is left or patience is at its end."""
        done = Written()
        left = chunk
        patience = Patience(self.connection.patience, _passes)

        def send() -> None:
            nonlocal left
            before = len(left)
            left, why = self._sort(left, self._post(left), done)
            if len(left) < before:  # it moves
                patience.renew()
            if left:
                raise BusyError(why)

        try:
            patience.keep_trying(send)
        except (BusyError, TransportError, ApiError) as error:
            if isinstance(error, ApiError) and error.status_code in SPOILED:
                done.add(self._halve(left, error))
            elif _passes(error):
                raise _gave_up(error, self.connection) from error
            else:
                raise translate_error(error, self.connection.url) from error
        return done

    def _post(self, chunk: list[Line]) -> Mapping[str, object]:
        operations: list[Any] = [line for _, lines, _ in chunk for line in lines]  # the client takes bytes too
        body: Mapping[str, object] = self.client.bulk(
            operations=operations,
            filter_path="errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by",
        ).body
        return body

    def _halve(self, chunk: list[Line], error: ApiError) -> Written:
        """A request that one of them spoils for all: by halves, until the one is alone."""
        if len(chunk) == 1:
            return Written(refused=[Refusal(chunk[0][0], error.status_code, *_split(find_reason(error)))])
        half = len(chunk) // 2
        done = self._send(chunk[:half])
        done.add(self._send(chunk[half:]))
        return done

    def _sort(self, chunk: list[Line], response: Mapping[str, object], done: Written) -> tuple[list[Line], str]:
        """Count what went through, keep what is older or refused; returns what to try again, and why."""
        if not response.get("errors"):
            done.count += len(chunk)
            return [], ""
        again: list[Line] = []
        why = ""
        items = response["items"]
        assert isinstance(items, list)
        for line, item in zip(chunk, items, strict=True):
            result = next(iter(item.values()))
            status = int(result["status"])
            error = result.get("error") or {}
            if status < 300 or (status == 404 and not error):  # what is to be taken out was not there
                done.count += 1
            elif status == 409:
                done.older.append(line[0])
            elif status in AGAIN or error.get("type") == BLOCKED:
                again.append(line)
                why = f"{error.get('type')}: {error.get('reason')}"
            elif status == 404:
                raise UnavailableError(
                    f"The index {self.names[line[0].kind]} is gone.", "Run `gongbao index sync` again."
                )
            else:
                cause = error.get("caused_by") or {}
                reason = f"{error.get('reason')}" + (f"; {cause.get('reason')}" if cause.get("reason") else "")
                done.refused.append(Refusal(line[0], status, str(error.get("type")), reason))
        return again, why


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _encode(value: object) -> bytes:
    return _JSON.encode(value).encode("utf-8", "replace")


def _split(reason: str) -> tuple[str, str]:
    kind, _, rest = reason.partition(": ")
    return kind, rest or reason


def _passes(error: Exception) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(error, ApiError):
        return error.status_code in AGAIN
    return isinstance(error, BusyError) or passes(error)


def _gave_up(error: Exception, connection: ElasticsearchSettings) -> UnavailableError:
    after = f"Gave up after {connection.patience:g} seconds"
    if isinstance(error, BusyError):
        return UnavailableError(
            f"{after}: {error}.", "Run the command again when there is room; it goes on from there."
        )
    translated = translate_error(error, connection.url)
    return UnavailableError(f"{after}: {str(translated)[0].lower() + str(translated)[1:]}", translated.next_step)
