"""A connection to a node that answers no more, and takes no longer, than an honest one would.

The client's own reads whatever comes, and counts its time anew with every piece.
"""

from dataclasses import dataclass
from typing import Any

from elastic_transport import NodeConfig, Urllib3HttpNode

from connectors.network import read_answer

MAX_ANSWER = 256 * 1024 * 1024  # bytes, unpacked: a hundred documents of the largest size

PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client's node takes of an answer."""

    status: int
    headers: Any
    data: bytes


class BoundedPool:
    """A pool of connections whose answers are read within limits."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    def urlopen(self, method: str, url: str, timeout: float, **options: Any) -> Answer:
        """One request. Raises AnswerError where its answer is too long or takes too long."""
        response = self._pool.urlopen(method, url, timeout=timeout, preload_content=False, **options)
        try:
            pieces = iter(lambda: response.read1(PIECE, decode_content=True), b"")  # what came, not all of a piece
            data = read_answer(pieces, MAX_ANSWER, timeout)
        except BaseException:
            response.close()  # what is left of it must not be the answer to the next request
            raise
        response.release_conn()
        return Answer(response.status, response.headers, data)

    def close(self) -> None:
        """Close all."""
        self._pool.close()


class BoundedNode(Urllib3HttpNode):
    """The client's node, but for how it reads. Every request has a timeout: `connect` sets one."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self.pool: Any = BoundedPool(self.pool)
