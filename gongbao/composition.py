"""The composition root: builds what `gongbao.app` takes, from the settings. The one place that knows all layers.

Everything is imported where it is built: `gongbao --help` and `search` load no server's client, no Beam, no Prefect.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.elastic.index import ElasticsearchIndex
    from connectors.elastic.kibana import Imported
    from connectors.kafka.dead_letters import ListedDeadLetter
    from connectors.kafka.topics import TopicChange
    from connectors.ledger import SqlLedger
    from gongbao.app.backup import CopiedBlobs
    from gongbao.app.doctor import Check
    from gongbao.app.ingest import Intake
    from gongbao.app.replay import Resend
    from gongbao.app.search import Engines
    from gongbao.app.status import Draw, Explain
    from gongbao.events.dead_letters import DeadLetter
    from gongbao.model import Artifact
    from gongbao.ports import Adoption, BlobStore, Ledger, Sink, Source
    from gongbao.readings import Reading, Readings
    from gongbao.settings import Settings
    from transforms.explain import ParagraphReason
    from transforms.pipeline import ReaderFor


def read_settings() -> "Settings":
    """The settings of this process."""
    from gongbao.settings import settings  # most of the time that `--help` would take

    return settings()


def open_ledger(settings: "Settings") -> "SqlLedger":
    """The ledger that the settings name, made where there is none."""
    from connectors.ledger import open_ledger as open_at

    return open_at(settings.database, settings.ledger_seconds)


def open_blobs(settings: "Settings") -> "BlobStore":
    """Where artifacts are kept."""
    from connectors.blobs.folder import FolderBlobs

    return FolderBlobs(settings.blobs)


def open_source(urls: Sequence[str], settings: "Settings") -> "Source":
    """The source over all that is named."""
    from connectors.sources.registry import open_source as open_at

    return open_at(urls, settings)


def is_url(place: str) -> bool:
    """Whether a place is named by a URL: by a scheme, and no file of that name is there."""
    from connectors.sources.registry import is_url as has_scheme

    return has_scheme(place)


def detect_media_type(uri: str, data: bytes) -> str:
    """What a file is, by its URI and its bytes."""
    from connectors.readers.registry import detect_media_type as detect

    return detect(uri, data)


def choose_reader() -> "ReaderFor":
    """Gives the reader of a media type. Pickled by name."""
    from connectors.readers.registry import reader_for
    from transforms.layout.reading_order import arrange

    return partial(reader_for, arrange=arrange)


@contextmanager
def open_readings(settings: "Settings") -> "Iterator[Readings]":
    """Where the pipeline, in the version that is installed, leaves what it reads in this run; gone at its end.

    Raises UnavailableError where nothing can be kept.
    """
    from gongbao.errors import UnavailableError
    from gongbao.readings import Readings
    from gongbao.scratch import own_folder
    from transforms.pipeline import version

    with ExitStack() as opened:
        try:
            folder = opened.enter_context(own_folder(settings.readings))
        except OSError as error:
            raise UnavailableError(
                f"Nothing can be kept in {settings.readings}: {error.strerror}.",
                "Check that this folder can be written, and has room; nothing was rejected or lost.",
            ) from error
        yield Readings(folder, version(settings.gazettes))


@contextmanager
def open_intake(settings: "Settings") -> "Iterator[Intake]":
    """What ingesting needs. Raises SettingsError for a gazette's description that can't be read."""
    from gongbao.app.ingest import Intake
    from gongbao.gazette import load_all

    load_all(settings.gazettes)  # what can't be read is reported before anything else
    with open_readings(settings) as readings, open_ledger(settings) as ledger:
        yield Intake(
            ledger, open_blobs(settings), readings, partial(run_pipeline, settings, readings), detect_media_type
        )


def read_file(settings: "Settings", artifact: "Artifact", path: Path) -> "Reading":
    """Read one file in this process, by the steps of the pipeline."""
    from transforms.pipeline import read_file as read

    return read(artifact, path, choose_reader(), settings.gazettes)


def run_pipeline(settings: "Settings", readings: "Readings", artifacts: "Sequence[Artifact]") -> None:
    """Read artifacts into `readings`, on the runner that the settings name."""
    from transforms.issues import IssueMaker
    from transforms.pipeline import Job

    limits = settings.limits
    maker = IssueMaker(settings.gazettes, readings.version, limits.issue_seconds or None, limits.issue_memory)
    maker.start()  # its imports hide behind those of Beam
    from transforms import beam  # half a second of imports: only who reads pays it

    blobs = open_blobs(settings)
    jobs = [Job(artifact, str(blobs.path(artifact.sha256))) for artifact in artifacts]
    beam.run(jobs, choose_reader(), maker, readings, settings.runner, settings.runner_options)


def draw_pages(settings: "Settings") -> "Draw":
    """Draws pages of a PDF."""
    from connectors.readers.pdf.drawing import draw

    return partial(draw, limits=settings.limits)


def open_explain(settings: "Settings") -> "Explain":
    """Says why documents were read as they were."""
    from gongbao.gazette import load_all
    from transforms.explain import explain

    return lambda issue, document: explain(issue, document, load_all(settings.gazettes))


def describe_reason(reason: "ParagraphReason") -> list[str]:
    """A reason as lines for people."""
    from transforms.explain import describe_reason as describe

    return describe(reason)


@contextmanager
def open_engines(settings: "Settings", ledger: "Ledger | None" = None) -> "Iterator[Engines]":
    """What can answer a search: Elasticsearch first, where one is set; then the ledger, the one given if any.

    What was opened to answer is closed at the end; the ledger given is not.
    """
    from gongbao.app.search import Engines
    from gongbao.ports import SearchIndex

    def open_elasticsearch() -> SearchIndex:
        from connectors.elastic.search import ElasticsearchSearch

        engine = ElasticsearchSearch(settings.elasticsearch)
        opened.callback(engine.client.close)
        return engine

    def answer_from_ledger() -> SearchIndex:
        return ledger if ledger is not None else opened.enter_context(open_ledger(settings))

    preferred = ("elasticsearch", "ledger") if settings.elasticsearch.url else ("ledger",)
    with ExitStack() as opened:
        yield Engines({"ledger": answer_from_ledger, "elasticsearch": open_elasticsearch}, preferred)


def open_sinks(settings: "Settings") -> "tuple[Sink, ...]":
    """What follows the ledger, as far as it is configured."""
    sinks: list[Sink] = []
    if settings.kafka.configured:
        from connectors.kafka.sink import KafkaSink

        quieten_kafka()
        sinks.append(KafkaSink(settings.kafka))
    if settings.elasticsearch.url is not None:
        from connectors.elastic.sink import ElasticsearchSink

        sinks.append(ElasticsearchSink(settings.elasticsearch))
    return tuple(sinks)


def open_publisher(settings: "Settings", ledger: "Ledger") -> Callable[..., int]:
    """Publishes the outbox to Kafka, and says so batch by batch."""
    from connectors.kafka.publisher import run

    quieten_kafka()
    return partial(run, ledger, settings.kafka)


def adopt_topics(settings: "Settings", ledger: "Ledger") -> "Adoption":
    """Take over what the topics have beyond the ledger."""
    from connectors.kafka.adoption import adopt

    quieten_kafka()
    return adopt(ledger, settings.kafka)


def open_resend(settings: "Settings") -> "Resend":
    """Sends published events to Kafka again."""
    from connectors.kafka.replaying import replay

    quieten_kafka()
    return lambda ledger, since, types, to: replay(ledger, settings.kafka, since, types, to)


def plan_topics(settings: "Settings") -> "list[TopicChange]":
    """What of the topics differs from their description."""
    from connectors.kafka import topics

    quieten_kafka()
    routes = topics.load(settings.kafka)
    return topics.plan(routes.topics, topics.find(settings.kafka, routes.names))


def change_topics(settings: "Settings", changes: "Sequence[TopicChange]") -> None:
    """Make and change topics as planned."""
    from connectors.kafka import topics

    topics.apply(settings.kafka, changes)


def list_dead_letters(settings: "Settings") -> "list[ListedDeadLetter]":
    """The dead letters that wait, the oldest first."""
    from connectors.kafka import dead_letters

    quieten_kafka()
    return dead_letters.list_dead_letters(settings.kafka)


def choose_dead_letter(waiting: "list[ListedDeadLetter]", name: str) -> "ListedDeadLetter":
    """The dead letter of that id, or the only one whose id begins so. Raises NotFoundError."""
    from connectors.kafka.dead_letters import choose

    return choose(waiting, name)


def replay_dead_letter(settings: "Settings", ledger: "Ledger", one: "ListedDeadLetter", drop: bool) -> str:
    """Try again what a dead letter is about, and take it off the list; returns what was done."""
    from connectors.kafka.dead_letters import replay

    return replay(ledger, settings.kafka, one, partial(_read_again, settings), drop)


@contextmanager
def open_index(settings: "Settings") -> "Iterator[ElasticsearchIndex]":
    """The index in Elasticsearch, of the ledger that the settings name."""
    from connectors.elastic.index import ElasticsearchIndex

    with open_ledger(settings) as ledger:
        yield ElasticsearchIndex(settings.elasticsearch, ledger)


def import_saved_objects(settings: "Settings", files: Sequence[Path] | None) -> "list[Imported]":
    """Post saved objects to Kibana; those that the program ships, where no files are named."""
    from connectors.elastic.kibana import Kibana

    return list(Kibana(settings).import_files(files))


def back_up(settings: "Settings", folder: Path, on_copy: Callable[[int], None]) -> "CopiedBlobs":
    """Copy ledger and artifacts into a folder that is laid out as a home is."""
    from connectors.blobs.folder import FolderBlobs
    from connectors.ledger.copying import copy_out
    from gongbao.app.backup import copy_blobs

    with copy_out(settings.database, folder) as ledger:
        return copy_blobs(ledger.artifacts(), open_blobs(settings), FolderBlobs(folder / "blobs"), on_copy)


def restore(settings: "Settings", folder: Path, on_copy: Callable[[int], None]) -> "CopiedBlobs":
    """Put back what `back_up` copied, where there is no ledger."""
    from connectors.blobs.folder import FolderBlobs
    from connectors.ledger.copying import copy_back
    from gongbao.app.backup import copy_blobs

    with copy_back(folder, settings.database) as ledger:
        return copy_blobs(ledger.artifacts(), FolderBlobs(folder / "blobs"), open_blobs(settings), on_copy)


def list_checks(settings: "Settings") -> "tuple[Check, ...]":
    """What `gongbao doctor` looks at, in this order."""
    from gongbao.app import doctor
    from gongbao.app.doctor import Check
    from gongbao.settings import env_file

    return (
        Check("python", doctor.examine_python),
        Check("settings", partial(doctor.examine_settings, env_file(), Path.cwd())),
        Check("home", partial(doctor.examine_home, settings.home)),
        Check("gazettes", partial(doctor.examine_gazettes, settings.gazettes)),
        Check("ledger", partial(_examine_ledger, settings)),
        Check("pipeline", partial(_examine_pipeline, settings)),
        Check("kafka", partial(_examine_kafka, settings)),
        Check("topics", partial(_examine_topics, settings)),
        Check("publisher", partial(_examine_publisher, settings)),
        Check("elasticsearch", partial(_examine_elasticsearch, settings)),
        Check("kibana", partial(_examine_kibana, settings)),
    )


def quieten_kafka() -> None:
    """Keep the client's own log, which repeats what we say in a sentence, to --debug."""
    if not os.environ.get("GONGBAO_DEBUG"):
        logging.getLogger("kafka").propagate = False
        logging.getLogger("kafka").addHandler(logging.NullHandler())


def _read_again(settings: "Settings", letter: "DeadLetter") -> None:
    from gongbao.app.dead_letters import read_again

    with open_intake(settings) as intake:
        read_again(letter, intake, partial(open_source, settings=settings))


def _examine_ledger(settings: "Settings") -> str:
    from gongbao.app.doctor import examine_ledger

    with open_ledger(settings) as ledger:
        return examine_ledger(ledger, settings.database.split(":", 1)[0])


def _examine_pipeline(settings: "Settings") -> str:
    from transforms.beam import examine

    return examine(settings.runner)


def _examine_kafka(settings: "Settings") -> str:
    from connectors.kafka.sink import KafkaSink

    quieten_kafka()
    return KafkaSink(settings.kafka).examine()


def _examine_topics(settings: "Settings") -> str:
    from connectors.kafka.examination import examine_topics

    return examine_topics(settings.kafka)


def _examine_publisher(settings: "Settings") -> str:
    from connectors.kafka.examination import examine_publisher

    with open_ledger(settings) as ledger:
        return examine_publisher(settings.kafka, ledger)


def _examine_elasticsearch(settings: "Settings") -> str:
    from connectors.elastic.sink import ElasticsearchSink

    return ElasticsearchSink(settings.elasticsearch).examine()


def _examine_kibana(settings: "Settings") -> str:
    if settings.kibana.url is None:
        return "not configured (GONGBAO_KIBANA__URL)"
    from connectors.elastic.kibana import Kibana

    return Kibana(settings).examine()
