"""The pipeline on Apache Beam: nothing but the wiring of `transforms.pipeline`. The only module that knows Beam.

One element a page while pages are read, so that the pages of one issue are read side by side; one element an issue
from there on. The same pipeline reads one issue or thousands; runner and options are settings.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.runner import create_runner

from gongbao.errors import SettingsError
from gongbao.processes import stops
from gongbao.readings import Readings
from transforms.issues import IssueMaker
from transforms.pipeline import Job, ReaderFor, list_pages, read_page

# Beam warns at every start of what a person at a terminal can do nothing about, and logs what it raises.
logging.getLogger("apache_beam").setLevel(logging.CRITICAL)


@dataclass
class ReadPages(beam.PTransform):  # type: ignore[misc]
    """Jobs to pages, each keyed by its artifact."""

    reader_for: ReaderFor

    def expand(self, jobs: beam.PCollection) -> beam.PCollection:
        """Spread the pages over the workers: some issues have hundreds."""
        refs = jobs | "List pages" >> beam.FlatMap(list_pages, reader_for=self.reader_for)
        spread = refs | "Spread" >> beam.Reshuffle()
        return spread | "Read page" >> beam.Map(read_page, reader_for=self.reader_for)


@dataclass
class MakeIssues(beam.PTransform):  # type: ignore[misc]
    """Pages to readings, as they are written."""

    maker: IssueMaker

    def expand(self, pages: beam.PCollection) -> beam.PCollection:
        """Bring the pages of each artifact together again."""
        gathered = pages | "Gather" >> beam.GroupByKey()
        return gathered | "Make issue" >> beam.Map(self.maker.make)


@dataclass
class ReadIssues(beam.PTransform):  # type: ignore[misc]
    """Jobs to readings."""

    reader_for: ReaderFor
    maker: IssueMaker

    def expand(self, jobs: beam.PCollection) -> beam.PCollection:
        """Page by page, then issue by issue."""
        pages = jobs | "Pages" >> ReadPages(self.reader_for)
        return pages | "Issues" >> MakeIssues(self.maker)


def run(
    jobs: Sequence[Job],
    reader_for: ReaderFor,
    maker: IssueMaker,
    readings: Readings,
    runner: str,
    options: Sequence[str],
) -> None:
    """Read artifacts, no two of them the same, into `readings`. Returns when all are done.

    Raises SettingsError where there is no such runner.
    """
    check_runner(runner)
    try:
        with beam.Pipeline(runner=runner, options=PipelineOptions(list(options))) as pipeline:
            given = pipeline | "Jobs" >> beam.Create(list(jobs))
            read = given | "Read" >> ReadIssues(reader_for, maker)
            read | "Keep" >> beam.Map(readings.keep)
    except RuntimeError as error:
        stops.check()  # Beam makes one error of another, and of a stop too
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise


def check_runner(runner: str) -> None:
    """Raise SettingsError where Beam has no such runner."""
    try:
        create_runner(runner)
    except (ValueError, ImportError, AttributeError) as error:
        raise SettingsError(f"There is no runner {runner} of Beam.", "Correct GONGBAO_RUNNER, or unset it.") from error


def examine(runner: str) -> str:
    """Which Beam this is, if it has that runner."""
    check_runner(runner)
    return f"Beam {beam.__version__}, {runner}"
