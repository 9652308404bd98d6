"""Ledger and index compared by id and version, and what differs put right."""

from dataclasses import dataclass, field

from connectors.elastic.bulk import Bulk
from connectors.elastic.entries import Entry, entries, entry_id, issue_entry
from connectors.elastic.indices import Indices, Names
from connectors.elastic.rebuild import kinds_of_entries, rebuild, snapshots
from connectors.elastic.sync import ROUNDS, follow, states
from connectors.elastic.templates import DEAD_LETTERS, ISSUES, read_alias
from gongbao.ports import Holdings


@dataclass(slots=True)
class Difference:
    """Where the index is not what the ledger says: ids of each kind, and the issues they belong to."""

    missing: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)  # the index is ahead: the ledger was put back to an earlier state
    extra: list[tuple[str, str, int]] = field(default_factory=list)  # kind, id, version
    issues: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many entries differ."""
        return len(self.missing) + len(self.older) + len(self.newer) + len(self.extra)

    def add(self, issue: str, entry: Entry, version: int | None) -> None:
        """Take in one entry that an issue should have, and the version that the index has of it; None: it has none."""
        if version == entry.version:
            return
        self.issues.add(issue)
        if version is None:
            self.missing.append(entry.id)
        elif version < entry.version:
            self.older.append(entry.id)
        else:
            self.newer.append(entry.id)


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found and left: entries compared, how many differed at first, and at the end."""

    entries: int
    differed: int
    differ: int
    rebuilt: bool
    dead_letters: int


def verify(indices: Indices, holdings: Holdings, repair: bool = True) -> Verified:
    """Compare ledger and index by id and version, and repair what differs. Raises UnavailableError."""
    if repair:
        indices.make_ready()
    names = indices.names()
    outdated = indices.outdated(names)
    first = compare(indices, holdings, names)
    last, rebuilt = first, False
    if repair and (outdated or first.newer):
        last, rebuilt = compare(indices, holdings, rebuild(indices, holdings)), True
    if repair:
        last = _repair(indices, holdings, last)
    refused = _refused(indices, indices.names())
    untaken = {*last.missing, *last.older, *last.newer} - refused - last.issues
    if repair and not rebuilt and (last.extra or untaken):
        # Elasticsearch remembers the version of what somebody deleted by hand, and takes no older one for an hour.
        last, rebuilt = compare(indices, holdings, rebuild(indices, holdings)), True
    total = indices.count(map(read_alias, kinds_of_entries()))
    return Verified(total, first.count + len(outdated), last.count, rebuilt, len(refused))


def compare(indices: Indices, holdings: Holdings, names: Names) -> Difference:
    """Where indices are not what the ledger says."""
    indices.refresh(names.values())
    kind_of = {index: kind for kind, index in names.items()}
    held: dict[tuple[str, str], int] = {}
    compared = [names[kind] for kind in (*kinds_of_entries(), ISSUES)]
    for hit in indices.scan(compared, {"match_all": {}}, []):
        held[kind_of[hit["_index"]], hit["_id"]] = hit["_version"]
    held_states = states(indices, names)
    difference = Difference()
    for name, snapshot in snapshots(holdings):
        for entry in (*entries(snapshot), issue_entry(snapshot)):
            difference.add(name, entry, held.pop((entry.kind, entry.id), None))
        if held_states.get(entry_id(name), ("", ""))[1] != snapshot.state and name not in difference.issues:
            difference.issues.add(name)
            difference.older.append(entry_id(name))
    difference.extra = [(kind, name, version) for (kind, name), version in held.items()]
    return difference


def _repair(indices: Indices, holdings: Holdings, difference: Difference) -> Difference:
    """Write again what differs, and take out what belongs to no issue; returns what differs still."""
    for _ in range(ROUNDS):
        if not difference.count:
            break
        names = indices.names()
        follow(indices, holdings, names, force=difference.issues)
        # What is left over belongs to no issue that either side knows.
        extra = compare(indices, holdings, names).extra
        Bulk(indices.client, names, indices.connection).write(Entry(*one) for one in extra)
        difference = compare(indices, holdings, names)
    return difference


def _refused(indices: Indices, names: Names) -> set[str]:
    """Ids of the entries that Elasticsearch did not take."""
    letters = indices.scan([names[DEAD_LETTERS]], {"match_all": {}}, ["entry"])
    return {hit["fields"]["entry"][0] for hit in letters}
