"""The index kept equal to the ledger: create, sync, rebuild, verify, drop what is old.

An issue is the unit. Its entry in `gongbao-issues` is written first as unfinished and last with the name of the
ledger's state, so that after a crash at any moment it is clear what is to be done again.
"""

import datetime as dt
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from connectors.elastic import templates
from connectors.elastic.bulk import FIRST_PAUSE, LONGEST_PAUSE, Bulk, Refusal
from connectors.elastic.client import AGAIN, connect, explain, passes
from connectors.elastic.entries import Entry, entries, entry_id, issue_entry, unfinished_entry, with_letters
from connectors.elastic.templates import DEAD_LETTERS, ISSUES, KINDS, read_alias, write_alias
from gongbao.errors import GazetteError, UnavailableError
from gongbao.ports import Holdings, Snapshot
from gongbao.settings import ElasticsearchSettings

ISSUES_AT_ONCE = 32  # that are written before they are marked as finished
PAGE = 5_000  # entries that are listed at once
SAMPLE = 100  # entries of a new index that are compared word by word
ROUNDS = 5  # of doing again what changed meanwhile
FACTS = tuple(kind for kind in KINDS if kind not in (ISSUES, DEAD_LETTERS))

T = TypeVar("T")

Names = Mapping[str, str]  # the index of each kind


class OutdatedError(GazetteError):
    """The index was made from other templates than this program's."""

    exit_code = 9
    code = "outdated-index"
    next_step = "Run `gongbao index rebuild`; the old index serves until the new one is whole."


class MismatchError(GazetteError):
    """A new index is not what the ledger says; the old one goes on serving."""

    exit_code = 10
    code = "index-mismatch"
    next_step = "Run `gongbao index rebuild` again; if it stays, see `gongbao findings` and the dead letters."


@dataclass(slots=True)
class Synced:
    """What a sync did: issues written and taken out, entries written, dead letters, issues left for later."""

    issues: int = 0
    withdrawn: int = 0
    entries: int = 0
    dead_letters: int = 0
    unsettled: int = 0

    def add(self, other: "Synced") -> None:
        """Take another's in; what is unsettled is so only at the end."""
        self.issues += other.issues
        self.withdrawn += other.withdrawn
        self.entries += other.entries
        self.dead_letters += other.dead_letters
        self.unsettled = other.unsettled


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


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found and left: entries compared, how many differed at first, and at the end."""

    entries: int
    differed: int
    differ: int
    rebuilt: bool
    dead_letters: int


class Index:
    """The indices behind their aliases, and the ledger that they follow."""

    def __init__(
        self, connection: ElasticsearchSettings, holdings: Holdings, client: Elasticsearch | None = None
    ) -> None:
        self.connection = connection
        self.holdings = holdings
        # A request that breaks off is sent again at once; `_patiently` waits where that does not help.
        self.client = (client or connect(connection)).options(
            max_retries=3, retry_on_status=AGAIN, retry_on_timeout=True
        )

    # -- what there is

    def create(self) -> dict[str, str]:
        """Install the templates, and make what indices and aliases are missing. Returns those made, by kind."""
        return self._patiently(self._create)

    def _create(self) -> dict[str, str]:
        templates.install(self.client)
        made: dict[str, str] = {}
        for kind in KINDS:
            if not self.client.indices.exists_alias(name=write_alias(kind)):
                generation = max([0, *self._generations()]) or 1
                name = templates.index_name(kind, generation)
                if self.client.indices.exists(index=name):
                    name = templates.index_name(kind, generation + 1)
                aliases = {read_alias(kind): {}, write_alias(kind): {"is_write_index": True}}
                self.client.indices.create(index=name, aliases=aliases)
                made[kind] = name
        self._wait_until_ready()
        return made

    def names(self) -> dict[str, str]:
        """The index that is being filled, of each kind. Raises UnavailableError where one is missing."""
        found: dict[str, str] = {}
        for kind in KINDS:
            behind = list(self.client.indices.get_alias(name=write_alias(kind)))
            if len(behind) != 1:
                raise UnavailableError(f"{write_alias(kind)} stands for {len(behind)} indices instead of one.")
            found[kind] = behind[0]
        return found

    def outdated(self, names: Names) -> list[str]:
        """Kinds whose index was not made from this program's templates."""
        wrong = []
        for kind, name in names.items():
            mapping = self.client.indices.get_mapping(index=name)[name]["mappings"]
            made_from = mapping.get("_meta", {}).get("schema")
            if made_from != templates.schema() or templates.types(mapping) != templates.fields(kind):
                wrong.append(kind)
        return wrong

    # -- sync

    def sync(self) -> Synced:
        """Bring the index up to the ledger. Raises UnavailableError, OutdatedError."""
        return self._patiently(self._sync)

    def _sync(self) -> Synced:
        self._ready_or_made()
        names = self.names()
        wrong = self.outdated(names)
        if wrong:
            raise OutdatedError(f"The index was made from other templates: {', '.join(wrong)}.")
        done = self._follow(names)
        self._refresh(names.values())
        return done

    def _follow(self, names: Names, force: Iterable[str] = ()) -> Synced:
        """Write every issue whose state differs, until none does or it is only what can't be settled now."""
        done = Synced()
        forced = set(force)
        for _ in range(ROUNDS):
            held = self._states(names)
            states = self.holdings.states()
            differing = [name for name, state in states.items() if held.get(entry_id(name), ("", ""))[1] != state]
            wanted = [*differing, *(name for name in forced if name in states and name not in differing)]
            wanted_ids = {entry_id(name) for name in states}
            gone = [name for entry, (name, _) in held.items() if entry not in wanted_ids]
            round_ = Synced()
            for batch in _batches([*wanted, *gone], ISSUES_AT_ONCE):
                round_.add(self._write(names, batch, {name for name, _ in held.values()}))
            done.add(round_)
            if not round_.unsettled:
                break
            forced = set()
        return done

    def _write(self, names: Names, batch: list[str], known: set[str]) -> Synced:
        """Write issues whole, and take out what they no longer have; each is marked as finished only then."""
        bulk = Bulk(self.client, names, self.connection)
        # What is known differs from the ledger's state already; what is new must be known before it leaves a trace.
        bulk.write(unfinished_entry(name) for name in batch if name not in known)
        wanted: dict[str, set[str]] = {kind: set() for kind in KINDS}
        changes: dict[str, int] = {}
        last: dict[str, Entry] = {}

        def each() -> Iterator[Entry]:
            for name in batch:
                if (snapshot := self.holdings.snapshot(name)) is None:
                    continue
                changes.update(snapshot.changes)
                for entry in entries(snapshot):
                    wanted[entry.kind].add(entry.id)
                    yield entry
                last[name] = issue_entry(snapshot)

        written = bulk.write(each())
        gone = [name for name in batch if name not in last]
        letters = self._dead_letters(written.refused)
        wanted[DEAD_LETTERS] = {letter.id for letter in letters}
        bulk.write(letters)
        if to_sweep := [name for name in batch if name in known or name in gone]:
            swept = bulk.write(self._leftovers(names, to_sweep, gone, wanted, changes))
            written.count += swept.count
        unsettled = {_issue_of(entry) for entry in written.older}
        refused = Counter(_issue_of(refusal.entry) for refusal in written.refused)
        settled = [with_letters(entry, refused[name]) for name, entry in last.items() if name not in unsettled]
        written.add(bulk.write(settled))
        return Synced(len(last), len(gone), written.count, len(letters), len(unsettled))

    def _leftovers(
        self,
        names: Names,
        issues: list[str],
        gone: list[str],
        wanted: Mapping[str, set[str]],
        changes: Mapping[str, int],
    ) -> Iterator[Entry]:
        """Entries of the index that their issues do not have, to be taken out."""
        self._refresh(names.values())
        kinds = {index: kind for kind, index in names.items()}
        query = {"terms": {"issue": issues}}
        for hit in self._scan([*names.values()], query, ["issue", "document"]):
            kind = kinds[hit["_index"]]
            fields = hit.get("fields", {})
            if kind == ISSUES and fields["issue"][0] not in gone:
                continue
            if hit["_id"] not in wanted[kind]:
                # A document that was withdrawn since has a running number that whoever is late can't beat.
                change = changes.get(fields.get("document", [""])[0], 0)
                yield Entry(kind, hit["_id"], max(hit["_version"], change))

    def _dead_letters(self, refused: list[Refusal]) -> list[Entry]:
        now = dt.datetime.now(dt.UTC)
        return [
            Entry(
                DEAD_LETTERS,
                entry_id(f"{r.entry.kind}:{r.entry.id}"),
                int(now.timestamp() * 1000),
                {
                    "issue": _issue_of(r.entry),
                    "kind": r.entry.kind,
                    "entry": r.entry.id,
                    "entry_version": r.entry.version,
                    "status": r.status,
                    "type": r.type,
                    "reason": r.reason[:10_000],
                    "time": now.isoformat(),
                },
            )
            for r in refused
        ]

    def _states(self, names: Names) -> dict[str, tuple[str, str]]:
        """Name and state of every issue in the index, by id; the state is empty where it isn't finished."""
        self._refresh([names[ISSUES]])
        found = {}
        for hit in self._scan([names[ISSUES]], {"match_all": {}}, ["issue", "state", "finished"]):
            fields = hit["fields"]
            found[hit["_id"]] = (fields["issue"][0], fields["state"][0] if fields["finished"][0] else "")
        return found

    # -- verify

    def verify(self, repair: bool = True) -> Verified:
        """Compare ledger and index by id and version, and repair what differs. Raises UnavailableError."""
        return self._patiently(lambda: self._verify(repair))

    def _verify(self, repair: bool) -> Verified:
        if repair:
            self._ready_or_made()
        names = self.names()
        wrong = self.outdated(names)
        first = self._compare(names)
        last, rebuilt = first, False
        if repair and (wrong or first.newer):
            self._rebuild()
            rebuilt = True
            last = self._compare(self.names())
        for _ in range(ROUNDS):
            if not repair or not last.count:
                break
            names = self.names()
            self._follow(names, force=last.issues)
            # What is left over belongs to no issue that either side knows.
            Bulk(self.client, names, self.connection).write(Entry(*extra) for extra in self._compare(names).extra)
            last = self._compare(names)
        letters = self._scan([self.names()[DEAD_LETTERS]], {"match_all": {}}, ["entry"])
        refused = {hit["fields"]["entry"][0] for hit in letters}
        untaken = {*last.missing, *last.older, *last.newer} - refused - last.issues
        if repair and not rebuilt and (last.extra or untaken):
            # Elasticsearch remembers the version of what somebody deleted by hand, and takes no older one for an hour.
            self._rebuild()
            rebuilt, last = True, self._compare(self.names())
        total = self.client.count(index=",".join(map(read_alias, FACTS)))["count"]
        return Verified(total, first.count + len(wrong), last.count, rebuilt, len(refused))

    def _compare(self, names: Names) -> Difference:
        self._refresh(names.values())
        kinds = {index: kind for kind, index in names.items()}
        held: dict[tuple[str, str], int] = {}
        compared = [names[kind] for kind in (*FACTS, ISSUES)]
        for hit in self._scan(compared, {"match_all": {}}, []):
            held[kinds[hit["_index"]], hit["_id"]] = hit["_version"]
        states = self._states(names)
        found = Difference()
        for name, snapshot in self._snapshots():
            for entry in (*entries(snapshot), issue_entry(snapshot)):
                version = held.pop((entry.kind, entry.id), None)
                if version == entry.version:
                    continue
                found.issues.add(name)
                if version is None:
                    found.missing.append(entry.id)
                elif version < entry.version:
                    found.older.append(entry.id)
                else:
                    found.newer.append(entry.id)
            if states.get(entry_id(name), ("", ""))[1] != snapshot.state and name not in found.issues:
                found.issues.add(name)
                found.older.append(entry_id(name))
        found.extra = [(kind, name, version) for (kind, name), version in held.items()]
        return found

    def _snapshots(self) -> Iterator[tuple[str, Snapshot]]:
        for name in self.holdings.states():
            if (snapshot := self.holdings.snapshot(name)) is not None:
                yield name, snapshot

    # -- rebuild

    def rebuild(self, progress: Callable[[str], None] = lambda _: None) -> dict[str, str]:
        """Fill new indices while the old ones serve, check them, and put them in their place at one stroke.

        Raises MismatchError where the new ones are not what the ledger says; then the old ones stay.
        """
        return self._patiently(lambda: self._rebuild(progress))

    def _rebuild(self, progress: Callable[[str], None] = lambda _: None) -> dict[str, str]:
        self._create()
        generation = max(self._generations()) + 1
        names = {kind: templates.index_name(kind, generation) for kind in KINDS}
        for name in names.values():
            self.client.indices.create(index=name, settings={"index.refresh_interval": "-1"})
        self._wait_until_ready()
        progress(f"filling {len(names)} new indices, generation {generation}")
        self._follow(names)
        for name in names.values():
            self.client.indices.put_settings(index=name, settings={"index.refresh_interval": None})
        self._refresh(names.values())
        self._check(names)
        progress("checked: counts and a sample are what the ledger says")
        self._swap(names)
        self._follow(names)  # what was committed while the old ones were still being written
        self._refresh(names.values())
        progress("swapped")
        return names

    def _check(self, names: Names) -> None:
        """Compare counts and a sample with the ledger."""
        for _ in range(ROUNDS):
            self._follow(names)
            self._refresh(names.values())
            before = self.holdings.states()
            wrong = self._unlike(names)
            if not wrong:
                return
            if before == self.holdings.states():
                raise MismatchError(f"The new index is not what the ledger says: {wrong}.")
        raise MismatchError(
            "The ledger changes faster than a new index can be checked.", "Try again when it is calmer."
        )

    def _unlike(self, names: Names) -> str:
        """What differs first; empty where nothing does."""
        counted: Counter[str] = Counter()
        sample: list[Entry] = []
        chance = random.Random(0)  # noqa: S311 the same sample for the same ledger
        seen = 0
        for _, snapshot in self._snapshots():
            for entry in entries(snapshot):
                counted[entry.kind] += 1
                seen += 1
                if len(sample) < SAMPLE:
                    sample.append(entry)
                elif (at := chance.randrange(seen)) < SAMPLE:
                    sample[at] = entry
        refused = Counter(
            hit["fields"]["kind"][0] for hit in self._scan([names[DEAD_LETTERS]], {"match_all": {}}, ["kind"])
        )
        for kind in FACTS:
            count = self.client.count(index=names[kind])["count"]
            if count + refused[kind] != counted[kind]:
                return f"{count} {kind} instead of {counted[kind] - refused[kind]}"
        if not sample:
            return ""
        wanted = [{"_index": names[e.kind], "_id": e.id} for e in sample]
        letters = {hit["fields"]["entry"][0] for hit in self._scan([names[DEAD_LETTERS]], {"match_all": {}}, ["entry"])}
        for entry, found in zip(sample, self.client.mget(docs=wanted)["docs"], strict=True):
            same = found.get("_version") == entry.version and found.get("_source") == _as_json(entry.body)
            if not same and entry.id not in letters:
                return f"{entry.kind} {entry.id} differs"
        return ""

    def _swap(self, names: Names) -> None:
        """Put new indices behind all aliases in one step."""
        actions: list[dict[str, Any]] = []
        for kind, name in names.items():
            for alias in (read_alias(kind), write_alias(kind)):
                actions.append({"remove": {"index": f"gongbao-{kind}-*", "alias": alias, "must_exist": False}})
                extra = {"is_write_index": True} if alias == write_alias(kind) else {}
                actions.append({"add": {"index": name, "alias": alias, **extra}})
        self.client.indices.update_aliases(actions=actions)

    def drop_old(self) -> list[str]:
        """Delete the indices that no alias names: of earlier rebuilds, or of one that did not end."""
        return self._patiently(self._drop_old)

    def _drop_old(self) -> list[str]:
        found = self.client.indices.get_alias(index=",".join(f"gongbao-{kind}-*" for kind in KINDS))
        ours = re.compile(rf"gongbao-({'|'.join(KINDS)})-\d{{6}}")
        old = sorted(name for name, held in found.items() if not held["aliases"] and ours.fullmatch(name))
        for name in old:
            self.client.indices.delete(index=name)
        return old

    # -- with the server

    def _patiently(self, work: Callable[[], T]) -> T:
        """Do what can be done again at any time, until the server has answered all of it, or `patience` is at its end.

        Errors of the client come out as those with a next step.
        """
        first = last = float("-inf")
        pause = FIRST_PAUSE
        while True:
            try:
                return work()
            except (ApiError, TransportError) as error:
                now = time.monotonic()
                if now - last > 2 * LONGEST_PAUSE:  # it went well for a while: a trouble of its own
                    first, pause = now, FIRST_PAUSE
                if not passes(error) or now - first > self.connection.patience:
                    raise explain(error, self.connection.url) from error
                time.sleep(pause)
                last, pause = time.monotonic(), min(2 * pause, LONGEST_PAUSE)

    def _generations(self) -> list[int]:
        held = self.client.indices.get_alias(index="gongbao-*")
        return [int(m[1]) for name in held if (m := re.fullmatch(r"gongbao-[a-z-]+-(\d{6})", name))]

    def _ready_or_made(self) -> None:
        """Make what is missing: a node that lost its data gets new indices."""
        missing = [kind for kind in KINDS if not self.client.indices.exists_alias(name=write_alias(kind))]
        if missing:
            self._create()
        else:
            self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        self.client.cluster.health(
            index=",".join(write_alias(kind) for kind in KINDS), wait_for_status="yellow", timeout="30s"
        )

    def _refresh(self, names: Iterable[str]) -> None:
        self.client.indices.refresh(index=",".join(names))

    def _scan(self, names: list[str], query: dict[str, Any], fields: list[str]) -> Iterator[Any]:
        """Every entry that a query finds, as of one moment, with its version and the fields asked for."""
        pit = self.client.open_point_in_time(index=",".join(names), keep_alive="5m")["id"]
        after: list[Any] | None = None
        try:
            while True:
                page = self.client.search(
                    size=PAGE,
                    query=query,
                    pit={"id": pit, "keep_alive": "5m"},
                    sort=["_shard_doc"],
                    search_after=after,
                    source=False,
                    docvalue_fields=[{"field": name} for name in fields],
                    version=True,
                    track_total_hits=False,
                    allow_partial_search_results=False,
                )
                hits = page["hits"]["hits"]
                yield from hits
                if len(hits) < PAGE:
                    return
                after, pit = hits[-1]["sort"], page["pit_id"]
        finally:
            self.client.options(ignore_status=404).close_point_in_time(id=pit)


def _batches(names: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(islice(rest, size)):
        yield batch


def _issue_of(entry: Entry) -> str:
    """The issue that an entry belongs to."""
    return str(entry.body["issue"]) if entry.body is not None else ""


def _as_json(body: Any) -> Any:
    """A body as it comes back."""
    return json.loads(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
