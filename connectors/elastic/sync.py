"""The index brought up to the ledger: each issue that differs is written whole, and what it no longer has taken out.

An issue is the unit. Its entry in `gongbao-issues` is written first as unfinished and last with the name of the
ledger's state, so that after a crash at any moment it is clear what is to be done again.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from connectors.elastic.bulk import Bulk, Refusal
from connectors.elastic.entries import Entry, entries, entry_id, issue_entry, unfinished_entry, with_dead_letters
from connectors.elastic.indices import Indices, Names
from connectors.elastic.templates import DEAD_LETTERS, ISSUES, kinds
from gongbao.errors import GazetteError
from gongbao.ports import Holdings

ISSUES_AT_ONCE = 32  # that are written before they are marked as finished
ROUNDS = 5  # of doing again what changed meanwhile


class OutdatedError(GazetteError):
    """The index was made from other templates than this program's."""

    exit_code = 9
    code = "outdated-index"
    next_step = "Run `gongbao index rebuild`; the old index serves until the new one is whole."


class AheadError(GazetteError):
    """The index has newer entries than the ledger, which take no older ones in their place."""

    exit_code = 9
    code = "index-ahead"
    next_step = "Run `gongbao index verify`: it rebuilds the index while the old one serves."


@dataclass(slots=True)
class Synced:
    """What a sync did: issues written and taken out, entries written, dead letters, issues left for later."""

    issues: int = 0
    withdrawn: int = 0
    entries: int = 0
    dead_letters: int = 0
    unsettled: int = 0

    def add(self, other: "Synced") -> None:
        """Take another's in."""
        self.issues += other.issues
        self.withdrawn += other.withdrawn
        self.entries += other.entries
        self.dead_letters += other.dead_letters
        self.unsettled += other.unsettled


@dataclass(slots=True)
class _Wanted:
    """What issues have, as far as their snapshots were read: ids by kind, sequence numbers, entries of the issues."""

    ids: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in kinds()})
    sequence_numbers: dict[str, int] = field(default_factory=dict)  # of each document's last write in the ledger
    issues: dict[str, Entry] = field(default_factory=dict)


def sync(indices: Indices, holdings: Holdings) -> Synced:
    """Bring the index up to the ledger. Raises UnavailableError, OutdatedError, and AheadError where some can't be."""
    indices.make_ready()
    names = indices.names()
    outdated = indices.outdated(names)
    if outdated:
        raise OutdatedError(f"The index was made from other templates: {', '.join(outdated)}.")
    done = follow(indices, holdings, names)
    indices.refresh(names.values())
    if done.unsettled:
        raise AheadError(
            f"The index is ahead of the ledger in {done.unsettled} issues, as after a restore from a backup; they stay "
            "as they are."
        )
    return done


def follow(indices: Indices, holdings: Holdings, names: Names, force: Iterable[str] = ()) -> Synced:
    """Write every issue whose state differs, until none does or it is only what can't be settled now.

    `force` names issues that are written though their states do not differ.
    """
    done = Synced()
    forced = set(force)
    for _ in range(ROUNDS):
        held = states(indices, names)
        wanted = holdings.states()
        differing = [name for name, state in wanted.items() if held.get(entry_id(name), ("", ""))[1] != state]
        again = [name for name in forced if name in wanted and name not in differing]
        wanted_ids = {entry_id(name) for name in wanted}
        gone = [name for entry, (name, _) in held.items() if entry not in wanted_ids]
        known = {name for name, _ in held.values()}
        written = Synced()
        for batch in _batches([*differing, *again, *gone], ISSUES_AT_ONCE):
            written.add(_write(indices, holdings, names, batch, known))
        done.add(written)
        done.unsettled = written.unsettled  # it is so only at the end
        if not written.unsettled:
            break
        forced = set()
    return done


def states(indices: Indices, names: Names) -> dict[str, tuple[str, str]]:
    """Name and state of every issue in the index, by id; the state is empty where it isn't finished."""
    indices.refresh([names[ISSUES]])
    held = {}
    for hit in indices.scan([names[ISSUES]], {"match_all": {}}, ["issue", "state", "finished"]):
        fields = hit["fields"]
        held[hit["_id"]] = (fields["issue"][0], fields["state"][0] if fields["finished"][0] else "")
    return held


def _write(indices: Indices, holdings: Holdings, names: Names, batch: list[str], known: set[str]) -> Synced:
    """Write issues whole, and take out what they no longer have; each is marked as finished only then."""
    bulk = Bulk(indices.client, names, indices.connection)
    # What is known differs from the ledger's state already; what is new must be known before it leaves a trace.
    bulk.write(unfinished_entry(name) for name in batch if name not in known)
    wanted = _Wanted()
    written = bulk.write(_entries(holdings, batch, wanted))
    gone = [name for name in batch if name not in wanted.issues]
    letters = _dead_letters(written.refused)
    wanted.ids[DEAD_LETTERS] = {letter.id for letter in letters}
    bulk.write(letters)
    if to_sweep := [name for name in batch if name in known or name in gone]:
        swept = bulk.write(_leftovers(indices, names, to_sweep, gone, wanted))
        written.count += swept.count
    unsettled = {_issue_of(entry) for entry in written.older}
    refused = Counter(_issue_of(refusal.entry) for refusal in written.refused)
    settled = [
        with_dead_letters(entry, refused[name]) for name, entry in wanted.issues.items() if name not in unsettled
    ]
    written.add(bulk.write(settled))
    return Synced(len(wanted.issues), len(gone), written.count, len(letters), len(unsettled))


def _entries(holdings: Holdings, batch: Iterable[str], wanted: _Wanted) -> Iterator[Entry]:
    """All entries of issues but those of the issues themselves; `wanted` learns of each as it comes."""
    for name in batch:
        if (snapshot := holdings.snapshot(name)) is None:
            continue
        wanted.sequence_numbers.update(snapshot.sequence_numbers)
        for entry in entries(snapshot):
            wanted.ids[entry.kind].add(entry.id)
            yield entry
        wanted.issues[name] = issue_entry(snapshot)


def _leftovers(indices: Indices, names: Names, issues: list[str], gone: list[str], wanted: _Wanted) -> Iterator[Entry]:
    """Entries of the index that their issues do not have, to be taken out."""
    indices.refresh(names.values())
    kind_of = {index: kind for kind, index in names.items()}
    query = {"terms": {"issue": issues}}
    for hit in indices.scan(names.values(), query, ["issue", "document"]):
        kind = kind_of[hit["_index"]]
        fields = hit.get("fields", {})
        if kind == ISSUES and fields["issue"][0] not in gone:
            continue
        if hit["_id"] not in wanted.ids[kind]:
            # A document withdrawn since has a higher sequence number than any late writer.
            number = wanted.sequence_numbers.get(fields.get("document", [""])[0], 0)
            yield Entry(kind, hit["_id"], max(hit["_version"], number))


def _dead_letters(refused: list[Refusal]) -> list[Entry]:
    now = dt.datetime.now(dt.UTC)
    return [_dead_letter(refusal, now) for refusal in refused]


def _dead_letter(refusal: Refusal, now: dt.datetime) -> Entry:
    entry = refusal.entry
    body = {
        "issue": _issue_of(entry),
        "kind": entry.kind,
        "entry": entry.id,
        "entry_version": entry.version,
        "status": refusal.status,
        "type": refusal.type,
        "reason": refusal.reason[:10_000],
        "time": now.isoformat(),
    }
    return Entry(DEAD_LETTERS, entry_id(f"{entry.kind}:{entry.id}"), int(now.timestamp() * 1000), body)


def _batches(names: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(islice(rest, size)):
        yield batch


def _issue_of(entry: Entry) -> str:
    """The issue that an entry belongs to."""
    return str(entry.body["issue"]) if entry.body is not None else ""
