"""Steps of an ingest and of its delivery, put together for a flow and for a terminal alike. Imports no Prefect."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from connectors.blobs.folder import FolderBlobs
from connectors.ledger import SqlLedger, open_ledger
from connectors.readers.registry import detect_media_type, reader_for
from connectors.sources.registry import open_source
from gongbao.app.ingest import CollectedItem, Outcome, collect, commit_reading, drop_readings, load_reading
from gongbao.model import Cause
from gongbao.settings import Settings
from transforms.check import check_series

BATCH = 8  # artifacts that one run of the pipeline takes: enough to spread, few enough to show progress


def open_book(settings: Settings) -> SqlLedger:
    """The ledger that the settings name."""
    settings.home.mkdir(parents=True, exist_ok=True)
    return open_ledger(settings.database)


def find(paths: Sequence[Path | str], settings: Settings, again: bool) -> list[CollectedItem | Outcome]:
    """What lies at the paths or URLs and is to be read; `again`: even if the ledger has dealt with it."""
    source = open_source([str(path) for path in paths], settings)
    with open_book(settings) as ledger:
        return list(collect(source, ledger, FolderBlobs(settings.blobs), detect_media_type, again))


def read(found: Sequence[CollectedItem], settings: Settings) -> None:
    """Run the pipeline over artifacts; their readings lie in `settings.readings` afterwards."""
    from transforms import beam  # half a second of imports: only who reads pays it
    from transforms.layout.reading_order import arrange

    blobs = FolderBlobs(settings.blobs)
    jobs = [beam.Job(f.artifact, str(blobs.path(f.artifact.sha256))) for f in found]
    readers = partial(reader_for, arrange=arrange)
    beam.run(jobs, readers, settings.gazettes, settings.readings, settings.runner, settings.runner_options)


def commit(found: CollectedItem, settings: Settings, cause: Cause, seconds: float) -> Outcome:
    """Take one reading into the ledger."""
    reading = load_reading(settings.readings, found.artifact)
    with open_book(settings) as ledger:
        if reading.issue is not None:
            gazette = reading.issue.gazette
            held = [(i.year or 0, i.numbers) for i in ledger.issues() if i.gazette == gazette]
            gaps = check_series(reading.issue, held)
            reading = replace(reading, issue=replace(reading.issue, findings=(*reading.issue.findings, *gaps)))
        outcome = commit_reading(ledger, found, reading, seconds, cause)
    drop_readings(settings.readings, [found.artifact])
    return outcome


def ingest(
    paths: Sequence[Path | str],
    settings: Settings,
    again: bool = True,
    cause: Cause = Cause.NEW,
    on_found: Callable[[int], None] = lambda _: None,
) -> Iterator[Outcome]:
    """Find, read and commit, batch by batch; an outcome as soon as each is known."""
    found = find(paths, settings, again)
    on_found(len(found))
    yield from (f for f in found if isinstance(f, Outcome))
    for batch in _batches(f for f in found if isinstance(f, CollectedItem)):
        started = time.monotonic()
        read(batch, settings)
        seconds = (time.monotonic() - started) / len(batch)
        for one in batch:
            yield commit(one, settings, cause, seconds)


def publish(settings: Settings) -> int:
    """Publish what waits in the outbox to Kafka; how many events that were. Ends a publisher of the same name."""
    from connectors.kafka.publisher import run

    with open_book(settings) as ledger:
        ledger.note_expiries(dt.date.today())
        return run(ledger, settings.kafka)


def index(settings: Settings) -> int:
    """Bring the index in Elasticsearch up to the ledger; how many entries were written."""
    from connectors.elastic.index import Index

    with open_book(settings) as ledger:
        return Index(settings.elasticsearch, ledger).sync().entries


def _batches(found: Iterable[CollectedItem]) -> Iterator[list[CollectedItem]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch
