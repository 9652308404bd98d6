"""Our indices behind their aliases, as a server has them: made, listed, swapped, dropped."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch

from connectors.elastic import templates
from connectors.elastic.client import AGAIN, connect, passes, translate_error
from connectors.elastic.patience import LONGEST_PAUSE, Patience
from connectors.elastic.templates import kinds, read_alias, write_alias
from gongbao.errors import UnavailableError
from gongbao.settings import ElasticsearchSettings

RETRIES = 3  # of a single request, at once
PAGE = 5_000  # entries that are listed at once
WENT_WELL = 2 * LONGEST_PAUSE  # seconds of progress after which patience begins anew

T = TypeVar("T")

Names = Mapping[str, str]  # the index of each kind


class Indices:
    """A client and what it is connected to; errors are the client's own, but for what goes through `patiently`."""

    def __init__(self, connection: ElasticsearchSettings, client: Elasticsearch | None = None) -> None:
        self.connection = connection
        # A request that breaks off is sent again at once; `patiently` waits where that does not help.
        self.client = (client or connect(connection)).options(
            max_retries=RETRIES, retry_on_status=AGAIN, retry_on_timeout=True
        )

    def patiently(self, work: Callable[[], T]) -> T:
        """Do what can be done again at any time, until the server has answered all of it, or `patience` is at its end.

        Errors of the client come out as those with a next step.
        """
        patience = Patience(self.connection.patience, passes)

        def attempt() -> T:
            started = time.monotonic()
            try:
                return work()
            except (ApiError, TransportError) as error:
                # The last request may have timed out in all its tries: that is no progress.
                hung = (RETRIES + 1) * self.connection.timeout if isinstance(error, ConnectionTimeout) else 0.0
                if time.monotonic() - started - hung > WENT_WELL:
                    patience.renew()
                raise

        try:
            return patience.keep_trying(attempt)
        except (ApiError, TransportError) as error:
            raise translate_error(error, self.connection.url) from error

    def create(self) -> dict[str, str]:
        """Install the templates, and make what indices and aliases are missing. Returns those made, by kind."""
        templates.install(self.client)
        made: dict[str, str] = {}
        for kind in kinds():
            if not self.client.indices.exists_alias(name=write_alias(kind)):
                generation = self.last_generation() or 1
                name = templates.index_name(kind, generation)
                if self.client.indices.exists(index=name):
                    name = templates.index_name(kind, generation + 1)
                aliases = {read_alias(kind): {}, write_alias(kind): {"is_write_index": True}}
                self.client.indices.create(index=name, aliases=aliases)
                made[kind] = name
        self.wait_until_ready()
        return made

    def create_generation(self, generation: int) -> dict[str, str]:
        """Create a new index of each kind, without aliases, and without refreshes while it is filled."""
        names = {kind: templates.index_name(kind, generation) for kind in kinds()}
        for name in names.values():
            self.client.indices.create(index=name, settings={"index.refresh_interval": "-1"})
        self.wait_until_ready()
        return names

    def make_ready(self) -> None:
        """Create what is missing: a node that lost its data gets new indices."""
        missing = [kind for kind in kinds() if not self.client.indices.exists_alias(name=write_alias(kind))]
        if missing:
            self.create()
        else:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Until the indices that are being filled can be."""
        self.client.cluster.health(
            index=",".join(write_alias(kind) for kind in kinds()), wait_for_status="yellow", timeout="30s"
        )

    def last_generation(self) -> int:
        """The number of the newest indices; 0 where there are none."""
        held = self.client.indices.get_alias(index="gongbao-*")
        return max([0, *(int(m[1]) for name in held if (m := re.fullmatch(r"gongbao-[a-z-]+-(\d{6})", name)))])

    def names(self) -> dict[str, str]:
        """The index that is being filled, of each kind. Raises UnavailableError where one is missing."""
        names: dict[str, str] = {}
        for kind in kinds():
            behind = list(self.client.indices.get_alias(name=write_alias(kind)))
            if len(behind) != 1:
                raise UnavailableError(f"{write_alias(kind)} stands for {len(behind)} indices instead of one.")
            names[kind] = behind[0]
        return names

    def outdated(self, names: Names) -> list[str]:
        """Kinds whose index was not made from this program's templates."""
        schema = templates.schema()
        wrong = []
        for kind, name in names.items():
            mapping = self.client.indices.get_mapping(index=name)[name]["mappings"]
            made_from = mapping.get("_meta", {}).get("schema")
            if made_from != schema or templates.types(mapping) != templates.fields(kind):
                wrong.append(kind)
        return wrong

    def swap(self, names: Names) -> None:
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
        held = self.client.indices.get_alias(index=",".join(f"gongbao-{kind}-*" for kind in kinds()))
        ours = re.compile(rf"gongbao-({'|'.join(kinds())})-\d{{6}}")
        old = sorted(name for name, index in held.items() if not index["aliases"] and ours.fullmatch(name))
        for name in old:
            self.client.indices.delete(index=name)
        return old

    def count(self, names: Iterable[str]) -> int:
        """How many entries some indices have."""
        count: int = self.client.count(index=",".join(names))["count"]
        return count

    def refresh(self, names: Iterable[str]) -> None:
        """Let searches see what was written."""
        self.client.indices.refresh(index=",".join(names))

    def scan(self, names: Iterable[str], query: dict[str, Any], fields: list[str]) -> Iterator[Any]:
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
