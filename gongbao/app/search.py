"""Searching: Elasticsearch where there is one, and the ledger where that does not answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongbao.errors import GazetteError, InputError
from gongbao.ports import Hits, Query, SearchIndex


@dataclass(frozen=True, slots=True)
class Engines:
    """What can answer, each opened only when it is asked, and who is asked first where nobody is named."""

    open: Mapping[str, Callable[[], SearchIndex]]
    preferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by which engine, and what those asked before it said instead of an answer."""

    hits: Hits
    engine: str
    refusals: tuple[GazetteError, ...] = ()


def search(query: Query, engines: Engines, engine: str | None = None) -> Answer:
    """Ask the engine that is named; without a name those preferred, one after the other, until one answers.

    Raises:
        InputError: There is no such engine.
        GazetteError: The one named, or the last of those preferred, does not answer.
    """
    if engine is not None and engine not in engines.open:
        known = " or ".join(f"--engine {name}" for name in engines.open)
        raise InputError(f"There is no engine “{engine}”.", f"Use {known}.")
    *first, last = (engine,) if engine is not None else engines.preferred
    refusals: list[GazetteError] = []
    for name in first:
        try:
            return Answer(engines.open[name]().search(query), name, tuple(refusals))
        except GazetteError as error:
            refusals.append(error)
    return Answer(engines.open[last]().search(query), last, tuple(refusals))
