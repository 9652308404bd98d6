"""A new index filled while the old one serves, checked, and swapped in by its aliases in one step."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from connectors.elastic.entries import Entry, entries
from connectors.elastic.indices import Indices, Names
from connectors.elastic.sync import ROUNDS, follow
from connectors.elastic.templates import DEAD_LETTERS, ISSUES, kinds
from gongbao.errors import GazetteError
from gongbao.ports import Holdings, Snapshot

SAMPLE = 100  # entries of a new index that are compared word by word


class MismatchError(GazetteError):
    """A new index is not what the ledger says; the old one goes on serving."""

    exit_code = 10
    code = "index-mismatch"
    next_step = "Run `gongbao index rebuild` again; if it stays, see `gongbao findings` and the dead letters."


def rebuild(indices: Indices, holdings: Holdings, progress: Callable[[str], None] = lambda _: None) -> dict[str, str]:
    """Fill new indices while the old ones serve, check them, and swap the aliases in one step.

    Returns:
        The new indices, by kind.

    Raises:
        MismatchError: the new ones are not what the ledger says; the old ones stay.
    """
    indices.create()
    generation = indices.last_generation() + 1
    names = indices.create_generation(generation)
    progress(f"filling {len(names)} new indices, generation {generation}")
    follow(indices, holdings, names)
    for name in names.values():
        indices.client.indices.put_settings(index=name, settings={"index.refresh_interval": None})
    indices.refresh(names.values())
    _check(indices, holdings, names)
    progress("checked: counts and a sample are what the ledger says")
    indices.swap(names)
    follow(indices, holdings, names)  # what was committed while the old ones were still being written
    indices.refresh(names.values())
    progress("swapped")
    return names


def kinds_of_entries() -> tuple[str, ...]:
    """The kinds of what issues consist of."""
    return tuple(kind for kind in kinds() if kind not in (ISSUES, DEAD_LETTERS))


def snapshots(holdings: Holdings) -> Iterator[tuple[str, Snapshot]]:
    """All that is held, by name."""
    for name in holdings.states():
        if (snapshot := holdings.snapshot(name)) is not None:
            yield name, snapshot


def _check(indices: Indices, holdings: Holdings, names: Names) -> None:
    """Compare counts and a sample with the ledger."""
    for _ in range(ROUNDS):
        follow(indices, holdings, names)
        indices.refresh(names.values())
        before = holdings.states()
        wrong = _first_mismatch(indices, holdings, names)
        if not wrong:
            return
        if before == holdings.states():
            raise MismatchError(f"The new index is not what the ledger says: {wrong}.")
    raise MismatchError("The ledger changes faster than a new index can be checked.", "Try again when it is calmer.")


def _first_mismatch(indices: Indices, holdings: Holdings, names: Names) -> str:
    """What differs first; empty where nothing does."""
    counted, sample = _count_and_sample(holdings)
    letters = [hit["fields"] for hit in indices.scan([names[DEAD_LETTERS]], {"match_all": {}}, ["kind", "entry"])]
    refused = Counter(letter["kind"][0] for letter in letters)
    for kind in kinds_of_entries():
        count = indices.count([names[kind]])
        if count + refused[kind] != counted[kind]:
            return f"{count} {kind} instead of {counted[kind] - refused[kind]}"
    if not sample:
        return ""
    untaken = {letter["entry"][0] for letter in letters}
    held = indices.client.mget(docs=[{"_index": names[entry.kind], "_id": entry.id} for entry in sample])["docs"]
    for entry, found in zip(sample, held, strict=True):
        same = found.get("_version") == entry.version and found.get("_source") == _as_json(entry.body)
        if not same and entry.id not in untaken:
            return f"{entry.kind} {entry.id} differs"
    return ""


def _count_and_sample(holdings: Holdings) -> tuple[Counter[str], list[Entry]]:
    """How many entries of each kind the ledger makes, and some of them, each as likely as any other."""
    counted: Counter[str] = Counter()
    sample: list[Entry] = []
    chance = random.Random(0)  # noqa: S311 the same sample for the same ledger
    for _, snapshot in snapshots(holdings):
        for entry in entries(snapshot):
            counted[entry.kind] += 1
            if len(sample) < SAMPLE:
                sample.append(entry)
            elif (at := chance.randrange(counted.total())) < SAMPLE:
                sample[at] = entry
    return counted, sample


def _as_json(body: Any) -> Any:
    """A body as it comes back."""
    return json.loads(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
