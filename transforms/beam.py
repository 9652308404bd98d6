"""The pipeline on Apache Beam: read → segment → tag → check → keep. The only module that knows Beam.

One element a page while pages are read, so that the pages of one issue are read side by side; one element an issue
from there on. The same pipeline reads one issue or thousands; runner and options are settings.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from gongbao.app.ingest import PIPELINE, Reading, write_reading
from gongbao.errors import InputError
from gongbao.gazette import load_all
from gongbao.model import Artifact, Finding, Issue, Page
from gongbao.model.findings import bad_input, no_gazette, no_readable_page
from gongbao.ports import Reader
from transforms.check import check
from transforms.layout.running_headers import remove_running_headers
from transforms.pipeline import tag_documents
from transforms.segment.assemble import segment

ReaderFor = Callable[[str], Reader]
"""Gives the reader of a media type. Pickled by name, so a function of a module."""

# Beam warns at every start of what a person at a terminal can do nothing about.
logging.getLogger("apache_beam").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Job:
    """One artifact to read and where its bytes lie."""

    artifact: Artifact
    path: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """One page to read; `index` -1 stands for a file that can't be read, `finding` says why."""

    job: Job
    index: int
    finding: Finding | None = None


def list_pages(job: Job, reader_for: ReaderFor) -> Iterator[PageRef]:
    """A reference for each page of an artifact, or one that says why there are none."""
    try:
        count = reader_for(job.artifact.media_type).count(Path(job.path))
    except InputError as error:
        yield PageRef(job, -1, bad_input(error.code, f"{error} {error.next_step}"))
        return
    for index in range(count):
        yield PageRef(job, index)


def read_page(ref: PageRef, reader_for: ReaderFor) -> tuple[str, tuple[Job, Page | Finding]]:
    """A page, keyed by its artifact's hash and uri. A bad page comes back rejected."""
    key = f"{ref.job.artifact.sha256} {ref.job.artifact.uri}"
    if ref.finding is not None:
        return key, (ref.job, ref.finding)
    return key, (ref.job, reader_for(ref.job.artifact.media_type).read(Path(ref.job.path), ref.index))


def assemble(keyed: tuple[str, Iterable[tuple[Job, Page | Finding]]], gazettes: str) -> Reading:
    """The issue that an artifact's pages hold, without facts."""
    items = list(keyed[1])
    artifact = items[0][0].artifact
    rejection = next((item for _, item in items if isinstance(item, Finding)), None)
    if rejection is not None:
        return Reading(artifact, rejection=rejection)
    pages = sorted((item for _, item in items if isinstance(item, Page)), key=lambda p: p.index)
    if all(p.rejected is not None for p in pages):
        reason = pages[0].rejected if pages else "it has no pages"
        return Reading(artifact, rejection=no_readable_page(str(reason)))
    issue = segment(artifact, remove_running_headers(pages), load_all(Path(gazettes)))
    return Reading(artifact, replace(issue, pipeline=PIPELINE))


def tag_issue(reading: Reading, gazettes: str) -> Reading:
    """The reading with the facts of every document."""
    if reading.issue is None:
        return reading
    return replace(reading, issue=tag_documents(reading.issue, load_all(Path(gazettes))))


def check_issue(reading: Reading) -> Reading:
    """The reading with what does not fit as findings; one without any document is rejected."""
    if reading.issue is None:
        return reading
    checked: Issue = check(reading.issue)
    if not checked.documents and not checked.contents:
        rejected = [p for p in checked.pages if p.rejected is not None]
        why = no_gazette(len(rejected), len(checked.pages), rejected[0].rejected if rejected else None)
        return Reading(reading.artifact, rejection=why)
    return replace(reading, issue=checked)


@dataclass
class ReadIssues(beam.PTransform):  # type: ignore[misc]
    """Jobs to readings."""

    reader_for: ReaderFor
    gazettes: str

    def expand(self, jobs: beam.PCollection) -> beam.PCollection:
        """Read page by page, then segment, tag and check issue by issue."""
        return (
            jobs
            | "List pages" >> beam.FlatMap(list_pages, reader_for=self.reader_for)
            | "Spread" >> beam.Reshuffle()
            | "Read" >> beam.Map(read_page, reader_for=self.reader_for)
            | "Gather" >> beam.GroupByKey()
            | "Segment" >> beam.Map(assemble, gazettes=self.gazettes)
            | "Tag" >> beam.Map(tag_issue, gazettes=self.gazettes)
            | "Check" >> beam.Map(check_issue)
        )


def keep(reading: Reading, folder: str) -> str:
    """Write a reading where the ledger's side finds it."""
    return str(write_reading(Path(folder), reading))


def run(
    jobs: Sequence[Job], reader_for: ReaderFor, gazettes: Path, readings: Path, runner: str, options: Sequence[str]
) -> None:
    """Read artifacts into `readings`, one file each. Returns when all are done."""
    with beam.Pipeline(runner=runner, options=PipelineOptions(list(options))) as pipeline:
        (
            pipeline
            | "Jobs" >> beam.Create(list(jobs))
            | "Issues" >> ReadIssues(reader_for, str(gazettes))
            | "Keep" >> beam.Map(keep, folder=str(readings))
        )
