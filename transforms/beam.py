"""The pipeline on Apache Beam: nothing but the wiring of `transforms.pipeline`. The only module that knows Beam.

One element a page while pages are read, so that the pages of one issue are read side by side; one element an issue
from there on. The same pipeline reads one issue or thousands; runner and options are settings.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.runner import create_runner

from gongbao.processes import stops
from gongbao.readings import Readings
from transforms.pipeline import Job, ReaderFor, assemble, check_issue, list_pages, read_page, tag_issue

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
class AssembleIssues(beam.PTransform):  # type: ignore[misc]
    """Pages to readings, whose issues are marked with a version of the pipeline."""

    gazettes: Path
    version: str

    def expand(self, pages: beam.PCollection) -> beam.PCollection:
        """Bring the pages of each artifact together again."""
        gathered = pages | "Gather" >> beam.GroupByKey()
        issues = gathered | "Assemble" >> beam.Map(assemble, gazettes=self.gazettes, version=self.version)
        tagged = issues | "Tag" >> beam.Map(tag_issue, gazettes=self.gazettes)
        return tagged | "Check" >> beam.Map(check_issue)


@dataclass
class ReadIssues(beam.PTransform):  # type: ignore[misc]
    """Jobs to readings."""

    reader_for: ReaderFor
    gazettes: Path
    version: str

    def expand(self, jobs: beam.PCollection) -> beam.PCollection:
        """Page by page, then issue by issue."""
        pages = jobs | "Pages" >> ReadPages(self.reader_for)
        return pages | "Issues" >> AssembleIssues(self.gazettes, self.version)


def run(
    jobs: Sequence[Job], reader_for: ReaderFor, gazettes: Path, readings: Readings, runner: str, options: Sequence[str]
) -> None:
    """Read artifacts, no two of them the same, into `readings`. Returns when all are done."""
    try:
        with beam.Pipeline(runner=runner, options=PipelineOptions(list(options))) as pipeline:
            given = pipeline | "Jobs" >> beam.Create(list(jobs))
            read = given | "Read" >> ReadIssues(reader_for, gazettes, readings.version)
            read | "Keep" >> beam.Map(readings.keep)
    except RuntimeError as error:
        stops.check()  # Beam makes one error of another, and of a stop too
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise


def examine(runner: str) -> str:
    """Which Beam this is, if it has that runner."""
    create_runner(runner)
    return f"Beam {beam.__version__}, {runner}"
