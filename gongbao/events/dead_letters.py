"""Dead letters: what could not be read or published, and all that is needed to try again."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from gongbao.redaction import redact

MAX_ERRORS = 20  # of a chain
MAX_ERROR = 500  # characters of one


class Stage(StrEnum):
    """Where something went no further."""

    READ = "read"  # a file or page that can't be read
    PUBLISH = "publish"  # an event that can't be published
    POSITION = "position"  # a record among the publisher's own that it can't have written


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Something that went no further: at what stage, why, and where it lies.

    `errors` are the outermost error and what caused it. An event lies in the outbox at `position`, an artifact in
    the blob store by `sha256`, and came from `uri`; a record of Kafka lies at `partition` and `offset` of `topic`.
    """

    TYPE: ClassVar[str] = "gongbao.dead-letter"
    VERSION: ClassVar[int] = 1

    id: str
    stage: Stage
    reason: str
    time: dt.datetime
    errors: tuple[str, ...] = ()
    event: str | None = None
    type: str | None = None
    subject: str | None = None
    position: int | None = None
    topic: str | None = None
    partition: int | None = None
    offset: int | None = None
    uri: str | None = None
    sha256: str | None = None
    page: int | None = None


def describe_error(error: BaseException) -> tuple[str, ...]:
    """An error and its causes, one line each, the outermost first, without secrets: it is kept and sent on."""
    found: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen and len(found) < MAX_ERRORS:
        seen.add(id(one))
        found.append(redact(f"{type(one).__name__}: {' '.join(str(one).split())}")[:MAX_ERROR])
        one = one.__cause__ or one.__context__
    return tuple(found)
